"""Who opened a bin: `BIN.log`, at most ten lines of fixed width, in English whatever the system speaks.

    Fri May 15 09:31:02  Computer: EDIT-02        User: Léa
    21 characters        26                       21

The year is not written: it is that of the file, or the one before where that would be in the future.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LINE = re.compile(
    r"\w{3} (?P<month>\w{3})\s+(?P<day>\d{1,2}) (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)\s+"
    r"Computer:\s*(?P<computer>.*?)\s+User:\s*(?P<user>.*?)\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One line: when a bin was opened, on which computer and by whom."""

    time: datetime
    computer: str
    user: str


def history_of(bin_file: Path) -> tuple[Opened, ...]:
    """The lines of the bin's log, oldest first; none when there is no log. Lines that are none are left out."""
    path = bin_file.with_suffix(".log")
    try:
        data, changed = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("mac_roman")
    found = [_opened(line, changed) for line in re.split(r"\r\n|\r|\n", text)]
    return tuple(one for one in found if one is not None)


def _opened(line: str, changed: datetime) -> Opened | None:
    match = _LINE.fullmatch(line.strip("\0 "))
    if match is None or match["month"] not in _MONTHS:
        return None
    month = _MONTHS.index(match["month"]) + 1
    day, hour, minute, second = (int(match[name]) for name in ("day", "hour", "minute", "second"))
    for year in (changed.year, changed.year - 1, changed.year - 2, changed.year - 3, changed.year - 4):
        try:
            time = datetime(year, month, day, hour, minute, second)
        except ValueError:  # the 29th of February
            continue
        if time <= changed + timedelta(days=1):
            return Opened(time=time, computer=match["computer"], user=match["user"])
    return None
