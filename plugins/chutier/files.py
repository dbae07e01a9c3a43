"""Files are written whole: a scratch file beside the target, fsync, rename. A crash leaves the old or the new one."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from chutier.errors import ChutierError
from chutier.i18n import _


def write_whole(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write `content` (text, in one or in pieces, as UTF-8, line ends as given) to `path`, making its folder.

    Raises ChutierError when the disk refuses; what stood at `path` before then still stands there.
    """
    pieces = (content,) if isinstance(content, (str, bytes)) else content
    scratch = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode() if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        raise ChutierError(
            _("cannot be written: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("nothing was changed; make room or choose another folder, then run the command again"),
        ) from error
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
