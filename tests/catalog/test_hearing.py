"""Links are listened to once, again when they move, and what was heard stays through a Ctrl-C."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from chutier.catalog.hearing import ToHear, heard, to_hear
from chutier.check import Evidence, Issue, Severity, accept, accepted, take_back
from chutier.errors import UsageError
from chutier.events import Report


@dataclass(frozen=True)
class Fit:
    error: Fraction
    sure: bool = True


class Ears:
    """Hears that every sound is a tenth of a second late; stops after `lasts` links."""

    def __init__(self, lasts: int = 99) -> None:
        self.lasts, self.asked = lasts, 0

    def __call__(
        self, todo: Sequence[ToHear], workers: int | None, report: Report
    ) -> Iterator[tuple[ToHear, Fit | None]]:
        for one in todo:
            if self.asked == self.lasts:
                raise KeyboardInterrupt
            self.asked += 1
            yield one, Fit(Fraction(-1, 10))


def takes(desk: Any, count: int = 3) -> None:
    for n in range(count):
        desk.rushes.picture(f"J03/A012/A012C00{n}.mov", f"10:0{n}:00:00")
        desk.rushes.sound(f"J03/S003/T0{n}.wav", f"10:0{n}:00:00")


def test_every_link_is_heard_once(desk: Any) -> None:
    takes(desk)
    ears = Ears()
    desk.read("J03", listen=ears)
    assert ears.asked == 3
    assert {(one.error, one.sure) for one in heard(desk.catalog).values()} == {(Fraction(-1, 10), True)}
    desk.read("J03", listen=ears)
    assert ears.asked == 3
    assert to_hear(desk.catalog) == []


def test_a_link_that_moves_is_heard_again(lite_desk: Any) -> None:
    takes(lite_desk, 1)
    ears = Ears()
    lite_desk.read("J03", listen=ears)
    lite_desk.rushes.sound("J03/S003/T00.wav", "10:00:01:00", content=b"another")
    lite_desk.read("J03", listen=ears)
    assert ears.asked == 2


def test_ctrl_c_keeps_what_was_heard(lite_desk: Any) -> None:
    takes(lite_desk)
    with pytest.raises(KeyboardInterrupt):
        lite_desk.read("J03", listen=Ears(lasts=2))
    assert len(heard(lite_desk.catalog)) == 2
    ears = Ears()
    lite_desk.read("J03", listen=ears)
    assert ears.asked == 1


def test_a_picture_without_guide_track_is_not_asked(lite_desk: Any) -> None:
    lite_desk.rushes.picture("J03/A012/A012C001.mov", audio=0)
    lite_desk.rushes.sound("J03/S003/T01.wav")
    ears = Ears()
    lite_desk.read("J03", listen=ears)
    assert ears.asked == 0


def test_acceptances_come_and_go(desk: Any) -> None:
    issue = Issue(code="gone", severity=Severity.WARNING, subject="A012\udcff", what="", key="k1",
                  evidence=(Evidence(where="", says=""),))  # fmt: skip
    accept(desk.catalog, [issue], who="Nina", because="première")
    accept(desk.catalog, [issue], who="Léa", because="une autre raison")
    assert {key: (one.who, one.because) for key, one in accepted(desk.catalog).items()} == {
        "k1": ("Léa", "une autre raison")
    }
    with pytest.raises(UsageError):
        accept(desk.catalog, [issue], who=" ", because="x")
    take_back(desk.catalog, [issue])
    assert accepted(desk.catalog) == {}
