"""The day report as a sheet: one row a clip, for Excel, Numbers, LibreOffice and whoever reads CSV."""

import csv
import io
import re
from fractions import Fraction

from chutier.i18n import _
from chutier.report.day import ClipLine, DayReport
from chutier.report.page_text import day_code, writable

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet would calculate instead of show (OWASP, CSV Injection), full-width signs too; with apostrophes
before it, so that ours can be told from one that was there."""
_NEGATIVE = re.compile(r"-\d+(?:[.,]\d+)?")


IDENTITY = "Chutier ID"
"""The column by which our own sheets are known, and never read as a paper."""


def safe_cell(text: str) -> str:
    """`text` as a cell that stays data: an apostrophe before what would begin a formula, plain negative numbers but.

    Can be undone: an apostrophe before apostrophes and such a sign is ours.
    """
    if _FORMULA.match(text) and not _NEGATIVE.fullmatch(text):
        return f"'{text}"
    return text


def csv_text(report: DayReport) -> str:
    """Title row and one row a clip, in shooting order and in the language that is in use (`use_language`).

    `;` between cells in French, where the comma is in the numbers, `,` else; CRLF; a byte order mark in front, without
    which Excel takes UTF-8 for something else.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if report.language.startswith("fr") else ",", lineterminator="\r\n")
    writer.writerow([safe_cell(title) for title in _titles()])
    for clip in report.clips:
        writer.writerow([safe_cell(cell) for cell in _cells(report, clip)])
    return "\ufeff" + writable(out.getvalue())


def _titles() -> list[str]:
    return [
        _("Day"), _("Scene"), _("Slate"), _("Camera"), _("Roll"), _("Sound roll"), _("TC in"), _("TC out"),
        _("Length"), _("Circled"), _("Shot size"), _("Comments"), _("Issues"), _("File"), IDENTITY,
    ]  # fmt: skip


def _cells(report: DayReport, clip: ClipLine) -> list[str]:
    return [
        day_code(report.day), clip.scene, clip.slate, clip.camera, clip.roll, clip.sound_roll, clip.start, clip.end,
        _clock(clip.seconds), _("yes") if clip.circled else "", clip.shot_size, clip.comments, " ".join(clip.issues),
        clip.path or clip.name, clip.id,
    ]  # fmt: skip


def _clock(seconds: Fraction | None) -> str:
    """`0:00:42`, which every spreadsheet takes for a length of time."""
    if seconds is None:
        return ""
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
