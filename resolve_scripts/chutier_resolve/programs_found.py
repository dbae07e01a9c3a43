"""Which Resolve this is, read from the disc: no program has to run for it.

Its log says so at each start: `Running DaVinci Resolve Studio v18.0.2.0007 (Linux/Clang x86_64)` (logs of 17.4 to 18.1
that people published; later ones assumed alike). The bundle on macOS has the version, not the edition.
"""

import plistlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chutier_resolve.places import PRODUCT

_RUNNING = re.compile(rb"Running (DaVinci Resolve(?: Studio)?) v([0-9]+(?:\.[0-9]+){1,3})")
_MOST = 16 << 20
"""Bytes of a log that are read, from its end: it says the version at each start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One Resolve. `studio` is None where the edition cannot be told; `version` holds the numbers that are known."""

    version: tuple[int, ...]
    studio: bool | None = None

    @property
    def name(self) -> str:
        """As Blackmagic writes it."""
        number = ".".join(map(str, self.version[:3]))
        return f"DaVinci Resolve Studio {number}" if self.studio else f"DaVinci Resolve {number}"

    @classmethod
    def called(cls, product: str, version: Iterable[object]) -> "Program":
        """From what the program says of itself: `GetProductName` and `GetVersion`, whose last part is a suffix."""
        return cls(version=tuple(part for part in version if isinstance(part, int)), studio="Studio" in product)


def program(system: str, environ: Mapping[str, str], home: Path, root: Path = Path("/")) -> Program | None:
    """The Resolve that was started last here; None when nothing says it. `system`, `home` and `root` as in `places`."""
    started = last_started(log_folders(system, environ, home))
    bundle = _of_bundle(root) if system == "darwin" else None
    if started is None or bundle is None:
        return started or bundle
    # A new version may have been put in place of the one that wrote the log.
    return started if started.version[: len(bundle.version)] == bundle.version else bundle


def log_folders(system: str, environ: Mapping[str, str], home: Path) -> list[Path]:
    """Where Resolve writes its log (Linux and Windows: logs that people published; macOS assumed)."""
    if system == "win32":
        roots = [Path(environ.get("APPDATA") or home / "AppData" / "Roaming") / PRODUCT / "Support"]
    elif system == "darwin":
        library = Path("Library") / "Application Support"
        boxes = sorted((home / "Library" / "Containers").glob("com.blackmagic-design.*"))
        roots = [home / library / PRODUCT, *(box / "Data" / library / PRODUCT for box in boxes)]
    else:
        roots = [home / ".local" / "share" / "DaVinciResolve"]
    return [one / "logs" for one in roots]


def last_started(folders: Iterable[Path]) -> Program | None:
    """The Resolve whose start stands last in the newest log that tells of one."""
    found = sorted(_logs(folders), key=lambda log: log[0], reverse=True)
    return next((one for one in (_of_log(file) for _changed, file in found) if one is not None), None)


def _logs(folders: Iterable[Path]) -> Iterator[tuple[float, Path]]:
    for folder in folders:
        try:
            files = [file for file in folder.iterdir() if file.suffix in (".txt", ".log") and file.is_file()]
            yield from [(file.stat().st_mtime, file) for file in files]
        except OSError:
            continue


def _of_log(file: Path) -> Program | None:
    try:
        with file.open("rb") as log:
            log.seek(max(0, file.stat().st_size - _MOST))
            starts = _RUNNING.findall(log.read(_MOST))
    except OSError:
        return None
    if not starts:
        return None
    product, version = starts[-1]
    return Program.called(product.decode(), map(int, version.split(b".")))


def _of_bundle(root: Path) -> Program | None:
    for app in ("DaVinci Resolve/DaVinci Resolve.app", "DaVinci Resolve.app", "DaVinci Resolve Studio.app"):
        try:
            told = plistlib.loads((root / "Applications" / app / "Contents" / "Info.plist").read_bytes())
            parts = str(told["CFBundleShortVersionString"]).split(".")
            return Program(version=tuple(int(part) for part in parts[:3]))
        except (OSError, ValueError, KeyError, TypeError, plistlib.InvalidFileException):
            continue
    return None
