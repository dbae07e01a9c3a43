"""How much goes into one call: Premiere answers nobody while it works, and Pymiere Link spoils what is too long."""

import json
from collections.abc import Iterable, Iterator
from typing import TypeVar

from chutier_premiere.tilde import tilded

MOST_BYTES = 40_000
"""Of a request's items. Pymiere Link puts a comma into every body at each 65,536th byte; half of that again is free for
what stands around the items."""

MOST_ITEMS = {
    "bins": 600, "import": 250, "rename": 500, "labels": 800, "columns": 100, "move": 400, "sequences": 10,
    "markers": 50, "proxies": 20, "remove": 200,
}  # fmt: skip
"""Items in a call, by operation: what keeps Premiere from being frozen for long."""

ROWS = 1500
"""Rows of the project in one answer."""

T = TypeVar("T")


def batches(op: str, items: Iterable[T]) -> Iterator[list[T]]:
    """The items in the order given, in lists that one call can take. One that is too large alone goes alone."""
    most, batch, size = MOST_ITEMS.get(op, 100), list[T](), 0
    for item in items:
        # As it is sent: encoded, and once more a text in the client's JSON.
        length = len(json.dumps(tilded(item)[0]))
        if batch and (len(batch) >= most or size + length > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length
    if batch:
        yield batch
