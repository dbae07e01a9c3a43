"""`chutier check`: reconcile cards, sound, script and bins; accept what may stay as it is."""

import getpass
import re
from typing import TYPE_CHECKING

import click

from chutier.cli.clips import day_text
from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, say, table
from chutier.errors import UsageError
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier.check import Checked, Issue
    from chutier.show import Show


class DayOrVerb(click.Group):
    """`chutier check J03` is short for `chutier check day J03`, and `chutier check` for all days."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `day` where no verb is named."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["day", *args]
        return super().parse_args(ctx, args)


@click.command(
    "check",
    cls=DayOrVerb,
    help=_("Find what is missing: cards, sound, script and bins, reconciled (of all days, or DAY)."),
)
def command() -> None:
    """The verbs below."""


def day_number(context: click.Context, parameter: click.Parameter, text: str | None) -> int | None:
    """A shooting day as people write it: J03, D3, 3."""
    if text is None:
        return None
    match = re.fullmatch(r"[JjDd]?0*(\d{1,3})", text.strip())
    if match is None:
        raise click.BadParameter(_("{text} is not a shooting day; write J03 or 3").format(text=repr(text)))
    return int(match[1])


@command.command("day", help=_("The check itself, of all shooting days or of DAY (J03, 3)."))
@click.argument("day", required=False, callback=day_number)
@click.option("--all", "everything", is_flag=True, help=_("Show what is in order as well, and all the evidence."))
@common
def day_(day: int | None, everything: bool, given: Given) -> int:
    """Exit status 0 when all is clean, 1 with something to look at, 2 when something blocks."""
    from chutier.cli.checked import checked_data, show_checked

    checked = _check(the_show(given), day)
    if given.as_json:
        give_json(checked_data(checked))
    else:
        show_checked(checked, everything=everything)
    return checked.status


def _check(show: "Show", day: int | None) -> "Checked":
    from chutier.check import check

    with the_catalogue(show) as catalogue:
        checked = check(show, catalogue)
    known_day(checked, day)
    return checked.of_day(day)


def known_day(checked: "Checked", day: int | None) -> None:
    """Raises UsageError when neither media nor papers know of `day`."""
    known = {clip.fields.get("day") for clip in checked.facts.clips} | {line.day for line in checked.facts.notes}
    if day is not None and day not in known:
        days = ", ".join(map(day_text, sorted(d for d in known if isinstance(d, int))))
        raise UsageError(
            _("nothing is known of day {day}").format(day=day), hint=_("known: {words}").format(words=days or "-")
        )


@command.command("accept", help=_("Let issues of CODE stand (of each SUBJECT, or with --every all): say why."))
@click.argument("code")
@click.argument("subjects", nargs=-1, metavar="[SUBJECT…]")
@click.option("--because", required=True, help=_("The reason, for the next person."))
@click.option("--name", "who", default=None, help=_("Who accepts it; else the name of this account."))
@click.option("--day", callback=day_number, help=_("Only of this shooting day."))
@click.option("--every", is_flag=True, help=_("All issues of this code."))
@common
def accept_(
    code: str, subjects: tuple[str, ...], because: str, who: str | None, day: int | None, every: bool, given: Given
) -> None:
    """What is accepted stays accepted, whatever is ingested later, as long as it is about the same thing."""
    from chutier.check import accept

    show = the_show(given)
    chosen = _chosen(_check(show, day), code, subjects, every)
    with the_catalogue(show) as catalogue:
        accept(catalogue, chosen, who=who or getpass.getuser(), because=because)
    _tell(chosen, given, ngettext("{n} issue accepted", "{n} issues accepted", len(chosen)))


@command.command("reopen", help=_("Take an acceptance back."))
@click.argument("code")
@click.argument("subjects", nargs=-1, metavar="[SUBJECT…]")
@click.option("--day", callback=day_number, help=_("Only of this shooting day."))
@click.option("--every", is_flag=True, help=_("All issues of this code."))
@common
def reopen(code: str, subjects: tuple[str, ...], day: int | None, every: bool, given: Given) -> None:
    """The issue counts again."""
    from chutier.check import take_back

    show = the_show(given)
    chosen = _chosen(_check(show, day), code, subjects, every, accepted=True)
    with the_catalogue(show) as catalogue:
        take_back(catalogue, chosen)
    _tell(chosen, given, ngettext("{n} issue counts again", "{n} issues count again", len(chosen)))


def _tell(chosen: "list[Issue]", given: Given, sentence: str) -> None:
    if given.as_json:
        give_json([{"code": one.code, "subject": one.subject, "key": one.key} for one in chosen])
    else:
        say(sentence.format(n=len(chosen)), "green")


def _chosen(
    checked: "Checked", code: str, subjects: tuple[str, ...], every: bool, *, accepted: bool = False
) -> "list[Issue]":
    """The issues that are meant. Raises UsageError when there is none, or when it is not said which."""
    from chutier.check import KINDS

    if code not in KINDS:
        import difflib

        close = difflib.get_close_matches(code, KINDS, n=1)
        raise UsageError(
            _("there is no kind of issue {code}").format(code=repr(code)),
            hint=_("did you mean {word}?").format(word=close[0]) if close else _("see: chutier check kinds"),
        )
    there = [one for one in checked.issues if one.code == code and bool(one.accepted) == accepted]
    if not there:
        raise UsageError(_("there is no such issue: {code}").format(code=code), hint=_("see: chutier check"))
    if not subjects and len(there) > 1 and not every:
        raise UsageError(
            _("there are {n} of them: {subjects}").format(
                n=len(there), subjects="; ".join(one.subject for one in there)
            ),
            hint=_("name those that you mean, or add --every"),
        )
    if not subjects:
        return there
    return [one for subject in subjects for one in _about(there, subject)]


def _about(there: "list[Issue]", subject: str) -> "list[Issue]":
    """By its whole subject, or by one word of it."""
    asked = subject.strip().casefold()
    found = [one for one in there if one.subject.casefold() == asked]
    found = found or [one for one in there if asked in re.split(r" · |, ", one.subject.casefold())]
    found = found or [one for one in there if asked in re.split(r"[ ·,;]+", one.subject.casefold())]
    if not found:
        raise UsageError(
            _("there is no such issue: {code}").format(code=f"{there[0].code} {subject}"),
            hint=_("known: {words}").format(words="; ".join(one.subject for one in there)),
        )
    return found


@command.command("kinds", help=_("List the kinds of issue, their codes and what they mean."))
@common
def kinds(given: Given) -> None:
    """The codes are stable: scripts and acceptances rely on them."""
    from chutier.check import KINDS

    if given.as_json:
        give_json([{"code": one.code, "severity": one.severity, "title": one.title()} for one in KINDS.values()])
        return
    names = {"blocking": _("blocks"), "warning": _("to be looked at"), "notice": _("in order")}
    rows = [[one.code, names[one.severity], one.title(), one.todo()] for one in KINDS.values()]
    table([_("code"), "", _("what"), _("what to do")], rows, styles=["bold"])
