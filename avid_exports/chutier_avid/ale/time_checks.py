"""Timecodes of the rows: each a label that exists, End after Start, and no two recordings of a tape at one time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from chutier.errors import TimecodeError
from chutier.i18n import _, ngettext
from chutier_avid.ale.clock import LogClock, log_rate
from chutier_avid.ale.codes import Finding, found
from chutier_avid.ale.document import Ale

_ZERO = "00:00:00:00"


@dataclass(slots=True)
class _Seen:
    """What the rows have said so far."""

    clocks: dict[str, LogClock | TimecodeError] = field(default_factory=dict)
    rates: dict[Fraction, LogClock] = field(default_factory=dict)
    counting: dict[bool, int] = field(default_factory=dict)
    """The first row that drops frames and the first that does not, where a rate can do both."""
    spans: dict[tuple[str, LogClock, bool], dict[tuple[int, int], int]] = field(default_factory=dict)
    """By tape, clock and counting: start and stop of each recording, with its first row."""

    def clock(self, text: str) -> LogClock | TimecodeError:
        """The one clock that runs at the rate `text`; the error for a text that is none."""
        known = self.clocks.get(text)
        if known is None:
            try:
                rate = log_rate(text)
                known = self.rates.setdefault(rate, LogClock(rate))
            except TimecodeError as error:
                known = error
            self.clocks[text] = known
        return known


def time_findings(ale: Ale) -> Iterator[Finding]:
    """E02, E03, E04 and E06 row by row, then W06, W07 and W10."""
    if not {"Start", "End"} <= ale.titles.index.keys():
        return
    seen = _Seen()
    heading = ale.head("FPS")
    columns = (ale.column(title) for title in ("FPS", "Start", "End", "Duration"))
    for number, (tape, fps, start, end, duration) in enumerate(zip(ale.tapes(), *columns, strict=True), 1):
        clock = seen.clock(fps or heading)
        if isinstance(clock, TimecodeError):
            none = _("neither the row nor the heading says FPS")
            yield found("E06", number, "FPS", clock.message if fps or heading else none)
        else:
            yield from _row(seen, clock, number, tape, (start, end, duration))
    if len(seen.counting) == 2:
        yield found("W06", max(seen.counting.values()), "Start", _("drop frame and non-drop frame in one log"))
    yield from sorted(_overlaps(seen), key=lambda finding: finding.row)
    starts = ale.column("Start")
    if starts and starts.count(_ZERO) == len(starts):
        yield found("W10", 0, "Start", _("every clip starts at 00:00:00:00: time tells none from another"))


def _row(seen: _Seen, clock: LogClock, number: int, tape: str, texts: tuple[str, str, str]) -> Sequence[Finding]:
    """What is wrong with the times of one row; when nothing is, they are kept for the sweep."""
    start_text, end_text, duration = texts
    try:
        start, end = clock.count(start_text), clock.count(end_text)
    except TimecodeError:
        return _no_times(clock, number, {"Start": start_text, "End": end_text})
    if clock.can_drop and (one := start or end):
        seen.counting.setdefault(one[1], number)
    if start is None or end is None:  # feet and frames
        return ()
    drop = start[1]
    if end[1] != drop:
        told = _("Start and End count differently: one drops frames, the other does not")
        return [found("E02", number, "End", told)]
    length = 0
    if duration:
        try:
            counted = clock.length(duration)
        except TimecodeError as error:
            return [found("E04", number, "Duration", error.message)]
        length = counted[0] if counted else 0
        duration = duration if counted else ""
    # A take over midnight is vouched for by its Duration.
    frames = end[0] - start[0] if end[0] > start[0] else end[0] - start[0] + clock.day(drop)
    if duration and frames == length:
        pass
    elif end[0] <= start[0]:
        told = _("End {end} is not after Start {start}").format(end=end_text, start=start_text)
        return [found("E03", number, "End", told)]
    elif duration:
        return [found("E04", number, "Duration", _("Duration {length} is not End − Start").format(length=duration))]
    if tape:
        spans = seen.spans.setdefault((tape, clock, drop), {})
        spans.setdefault((start[0], start[0] + frames), number)
    return ()


def _no_times(clock: LogClock, number: int, texts: dict[str, str]) -> list[Finding]:
    """E02 for each of a row's times that is none."""
    wrong = []
    for title, text in texts.items():
        try:
            clock.count(text)
        except TimecodeError as error:
            wrong.append(found("E02", number, title, error.message))
    return wrong


def _overlaps(seen: _Seen) -> Iterator[Finding]:
    """W07 for each recording that begins while another of its tape runs, at one rate.

        row 1  |██████████████|
        row 2            |████████|        W07, against row 1
        row 3                     |████|   none: End is exclusive

    Files of exactly one span are one take's, not two recordings; E07 sees to real doubles.
    """
    for (tape, clock, drop), spans in seen.spans.items():
        if len(spans) < 2:
            continue
        day = clock.day(drop)
        after_midnight = [((0, stop - day), row) for (_start, stop), row in spans.items() if stop > day]
        furthest, holder = 0, 0
        for (start, stop), row in sorted([*spans.items(), *after_midnight]):
            if start < furthest:
                frames = min(stop, furthest) - start
                yield found("W07", max(row, holder), "Start", ngettext(
                    "{frames} frame is also in row {row}, on the same tape {tape}",
                    "{frames} frames are also in row {row}, on the same tape {tape}", frames,
                ).format(frames=frames, row=min(row, holder), tape=repr(tape)))  # fmt: skip
            if stop > furthest:
                furthest, holder = stop, row
