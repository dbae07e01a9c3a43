"""The heading against Avid's words and against the project: a log of another kind stops an import."""

from collections.abc import Iterator
from fractions import Fraction

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.timecode import rate_text
from chutier_avid.ale.clock import log_rate
from chutier_avid.ale.codes import Finding, found
from chutier_avid.ale.document import Ale

VIDEO_FORMATS = ("NTSC", "PAL", "720", "1080", "CUSTOM")
"""The values that the heading may have: the manual's two, and those of the high-definition versions."""


def heading_findings(ale: Ale, project: tuple[str, Fraction] | None) -> Iterator[Finding]:
    """E05 and E06; `project` is the VIDEO_FORMAT and the rate that the log is for."""
    video = ale.head("VIDEO_FORMAT")
    if video.upper() not in VIDEO_FORMATS:
        formats = ", ".join(VIDEO_FORMATS)
        yield found("E05", 0, "VIDEO_FORMAT", _("VIDEO_FORMAT {value} is none of {formats}").format(
            value=repr(video), formats=formats))  # fmt: skip
    elif project and video.upper() != project[0]:
        yield found("E05", 0, "VIDEO_FORMAT", _("VIDEO_FORMAT {value}, but the project is {project}").format(
            value=video, project=project[0]))  # fmt: skip
    text = ale.head("FPS")
    try:
        rate = log_rate(text)
    except TimecodeError:
        yield found("E06", 0, "FPS", _("FPS {value} in the heading is no frame rate").format(value=repr(text)))
        return
    if project and rate != project[1]:
        yield found("E06", 0, "FPS", _("FPS {value}, but the project runs at {project}").format(
            value=text, project=rate_text(project[1])))  # fmt: skip
