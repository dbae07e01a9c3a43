"""An AAF as plain values: every mob with its tracks, read through pyaaf2 in one pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from chutier.errors import MediaError
from chutier.i18n import _
from chutier_avid.bins.mobs import DAMAGE, Mobs, MobView, Part, SlotView
from chutier_avid.bins.opening import refuse_without

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_KINDS = {
    "Picture": "picture", "Sound": "sound", "Timecode": "timecode", "Edgecode": "edgecode",
    "LegacyPicture": "picture", "LegacySound": "sound", "LegacyTimecode": "timecode",
    "DescriptiveMetadata": "data", "Descriptive Metadata": "data",
}  # fmt: skip
"""Names of data definitions, which differ from writer to writer, as ours."""


def read_views(path: Path | str) -> Mobs:
    """The AAF in the file `path`. Raises MediaError for what is none, is cut, or cannot be read; single mobs that are
    damaged are in `notes`."""
    place = Path(path)
    refuse_without(
        _MAGIC, place, other=_("not an AAF"),
        hint=_("an AAF comes from File > Export in Media Composer, or from a laboratory"),
    )  # fmt: skip
    from aaf2.exceptions import AAFError

    try:
        with _opened(place) as file:
            return _view(file, str(path))
    except (AAFError, *DAMAGE) as error:
        raise MediaError(
            _("the AAF is damaged or not complete ({why})").format(why=str(error) or type(error).__name__),
            path=str(path),
            hint=_("copy it again from where it came from, or export it again"),
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The file as pyaaf2 opens it; closed whatever happens, which pyaaf2 forgets when it cannot make sense of it."""
    from aaf2.file import AAFFile

    file = AAFFile.__new__(AAFFile)
    try:
        AAFFile.__init__(file, str(path), "r")
        yield file
    finally:
        if handle := getattr(file, "f", None):
            handle.close()


def _view(file: Any, path: str) -> Mobs:
    from aaf2.exceptions import AAFError

    mobs: dict[str, MobView] = {}
    doubles: list[str] = []
    notes: list[str] = []
    for mob in file.content.mobs:
        try:
            view = _mob(mob)
        except (AAFError, *DAMAGE) as error:
            notes.append(_("a clip cannot be read: {why}").format(why=str(error) or type(error).__name__))
            continue
        if view.id in mobs:
            doubles.append(view.id)
        mobs[view.id] = view
    shown = tuple(key for key, mob in mobs.items() if mob.role in ("master", "composition"))
    return Mobs(
        path=path, form="aaf", writer=_writer(file), mobs=mobs, shown=shown, doubles=tuple(doubles), notes=tuple(notes)
    )


def _writer(file: Any) -> str:
    marks = file.header["IdentificationList"].value
    if not marks:
        return ""
    words = (marks[-1].getvalue(name) for name in ("ProductName", "ProductVersionString"))
    return " ".join(str(word).strip() for word in words if word and word != "Unknown version")


def _mob(mob: Any) -> MobView:
    kind = type(mob).__name__
    descriptor = mob.descriptor if kind == "SourceMob" else None
    return MobView(
        id=str(mob.mob_id),
        role={"MasterMob": "master", "CompositionMob": "composition"}.get(kind) or _role(descriptor),
        name=str(mob.name or ""),
        usage=str(mob.getvalue("UsageCode") or "").removeprefix("Usage_"),
        slots=tuple(map(_slot, mob.slots)),
        comments={name: value for name, value in _tags(mob, "UserComments") if isinstance(value, str)},
        attributes=dict(_tags(mob, "MobAttributeList")),
        urls=tuple(_urls(descriptor)),
    )


def _role(descriptor: Any) -> str:
    name = type(descriptor).__name__
    return {"TapeDescriptor": "tape", "ImportDescriptor": "import"}.get(name, "file")


def _tags(holder: Any, name: str) -> Iterator[tuple[str, object]]:
    for tag in holder.getvalue(name) or ():
        yield str(tag.name), tag.value


def _urls(descriptor: Any) -> Iterator[str]:
    if descriptor is None:
        return
    for locator in descriptor.getvalue("Locator") or ():
        if url := locator.getvalue("URLString"):
            yield str(url)


def _slot(slot: Any) -> SlotView:
    segment = slot.segment
    rate = slot.getvalue("EditRate")
    return SlotView(
        number=int(slot.slot_id),
        kind=_kind(segment),
        track=slot.getvalue("PhysicalTrackNumber"),
        name=str(slot.name or ""),
        rate=Fraction(rate.numerator, rate.denominator) if rate and rate.denominator else None,
        parts=tuple(_parts(segment)),
        stated=segment.getvalue("Length") if segment is not None else None,
    )


def _kind(segment: Any) -> str:
    if segment is None:
        return "other"
    definition = segment.getvalue("DataDefinition")
    name = str(definition.getvalue("Name") or "") if definition is not None else ""
    return _KINDS.get(name.removeprefix("DataDef_"), name or "other")


def _parts(segment: Any) -> Iterator[Part]:
    if segment is None:
        return
    name = type(segment).__name__
    length = int(segment.getvalue("Length") or 0)
    if name == "Sequence":
        for component in segment.components:
            yield from _parts(component)
    elif name == "SourceClip":
        mob = segment.mob_id
        yield Part(
            what="source", length=length, mob=str(mob) if mob is not None and mob.int else "",
            slot=int(segment.slot_id or 0), start=int(segment.getvalue("StartTime") or 0),
        )  # fmt: skip
    elif name == "Timecode":
        start, fps, drop = (segment.getvalue(word) for word in ("Start", "FPS", "Drop"))
        yield Part(what="timecode", length=length, start=int(start), fps=int(fps), drop=bool(drop))
    elif name in ("Filler", "Transition"):
        yield Part(what=name.lower(), length=length)
    elif name == "Pulldown":
        yield from _parts(segment["InputSegment"].value)
    else:
        yield _made_of(segment, name, length)


def _made_of(segment: Any, name: str, length: int) -> Part:
    """An effect, a group, or something that we have no word for."""
    inner = {"OperationGroup": "InputSegments", "EssenceGroup": "Choices", "Selector": "Selected"}.get(name)
    if inner is None:
        return Part(what="other", length=length)
    value = segment.getvalue(inner)
    segments = [value] if name == "Selector" else list(value or ())
    within = tuple(part for one in segments for part in _parts(one))
    return Part(what="effect" if name == "OperationGroup" else "choice", length=length, within=within)
