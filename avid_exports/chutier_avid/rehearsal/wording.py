"""A rehearsal in words."""

from collections.abc import Callable

from chutier.i18n import _, ngettext
from chutier_avid.rehearsal.differences import Difference, Kind
from chutier_avid.rehearsal.landing import CUT_MARK
from chutier_avid.rehearsal.results import Cause, ColumnEffect, Gate, Landing, Near, Rehearsal, RowVerdict, Verdict

_REELS = 4


def summary(rehearsal: Rehearsal) -> str:
    """`212 of 214 rows merge, 2 would make new clips.`"""
    count = len(rehearsal.rows)
    merging = ngettext("{n} of {count} row merges", "{n} of {count} rows merge", count).format(
        n=len(rehearsal.merges), count=count
    )
    parts = [merging]
    if new := len(rehearsal.of(Verdict.NEW)):
        parts.append(ngettext("{n} would make a new clip", "{n} would make new clips", new).format(n=new))
    if several := len(rehearsal.of(Verdict.SEVERAL)):
        parts.append(ngettext("{n} has several clips", "{n} have several clips", several).format(n=several))
    if unread := len(rehearsal.of(Verdict.UNREADABLE)):
        parts.append(ngettext("{n} cannot be read", "{n} cannot be read", unread).format(n=unread))
    return ", ".join(parts) + "."


def gate_text(gate: Gate) -> str:
    """Why the heading is in the way, and the way out."""
    if gate.title == "VIDEO_FORMAT":
        return _("VIDEO_FORMAT {log}, but the project is {bin}: the import may stop; put {bin} in the heading").format(
            log=gate.log or "-", bin=gate.bin
        )
    return _("FPS {log} in the heading, but the bin's clips run at {bin}: put {bin} in the heading").format(
        log=gate.log or "-", bin=gate.bin
    )


def clip_text(near: Near) -> str:
    """`12-3-02 (line 8)`."""
    return _("{name} (line {line})").format(name=near.clip.name, line=near.clip.place)


def row_text(row: RowVerdict) -> str:
    """What the import does with a row, and why."""
    if row.verdict is Verdict.UNREADABLE and not row.nearest:
        return row.why
    if row.clips:
        names = ", ".join(
            _("{name} (line {line})").format(name=clip.name, line=clip.place) for clip in row.clips[:_REELS]
        )
        return (_("merges with {clips}") if len(row.clips) == 1 else _("any of {clips}")).format(clips=names)
    if not row.nearest:
        return _("nothing near: neither its tape nor its time is in the bin")
    told = "; ".join(difference_text(one) for one in row.differences)
    if row.tied > 1:
        told += "; " + _("as near: {clips}").format(clips=", ".join(map(clip_text, row.nearest[1 : row.tied])))
    return f"{row.why}; {told}" if row.why else told


def difference_text(one: Difference) -> str:
    """One difference, the log's side first."""
    return _DIFFERENCES[one.kind]().format(row=one.row or "-", bin=one.bin or "-", frames=f"{one.frames:+d}")


_DIFFERENCES: dict[Kind, Callable[[], str]] = {
    Kind.CASE: lambda: _("tape {row}, in the bin {bin}: case"),
    Kind.BLANKS: lambda: _("tape “{row}”, in the bin “{bin}”: blanks"),
    Kind.ACCENTS: lambda: _("tape {row}, in the bin {bin}: accents"),
    Kind.EXTENSION: lambda: _("tape {row}, in the bin {bin}: extension"),
    Kind.SUFFIX: lambda: _("tape {row}, in the bin {bin}: _a or _h, the HDE copy"),
    Kind.SOURCE_FILE: lambda: _("known by {row} here and by {bin} in the bin: a file's name against a tape's"),
    Kind.NO_SOURCE: lambda: _("neither Tape nor Source File; in the bin the tape is {bin}"),
    Kind.OTHER_TAPE: lambda: _("the same time on another tape: {row}, in the bin {bin}"),
    Kind.START: lambda: _("Start {row}, in the bin {bin}: {frames} frames"),
    Kind.END: lambda: _("End {row}, in the bin {bin}: {frames} frames"),
    Kind.INCLUSIVE_END: lambda: _("End {row}, in the bin {bin}: the last frame is counted as the End"),
    Kind.SHIFT: lambda: _("Start {row}, in the bin {bin}: Start and End {frames} frames"),
    Kind.RATE: lambda: _("{row} frames per second, in the bin {bin}"),
    Kind.DROP: lambda: _("counts at {row}, the bin at {bin}: drop frame"),
    Kind.INSIDE: lambda: _("{row} lies inside {bin}: would become a subclip"),
    Kind.OVERLAP: lambda: _("{row} overlaps {bin}"),
    Kind.FAR: lambda: _("nothing near on this tape: Start {row}, the nearest {bin}"),
    Kind.NO_TIMECODE: lambda: _("the bin tells no timecode of its clip on this tape"),
    Kind.NOT_MASTER: lambda: _("is no master clip but: {bin}"),
    Kind.SEVERAL: lambda: _("several clips are as near"),
    Kind.NOTHING: lambda: _("nothing near"),
    Kind.UNREADABLE: lambda: _("Start, End or FPS cannot be read"),
}


def cause_text(cause: Cause, rehearsal: Rehearsal) -> str:
    """`all 214 rows: the tapes differ by case, a001 for A001`."""
    one = cause.example
    if len(cause.rows) == 1 or cause.kind not in _CAUSES:
        return f"{_who(cause, rehearsal)}: {difference_text(one)}"
    told = _CAUSES[cause.kind]().format(row=one.row or "-", bin=one.bin or "-", frames=f"{cause.frames:+d}")
    return f"{_who(cause, rehearsal)}: {told}"


_CAUSES: dict[Kind, Callable[[], str]] = {
    Kind.CASE: lambda: _("the tapes differ from the bin's by case, like {row} for {bin}"),
    Kind.BLANKS: lambda: _("the tapes differ from the bin's by blanks, like “{row}” for “{bin}”"),
    Kind.ACCENTS: lambda: _("the tapes differ from the bin's by accents, like {row} for {bin}"),
    Kind.EXTENSION: lambda: _("the tapes differ from the bin's by an extension, like {row} for {bin}"),
    Kind.SUFFIX: lambda: _("the tapes differ from the bin's by _a or _h (HDE copies), like {row} for {bin}"),
    Kind.SOURCE_FILE: lambda: _("a file's name stands against a tape's, like {row} for {bin}"),
    Kind.NO_SOURCE: lambda: _("neither Tape nor Source File; their times are in the bin, the first on tape {bin}"),
    Kind.OTHER_TAPE: lambda: _("their times are in the bin on other tapes, like {row} for {bin}"),
    Kind.INCLUSIVE_END: lambda: _("the last frame is counted as the End, like {row} for {bin}"),
    Kind.START: lambda: _("Start {frames} frames, like {row} for {bin}"),
    Kind.END: lambda: _("End {frames} frames, like {row} for {bin}"),
    Kind.SHIFT: lambda: _("Start and End {frames} frames, like {row} for {bin}"),
    Kind.RATE: lambda: _("the log says {row} frames per second, the bin {bin}"),
    Kind.DROP: lambda: _("the log counts at {row}, the bin at {bin} (drop frame)"),
    Kind.INSIDE: lambda: _("lie inside a clip and would become subclips, like {row} of {bin}"),
    Kind.OVERLAP: lambda: _("overlap a clip, like {row} and {bin}"),
    Kind.FAR: lambda: _("nothing near on their tapes"),
    Kind.NOT_MASTER: lambda: _("their clips are no master clips"),
}


def _who(cause: Cause, rehearsal: Rehearsal) -> str:
    count = len(cause.rows)
    if count > 1 and count == len(rehearsal.rows):
        who = _("all {n} rows").format(n=count)
    elif cause.whole:
        who = _("all {n} rows that do not merge").format(n=count)
    else:
        who = ngettext("{n} row", "{n} rows", count).format(n=count)
    if cause.whole or count == 1 or cause.kind not in {Kind.SHIFT, Kind.OTHER_TAPE, Kind.NOTHING}:
        return who
    reels = ", ".join(filter(None, cause.reels[:_REELS])) + (" …" if len(cause.reels) > _REELS else "")
    whole = _("{rows}, all of tape {reels}") if cause.whole_reels else _("{rows}, tape {reels}")
    return whole.format(rows=who, reels=reels or "-")


def cure_text(kind: Kind, frames: int = 0) -> str:
    """The way out; empty when there is none but looking at the rows."""
    if kind is Kind.SHIFT:
        return _("--fix --shift moves them by one frame") if abs(frames) == 1 else _beside()
    return _CURES[kind]() if kind in _CURES else ""


def _beside() -> str:
    return _("the clocks run beside each other: ask for the log again, or move its Start and End")


_CURES: dict[Kind, Callable[[], str]] = {
    Kind.CASE: lambda: _("--fix writes the tapes as the bin does"),
    Kind.BLANKS: lambda: _("--fix writes the tapes as the bin does"),
    Kind.ACCENTS: lambda: _("--fix writes the tapes as the bin does"),
    Kind.EXTENSION: lambda: _("--fix writes the tapes as the bin does"),
    Kind.SUFFIX: lambda: _("if it is one recording, --fix --suffix writes the tapes as the bin does"),
    Kind.SOURCE_FILE: lambda: _("write the tapes of the bin into the Tape column of the log"),
    Kind.NO_SOURCE: lambda: _("give the log a Tape column: without one, its own file name becomes the tape"),
    Kind.OTHER_TAPE: lambda: _("rename the tape in the log if it is one recording"),
    Kind.INCLUSIVE_END: lambda: _("--fix makes each End the frame after the last"),
    Kind.START: lambda: _("look which of the two is right: --fix moves no Start or End of its own"),
    Kind.END: lambda: _("look which of the two is right: --fix moves no Start or End of its own"),
    Kind.RATE: lambda: _("put the bin's rate in the heading and in the FPS column"),
    Kind.DROP: lambda: _("ask for a log that counts as the bin does"),
    Kind.INSIDE: lambda: _("subclips are made of the clip; for a merge the log must hold the whole of it"),
    Kind.NOT_MASTER: lambda: _("rehearse with the bin that holds the master clips"),
    Kind.SEVERAL: lambda: _("leave one of the clips in the bin for the import"),
    Kind.NOTHING: lambda: _("look whether this is the right bin"),
    Kind.UNREADABLE: lambda: _("chutier avid ale check tells row and column"),
}


def effect_note(effect: ColumnEffect) -> str:
    """What a person must know of a column, besides its counts."""
    told = _LANDINGS[effect.landing]().format(title=effect.title, target=shown(effect.target), meant=effect.meant)
    pairs = "; ".join(
        _("{bin} → {log} ({n})").format(bin=one.bin, log=one.log, n=one.count) for one in effect.overwrites
    )
    return "; ".join(filter(None, (told, pairs)))


def shown(title: str) -> str:
    """A title as Media Composer draws it."""
    return title.replace(CUT_MARK, "·")


_LANDINGS: dict[Landing, Callable[[], str]] = {
    Landing.SAME: lambda: "",
    Landing.NEW: lambda: _("a new column"),
    Landing.FOLDED: lambda: _("lands in {target}"),
    Landing.CUT: lambda: _("cut at 16 characters: {target}"),
    Landing.SECOND: lambda: _("makes a second column, {target}, beside {meant}"),
    Landing.CLASH: lambda: _("becomes one column with {meant} of this log"),
    Landing.KEY: lambda: _("says which recording it is"),
    Landing.IGNORED: lambda: _("Media Composer works it out itself"),
}
