"""A bin of Media Composer (.avb), read through pyavb. Never written: pyavb's own issues tell of bins that fail.

Text in a bin is MacRoman, as pyavb reads it; a newer format is refused in one sentence. Custom columns
are the attributes in `_USER`; titles that an import cut end with the sign 0x07, which stays.
"""

import contextlib
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from chutier.errors import MediaError, TimecodeError
from chutier.i18n import _
from chutier.timecode import parse_rate
from chutier_avid.bins.chunks import MAGIC, damaged, frame_of
from chutier_avid.bins.content import BinContent
from chutier_avid.bins.lines import bin_of
from chutier_avid.bins.mobs import DAMAGE, Mobs, MobView, Part, SlotView
from chutier_avid.bins.opening import refuse_without

_ROLES = {"MasterMob": "master", "CompositionMob": "composition"}
_KINDS = {"picture": 0, "sound": 10_000, "timecode": 20_000, "edgecode": 30_000}
"""Tracks are numbered by kind in a bin; with this added every track of a mob has a number of its own."""

_ELSEWHERE = 90_000
_DROP = 1
"""Flag of a timecode track: it drops frames."""

_SLOWEST_SOUND = 8000
"""Samples a second; what is below is a rate of frames."""

_USAGES = {2: "SubClip", 3: "AdjustedClip", 4: "group", 5: "group"}


def read_bin(path: Path | str) -> BinContent:
    """The lines of the bin. Raises MediaError as `read_mobs` does."""
    return bin_of(read_mobs(path))


def read_mobs(path: Path | str) -> Mobs:
    """The bin in the file `path`. Raises MediaError for what is none, is cut, or is of a version that cannot be read;
    single clips that are damaged are in `notes`, with as much of them as can be had."""
    return mobs_of(bytes_of(path), str(path))


def bytes_of(path: Path | str) -> bytes:
    """The file `path` as it is at this moment: Media Composer may save it while it is read. Raises MediaError when it
    is no bin or cannot be read."""
    refuse_without(
        MAGIC, Path(path), other=_("not a bin of Media Composer"),
        hint=_("a bin is a file .avb in the folder of an Avid project"),
    )  # fmt: skip
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise MediaError(
            _("cannot be read: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("check the path and the rights on it"),
        ) from error


def mobs_of(data: bytes, path: str) -> Mobs:
    """The bin whose file `path` holds `data`. Raises MediaError as `read_mobs` does."""
    frame = frame_of(data, path)
    import avb

    try:
        # pyavb prints what it stumbles over.
        with contextlib.redirect_stdout(io.StringIO()), avb.open(io.BytesIO(data)) as file:
            try:
                return _mobs(file.content, path, frame.writer)
            finally:
                # The file and its objects hold one another: let go here, they need not wait for the collector.
                file.content = file.create = None
    except DAMAGE as error:
        raise damaged(path, str(error) or type(error).__name__) from error


def _mobs(bin_: Any, path: str, writer: str) -> Mobs:
    mobs: dict[str, MobView] = {}
    shown: list[str] = []
    doubles: list[str] = []
    notes: list[str] = []
    for place, item in enumerate(bin_.items, 1):
        view = _whole_or_part(item, place, notes)
        if view is None:
            continue
        if view.id in mobs:
            doubles.append(view.id)
        mobs[view.id] = view
        if item.user_placed and view.role in ("master", "composition"):
            shown.append(view.id)
    return Mobs(
        path=path, form="avb", writer=writer, mobs=mobs, shown=tuple(dict.fromkeys(shown)),
        view=tuple(_titles(bin_)), doubles=tuple(doubles), notes=tuple(notes),
    )  # fmt: skip


def _whole_or_part(item: Any, place: int, notes: list[str]) -> MobView | None:
    """The mob of an entry; of a damaged one its name, when that is all that can be had."""
    try:
        return _mob(item.mob)
    except (*DAMAGE, Exception) as error:  # noqa: BLE001 - pyavb raises bare exceptions
        why = str(error) or type(error).__name__
    with contextlib.suppress(Exception):
        mob = item.mob
        role = _ROLES.get(mob.mob_type, "file")
        view = MobView(id=str(mob.mob_id), role=role, name=str(mob.name or ""), usage=_USAGES.get(mob.usage_code, ""))
        notes.append(_("{name}: parts of it cannot be read ({why})").format(name=repr(view.name), why=why))
        return view
    notes.append(_("entry {number} of the bin cannot be read ({why})").format(number=place, why=why))
    return None


def _titles(bin_: Any) -> Iterator[str]:
    setting = bin_.view_setting
    for column in setting.columns if setting is not None else ():
        if not column["hidden"] and column["title"].strip():
            yield str(column["title"])


def _mob(mob: Any) -> MobView:
    attributes = mob.attributes if "attributes" in mob.property_data and mob.attributes is not None else {}
    descriptor = mob.descriptor
    return MobView(
        id=str(mob.mob_id),
        role=_ROLES.get(mob.mob_type) or _role(descriptor),
        name=str(mob.name or ""),
        usage=_USAGES.get(mob.usage_code, ""),
        slots=tuple(_slot(track) for track in mob.tracks if "component" in track.property_data),
        comments=_comments(attributes),
        attributes={name: value for name, value in attributes.items() if isinstance(value, (int, str))},
        urls=tuple(_paths(descriptor)),
    )


def _comments(attributes: Mapping[str, Any]) -> dict[str, str]:
    user = attributes.get("_USER")
    return {title: text for title, text in user.items() if isinstance(text, str)} if user else {}


def _role(descriptor: Any) -> str:
    return {"TapeDescriptor": "tape", "MediaDescriptor": "import"}.get(type(descriptor).__name__, "file")


def _paths(descriptor: Any) -> Iterator[str]:
    """Where the media are: the locator of the descriptor, or of its physical media."""
    for holder in (descriptor, getattr(descriptor, "physical_media", None)):
        locator = getattr(holder, "locator", None)
        if locator is None:
            continue
        known = locator.property_data
        for name in ("path_utf8", "path_posix", "path"):
            if text := known.get(name):
                yield str(text)
                break


def _slot(track: Any) -> SlotView:
    component = track.component
    kind = str(component.media_kind or "other")
    number = int(track.index) if "index" in track.property_data else 0
    return SlotView(
        number=_KINDS.get(kind, _ELSEWHERE) + number,
        kind=kind,
        track=number or None,
        rate=_rate(component),
        parts=tuple(_parts(component, kind)),
        stated=int(component.length),
    )


def _rate(component: Any) -> Fraction | None:
    """Bins keep rates as decimal numbers: 23.976 means 24000/1001. Files of sound count samples: 48000."""
    stated = round(float(component.edit_rate), 3)
    try:
        return parse_rate(stated)
    except TimecodeError:
        return Fraction(int(stated)) if stated.is_integer() and stated >= _SLOWEST_SOUND else None


def _parts(component: Any, kind: str) -> Iterator[Part]:
    name = type(component).__name__
    length = int(component.length)
    if name == "Sequence":
        for one in component.components:
            yield from _parts(one, kind)
    elif name == "SourceClip":
        mob = component.mob_id
        yield Part(
            what="source", length=length, mob=str(mob) if mob is not None and mob.int else "",
            slot=_KINDS.get(kind, _ELSEWHERE) + int(component.track_id), start=int(component.start_time),
        )  # fmt: skip
    elif name == "Timecode":
        yield Part(
            what="timecode", length=length, start=int(component.start), fps=int(component.fps),
            drop=bool(component.flags & _DROP),
        )  # fmt: skip
    elif name == "Filler":
        yield Part(what="filler", length=length)
    elif name == "TransitionEffect":
        yield Part(what="transition", length=length)
    else:
        yield from _made_of(component, name, kind, length)


def _made_of(component: Any, name: str, kind: str, length: int) -> Iterator[Part]:
    """An effect, a group of cameras, or something that we have no word for."""
    tracks = component.property_data.get("tracks") or ()
    inner = [track.component for track in tracks if "component" in track.property_data]
    if kind == "timecode":  # a clock at another rate than the clip's, masked down to it
        yield from (part for one in inner for part in _parts(one, kind))
        return
    if name == "Selector" and inner:
        chosen = int(component.selected)
        inner = [inner[chosen], *(one for place, one in enumerate(inner) if place != chosen)]
    within = tuple(part for one in inner for part in _parts(one, kind))
    yield Part(what="choice" if name == "Selector" else "effect", length=length, within=within)
