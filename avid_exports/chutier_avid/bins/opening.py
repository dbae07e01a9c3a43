"""The first bytes of a file say what it is; what it is not is told before a library stumbles over it."""

from pathlib import Path

from chutier.errors import MediaError
from chutier.i18n import _


def refuse_without(mark: bytes, path: Path, *, other: str, hint: str) -> None:
    """Raises MediaError when the file cannot be read, is empty, or has no `mark` in its first 16 bytes; then `other`
    says what it is not, and `hint` where such files come from. A pipe is no file: reading it would wait for ever."""
    if path.exists() and not path.is_file():
        raise MediaError(_("cannot be read: {why}").format(why=_("it is no file")), path=str(path), hint=hint)
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise MediaError(
            _("cannot be read: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("check the path and the rights on it"),
        ) from error
    if mark not in start:
        raise MediaError(other if start else _("the file is empty"), path=str(path), hint=hint)
