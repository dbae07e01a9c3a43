"""Writing a day report: the page, the same as PDF, CSV, and in the formats that adapters bring (ALE)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from chutier.blueprint import Blueprint
from chutier.check import Checked
from chutier.check.facts import Facts
from chutier.errors import UsageError
from chutier.events import Report, silent
from chutier.files import write_whole
from chutier.i18n import _
from chutier.model import Clip, ClipId, MediaRef
from chutier.report.building import Looks, listed
from chutier.report.day import ClipLine, DayReport, Look
from chutier.report.page import page
from chutier.report.pdf import print_pdf
from chutier.report.sheets import csv_text
from chutier.show import Show

GROUP = "chutier.day_logs"
"""Entry points of adapters: a name (`ale`) and a function that makes the log of a day report."""

DayLog = Callable[[DayReport, Mapping[ClipId, MediaRef], Blueprint], bytes]
"""Makes a log out of a report's clips and the media behind them."""

OUR_OWN = ("html", "pdf", "csv")

CLAP = Fraction(1)
"""Second at which a slate is usually in the picture."""


def formats() -> tuple[str, ...]:
    """Every format that a report can be written in."""
    return (*OUR_OWN, *sorted(_logs()))


def _logs() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def looks_of(
    show: Show, checked: Checked, day: int | None, *, workers: int | None = None, report: Report = silent
) -> Looks:
    """Thumbnail and waveform of every clip of the day, made once and kept in the show's own folder."""
    from chutier.media.looks import LookJob, looks

    facts = checked.facts
    jobs = [
        LookJob(key=clip.id, picture=_picture(facts, clip), sound=_sound(facts, clip))
        for clip in listed(facts)
        if day is None or clip.fields.get("day") == day
    ]
    found = looks(jobs, show.state / "looks", workers=workers, report=report)
    return {key: Look(picture=picture, peaks=peaks) for key, (picture, peaks) in found.items()}


def _picture(facts: Facts, clip: Clip) -> str | None:
    return None if facts.is_sound(clip.id) or _lost(facts, clip.id) else facts.recordings[clip.id].lead.path


def _sound(facts: Facts, clip: Clip) -> str | None:
    """The recorder's sound rather than the guide track."""
    sounds = [sound for sound in facts.sounds_of.get(clip.id, ()) if not _lost(facts, sound)]
    own = facts.recordings[clip.id].lead
    if sounds:
        return facts.recordings[sounds[0]].lead.path
    return own.path if own.audio and not _lost(facts, clip.id) else None


def _lost(facts: Facts, clip: ClipId) -> bool:
    return facts.recordings[clip].gone or bool(facts.recordings[clip].lead.error)


def write_report(
    made: DayReport, facts: Facts, blueprint: Blueprint, folder: Path, kinds: Sequence[str]
) -> tuple[Path, ...]:
    """Write `made` into `folder` in every format of `kinds`, and give the files. Texts are in the language in use.

    Raises UsageError for an unknown format, MissingExtra when the PDF needs a browser that is not there.
    """
    refuse_unknown(kinds)
    html = page(made) if {"html", "pdf"}.intersection(kinds) else ""
    written = []
    for kind in dict.fromkeys(kinds):
        path = folder / f"{name_of(made)}.{kind}"
        if kind == "html":
            write_whole(path, html)
        elif kind == "pdf":
            path.parent.mkdir(parents=True, exist_ok=True)
            print_pdf(html, path)
        elif kind == "csv":
            write_whole(path, csv_text(made))
        else:
            write_whole(path, _logs()[kind].load()(made, _media(facts, made.clips), blueprint))
        written.append(path)
    return tuple(written)


def folder_of(show: Show) -> Path:
    """Where a show's reports are, unless one says otherwise."""
    return show.root / _("day-reports")


def refuse_unknown(kinds: Sequence[str]) -> None:
    """Raises UsageError when one of `kinds` is no format of a report."""
    for kind in kinds:
        if kind not in formats():
            raise UsageError(
                _("a report cannot be written as {kind}").format(kind=kind),
                hint=_("known: {words}").format(words=", ".join(formats())),
            )


def _media(facts: Facts, lines: Sequence[ClipLine]) -> dict[ClipId, MediaRef]:
    return {line.id: media for line in lines if (media := facts.by_id[line.id].media) is not None}


def name_of(made: DayReport) -> str:
    """The file's name without its ending: `NDV_J03_rapport`."""
    word = _("report")
    return f"{made.code}_{_day(made)}_{word}" if made.day is not None else f"{made.code}_{word}"


def _day(made: DayReport) -> str:
    return f"{'J' if made.language.startswith('fr') else 'D'}{made.day:02}"
