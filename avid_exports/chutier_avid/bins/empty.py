"""Empty bins, copied from one that the user made in Media Composer: its columns, order and sort come along.

A bin is never composed from nothing: a copy of what Media Composer wrote, with an identity of its own, is what can go
wrong least. The identity is eight bytes, of which Media Composer's own first four are the time of its making.
"""

import os
import re
import secrets
import struct
import time
import unicodedata
from contextlib import suppress
from pathlib import Path

from chutier.errors import NleError
from chutier.events import Event, Report, silent
from chutier.i18n import _, ngettext
from chutier_avid.bins.avb import bytes_of, mobs_of
from chutier_avid.bins.chunks import Frame, frame_of
from chutier_avid.bins.locks import holding

SUFFIX = ".avb"

SAFE_LENGTH = 27
"""Characters of a bin's name that every system's Media Composer shows whole, by Avid's manual."""

_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')


class Template:
    """A template bin, read once and written often."""

    def __init__(self, path: Path, data: bytes, frame: Frame) -> None:
        self.path = path
        self._data, self._frame = data, frame
        self._given = {self._identity}

    @classmethod
    def load(cls, path: Path) -> "Template":
        """The bin in the file `path`. Raises MediaError for what is no bin, NleError for one that holds clips or whose
        identity cannot be told."""
        data = bytes_of(path)
        mobs = mobs_of(data, str(path))
        held = len(mobs.mobs) + len(mobs.doubles) + len(mobs.notes)
        if held:
            raise NleError(
                ngettext("the template bin holds {count} clip", "the template bin holds {count} clips", held).format(
                    count=held
                ),
                path=str(path),
                hint=_("make an empty bin in Media Composer, give it the columns that you want, and name that one"),
            )
        template = cls(path, data, frame_of(data, str(path)))
        # Clips repeat the identity of their bin, an empty bin says it once (bins of Media Composer 18.9 and 18.12).
        if data.count(template._identity) != 1:
            raise NleError(
                _("the identity of this bin cannot be told apart from the rest of it"),
                path=str(path),
                hint=_("make a new empty bin in Media Composer, and name that one"),
            )
        return template

    @property
    def _identity(self) -> bytes:
        return self._data[self._frame.uid_at : self._frame.uid_at + 8]

    def write(self, target: Path, report: Report = silent) -> None:
        """An empty bin `target` with an identity of its own. Raises NleError when there is one already, in whatever
        case, when another computer holds its lock, when the name cannot be a bin's, or when the disk refuses. A name
        that some Media Composer would cut is a warning to `report`."""
        refuse_name(target.stem)
        _refuse_twin(target)
        with holding(target):
            _place(target, self._copy())
        report(Event(step="bin", subject=str(target), warning=_too_long(target.stem)))

    def _copy(self) -> bytes:
        at = self._frame.uid_at
        while (made := _new_identity(self._frame.order)) in self._given:
            pass
        self._given.add(made)
        return self._data[:at] + made + self._data[at + 8 :]


def refuse_name(name: str) -> None:
    """Raises NleError for a name that no bin can have."""
    if not name or name != name.strip() or name.endswith(".") or _FORBIDDEN.search(name):
        raise NleError(
            _("{name} cannot be the name of a bin").format(name=repr(name)),
            hint=_('no / \\ : * ? " < > |, no blank at either end, no dot at the end'),
        )


def _too_long(name: str) -> str:
    if len(name) <= SAFE_LENGTH:
        return ""
    return _("the name has {count} characters; Media Composer on another system may cut it after {limit}").format(
        count=len(name), limit=SAFE_LENGTH
    )


def _new_identity(order: str) -> bytes:
    return struct.pack(f"{order}I", int(time.time()) & 0xFFFFFFFF) + secrets.token_bytes(4)


def _refuse_twin(target: Path) -> None:
    """Raises NleError when the folder has what a disc that tells neither case nor accents apart takes for `target`."""
    wanted = _spelling(target.name)
    try:
        with os.scandir(target.parent) as entries:
            twin = next((entry.name for entry in entries if _spelling(entry.name) == wanted), "")
    except OSError as error:
        raise _refused(target, error) from error
    if twin:
        raise _taken(target, twin)


def _spelling(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _taken(target: Path, twin: str) -> NleError:
    return NleError(
        _("there is a bin {name} already, and no bin is ever written over").format(name=twin),
        path=str(target),
        hint=_("rename one of them"),
    )


def _place(target: Path, data: bytes) -> None:
    """Write `data` whole, and only where nothing is: a scratch file, then a link that refuses to replace."""
    scratch = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        with scratch.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(scratch, target)
        except FileExistsError:
            raise
        except OSError:  # a disc without hard links
            _move_onto_nothing(scratch, target)
    except FileExistsError as error:
        raise _taken(target, target.name) from error
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)


def _move_onto_nothing(scratch: Path, target: Path) -> None:
    """A rename replaces what is there: so the name is taken first, which only one can do, and then filled."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        scratch.replace(target)
    except OSError:
        with suppress(OSError):
            if target.stat().st_size == 0:
                target.unlink()
        raise


def _refused(target: Path, error: OSError) -> NleError:
    return NleError(
        _("the bin cannot be made: {why}").format(why=error.strerror or error),
        path=str(target),
        hint=_("nothing was changed; make room or ask for the right to write there, then run the command again"),
    )
