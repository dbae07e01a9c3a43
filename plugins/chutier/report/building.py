"""From what a check knows to the values of a day report."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction

from chutier.check import Checked
from chutier.check.facts import Facts, day_of
from chutier.fields import FieldValue
from chutier.model import Clip, ClipId, Kind, MediaKind
from chutier.report.coverage import coverage, seconds_of
from chutier.report.day import ClipLine, DayReport, Look, PaperLine, RollLine
from chutier.setreports.families import family_text
from chutier.show import Show

Looks = Mapping[ClipId, Look]


def day_report(show: Show, checked: Checked, day: int | None, looks: Looks | None = None) -> DayReport:
    """The report of shooting day `day`, or of all that there is. `looks` are the thumbnails and waveforms by clip."""
    facts = checked.facts
    of_day = _of(day)
    lines = [_clip_line(facts, clip, checked, looks or {}) for clip in listed(facts) if of_day(clip)]
    scenes = coverage(checked, today=day)
    takes = _takes(facts, of_day)
    return DayReport(
        production=show.blueprint.production.title,
        code=show.blueprint.production.code,
        day=day,
        date=_date(facts, of_day),
        language=show.language,
        made=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        issues=checked.of_day(day).issues,
        scenes=scenes,
        clips=tuple(lines),
        rolls=_rolls(facts, of_day),
        papers=_papers(facts, day),
        useful=sum(
            (max(seconds for _circled, seconds in take) for take in takes if any(c for c, _s in take)), Fraction(0)
        ),
        shot=sum((seconds for take in takes for _circled, seconds in take), Fraction(0)),
    )


def _of(day: int | None) -> Callable[[Clip], bool]:
    return lambda clip: day is None or day_of(clip) == day


def listed(facts: Facts) -> list[Clip]:
    """The clips of a report, in shooting order: every picture, and sounds that have none."""
    return [clip for clip in facts.recorded if clip.kind is not Kind.SOUND or clip.id not in facts.pictures_of]


def _clip_line(facts: Facts, clip: Clip, checked: Checked, looks: Looks) -> ClipLine:
    fields, recording = clip.fields, facts.recordings[clip.id]
    sounds = facts.sounds_of.get(clip.id, [])
    time = recording.time
    return ClipLine(
        id=clip.id,
        kind=clip.kind.value,
        name=facts.name(clip.id),
        slate=facts.label(fields, camera=True),
        scene=_text(fields.get("scene")),
        camera=_text(fields.get("cam")),
        roll=_text(fields.get("roll")),
        sound_roll="" if facts.is_sound(clip.id) else _text(fields.get("sound_roll")),
        start=str(time.start) if time else "",
        end=str(time.end) if time else "",
        rate=_text(fields.get("rate")),
        seconds=seconds_of(facts, clip) or None,
        circled=fields.get("circled") is True,
        shot_size=_text(fields.get("shot_size")),
        comments=_text(fields.get("comments") or fields.get("description")),
        tracks=_tracks(facts, clip, sounds),
        path=recording.lead.path,
        tape=recording.lead.reel,
        look=looks.get(clip.id, Look()),
        issues=tuple(dict.fromkeys(one.code for one in checked.open if clip.id in one.clips)),
    )


def _tracks(facts: Facts, clip: Clip, sounds: list[ClipId]) -> str:
    names = [name for one in (clip.id, *sounds) for name in _names(facts.by_id[one].fields.get("tracks"))]
    return ", ".join(dict.fromkeys(names))


def _names(value: FieldValue | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _text(value: FieldValue | None) -> str:
    return "" if value is None or isinstance(value, bool) else str(value)


def _takes(facts: Facts, of_day: Callable[[Clip], bool]) -> list[list[tuple[bool, Fraction]]]:
    """Circled or not, and seconds, of each camera of each take."""
    found: dict[object, list[tuple[bool, Fraction]]] = defaultdict(list)
    for clip in facts.pictures:
        if of_day(clip):
            slate = facts.label(clip.fields) or clip.id
            found[slate].append((clip.fields.get("circled") is True, seconds_of(facts, clip)))
    return list(found.values())


def _date(facts: Facts, of_day: Callable[[Clip], bool]) -> date | None:
    days = {value for clip in facts.recorded if of_day(clip) and isinstance(value := clip.fields.get("date"), date)}
    return days.pop() if len(days) == 1 else None


def _rolls(facts: Facts, of_day: Callable[[Clip], bool]) -> tuple[RollLine, ...]:
    by_roll: dict[tuple[str, str], list[Clip]] = defaultdict(list)
    for clip in facts.recorded:
        if of_day(clip):
            by_roll[_text(clip.fields.get("roll")), facts.recordings[clip.id].roll.roll.path].append(clip)
    return tuple(
        RollLine(
            name=name,
            kind=str(MediaKind.SOUND if facts.is_sound(clips[0].id) else MediaKind.PICTURE),
            camera=_text(clips[0].fields.get("cam")),
            clips=len(clips),
            seconds=sum((seconds_of(facts, clip) for clip in clips), Fraction(0)),
            size=sum(info.size for clip in clips for info in facts.recordings[clip.id].files),
            path=path,
        )
        for (name, path), clips in by_roll.items()
    )


def _papers(facts: Facts, day: int | None) -> tuple[PaperLine, ...]:
    counts: dict[str, int] = defaultdict(int)
    for line in facts.notes:
        if day is None or line.day == day:
            counts[line.paper.id] += 1
    return tuple(
        PaperLine(name=paper.name, family=family_text(paper.family), notes=counts[paper.id])
        for paper in facts.papers
        if counts[paper.id]
    )
