"""What is there twice, and what contradicts itself: copies, reels, slates that say two things."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from chutier.catalog.load import Recording
from chutier.catalog.merge import folded_text
from chutier.catalog.papers import KeptNote
from chutier.check.facts import Facts, day_of, issue, short, take_key
from chutier.check.issue import Evidence, Issue, Severity
from chutier.fields import FIELDS, FieldValue
from chutier.i18n import _, current_language
from chutier.model import Clip, Said, Source
from chutier.setreports.note import PaperKind

IDENTITY = ("ep", "scene", "setup", "slate", "take", "tags", "cam", "day", "circled", "roll", "cam_roll")
"""Fields on which a disagreement is an issue, the weightiest first."""

_SAMPLE = 64 * 1024


def duplicates(facts: Facts) -> Iterator[Issue]:
    """`duplicate`: one recording in two places; `same-content`: two names for the same bytes."""
    for clip in facts.recorded:
        recording = facts.recordings[clip.id]
        if recording.duplicate:
            name = short(facts.name(clip.id))
            places = [(path, _("{size} bytes").format(size=recording.lead.size)) for path in recording.paths]
            rolls = ", ".join(dict.fromkeys(Path(path).parent.name for path in recording.paths))
            what = _("{clip}: the same clip lies in {places}").format(clip=name, places=rolls)
            yield issue("duplicate", name, what, evidence=places, day=day_of(clip), clips=[clip.id])
    yield from _same_content(facts)


def _same_content(facts: Facts) -> Iterator[Issue]:
    alike: dict[tuple[object, ...], list[Recording]] = defaultdict(list)
    for recording in facts.recordings.values():
        lead = recording.lead
        if recording.start is not None and not lead.error and not recording.gone:
            length = lead.samples or lead.frames
            alike[lead.kind, lead.size, recording.start, length, lead.rate].append(recording)
    for some in alike.values():
        if len(some) < 2 or len({_sample(recording.lead.path) for recording in some}) == len(some):
            continue
        names = sorted(facts.name(recording.id) for recording in some)
        what = _("{clips}: same length, same timecode, same bytes").format(clips=", ".join(names))
        day = day_of(facts.by_id[some[0].id])
        yield issue("same-content", " = ".join(names), what, day=day, clips=[one.id for one in some],
                    evidence=[(recording.lead.path, "") for recording in some])  # fmt: skip


def _sample(path: str) -> bytes:
    """The beginning, middle and end of a file; its path when it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            size = file.seek(0, 2)
            parts = []
            for at in (0, max(0, size // 2 - _SAMPLE // 2), max(0, size - _SAMPLE)):
                file.seek(at)
                parts.append(file.read(_SAMPLE))
            return b"".join(parts)
    except OSError:
        return path.encode("utf-8", "surrogateescape")


def reels(facts: Facts) -> Iterator[Issue]:
    """`reel-twice`: one reel or roll name for recordings of the same number or name that are not the same."""
    by_reel: dict[str, dict[str, list[Recording]]] = defaultdict(lambda: defaultdict(list))
    for recording in facts.recordings.values():
        reel = recording.lead.reel or recording.roll.roll.name
        number = recording.lead.clip_number or facts.name(recording.id)
        if reel and not recording.lead.error:
            by_reel[f"{recording.kind}:{folded_text(reel)}"][folded_text(number)].append(recording)
    for numbers in by_reel.values():
        clashing = [some for some in numbers.values() if len({one.roll.id for one in some}) > 1]
        if not clashing:
            continue
        every = [one for some in clashing for one in some]
        reel = every[0].lead.reel or every[0].roll.roll.name
        rolls = {one.roll.id: one for one in every}
        days = sorted({day for one in every if (day := one.roll.roll.day) is not None})
        what = _("{reel}: two cards of this name hold different clips").format(reel=reel)
        seen = [Evidence(where=one.roll.roll.path, says=facts.name(one.id)) for one in rolls.values()]
        yield issue(
            "reel-twice", reel, what, evidence=seen, day=days[-1] if days else None, clips=[one.id for one in every],
            severity=None if every[0].lead.reel else Severity.WARNING,
        )  # fmt: skip


def conflicts(facts: Facts) -> Iterator[Issue]:
    """`conflict`: sources that say different things of one take. A sound is told of with its picture."""
    for clip in facts.recorded:
        if clip.id in facts.pictures_of:
            continue
        fields = [name for name in IDENTITY if name in clip.conflicts and not _among_lines(facts, clip, name)]
        if fields:
            yield _conflict(facts, clip, fields)


def _among_lines(facts: Facts, clip: Clip, name: str) -> bool:
    """Whether only lines of script notes disagree on what is circled: `notes-disagree` tells of that."""
    words = [w for one in (clip.id, *facts.sounds_of.get(clip.id, ())) for w in facts.words(one) if w.field == name]
    others = {word.value for word in words if word.source is not Source.SCRIPT}
    lines = {word.value for word in words if word.source is Source.SCRIPT}
    return name == "circled" and len(lines) > 1 and others <= lines


def _conflict(facts: Facts, clip: Clip, fields: Sequence[str]) -> Issue:
    words = [word for one in (clip.id, *facts.sounds_of.get(clip.id, ())) for word in facts.words(one)]
    seen: dict[tuple[str, str], None] = {}
    for name in fields:
        for word in words:
            if word.field == name and word.value not in ("", ()):
                seen[_where(word), f"{_label(name)} {_text(word.value)}"] = None
    used = ", ".join(f"{_label(name)} {_text(clip.fields.get(name, ''))}" for name in fields)
    slate, name = facts.label(clip.fields), short(facts.name(clip.id))
    what = _("{clip}: the sources disagree; {used} is used").format(
        clip=f"{slate} · {name}" if slate else name, used=used
    )
    seen.update({(one.where, one.says): None for one in _inside(facts, clip, fields)})
    return issue(
        "conflict", name, what, evidence=list(seen), day=day_of(clip), clips=[clip.id],
        scene=str(clip.fields.get("scene", "")), of=fields,
    )  # fmt: skip


def _inside(facts: Facts, clip: Clip, fields: Sequence[str]) -> Iterator[Evidence]:
    """What a file says of itself in two ways."""
    for info in facts.recordings[clip.id].files:
        for one in info.disagreements:
            if one.field in fields:
                yield Evidence(where=one.other_origin, says=f"{_label(one.field)} {one.other}")


def _where(word: Said) -> str:
    known = {
        Source.HUMAN: _("a person"), Source.SCRIPT: _("script notes"), Source.SLATE: _("slate"),
        Source.SOUND: _("sound recorder"), Source.CAMERA: _("camera"), Source.FILE: _("file"),
    }  # fmt: skip
    return f"{known[word.source]} ({word.origin})" if word.origin else known[word.source]


def _label(name: str) -> str:
    return FIELDS[name].french if current_language() == "fr" else FIELDS[name].english


def _text(value: FieldValue) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return " ".join(value) if isinstance(value, tuple) else str(value)


def slates(facts: Facts) -> Iterator[Issue]:
    """`slate-refused`: slates in files and on paper that the show's system cannot read."""
    for clip in facts.recorded:
        issues = clip.fields.get("issues", ())
        if isinstance(issues, tuple) and "slate" in issues:
            said = [word for word in facts.words(clip.id) if word.field in ("scene", "take")]
            what = _("{clip}: its slate is none under {system}").format(
                clip=facts.name(clip.id), system=facts.blueprint.slate.system
            )
            yield issue("slate-refused", facts.name(clip.id), what, day=day_of(clip), clips=[clip.id],
                        evidence=[(_where(word), _text(word.value)) for word in said])  # fmt: skip
    for line in facts.notes:
        if line.note.refused:
            what = _("{line}: {slate} cannot be read").format(line=line.origin, slate=line.note.written)
            yield issue("slate-refused", line.origin, what, day=line.day, clips=line.clips,
                        evidence=[(line.origin, line.note.refused)])  # fmt: skip
        if line.note.repaired:
            what = _("{line}: {date} was made of {slate} by a spreadsheet").format(
                line=line.origin, date=line.note.repaired, slate=facts.note_label(line)
            )
            yield issue("excel-date", line.origin, what, day=line.day, clips=line.clips,
                        evidence=[(line.origin, line.note.repaired)])  # fmt: skip


def notes_twice(facts: Facts) -> Iterator[Issue]:
    """`notes-disagree`: two lines of script notes for one take, one circles it and the other does not."""
    by_take: dict[object, list[KeptNote]] = defaultdict(list)
    for line in facts.notes:
        key = take_key(line.note.said)
        if line.paper.kind is PaperKind.SCRIPT and key and not line.note.refused and "circled" in line.note.said:
            tags = line.note.said.get("tags", ())
            by_take[line.day, key, tags, line.note.cams].append(line)
    for lines in by_take.values():
        if len({line.note.said["circled"] for line in lines}) > 1:
            slate = facts.note_label(lines[0])
            what = _("{slate}: circled in one line, not in the other").format(slate=slate)
            seen = [(line.origin, _("circled") if line.note.said["circled"] else _("not circled")) for line in lines]
            yield issue("notes-disagree", slate, what, day=lines[0].day, clips=lines[0].clips, evidence=seen,
                        scene=str(lines[0].note.said.get("scene", "")))  # fmt: skip
