"""A computer, as far as Resolve's menu goes: all that the doctor asks of it, as one value."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chutier_resolve.install import here
from chutier_resolve.places import Place
from chutier_resolve.programs_found import Program, program

CRASHED = "crashed"
"""What asking from outside may come to besides an answer and silence: Blackmagic's module ends a Python that it was not
made for (seen on Windows with two Pythons), or never returns."""

_ASK = """\
import json
from chutier_resolve.host.acquire import acquire
found = acquire({})
print()
print(json.dumps(None if found is None else [found.GetProductName(), list(found.GetVersion())]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """`system` is as `sys.platform` says it, `root` is where the disc begins."""

    system: str
    environ: Mapping[str, str]
    places: tuple[Place, ...]
    program: Program | None = None
    """The Resolve that is installed, as far as the disc says."""
    launchd: Mapping[str, str] = field(default_factory=dict)
    """macOS's own environment (launchctl), the only one that a program started from the Dock has."""
    registered: tuple[tuple[str, str], ...] = ()
    """Windows: the Pythons of the registry, name (`3.12`, `3.12-32`) and folder."""
    answer: Callable[[], Program | str | None] = lambda: None
    """Asks a running Studio from outside: it, None when none answers, or CRASHED."""
    root: Path = Path("/")


def this_machine() -> Machine:
    """The computer that we run on."""
    return Machine(
        system=sys.platform, environ=dict(os.environ), places=tuple(here()),
        program=program(sys.platform, os.environ, Path.home()), launchd=_launchd(), registered=_registered(),
        answer=ask_from_outside,
    )  # fmt: skip


def ask_from_outside(command: tuple[str, ...] = (sys.executable, "-P", "-c", _ASK), patience: float = 20) -> (
    Program | str | None
):  # fmt: skip
    """What a running Resolve says from outside. Asked in a process of its own, for what Blackmagic's module may do to
    it; `patience` in seconds."""
    try:
        told = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=patience, check=False,
            errors="replace", creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        answer = json.loads(told.stdout.strip().splitlines()[-1])
    except (OSError, subprocess.TimeoutExpired, ValueError, IndexError):
        return CRASHED
    return Program.called(*answer) if answer else None


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


def _registered() -> tuple[tuple[str, str], ...]:
    if sys.platform != "win32":
        return ()
    import winreg
    from contextlib import suppress

    found = []
    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        with suppress(OSError), winreg.OpenKey(root, r"SOFTWARE\Python\PythonCore") as core:
            for number in range(winreg.QueryInfoKey(core)[0]):
                name = winreg.EnumKey(core, number)
                with suppress(OSError), winreg.OpenKey(core, name + r"\InstallPath") as key:
                    found.append((name, str(winreg.QueryValue(key, None))))
    return tuple(found)
