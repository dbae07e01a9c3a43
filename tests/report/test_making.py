"""The day report and coverage of the demo day, as one types them."""

import csv
import io
from pathlib import Path

import pytest

from command_line import CommandLine


def test_the_report_in_every_form(heard_show: Path, typed: CommandLine) -> None:
    made = typed("report", "J03", "--format", "html", "--format", "csv", "--format", "ale", "--json").data
    files = {Path(name).suffix: Path(name) for name in made["files"]}
    assert made["status"] == 2
    assert {path.name for path in files.values()} == {f"NDV_J03_rapport{end}" for end in (".html", ".csv", ".ale")}
    assert files[".html"].parent == heard_show / "rapports-de-jour"
    page = files[".html"].read_text(encoding="utf-8")
    assert page.count("data:image/jpeg") == 25
    assert page.index("12/3-2") < page.index("A013C007")
    rows = list(csv.reader(io.StringIO(files[".csv"].read_text(encoding="utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 28
    log = files[".ale"].read_bytes()
    assert log.startswith(b"Heading\r\n")
    assert b"12bis/3-2 A" in log


def test_a_second_report_makes_no_look_anew(heard_show: Path, typed: CommandLine) -> None:
    typed("report", "J03")
    kept = {path: path.stat().st_mtime_ns for path in (heard_show / ".chutier" / "looks").iterdir()}
    assert kept
    typed("report", "J03", "--language", "en")
    assert {path: path.stat().st_mtime_ns for path in (heard_show / ".chutier" / "looks").iterdir()} == kept


def test_the_log_reads_back(heard_show: Path, typed: CommandLine) -> None:
    from chutier_avid.ale import check, read

    (file,) = typed("report", "J03", "--format", "ale", "--json").data["files"]
    log = read(Path(file))
    assert [finding for finding in check(log) if finding.severity == "error"] == []
    by_name = {row["Name"]: row for row in log}
    assert by_name["12/3-3 A"]["Tape"] == "A012"
    assert len(log) == 28


def test_the_language_is_the_shows_or_the_one_asked_for(heard_show: Path, typed: CommandLine) -> None:
    (french,) = typed("report", "J03", "--no-looks", "--json").data["files"]
    (english,) = typed("report", "J03", "--no-looks", "--language", "en", "--json").data["files"]
    assert '<html lang="fr"' in Path(french).read_text(encoding="utf-8")
    assert '<html lang="en"' in Path(english).read_text(encoding="utf-8")
    assert "bloqu" in Path(french).read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(
    ("words", "status", "told"), [(["--format", "doc"], 11, "known: html, pdf, csv, ale"), (["J09"], 11, "known: D03")]
)
def test_what_cannot_be_reported(
    heard_show: Path, typed: CommandLine, words: list[str], status: int, told: str
) -> None:
    assert told in typed("report", *words, "--no-looks", status=status).err


def test_coverage_of_the_day(heard_show: Path, typed: CommandLine) -> None:
    scenes = {one["label"]: one for one in typed("coverage", "--json").data}
    assert len(scenes) == 148
    assert {label: scenes[label]["state"] for label in ("7", "12", "12bis", "1", "93")} == {
        "7": "done", "12": "partly", "12bis": "done", "1": "absent", "93": "omitted",
    }  # fmt: skip
    twelve = scenes["12"]
    assert (twelve["setups"], twelve["takes"], twelve["circled"], twelve["wild"]) == (3, 5, 2, 1)
    assert any("12/3-2" in one for one in twelve["lacking"])
    assert scenes["12bis"]["cameras"] == ["A", "B"]
    assert scenes["12bis"]["useful"] == "12"
    today = [one["label"] for one in typed("coverage", "J03", "--json").data]
    assert today == ["7", "12", "12bis", "A47", "128"]
