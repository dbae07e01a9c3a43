"""The document on the disc: written whole, in pieces, with a last line by which an untouched one is known again."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from chutier.files import write_whole

_SEAL = re.compile(rb"<!-- chutier ([0-9a-f]{64}) -->\n?\Z")


def write(path: Path, pieces: Iterable[str]) -> None:
    """Write the document to `path`. Raises ChutierError when the disc refuses; whatever stood there stays then."""
    write_whole(path, _sealed(pieces))


def is_ours(path: Path) -> bool:
    """Whether we wrote the file and nobody has changed it since: only such a one may be written over."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    seal = _SEAL.search(data)
    return seal is not None and sha256(data[: seal.start()]).hexdigest().encode() == seal[1]


def _sealed(pieces: Iterable[str]) -> Iterator[str]:
    digest = sha256()
    for piece in pieces:
        digest.update(piece.encode())
        yield piece
    yield f"<!-- chutier {digest.hexdigest()} -->\n"
