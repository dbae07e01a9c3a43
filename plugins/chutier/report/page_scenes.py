"""Coverage on the page: scene by scene what the script wants and what exists, the day's own first."""

from collections.abc import Sequence

from chutier.i18n import _, ngettext
from chutier.report.day import DayReport, SceneLine
from chutier.report.page_text import day_code, length, mark, plain, said


def coverage(report: DayReport) -> str:
    """Scenes of today open and marked, the rest folded; empty when the script is not known and nothing was shot."""
    if not report.scenes:
        return ""
    today = [scene for scene in report.scenes if scene.today]
    rest = [scene for scene in report.scenes if not scene.today]
    title = _("Coverage")
    parts = [f'<h2>{title} <span class="tally">{_tally(report.scenes)}</span></h2>']
    if today:
        title = _("Scenes of today")
        parts.append(f"<h3>{title}</h3>{_table(today)}")
    if rest:
        title = ngettext("{n} other scene", "{n} other scenes", len(rest)).format(n=len(rest))
        parts.append(f"<details><summary><h3>{title}</h3></summary>{_table(rest)}</details>")
    return f'<section id="coverage">{"".join(parts)}</section>'


def state_word(state: str) -> str:
    """The word for a scene's state, as HTML; a state that we do not know stands as it is."""
    words = {
        "done": _("done"),
        "partly": _("partly"),
        "absent": _("absent"),
        "omitted": _("omitted"),
        "unplanned": _("unplanned"),
    }
    return words.get(state) or said(state)


def _tally(scenes: Sequence[SceneLine]) -> str:
    counts: dict[str, int] = dict.fromkeys(("done", "partly", "absent", "omitted", "unplanned"), 0)
    for scene in scenes:
        counts[scene.state] = counts.get(scene.state, 0) + 1
    return " · ".join(f"{state_word(state)} {count}" for state, count in counts.items() if count)


def _table(scenes: Sequence[SceneLine]) -> str:
    heads = (
        _("Scene"), _("State"), _("Setups"), _("Takes"), _("Circled"), _("Cameras"), _("Useful"), _("Shot"), _("Days"),
    )  # fmt: skip
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    return (
        f'<table class="scenes"><thead><tr>{head}</tr></thead><tbody>'
        f"{''.join(_row(scene, heads) for scene in scenes)}</tbody></table>"
    )


def _row(scene: SceneLine, heads: Sequence[str]) -> str:
    days = said(" ".join(day_code(day) for day in scene.days))
    counts = (str(n) if n else "" for n in (scene.setups, scene.takes, scene.circled))
    lengths = (length(seconds) if seconds else "" for seconds in (scene.useful, scene.shot))
    cells = [*counts, said(" ".join(scene.cameras)), *lengths, days]
    told = "".join(
        f'<td class="n" data-head="{plain(head)}">{cell}</td>' if cell else '<td class="n none"></td>'
        for head, cell in zip(heads[2:], cells, strict=True)
    )
    return f'<tr class="{_state_class(scene)}">{_name(scene)}<td class="state">{_state(scene)}</td>{told}</tr>'


def _state_class(scene: SceneLine) -> str:
    known = scene.state if scene.state in ("done", "partly", "absent", "omitted", "unplanned") else "partly"
    return f"{known} today" if scene.today else known


def _state(scene: SceneLine) -> str:
    name = _state_class(scene).split()[0]
    return f"{mark(name)} {state_word(scene.state)}"


def _name(scene: SceneLine) -> str:
    label = f"{scene.ep}-{scene.label}" if scene.ep else scene.label
    badges = [_("today")] if scene.today else []
    if scene.wild:
        badges.append(ngettext("{n} wild track", "{n} wild tracks", scene.wild).format(n=scene.wild))
    marks = "".join(f' <span class="badge">{words}</span>' for words in badges)
    lacks = f'<p class="lacking">{said(", ".join(scene.lacking))}</p>' if scene.lacking else ""
    return f'<th scope="row"><b>{said(label)}</b> <span class="title">{said(scene.title)}</span>{marks}{lacks}</th>'
