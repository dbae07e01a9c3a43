"""The project that a log is for: said on the command line, or by the show that we stand in."""

from pathlib import Path
from typing import TYPE_CHECKING

from chutier.cli.options import Given, the_show
from chutier.errors import TimecodeError, UsageError
from chutier.i18n import _

if TYPE_CHECKING:
    from chutier_avid.ale import AleTarget


def target_of(against: str | None, given: Given) -> "AleTarget | None":
    """The target that `against` (`1080@25`) names, else the show's; None where neither says. Raises UsageError for
    words that name no project."""
    from chutier.show import find_show

    if against:
        return _named(against)
    try:
        find_show(Path.cwd())
    except UsageError:
        return None
    return _of_show(given)


def _named(text: str) -> "AleTarget":
    from chutier.timecode import parse_rate
    from chutier_avid.ale import AleTarget
    from chutier_avid.ale.checks import VIDEO_FORMATS

    kind, sign, rate = text.upper().partition("@")
    hint = _("write it FORMAT@RATE, for example 1080@25; formats: {words}").format(words=", ".join(VIDEO_FORMATS))
    if not sign or kind not in VIDEO_FORMATS:
        raise UsageError(_("{text} is no kind of project").format(text=repr(text)), hint=hint)
    try:
        return AleTarget(video_format=kind, rate=parse_rate(rate))
    except TimecodeError as error:
        raise UsageError(error.message, hint=hint) from error


def _of_show(given: Given) -> "AleTarget | None":
    from chutier_avid.ale import AleTarget
    from chutier_avid.nle import settings_of

    settings = settings_of(the_show(given).blueprint)
    if settings.rate is None or not settings.video_format:
        return None
    return AleTarget(
        video_format=settings.video_format, rate=settings.rate, encoding=settings.encoding,
        avid_tabs=settings.avid_tabs,
    )  # fmt: skip
