"""What stands between a person and the menu, said in one screen: each finding with what to do about it.

Everything is a function of a `Machine`, so that each system's answers are tried on any.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chutier import __version__
from chutier.i18n import _
from chutier_resolve.host.acquire import acquire, module_folders
from chutier_resolve.install import Manifest, here, menu_files
from chutier_resolve.places import Place

Ask = Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A computer, as far as Resolve's menu goes. `launchd` is macOS's own environment (launchctl), the only one that a
    program started from the Dock has; `root` is where the disc begins; `handle` asks a running Studio."""

    system: str
    environ: Mapping[str, str]
    places: tuple[Place, ...]
    launchd: Mapping[str, str] = field(default_factory=dict)
    root: Path = Path("/")
    handle: Ask = lambda: None
    registered: tuple[str, ...] = ()
    """Windows: folders of the Pythons that the registry lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the screen. `fine` None means that it cannot be told from here."""

    what: str
    told: str
    fine: bool | None = True
    do: str = ""


def this_machine() -> Machine:
    """The computer that we run on."""
    return Machine(
        system=sys.platform, environ=dict(os.environ), places=tuple(here()), launchd=_launchd(),
        handle=lambda: acquire({}), registered=_registered(),
    )  # fmt: skip


def _launchd() -> dict[str, str]:
    if sys.platform != "darwin":
        return {}
    try:
        told = subprocess.run(
            ["/bin/launchctl", "getenv", "PYTHON3HOME"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    return {"PYTHON3HOME": told.stdout.strip()} if told.stdout.strip() else {}


def _registered() -> tuple[str, ...]:
    if sys.platform != "win32":
        return ()
    import winreg

    found = []
    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        try:
            with winreg.OpenKey(root, r"SOFTWARE\Python\PythonCore") as core:
                for number in range(winreg.QueryInfoKey(core)[0]):
                    name = winreg.EnumKey(core, number)
                    with winreg.OpenKey(core, name + r"\InstallPath") as key:
                        found.append(str(winreg.QueryValue(key, None)))
        except OSError:
            continue
    return tuple(found)


def examine(machine: Machine, manifest: Manifest) -> list[Finding]:
    """All findings, in the order in which a person would look."""
    running = _handle(machine)
    return [
        Finding(what="Chutier", told=__version__),
        _installed(machine),
        _running(running),
        *_entries(machine, manifest),
        _python(machine, running),
        _module(machine),
        *_drift(machine),
    ]


def _handle(machine: Machine) -> Any:
    try:
        return machine.handle()
    except Exception:  # noqa: BLE001 - whatever a module that is not ours does
        return None


def _installed(machine: Machine) -> Finding:
    found = [place for place in machine.places if place.installed]
    if found:
        builds = dict.fromkeys(place.build or _("Blackmagic's build") for place in found)
        return Finding(what="Resolve", told=", ".join(builds))
    return Finding(
        what="Resolve", told=_("not found on this computer"), fine=False,
        do=_("install it and start it once; then: chutier resolve install"),
    )  # fmt: skip


def _running(resolve: Any) -> Finding:
    if resolve is None:
        return Finding(
            what=_("from outside"), told=_("no Resolve answers"), fine=None,
            do=_("Studio: start it, and set Preferences > System > General > External scripting to Local. The free "
                 "edition never answers from outside: use its menu"),
        )  # fmt: skip
    version = ".".join(map(str, resolve.GetVersion()[:3]))
    return Finding(what=_("from outside"), told=f"{resolve.GetProductName()} {version}")


def _entries(machine: Machine, manifest: Manifest) -> Iterator[Finding]:
    wanted, ours = menu_files(), manifest.files()
    for menu in dict.fromkeys(place.menu for place in machine.places if place.installed):
        there = [name for name in wanted if (menu / name).is_file()]
        if not there:
            if any(Path(path).parent != menu for path in ours):
                continue
            yield Finding(what=_("menu"), told=_("nothing of ours in {folder}").format(folder=menu), fine=False,
                          do="chutier resolve install")  # fmt: skip
            continue
        old = [name for name in there if (menu / name).read_text(encoding="utf-8", errors="replace") != wanted[name]]
        missing = [name for name in wanted if name not in there]
        if old or missing:
            yield Finding(
                what=_("menu"), fine=False, do="chutier resolve install",
                told=_("in {folder}, out of date: {names}").format(folder=menu, names=", ".join([*old, *missing])),
            )  # fmt: skip
        else:
            yield Finding(what=_("menu"), told=str(menu))


def _python(machine: Machine, resolve: Any) -> Finding:
    """Which Python Resolve's menu would run, by each system's rule; without one it lists no `.py`, in silence."""
    what = _("Python in Resolve")
    note = _("free Resolve from 21.1 on runs only Lua, whatever Python there is: chutier resolve script; Studio from "
             "21.1 on brings its own Python")  # fmt: skip
    if resolve is not None and tuple(resolve.GetVersion()[:2]) >= (21, 1) and "Studio" in resolve.GetProductName():
        return Finding(what=what, told=_("its own (Studio from 21.1 on)"))
    found = {"darwin": _python_mac, "win32": _python_windows}.get(machine.system, _python_linux)(machine)
    if found:
        return Finding(what=what, told=found, do=note, fine=None if resolve is None else True)
    ways = {
        "darwin": _(
            "install Python from python.org; or tell launchd, not the shell: launchctl setenv PYTHON3HOME FOLDER"
        ),
        "win32": _("install Python from python.org (for all users)"),
    }
    return Finding(
        what=what, told=_("none that Resolve would find, so its menu shows no .py"), fine=False,
        do=ways.get(machine.system, _("install python3 with the system's package manager")) + ". " + note,
    )  # fmt: skip


def _python_mac(machine: Machine) -> str:
    """Needs both the program and its library (21.0)."""
    home = machine.launchd.get("PYTHON3HOME", "")
    for prefix in filter(None, (Path(home) if home else None, machine.root / "usr" / "local")):
        if (prefix / "bin" / "python3").exists() and any((prefix / "lib").glob("libpython3.*.dylib")):
            return str(prefix / "bin" / "python3")
    frameworks = machine.root / "Library" / "Frameworks" / "Python.framework" / "Versions"
    versions = sorted(frameworks.glob("3.*/lib/libpython3.*.dylib"))
    return str(versions[-1].parents[1]) if versions and (machine.root / "usr/local/bin/python3").exists() else ""


def _python_windows(machine: Machine) -> str:
    return machine.environ.get("FUSION_PYTHON3_HOME", "") or next(iter(machine.registered), "")


def _python_linux(machine: Machine) -> str:
    for name in ("usr/bin/python3", "usr/local/bin/python3"):
        if (machine.root / name).exists():
            return str(machine.root / name)
    return ""


def _module(machine: Machine) -> Finding:
    folder = Path(module_folders(machine.system, dict(machine.environ))[0])
    there = (folder / "DaVinciResolveScript.py").is_file()
    what = _("scripting module")
    if there:
        return Finding(what=what, told=str(folder))
    return Finding(what=what, told=_("not in {folder}").format(folder=folder), fine=None,
                   do=_("only needed from outside (Studio); RESOLVE_SCRIPT_API names another folder"))  # fmt: skip


def _drift(machine: Machine) -> Iterator[Finding]:
    """Whether the calls that we make are in the types that this Resolve ships (from 21.1 on)."""
    from chutier_resolve.drift import contract_drift

    folder = Path(module_folders(machine.system, dict(machine.environ))[0])
    for file in sorted(folder.glob("DaVinciResolveScript.pyi")):
        missing = contract_drift(file.read_text(encoding="utf-8", errors="replace"))
        told = _("all calls that we make are there") if not missing else ", ".join(missing)
        yield Finding(what=_("its API"), told=told, fine=not missing,
                      do=_("this version lacks them: write to us, with the version") if missing else "")  # fmt: skip
