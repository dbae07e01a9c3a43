"""What is wrong with an AAF, whoever wrote it: what stops or confuses Media Composer, other programs, or relinking."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from chutier.i18n import _
from chutier.timecode import can_drop, nominal
from chutier_avid.ale.titles import HARD_LENGTH, is_custom
from chutier_avid.bins.lines import source_of
from chutier_avid.bins.mobs import Mobs, MobView, Part, SlotView

LONGEST = 255
"""Characters of a text beyond which programs have been seen to cut."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: whether it is an `error`, and what it means."""

    error: bool
    meaning: Callable[[], str]


CODES: Mapping[str, Code] = {
    "A01": Code(True, lambda: _("two clips have one identity (MobID)")),
    "A02": Code(True, lambda: _("a clip refers to one that is not in the file")),
    "A03": Code(True, lambda: _("a clip asks for more than its source has")),
    "A04": Code(True, lambda: _("a sequence says another length than its parts have")),
    "A05": Code(True, lambda: _("a sequence without a timecode track 1: Resolve and Pro Tools refuse it")),
    "A06": Code(True, lambda: _("drop frame at a rate that does not drop")),
    "A07": Code(False, lambda: _("one tape name on several tapes")),
    "A08": Code(True, lambda: _("two column titles that an import makes one")),
    "A09": Code(False, lambda: _("a text of more than 255 characters")),
    "A10": Code(False, lambda: _("a media path that cannot be read")),
    "A11": Code(False, lambda: _("a source clip without timecode: nothing to relink or to sync with")),
}
"""Every code, with what it means."""


@dataclass(frozen=True, slots=True)
class AafFinding:
    """One thing found: its code, the clip or sequence, and what it is."""

    code: str
    name: str
    message: str

    @property
    def is_error(self) -> bool:
        """Whether it stops or spoils an import."""
        return CODES[self.code].error

    def __str__(self) -> str:
        return f"{self.code} {self.name}: {self.message}" if self.name else f"{self.code} {self.message}"


def check_aaf(view: Mobs) -> tuple[AafFinding, ...]:
    """Everything found in `view`, clip by clip."""
    found = [AafFinding("A01", _name(view, one), one) for one in view.doubles]
    for mob in view.mobs.values():
        for slot in mob.slots:
            found.extend(_sources(view, mob, slot))
            found.extend(_lengths(mob, slot))
            found.extend(_clocks(mob, slot))
        found.extend(_texts(mob))
        found.extend(_media(view, mob))
    found.extend(_tapes(view))
    return tuple(found)


def _name(view: Mobs, one: str) -> str:
    return view.mobs[one].name if one in view.mobs else ""


def _all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _all_parts(part.within)


def _sources(view: Mobs, mob: MobView, slot: SlotView) -> Iterator[AafFinding]:
    for part in _all_parts(slot.parts):
        if part.what != "source" or not part.mob:
            continue
        source = view.mobs.get(part.mob)
        if source is None and mob.role not in ("master", "composition"):
            continue  # where media come from before they came here need not be told
        if source is None:
            yield AafFinding("A02", mob.name, _("track {track}: {id} is not in the file").format(
                track=slot.name or slot.number, id=part.mob))  # fmt: skip
            continue
        below = source.slot(part.slot)
        if below is None or below.rate is None or slot.rate is None:
            yield AafFinding("A02", mob.name, _("track {track}: {name} has no track {slot}").format(
                track=slot.name or slot.number, name=source.name, slot=part.slot))  # fmt: skip
            continue
        # A start counts in the frames of the one that asks.
        wanted = (part.start + part.length) / slot.rate
        if wanted > below.length / below.rate + 1 / below.rate:
            yield AafFinding("A03", mob.name, _("track {track}: frame {frame} of {name}, which has {count}").format(
                track=slot.name or slot.number, frame=part.start + part.length, name=source.name,
                count=below.length))  # fmt: skip


def _lengths(mob: MobView, slot: SlotView) -> Iterator[AafFinding]:
    if slot.kind in ("picture", "sound") and len(slot.parts) and slot.stated not in (None, slot.length):
        yield AafFinding("A04", mob.name, _("track {track}: {stated} frames, but its parts have {count}").format(
            track=slot.name or slot.number, stated=slot.stated, count=slot.length))  # fmt: skip


def _clocks(mob: MobView, slot: SlotView) -> Iterator[AafFinding]:
    for part in slot.parts:
        if part.what == "timecode" and part.drop and slot.rate is not None:
            rate = slot.rate
            if nominal(rate) == part.fps and not can_drop(rate):
                yield AafFinding("A06", mob.name, _("timecode of {fps} frames with drop frame").format(fps=part.fps))


def _texts(mob: MobView) -> Iterator[AafFinding]:
    seen: dict[str, str] = {}
    for title, value in mob.comments.items():
        cut = title[:HARD_LENGTH].casefold()
        if is_custom(title) and cut in seen:
            yield AafFinding("A08", mob.name, _("{a} and {b}").format(a=repr(seen[cut]), b=repr(title)))
        seen.setdefault(cut, title)
        if len(value) > LONGEST:
            yield AafFinding("A09", mob.name, _("{title} has {count} characters").format(
                title=title, count=len(value)))  # fmt: skip


def _media(view: Mobs, mob: MobView) -> Iterator[AafFinding]:
    for url in mob.urls:
        if not _is_url(url):
            yield AafFinding("A10", mob.name, url)
    if mob.role == "composition" and mob.usage in ("TopLevel", "") and _uses_media(mob):
        tracks = [slot for slot in mob.slots if slot.kind == "timecode" and slot.track in (1, None)]
        if not tracks:
            yield AafFinding("A05", mob.name, _("no timecode track"))
    if mob.role == "master" and _uses_media(mob):
        media = [slot for slot in mob.slots if slot.kind in ("picture", "sound")]
        if all(source_of(view.mobs, slot).start is None for slot in media):
            yield AafFinding("A11", mob.name, _("neither its tape nor its file has a timecode track"))


def _uses_media(mob: MobView) -> bool:
    return any(slot.kind in ("picture", "sound") for slot in mob.slots)


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return len(parts.scheme) > 1 and bool(parts.path)  # `C:` is a drive


def _tapes(view: Mobs) -> Iterator[AafFinding]:
    named: dict[tuple[str, object], str] = {}
    for mob in view.mobs.values():
        if mob.role != "tape":
            continue
        rates = {slot.rate for slot in mob.slots if slot.kind == "timecode"}
        drops = {part.drop for slot in mob.slots for part in slot.parts if part.what == "timecode"}
        key = (mob.name, (frozenset(rates), frozenset(drops)))
        if named.setdefault(key, mob.id) != mob.id:
            yield AafFinding("A07", mob.name, _("two tapes of this name: Media Composer tells CM_LABEL_NOT_UNIQUE"))
