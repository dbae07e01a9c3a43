"""The page in a real browser without a window: on a phone, on a screen by day and by night, and on paper."""

import io
import os
import re
import shutil
import stat
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chutier.errors import ChutierError, MissingExtra
from chutier.report.day import DayReport
from chutier.report.page import page
from chutier.report.pdf import find_browser, print_pdf

BROWSER = find_browser()


def test_where_everything_is_tested_there_is_a_browser() -> None:
    assert BROWSER is not None or not os.environ.get("CI")


needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chrome, Chromium, Edge or Brave on this machine")
needs_scripts = pytest.mark.skipif(os.name != "posix", reason="stands for a browser by a shell script")
SCREENS = [(360, 740), (1280, 800)]
DAYS = ["full_day", "calm_day", "empty_day", "troubled_day", "hostile_day"]

TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5
              || e.getBoundingClientRect().left < -0.5)
    .map(e => e.tagName + ' ' + e.textContent.slice(0, 40))"""

CONTRAST = """() => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const rgb = colour => { context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
                            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3); };
    const light = colour => { const [r, g, b] = rgb(colour).map(v => v / 255)
                                  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                              return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
                              if (!c.endsWith(', 0)') && c !== 'transparent') return c; } return 'white'; };
    const poor = {};
    for (const e of document.querySelectorAll('body *')) {
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
        const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) poor[e.tagName + '.' + e.className] = ratio;
    }
    return poor;
}"""


class Opened:
    """A report as it stands in the browser, and what it tried to fetch."""

    def __init__(self, browser: Any, day: DayReport, folder: Path, screen: tuple[int, int], scheme: str) -> None:
        file = folder / "report.html"
        file.write_text(page(day), encoding="utf-8")
        self.context = browser.new_context(viewport={"width": screen[0], "height": screen[1]}, color_scheme=scheme)
        self.tab = self.context.new_page()
        self.fetched: list[str] = []
        self.said: list[str] = []
        self.tab.on("request", lambda request: self.fetched.append(request.url))
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("dialog", lambda dialog: self.said.append("dialog"))
        self.tab.goto(file.as_uri())

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *error: object) -> None:
        self.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen[0]}px")
@pytest.mark.parametrize("name", DAYS)
def test_the_page_fits_reads_well_and_fetches_nothing(
    name: str, screen: tuple[int, int], scheme: str, browser: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    day: DayReport = request.getfixturevalue(name)
    with Opened(browser, day, tmp_path, screen, scheme) as opened:
        tab = opened.tab
        for fold in tab.locator("details").all():
            fold.evaluate("e => e.open = true")
        assert tab.evaluate("document.documentElement.scrollWidth") <= screen[0]
        assert tab.evaluate(TOO_WIDE) == []
        assert tab.evaluate(CONTRAST) == {}
        blank = tab.evaluate("[...document.images].filter(i => !(i.complete && i.naturalWidth > 0)).length")
        assert (blank, tab.locator("img").count()) == (0, sum(clip.look.picture is not None for clip in day.clips))
        assert [url[:40] for url in opened.fetched if not url.startswith(("file:", "data:image/jpeg;"))] == []
        assert opened.said == []
        assert "owned" not in tab.evaluate("document.title").split()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen[0]}px")
@pytest.mark.parametrize("name", ["full_day", "troubled_day", "calm_day"])
def test_what_blocks_is_seen_first(
    name: str, screen: tuple[int, int], browser: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with Opened(browser, request.getfixturevalue(name), tmp_path, screen, "light") as opened:
        tops = opened.tab.evaluate("[...document.querySelectorAll('section')].map(e => [e.id, e.offsetTop])")
        assert tops[0][0] == "blocking"
        assert tops == sorted(tops, key=lambda pair: pair[1])
        assert tops[0][1] < 200
        words = opened.tab.locator("#blocking h2, #blocking li:first-child h3").all()
        for place in (word.bounding_box() for word in words):
            assert place["y"] + place["height"] <= screen[1]


def test_names_do_not_run(browser: Any, tmp_path: Path, hostile_day: DayReport) -> None:
    with Opened(browser, hostile_day, tmp_path, SCREENS[1], "light") as opened:
        assert opened.tab.evaluate("document.scripts.length") == 0
        assert opened.tab.evaluate("document.querySelectorAll('[onerror],[onload]').length") == 0
        shown = opened.tab.locator("#blocking").inner_text()
        assert "<script>document.title='owned'</script>" in shown


def test_ways_on_the_page_open_what_they_lead_to(browser: Any, tmp_path: Path, full_day: DayReport) -> None:
    with Opened(browser, full_day, tmp_path, SCREENS[0], "light") as opened:
        opened.tab.locator(".codes a").first.click()
        assert opened.tab.locator("#i1").bounding_box()["y"] < SCREENS[0][1]
        opened.tab.locator("#i1 .foot a").first.click()
        assert opened.tab.locator("#c6").bounding_box()["y"] < SCREENS[0][1]


def test_paper_is_white_and_everything_is_open(browser: Any, tmp_path: Path, full_day: DayReport) -> None:
    with Opened(browser, full_day, tmp_path, SCREENS[1], "dark") as opened:
        tab = opened.tab
        tab.emulate_media(media="print")
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        grey = "(c => c.match(/\\d+/g).slice(0, 3))(getComputedStyle(e).color)"
        colours = tab.evaluate(f"[...document.querySelectorAll('body *')].map(e => {grey})")
        assert {tuple(colour) for colour in colours if len(set(colour)) > 1} == set()
        assert tab.evaluate(CONTRAST) == {}
        assert not tab.locator("nav").is_visible()
        for hidden in ("#i4", "#i5", "#coverage details tr >> nth=140"):
            assert tab.locator(hidden).is_visible(), hidden


def test_a_day_of_150_clips_is_small(full_day: DayReport) -> None:
    assert len(full_day.clips) > 150
    assert len(page(full_day).encode("utf-8")) < 15_000_000


@needs_browser
def test_the_pdf_is_the_same_page(tmp_path: Path, full_day: DayReport) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    clips = full_day.clips[:90]
    target = tmp_path / "rapports" / "J03.pdf"
    print_pdf(page(replace(full_day, clips=clips)), target)
    assert [path.name for path in target.parent.iterdir()] == ["J03.pdf"]
    with pdfplumber.open(io.BytesIO(target.read_bytes())) as pdf:
        texts = [sheet.extract_text() for sheet in pdf.pages]
        pictures = [len(sheet.images) for sheet in pdf.pages]
    first, everything = texts[0], "\n".join(texts)
    for issue in full_day.issues:
        assert issue.what in everything
    assert full_day.issues[0].what in first
    assert "163 JETÉE" in everything
    assert sum(pictures) == sum(clip.look.picture is not None for clip in clips)
    # No card is cut: where its picture is, there is its timecode.
    assert pictures == [len(re.findall(r":10:00 – ", text)) for text in texts]
    assert f"1 / {len(texts)}" in first.splitlines()[-1]
    assert "La Nuit d'été · D03" in first.splitlines()[-1]


@needs_browser
def test_hostile_names_are_printed_too(tmp_path: Path, hostile_day: DayReport) -> None:
    print_pdf(page(hostile_day), tmp_path / "été ; $(x) 'a\".pdf", BROWSER)
    assert [path.name for path in tmp_path.iterdir()] == ["été ; $(x) 'a\".pdf"]


def script(folder: Path, does: str) -> Path:
    """A browser that does as told."""
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


FAILING = {
    "exit 3": "did not print the page: it says nothing of why",
    "echo 'no display' >&2; exit 1": "did not print the page: no display",
    "exit 0": "did not print the page",
    'for a in "$@"; do case $a in --print-to-pdf=*) printf "%%PDF-1.4 half" > "${a#*=}";; esac; done': "did not print",
}


@needs_scripts
@pytest.mark.parametrize("does", FAILING)
def test_a_browser_that_fails_is_said_and_nothing_changes(does: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "J03.pdf"
    target.write_bytes(b"the old one")
    with pytest.raises(ChutierError, match=FAILING[does]) as caught:
        print_pdf("<p>", target, script(tmp_path, does))
    assert "open the page in any browser and print it" in caught.value.hint
    assert [(path.name, path.read_bytes()) for path in target.parent.iterdir()] == [("J03.pdf", b"the old one")]


@needs_scripts
def test_a_file_that_is_no_program_is_said(tmp_path: Path) -> None:
    path = script(tmp_path, "exit 0")
    path.write_bytes(b"\x7fELF, but not really")
    with pytest.raises(ChutierError, match="browser did not print the page"):
        print_pdf("<p>", tmp_path / "J03.pdf", path)
    assert [name.name for name in tmp_path.iterdir()] == ["browser"]


@needs_scripts
def test_a_browser_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    noted = tmp_path / "child"
    hanging = script(tmp_path, f"sleep 60 & echo $! > '{noted}'; wait")
    begun = time.monotonic()
    with pytest.raises(ChutierError, match="did not finish printing within 1 seconds"):
        print_pdf("<p>", tmp_path / "J03.pdf", hanging, limit=1)
    assert time.monotonic() - begun < 10
    child = int(noted.read_text())
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _lives(child):
        time.sleep(0.05)
    assert not _lives(child)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["browser", "child"]


def _lives(process: int) -> bool:
    """A child that was ended and waits to be buried does not live."""
    status = Path(f"/proc/{process}/stat")
    if sys.platform == "linux":
        return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_the_browser_that_is_named_is_the_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = shutil.which(sys.executable)
    assert python is not None
    monkeypatch.setenv("CHUTIER_BROWSER", python)
    assert find_browser() == Path(python)
    monkeypatch.setenv("CHUTIER_BROWSER", "no-such-browser")
    assert find_browser() is None
    with pytest.raises(MissingExtra, match="CHUTIER_BROWSER names no program that can be run: no-such-browser"):
        print_pdf("<p>", tmp_path / "J03.pdf")


def test_no_browser_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHUTIER_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert find_browser() is None
    with pytest.raises(MissingExtra, match="a PDF needs Chrome, Chromium, Edge or Brave") as caught:
        print_pdf("<p>", tmp_path / "J03.pdf")
    assert "open the page in any browser" in caught.value.hint


@pytest.mark.parametrize(
    ("platform", "base", "program"),
    [
        ("darwin", "HOME", "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        ("win32", "LOCALAPPDATA", r"Google\Chrome\Application\chrome.exe"),
    ],
)
@needs_scripts
def test_where_browsers_live_elsewhere(
    platform: str, base: str, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / program
    place.parent.mkdir(parents=True, exist_ok=True)
    script(tmp_path, "exit 0").rename(place)
    for name in ("CHUTIER_BROWSER", "PROGRAMFILES", "PROGRAMFILES(X86)"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(base, str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("chutier.report.pdf.sys.platform", platform)
    monkeypatch.setattr("chutier.report.pdf.shutil.which", lambda named: named if Path(named).is_file() else None)
    assert find_browser() == place
