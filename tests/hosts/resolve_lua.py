"""A sandboxed Lua as Resolve's free edition has it, with the fake Resolve inside.

What the executor sees of the program, and where that was observed:

- `io`, `os.execute`, `os.remove`, `os.rename`, `require`, `package`, `ffi`, `debug`, `UIManager`, `arg` are nil,
  `print` shows nothing (free 21.1.0.17);
- objects are userdata: `pairs` and `#` throw, methods go by `:` (free 21.1.0.17); a method that a build lacks is nil
  (assumed);
- lists are tables from 1 that carry `__flags` beside (free 21.1.0.17); dicts carry it too (assumed, the harder case);
- preferences are saved as a Lua table in text, escaping only quote, backslash and newline (free 21.1.0.17, macOS).
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from chutier_resolve.lua.literal import literal
from chutier_resolve.lua.script import executor, folds_literal, spellings_literal, spellings_of

_GLUE = """
local invoke, member = ...
local newproxy = newproxy
local tokens = setmetatable({}, { __mode = "k" })

local function answered(fine, value)
  if not fine then error(value, 0) end
  return value
end

local function wrap(token)
  local proxy = newproxy(true)
  local meta = getmetatable(proxy)
  meta.__index = function(_, name)
    local kind, value = member(token, name)
    if kind ~= "method" then return value end
    return function(self, ...)
      if tokens[self] == nil then error("no object", 0) end
      return answered(invoke(tokens[self], name, select("#", ...), ...))
    end
  end
  meta.__len = function() error("attempt to get length of a userdata value") end
  meta.__metatable = "Resolve"
  tokens[proxy] = token
  return proxy
end

local function token_of(value) return tokens[value] end

return wrap, token_of
"""

_SANDBOX = """
local missed = ...
io, require, package, ffi, debug, UIManager, arg, jit, newproxy, module, python = nil
os.execute, os.remove, os.rename, os.exit, os.setlocale, os.tmpname = nil
setmetatable(_G, { __index = function(_, name) missed(name) end })
"""

_MAY_BE_MISSING = {
    "resolve",
    "Resolve",
    "fusion",
    "fu",
    "app",
    "debug",
    "FuPLATFORM_MAC",
    "FuPLATFORM_WINDOWS",
    "FuPLATFORM_LINUX",
}
"""Globals that the executor (`debug`: lupa itself) asks for without knowing that they are there."""

_TABLE = """
local spellings, folds = {SPELLINGS}, {FOLDS}
{EXECUTOR}
null, joined = data.null, data.joined
local session = Session.new(resolve, run.platform())
return function(op, args) return json.encode(run.perform(session, op, args)) end
"""

_LETTERS = "".join(chr(code) for code in range(0xC0, 0x180))
"""Accents that the table below knows in both spellings; a menu script knows those of its plan."""

_SYSTEMS = {"darwin": "FuPLATFORM_MAC", "win32": "FuPLATFORM_WINDOWS", "linux": "FuPLATFORM_LINUX"}


class Preferences:
    """Fusion's preferences: dotted keys, kept in memory, in the file once saved."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.saved = ""
        self.saves = 0

    def SetPrefs(self, key: str, value: object) -> None:  # noqa: N802 - the program's name
        self.values[key] = value

    def GetPrefs(self, key: str) -> object:  # noqa: N802 - the program's name
        return self.values.get(key)

    def SavePrefs(self) -> None:  # noqa: N802 - the program's name
        self.saves += 1
        tree: dict[str, Any] = {"Locked": False, "Comp": {"AutoSave": {"Note": 'Chutier = { report1 = "no" }'}}}
        for dotted, value in self.values.items():
            *groups, name = dotted.split(".")
            place = tree
            for group in groups:
                place = place.setdefault(group, {})
            place[name] = value
        self.saved = _prefs_text(tree, 0) + "\n"


def _prefs_text(value: object, depth: int) -> str:
    if isinstance(value, dict):
        tabs = "\t" * (depth + 1)
        lines = "".join(f"{tabs}{key} = {_prefs_text(item, depth + 1)},\n" for key, item in reversed(value.items()))
        return "{\n" + lines + "\t" * depth + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return str(value)


class LuaHost:
    """One Lua of the program. `runtime` is lupa.lua51 or lupa.luajit21; `things` the globals that a script finds."""

    def __init__(
        self,
        runtime: ModuleType,
        things: Mapping[str, object],
        *,
        system: str = "darwin",
        exists: Callable[[str], bool] = lambda path: Path(path).exists(),
    ) -> None:
        self.lua = runtime.LuaRuntime(encoding=None, unpack_returned_tuples=True)
        self._kind = runtime.lua_type
        self.prefs = Preferences()
        self.printed: list[str] = []
        self.raised: list[Exception] = []
        self.missed: list[str] = []
        self._objects: list[object] = []
        self._perform: Any = None
        self._tokens: dict[int, int] = {}
        self._wrap, self._token_of = self.lua.execute(_GLUE.encode(), self._invoke, self._member)
        given = {"fusion": self.prefs, "fu": self.prefs, "app": self.prefs, **things}
        everything = self.lua.globals()
        for name, thing in given.items():
            everything[name.encode()] = self._to_lua(thing)
        everything[_SYSTEMS[system].encode()] = True
        everything[b"print"] = lambda text: self.printed.append(text.decode())
        everything[b"bmd"] = self.lua.table_from(
            {b"wait": lambda seconds: None, b"fileexists": lambda path: exists(path.decode("utf-8", "surrogateescape"))}
        )
        self.lua.execute(_SANDBOX.encode(), self._missed)

    def run(self, script: str) -> Any:
        """What the script answers, as plain data."""
        return self.to_python(self.lua.execute(script.encode()))

    def call(self, op: str, args: Mapping[str, Any], progress: object = None) -> dict[str, Any]:
        """One operation of the table, as `chutier_resolve.bridge.Host` has it; what was read is known to the next."""
        if self._perform is None:
            text = _TABLE.replace("{SPELLINGS}", spellings_literal(spellings_of(_LETTERS)))
            text = text.replace("{FOLDS}", folds_literal(_LETTERS)).replace("{EXECUTOR}", executor())
            self._perform = self.lua.execute(text.encode())
        said = self._perform(op.encode(), self.lua.eval(literal(args).encode()))
        return dict(json.loads(said.decode("ascii")))

    def close(self) -> None:
        """Nothing to let go."""

    # Lua -> Python ---------------------------------------------------------------------------------------------------

    def to_python(self, value: object) -> Any:
        """Plain data and the fake's own objects. A table that is 1..n is a list; an empty one too."""
        if isinstance(value, bytes):
            return value.decode("utf-8", "surrogateescape")
        kind = self._kind(value)
        if kind == "userdata":
            return self._objects[self._token_of(value)]
        if kind != "table":
            return value
        found = {self.to_python(key): self.to_python(item) for key, item in value.items()}  # type: ignore[attr-defined]
        if all(place in found for place in range(1, len(found) + 1)):
            return [found[place] for place in range(1, len(found) + 1)]
        return found

    # Python -> Lua ---------------------------------------------------------------------------------------------------

    def _to_lua(self, value: object) -> object:
        if value is None or isinstance(value, bool | int | float | bytes):
            return value
        if isinstance(value, str):
            return value.encode("utf-8", "surrogateescape")
        if isinstance(value, list | tuple):
            return self._table(dict(enumerate(value, 1)))
        if isinstance(value, dict):
            return self._table(value)
        return self._proxy(value)

    def _table(self, items: Mapping[Any, object]) -> object:
        table = self.lua.table()
        table[b"__flags"] = 256
        for key, item in items.items():
            table[self._to_lua(key)] = self._to_lua(item)
        return table

    def _proxy(self, thing: object) -> object:
        token = self._tokens.get(id(thing))
        if token is None:
            token = self._tokens[id(thing)] = len(self._objects)
            self._objects.append(thing)
        return self._wrap(token)

    def _member(self, token: int, name: bytes) -> tuple[bytes, object]:
        thing, wanted = self._objects[token], name.decode()
        if not wanted.isupper():
            return (b"method" if wanted in dir(thing) else b"value"), None
        # `dir` lists no constants (21.0.3); one that a build lacks comes back as a function (21).
        value = getattr(thing, wanted, None)
        return (b"method", None) if callable(value) else (b"value", self._to_lua(value))

    def _missed(self, name: bytes) -> None:
        if name.decode() not in _MAY_BE_MISSING:
            self.missed.append(name.decode())

    def _invoke(self, token: int, name: bytes, count: int, *given: object) -> tuple[bool, object]:
        # Lua counts arguments; lupa leaves out a nil at the end.
        arguments = [self.to_python(one) for one in given]
        arguments.extend([None] * (int(count) - len(arguments)))
        try:
            return True, self._to_lua(getattr(self._objects[token], name.decode())(*arguments))
        except Exception as error:  # noqa: BLE001 - whatever the fake raises is Lua's error
            self.raised.append(error)
            return False, str(error).encode()
