"""The text of a file of markers, whoever wrote it."""

from pathlib import Path

from chutier.errors import MediaError
from chutier.i18n import _
from chutier_avid.ale.encoding import Decoded, decode
from chutier_avid.ale.lookalikes import seems

LARGEST = 32 << 20
"""Bytes; a quarter of a million markers, and no sequence has a thousandth of it."""


def text_of(source: Path | bytes, encoding: str | None = None) -> Decoded:
    """The text in the file `source`, or in the bytes. `encoding` is for a file that is guessed wrong.

    Raises MediaError for what cannot be read and is no text.
    """
    path = "" if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else _bytes_of(source)
    if len(data) > LARGEST:
        raise _not_markers(path, _("it is too large"))
    if what := seems(data[:65_536]):
        raise _not_markers(path, _("it seems to be {what}").format(what=what))
    decoded = decode(data, encoding, path=path)
    if "\0" in decoded.text:
        raise _not_markers(path, _("it holds binary data"))
    return decoded


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise MediaError(
            _("cannot be read: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("check the path and the rights on it"),
        ) from error


def _not_markers(path: str, why: str) -> MediaError:
    return MediaError(
        _("not a text of markers: {why}").format(why=why),
        path=path,
        hint=_("export it from the Markers window of Media Composer, as text"),
    )
