"""Where DaVinci Resolve looks for scripts, on each system: Blackmagic's README, corrected by what was measured.

The README's Windows path for one user doubles `Roaming`; `Support` stands only in the user's tree; the App Store's
build on macOS has a home of its own, in which two machines of one build listed different folders (21.0).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PRODUCT = Path("Blackmagic Design") / "DaVinci Resolve"
SCRIPTS = Path("Fusion") / "Scripts"
MENU = Path("Utility") / "Chutier"
"""Under Scripts: on all pages, in a menu of our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One folder of scripts. `product` is the folder whose being there says that this Resolve is installed; `who` is
    `user` or `all`; `build` is empty, or `App Store`."""

    product: Path
    scripts: Path
    who: str
    build: str = ""

    @property
    def menu(self) -> Path:
        """Where our entries go."""
        return self.scripts / MENU

    @property
    def installed(self) -> bool:
        """Whether this Resolve is there; its folder of scripts need not be, it is made on demand."""
        return self.product.is_dir()


def places(system: str, environ: Mapping[str, str], home: Path, root: Path = Path("/")) -> list[Place]:
    """Every place where a Resolve of this system looks, the user's first. `system` is as `sys.platform` says it; `root`
    is where the disc begins."""
    if system == "darwin":
        return _mac(home, root)
    if system == "win32":
        return _windows(environ, home)
    return _linux(home, root)


def _mac(home: Path, root: Path) -> list[Place]:
    library = Path("Library") / "Application Support"
    found = [_place(home / library / PRODUCT, "user")]
    for box in sorted((home / "Library" / "Containers").glob("com.blackmagic-design.*")):
        data = box / "Data" / library
        if "resolve" not in box.name.casefold() and not (data / PRODUCT).is_dir():
            continue  # another program of theirs: Disk Speed Test comes from the App Store too
        found.append(Place(product=box, scripts=data / SCRIPTS, who="user", build="App Store"))
        found.append(Place(product=box, scripts=data / PRODUCT / SCRIPTS, who="user", build="App Store"))
    return [*found, _place(root / library / PRODUCT, "all")]


def _windows(environ: Mapping[str, str], home: Path) -> list[Place]:
    mine = Path(environ.get("APPDATA") or home / "AppData" / "Roaming") / PRODUCT
    everybody = Path(environ.get("PROGRAMDATA") or "C:/ProgramData") / PRODUCT
    return [Place(product=mine, scripts=mine / "Support" / SCRIPTS, who="user"), _place(everybody, "all")]


def _linux(home: Path, root: Path) -> list[Place]:
    found = [_place(home / ".local" / "share" / "DaVinciResolve", "user")]
    everybody = (root / folder for folder in ("opt/resolve", "home/resolve"))
    # A person may be called resolve.
    return [*found, *(_place(folder, "all") for folder in everybody if folder != home)]


def _place(product: Path, who: str) -> Place:
    return Place(product=product, scripts=product / SCRIPTS, who=who)
