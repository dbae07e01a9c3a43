"""Who opened a bin: `BIN.log`, at most ten lines of fixed width, in English whatever the system speaks.

    Fri May 15 09:31:02  Computer: EDIT-02        User: Léa
    21 characters        26                       21

The year is not written: it is the last one, up to that of the file, in which the day of the month was that weekday.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LINE = re.compile(
    r"(?P<weekday>\w{3}) (?P<month>\w{3})\s+(?P<day>\d{1,2}) (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)\s+"
    r"Computer:\s*(?P<computer>.*?)\s+User:\s*(?P<user>.*?)\s*",
    re.ASCII,
)
_LINES = 10
_LONGEST = 64 * 1024
"""Bytes of a log; one that has more is another program's."""

_YEARS_BACK = 28
"""After so many years every date is on the same weekday again, the 29th of February too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One line: when a bin was opened, on which computer and by whom. `time` is that computer's own clock."""

    time: datetime
    computer: str
    user: str


def history_of(bin_file: Path) -> tuple[Opened, ...]:
    """The last ten lines of the bin's log, oldest first; none when there is no log. Lines that are none are left out,
    and a line whose day never was a weekday as written is taken for the last such day."""
    path = bin_file.with_suffix(".log")
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST + 1)
        changed = datetime.fromtimestamp(path.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return ()
    if len(data) > _LONGEST:
        return ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("mac_roman")
    found = (_opened(line, changed) for line in re.split(r"\r\n|\r|\n", text))
    return tuple(one for one in found if one is not None)[-_LINES:]


def _opened(line: str, changed: datetime) -> Opened | None:
    match = _LINE.fullmatch(line.strip("\0 "))
    if match is None or match["month"] not in _MONTHS or match["weekday"] not in _DAYS:
        return None
    month, weekday = _MONTHS.index(match["month"]) + 1, _DAYS.index(match["weekday"])
    day, hour, minute, second = (int(match[name]) for name in ("day", "hour", "minute", "second"))
    possible = []
    for year in range(changed.year, max(changed.year - _YEARS_BACK, 1), -1):
        try:
            time = datetime(year, month, day, hour, minute, second)
        except ValueError:  # the 29th of February
            continue
        if time <= changed + timedelta(days=1):  # the clocks of computer and server may differ
            possible.append(time)
    if not possible:
        return None
    time = next((one for one in possible if one.weekday() == weekday), possible[0])
    return Opened(time=time, computer=match["computer"], user=match["user"])
