"""What the codes of the other half mean, as sentences for a person, each with its way out."""

from collections.abc import Callable, Mapping
from typing import Any

from chutier.errors import NleError, NleUnreachable
from chutier.i18n import _


def why(code: str, detail: str) -> str:
    """Why one thing was not done. A code that is not known is told as it is, with its detail."""
    known: dict[str, Callable[[], str]] = {
        "doubled-bin": lambda: _("there are two bins {detail}: rename one, then build again"),
        "no-bin": lambda: _("the bin {detail} is not there any more: build again"),
        "no-clip": lambda: _("it is not in the project any more"),
        "refused": lambda: _("Premiere would not make it: is a dialog open, or the project locked?"),
        "not-imported": lambda: _("Premiere did not take {detail}: is it online, and of a kind that Premiere reads?"),
        "no-file": lambda: _("the file is not there: {detail}"),
        "not-media": lambda: _("Premiere does not import files of this kind by script: {detail}"),
        "not-moved": lambda: _("Premiere left it where it was"),
        "not-taken": lambda: _("Premiere did not keep: {detail}"),
        "by-hand": lambda: _("changed by hand a moment ago, left so: {detail}"),
        "no-clips": lambda: _("it has no clips"),
        "not-filled": lambda: _("its clips did not lie in it as asked; it was taken away again"),
        "marker": lambda: _("Premiere would not set the marker {detail}"),
        "no-sequence": lambda: _("the sequence {detail} is not there"),
        "there-already": lambda: _("{detail} is there already, and stays"),
        "not-written": lambda: _("Premiere wrote no file {detail}"),
        "version": lambda: _("this way into Premiere does not write it ({detail})"),
        "no-proxy": lambda: _("Premiere links no proxy to it"),
        "not-linked": lambda: _("Premiere did not link the proxy: have both the same sound tracks?"),
        "other-proxy": lambda: _("it has another proxy already: {detail}"),
        "not-removed": lambda: _("Premiere did not take it out"),
        "used": lambda: _("a sequence uses it"),
        "worked-in": lambda: _("somebody has worked in the sequence {detail}"),
        "not-empty": lambda: _("it is not empty"),
        "too-long": lambda: _(
            "it is too long for Pymiere Link; our own panel takes it: chutier premiere install-panel"
        ),
        "engine": lambda: _("Premiere stumbled: {detail}"),
    }
    sentence = known.get(code)
    return sentence().format(detail=detail) if sentence else f"{code} {detail}".strip()


def error_of(answer: Mapping[str, Any]) -> NleError:
    """The error in an answer."""
    found = answer.get("err") or {}
    return error_from(str(found.get("code", "no-answer")), str(found.get("detail", "")))


def error_from(code: str, detail: str) -> NleError:
    """The error that ends a job, from its code."""
    made = _of_project(code, detail) or _of_connection(code, detail)
    if made is not None:
        return made
    return NleError(
        _("Premiere could not do it: {why}").format(why=why(code, detail)),
        hint=_("build again; if it comes back, run chutier premiere doctor"),
    )


def _of_project(code: str, detail: str) -> NleError | None:
    if code == "no-project":
        return NleError(_("no project is open in Premiere"), hint=_("open the show's project, then try again"))
    if code == "doc":
        return NleError(
            _("another project is in front in Premiere now: {name}").format(name=detail),
            hint=_("bring the first one to the front, then build again: it goes on from there"),
        )
    if code == "locked":
        return NleError(
            _("somebody else works in the project {name}, and Premiere has locked it").format(name=detail),
            hint=_("have them close it, or unlock it in the production's panel; then build again"),
        )
    return None


def _of_connection(code: str, detail: str) -> NleError | None:
    again = _("close the dialog in Premiere, if there is one; then build again: it goes on from there")
    doctor = _("chutier premiere doctor says what is missing")
    told: dict[str, Callable[[], tuple[str, str]]] = {
        "silent": lambda: (_("Premiere has not answered for {detail} seconds"), again),
        "busy": lambda: (_("Premiere is busy: a dialog is open there, or a job runs"), again),
        "no-program": lambda: (_("Premiere Pro is not running"), _("start it and open the show's project")),
        "two-programs": lambda: (
            _("two Premieres are running, and it is not clear which one is meant"),
            _("close one; or install our panel (chutier premiere install-panel), which can be chosen"),
        ),
        "no-panel": lambda: (
            _("Premiere's panel does not answer"),
            _("open it (Window > Extensions > Chutier) or install it (chutier premiere install-panel)"),
        ),
        "no-plugin": lambda: (
            _("Premiere's plugin has not come"),
            _("open it (Window > UXP Plugins > Chutier) or install it (chutier premiere install-panel)"),
        ),
        "pairing": lambda: (
            _("Premiere's plugin does not know this Chutier's code yet"),
            _("type {detail} into its panel (Window > UXP Plugins > Chutier), then try again: once is enough"),
        ),
        "no-port": lambda: (
            _("no port is free for Premiere's plugin: {detail}"),
            _("is another Chutier at work? Wait for its end"),
        ),
        "other-server": lambda: (_("another program answers where Premiere's panel should be"), doctor),
        "no-answer": lambda: (_("Premiere gave no answer that makes sense ({detail})"), doctor),
        "restless": lambda: (
            _("the project in Premiere keeps changing while it is read"),
            _("leave it alone for a moment, then try again"),
        ),
        "length": lambda: (
            _("what arrived in Premiere was not what was sent ({detail})"),
            _("nothing was changed; use our own panel (chutier premiere install-panel), then build again"),
        ),
        "gone": lambda: (_("Premiere went away in the middle"), _("start it again, then build again: it goes on")),
    }
    if code not in told:
        return None
    message, hint = told[code]()
    return NleUnreachable(message.format(detail=detail), hint=hint.format(detail=detail))
