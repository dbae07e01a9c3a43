"""Where a new log goes: never over a file that is there, and never with a `?` for a letter that is lacking."""

import codecs
from dataclasses import replace
from pathlib import Path

from chutier.errors import NleError, UsageError
from chutier.files import write_whole
from chutier.i18n import _
from chutier_avid.ale import Ale
from chutier_avid.ale.checks import unencodable

_MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def refuse_existing(out: Path) -> None:
    """Raises UsageError when `out` is there already."""
    if out.exists() or out.is_symlink():
        raise UsageError(
            _("{file} is there already").format(file=out), hint=_("name another file with -o; nothing was written")
        )


def in_encoding(ale: Ale, codec: str | None) -> Ale:
    """`ale`, to be written in `codec`; in its own when that is None. Raises UsageError for a codec that is none."""
    if codec is None:
        return ale
    try:
        name = codecs.lookup(codec).name
        "é".encode(name, "replace")
    except (LookupError, ValueError) as error:
        raise UsageError(
            _("there is no encoding called {encoding}").format(encoding=codec),
            hint=_("say utf-8, utf-16, mac_roman or cp1252"),
        ) from error
    name = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(name, name)
    mark = codecs.BOM_UTF8 if "sig" in codec.casefold() else _MARKS.get(name, b"")
    return replace(ale, encoding=name, mark=mark)


def bytes_of(ale: Ale, out: Path) -> bytes:
    """What is to be written to `out`. Raises NleError, with row and column, for a letter that the encoding lacks."""
    try:
        return ale.to_bytes()
    except UnicodeEncodeError as error:
        first = next(unencodable(ale, ale.encoding), None)
        raise NleError(
            str(first) if first else str(error), path=str(out),
            hint=_("write it in another encoding: --write-encoding utf-8; nothing was written"),
        ) from error  # fmt: skip


def hand_over(ale: Ale, out: Path) -> None:
    """Write `ale` to the new file `out`."""
    refuse_existing(out)
    write_whole(out, bytes_of(ale, out))
