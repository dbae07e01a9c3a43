"""Which pictures and sounds may go into one sync call: none in which a picture could take another's sound."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from chutier.model import ClipId, MediaRef
from chutier.plan import LinkSound

Span = tuple[Fraction, Fraction]
"""Seconds since midnight: from, to."""


def span_of(media: MediaRef | None) -> Span | None:
    """When a file was recorded, by its timecode; None where it has none."""
    if media is None or media.time is None:
        return None
    start = media.time.start.seconds
    return start, start + media.time.frames / media.time.rate


@dataclass(slots=True)
class _Group:
    links: list[LinkSound] = field(default_factory=list)
    pictures: list[Span] = field(default_factory=list)
    sounds: list[Span] = field(default_factory=list)

    def takes(self, picture: Span, sounds: list[Span]) -> bool:
        """Whether the pair can join: no sound here fits its picture, none of its sounds fits a picture here."""
        if any(_overlap(picture, sound) for sound in self.sounds):
            return False
        return not any(_overlap(other, sound) for sound in sounds for other in self.pictures)


def apart(links: Iterable[LinkSound], span: Callable[[ClipId], Span | None]) -> list[list[LinkSound]]:
    """The links in groups that can be synced in one call each, in their order.

    Which of two pictures that overlap a sound gets it is documented nowhere: two cameras on one take go into two
    calls. What has no timecode that we know goes alone.

        A cam   ██████   ████████        call 1: A cam's takes
        B cam    █████    ██████         call 2: B cam's takes
        sound  ████████ ██████████
    """
    groups: list[_Group] = []
    alone: list[list[LinkSound]] = []
    for link in links:
        picture = span(link.clip)
        sounds = [span(part) for part in link.parts[1:]]
        known = [one for one in sounds if one is not None]
        if picture is None or len(known) < len(sounds):
            alone.append([link])
            continue
        group = next((one for one in groups if one.takes(picture, known)), None)
        if group is None:
            group = _Group()
            groups.append(group)
        group.links.append(link)
        group.pictures.append(picture)
        group.sounds.extend(known)
    return [group.links for group in groups] + alone


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
