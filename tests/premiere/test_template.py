"""`chutier premiere template`: a Premiere project with the show's bins, read back without the package that made it."""

import gzip
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import MissingExtra, NleError
from chutier.plan import with_parents
from chutier_premiere.prproj import write_bins
from command_line import CommandLine

pytest.importorskip("py_premiere", reason="needs chutier[prproj]")


def bins_of(path: Path) -> list[tuple[str, ...]]:
    """The bins of a project, by the references between its objects."""
    root = ET.fromstring(gzip.decompress(path.read_bytes()))
    objects = {one.get("ObjectUID"): one for one in root if one.get("ObjectUID")}
    assert len(objects) == len([one for one in root if one.get("ObjectUID")])
    found = []

    def walk(item: ET.Element, above: tuple[str, ...]) -> None:
        inside = item.findall("ProjectItemContainer/Items/Item")
        assert [one.get("Index") for one in inside] == [str(number) for number in range(len(inside))]
        for one in inside:
            child = objects[one.get("ObjectURef")]
            assert child.tag == "BinProjectItem"
            label = child.findtext("ProjectItem/Node/Properties/Column.PropertyText.Label")
            assert label == "BE.Prefs.LabelColors.7"
            path = (*above, child.findtext("ProjectItem/Name", ""))
            found.append(path)
            walk(child, path)

    (top,) = root.findall("RootProjectItem")
    walk(top, ())
    return sorted(found)


def test_a_new_show_has_its_bins(show: Path, typed: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "La Nuit.prproj"
    told = typed("premiere", "template", out)
    assert "177 bins, for Premiere 26.3.0" in told.out
    assert "experimental" in told.out
    assert "older Premiere may refuse it" in " ".join(told.out.split())
    bins = typed("premiere", "template", tmp_path / "2.prproj", "--json").data
    assert bins["premiere"] == "26.3.0"
    assert bins["experimental"] is True
    assert bins_of(out) == [tuple(path) for path in bins["bins"]]
    assert "Experimental" in typed("premiere", "template", "--help").out


def test_before_anything_was_shot(tmp_path: Path, typed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    typed("new", "la-nuit", "--template", "long-metrage-fr")
    monkeypatch.chdir(tmp_path / "la-nuit")
    typed("premiere", "template", "bins.prproj")
    assert ("20_RUSHES",) in bins_of(Path("bins.prproj"))
    assert not Path("catalogue.db").exists()


def test_nothing_is_written_over(show: Path, typed: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "a.prproj"
    out.write_bytes(b"mine")
    assert "is there already" in typed("premiere", "template", out, status=11).err
    assert out.read_bytes() == b"mine"
    assert "does not end in .prproj" in typed("premiere", "template", tmp_path / "a.xml", status=11).err


def test_without_the_package_one_sentence_says_how(
    show: Path, typed: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "py_premiere", None)
    answer = typed("premiere", "template", tmp_path / "a.prproj", status=18)
    assert "chutier[prproj]" in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    with pytest.raises(MissingExtra):
        write_bins(tmp_path / "a.prproj", [("A",)])
    assert not list(tmp_path.glob("*.prproj"))


NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1)


@given(st.sets(st.lists(NAMES, min_size=1, max_size=4).map(tuple), max_size=12))
def test_any_tree_comes_back(tmp_path_factory: pytest.TempPathFactory, paths: set[tuple[str, ...]]) -> None:
    out = tmp_path_factory.mktemp("project") / "a.prproj"
    bins = with_parents(paths)
    assert write_bins(out, bins) == "26.3.0"
    assert bins_of(out) == list(bins)


def test_a_name_that_the_package_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(NleError, match="cannot be in a Premiere project"):
        write_bins(tmp_path / "a.prproj", [("A",), ("A", "\x00")])
    assert not list(tmp_path.iterdir())
