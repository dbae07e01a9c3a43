"""From a label in a file to the time of its first frame, when the label can be one at the picture's rate."""

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.media.draft import Draft
from chutier.timecode import Timecode, TimeRange, can_drop, nominal, rate_text


def put_start(draft: Draft, label: str, count: int | None, origin: str) -> None:
    """Put the start that `label` shows (`;` for drop frame). `count` is how many labels its track counts a second.

    Cameras at 50 and 59.94 often count 25 and 30 labels: the label is then that of every second frame, and said so.
    A label that no clock shows at this rate becomes a warning, never another label.
    """
    rate = draft.get("rate")
    if rate is None:
        draft.warn(_("the timecode {label} has no rate to count by").format(label=label))
        return
    step = nominal(rate) // count if count and nominal(rate) % count == 0 else 1
    try:
        start = Timecode.parse(label, rate / step)
    except TimecodeError as error:
        draft.warn(_("the timecode in the file was not taken: {why}").format(why=error.message))
        return
    if step > 1:
        start = _doubled(start, step, draft)
    draft.put("time", TimeRange(start, max(draft.get("frames") or 0, 0)), origin)


def _doubled(start: Timecode, step: int, draft: Draft) -> Timecode:
    """`start` on the picture's own clock. Drop-frame labels are skipped alike on both, so the frame count scales."""
    rate = start.rate * step
    draft.warn(
        _("the timecode counts {count} frames a second, the picture {rate}").format(
            count=rate_text(start.rate), rate=rate_text(rate)
        )
    )
    return Timecode(start.frame * step, rate, start.drop and can_drop(rate))
