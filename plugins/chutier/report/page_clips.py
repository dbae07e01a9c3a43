"""The clips on the page: by scene in shooting order, each with its picture, its slate and its sound."""

import base64
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from chutier.check.issue import Severity
from chutier.i18n import _, ngettext
from chutier.model import Kind
from chutier.report.day import ClipLine, DayReport, SceneLine
from chutier.report.page_issues import anchor_of
from chutier.report.page_text import length, mark, plain, said

_JPEG = b"\xff\xd8\xff"
_HALF = 20
"""Half the height of a waveform, in units of its own drawing."""


def clips(report: DayReport) -> str:
    """Every clip of the day; a sentence when there is none."""
    title = _("Clips")
    head = f"<h2>{title}</h2>"
    if not report.clips:
        words = _("No clip of this day is in the catalogue.")
        return f'<section id="clips">{head}<p class="none">{words}</p></section>'
    titles = {scene.label: scene for scene in report.scenes}
    numbered = enumerate(report.clips, 1)
    groups = groupby(numbered, key=lambda pair: pair[1].scene)
    content = "".join(_group(report, titles.get(scene), scene, list(members)) for scene, members in groups)
    return f'<section id="clips">{head}{content}</section>'


def _group(report: DayReport, line: SceneLine | None, scene: str, members: Sequence[tuple[int, ClipLine]]) -> str:
    name = _("Scene {scene}").format(scene=said(scene)) if scene else _("Without a scene")
    title = f' <span class="title">{said(line.title)}</span>' if line is not None and line.title else ""
    count = ngettext("{n} clip", "{n} clips", len(members)).format(n=len(members))
    cards = "".join(_card(report, number, clip) for number, clip in members)
    return f'<h3 class="scene">{name}{title} <span class="count">{count}</span></h3><ul class="clips">{cards}</ul>'


def _card(report: DayReport, number: int, clip: ClipLine) -> str:
    slate = said(clip.slate) or said(clip.name)
    word = _("circled")
    ring = f' <span class="ring">{mark("circled")}{word}</span>' if clip.circled else ""
    lines = [
        f'<h4><span class="slate">{slate}</span>{ring}</h4>',
        _where(clip),
        _line("tc", [said(clip.start) + (f" – {said(clip.end)}" if clip.end else "")]),
        _line("what", [length(clip.seconds), said(clip.shot_size), _rate(clip.rate)]),
        f'<p class="words">{said(clip.comments)}</p>' if clip.comments else "",
        f'<p class="file">{said(clip.name)}</p>' if clip.slate and clip.name else "",
        _codes(report, clip),
    ]
    classes = "clip circled" if clip.circled else "clip"
    return f'<li class="{classes}" id="c{number}">{_look(clip)}<div class="facts">{"".join(lines)}</div></li>'


def _codes(report: DayReport, clip: ClipLine) -> str:
    """The clip's issues by code, each the way up to it; the mark is that of the worst."""
    if not clip.issues:
        return ""
    found = [(code, *anchor_of(report, code, clip.id)) for code in clip.issues]
    worst = next((s for s in Severity if any(severity is s for _code, _anchor, severity in found)), Severity.WARNING)
    codes = [f"<code>{plain(code)}</code>" for code in clip.issues]
    ways = [f'<a href="#{way}">{code}</a>' if way else code for code, (_c, way, _s) in zip(codes, found, strict=True)]
    return f'<p class="codes {worst}">{mark(worst)} {" ".join(ways)}</p>'


def _where(clip: ClipLine) -> str:
    """Camera, roll and sound roll, those that are known."""
    pairs = ((_("cam."), clip.camera), (_("roll"), clip.roll), (_("sound"), clip.sound_roll))
    return f'<p class="where">{"".join(_pair(word, value) for word, value in pairs)}</p>'


def _pair(word: str, value: str) -> str:
    return f'<span class="pair"><i>{plain(word)}</i> {said(value)}</span>' if value else ""


def _rate(rate: str) -> str:
    return _("{rate} fps").format(rate=said(rate)) if rate else ""


def _line(kind: str, bits: Sequence[str]) -> str:
    known = [bit for bit in bits if bit]
    return f'<p class="{kind}">{" · ".join(known)}</p>' if known else ""


def _look(clip: ClipLine) -> str:
    """The picture, or a field that says why there is none, and the sound under it."""
    data = _picture(clip.look.picture)
    alt = plain(clip.slate or clip.name)
    frame = (
        f'<img src="data:image/jpeg;base64,{data}" alt="{alt}" width="320" height="180">'
        if data
        else f'<div class="blank">{_blank(clip.kind)}</div>'
    )
    return f'<div class="look">{frame}{_waveform(clip.look.peaks)}</div>'


def _blank(kind: str) -> str:
    if kind == Kind.WILD:
        return _("wild track")
    return _("sound alone") if kind == Kind.SOUND else _("no picture")


def _picture(path: Path | None) -> str:
    """A JPEG as base64; empty when there is none to show, or it went away or is something else."""
    try:
        data = path.read_bytes() if path is not None else b""
    except OSError:
        return ""
    return base64.b64encode(data).decode("ascii") if data.startswith(_JPEG) else ""


def _waveform(peaks: Sequence[int] | None) -> str:
    """One upright stroke a peak, around the middle; silence is the line of the middle itself."""
    if not peaks:
        return ""
    strokes = "".join(
        f"M{x} {_HALF - half}v{2 * half or 1}"
        for x, half in enumerate(max(0, min(100, peak)) * (_HALF - 1) // 100 for peak in peaks)
    )
    label = plain(_("sound"))
    return (
        f'<svg class="wave" viewBox="-1 0 {len(peaks) + 1} {2 * _HALF}" preserveAspectRatio="none" role="img"'
        f' aria-label="{label}"><path d="{strokes}"/></svg>'
    )
