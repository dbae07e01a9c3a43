"""Day reports of every size: a full day with real pictures, one without clips, one with 300 issues, hostile names."""

import math
import struct
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from chutier.check.issue import Accepted, Evidence, Issue, Severity
from chutier.media.looks import LookJob, looks
from chutier.report.day import ClipLine, DayReport, Look, PaperLine, RollLine, SceneLine
from media.making import chunk, fmt, wave

SCENES = (("12", "CUISINE D'HÉLÈNE"), ("12bis", "SALON"), ("A47", "FORÊT"), ("7", "GRANDE TERRASSE DE LA MAISON"))
SIZES = ("PE", "GP", "PRT", "")
WORDS = ("", "faux départ au début", "la bonne, avec le rire", "bruit d'avion à la fin, à garder pour le son")


def movie(path: Path, tint: int, *, size: tuple[int, int] = (640, 360)) -> Path:
    """A movie of one second with something in it: a disc of light before a shaded wall."""
    import av
    import numpy as np

    down, across = np.mgrid[0 : size[1], 0 : size[0]]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=24)
        stream.width, stream.height, stream.pix_fmt = *size, "yuvj420p"
        for index in range(12):
            disc = np.hypot(across - 90 - index * 30, down - 150) < 70
            wall = np.stack([across * 150 // size[0] + 30, down * 120 // size[1] + 40, across * 0 + tint % 200], axis=2)
            wall[disc] = (240, 225, 190)
            picture = av.VideoFrame.from_ndarray(wall.astype(np.uint8), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def sound(path: Path) -> Path:
    """Two seconds of something like speech, with a clap."""
    levels = (
        abs(math.sin(n / 5000) * math.sin(n / 21000)) * 0.3 + (0.6 if 9000 < n < 9400 else 0) for n in range(96000)
    )
    samples = struct.pack("<96000h", *(int(32000 * level * math.sin(n / 7)) for n, level in enumerate(levels)))
    return wave(path, chunk(b"fmt ", fmt(bits=16)), chunk(b"data", samples))


@pytest.fixture(scope="session")
def some_looks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Look, ...]:
    """Six looks, made as for a real day."""
    folder = tmp_path_factory.mktemp("looked-at")
    heard = sound(folder / "s.wav")
    jobs = [LookJob(key=f"k{n}", picture=str(movie(folder / f"{n}.mov", n * 35)), sound=str(heard)) for n in range(6)]
    found = looks(jobs, folder / "looks", workers=2)
    return tuple(Look(picture=picture, peaks=peaks) for picture, peaks in found.values())


def clip_line(number: int, look: Look) -> ClipLine:
    """The clip of this number of a day like any other."""
    scene = SCENES[number * len(SCENES) // 151][0]
    camera, take = "AB"[number % 2], 1 + number // 2 % 4
    hour, minute = 8 + number // 20, number * 3 % 60
    return ClipLine(
        id=f"clip{number}", kind="sync", name=f"A012C{number:03}_260925_R1AB", scene=scene,
        slate=f"{scene}/{1 + number // 8}-{take} {camera}", camera=camera, roll=f"{camera}012", sound_roll="S003",
        start=f"{hour:02}:{minute:02}:10:00", end=f"{hour:02}:{minute:02}:52:12", rate="24",
        seconds=Fraction(1020, 24), circled=number % 4 == 3, shot_size=SIZES[number % 4], comments=WORDS[number % 4],
        tracks="MIX PERCHE HF1", path=f"/Volumes/RUSHES/J03/{camera}012/A012C{number:03}_260925_R1AB.mov",
        tape=f"{camera}012", look=look, issues=("circled-absent",) if number == 5 else (),
    )  # fmt: skip


def issue(number: int, severity: Severity) -> Issue:
    """An issue as check finds them."""
    return Issue(
        code="circled-absent", severity=severity, subject=f"12/3-{number}", day=3, scene="12", key=f"k{number}",
        what=f"12/3-{number} is circled in the script notes, and no card holds it.",
        todo="Look on the cards that came with it; if it was never shot, accept this with the reason.",
        evidence=(
            Evidence(where="scripte_J03.csv:14", says=f"12/3 prise {number} cerclée, A012C004"),
            Evidence(where="S003T05.wav", says=f"iXML: scene 12/3, take {number}"),
        ),
        clips=("clip5", "clip6"),
    )  # fmt: skip


ISSUES = (
    issue(2, Severity.BLOCKING),
    replace(
        issue(3, Severity.BLOCKING), code="identity-conflict",
        what="The clap of 12/3-3 says 12/3, the camera says 12/4.", todo="Listen to the clap, then set the slate.",
    ),
    replace(issue(4, Severity.WARNING), code="duplicate", what="A012C003 lies on two cards with the same content."),
    replace(issue(5, Severity.NOTICE), code="wild-track", what="12 SS1 is sound that never had a picture."),
    replace(
        issue(6, Severity.WARNING), code="mos", what="7/2-1 has no sound.",
        accepted=Accepted(who="Jeanne", because="MOS, dit la scripte", at="2026-09-26 08:02"),
    ),
)  # fmt: skip


@pytest.fixture(scope="session")
def full_day(some_looks: tuple[Look, ...]) -> DayReport:
    """150 clips, issues of every severity, 148 scenes."""
    clips = tuple(clip_line(number, some_looks[number % 6]) for number in range(150))
    wild = ClipLine(
        id="w", kind="wild", name="S003T07", slate="12 SS1", scene="12", roll="S003", sound_roll="S003",
        seconds=Fraction(8), comments="ambiance cuisine, frigo coupé", look=Look(peaks=some_looks[0].peaks),
    )  # fmt: skip
    states = ("done", "partly", "absent", "omitted", "unplanned")
    today = tuple(
        SceneLine(
            label=label, title=title, state=state, setups=4, takes=12, circled=3, cameras=("A", "B"), days=(2, 3),
            useful=Fraction(154), shot=Fraction(612), today=True, wild=n % 2,
            lacking=() if state == "done" else ("12/3-2 circled and absent",),
        )
        for n, ((label, title), state) in enumerate(zip(SCENES, states, strict=False))
    )  # fmt: skip
    rest = tuple(SceneLine(label=str(n), title="JETÉE", state=states[2 + n % 3]) for n in range(20, 164))
    return DayReport(
        production="La Nuit d'été", code="NDV", day=3, date=date(2026, 9, 25), language="fr", made="2026-09-26 07:12",
        issues=ISSUES, scenes=today + rest, clips=(*clips[:40], wild, *clips[40:]),
        rolls=(
            RollLine(name="A012", kind="picture", camera="A", clips=75, seconds=Fraction(3188), size=412_300_000_000,
                     path="/Volumes/RUSHES/J03/A012"),
            RollLine(name="B012", kind="picture", camera="B", clips=75, seconds=Fraction(3188), size=398_100_000_000,
                     path="/Volumes/RUSHES/J03/B012"),
            RollLine(name="S003", kind="sound", clips=76, seconds=Fraction(4001), size=9_400_000_000,
                     path="/Volumes/RUSHES/SON/J03/S003"),
        ),
        papers=(PaperLine(name="scripte_J03.csv", family="script notes", notes=19),
                PaperLine(name="crif_J03.csv", family="camera report", notes=18)),
        useful=Fraction(760), shot=Fraction(3188),
    )  # fmt: skip


@pytest.fixture
def calm_day(full_day: DayReport) -> DayReport:
    """The same with nothing to say about it."""
    return replace(full_day, issues=(), clips=tuple(replace(clip, issues=()) for clip in full_day.clips[:9]))


@pytest.fixture
def empty_day() -> DayReport:
    """A day of which nothing is there."""
    return DayReport(production="", code="NDV", day=None, date=None, language="en", made="2026-09-26 07:12")


@pytest.fixture
def troubled_day(full_day: DayReport) -> DayReport:
    """300 issues, a third of each severity."""
    severities = [Severity.BLOCKING] * 100 + [Severity.WARNING] * 100 + [Severity.NOTICE] * 100
    return replace(full_day, issues=tuple(issue(n, s) for n, s in enumerate(severities)), clips=full_day.clips[:12])


HOSTILE = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "'; background:url(//example.invalid/x)} </style><script>document.title='owned'</script>",
    "\u202egpj.exe\u202c שלום 🎬🏳️‍🌈",
    "a\x00b\x07c\x1b[31m\x85\u2028d",
    "{production} %s {0}",
    "x" * 300,
    "\udcff not UTF-8",
    "&lt;b&gt; & </bdi></section></html>",
)


@pytest.fixture
def hostile_day(full_day: DayReport) -> DayReport:
    """Every text of the report is one of HOSTILE, each in turn."""
    turn = iter(HOSTILE * 200)

    def words() -> str:
        return next(turn)

    clips = tuple(
        replace(
            clip, kind=words(), name=words(), slate=words(), scene=words(), camera=words(), roll=words(),
            sound_roll=words(), start=words(), end=words(), rate=words(), shot_size=words(), comments=words(),
            path=words(), issues=(words(),),
        )
        for clip in full_day.clips[:18]
    )  # fmt: skip
    issues = tuple(
        replace(
            one, code=words(), subject=words(), what=words(), todo=words(),
            evidence=(Evidence(where=words(), says=words()),),
            accepted=Accepted(who=words(), because=words(), at=words()) if one.accepted else None,
        )
        for one in ISSUES * 2
    )  # fmt: skip
    scenes = tuple(
        replace(scene, label=words(), ep=words(), title=words(), state=words(), cameras=(words(),), lacking=(words(),))
        for scene in full_day.scenes[:9]
    )
    return replace(
        full_day, production=words() + words() + words(), code=words(), made=words(), clips=clips, issues=issues,
        scenes=scenes,
        rolls=tuple(RollLine(name=words(), kind=words(), camera=words(), path=words()) for _n in range(9)),
        papers=tuple(PaperLine(name=words(), family=words()) for _n in range(9)),
    )  # fmt: skip
