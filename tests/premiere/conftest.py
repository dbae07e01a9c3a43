"""One double for the tests of a module; each test has it anew."""

from collections.abc import Iterator

import pytest

from hosts.premiere import FakePremiere
from premiere.bench import footage


@pytest.fixture(scope="module")
def process() -> Iterator[FakePremiere]:
    """The process behind `premiere`."""
    with FakePremiere() as fake:
        yield fake


@pytest.fixture
def premiere(process: FakePremiere) -> FakePremiere:
    """A Premiere just started, behind Pymiere Link, with rushes on its discs."""
    process.reset(footage=footage())
    process.clear()
    return process
