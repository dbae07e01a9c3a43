"""What every object of the fake has in common: an owner, an identity, and calls that are counted and can go wrong."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from hosts.resolve.contract import Surface

if TYPE_CHECKING:
    from hosts.resolve.fake import FakeResolve

F = TypeVar("F", bound=Callable[..., Any])


class Api(Surface):
    """An object of the scripting API. `stale` ones answer None to everything (a project was closed, a clip deleted)."""

    def __init__(self, fake: "FakeResolve") -> None:
        self._fake = fake
        self._id = fake.new_id()
        self._stale = False

    def GetUniqueId(self) -> str | None:
        """Documented since 18.1."""
        return self._fake.answer(self, "GetUniqueId", False, lambda: self._id)


def read(method: F) -> F:
    """A call that changes nothing."""
    return _called(method, False)


def change(method: F) -> F:
    """A call that changes the project: it waits for a redraw, and fails while a window is open."""
    return _called(method, True)


def _called(method: F, change: bool) -> F:
    @wraps(method)
    def call(self: Api, *given: Any) -> Any:
        return self._fake.answer(self, method.__name__, change, lambda: method(self, *given), given)

    call.is_change = change  # type: ignore[attr-defined]
    return call  # type: ignore[return-value]
