"""The day report as an ALE: every clip of the day with what the report says of it, for Media Composer and for labs."""

from collections.abc import Mapping

from chutier.blueprint import Blueprint
from chutier.errors import NleError
from chutier.i18n import _
from chutier.model import ClipId, MediaRef
from chutier.report.day import ClipLine, DayReport
from chutier_avid.ale import AleTarget, compose
from chutier_avid.ale.writer import encode
from chutier_avid.columns import IDENTITY, media_cells, title_of
from chutier_avid.nle import settings_of

_COLUMNS = {
    "scene": "scene", "cam": "camera", "cam_roll": "roll", "sound_roll": "sound_roll", "shot_size": "shot_size",
    "comments": "comments",
}  # fmt: skip
"""Field of a clip, and the attribute of a report's line that holds it."""


def log_of_day(report: DayReport, media: Mapping[ClipId, MediaRef], blueprint: Blueprint) -> bytes:
    """The bytes of the log. Clips without timecode cannot be in it; the log's rate is the show's, each row has its own.

    Raises NleError when no clip of the day can be logged.
    """
    settings = settings_of(blueprint)
    rows = [row for line in report.clips if line.id in media and (row := _row(line, media[line.id], settings.locale))]
    rates = [ref.time.rate for line in report.clips if (ref := media.get(line.id)) and ref.time]
    rate = settings.rate or (rates[0] if rates else None)
    if not rows or rate is None:
        raise NleError(_("no clip of this day has timecode: there is nothing to log"))
    target = AleTarget(
        video_format=settings.video_format or "CUSTOM", rate=rate, encoding=settings.encoding,
        avid_tabs=settings.avid_tabs,
    )  # fmt: skip
    return encode(compose(rows, target), target)


def _row(line: ClipLine, media: MediaRef, locale: str) -> dict[str, str]:
    """A row of the log; empty when the clip has no timecode."""
    cells = media_cells(line.kind, media)
    if not cells:
        return {}
    row = {"Name": line.slate or line.name, **cells}
    for name, attribute in _COLUMNS.items():
        if text := str(getattr(line, attribute)):
            row.setdefault(title_of(name, locale), text)
    if line.circled:
        row[title_of("circled", locale)] = "X"
    if line.issues:
        row[title_of("issues", locale)] = " ".join(line.issues)
    row[IDENTITY] = line.id
    return row
