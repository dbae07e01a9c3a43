"""The settings of a Mac and of Windows, as far as Adobe's switch for unsigned panels goes."""

from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any

KINDS = {"-string": "string", "-int": "integer", "-bool": "boolean", "-float": "float"}


class MacDefaults:
    """`/usr/bin/defaults`, as Apple's manual page tells of it; its words are assumed. `kept` is by domain and key;
    `refusing` makes every change fail."""

    def __init__(self, **kept: tuple[str, str]) -> None:
        self.kept = {(f"com.adobe.CSXS.{name[1:]}", "PlayerDebugMode"): value for name, value in kept.items()}
        self.refusing = False
        self.commands: list[tuple[str, ...]] = []

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        program, verb, domain, key, *value = command
        assert program == "/usr/bin/defaults"
        self.commands.append(tuple(command))
        now = self.kept.get((domain, key))
        if verb in ("read", "read-type"):
            if now is None:
                return 1, f"\nThe domain/default pair of ({domain}, {key}) does not exist\n"
            return 0, f"{now[0]}\n" if verb == "read" else f"Type is {now[1]}\n"
        if self.refusing:
            return 1, "Could not write domain\n"
        if verb == "write":
            text = {"TRUE": "1", "FALSE": "0"}.get(value[1], value[1]) if value[0] == "-bool" else value[1]
            self.kept[domain, key] = (text, KINDS[value[0]])
        else:
            assert verb == "delete"
            del self.kept[domain, key]
        return 0, ""


class WindowsRegistry:
    """The module winreg as Python documents it, of HKEY_CURRENT_USER: keys with their values and their kinds."""

    HKEY_CURRENT_USER, KEY_ALL_ACCESS, REG_SZ, REG_DWORD = 1, 0xF003F, 1, 4

    def __init__(self, keys: dict[str, dict[str, tuple[Any, int]]] | None = None) -> None:
        self.keys = keys or {}
        self.refusing = False

    @contextmanager
    def OpenKey(self, root: int, name: str) -> Any:  # noqa: N802  winreg's name
        if name not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield name

    @contextmanager
    def CreateKeyEx(self, root: int, name: str, reserved: int, access: int) -> Any:  # noqa: N802  winreg's name
        if self.refusing:
            raise PermissionError(13, "Access is denied")
        self.keys.setdefault(name, {})
        yield name

    def QueryValueEx(self, key: str, name: str) -> tuple[Any, int]:  # noqa: N802  winreg's name
        if name not in self.keys[key]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.keys[key][name]

    def QueryInfoKey(self, key: str) -> tuple[int, int, int]:  # noqa: N802  winreg's name
        below = [name for name in self.keys if name.startswith(key + "\\")]
        return len(below), len(self.keys[key]), 0

    def SetValueEx(self, key: str, name: str, reserved: int, kind: int, value: Any) -> None:  # noqa: N802  winreg's name
        assert isinstance(value, int if kind == self.REG_DWORD else str)
        self.keys[key][name] = (value, kind)

    def DeleteValue(self, key: str, name: str) -> None:  # noqa: N802  winreg's name
        if name not in self.keys[key]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del self.keys[key][name]

    def DeleteKey(self, root: int, name: str) -> None:  # noqa: N802  winreg's name
        del self.keys[name]
