"""Clips as people read them: one line each, what matters first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from chutier.cli.output import say, table
from chutier.fields import FIELDS, FieldValue
from chutier.i18n import _, current_language, ngettext
from chutier.model import Clip

WORDS = {
    "picture": lambda: _("picture"),
    "sound": lambda: _("sound"),
    "wild": lambda: _("wild track"),
    "mos": lambda: _("MOS"),
    "sync": lambda: _("synced"),
    "group": lambda: _("group"),
    "still": lambda: _("still"),
}

ISSUES = {
    "duplicate": lambda: _("duplicate"),
    "gone": lambda: _("gone"),
    "no picture": lambda: _("no picture"),
    "no slate": lambda: _("no slate"),
    "no sound": lambda: _("no sound"),
    "slate": lambda: _("slate refused"),
    "unreadable": lambda: _("unreadable"),
}
"""What the catalogue's issues are called."""


def label(field: str) -> str:
    """The name of a field in the language of messages."""
    known = FIELDS[field]
    return known.french if current_language() == "fr" else known.english


def text_of(value: FieldValue | None) -> str:
    """A field's value for a person: a flag is a mark, several names are joined."""
    if value is None or value is False:
        return ""
    if value is True:
        return "●"
    if isinstance(value, tuple):
        return ", ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def issues_text(value: FieldValue | None) -> str:
    """Issues in the language of messages."""
    names = value if isinstance(value, tuple) else ()
    return ", ".join(ISSUES[name]() if name in ISSUES else name for name in names)


def day_text(day: int) -> str:
    """A shooting day as people write it: `D03`, in French `J03`."""
    return _("D{day:02}").format(day=day)


def slate_text(fields: Mapping[str, FieldValue]) -> str:
    """The slate as it is written on paper: `12bis/3-2`, `A47/1-2 PU`; of a sound without a picture, `12 WT 1`."""
    scene, setup, take, number = (text_of(fields.get(name)) for name in ("scene", "setup", "take", "slate"))
    tags = fields.get("tags")
    marks = " ".join(tags) if isinstance(tags, tuple) else ""
    if fields.get("wild"):
        return " ".join(part for part in (scene or number, marks, take) if part)
    plan = f"{scene}/{setup}" if scene and setup else scene or number
    return f"{f'{plan}-{take}' if take else plan} {marks}".strip()


def troubles(clip: Clip) -> str:
    """What a person should look at: the issues, then the fields that the sources tell differently."""
    issues = issues_text(clip.fields.get("issues"))
    unlike = [f"≠ {label(field)}" for field in clip.conflicts]
    return ", ".join([*([issues] if issues else []), *unlike])


def rows_of(clips: Iterable[Clip]) -> list[dict[str, object]]:
    """Clips as JSON: id, kind, every known field, the file, the parts."""
    return [
        {
            "id": clip.id,
            "kind": clip.kind.value,
            "fields": dict(clip.fields),
            "path": clip.media.path if clip.media else None,
            "parts": clip.parts,
            "conflicts": clip.conflicts,
        }
        for clip in clips
    ]


def show_clips(clips: Sequence[Clip]) -> None:
    """A table, then the count by kind."""
    if not clips:
        say(_("No clip."))
        return
    titles = ["", _("day"), label("roll"), _("slate"), label("cam"), "●", label("start"), label("name"), "!"]
    table(titles, [_row(clip) for clip in clips], styles=["dim", "", "", "bold", "", "green"])
    counts: dict[str, int] = {}
    for clip in clips:
        counts[clip.kind.value] = counts.get(clip.kind.value, 0) + 1
    parts = ", ".join(f"{count} {WORDS[kind]()}" for kind, count in counts.items())
    say()
    say(ngettext("{n} clip: {parts}", "{n} clips: {parts}", len(clips)).format(n=len(clips), parts=parts), "dim")


def _row(clip: Clip) -> list[str]:
    fields = clip.fields
    names = ("day", "roll")
    return [
        WORDS[clip.kind.value](),
        *(text_of(fields.get(name)) for name in names),
        slate_text(fields),
        text_of(fields.get("cams") or fields.get("cam")),
        text_of(fields.get("circled")),
        text_of(fields.get("start")),
        text_of(fields.get("name")),
        troubles(clip),
    ]
