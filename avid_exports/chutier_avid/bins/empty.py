"""Empty bins, copied from one that the user made in Media Composer: its columns, order and sort come along.

A bin is never composed from nothing: a copy of what Media Composer wrote, with an identity of its own, is what can go
wrong least. The identity is eight bytes that stand once in the file; pyavb tells which.
"""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from chutier.errors import NleError
from chutier.i18n import _, ngettext
from chutier_avid.bins.avb import read_mobs
from chutier_avid.bins.locks import holding

SUFFIX = ".avb"
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


class Template:
    """A template bin, read once and written often."""

    def __init__(self, path: Path, data: bytes, uid: bytes) -> None:
        self.path = path
        self._data, self._uid = data, uid

    @classmethod
    def load(cls, path: Path) -> "Template":
        """The bin in the file `path`. Raises MediaError for what is no bin, NleError for one that holds clips or whose
        identity cannot be told."""
        held = len(read_mobs(path).mobs)
        if held:
            raise NleError(
                ngettext("the template bin holds {count} clip", "the template bin holds {count} clips", held).format(
                    count=held
                ),
                path=str(path),
                hint=_("make an empty bin in Media Composer, give it the columns that you want, and name that one"),
            )
        data = path.read_bytes()
        uid = _uid_of(path)
        if data.count(uid) != 1:
            raise NleError(
                _("the identity of this bin cannot be told apart from the rest of it"),
                path=str(path),
                hint=_("make a new empty bin in Media Composer, and name that one"),
            )
        return cls(path, data, uid)

    def write(self, target: Path) -> None:
        """An empty bin `target` with an identity of its own. Raises NleError when there is one already, in whatever
        case, when another computer holds its lock, when the name cannot be a bin's, or when the disk refuses."""
        refuse_name(target.stem)
        if twin := _twin(target):
            raise NleError(
                _("there is a bin {name} already, and no bin is ever written over").format(name=twin),
                path=str(target),
                hint=_("rename one of them"),
            )
        with holding(target):
            _place(target, self._data.replace(self._uid, _new_uid(self._uid)))


def refuse_name(name: str) -> None:
    """Raises NleError for a name that no bin can have."""
    if not name or name != name.strip() or name.endswith(".") or _FORBIDDEN.search(name):
        raise NleError(
            _("{name} cannot be the name of a bin").format(name=repr(name)),
            hint=_('no / \\ : * ? " < > |, no blank at either end, no dot at the end'),
        )


def _uid_of(path: Path) -> bytes:
    """The identity as it is stored: eight bytes in the byte order of the file."""
    import avb

    with avb.open(str(path)) as file:
        uid = int(file.content.uid)
        return uid.to_bytes(8, "little") if file.ictx.byte_order == "little" else uid.to_bytes(8, "big")


def _new_uid(old: bytes) -> bytes:
    while True:
        made = secrets.token_bytes(8)
        if made != old and made[0] < 0x80 and made[-1] < 0x80:
            return made


def _twin(target: Path) -> str:
    """The name of a file that a disc which does not tell case apart takes for `target`."""
    try:
        names = [path.name for path in target.parent.iterdir()]
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _refused(target, error) from error
    return next((name for name in names if name.casefold() == target.name.casefold()), "")


def _place(target: Path, data: bytes) -> None:
    """Write `data` whole, and only where nothing is: a scratch file, then a link that refuses to replace."""
    scratch = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        with scratch.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(scratch, target)
        except FileExistsError:
            raise
        except OSError:  # a disc without hard links
            if target.exists():
                raise FileExistsError(target) from None
            scratch.rename(target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)


def _refused(target: Path, error: OSError) -> NleError:
    return NleError(
        _("the bin cannot be made: {why}").format(why=error.strerror or error),
        path=str(target),
        hint=_("nothing was changed; make room or ask for the right to write there, then run the command again"),
    )
