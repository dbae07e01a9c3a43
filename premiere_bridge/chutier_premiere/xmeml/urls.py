"""Where a file is, as Premiere spells it: `file://localhost/…`, percent-encoded."""

import re
import unicodedata
from urllib.parse import quote

from chutier.live import NUMBERED

HOST = "file://localhost"
_DRIVE = re.compile(r"([A-Za-z]):[\\/](.*)", re.DOTALL)
_LONG = re.compile(r"[\\/]{2}[?.][\\/](UNC[\\/])?", re.IGNORECASE)
_SAFE = "/-_.~"


def url_of(path: str) -> str:
    r"""The address of an absolute path of macOS, Linux or Windows, whatever system this runs on.

    Numbered frames are told by the first. Accents are composed, as macOS takes them in either form; names on Windows
    stay as they are spelled, where two spellings are two files.

    >>> url_of("/Volumes/RUSHES 1/é.mov"), url_of("D:\\J03\\a.mov")
    ('file://localhost/Volumes/RUSHES%201/%C3%A9.mov', 'file://localhost/D%3a/J03/a.mov')
    >>> url_of("\\\\nas\\J03\\a.mov")
    'file://localhost//nas/J03/a.mov'
    """
    path = file_of(path)
    path = _LONG.sub(lambda prefix: "\\\\" if prefix[1] else "", path, count=1)
    if drive := _DRIVE.fullmatch(path):
        return f"{HOST}/{drive[1]}%3a/{_quoted(drive[2].replace(chr(92), '/'))}"
    if path.startswith(("\\\\", "//")):
        return f"{HOST}//{_quoted(path.replace(chr(92), '/').lstrip('/'))}"
    return f"{HOST}/{_quoted(unicodedata.normalize('NFC', path).lstrip('/'))}"


def file_of(path: str) -> str:
    """The path of a file that is there: for numbered frames the first one's.

    >>> file_of("/a/f_[0001-0100].dpx")
    '/a/f_0001.dpx'
    """
    match = NUMBERED.fullmatch(path)
    return f"{match[1]}{match[2]}{match[4]}" if match else path


def name_of(path: str) -> str:
    r"""The file's own name.

    >>> name_of("D:\\J03\\a.mov"), name_of("/J03/a.mov")
    ('a.mov', 'a.mov')
    """
    path = file_of(path)
    windows = _DRIVE.match(path) or path.startswith("\\\\")
    return re.split(r"[\\/]" if windows else "/", path)[-1]


def _quoted(path: str) -> str:
    # Names that are no UTF-8 on the disc come in as surrogates, and go out as the bytes that they were.
    return quote(path.encode("utf-8", "surrogateescape"), safe=_SAFE)
