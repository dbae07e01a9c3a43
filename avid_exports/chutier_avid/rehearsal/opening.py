"""The bin that a rehearsal is held with: opened by the kind of file that it is."""

from pathlib import Path

from chutier.errors import UsageError
from chutier.i18n import _
from chutier_avid.bins.content import BinContent


def open_bin(path: Path) -> tuple[BinContent, str]:
    """What lies in the bin at `path` (`.avb`, `.ale` or `.aaf`), and the VIDEO_FORMAT of its project where the file
    tells it: only a log does. Raises MediaError for a file that cannot be read, UsageError for another kind of file."""
    kind = path.suffix.lower()
    if kind == ".avb":
        from chutier_avid.bins.avb import read_bin

        return read_bin(path), ""
    if kind == ".aaf":
        from chutier_avid.aaf.reading import read_bin as read_aaf

        return read_aaf(path), ""
    if kind == ".ale":
        from chutier_avid.ale import read
        from chutier_avid.bins.from_log import content_of

        log = read(path)
        return content_of(log), log.head("VIDEO_FORMAT")
    raise UsageError(
        _("{file} is no bin").format(file=path.name),
        hint=_("give a bin (.avb), the log that Media Composer exported of it (.ale), or an AAF (.aaf)"),
    )
