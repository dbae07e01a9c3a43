"""Trouble on demand: at the nth call of a method, or at a call by its number."""

from dataclasses import dataclass, field
from typing import Any

NOT_SET = object()


@dataclass(slots=True, kw_only=True)
class Fault:
    """What goes wrong. `returns`: the answer, and nothing is done; `raises`: an exception; `lies`: True, and nothing is
    done; `drops`: an import or append loses that many; `disconnect`: every call from here on answers None;
    `returns_string`: an error text where a value is due."""

    returns: Any = NOT_SET
    raises: BaseException | None = None
    lies: bool = False
    drops: int = 0
    disconnect: bool = False
    returns_string: str = ""


@dataclass(slots=True)
class Faults:
    """The faults that wait for their call."""

    _named: dict[str, list[tuple[int, Fault]]] = field(default_factory=dict)
    _numbered: dict[int, Fault] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)
    calls: int = 0
    gone: bool = False

    def on(self, method: str, nth: int = 1, **what: Any) -> None:
        """At the `nth` call of `Class.Method` from now on."""
        self._named.setdefault(method, []).append((self._seen.get(method, 0) + nth, Fault(**what)))

    def at_call(self, number: int, **what: Any) -> None:
        """At the call with this number, counted from 0 from now on."""
        self._numbered[self.calls + number] = Fault(**what)

    def clear(self) -> None:
        """No more trouble, and the program is back."""
        self._named.clear()
        self._numbered.clear()
        self.gone = False

    def meet(self, method: str) -> Fault | None:
        """The fault of this call, if it has one."""
        number, self.calls = self.calls, self.calls + 1
        count = self._seen[method] = self._seen.get(method, 0) + 1
        found = self._numbered.pop(number, None)
        for place, (nth, fault) in enumerate(self._named.get(method, [])):
            if nth == count:
                del self._named[method][place]
                found = fault
                break
        if found is not None and found.disconnect:
            self.gone = True
        return found
