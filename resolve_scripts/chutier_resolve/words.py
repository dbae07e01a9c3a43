"""What the codes of the other half mean, as sentences for a person, each with its way out."""

from collections.abc import Callable, Mapping
from typing import Any

from chutier.errors import NleError, NleUnreachable
from chutier.i18n import _

Answer = Mapping[str, Any]


def why(code: str, detail: str) -> str:
    """Why one thing was not done. A code that is not known is told as it is, with its detail."""
    known: dict[str, Callable[[], str]] = {
        "doubled-bin": lambda: _("there are two bins {detail}: rename one, then build again"),
        "no-bin": lambda: _("the bin {detail} is not there any more: build again"),
        "refused": lambda: _("Resolve would not make it: is the project locked, or a window open?"),
        "other-name": lambda: _("Resolve called it {detail} instead"),
        "unreadable": lambda: _("the bins in {detail} could not be read: is a window open in Resolve?"),
        "bin-closed": lambda: _("Resolve would not open the bin {detail}"),
        "not-imported": lambda: _("Resolve did not take {detail}: is it online, and of a kind that Resolve reads?"),
        "no-clip": lambda: (
            _("it is not in the project") if detail in ("", "0") else _("{detail} clips of the project could be it")
        ),
        "not-moved": lambda: _("Resolve left it where it was"),
        "not-taken": lambda: _("Resolve did not keep: {detail}"),
        "by-hand": lambda: _("changed by hand a moment ago, left so: {detail}"),
        "synced-by-hand": lambda: _("it has another sound already: {detail}"),
        "not-synced": lambda: _("Resolve found no sound of the same timecode for it"),
        "wrong-sound": lambda: _("Resolve linked another sound: {detail}"),
        "name-taken": lambda: _("another timeline is called {detail}"),
        "rate": lambda: _("the project runs at {detail} frames a second, and the show does not"),
        "start": lambda: _("Resolve began it at {detail}"),
        "not-filled": lambda: _("its clips did not lie in it as asked ({detail}); it was taken away again"),
        "marker": lambda: _("Resolve would not set a marker on frame {detail}"),
        "no-timeline": lambda: _("the timeline {detail} is not there"),
        "there-already": lambda: _("{detail} is there already, and stays"),
        "not-written": lambda: _("Resolve wrote no file {detail}"),
        "version": lambda: _("this version of Resolve does not write it ({detail})"),
        "not-linked": lambda: _("Resolve did not link the proxy: does it fit the clip?"),
        "not-removed": lambda: _("Resolve did not take it out"),
        "used": lambda: _("a timeline uses it"),
        "worked-in": lambda: _("somebody has worked in the timeline {detail}"),
        "not-empty": lambda: _("it is not empty"),
        "not-saved": lambda: _("Resolve would not save the project"),
        "studio": lambda: _("this edition links no sound by script"),
        "gone": lambda: _("Resolve went away in the middle: build again, and it goes on from there"),
    }
    sentence = known.get(code)
    return sentence().format(detail=detail) if sentence else f"{code} {detail}".strip()


def error_of(code: str, detail: str) -> NleError:
    """The error that ends a job, from the code with which the other half ended it."""
    if code == "no-project":
        return NleError(_("no project is open in Resolve"), hint=_("open the show's project, then try again"))
    if code == "other-project":
        return NleError(
            _("another project was opened in Resolve meanwhile: {name}").format(name=detail),
            hint=_("open the first one again, then build again: it goes on from there"),
        )
    if code == "gone":
        return NleUnreachable(
            _("Resolve does not answer any more"),
            hint=_("close any window that waits for an answer in Resolve, or start it again; then build again"),
        )
    if code == "silent":
        return NleUnreachable(
            _("Resolve has not answered for {seconds} seconds").format(seconds=detail),
            hint=_("close any window that waits for an answer in Resolve, then build again: it goes on from there"),
        )
    return NleError(
        _("Resolve could not do it: {why}").format(why=why(code, detail)),
        hint=_("build again; if it comes back, run chutier resolve doctor"),
    )
