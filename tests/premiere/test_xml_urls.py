"""Paths of every system as addresses, checked with the standard library's own reading of them."""

from pathlib import PurePosixPath, PureWindowsPath
from unicodedata import normalize
from urllib.parse import unquote, unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier_premiere.xmeml.urls import file_of, name_of, url_of

NAMES = st.text(st.characters(exclude_characters='/\\:*?"<>|\0', exclude_categories=["Cs"]), min_size=1)


@given(st.lists(NAMES, min_size=1))
def test_macos_and_linux(names: list[str]) -> None:
    path = "/Volumes/" + "/".join(names)
    url = url_of(path)
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("file", "localhost", "", "")
    assert url.isascii()
    assert unquote(parts.path) == normalize("NFC", path)


@given(st.sampled_from("CDz"), st.lists(NAMES, min_size=1))
def test_drives_of_windows(drive: str, names: list[str]) -> None:
    path = f"{drive}:\\" + "\\".join(names)
    assert url_of(path).startswith(f"file://localhost/{drive}%3a/")
    assert unquote(url_of(path)) == "file://localhost/" + path.replace("\\", "/")
    assert url_of(f"\\\\?\\{path}") == url_of(path)
    if names != [".."] and not any(name in (".", "..") for name in names):
        ours, theirs = unquote(urlsplit(url_of(path)).path), unquote(urlsplit(PureWindowsPath(path).as_uri()).path)
        assert ours == theirs


def test_network_shares() -> None:
    assert url_of(r"\\nas\RUSHES é\a.mov") == "file://localhost//nas/RUSHES%20%C3%A9/a.mov"
    assert url_of("//nas/J03/a.mov") == url_of(r"\\nas\J03\a.mov") == url_of(r"\\?\UNC\nas\J03\a.mov")


def test_accents_are_composed_where_both_forms_are_one_file() -> None:
    apart = normalize("NFD", "é")
    assert url_of(f"/J03/{apart}.mov") == "file://localhost/J03/%C3%A9.mov"
    assert url_of(f"D:\\{apart}.mov") == "file://localhost/D%3a/e%CC%81.mov"


def test_names_that_are_no_text_keep_their_bytes() -> None:
    path = b"/J03/prise\xe9.mov".decode("utf-8", "surrogateescape")
    assert unquote_to_bytes(urlsplit(url_of(path)).path) == b"/J03/prise\xe9.mov"


@pytest.mark.parametrize("path", ["/a/#1?.mov", "/a/100%.mov", "/a/a b+c.mov", "/a/C:\\odd.mov", "/a/[1].mov"])
def test_signs_that_mean_something_in_an_address(path: str) -> None:
    parts = urlsplit(url_of(path))
    assert unquote(parts.path) == path
    assert name_of(path) == PurePosixPath(path).name


def test_numbered_frames_are_told_by_the_first() -> None:
    assert file_of("/a/f_[0010-0100].dpx") == "/a/f_0010.dpx"
    assert name_of("D:\\a\\f_[0010-0100].dpx") == "f_0010.dpx"
    assert url_of("/a/f_[0010-0100].dpx").endswith("/a/f_0010.dpx")
