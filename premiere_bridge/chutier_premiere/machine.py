"""A computer, as far as Premiere goes: all that the doctor asks of it, as one value."""

import csv
import importlib.metadata
import importlib.util
import json
import os
import plistlib
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from chutier_premiere.debugmode import Switch, is_on, switch
from chutier_premiere.places import CSXS, PLUGIN, extensions_folder, plugins_folder
from chutier_premiere.rendezvous import PATIENCE, Panel, panels

LINK_PORT = 3000
"""Where Pymiere Link answers; development servers like that port too."""

ALIVE = "Premiere is alive"
OTHER = "other"

PACKAGES = ("pymiere", "requests", "websockets")
"""What the extra `premiere` brings."""

# Premiere, by whatever year it bears; not Elements, Rush, or the helpers that lie beside it.
_NAME = re.compile(r"Adobe Premiere(?: Pro)?(?: CC)?(?: 20\d\d)?(?: ?\(?Beta\)?)?(?:\.exe|\.app)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """`system` is as `sys.platform` says it. `running`: the Premieres that run, None where that cannot be told."""

    system: str
    environ: Mapping[str, str]
    installed: tuple[str, ...] = ()
    running: tuple[str, ...] | None = ()
    extensions: Path | None = None
    """Adobe's folder of panels."""
    debug: Mapping[int, bool] = field(default_factory=dict)
    """By version of the panel runtime, whether its PlayerDebugMode is on; empty where there are no such switches."""
    panels: tuple[Panel, ...] = ()
    link: str = ""
    """What answers on port 3000: ALIVE is Pymiere Link, OTHER is another program, nothing is empty."""
    plugins: tuple[str, ...] = ()
    """Versions of our plugin that Adobe's installer has unpacked."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """Those of PACKAGES that are installed, with their versions."""
    distutils: bool = True
    """Whether `distutils` can be imported, which pymiere does."""


def this_machine() -> Machine:
    """The computer that we run on."""
    home, environ = Path.home(), dict(os.environ)
    return Machine(
        system=sys.platform, environ=environ,
        installed=installed(sys.platform, environ), running=running(sys.platform),
        extensions=extensions_folder(sys.platform, environ, home), debug=switched(switch(sys.platform)),
        panels=tuple(panels()), link=who_answers(LINK_PORT),
        plugins=plugins_in(plugins_folder(sys.platform, environ, home)), packages=dict(_packages()),
        distutils=importlib.util.find_spec("distutils") is not None or _shim(),
    )  # fmt: skip


def is_premiere(name: str) -> bool:
    """Whether a program of this name is Premiere.

    >>> [is_premiere(name) for name in ("Adobe Premiere Pro 2026", "Adobe Premiere Pro.exe", "Adobe Premiere Rush")]
    [True, True, False]
    """
    return _NAME.fullmatch(name) is not None


def installed(system: str, environ: Mapping[str, str], root: Path = Path("/")) -> tuple[str, ...]:
    """The Premieres that are on the disc, with their versions where these can be read."""
    if system == "darwin":
        found = sorted((root / "Applications").glob("Adobe Premiere*/Adobe Premiere*.app"))
        return tuple(f"{app.stem} ({_version(app)})" for app in found if is_premiere(app.name))
    if system == "win32":
        programs = Path(environ.get("PROGRAMW6432") or environ.get("PROGRAMFILES") or "C:/Program Files") / "Adobe"
        return tuple(exe.parent.name for exe in sorted(programs.glob("*/Adobe Premiere*.exe")) if is_premiere(exe.name))
    return ()


def _version(app: Path) -> str:
    try:
        return str(plistlib.loads((app / "Contents/Info.plist").read_bytes())["CFBundleShortVersionString"])
    except (OSError, ValueError, KeyError, plistlib.InvalidFileException):
        return "?"


def running(system: str) -> tuple[str, ...] | None:
    """The Premieres that run, by the names of their programs; None where that cannot be told."""
    if system == "darwin":
        told = _ask(["/bin/ps", "-axo", "comm="])
    elif system == "win32":
        told = _ask(["tasklist", "/fo", "csv", "/nh"])
    else:
        return ()
    return None if told is None else tuple(processes(system, told))


def processes(system: str, told: str) -> Iterator[str]:
    """The Premieres in what `ps` or `tasklist` says."""
    if system == "win32":
        names = (row[0] for row in csv.reader(told.splitlines()) if row)
    else:
        names = (line.strip().rpartition("/")[2] for line in told.splitlines())
    return (name.removesuffix(".exe") for name in names if is_premiere(name))


def _ask(command: Sequence[str]) -> str | None:
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            errors="replace", timeout=20, check=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None


def switched(switches: Switch | None) -> dict[int, bool]:
    """By version of the panel runtime, whether panels that are not signed are loaded."""
    if switches is None:
        return {}
    found = {}
    for version in CSXS:
        try:
            found[version] = is_on(switches.read(version), switches)
        except OSError:
            found[version] = False
    return found


def who_answers(port: int) -> str:
    """ALIVE when it is what pymiere looks for, OTHER when it is another program, empty when nothing answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return ALIVE if connection.getresponse().read(len(ALIVE) + 1) == ALIVE.encode() else OTHER
    except HTTPException:
        return OTHER
    except TimeoutError:
        return OTHER
    except OSError:
        return ""
    finally:
        connection.close()


def plugins_in(folder: Path | None, name: str = PLUGIN) -> tuple[str, ...]:
    """The versions of our plugin in Adobe's folder of plugins."""
    found = []
    for manifest in sorted(folder.glob(f"{name}*/manifest.json")) if folder else ():
        try:
            said = json.loads(manifest.read_text(encoding="utf-8"))
            if said["id"] == name:
                found.append(str(said["version"]))
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return tuple(found)


def _packages() -> Iterator[tuple[str, str]]:
    for name in PACKAGES:
        try:
            yield name, importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue


def _shim() -> bool:
    """setuptools brings distutils where Python has none any more."""
    return importlib.util.find_spec("setuptools") is not None
