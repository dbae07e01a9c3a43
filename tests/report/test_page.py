"""The page as text: what stands on it, in which order, and that nothing on it is anything but text."""

import ast
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier import i18n, report
from chutier.check.issue import Accepted, Evidence, Issue, Severity
from chutier.report.day import ClipLine, DayReport, Look
from chutier.report.page import page, takes_of
from chutier.report.page_text import day_code, length, long_date, plain, said, size

VOID = {"meta", "img", "br", "use", "path", "circle"}


class Reader(HTMLParser):
    """Reads a page as a browser would: its words in order, its tags with their attributes, nothing left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(day: DayReport) -> Reader:
    reader = Reader(page(day))
    assert (reader.wrong, reader.open) == ([], [])
    return reader


def in_order(text: str, *pieces: str) -> None:
    at = 0
    for piece in pieces:
        assert piece in text[at:], piece
        at = text.index(piece, at) + len(piece)


def test_what_is_read_first_stands_first(full_day: DayReport) -> None:
    text = read(full_day).text
    in_order(
        text, "D03", "La Nuit d'été", "Friday 25 September 2026 · NDV · made 2026-09-26 07:12",
        "2 things block this day", "12/3-2 is circled in the script notes",
        "scripte_J03.csv:14 — 12/3 prise 2 cerclée", "Look on the cards", "circled-absent", "The clap of 12/3-3",
        "To look at 1", "A012C003 lies on two cards", "1 notice", "12 SS1 is", "1 accepted",
        "accepted by Jeanne , 2026-09-26 08:02 : MOS, dit la scripte", "clips", "Scenes of today", "144 other scenes",
        "Scene 12 CUISINE", "12/1-1 A", "Scene 12bis", "Scene A47", "Scene 7", "card", "S003", "scripte_J03.csv",
        "script notes", "19",
    )  # fmt: skip


def test_totals_count_takes_once_and_say_lengths_as_people_do(full_day: DayReport) -> None:
    html = page(full_day).replace("\N{NO-BREAK SPACE}", " ")
    figures = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html))
    assert figures == {
        "clips": "151", "takes": "75", "circled takes": "37", "useful": "12′ 40″", "shot": "53′ 08″", "rolls": "3",
        "size": "820 GB",
    }  # fmt: skip


def test_takes_of_two_cameras_are_one_and_sound_alone_is_none() -> None:
    def line(slate: str, camera: str = "", kind: str = "sync") -> ClipLine:
        return ClipLine(id=slate, kind=kind, name="", slate=slate, camera=camera)

    assert takes_of([line("12/1-1 A", "A"), line("12/1-1 B", "B"), line("12/1-2", "A"), line("", "A")]) == 2
    assert takes_of([line("12 SS1", kind="wild"), line("12/1-3", kind="sound"), line("12/1-3", kind="mos")]) == 1


def test_a_state_is_a_word_and_a_mark(full_day: DayReport) -> None:
    html = page(full_day)
    marks = set(re.findall(r'<symbol id="m-(\w+)"', html))
    assert set(re.findall(r'<use href="#m-(\w+)"/>', html)) <= marks
    states = re.findall(
        r'<td class="state"><svg class="mark" aria-hidden="true"><use href="#m-(\w+)"/></svg> (\w+)', html
    )
    assert {(state, state) for state, _word in states} == set(states)
    assert {state for state, _word in states} == {"done", "partly", "absent", "omitted", "unplanned"}


def test_every_way_leads_somewhere(full_day: DayReport) -> None:
    tags = read(full_day).tags
    places = [attributes["id"] for _tag, attributes in tags if "id" in attributes]
    assert len(places) == len(set(places))
    ways = {attributes["href"] for tag, attributes in tags if tag == "a"}
    assert ways <= {f"#{place}" for place in places}
    # The clip leads to the issue that is about it, and back.
    assert {"#i1", "#c6", "#coverage"} <= ways


def test_the_page_loads_and_runs_nothing(full_day: DayReport) -> None:
    for tag, attributes in read(full_day).tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "base", "form"}
        assert not [name for name in attributes if name.startswith("on")]
        assert all(
            (attributes.get(name) or "#").startswith(("#", "data:image/jpeg;base64,")) for name in ("src", "href")
        )
    css = re.search(r"<style>(.*?)</style>", page(full_day), re.DOTALL)
    assert css is not None
    assert "url(" not in css[1]
    assert "@import" not in css[1]


def shape(day: DayReport) -> list[str]:
    return [tag for tag, _attributes in read(day).tags]


def test_hostile_names_are_text(hostile_day: DayReport) -> None:
    reader = read(hostile_day)
    assert {"script", "iframe"}.isdisjoint(tag for tag, _attributes in reader.tags)
    assert all((a.get("src") or "data:").startswith("data:") for tag, a in reader.tags if tag == "img")
    assert "<script>document.title='owned'</script>" in reader.text
    assert "{production} %s {0}" in reader.text
    assert "&lt;b&gt; & </bdi></section></html>" in reader.text
    html = page(hostile_day)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    html.encode("utf-8")


@given(st.text(alphabet=st.one_of(st.sampled_from("<>&\"'/\\{}()=;%\0\u202e"), st.characters()), max_size=40))
def test_no_text_changes_the_shape_of_the_page(text: str) -> None:
    def day(words: str) -> DayReport:
        clip = ClipLine(
            id="1", kind="sync", name=words, slate=words, scene=words, camera=words, roll=words, start=words,
            end=words, rate=words, comments=words, issues=(words,),
        )  # fmt: skip
        issue = Issue(
            code=words, severity=Severity.BLOCKING, subject="s", what=words, todo=words, clips=("1",),
            evidence=(Evidence(where=words, says=words),), accepted=Accepted(who=words, because=words, at=words),
        )  # fmt: skip
        return DayReport(
            production=words, code="c", day=1, date=None, language="en", made=words, clips=(clip,), issues=(issue,)
        )

    if text:
        assert shape(day(text)) == shape(day("plain"))


def test_a_day_with_nothing_to_say(calm_day: DayReport, empty_day: DayReport, full_day: DayReport) -> None:
    assert "Nothing is missing." in read(calm_day).text
    text = read(empty_day).text
    in_order(text, "NDV", "There is nothing to check: no clip of this day is in the catalogue.", "0 bytes", "Clips")
    assert "Coverage" not in text
    only_warnings = replace(full_day, issues=full_day.issues[2:])
    in_order(read(only_warnings).text, "Nothing blocks this day.", "To look at")


def test_three_hundred_issues(troubled_day: DayReport) -> None:
    text = read(troubled_day).text
    in_order(text, "100 things block this day", "12/3-99 is circled", "To look at 100", "75 more", "100 notices")
    # What blocks is never folded.
    blocking = page(troubled_day).split('id="warnings"')[0]
    assert "<details" not in blocking
    assert blocking.count('class="issue blocking"') == 100


def test_long_evidence_is_folded(full_day: DayReport) -> None:
    evidence = tuple(Evidence(where=f"line {n}", says="x") for n in range(40))
    day = replace(full_day, issues=(replace(full_day.issues[0], evidence=evidence),))
    in_order(read(day).text, "line 5 —", "34 more", "line 6 —", "line 39 —")


def test_what_is_not_known_is_not_shown(full_day: DayReport, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_text("<svg onload=alert(1)>")
    bare = ClipLine(id="1", kind="picture", name="A001", slate="")
    clips = (
        bare, replace(bare, look=Look(picture=broken)), replace(bare, look=Look(picture=tmp_path / "gone.jpg")),
        replace(bare, kind="wild"), replace(bare, kind="sound", look=Look(peaks=(0, 50, 100, 400, -3))),
    )  # fmt: skip
    reader = read(replace(full_day, clips=clips, scenes=(), rolls=(), papers=()))
    assert "img" not in [tag for tag, _attributes in reader.tags]
    in_order(reader.text, "Without a scene", "no picture", "no picture", "no picture", "wild track", "sound alone")
    drawn = [attributes["d"] for tag, attributes in reader.tags if tag == "path"][-1]
    assert drawn == "M0 20v1M1 11v18M2 1v38M3 1v38M4 20v1"


LENGTHS = {
    None: "", Fraction(0): "0′ 00″", Fraction(42): "0′ 42″", Fraction(1199, 20): "1′ 00″",
    Fraction(3730): "1 h 02′ 10″",
}  # fmt: skip


@pytest.mark.parametrize("seconds", LENGTHS)
def test_lengths(seconds: Fraction | None) -> None:
    assert length(seconds).replace("\N{NO-BREAK SPACE}", " ") == LENGTHS[seconds]


SIZES = {0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 1500: "1.5 kB", 412_300_000_000: "412 GB", 10**16: "10000 TB"}


@pytest.mark.parametrize("count", SIZES)
def test_sizes(count: int) -> None:
    assert size(count).replace("\N{NO-BREAK SPACE}", " ") == SIZES[count]


def test_days_and_words() -> None:
    assert (day_code(3), day_code(None), day_code(112)) == ("D03", "", "D112")
    assert (long_date(date(2026, 9, 25)), long_date(None)) == ("Friday 25 September 2026", "")
    assert (said(""), said("a")) == ("", "<bdi>a</bdi>")
    assert plain("a\tb\u202ec\0") == "a b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}"


def test_the_page_names_its_language(full_day: DayReport) -> None:
    assert '<html lang="fr">' in page(full_day)
    i18n.use_language("fr")
    read(full_day)


def test_no_message_hides_inside_an_f_string() -> None:
    """Where the extraction of messages, on older Pythons, would not find it."""
    folder = Path(report.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                called = {c.func.id for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Name)}
                assert not called & {"_", "ngettext"}, f"{path.name}:{node.lineno}"
