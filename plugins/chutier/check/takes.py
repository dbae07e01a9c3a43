"""Notes against media: what was written down and is on no card, and what is on a card and nobody wrote down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chutier.catalog.merge import folded_text
from chutier.catalog.papers import KeptNote
from chutier.catalog.slate_keys import Key
from chutier.check.facts import Facts, day_of, issue, short, take_key
from chutier.check.issue import Evidence, Issue, Severity
from chutier.i18n import _, ngettext
from chutier.model import Clip, ClipId, Kind
from chutier.setreports.note import PaperKind

MANY = 3
"""Clips of one card that nobody has noted: then the notes of the card are missing, not those of a take."""

NoteKey = tuple[int | None, Key | str]


@dataclass(slots=True)
class Absent:
    """One take, or one file, that the papers tell of and nothing shows."""

    label: str
    day: int | None
    lines: list[KeptNote] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    rolls: dict[str, None] = field(default_factory=dict)
    sounds: dict[ClipId, None] = field(default_factory=dict)
    circled: bool = False
    wild: bool = False

    @property
    def scene(self) -> str:
        """The scene that its first line names."""
        return str(self.lines[0].note.said.get("scene", ""))


def absent(facts: Facts, missing: Sequence[Absent]) -> Iterator[Issue]:
    """`circled-absent`, `take-absent`, and `card-absent` where a whole card is missing."""
    by_roll: dict[str, list[Absent]] = {}
    for one in missing:
        for roll in one.rolls:
            if folded_text(roll) not in facts.rolls:
                by_roll.setdefault(roll, []).append(one)
    for roll, takes in sorted(by_roll.items()):
        yield _card(facts, roll, takes)
    for one in missing:
        if any(roll not in by_roll for roll in one.rolls) or not one.rolls:
            yield _take(facts, one)
    yield from _sound_rolls(facts)


def missing_takes(facts: Facts) -> list[Absent]:
    """What the lines of script notes and camera reports tell of, and nothing shows; in the order of the papers."""
    found: dict[NoteKey, Absent] = {}
    for line in facts.notes:
        if line.paper.kind is PaperKind.SOUND:
            continue
        names = [name for name in line.note.media if not _is_there(facts, line, name)]
        pictures = [clip for clip in line.clips if not facts.is_sound(clip)]
        wild = line.note.said.get("wild") is True
        if not names and (line.clips if wild else pictures):
            continue
        if not names and (line.note.refused or take_key(line.note.said) is None):
            continue  # a slate that nobody can read is told of as that; a plan without a take is no take
        one = found.setdefault(_key_of(line), Absent(label=facts.note_label(line) or names[0], day=line.day))
        one.lines.append(line)
        one.wild = one.wild or wild
        one.circled = one.circled or line.note.said.get("circled") is True
        one.names.update(dict.fromkeys(names))
        one.rolls.update(dict.fromkeys([roll_of(name) for name in names if roll_of(name)] or line.note.rolls))
        sounds = [clip for clip in line.clips if facts.is_sound(clip)]
        one.sounds.update(dict.fromkeys(sounds))
        one.circled = one.circled or any(facts.by_id[clip].fields.get("circled") is True for clip in sounds)
    _add_other_lines(facts, found)
    return list(found.values())


def _add_other_lines(facts: Facts, found: dict[NoteKey, Absent]) -> None:
    """What other papers say of the same takes, a sound report of a take without picture."""
    for line in facts.notes:
        one = found.get(_key_of(line))
        if one is not None and line not in one.lines:
            one.lines.append(line)
            if line.paper.kind is PaperKind.SCRIPT:
                one.circled = one.circled or line.note.said.get("circled") is True


def _key_of(line: KeptNote) -> NoteKey:
    key = take_key(line.note.said) if not line.note.refused else None
    return line.day, key or line.note.written or (line.note.media[0] if line.note.media else line.id)


def _is_there(facts: Facts, line: KeptNote, name: str) -> bool:
    """Whether one of the line's recordings bears the name that it gives."""
    asked = folded_text(name)
    return any(
        (own := folded_text(facts.name(clip))) == asked or own.startswith(asked) or asked.startswith(own)
        for clip in line.clips
    )


def roll_of(name: str) -> str:
    """The card in a clip's name: `A012` of `A012C003`; empty when the name does not tell."""
    head = short(name)
    for mark in ("C", "S"):
        roll, sign, number = head.upper().rpartition(mark)
        if sign and number.isdigit() and len(roll) > 3:
            return roll
    return ""


def _card(facts: Facts, roll: str, takes: Sequence[Absent]) -> Issue:
    lines = [line for one in takes for line in one.lines]
    circled = sum(one.circled for one in takes)
    what = ngettext(
        "{roll}: the papers tell of {n} take on it, and nothing of it has been read",
        "{roll}: the papers tell of {n} takes on it, and nothing of it has been read", len(takes),
    ).format(roll=roll, n=len(takes))  # fmt: skip
    if circled:
        what += ", " + ngettext("{n} of them circled", "{n} of them circled", circled).format(n=circled)
    return issue("card-absent", roll, what, evidence=_lines(facts, lines), day=takes[0].day)


def _take(facts: Facts, one: Absent) -> Issue:
    code = "circled-absent" if one.circled else "take-absent"
    if one.wild:
        what = _("{slate}: a sound in the notes, and on no sound roll").format(slate=one.label)
    elif one.sounds:
        what = _("{slate}: its sound is there, its picture on no card").format(slate=one.label)
    elif one.names and any(line.clips for line in one.lines):
        what = _("{slate}: {names} is on no card").format(slate=one.label, names=", ".join(one.names))
    else:
        what = _("{slate}: neither picture nor sound is there").format(slate=one.label)
    sounds = [Evidence(where=facts.name(sound), says=_("sound of {slate}").format(slate=one.label))
              for sound in one.sounds]  # fmt: skip
    return issue(
        code, one.label, what, evidence=[*_lines(facts, one.lines), *sounds], day=one.day, scene=one.scene,
        clips=one.sounds,
    )  # fmt: skip


def _lines(facts: Facts, lines: Sequence[KeptNote]) -> list[Evidence]:
    """What each line says, each line once."""
    return [
        Evidence(where=line.origin, says=_line_text(facts, line)) for line in {line.id: line for line in lines}.values()
    ]


def _line_text(facts: Facts, line: KeptNote) -> str:
    note = line.note
    parts = [facts.note_label(line), _("circled") if note.said.get("circled") is True else "", *note.cams]
    parts += [*(note.media or note.rolls), note.sound_roll]
    return " · ".join(part for part in parts if part)


def _sound_rolls(facts: Facts) -> Iterator[Issue]:
    """Sound rolls that script notes name and that never arrived."""
    lines: dict[str, list[KeptNote]] = {}
    for line in facts.notes:
        roll = line.note.sound_roll
        if roll and line.paper.kind is PaperKind.SCRIPT and folded_text(roll) not in facts.rolls:
            lines.setdefault(roll, []).append(line)
    for roll, some in sorted(lines.items()):
        takes = {_key_of(line) for line in some}
        what = ngettext(
            "{roll}: the script notes tell of {n} take on it, and this sound roll has not been read",
            "{roll}: the script notes tell of {n} takes on it, and this sound roll has not been read", len(takes),
        ).format(roll=roll, n=len(takes))  # fmt: skip
        yield issue("card-absent", roll, what, evidence=_lines(facts, some), day=some[0].day)


def unaccompanied(facts: Facts) -> Iterator[Issue]:
    """`no-notes` and `no-sound-roll`: days of pictures without script notes, or without any sound. A show that has
    none on any day does without them: then it is worth a notice, no more."""
    sounds = [clip for clip in facts.recorded if facts.is_sound(clip.id)]
    for day in sorted({day for clip in facts.pictures if (day := day_of(clip)) is not None}):
        if day not in facts.script_days:
            what = _("day {day}: no script notes have been read").format(day=day)
            yield issue("no-notes", f"day {day}", what, day=day, severity=_as_usual(bool(facts.script_days)))
        meant = any(clip.kind is Kind.PICTURE and day_of(clip) == day for clip in facts.pictures)
        if meant and not any(day_of(clip) == day for clip in sounds):
            what = _("day {day}: no sound roll has been read").format(day=day)
            yield issue("no-sound-roll", f"day {day}", what, day=day, severity=_as_usual(bool(sounds)))


def _as_usual(known: bool) -> Severity:
    return Severity.WARNING if known else Severity.NOTICE


def unnoted(facts: Facts) -> Iterator[Issue]:
    """`not-in-notes`: pictures of which no line of script notes speaks, on days that have script notes."""
    by_roll: dict[tuple[int | None, str], list[Clip]] = {}
    noted: dict[tuple[int | None, str], int] = {}
    for clip in facts.pictures:
        day, roll = day_of(clip), str(clip.fields.get("roll", ""))
        if day not in facts.script_days or facts.recordings[clip.id].lead.error:
            continue
        if any(line.paper.kind is PaperKind.SCRIPT for line in facts.notes_of.get(clip.id, ())):
            noted[day, roll] = noted.get((day, roll), 0) + 1
        elif "no slate" not in _issues(clip):
            by_roll.setdefault((day, roll), []).append(clip)
    for (day, roll), some in sorted(by_roll.items(), key=lambda item: (item[0][0] or 0, item[0][1])):
        if len(some) >= MANY and not noted.get((day, roll)):
            what = ngettext(
                "{roll}: its {n} clip is not in the script notes",
                "{roll}: none of its {n} clips is in the script notes", len(some),
            ).format(roll=roll, n=len(some))  # fmt: skip
            seen = [(facts.name(clip.id), facts.label(clip.fields)) for clip in some]
            clips = [clip.id for clip in some]
            yield issue("not-in-notes", roll, what, day=day, clips=clips, evidence=seen, of=sorted(clips))
            continue
        for clip in some:
            yield _unnoted(facts, clip)


def _unnoted(facts: Facts, clip: Clip) -> Issue:
    slate = facts.label(clip.fields)
    what = _("{slate}: no line of the script notes speaks of {clip}").format(
        slate=slate, clip=short(facts.name(clip.id))
    )
    seen = [
        (facts.name(sound), _("sound of {slate}").format(slate=slate)) for sound in facts.sounds_of.get(clip.id, ())
    ]
    seen += [(line.origin, _line_text(facts, line)) for line in facts.notes_of.get(clip.id, ())]
    return issue(
        "not-in-notes", short(facts.name(clip.id)), what, day=day_of(clip), clips=[clip.id], evidence=seen,
        scene=str(clip.fields.get("scene", "")),
    )  # fmt: skip


def unpaired(facts: Facts, missing: Sequence[Absent]) -> Iterator[Issue]:
    """`no-sound`, `no-picture`, `no-slate`. A sound of a take in `missing` is told of there."""
    told = {one for absentee in missing for one in absentee.sounds}
    for clip in facts.recorded:
        issues = _issues(clip)
        if "unreadable" in issues:
            continue
        if "no slate" in issues:
            yield _unslated(facts, clip, issues)
        elif "no sound" in issues:
            yield _silent(facts, clip)
        elif clip.kind is Kind.SOUND and "no picture" in issues and clip.id not in told | _with_picture(facts, clip):
            what = _("{slate}: {sound} has no picture").format(
                slate=facts.label(clip.fields) or "?", sound=facts.name(clip.id)
            )
            yield issue(
                "no-picture", facts.of_clip(clip.id), what, day=day_of(clip), clips=[clip.id],
                scene=str(clip.fields.get("scene", "")), evidence=_of_lines(facts, clip),
            )  # fmt: skip


def _with_picture(facts: Facts, sound: Clip) -> frozenset[ClipId]:
    """The sound itself, when a line of script notes has it beside a picture: that picture is reported."""
    beside = any(not facts.is_sound(clip) for line in facts.notes_of.get(sound.id, ()) for clip in line.clips)
    return frozenset([sound.id] if beside else [])


def _unslated(facts: Facts, clip: Clip, issues: Sequence[str]) -> Issue:
    name = facts.name(clip.id)
    what = _("{clip}: no slate, neither in the file nor on paper").format(clip=short(name))
    seen = (
        [*_of_lines(facts, clip), (name, _("no sound ran with it"))] if "no sound" in issues else _of_lines(facts, clip)
    )
    return issue("no-slate", short(name), what, day=day_of(clip), clips=[clip.id], evidence=seen)


def _silent(facts: Facts, clip: Clip) -> Issue:
    """A picture whose sound is missing; a circled take without sound holds the day up."""
    circled = clip.fields.get("circled") is True
    slate = facts.label(clip.fields)
    what = _("{slate}: no sound ran with {clip}").format(slate=slate, clip=short(facts.name(clip.id)))
    if circled:
        what = _("{slate}, circled: no sound ran with {clip}").format(slate=slate, clip=short(facts.name(clip.id)))
    return issue(
        "no-sound", f"{slate} · {short(facts.name(clip.id))}", what, day=day_of(clip), clips=[clip.id],
        scene=str(clip.fields.get("scene", "")), evidence=_of_lines(facts, clip),
        severity=Severity.BLOCKING if circled else None,
    )  # fmt: skip


def _of_lines(facts: Facts, clip: Clip) -> list[tuple[str, str]]:
    return [(line.origin, _line_text(facts, line)) for line in facts.notes_of.get(clip.id, ())]


def _issues(clip: Clip) -> tuple[str, ...]:
    value = clip.fields.get("issues", ())
    return value if isinstance(value, tuple) else ()
