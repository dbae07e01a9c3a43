"""Markers as text: both of Media Composer's dialects, sheets, colours, and everything that is none."""

import codecs
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import MediaError, NleError
from chutier.timecode import Timecode
from chutier_avid.markers import (
    COLORS,
    Dialect,
    Marker,
    as_frames,
    as_labels,
    color_named,
    csv_of,
    encode,
    old_color,
    read,
    read_sheet,
    read_text,
)
from chutier_avid.markers.marker import one_line
from command_line import CommandLine

REAL = "otio-aaf__multiple-markers-over-transitions.txt"
RATE = Fraction(25)
HOUR = Timecode.parse("01:00:00:00", RATE)
FIRST_COLORS = ("Red", "Green", "Blue", "Cyan", "Magenta", "Yellow", "Black", "White")


@pytest.fixture
def avid(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CommandLine:
    """Types commands in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return CommandLine(capsys)


# --- reading


def test_a_real_text_of_media_composer(samples: Path) -> None:
    file = samples / "avid" / REAL
    found = read(file)
    assert len(found.markers) == 62
    assert found.notes == ()
    assert found.markers[1] == Marker(position=5, comment="5", color="Red", user="username", track="V1")
    assert found.markers[-1].line == 62
    assert encode(found.markers, Dialect.FRAMES) == file.read_bytes()


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "L\t01:00:10:05\tV1\tRed\tune note\t1\t\tRed",
            Marker(position="01:00:10:05", comment="une note", user="L"),
        ),
        ("L\t01:00:10:05\tV1\tred\tune note\t1", Marker(position="01:00:10:05", comment="une note", user="L")),
        (
            "L\t250\tA2\tcyan\tx\t12",
            Marker(position=250, comment="x", color="Cyan", user="L", track="A2", length=12),
        ),
        ("\t01;00;10;05\tTC1\tBlue\t\t1", Marker(position="01;00;10;05", color="Blue", track="TC1")),
        ("L\t5\tV1\tRed\tx\t1\t\tPink", Marker(position=5, comment="x", color="Pink", user="L")),
        ("L\t5\tV1\tred\ta\tb\t1", Marker(position=5, comment="a b", user="L")),
        ("L\t5\tV1\tred\t7", Marker(position=5, comment="7", user="L")),
        ("L\t5\tV1\tred\t7\t1\t\t", Marker(position=5, comment="7", user="L")),
        ("L\t5\tV1\tred", Marker(position=5, user="L")),
        ("L\t5\tV1\tred\tx\t0", Marker(position=5, comment="x", user="L")),
    ],
)
def test_lines_as_they_are_found(line: str, wanted: Marker) -> None:
    assert read_text(f"{line}\r\n\r\n".encode()).markers == (wanted,)


def test_what_is_no_marker_is_told_by_its_line() -> None:
    found = read_text(b"Markers of reel 1\n\nL\t5\tV1\tred\tx\t1\nL\tsoon\tV1\tred\ty\t1\nL\t7\tV1\tlavender\tz\t1\n")
    assert [one.position for one in found.markers] == [5, 7]
    assert [note.split(":")[0] for note in found.notes] == ["line 1 is no marker", "line 4 is no marker", "line 5"]
    assert "'lavender'" in found.notes[2]


def test_the_notes_of_a_long_list_end() -> None:
    found = read_text(b"x\n" * 500 + b"L\t5\tV1\tred\tx\t1\n")
    assert len(found.notes) == 21
    assert found.notes[-1] == "… 480"


@pytest.mark.parametrize(
    ("codec", "mark", "told"),
    [
        ("utf-8", b"", False),
        ("utf-8", codecs.BOM_UTF8, False),
        ("utf-16-le", codecs.BOM_UTF16_LE, False),
        ("mac_roman", b"", True),
        ("cp1252", b"", True),
    ],
)
def test_french_in_five_encodings(codec: str, mark: bytes, told: bool) -> None:
    text = "Léa\t01:00:10:05\tV1\tRed\tforêt, « été » – Œuvre\t1\n"
    found = read_text(mark + text.encode(codec))
    assert found.markers[0].comment == "forêt, « été » – Œuvre"
    assert found.markers[0].user == "Léa"
    assert bool(found.notes) == told


NOTHING = {
    "empty": (b"", "no marker"),
    "prose": (b"Dear editor,\nsee below.\n", "no marker"),
    "aaf": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99), "an AAF"),
    "binary": (b"L\t5\tV1\tred\tx\0\x01\t1\n", "binary data"),
    "headings alone": (b"Start TC,Comment\n", "no marker"),
    "a sheet without times": (b"Start TC,Comment\nsoon,x\n", "no marker"),
    "large": (b"x" * (33 << 20), "too large"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_holds_no_markers_is_refused(tmp_path: Path, name: str) -> None:
    data, message = NOTHING[name]
    file = tmp_path / "markers.txt"
    file.write_bytes(data)
    with pytest.raises(MediaError, match=message) as caught:
        read(file)
    assert caught.value.hint
    assert caught.value.path == str(file)


# --- colours


def test_the_sixteen_colours_and_their_nearest_of_old() -> None:
    assert len(COLORS) == len(set(COLORS)) == 16
    assert COLORS[:8] == FIRST_COLORS
    assert {old_color(color) for color in COLORS} <= set(FIRST_COLORS)
    assert all(old_color(color) == color for color in FIRST_COLORS)


@pytest.mark.parametrize(
    ("text", "color"), [("red", "Red"), (" FOREST ", "Forest"), ("gray", "Grey"), ("rouge", "Red"), ("lavender", "")]
)
def test_colours_by_name(text: str, color: str) -> None:
    assert color_named(text) == color


# --- writing

MARKER = Marker(position="01:00:10:05", comment="une\tnote\r\nlongue", color="Denim", user="Léa", track="V2", length=3)


def test_the_two_dialects_to_the_letter() -> None:
    assert encode([MARKER]).decode() == "Léa\t01:00:10:05\tV2\tDenim\tune note longue\t3\t\tDenim\n"
    (framed,) = as_frames([MARKER], RATE, HOUR)
    assert encode([framed], Dialect.FRAMES).decode() == "Léa\t255\tV2\tdenim\tune note longue\t3\n"
    older = encode([MARKER], encoding="mac_roman", before_2024_6=True)
    assert older == "Léa\t01:00:10:05\tV2\tBlue\tune note longue\t3\t\tBlue\n".encode("mac_roman")


@pytest.mark.parametrize(
    ("dialect", "changes"),
    [
        (Dialect.AVID, {"position": 5}),
        (Dialect.AVID, {"position": "5"}),
        (Dialect.AVID, {"position": "soon"}),
        (Dialect.FRAMES, {}),
        (Dialect.FRAMES, {"position": -1}),
        (Dialect.AVID, {"color": "Lavender"}),
        (Dialect.AVID, {"track": ""}),
        (Dialect.AVID, {"track": "V 1"}),
        (Dialect.AVID, {"length": 0}),
        (Dialect.AVID, {"comment": "日本"}),
        (Dialect.AVID, {"user": "\udce9"}),
    ],
)
def test_what_cannot_be_written_is_refused(dialect: Dialect, changes: dict[str, object]) -> None:
    marker = Marker(**{"position": "01:00:10:05", **changes})  # type: ignore[arg-type]
    with pytest.raises(NleError) as caught:
        encode([marker], dialect, encoding="cp1252")
    assert caught.value.hint
    str(caught.value).encode()


# --- where a marker lies


@pytest.mark.parametrize(
    ("rate", "start", "label", "frames"),
    [
        ("25", "01:00:00:00", "01:00:00:00", 0),
        ("25", "10:00:00:00", "10:00:10:05", 255),
        ("29.97", "01:00:00;00", "01:01:00;02", 1800),
        ("24", "23:59:59:00", "00:00:01:00", 48),
    ],
)
def test_labels_and_frames_say_the_same_place(rate: str, start: str, label: str, frames: int) -> None:
    from chutier.timecode import parse_rate

    speed = parse_rate(rate)
    begin = Timecode.parse(start, speed)
    assert [one.position for one in as_frames([Marker(position=label)], speed, begin)] == [frames]
    assert [one.position for one in as_labels([Marker(position=frames)], speed, begin)] == [label]


def test_every_place_that_does_not_exist_is_counted() -> None:
    wrong = [Marker(position=label, line=n) for n, label in enumerate(["01:00:00:25", "01:00:00:00", "00:59:59:24"], 1)]
    with pytest.raises(NleError, match=r"line 1: .* \(and 1 more error\)"):
        as_frames(wrong, RATE, HOUR)
    with pytest.raises(NleError, match="more than a day"):
        as_labels([Marker(position=25 * 86_400)], RATE, HOUR)
    with pytest.raises(NleError, match="count differently"):
        as_frames([Marker(position="01:00:00;02")], Fraction(30000, 1001), Timecode(0, Fraction(30000, 1001)))
    with pytest.raises(NleError, match="meet at the sequence's start"):
        as_labels([Marker(position=5)], RATE)


# --- sheets


def test_a_sheet_to_the_letter() -> None:
    text = csv_of([MARKER, Marker(position="01:00:11:00", comment="=SUM(A1)")]).decode("utf-8-sig")
    assert text == (
        "Start TC,Comment,Color,User,Track,Length\r\n"
        "01:00:10:05,une note longue,Denim,Léa,V2,3\r\n"
        "01:00:11:00,'=SUM(A1),Red,,V1,1\r\n"
    )


SHEETS: dict[str, tuple[str, Marker]] = {
    "french": (
        "TC;Commentaire;Couleur;Auteur;Piste\n01:00:10:05;coupe;rouge;Léa;A1\n",
        Marker(position="01:00:10:05", comment="coupe", color="Red", user="Léa", track="A1"),
    ),
    "name and note": (
        "Name,Start,Notes\nVFX 010,01:00:10:05,paint out\n",
        Marker(position="01:00:10:05", comment="VFX 010: paint out"),
    ),
    "premiere": (
        "Marker Name\tDescription\tIn\tOut\tDuration\tMarker Type\n"
        "x\tx\t01:00:10:05\t01:00:10:15\t00:00:00:10\tComment\n",
        Marker(position="01:00:10:05", comment="x", length=10),
    ),
    "title above": ("Reel 1\n\nFrame,Comment\n12,x\n,\n", Marker(position=12, comment="x")),
    "a line end in a cell": ('Start TC,Comment\n01:00:10:05,"a\nb"\n', Marker(position="01:00:10:05", comment="a b")),
}


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_as_people_write_them(tmp_path: Path, name: str) -> None:
    text, marker = SHEETS[name]
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    found = read(file, rate=RATE)
    assert found.markers == (marker,)
    assert found.notes == ()


def test_oddities_of_a_sheet_are_told() -> None:
    found = read_sheet(b"Start TC,Color,Length\n01:00:00:00,lavender,soon\nlater,red,1\n01:00:01:00,red,00:00:00:10\n")
    assert [(one.color, one.length) for one in found.markers] == [("Red", 1), ("Red", 1)]
    assert len(found.notes) == 4


# --- there and back

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=20).map(one_line)
LABELS = st.integers(0, 25 * 86_400 - 1).map(lambda frame: str(Timecode(frame, RATE)))


def markers(positions: st.SearchStrategy[str] | st.SearchStrategy[int]) -> st.SearchStrategy[list[Marker]]:
    one = st.builds(
        Marker, position=positions, comment=TEXTS, color=st.sampled_from(COLORS), user=TEXTS,
        track=st.from_regex(r"[VA][1-9][0-9]?", fullmatch=True), length=st.integers(1, 10**6),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=6)


@given(markers(LABELS), st.sampled_from(["utf-8", "utf-16"]))
def test_labels_come_back(found: list[Marker], codec: str) -> None:
    assert list(read_text(encode(found, encoding=codec)).markers) == found
    assert list(read_sheet(csv_of(found)).markers) == found


@given(markers(st.integers(0, 10**7)))
def test_frames_come_back(found: list[Marker]) -> None:
    assert list(read_text(encode(found, Dialect.FRAMES)).markers) == found
    assert list(read_sheet(csv_of(found)).markers) == found


@given(markers(st.integers(0, 10**6)), LABELS)
def test_places_come_back(found: list[Marker], start: str) -> None:
    begin = Timecode.parse(start, RATE)
    assert list(as_frames(as_labels(found, RATE, begin), RATE, begin)) == found


@given(st.binary(max_size=200))
def test_any_bytes_are_markers_or_refused(data: bytes) -> None:
    for source in (data, b"L\t5\tV1\tred\t" + data, b"Start TC,Comment,Length\n1," + data):
        for reader in (read_text, read_sheet):
            try:
                reader(source)
            except MediaError:
                continue


# --- the command


def test_show(avid: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "m.txt"
    file.write_bytes(encode([MARKER, Marker(position="01:00:20:00", comment="fin")] * 30))
    assert "une note longue" in avid("avid", "markers", "show", file).out
    assert "20 more markers" in avid("avid", "markers", "show", file).out
    data = avid("avid", "markers", "show", file, "--json").data
    assert len(data["markers"]) == 60
    assert data["markers"][0]["color"] == "Denim"
    file.write_bytes(file.read_bytes() + b"and so on\n")
    assert "no marker" in avid("avid", "markers", "show", file, "--all", status=1).out


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--to", "avid"], b"Chutier\t01:00:10:05\tV1\tPink\tx\t1\t\tPink\n"),
        (["--to", "avid", "--rate", "25", "--before-2024-6"], b"Chutier\t01:00:10:05\tV1\tMagenta\tx\t1\t\tMagenta\n"),
        (["--to", "avid-frames", "--rate", "25", "--start", "01:00:00:00"], b"Chutier\t255\tV1\tpink\tx\t1\n"),
        (["--to", "avid", "--user", "é", "--write-encoding", "cp1252"], b"\xe9\t01:00:10:05\tV1\tPink\tx\t1\t\tPink\n"),
    ],
)  # fmt: skip
def test_convert_from_a_sheet(avid: CommandLine, tmp_path: Path, options: list[str], line: bytes) -> None:
    (tmp_path / "list.csv").write_text("Start TC,Comment,Color\n01:00:10:05,x,Pink\n")
    avid("avid", "markers", "convert", "list.csv", *options, "-o", "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == line


def test_a_real_text_to_a_sheet_and_back(avid: CommandLine, tmp_path: Path, samples: Path) -> None:
    file = samples / "avid" / REAL
    avid("avid", "markers", "convert", file, "--to", "csv", "-o", "frames.csv")
    avid("avid", "markers", "convert", "frames.csv", "--to", "avid-frames", "-o", "back.txt")
    assert (tmp_path / "back.txt").read_bytes() == file.read_bytes()
    place = ["--rate", "24", "--start", "01:00:00:00"]
    data = avid("avid", "markers", "convert", file, "--to", "csv", "-o", "labels.csv", *place, "--json").data
    assert data["markers"] == 62
    assert b"01:00:00:05,5,Red,username,V1,1" in (tmp_path / "labels.csv").read_bytes()
    avid("avid", "markers", "convert", "labels.csv", "--to", "avid-frames", "-o", "again.txt", *place)
    assert (tmp_path / "again.txt").read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["--to", "avid-frames"], 11, "--rate 25"),
        (["--to", "avid-frames", "--rate", "25"], 11, "--start"),
        (["--to", "avid", "--start", "01:00:00:00"], 11, "--rate 25"),
        (["--to", "avid", "--rate", "26"], 11, "not a frame rate"),
        (["--to", "avid", "--rate", "25", "--start", "soon"], 11, "not a timecode"),
        (["--to", "avid", "--rate", "4"], 11, "not a frame rate"),
        (["--to", "avid-frames", "--rate", "25", "--start", "02:00:00:00"], 19, "lies before the start"),
        (["--to", "avid", "--write-encoding", "klingon"], 11, "no encoding called"),
    ],
)
def test_convert_refuses_with_a_way_out(
    avid: CommandLine, tmp_path: Path, options: list[str], status: int, told: str
) -> None:
    (tmp_path / "list.csv").write_text("Start TC,Comment\n01:00:10:05,x\n")
    assert told in avid("avid", "markers", "convert", "list.csv", *options, "-o", "out.txt", status=status).err
    assert not (tmp_path / "out.txt").exists()


def test_nothing_is_written_over(avid: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Start TC,Comment\n01:00:10:05,x\n")
    assert "is there already" in avid(
        "avid", "markers", "convert", "list.csv", "--to", "avid", "-o", "list.csv", status=11
    ).err  # fmt: skip
    assert (tmp_path / "list.csv").read_text().startswith("Start TC")
