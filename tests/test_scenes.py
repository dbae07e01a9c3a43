"""Scene lists as production offices send them: encodings, delimiters, headings, and everything that spoils them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import ReportError
from chutier.setreports.scenes import SceneList, read_scenes
from chutier.setreports.text import decode

FRENCH = """Séq;I/E;Décor;Effet;Résumé;Statut;Personnages
1;INT;CUISINE D’HÉLÈNE;JOUR;Hélène prépare le café;;Hélène, Noé
012 BIS;E;Forêt;NUIT;Ils s’éloignent à pied;ajoutée;NOÉ
A47;I/E;Voiture;Aube;«\u00a0Où va-t-on\u00a0?\u00a0»;;
48;;;;;SUPPRIMÉE;
"""


def read(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> SceneList:
    path = tmp_path / "scenario.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return read_scenes(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_list_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str, newline: str, delimiter: str) -> None:
    text = FRENCH.replace("\n", newline).replace(";", delimiter)
    found = read(tmp_path, text, encoding)
    assert found.encoding == encoding
    assert found.delimiter == delimiter
    assert [scene.label for scene in found.scenes] == ["1", "12bis", "A47", "48"]
    assert [scene.order for scene in found.scenes] == [0, 1, 2, 3]
    assert [scene.status for scene in found.scenes] == ["active", "added", "active", "omitted"]
    assert [scene.int_ext for scene in found.scenes] == ["INT", "EXT", "INT/EXT", ""]
    assert found.scenes[0].decor == "CUISINE D’HÉLÈNE"
    assert found.scenes[0].characters == ("Hélène", "Noé")
    assert found.scenes[1].slug == "Ils s’éloignent à pied"
    guesses = {"cp1252", "mac_roman", "utf-16-le", "utf-16-be"}
    assert [w for w in found.warnings if "guess" in w] == (
        [f"the encoding, {encoding}, is a guess"] if encoding in guesses else []
    )


@pytest.mark.parametrize("text", ["PÈRE, ÉTÉ À NOËL", "l’été déjà vu, ça et là", "École", "« Où ? »", "cœur"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_french_tells_windows_from_mac(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(st.binary(max_size=200))
def test_any_bytes_decode(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


@pytest.mark.parametrize(
    ("headings", "row", "want"),
    [
        ("Scene,Set,Day/Night,INT/EXT,Synopsis,Status,Cast", "12A,KITCHEN,DAY,INT,He eats,,TOM / ANN",
         ("12A", "KITCHEN", "DAY", "INT", "He eats", "active", ("TOM", "ANN"))),
        ("Scene Number,Description,D/N,I/E,Location,Omitted?,Characters", '12,"Eats, drinks",N,ext.,PARK,x,"A, B"',
         ("12", "PARK", "N", "EXT", "Eats, drinks", "active", ("A", "B"))),
        ("N° Séquence;PERSONNAGES;Intitulé;Lieu;effet;I-E;état", "7;;Le pont;Pont;SOIR;Ext;à tourner",
         ("7", "Pont", "SOIR", "EXT", "Le pont", "unshot", ())),
        ("n°;décor", "3;Gare", ("3", "Gare", "", "", "", "active", ())),
        ("#;décor", "3;Gare", ("3", "Gare", "", "", "", "active", ())),
        ("N°;Séquence;Décor", "1;40bis;Gare", ("40bis", "Gare", "", "", "", "active", ())),
    ],
)  # fmt: skip
def test_headings_in_any_order_and_either_language(
    tmp_path: Path, headings: str, row: str, want: tuple[object, ...]
) -> None:
    (scene,) = read(tmp_path, f"{headings}\n{row}\n").scenes
    got = (scene.label, scene.decor, scene.effect, scene.int_ext, scene.slug, scene.status, scene.characters)
    assert got == want


@pytest.mark.parametrize(
    ("cell", "label", "status"),
    [
        ("12", "12", "active"), ("012", "12", "active"), ("12.0", "12", "active"), ("12 BIS", "12bis", "active"),
        ("12Ter", "12ter", "active"), ("a47", "A47", "active"), ("12a", "12A", "active"), ("Sc. 12", "12", "active"),
        ("SÉQ 12bis", "12bis", "active"), ("Seq-12", "12", "active"), ("12 OMITTED", "12", "omitted"),
        ("12 (supprimée)", "12", "omitted"), ("GÉNÉRIQUE", "GÉNÉRIQUE", "active"),
    ],
)  # fmt: skip
def test_labels_come_out_as_slates_write_them(tmp_path: Path, cell: str, label: str, status: str) -> None:
    found = read(tmp_path, f"Scene;Set\n{cell};X\n")
    assert [(scene.label, scene.status) for scene in found.scenes] == [(label, status)]
    assert found.warnings == ()


@pytest.mark.parametrize("row", ["12;OMITTED;;", "12;;OMITTED;", "12;;;Omit", "12;;;Coupée", "12;Parc;;SUPPRIMEE"])
def test_an_omitted_scene_is_omitted_wherever_it_says_so(tmp_path: Path, row: str) -> None:
    assert read(tmp_path, f"Scene;Set;Synopsis;Status\n{row}\n").scenes[0].status == "omitted"


def test_episodes_have_their_own_scenes(tmp_path: Path) -> None:
    found = read(tmp_path, "Épisode;Séq\n101;1\nEP102;1\nÉpisode 103;1\n101;1\n")
    assert [(scene.ep, scene.label) for scene in found.scenes] == [("101", "1"), ("102", "1"), ("103", "1")]
    assert found.warnings == ("line 5: scene 1 again, left out",)


@pytest.mark.parametrize(
    "cell", ["12-mars", "03-Dec", "12/03/2026", "2026-03-12 00:00:00", "mars-12", "1 févr.", "12-août"]
)
def test_what_excel_made_of_a_scene_is_told_not_repaired(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, f"Séq;Décor\n1;Gare\n{cell};Quai\n")
    assert found.scenes[1].label == cell
    assert found.warnings == (f"line 3: {cell} looks like a date that a spreadsheet made of a scene",)


def test_what_a_person_should_look_at_is_told_with_its_line(tmp_path: Path) -> None:
    found = read(
        tmp_path, '\ufeffLA NUIT D\'ÉTÉ;;\n;;\nSéq;Décor;Statut\n1;"Gare\nquai 2";\n\n;Total;\n2;Parc;bof\n1;Gare;\n'
    )
    assert [(scene.label, scene.decor) for scene in found.scenes] == [("1", "Gare quai 2"), ("2", "Parc")]
    assert found.warnings == (
        "line 7: no scene number, left out",
        "line 8: unknown status 'bof'",
        "line 9: scene 1 again, left out",
    )


@pytest.mark.parametrize(
    ("content", "says", "line"),
    [
        (b"", "is empty", None),
        (b" \r\n\r\n", "is empty", None),
        (b"\xef\xbb\xbf", "is empty", None),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is not CSV but PNG", None),
        (b"\xff\xd8\xff\xe0" + bytes(40), "is not CSV but JPEG", None),
        (b"PK\x03\x04" + bytes(40), "is damaged, or no workbook", None),
        (b"RIFF\x00\x01\x02WAVE", "is not CSV but WAV", None),
        (b"\n\nDecor;Effet\nGare;JOUR\n", "the headings are: Decor, Effet", 3),
        (b'Scene;Set\n1;Park\n2;"never closed\n3;X\n', "is no CSV", 3),
        (b"x" * (64 * 2**20 + 1), "too large", None),
    ],
    ids=["empty", "blank", "mark only", "png", "jpeg", "xlsx", "wav", "no scene column", "open quote", "huge"],
)
def test_what_is_no_scene_list_is_refused_with_the_place(
    tmp_path: Path, content: bytes, says: str, line: int | None
) -> None:
    with pytest.raises(ReportError) as caught:
        read(tmp_path, content)
    assert says in caught.value.message
    assert caught.value.path.endswith("scenario.csv")
    assert caught.value.line == line
    assert caught.value.hint


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        read_scenes(tmp_path / "none.csv")


@given(st.lists(st.text('1A;,"\n\r\t é\x00', max_size=12), max_size=5))
def test_any_rows_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text("Scene;Set\n" + "\n".join(rows), encoding="utf-8", newline="")
    try:
        found = read_scenes(path)
    except ReportError:
        return
    assert len({(scene.ep, scene.label) for scene in found.scenes}) == len(found.scenes)
