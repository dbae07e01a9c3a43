"""`chutier avid aaf`: read an AAF back as a person would, and say what is wrong with it."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier_avid.bins.content import BinContent, BinItem
    from chutier_avid.bins.mobs import Mobs, MobView, Part

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 40
_COLUMNS = 4
_FIRST = ("Scene", "Take", "Camroll", "Soundroll", "Comments", "DESCRIPT")


@click.group(help=_("Read an AAF as a person would, and say what is wrong with it."))
def command() -> None:
    """The verbs below."""


@command.command("show", help=_("Print what FILE brings into a bin: clips, columns, sequences event by event."))
@click.argument("file", type=FILE)
@click.option("--all", "everything", is_flag=True, help=_("Every clip, every column and every event."))
@common
def show_(file: Path, everything: bool, given: Given) -> None:
    """Raises MediaError, with the way out, for an AAF that cannot be read."""
    from chutier_avid.aaf.views import read_views
    from chutier_avid.bins.lines import bin_of

    view = read_views(file)
    content = bin_of(view)
    if given.as_json:
        give_json({"bin": content, "sequences": [_events_data(view, item.mob_id) for item in _sequences(content)]})
        return
    kinds = Counter(item.kind for item in content)
    say(f"{file.name}  {content.writer}", "bold")
    say(", ".join(f"{count} {kind}" for kind, count in kinds.items()), "dim")
    say()
    _show_items(content, everything)
    for item in _sequences(content):
        _show_sequence(view, item, everything)
    for note in content.notes:
        say(f"! {note}", "yellow")


def _sequences(content: "BinContent") -> list["BinItem"]:
    from chutier_avid.bins.content import ItemKind

    return [item for item in content if item.kind is ItemKind.SEQUENCE]


def _usefulness(title: str) -> int:
    return _FIRST.index(title) if title in _FIRST else len(_FIRST)


def _show_items(content: "BinContent", everything: bool) -> None:
    filled = Counter(title for item in content for title, text in item.columns.items() if text)
    titles = sorted((title for title in content.view if filled[title]), key=_usefulness)
    shown = titles if everything else titles[:_COLUMNS]
    rows = [
        [
            item.name, str(item.kind), item.tracks, str(item.start or ""), str(item.end or ""), item.tape,
            item.source_file, item.color, *(item.columns.get(title, "") for title in shown),
        ]
        for item in content.items[: None if everything else SHOWN]
    ]  # fmt: skip
    heads = [_("name"), _("kind"), _("tracks"), _("start"), _("end"), _("tape"), _("file"), _("colour"), *shown]
    table(heads, rows, styles=["bold", "dim"])
    more = len(content) - len(rows)
    if more > 0:
        say(ngettext("… and {n} more clip (--all)", "… and {n} more clips (--all)", more).format(n=more), "dim")
    if len(shown) < len(titles):
        say(_("more columns (--all): {titles}").format(titles=", ".join(titles[len(shown) :])), "dim")


def _show_sequence(view: "Mobs", item: "BinItem", everything: bool) -> None:
    say()
    say(f"{item.name}  {item.start or ''} – {item.end or ''}", "bold")
    rows = [[str(value) for value in event.values()] for event in _events_data(view, item.mob_id)["events"]]
    heads = [_("track"), _("at"), _("clip"), _("from"), _("frames")]
    table(heads, rows[: None if everything else SHOWN], styles=["", "", "bold"])
    more = len(rows) - SHOWN
    if more > 0 and not everything:
        say(ngettext("… and {n} more event (--all)", "… and {n} more events (--all)", more).format(n=more), "dim")


def _events_data(view: "Mobs", mob_id: str) -> dict[str, list[dict[str, object]]]:
    """What lies on each track, gaps left out; places in timecode where the sequence has one."""
    mob = view.mobs[mob_id]
    events: list[dict[str, object]] = []
    for slot in mob.slots:
        if slot.kind not in ("picture", "sound"):
            continue
        at = 0
        name = f"{'V' if slot.kind == 'picture' else 'A'}{slot.track or ''}"
        for part in slot.parts:
            if part.what not in ("filler", "transition"):
                events.append({"track": name, "at": _place(mob, at), **_what(view, part), "frames": part.length})
            at += -part.length if part.what == "transition" else part.length
    return {"events": events}


def _place(mob: "MobView", frame: int) -> str:
    from chutier.errors import TimecodeError
    from chutier.timecode import Timecode, nominal

    for slot in mob.slots:
        for part in slot.parts:
            if part.what == "timecode" and slot.rate is not None and nominal(slot.rate) == part.fps:
                try:
                    return str(Timecode(part.start + frame, slot.rate, part.drop))
                except TimecodeError:
                    break
    return str(frame)


def _what(view: "Mobs", part: "Part") -> dict[str, object]:
    source = part if part.what == "source" else next((one for one in part.within if one.what == "source"), None)
    if source is None or source.mob not in view.mobs:
        return {"clip": part.what, "from": ""}
    return {"clip": view.mobs[source.mob].name, "from": source.start}


@command.command("check", help=_("Say what is wrong with FILE… for Media Composer, other programs and relinking."))
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE…")
@common
def check(files: tuple[Path, ...], given: Given) -> int:
    """Exit status 2 when something stops or spoils an import, 1 when something may surprise, else 0."""
    from chutier_avid.aaf.checking import CODES, check_aaf
    from chutier_avid.aaf.views import read_views

    found = {file: check_aaf(read_views(file)) for file in files}
    if given.as_json:
        give_json({str(file): [
            {"code": one.code, "error": one.is_error, "name": one.name, "message": one.message} for one in findings
        ] for file, findings in found.items()})  # fmt: skip
    else:
        for file, findings in found.items():
            say(f"{file.name}", "bold")
            for code in sorted({one.code for one in findings}):
                of_code = [one for one in findings if one.code == code]
                say(f"  {code}  {CODES[code].meaning()}", "red" if CODES[code].error else "yellow")
                lines = Counter(f"{one.name}: {one.message}" for one in of_code)
                for line, count in list(lines.items())[:SHOWN]:
                    say(f"       {line}" + (f" (×{count})" if count > 1 else ""))
                if len(lines) > SHOWN:
                    say(f"       … {len(lines) - SHOWN}", "dim")
            if not findings:
                say("  " + _("nothing wrong found"), "green")
    everything = [one for findings in found.values() for one in findings]
    return 2 if any(one.is_error for one in everything) else int(bool(everything))
