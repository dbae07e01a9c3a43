"""Scripts as scene lists: Final Draft and Fountain, English and French, and files that are none."""

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import ReportError
from chutier.setreports.scenes import SceneList, read_scenes
from chutier.setreports.screenplay import read_screenplay


def read(tmp_path: Path, text: str | bytes, name: str = "script.fountain", encoding: str = "utf-8") -> SceneList:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return read_screenplay(path)


HEADINGS = [
    ("INT. KITCHEN - DAY", "INT", "KITCHEN", "DAY"),
    ("EXT. FOREST - NIGHT", "EXT", "FOREST", "NIGHT"),
    ("INT./EXT. CAR - DUSK", "INT/EXT", "CAR", "DUSK"),
    ("INT/EXT CAR – MOMENTS LATER", "INT/EXT", "CAR", "MOMENTS LATER"),
    ("I/E CAR - CONTINUOUS", "INT/EXT", "CAR", "CONTINUOUS"),
    ("I./E. CAR - DAY 3", "INT/EXT", "CAR", "DAY 3"),
    ("EXT/INT MAISON — SOIR", "INT/EXT", "MAISON", "SOIR"),
    ("EST. HOUSE - DAY", "EXT", "HOUSE", "DAY"),
    ("Int. Kitchen - Day", "INT", "Kitchen", "Day"),
    ("INT. HOUSE - KITCHEN", "INT", "HOUSE - KITCHEN", ""),
    ("INT. HOUSE - KITCHEN - LATER THAT NIGHT", "INT", "HOUSE - KITCHEN", "LATER THAT NIGHT"),
    ("EXT. 10 DOWNING STREET - DAY", "EXT", "10 DOWNING STREET", "DAY"),
    ("INT. ST. PETER'S - DAY", "INT", "ST. PETER'S", "DAY"),
    ("INT. CUISINE D’HÉLÈNE - JOUR", "INT", "CUISINE D’HÉLÈNE", "JOUR"),
    ("INT. JOUR - CUISINE", "INT", "CUISINE", "JOUR"),
    ("INT./JOUR CUISINE", "INT", "CUISINE", "JOUR"),
    ("EXT./JOUR – PARC", "EXT", "PARC", "JOUR"),
    ("INT. NUIT. CHAMBRE", "INT", "CHAMBRE", "NUIT"),
    ("INT NUIT CHAMBRE", "INT", "CHAMBRE", "NUIT"),
    ("INT CHAMBRE NUIT", "INT", "CHAMBRE", "NUIT"),
    ("INT. CHAMBRE / NUIT", "INT", "CHAMBRE", "NUIT"),
    ("INT. CHAMBRE (NUIT)", "INT", "CHAMBRE", "NUIT"),
    ("INT. CHAMBRE, JOUR/NUIT", "INT", "CHAMBRE", "JOUR/NUIT"),
    ("INT. CHAMBRE - JOUR/NUIT", "INT", "CHAMBRE", "JOUR/NUIT"),
    ("INTÉRIEUR. SAINT-DENIS. FIN DE JOURNÉE", "INT", "SAINT-DENIS", "FIN DE JOURNÉE"),
    ("EXTÉRIEUR - LA PLAGE - TOMBÉE DE LA NUIT", "EXT", "LA PLAGE", "TOMBÉE DE LA NUIT"),
    ("INT. BOÎTE DE NUIT", "INT", "BOÎTE DE NUIT", ""),
    ("INT. BOÎTE DE NUIT - PETIT MATIN", "INT", "BOÎTE DE NUIT", "PETIT MATIN"),
    ("INT. JOUR", "INT", "", "JOUR"),
]


@pytest.mark.parametrize(("heading", "int_ext", "decor", "effect"), HEADINGS)
@pytest.mark.parametrize("number", ["{} #12A#", "12A. {}", "12A {}", "SÉQ. 12A - {}", ".{} # 12a #"])
def test_headings_are_taken_apart(
    tmp_path: Path, number: str, heading: str, int_ext: str, decor: str, effect: str
) -> None:
    (scene,) = read(tmp_path, number.format(heading) + "\n").scenes
    assert (scene.label, scene.int_ext, scene.decor, scene.effect) == ("12A", int_ext, decor, effect)
    assert scene.slug == heading
    assert scene.status == "active"


def test_a_heading_may_be_bold(tmp_path: Path) -> None:
    (scene,) = read(tmp_path, "**INT. BAR - NUIT** #3#\n").scenes
    assert (scene.label, scene.decor, scene.effect, scene.slug) == ("3", "BAR", "NUIT", "INT. BAR - NUIT")


@pytest.mark.parametrize(
    ("heading", "int_ext", "decor", "effect"),
    [
        ("CUISINE - INT. JOUR", "INT", "CUISINE", "JOUR"), ("CUISINE – INT/NUIT", "INT", "CUISINE", "NUIT"),
        ("GÉNÉRIQUE", "", "GÉNÉRIQUE", ""), ("MONTAGE - NUIT", "", "MONTAGE", "NUIT"),
    ],
)  # fmt: skip
def test_a_forced_heading_may_look_as_it_likes(
    tmp_path: Path, heading: str, int_ext: str, decor: str, effect: str
) -> None:
    (scene,) = read(tmp_path, f".{heading}\n").scenes
    assert (scene.label, scene.int_ext, scene.decor, scene.effect) == ("1", int_ext, decor, effect)


FOUNTAIN = """Title: LA NUIT D'ÉTÉ
Author:
    Hélène
    INT. no heading - DAY

FADE IN:

# Acte I

INT. CUISINE - JOUR #1#

= Hélène prépare le café.

Interview of the day. Est-ce qu'il pleut ?

Est venu. EXTRA.

HÉLÈNE (V.O.)
(bas)
Où es-tu ?
INT. SAYS SHE - DAY

NOÉ ^
Ici.

HÉLÈNE (CONT'D)
Viens.

@McQueen
Yes.

BANG!
They fall.

CUT TO:

NOBODY

> THE END <

/* INT. CUT AWAY - DAY #9#

TOM
Gone. */

[[INT. NOTE - DAY

NOTE
no]]

...no heading

.LE PONT #2bis#

> FIN

=====

EXT. GARE - NUIT #A3#
DR. M. (O.S.)
Bonsoir.

OMITTED #4#

12 SUPPRIMÉE
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_fountain_script(tmp_path: Path, encoding: str, newline: str) -> None:
    found = read(tmp_path, FOUNTAIN.replace("\n", newline), encoding=encoding)
    assert [(scene.label, scene.int_ext, scene.decor, scene.effect, scene.status) for scene in found.scenes] == [
        ("1", "INT", "CUISINE", "JOUR", "active"), ("2bis", "", "LE PONT", "", "active"),
        ("A3", "EXT", "GARE", "NUIT", "active"), ("4", "", "", "", "omitted"), ("12", "", "", "", "omitted"),
    ]  # fmt: skip
    assert found.scenes[0].characters == ("HÉLÈNE", "NOÉ", "McQueen")
    assert found.scenes[0].slug == "Hélène prépare le café."
    assert found.encoding == encoding
    guessed = (f"the encoding, {encoding}, is a guess",) if encoding in ("cp1252", "mac_roman") else ()
    assert found.warnings == guessed


def test_scenes_without_a_number_are_counted_and_it_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "INT. A - DAY\n\nTOM\nHi.\n\nEXT. B\n\nINT. C\n")
    assert [(scene.label, scene.decor) for scene in found.scenes] == [("1", "A"), ("2", "B"), ("3", "C")]
    (warning,) = found.warnings
    assert "no scene numbers: its 3 scenes were counted" in warning


def test_a_scene_without_a_number_goes_by_the_one_before(tmp_path: Path) -> None:
    found = read(tmp_path, "INT. A #12#\n\nINT. B\n\nINT. C\n\nINT. D #13#\n\nINT. E\n\nINT. A #12#\n")
    assert [scene.label for scene in found.scenes] == ["12", "12A", "12B", "13", "14"]
    assert found.warnings == (
        "line 3: no scene number, counted as 12A", "line 5: no scene number, counted as 12B",
        "line 9: no scene number, counted as 14", "line 11: scene 12 again, left out",
    )  # fmt: skip


def paragraph(kind: str, *texts: str, more: str = "", inside: str = "") -> str:
    runs = "".join(f"<Text Style={quoteattr('Bold')}>{escape(text)}</Text>" for text in texts)
    return f'<Paragraph Type="{kind}" {more}>{inside}{runs}</Paragraph>'


def final_draft(*paragraphs: str, before: str = "") -> str:
    title_page = f"<TitlePage><Content>{paragraph('Scene Heading', 'INT. TITLE')}</Content></TitlePage>"
    lines = "\n".join(paragraphs)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n{before}\n'
        f'<FinalDraft DocumentType="Script" Version="5"><Content>\n{lines}\n</Content>{title_page}</FinalDraft>'
    )


SUMMARY = (
    '<SceneProperties Length="1/8" Page="1" Title=""><Summary><Paragraph><Text>Noé arrive.</Text></Paragraph></Summary>'
    "<SceneArcBeats><CharacterArcBeat><Paragraph><Text>beat</Text></Paragraph></CharacterArcBeat></SceneArcBeats>"
    "</SceneProperties>"
)
TOGETHER = (
    "<Paragraph><DualDialogue>" + paragraph("Character", "TOM (CONT’D)") + paragraph("Dialogue", "Now.")
    + paragraph("Character", "Noé") + paragraph("Dialogue", "Maintenant.") + "</DualDialogue></Paragraph>"
)  # fmt: skip
WAS = f"<OmittedScene>{paragraph('Scene Heading', 'INT. WAS - DAY')}{paragraph('Character', 'GHOST')}</OmittedScene>"


def test_a_final_draft_script(tmp_path: Path) -> None:
    text = final_draft(
        paragraph("Action", "FADE IN:"), paragraph("Character", "NOBODY"),
        paragraph("Scene Heading", "INT. FISH ", "& CHIPS – ", "JOUR", more='Number="1"', inside=SUMMARY),
        paragraph("Character", "TOM", " (V.O.)"), paragraph("Dialogue", "INT. SAYS HE"), TOGETHER,
        paragraph("Scene Heading", "EXT. GARE - NUIT", more='Number="2 BIS"',
                  inside='<SceneProperties Title="Le départ"/>'),
        paragraph("Scene Heading", "Omitted", more='Number="3"', inside=WAS), paragraph("Scene Heading", ""),
    )  # fmt: skip
    found = read(tmp_path, text, "script.fdx")
    assert [(scene.label, scene.int_ext, scene.decor, scene.effect, scene.slug) for scene in found.scenes] == [
        ("1", "INT", "FISH & CHIPS", "JOUR", "Noé arrive."), ("2bis", "EXT", "GARE", "NUIT", "Le départ"),
        ("3", "", "", "", "Omitted"),
    ]  # fmt: skip
    assert [scene.status for scene in found.scenes] == ["active", "active", "omitted"]
    assert [scene.characters for scene in found.scenes] == [("TOM", "Noé"), (), ()]
    assert (found.encoding, found.delimiter, found.warnings) == ("utf-8", "", ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_final_draft_in_another_encoding_than_it_says(tmp_path: Path, encoding: str) -> None:
    text = final_draft(paragraph("Scene Heading", "INT. ÉTÉ\x0b - JOUR", more='Number="1"'))
    (scene,) = read(tmp_path, text, "script.fdx", encoding).scenes
    assert (scene.decor, scene.effect) == ("ÉTÉ", "JOUR")


def test_final_draft_scenes_without_a_number_are_counted(tmp_path: Path) -> None:
    text = final_draft(*[paragraph("Scene Heading", f"INT. {name} - DAY") for name in "ABC"])
    found = read(tmp_path, text, "script.fdx")
    assert [scene.label for scene in found.scenes] == ["1", "2", "3"]
    assert "were counted" in found.warnings[0]


def test_a_scene_list_may_be_a_script(tmp_path: Path) -> None:
    path = tmp_path / "script.fountain"
    path.write_text("INT. GARE - NUIT #7#\n", encoding="utf-8")
    assert [scene.label for scene in read_scenes(path).scenes] == ["7"]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "boom">]>'


@pytest.mark.parametrize(
    ("content", "says", "line"),
    [
        ("", "is empty", None),
        (b"\xef\xbb\xbf \r\n", "is empty", None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text", None),
        ("%PDF-1.7\n", "is no script but PDF", None),
        ("Title: X\n\nNothing happens here.\n", "holds no scene heading", None),
        ("/* INT. A - DAY */\n", "holds no scene heading", None),
        (final_draft(paragraph("Action", "X")), "holds no scene heading", None),
        (final_draft(paragraph("Scene Heading", "&a;"), before=ENTITIES), "document type", 2),
        (final_draft("<Paragraph><Text>&undeclared;</Text></Paragraph>"), "undefined entity", 4),
        (final_draft("<Paragraph>"), "mismatched tag", 5),
        (final_draft("<a>" * 300 + "</a>" * 300), "too deep", 4),
        ("<html><body>INT. A</body></html>", "<html>", 1),
        ("<FinalDraft", "Final Draft", 1),
    ],
    ids=["empty", "blank", "picture", "pdf", "prose", "boneyard", "no headings", "entities", "entity", "broken", "deep",
         "html", "cut short"],
)  # fmt: skip
def test_what_is_no_script_is_refused_with_the_place(
    tmp_path: Path, content: str | bytes, says: str, line: int | None
) -> None:
    with pytest.raises(ReportError) as caught:
        read(tmp_path, content)
    assert says in caught.value.message
    assert caught.value.line == line
    assert caught.value.path.endswith("script.fountain")
    assert caught.value.hint


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        read_screenplay(tmp_path / "none.fountain")


PIECES = st.sampled_from([
    "INT. ", "EXT. ", "I/E ", ".", "#", "#12#", "/*", "*/", "[[", "]]", " - ", "JOUR", "NUIT", "@", "^", "(V.O.)",
    "OMITTED", "\n", "\n\n", "\r", "Title: x\n", "=", "12 ", "TOM", " ", "A", "é", "(", ")", "~", "!", ">", "<",
])  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60)))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.fountain"
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        found = read_screenplay(path)
    except ReportError:
        return
    labels = [scene.label for scene in found.scenes]
    assert labels
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert [scene.order for scene in found.scenes] == list(range(len(labels)))


@given(
    st.lists(
        st.sampled_from(["<Paragraph>", "</Paragraph>", "<Text>", "</Text>", "INT. A", "&amp;", "<", "&x;"]), max_size=9
    )
)
def test_any_elements_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.fdx"
    heading = paragraph("Scene Heading", "INT. A", more='Number="1"')
    path.write_text(final_draft(heading, "".join(pieces)), encoding="utf-8")
    try:
        found = read_screenplay(path)
    except ReportError:
        return
    assert [scene.label for scene in found.scenes] == ["1"]
