"""Which Python Resolve's menu would run, by each system's rule (measured on 21.0). Where it finds none it lists no
`.py` at all, and says nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chutier.i18n import _
from chutier_resolve.machine import Machine

OLDEST = (3, 8)
"""What our half inside Resolve needs."""

_NUMBER = re.compile(r"3\.([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuPython:
    """A Python that Resolve would find: where, and its version, (0, 0) when that cannot be told. Without `path` there
    is none, and `why` says the reason as a sentence's second half; `do` is the way out."""

    path: str = ""
    version: tuple[int, int] = (0, 0)
    why: str = ""
    do: str = ""

    @property
    def told(self) -> str:
        """Where it is, with its version."""
        return f"{self.path} ({self.version[0]}.{self.version[1]})" if any(self.version) else self.path


def python_of(machine: Machine) -> MenuPython:
    """The Python of this machine's menu, as its system has it."""
    return {"darwin": _mac, "win32": _windows}.get(machine.system, _linux)(machine)


def _mac(machine: Machine) -> MenuPython:
    """launchd's PYTHON3HOME, else /usr/local: each needs the program and its library."""
    do = _("install Python from python.org; or tell launchd, not the shell: launchctl setenv PYTHON3HOME FOLDER")
    if home := machine.launchd.get("PYTHON3HOME", ""):
        program = Path(home) / "bin" / "python3"
        if program.exists() and (library := _library([Path(home)])):
            return MenuPython(path=str(program), version=_version(library.name))
        return MenuPython(
            why=_("launchd's PYTHON3HOME is {folder}, which lacks bin/python3 or lib/libpython3").format(folder=home),
            do=_("correct it: launchctl setenv PYTHON3HOME FOLDER; or take it away: launchctl unsetenv PYTHON3HOME"),
        )
    program = machine.root / "usr" / "local" / "bin" / "python3"
    if not program.exists():
        if machine.environ.get("PYTHON3HOME"):
            return MenuPython(why=_("PYTHON3HOME is set in the shell, which Resolve never sees"), do=do)
        return MenuPython(why=_("there is no {file}").format(file=program), do=do)
    if library := _library([program.parents[1], program.resolve().parents[1]]):
        return MenuPython(path=str(program), version=_version(library.name))
    return MenuPython(why=_("{file} has no libpython3 beside it (Homebrew's has not)").format(file=program), do=do)


def _library(prefixes: Iterable[Path]) -> Path | None:
    found = [library for prefix in prefixes for library in sorted((prefix / "lib").glob("libpython3.*.dylib"))]
    return found[-1] if found else None


def _windows(machine: Machine) -> MenuPython:
    """FUSION_PYTHON3_HOME, else the registry; Resolve is a program of 64 bits."""
    do = _("install Python from python.org (64 bits, for all users)")
    if home := machine.environ.get("FUSION_PYTHON3_HOME", ""):
        if (Path(home) / "python.exe").exists():
            return MenuPython(path=home, version=_version(Path(home).name))
        return MenuPython(
            why=_("FUSION_PYTHON3_HOME is {folder}, where no Python is").format(folder=home),
            do=_("correct it or take it away, in the system's environment variables"),
        )
    found = [(name, folder) for name, folder in machine.registered if not name.endswith("-32")]
    there = [(name, folder) for name, folder in found if (Path(folder) / "python.exe").exists()]
    if there:
        name, folder = max(there, key=lambda one: _version(one[0]))
        return MenuPython(path=folder, version=_version(name))
    if machine.registered and not found:
        return MenuPython(why=_("the registry lists only Pythons of 32 bits"), do=do)
    return MenuPython(why=_("the registry lists none"), do=do)


def _linux(machine: Machine) -> MenuPython:
    """The system's own (assumed: which one the menu takes of several was never measured)."""
    for name in ("usr/bin/python3", "usr/local/bin/python3"):
        program = machine.root / name
        if program.exists():
            return MenuPython(path=str(program), version=_version(program.resolve().name))
    return MenuPython(
        why=_("there is no {file}").format(file=machine.root / "usr/bin/python3"),
        do=_("install python3 with the system's package manager"),
    )


def _version(name: str) -> tuple[int, int]:
    """Of `libpython3.12.dylib`, `3.12`, `python3.12`; Windows's folders are called Python312, which says nothing."""
    found = _NUMBER.search(name)
    return (3, int(found[1])) if found else (0, 0)
