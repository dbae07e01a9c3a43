"""The part of the page that is read first: what blocks, what somebody must look at, what is merely unusual."""

from collections.abc import Sequence

from chutier.check.issue import Evidence, Issue, Severity
from chutier.i18n import _, ngettext
from chutier.model import ClipId
from chutier.report.day import DayReport
from chutier.report.page_text import day_code, mark, plain, said

AT_ONCE = 25
"""Warnings that stand open; the others are folded under them. What blocks is never folded."""
_EVIDENCE_AT_ONCE = 6
_CLIPS_AT_MOST = 8


def issues(report: DayReport) -> str:
    """Blocking ones first and open, then warnings, notices folded, accepted ones apart."""
    way = _Ways(report)
    standing = [issue for issue in report.issues if issue.accepted is None]
    accepted = [issue for issue in report.issues if issue.accepted is not None]
    blocking, warnings, notices = ([i for i in standing if i.severity is severity] for severity in Severity)
    parts = [_blocking(blocking, way) if blocking else _calm(report, nothing=not standing)]
    if warnings:
        title = _("To look at")
        parts.append(
            f'<section class="issues warning" id="warnings"><h2>{mark("warning")} {title}'
            f' <span class="count">{len(warnings)}</span></h2>{_list(warnings, way, AT_ONCE)}</section>'
        )
    if notices:
        title = ngettext("{n} notice", "{n} notices", len(notices)).format(n=len(notices))
        parts.append(_folded("notice", "notices", f"{mark('notice')} {title}", _list(notices, way)))
    if accepted:
        title = ngettext("{n} accepted", "{n} accepted", len(accepted)).format(n=len(accepted))
        parts.append(_folded("accepted", "accepted", f"{mark('done')} {title}", _list(accepted, way)))
    return "\n".join(parts)


def anchor_of(report: DayReport, code: str, clip: ClipId) -> tuple[str, Severity | None]:
    """Where the issue of this code and clip stands on the page, and how bad it is; nowhere when there is none."""
    for number, issue in enumerate(report.issues, 1):
        if issue.code == code and clip in issue.clips:
            return f"i{number}", Severity.NOTICE if issue.accepted else issue.severity
    return "", None


class _Ways:
    """From an issue to its place on the page, and to the clips that it is about."""

    def __init__(self, report: DayReport) -> None:
        self.day = report.day
        self._places = {id(issue): f"i{number}" for number, issue in enumerate(report.issues, 1)}
        self._clips = {clip.id: (f"c{number}", clip.slate or clip.name) for number, clip in enumerate(report.clips, 1)}

    def place(self, issue: Issue) -> str:
        return self._places[id(issue)]

    def clips(self, issue: Issue) -> list[str]:
        """Links to the first few; two cameras of one take may be written alike, and the eye needs no doubles."""
        links: dict[str, str] = {}
        for clip in issue.clips:
            anchor, words = self._clips.get(clip, ("", ""))
            if words and words != issue.subject:
                links.setdefault(words, f'<a href="#{anchor}">{said(words)}</a>')
        return list(links.values())[:_CLIPS_AT_MOST]


def _blocking(blocking: Sequence[Issue], way: _Ways) -> str:
    title = ngettext("{n} thing blocks this day", "{n} things block this day", len(blocking)).format(n=len(blocking))
    return (
        f'<section class="issues blocking" id="blocking"><h2>{mark("blocking")} {title}</h2>'
        f"{_list(blocking, way)}</section>"
    )


def _calm(report: DayReport, *, nothing: bool) -> str:
    name, words = "done", _("Nothing blocks this day.")
    if nothing and report.clips:
        words = _("Nothing is missing.")
    elif nothing:
        name, words = "notice", _("There is nothing to check: no clip of this day is in the catalogue.")
    return f'<section class="issues calm" id="blocking"><h2>{mark(name)} {words}</h2></section>'


def _list(issues: Sequence[Issue], way: _Ways, at_once: int | None = None) -> str:
    cards = [_issue(issue, way) for issue in issues]
    shown, rest = cards[:at_once], cards[at_once:] if at_once else []
    html = f"<ol>{''.join(shown)}</ol>"
    if rest:
        more = ngettext("{n} more", "{n} more", len(rest)).format(n=len(rest))
        html += f'<details class="more"><summary>{more}</summary><ol>{"".join(rest)}</ol></details>'
    return html


def _folded(kind: str, anchor: str, title: str, content: str) -> str:
    return (
        f'<section class="issues {kind}" id="{anchor}"><details><summary><h2>{title}</h2></summary>'
        f"{content}</details></section>"
    )


def _issue(issue: Issue, way: _Ways) -> str:
    parts = [f'<h3><span class="mute-word">{_word(issue)}</span> {said(issue.what)}</h3>']
    parts += [_evidence(issue.evidence)] if issue.evidence else []
    parts += [f'<p class="todo"><span aria-hidden="true">→</span> {said(issue.todo)}</p>'] if issue.todo else []
    if (accepted := issue.accepted) is not None:
        words = _("accepted by {who}, {at}: {why}")
        text = words.format(who=said(accepted.who), at=said(accepted.at), why=said(accepted.because))
        parts.append(f'<p class="by">{text}</p>')
    return f'<li class="issue {issue.severity}" id="{way.place(issue)}">{"".join(parts)}{_foot(issue, way)}</li>'


def _word(issue: Issue) -> str:
    """The severity in a word, for those who see no colour and hear the page."""
    if issue.accepted is not None:
        return _("accepted")
    return {
        Severity.BLOCKING: _("blocking"),
        Severity.WARNING: _("to look at"),
        Severity.NOTICE: _("notice"),
    }[issue.severity]


def _evidence(evidence: Sequence[Evidence]) -> str:
    lines = [f"<li><b>{said(e.where)}</b> — {said(e.says)}</li>" for e in evidence]
    html = f'<ul class="evidence">{"".join(lines[:_EVIDENCE_AT_ONCE])}</ul>'
    if rest := lines[_EVIDENCE_AT_ONCE:]:
        more = ngettext("{n} more", "{n} more", len(rest)).format(n=len(rest))
        html += f'<details class="more"><summary>{more}</summary><ul class="evidence">{"".join(rest)}</ul></details>'
    return html


def _foot(issue: Issue, way: _Ways) -> str:
    """Code, what it is about, and the way to its clips further down."""
    bits = [f"<code>{plain(issue.code)}</code>"]
    bits += [said(issue.subject)] if issue.subject else []
    if issue.day is not None and issue.day != way.day:
        bits.append(day_code(issue.day))
    bits += way.clips(issue)
    return f'<p class="foot">{" · ".join(bits)}</p>'
