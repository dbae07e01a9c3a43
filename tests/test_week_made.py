"""The generated week keeps its promises: what is on disk and on paper, and that nothing is wrong but the faults."""

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chutier.catalog import Catalog, ingest
from chutier.catalog.load import recordings
from chutier.catalog.recordings import length_seconds, start_seconds
from chutier.check.kinds import KINDS
from chutier.demo.week import Fault, Week, make_week
from chutier.errors import ChutierError, UsageError
from chutier.events import Event, silent
from chutier.files import write_whole
from chutier.model import MediaInfo, MediaKind, Source
from chutier.show import create_show, load_show

if TYPE_CHECKING:
    from chutier.demo import DemoDay

SEEDS = (1, 7, 20260511)
CLIP = re.compile(r"([A-D]\d{3})C(\d{3})")
SLATE = re.compile(r"(\w+)/(\d+)-(\d+)")
DAY = 86400


@pytest.fixture(scope="module", params=SEEDS)
def week(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Week:
    return make_week(tmp_path_factory.mktemp("week") / "la-semaine", request.param)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Week:
    """A week without any fault."""
    return make_week(tmp_path_factory.mktemp("week") / "la-semaine", 3, faults=0)


@pytest.fixture(scope="module")
def infos(week: Week) -> list[MediaInfo]:
    return read(week)


def files(week: Week) -> list[Path]:
    return [path for source in week.sources for path in sorted(source.rglob("*")) if path.is_file()]


def read(week: Week) -> list[MediaInfo]:
    return list(week.scan(files(week), None, silent))


def rows(week: Week, name: str) -> Iterator[dict[str, str]]:
    """The rows of every paper called like `name`, below whatever stands above their headings."""
    for path in week.papers:
        if path.match(name):
            text = path.read_bytes().decode("cp1252" if path.name.startswith("scripte_") else "utf-8")
            table = text.rpartition("\r\n\r\n")[2]
            delimiter = ";" if path.name.startswith("scripte_") else ","
            for row in csv.DictReader(io.StringIO(table), delimiter=delimiter):
                yield row | {"paper": path.name, "folder": path.parent.name}


def script_rows(week: Week) -> list[dict[str, str]]:
    """The script notes of both units under the headings of the first: every row has a slate and its clips."""
    french = [row | {"Slate": row["Séq./plan"], "Take": row["Prise"], "Clips": row["Cartes"],
                     "Circled": row["Avis"]}
              for row in rows(week, "scripte_*.csv")]  # fmt: skip
    english = [row | {"Slate": f"{row['Scene']}/{row['Setup']}" if row["Setup"] else row["Scene"],
                      "Take": row["Take"].split()[0]}
               for row in rows(week, "script_notes_*.csv")]  # fmt: skip
    return french + english


def pictures(infos: Iterable[MediaInfo]) -> list[MediaInfo]:
    return [info for info in infos if info.kind is MediaKind.PICTURE]


def short(info: MediaInfo) -> str:
    return Path(info.path).name.partition("_")[0]


def said(info: MediaInfo, field: str, source: Source) -> object:
    return next((word.value for word in info.said if word.field == field and word.source is source), None)


def about(week: Week, *codes: str) -> set[str]:
    return {word for fault in week.faults if fault.code in codes for word in fault.about}


def by_card(infos: Iterable[MediaInfo]) -> dict[str, list[MediaInfo]]:
    """The clips that belong on each card, in their order; copies are passed over."""
    cards: dict[str, list[MediaInfo]] = defaultdict(list)
    for info in pictures(infos):
        folder = Path(info.path).parent
        if short(info).startswith(folder.name):
            cards[str(folder)].append(info)
    return cards


def on_from(first: MediaInfo, second: MediaInfo) -> Fraction:
    """Seconds from one start to the next, midnight between them or not."""
    one, two = start_seconds(first), start_seconds(second)
    assert one is not None
    assert two is not None
    return (two - one + DAY // 2) % DAY - DAY // 2


@pytest.mark.parametrize("seed", range(40, 48))
def test_a_week_has_about_its_clips_and_exactly_its_faults(seed: int, tmp_path: Path) -> None:
    week = make_week(tmp_path / "week", seed)
    movies = [path for path in files(week) if path.suffix == ".mov"]
    assert 873 <= len(movies) <= 927
    codes = Counter(fault.code for fault in week.faults)
    assert len(week.faults) == 40
    assert len(codes) == 20
    assert min(codes.values()) == 2
    assert {fault.day for fault in week.faults} <= set(range(1, 7))
    assert [str(day) for day in week.days] == [f"2026-05-{11 + day}" for day in range(6)]
    for fault in week.faults:
        assert fault.about
        assert fault.severity == KINDS[fault.code].severity


def test_files_are_placeholders_that_tell_what_the_real_ones_would(week: Week, infos: list[MediaInfo]) -> None:
    events: list[Event] = []
    again = list(week.scan(files(week), None, events.append))
    assert again == infos
    assert (events[-1].done, events[-1].total) == (len(infos), len(infos))
    for info in infos:
        status = Path(info.path).stat()
        assert (info.size, info.mtime_ns) == (status.st_size, status.st_mtime_ns)
        assert info.size < 100
    assert len({Path(info.path).read_bytes() for info in infos}) == len(infos) - 2  # two copies


def test_they_look_like_what_probing_the_demo_day_gives(demo_day: "DemoDay", clean: Week) -> None:
    from chutier.media.probe import probe

    def looks(info: MediaInfo) -> tuple[object, ...]:
        filled = {one.name for one in fields(info) if getattr(info, one.name) not in ("", None, ())}
        return filled, info.origins, [(word.field, word.source, word.origin) for word in info.said]

    of_week = read(clean)
    names = ("A012C001", "B007C001", "A013C006", "S003T01", "S003T07", "S003T14")
    demo = [path for path in demo_day.folder.rglob("*_*_R*.mov") if path.name.startswith(names)]
    demo += [path for path in demo_day.folder.rglob("S003T*.wav") if path.stem in names]
    known = [looks(info) for info in of_week]
    assert len(demo) == len(names)
    for path in demo:
        assert looks(probe(path)) in known, path.name


def test_clips_are_numbered_without_gaps_but_for_the_faults(week: Week, infos: list[MediaInfo]) -> None:
    missing = set()
    for card, clips in by_card(infos).items():
        numbers = [int(short(info)[-3:]) for info in clips]
        missing |= {f"{Path(card).name}C{n:03}" for n in set(range(1, max(numbers) + 1)) - set(numbers)}
    assert missing == about(week, "clip-gap")


def test_cards_count_on_and_each_bears_one_name_but_for_the_faults(week: Week, infos: list[MediaInfo]) -> None:
    cards = [Path(card) for card in by_card(infos)]
    names = Counter(card.name for card in cards)
    assert {name for name, count in names.items() if count > 1} == about(week, "reel-twice")
    names.update(about(week, "card-absent"))
    for letter in "ABCD":
        numbers = sorted(int(name[1:]) for name in names if name[0] == letter)
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    for count in Counter((card.parent.name, card.name[0]) for card in cards).values():
        assert 1 <= count <= 3


def test_timecode_goes_on_within_a_card_but_for_the_faults(week: Week, infos: list[MediaInfo]) -> None:
    overlapping = set()
    for clips in by_card(infos).values():
        for before, after in pairwise([info for info in clips if not info.error]):
            assert on_from(before, after) > 0
            assert before.duration is not None
            if on_from(before, after) < before.duration:
                overlapping.add(short(after))
                assert on_from(before, after) >= before.duration - 5
                assert not after.audio
    assert len(overlapping) == 2
    assert overlapping <= about(week, "tc-overlap")


def test_cameras_and_recorders_of_a_unit_do_not_overlap_themselves(clean: Week) -> None:
    infos = read(clean)
    tracks: dict[str, list[MediaInfo]] = defaultdict(list)
    for info in infos:
        folder = Path(info.path).parent
        key = folder.name[0] if info.kind is MediaKind.PICTURE else folder.name
        tracks[f"{folder.parent} {key}"].append(info)
    for some in tracks.values():
        for before, after in pairwise(some):
            length = length_seconds(before)
            assert length is not None
            assert on_from(before, after) >= length


def test_takes_are_counted_without_gaps_but_for_the_faults(week: Week, infos: list[MediaInfo]) -> None:
    takes: dict[str, set[int]] = defaultdict(set)
    for row in script_rows(week):
        takes[row["Slate"]].add(int(row["Take"]))
    for info in infos:
        slate, take = said(info, "scene", Source.SOUND), said(info, "take", Source.SOUND)
        if isinstance(slate, str) and isinstance(take, int):
            takes[slate].add(take)
    damaged = about(week, "excel-date")
    missing = {
        f"{slate}-{take}" for slate, known in takes.items() if slate not in damaged
        for take in set(range(1, max(known) + 1)) - known
    }  # fmt: skip
    assert missing - damaged == about(week, "take-gap")


def test_a_sound_runs_with_every_picture_that_should_have_one(week: Week, infos: list[MediaInfo]) -> None:
    known = {info.path: info for info in infos}
    starts: dict[str, list[Fraction]] = defaultdict(list)
    for picture, sound in week.sounds.items():
        one, two = known[str(picture)], known[str(sound)]
        if one.error:
            continue
        length, heard = length_seconds(one), length_seconds(two)
        assert length is not None
        assert heard is not None
        lead = on_from(two, one)
        tail = heard - lead - length
        starts[str(sound)].append(lead)
        assert Fraction(1, 2) < tail < 2
        assert 2 < lead < 9
    assert all(min(some) < 4 for some in starts.values())
    late = [max(some) - min(some) for some in starts.values()]
    assert sum(seconds >= 2 for seconds in late) > 10
    without = {short(info) for info in pictures(infos) if info.audio and Path(info.path) not in week.sounds}
    copies = {short(info) for info in pictures(infos) if not short(info).startswith(Path(info.path).parent.name)}
    clips = {word for word in about(week, "no-sound", "no-slate") if CLIP.fullmatch(word)}
    assert without - copies == clips
    assert copies == {word for word in about(week, "duplicate") if CLIP.fullmatch(word)}


def test_what_is_odd_of_a_file_is_a_fault(week: Week, infos: list[MediaInfo]) -> None:
    odd: dict[str, set[str]] = defaultdict(set)
    for info in infos:
        name = Path(info.path).stem if info.kind is MediaKind.SOUND else short(info)
        if info.error:
            odd["unreadable"].add(name)
        elif info.kind is MediaKind.PICTURE:
            odd["rate"] |= {name} if info.rate != 24 else set()
            odd["raster"] |= {name} if (info.width, info.height) != (1920, 1080) else set()
            odd["codec"] |= {name} if info.codec != "prores" else set()
        else:
            odd["tracks"] |= {name} if len(info.audio) != 3 else set()
            odd["sound-drift"] |= {name} if info.rate != 24 else set()
    for code, names in odd.items():
        assert len(names) == 2, code
        assert names <= about(week, code)


def test_the_notes_name_every_clip_but_for_the_faults(week: Week, infos: list[MediaInfo]) -> None:
    days = {Path(info.path).parent.parent.name + short(info) for info in pictures(infos)}
    noted = {row["folder"] + clip for row in script_rows(week) for clip in row["Clips"].split() if CLIP.fullmatch(clip)}
    reported = {row["folder"] + row["tkCard"] + row["tkClip"] for row in rows(week, "crif_*.csv")}
    absent = about(week, "card-absent")
    for papers in (noted, reported):
        lost = papers - days
        assert {name[3:7] for name in lost} == absent
        assert all(3 <= sum(name[3:7] == card for name in lost) <= 6 for card in absent)
    assert {name[3:] for name in days - noted} == {
        word for word in about(week, "not-in-notes", "no-slate") if CLIP.fullmatch(word)
    }
    assert days <= reported


def test_takes_without_a_picture_are_in_the_notes_or_on_a_sound_roll(week: Week, infos: list[MediaInfo]) -> None:
    script = {f"{row['Slate']}-{row['Take']}": row for row in script_rows(week)}
    sounds = {f"{said(i, 'scene', Source.SOUND)}-{said(i, 'take', Source.SOUND)}" for i in infos if i.samples}
    for slate in about(week, "circled-absent", "take-absent"):
        row = script[slate]
        assert not any(CLIP.fullmatch(clip) for clip in row["Clips"].split())
        circled = slate in about(week, "circled-absent")
        assert bool(row["Circled"]) is circled
        assert (slate in sounds) is circled
    for slate in about(week, "no-picture") & sounds:
        assert slate not in script
    assert len(about(week, "no-picture") & sounds) == 2
    for slate in about(week, "take-gap"):
        assert slate not in script
        assert slate not in sounds


def test_a_camera_contradicts_the_board_only_where_it_is_a_fault(week: Week, infos: list[MediaInfo]) -> None:
    script = {clip: row["Slate"] for row in script_rows(week) for clip in row["Clips"].split()}
    again = about(week, "reel-twice")
    differ = {
        short(info) for info in pictures(infos)
        if (scene := said(info, "scene", Source.CAMERA)) and short(info) in script and scene != script[short(info)]
    }  # fmt: skip
    differ = {name for name in differ if name[:4] not in again and name not in about(week, "excel-date")}
    assert differ == {word for word in about(week, "conflict") if CLIP.fullmatch(word)}


def test_dates_stand_for_slates_in_two_rows(week: Week) -> None:
    dates = [
        row for row in rows(week, "scripte_*.csv") if "/" not in row["Séq./plan"] and " SS" not in row["Séq./plan"]
    ]
    assert len(dates) == 2
    for row in dates:
        assert re.fullmatch(r"\d+-[a-zéû]+", row["Séq./plan"])
        assert {row["Séq./plan"], *row["Cartes"].split()} <= about(week, "excel-date")


def test_the_week_is_one_of_two_units_and_a_night(week: Week, infos: list[MediaInfo]) -> None:
    circled = [bool(row["Circled"]) for row in script_rows(week) if "SS" not in row["Slate"]]
    assert 0.25 < sum(circled) / len(circled) < 0.42
    scenes = {row["Slate"].split("/")[0].split()[0] for row in script_rows(week)}
    listed = week.scene_list.read_text(encoding="utf-8").splitlines()[1:]
    assert 50 <= len(scenes - about(week, "excel-date")) <= 62
    assert len(listed) == 120
    assert {"12bis", "A47"} <= {line.split(";")[0] for line in listed}
    over = [info for info in pictures(infos) if info.time and info.time.crosses_midnight]
    assert over
    assert all("J04" in info.path and Path(info.path) in week.sounds for info in over)
    night = [info for info in pictures(infos) if "J04" in info.path and info.time and info.time.start.frame < 24 * 9000]
    assert night
    units: dict[bool, list[tuple[str, int, int]]] = {True: [], False: []}
    for info in pictures(infos):
        if info.time and info.rate == 24:
            start = info.time.start.frame
            units[short(info)[0] in "AB"].append((Path(info.path).parts[-3], start, start + info.time.frames))
    together = sum(
        day == other and start < stop and begin < end
        for day, start, end in units[True] for other, begin, stop in units[False]
    )  # fmt: skip
    assert together > 10
    marks = Counter(mark for info in infos for word in info.said if word.field == "tags" for mark in word.value)  # type: ignore[union-attr]
    assert marks["PU"]
    assert sum(said(info, "wild", Source.SOUND) is True for info in infos) > 10
    assert sum(said(info, "comments", Source.CAMERA) == "MOS" for info in infos) > 50


def test_faults_keep_away_from_each_other(week: Week) -> None:
    def places(fault: Fault) -> tuple[set[tuple[str, int]], set[tuple[str, int]], set[str]]:
        clips = {(m[1], int(m[2])) for word in fault.about if (m := CLIP.fullmatch(word))}
        takes = {(f"{m[1]}/{m[2]}", int(m[3])) for word in fault.about if (m := SLATE.fullmatch(word))}
        return clips, takes, {word for word in fault.about if re.fullmatch(r"[A-D]\d{3}", word)}

    for one, two in combinations(week.faults, 2):
        (clips, takes, cards), (other_clips, other_takes, other_cards) = places(one), places(two)
        assert not any(a[0] == b[0] and abs(a[1] - b[1]) <= 1 for a in clips for b in other_clips), (one, two)
        assert not any(a[0] == b[0] and abs(a[1] - b[1]) <= 1 for a in takes for b in other_takes), (one, two)
        assert not {card for card, _number in clips} & other_cards
        assert not {card for card, _number in other_clips} & cards
        assert not cards & other_cards


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from chutier.demo.week import make_week;"
        "week = make_week(Path(sys.argv[1]), 5, clips=400, faults=20); print(repr((week.faults, week.infos)))"
    )
    told, content = [], []
    for name in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": name}
        command = [sys.executable, "-c", program, str(tmp_path / name)]
        told.append(subprocess.run(command, check=True, capture_output=True, env=environment, timeout=60).stdout)
        written = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        content.append([(path.relative_to(tmp_path / name), path.read_bytes()) for path in written])
        media = [path for path in written if path.suffix != ".csv"]
        content[-1] += [(path.relative_to(tmp_path / name), path.stat().st_mtime_ns) for path in media]
    assert told[0] == told[1]
    assert content[0] == content[1]
    assert make_week(tmp_path / "3", 6, clips=400, faults=20).faults != make_week(
        tmp_path / "4", 5, clips=400, faults=20).faults  # fmt: skip


def test_the_catalogue_takes_it_and_links_sound_to_picture(tmp_path: Path) -> None:
    week = make_week(tmp_path / "week", 11)
    made = create_show(tmp_path / "show", "La Nuit d'été", "long-metrage-fr", answers={"production.code": "NDV"})
    show = load_show(made.path)
    with Catalog.open(show.catalog_url) as catalogue:
        result = ingest(catalogue, [*week.sources, *week.papers], show.blueprint, scan=week.scan)
        found, links = recordings(catalogue)
        again = ingest(catalogue, week.sources, show.blueprint, scan=week.scan)
    assert (result.new, result.unreadable) == (len(files(week)), 2)
    assert (again.new, again.unchanged) == (0, len(files(week)))
    assert {roll.day for roll in result.rolls} == set(range(1, 7))
    assert all(roll.date == week.days[(roll.day or 0) - 1] for roll in result.rolls)
    assert len(result.papers) == len(week.papers)
    assert all(paper.notes > 0 and (paper.day or paper.date) for paper in result.papers)
    name = {recording.id: recording.lead.path for recording in found}
    linked = {(name[link.picture], name[link.sound]) for link in links}
    wrong = {word for fault in week.faults for word in fault.about}
    for picture, sound in week.sounds.items():
        if picture.name.partition("_")[0] not in wrong:
            assert (str(picture), str(sound)) in linked


def test_what_cannot_be_made_is_said(tmp_path: Path) -> None:
    write_whole(tmp_path / "full" / "notes.txt", "ours")
    with pytest.raises(UsageError, match="not empty"):
        make_week(tmp_path / "full")
    with pytest.raises(UsageError, match="too short for so many faults"):
        make_week(tmp_path / "short", clips=60)
    with pytest.raises(UsageError, match="too short for so many faults"):
        make_week(tmp_path / "none", clips=0, faults=20)
    assert not (tmp_path / "short").exists()


def test_a_path_of_another_week_is_refused(clean: Week, tmp_path: Path) -> None:
    write_whole(tmp_path / "A001C001.mov", "?")
    for path in (tmp_path / "A001C001.mov", clean.folder / "RUSHES" / "none.mov"):
        with pytest.raises(ChutierError, match="generated week"):
            list(clean.scan([path], 1, silent))
