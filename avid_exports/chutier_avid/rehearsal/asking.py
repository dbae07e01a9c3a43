"""What a row of the log says of its recording."""

from dataclasses import dataclass
from fractions import Fraction

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.timecode import Timecode, rate_text
from chutier_avid.ale import Ale, Row
from chutier_avid.ale.clock import log_timecode
from chutier_avid.bins.from_log import tape_of
from chutier_avid.columns import file_name
from chutier_avid.rehearsal.differences import Difference, Kind
from chutier_avid.rehearsal.keys import IMPORTED, Key, Source, Span, span_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Source and time of a row. `why` it cannot be read: then `span` is what it would be at a rate of the bin, and
    `misread` that rate against the row's own, or both are None."""

    source: Source
    span: Span | None
    why: str = ""
    misread: Difference | None = None

    @property
    def key(self) -> Key | None:
        """What Media Composer knows it by; None when the row names no source or cannot be read."""
        return (self.source.key, *self.span.spot) if self.span and self.source.key and not self.why else None


def ask(ale: Ale, row: Row, rates: tuple[Fraction, ...]) -> Asked:
    """What `row` says; `rates` are the bin's, the commonest first."""
    source = source_of(ale, row)
    try:
        span = span_of(*(_clock(ale, row, title) for title in ("Start", "End")))
    except TimecodeError as error:
        return _misread(ale, row, source, rates, error.message)
    if span is None:
        return Asked(source, None, _("Start and End count differently: one drops frames, the other does not"))
    return Asked(source, span)


def source_of(ale: Ale, row: Row) -> Source:
    """The tape and the files of `row`."""
    return Source(tape_of(ale, row), file_name(row.get("Source File")), file_name(row.get(IMPORTED)))


def _clock(ale: Ale, row: Row, title: str) -> Timecode:
    clock = ale.timecode(row, title)
    if clock is None:
        text = row.get(title)
        why = _("{column} is {text}, and no timecode") if text else _("{column} is empty")
        raise TimecodeError(why.format(column=title, text=text))
    return clock


def _misread(ale: Ale, row: Row, source: Source, rates: tuple[Fraction, ...], why: str) -> Asked:
    """A row that cannot be read at the rate that it says, perhaps because it is not its rate."""
    said = row.get("FPS") or ale.head("FPS")
    for rate in rates:
        try:
            span = span_of(log_timecode(row.get("Start"), rate), log_timecode(row.get("End"), rate))
        except TimecodeError:
            continue
        if span is not None:
            return Asked(source, span, why, Difference(Kind.RATE, _rate_text(ale, row, said), rate_text(rate)))
    return Asked(source, None, why)


def _rate_text(ale: Ale, row: Row, said: str) -> str:
    try:
        return rate_text(ale.rate(row))
    except TimecodeError:
        return said
