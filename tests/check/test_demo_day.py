"""The demo day's fourteen traps, each found for what it is, and nothing else in the way."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chutier.catalog import Catalog
from chutier.check import Checked, Issue, check
from chutier.demo.script import TRAPS
from chutier.show import load_show
from command_line import CommandLine


@dataclass(frozen=True, slots=True)
class Found:
    """What a check must say of a trap: kind, severity, what it is about, and words of its evidence."""

    code: str
    severity: str
    about: str
    evidence: tuple[str, ...] = field(default=())


EXPECTED: dict[int, tuple[Found, ...]] = {
    1: (Found("circled-absent", "blocking", "12/3-2", ("scripte_J03.csv:6", "S003T05")),),
    2: (Found("duplicate", "warning", "A012C003", ("A012/A012C003_260514_R1AB.mov", "A013/A012C003_260514_R1AB.mov")),),
    3: (Found("conflict", "warning", "A012C005", ("setup 4", "setup 3", "scripte_J03.csv:7", "crif_J03.csv:6")),),
    4: (Found("mos", "notice", "7/2-1"),),
    5: (Found("wild", "notice", "12 WT1"), Found("wild", "notice", "12bis WT1")),
    6: (Found("late-camera", "notice", "12bis/3-1"),),
    7: (
        Found("midnight", "notice", "A013C009", ("23:59:56:00 → 00:00:05:00",)),
        Found("midnight", "notice", "B007C006"),
    ),
    8: (Found("sound-drift", "warning", "7/1-2", ("2 frames earlier", "A013C005")),),
    9: (Found("odd-text", "notice", "12/3-1", ("ixml:NOTE",)),),
    10: (Found("marks", "notice", "A47/1-2 PU"), Found("marks", "notice", "A47/2-1 SER")),
    11: (Found("no-slate", "warning", "A013C007", ("no sound ran with it",)),),
    12: (Found("excel-date", "notice", "scripte_J03.csv:5", ("12-mars",)),),
    13: (Found("by-hand", "notice", "12bis-3-02"),),
    14: (Found("name-cut", "notice", "GRANDE TERRASSE DE LA MAISON SUR LE PORT", ("scene 7",)),),
}
"""By the number of the trap."""

MORE = {"more-tracks", "setup-gap"}
"""True of the day, and no trap: a take on four mono tracks, a plan that was left out."""


def renamed_by_hand(show: Path, typed: CommandLine) -> None:
    """Build for Avid, then rename a clip in the log as an editor would in the bin."""
    typed("build", "--nle", "avid", "--set", "targets.avid.carrier=ale", "--yes")
    log = next(path for path in sorted((show / "avid").rglob("*.ale")) if b"12bis-3-02 A" in path.read_bytes())
    log.write_bytes(log.read_bytes().replace(b"12bis-3-02 A", b"12bis-3-02 la bonne"))


@pytest.fixture
def checked(heard_show: Path, typed: CommandLine) -> Checked:
    renamed_by_hand(heard_show, typed)
    show = load_show(heard_show)
    with Catalog.open(show.catalog_url) as catalogue:
        return check(show, catalogue)


def fits(issue: Issue, wanted: Found) -> bool:
    shown = " ".join(f"{one.where} {one.says}" for one in issue.evidence)
    return (
        (issue.code, str(issue.severity)) == (wanted.code, wanted.severity)
        and wanted.about in f"{issue.subject} {issue.what}"
        and all(word in shown for word in wanted.evidence)
    )


def test_every_trap_is_found_with_its_evidence(checked: Checked) -> None:
    assert sorted(EXPECTED) == list(range(1, len(TRAPS) + 1))
    lost = {
        number: wanted for number, some in EXPECTED.items() for wanted in some
        if not any(fits(issue, wanted) for issue in checked.issues)
    }  # fmt: skip
    assert not lost, "\n".join(f"{one.code} {one.subject} {one.evidence}" for one in checked.issues)


def test_nothing_else_blocks_and_nothing_else_is_said(checked: Checked) -> None:
    assert [issue.subject for issue in checked.issues if issue.severity == "blocking"] == ["12/3-2"]
    wanted = [found for some in EXPECTED.values() for found in some]
    more = [one for one in checked.issues if one.code not in MORE and not any(fits(one, found) for found in wanted)]
    assert [(one.code, one.subject) for one in more] == []


def test_exit_status_by_what_is_open(heard_show: Path, typed: CommandLine) -> None:
    typed("check", status=2)
    typed("check", "accept", "circled-absent", "12/3-2", "--because", "le plan n'a pas tourné", status=0)
    assert "[circled-absent]" not in typed("check", status=1).out
    for code in ("no-slate", "duplicate", "conflict", "sound-drift"):
        typed("check", "accept", code, "--because", "vu", "--name", "Nina")
    clean = typed("check", "J03").out
    assert "[" not in clean.replace("[x", "")
    told = typed("check", "--all").out
    assert "Nina: vu" in told
    assert "le plan n'a pas tourné" in told
    typed("check", "reopen", "circled-absent")
    typed("check", status=2)


def test_what_is_accepted_stays_accepted_after_another_ingest(heard_show: Path, typed: CommandLine) -> None:
    typed("check", "accept", "circled-absent", "--because", "vu")
    data = typed("check", "--json", status=1).data
    cards = {Path(path).parent.parent for one in data["issues"] if one["code"] == "duplicate"
             for path in [one["evidence"][0]["where"]]}  # fmt: skip
    typed("ingest", "--no-listen", *cards)
    accepted = [one for one in typed("check", "--json", status=1).data["issues"] if one["accepted"]]
    assert [one["code"] for one in accepted] == ["circled-absent"]


def test_a_reason_is_asked_for(heard_show: Path, typed: CommandLine) -> None:
    typed("check", "accept", "duplicate", status=2)
    assert "for a reason" in typed("check", "accept", "duplicate", "--because", " ", status=11).err
    assert "did you mean duplicate" in typed("check", "accept", "duplicat", "--because", "x", status=11).err
    assert "there is no such issue" in typed("check", "accept", "gone", "--because", "x", status=11).err
    assert "known: A012C003" in typed("check", "accept", "duplicate", "A999", "--because", "x", status=11).err
    assert "name those that you mean" in typed("check", "accept", "wild", "--because", "x", status=11).err


def test_a_day_that_nobody_knows(heard_show: Path, typed: CommandLine) -> None:
    assert "known: D03" in typed("check", "J09", status=11).err
    assert "write J03" in typed("check", "demain", status=2).err


def test_both_languages(heard_show: Path, typed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUTIER_LANG", "fr")
    told = typed("check", "--all", status=2).out
    assert "cerclée" in told
    assert "take" not in told.lower().replace("takes", "")
