"""The day report as one HTML page: no network, no script, no font of its own; a phone, a screen or paper will do."""

from collections.abc import Sequence

from chutier.i18n import _
from chutier.model import Kind
from chutier.report.day import ClipLine, DayReport, PaperLine, RollLine
from chutier.report.page_clips import clips
from chutier.report.page_issues import issues
from chutier.report.page_scenes import coverage
from chutier.report.page_text import day_code, length, long_date, plain, said, size
from chutier.report.style import MARKS, style

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""Told to the browser as well: nothing is loaded and nothing runs, whatever a file is called."""


def page(report: DayReport) -> str:
    """The whole page, in the language that is in use (`use_language`); pictures are read from disk and stand inside."""
    names = [report.production or report.code, day_code(report.day), report.date.isoformat() if report.date else ""]
    title = " · ".join(name for name in names if name)
    parts = [_title_bar(report), issues(report), _totals(report), coverage(report), clips(report)]
    parts += [_rolls(report.rolls), _papers(report.papers)]
    body = "\n".join(part for part in parts if part)
    return (
        f'<!DOCTYPE html>\n<html lang="{plain(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{plain(title)}</title>\n<style>\n{style(title)}\n</style>\n</head>\n"
        f"<body>\n{MARKS}\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _title_bar(report: DayReport) -> str:
    code = day_code(report.day)
    badge = f'<span class="day">{code}</span>' if code else ""
    date = f'<time datetime="{report.date.isoformat()}">{long_date(report.date)}</time>' if report.date else ""
    made = _("made {made}").format(made=said(report.made)) if report.made else ""
    name = said(report.production) or said(report.code)
    kept = said(report.code) if report.production and report.code != report.production else ""
    facts = " · ".join(bit for bit in (date, kept, made) if bit)
    kind = _("day report")
    return (
        f'<header>{badge}<div class="titles"><h1>{name} <span class="kind">{kind}</span></h1>'
        f"<p>{facts}</p></div>{_ways(report)}</header>"
    )


def _ways(report: DayReport) -> str:
    """The parts of the page, to jump to; only those that are there."""
    ways = [
        ("coverage", _("Coverage"), bool(report.scenes)),
        ("clips", _("Clips"), True),
        ("rolls", _("Rolls"), bool(report.rolls)),
        ("papers", _("Papers"), bool(report.papers)),
    ]
    links = "".join(f'<a href="#{anchor}">{word}</a>' for anchor, word, there in ways if there)
    return f"<nav>{links}</nav>"


def _totals(report: DayReport) -> str:
    takes = takes_of(report.clips)
    circled = takes_of([clip for clip in report.clips if clip.circled])
    figures = [
        (_("clips"), str(len(report.clips))),
        (_("takes"), str(takes)),
        (_("circled takes"), str(circled)),
        (_("useful"), length(report.useful)),
        (_("shot"), length(report.shot)),
        (_("rolls"), str(len(report.rolls))),
        (_("size"), size(sum(roll.size for roll in report.rolls))),
    ]
    content = "".join(f"<div><dt>{word}</dt><dd>{figure}</dd></div>" for word, figure in figures)
    return f'<section id="totals"><dl>{content}</dl></section>'


def takes_of(lines: Sequence[ClipLine]) -> int:
    """How many takes these clips are: cameras that rolled together are one take, sound alone is none."""
    takes = {
        clip.slate.removesuffix(f" {clip.camera}") if clip.camera else clip.slate
        for clip in lines
        if clip.slate and clip.kind not in (Kind.SOUND, Kind.WILD, Kind.STILL)
    }
    return len(takes)


def _table(anchor: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(
            f'<td data-head="{plain(word)}">{cell}</td>' if cell else '<td class="none"></td>'
            for word, cell in zip(heads[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<section id="{anchor}"><h2>{title}</h2><table class="list"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></section>"
    )


def _rolls(rolls: Sequence[RollLine]) -> str:
    if not rolls:
        return ""
    heads = (_("Roll"), _("Kind"), _("Camera"), _("Clips"), _("Length"), _("Size"), _("Folder"))
    kinds = {"sound": _("sound roll"), "picture": _("card")}
    rows = [
        (
            said(roll.name), plain(kinds.get(roll.kind, roll.kind)), said(roll.camera), str(roll.clips),
            length(roll.seconds), size(roll.size), said(roll.path),
        )
        for roll in rolls
    ]  # fmt: skip
    return _table("rolls", _("Rolls"), heads, rows)


def _papers(papers: Sequence[PaperLine]) -> str:
    if not papers:
        return ""
    heads = (_("Paper"), _("Kind"), _("Lines read"))
    rows = [(said(paper.name), said(paper.family), str(paper.notes)) for paper in papers]
    return _table("papers", _("Papers"), heads, rows)
