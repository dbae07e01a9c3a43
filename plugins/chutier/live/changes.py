"""Files of ours in folders of other programs: what became of each, and how one is told from another's."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one file: `written`, `there` (already), `removed`, `gone` (somebody had taken it away), or `kept`
    (not ours, or changed by somebody)."""

    path: Path
    what: str


def sha_of(path: Path) -> str | None:
    """The SHA-256 of a file; None where nothing is; empty for what is there and is not a file of ours: a link, a
    folder, one that cannot be read."""
    if path.is_symlink():
        return ""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return ""
