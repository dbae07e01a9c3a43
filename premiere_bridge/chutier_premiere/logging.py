"""Names, columns and labels to write on the project's clips, from the actions on them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chutier.i18n import _
from chutier.model import ClipId
from chutier.plan import Action, PlaceClip, Rename, SetColor, SetColumns
from chutier_premiere.columns import COLOR, GOOD, STAMP, written
from chutier_premiere.labels import DEFAULTS, NO_LABEL, label_of, stamp
from chutier_premiere.packets import packet
from chutier_premiere.seen import Seen

Data = dict[str, Any]
Ref = Callable[[ClipId], Data]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of the operation `op`, and the actions that stand or fall with it."""

    op: str
    data: Data
    owners: tuple[Action, ...]


def entries(actions: Iterable[Action], seen: Seen, ref: Ref) -> Iterator[Entry]:
    """What to write. Whatever we write on gets its stamp, in the same packet as its columns."""
    fields: dict[ClipId, dict[str, str]] = {}
    before: dict[ClipId, dict[str, str] | None] = {}
    owners: dict[ClipId, list[Action]] = {}
    for action in actions:
        match action:
            case PlaceClip(placed=placed):
                clip, columns, was = placed.clip, written(placed.columns), None
                yield Entry(op="rename", data={"ref": ref(clip), "to": placed.name, "was": None}, owners=(action,))
                if placed.color:
                    columns[COLOR] = stamp(placed.color)
                    yield _label(action, clip, placed.color, None, ref)
            case Rename(clip=clip, name=name):
                columns, was = {}, {}
                was_named = str(seen.raw[clip]["name"])
                yield Entry(op="rename", data={"ref": ref(clip), "to": name, "was": was_named}, owners=(action,))
            case SetColumns(clip=clip, columns=new, old=old):
                columns = written(new)
                was = {name: text for name, text in written({key: old.get(key, "") for key in new}).items()
                       if name != GOOD}  # fmt: skip
            case SetColor(clip=clip, color=color):
                columns, was = {COLOR: stamp(color)}, {}
                yield _label(action, clip, color, seen.raw[clip]["label"], ref)
            case _:
                continue
        fields.setdefault(clip, {}).update(columns)
        owners.setdefault(clip, []).append(action)
        earlier = before.setdefault(clip, was)
        if earlier is not None and was:
            earlier.update(was)
    for clip, said in fields.items():
        # The stamp goes along with every word; where there are columns too, they alone can fail here.
        those = [one for one in owners[clip] if isinstance(one, (PlaceClip, SetColumns))]
        yield _columns(clip, said, before[clip], those or owners[clip], seen, ref)


def _label(action: Action, clip: ClipId, color: str, was: int | None, ref: Ref) -> Entry:
    # No clip is without a label: what has no colour gets the one of pictures with sound.
    number = label_of(color) if color else DEFAULTS["movie"]
    if number == NO_LABEL:
        raise ValueError(_("no such colour: {color}").format(color=color))
    return Entry(op="labels", data={"ref": ref(clip), "to": number, "was": was}, owners=(action,))


def _columns(
    clip: ClipId, said: Mapping[str, str], was: Mapping[str, str] | None, owners: Iterable[Action], seen: Seen, ref: Ref
) -> Entry:
    there = seen.raw[clip]["columns"] if clip in seen.raw else {}
    # What is to be empty and never was anything else need not be said.
    fields = {name: text for name, text in {STAMP: clip, **said}.items() if text or there.get(name)}
    guarded = None if was is None else {name: text for name, text in was.items() if name in fields}
    # A rename whose stamp stands writes nothing; the host says so.
    return Entry(
        op="columns",
        data={"ref": ref(clip), "xml": packet(fields), "fields": list(fields), "to": fields, "was": guarded},
        owners=tuple(owners),
    )
