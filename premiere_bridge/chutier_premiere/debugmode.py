"""PlayerDebugMode: the switch by which Adobe's panel runtime loads panels that Adobe has not signed for.

There is one for each version of the runtime, in the person's own settings: on macOS in the defaults of
`com.adobe.CSXS.N`, on Windows in `HKEY_CURRENT_USER\\Software\\Adobe\\CSXS.N`. It is on where it is the text `1`.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from chutier.errors import NleError
from chutier.i18n import _
from chutier_premiere.places import CSXS

NAME = "PlayerDebugMode"
KEY = "Software\\Adobe\\CSXS.{}"

Run = Callable[[Sequence[str]], tuple[int, str]]
"""Carries out a command: its exit status and what it wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What the switch is set to: `kind` as the system calls it (`string`, `integer`; `1` for Windows' REG_SZ)."""

    text: str
    kind: str


class Switch(Protocol):
    """The switches of one system. Both raise OSError when the system refuses."""

    on: Value

    def read(self, version: int) -> Value | None:
        """What it is set to; None when it is not set."""

    def write(self, version: int, value: Value | None) -> None:
        """Set it; None takes the setting away."""


def switch(system: str) -> Switch | None:
    """The switches of this system; None where there are none, as Premiere is not made for it."""
    if system == "darwin":
        return Defaults()
    if system == "win32" and sys.platform == "win32":
        import winreg

        return Registry(winreg)
    return None


def is_on(value: Value | None, switches: Switch) -> bool:
    """Whether panels are loaded with it. A number 1 is not enough: Adobe asks for a text."""
    return value == switches.on


def turn_on(switches: Switch, was: MutableMapping[str, Value | None], versions: Iterable[int] = CSXS) -> list[int]:
    """Turn on what is off, and note in `was` what it was; the versions that were changed.

    Raises NleError when the system refuses: what was done until then is noted."""
    changed = []
    for version in versions:
        try:
            now = switches.read(version)
            if is_on(now, switches):
                continue
            # Noted first: what is not written down could not be put back.
            was.setdefault(str(version), now)
            switches.write(version, switches.on)
        except OSError as error:
            raise refused(error) from error
        changed.append(version)
    return changed


def put_back(switches: Switch, was: MutableMapping[str, Value | None]) -> list[int]:
    """Set to what it was whatever we turned on and nobody has set since; the versions that were changed.

    Raises NleError when the system refuses."""
    changed = []
    for name, before in sorted(was.items()):
        version = int(name)
        try:
            if is_on(switches.read(version), switches):
                switches.write(version, before)
                changed.append(version)
        except OSError as error:
            raise refused(error) from error
        del was[name]
    return changed


def refused(error: OSError) -> NleError:
    """The system would not have it."""
    return NleError(
        _("PlayerDebugMode cannot be set: {why}").format(why=error.strerror or error),
        hint=_("set it by hand, as docs/premiere.md says, or install a signed panel"),
    )


class Defaults:
    """macOS. Through `defaults`, for cfprefsd keeps what it has read and would not see a changed file."""

    on = Value(text="1", kind="string")

    def __init__(self, run: Run | None = None) -> None:
        self._run = run or _run

    def read(self, version: int) -> Value | None:
        status, text = self._run(["/usr/bin/defaults", "read", _domain(version), NAME])
        if status:
            return None
        kind = self._run(["/usr/bin/defaults", "read-type", _domain(version), NAME])[1].strip().rpartition(" ")[2]
        return Value(text=text.strip(), kind=kind or "string")

    def write(self, version: int, value: Value | None) -> None:
        if value is None:
            self._do("delete", version)
        elif value.kind == "boolean":
            self._do("write", version, "-bool", "TRUE" if value.text == "1" else "FALSE")
        else:
            self._do("write", version, {"integer": "-int", "float": "-float"}.get(value.kind, "-string"), value.text)

    def _do(self, verb: str, version: int, *more: str) -> None:
        status, told = self._run(["/usr/bin/defaults", verb, _domain(version), NAME, *more])
        if status:
            raise OSError(told.strip() or f"defaults {verb}: {status}")


class Registry:
    """Windows. `registry` is the module winreg."""

    def __init__(self, registry: Any) -> None:
        self._registry = registry
        self.on = Value(text="1", kind=str(registry.REG_SZ))

    def read(self, version: int) -> Value | None:
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, KEY.format(version)) as key:
                text, kind = self._registry.QueryValueEx(key, NAME)
        except FileNotFoundError:
            return None
        return Value(text=str(text), kind=str(kind))

    def write(self, version: int, value: Value | None) -> None:
        registry, name = self._registry, KEY.format(version)
        with registry.CreateKeyEx(registry.HKEY_CURRENT_USER, name, 0, registry.KEY_ALL_ACCESS) as key:
            if value is not None:
                number = int(value.kind) == registry.REG_DWORD
                registry.SetValueEx(key, NAME, 0, int(value.kind), int(value.text) if number else value.text)
                return
            with suppress(FileNotFoundError):
                registry.DeleteValue(key, NAME)
            empty = registry.QueryInfoKey(key)[:2] == (0, 0)
        if empty:
            registry.DeleteKey(registry.HKEY_CURRENT_USER, name)


def _domain(version: int) -> str:
    return f"com.adobe.CSXS.{version}"


def _run(command: Sequence[str]) -> tuple[int, str]:
    try:
        told = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=20,
            check=False, errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{command[0]}: {error.timeout} s") from error
    return told.returncode, told.stdout
