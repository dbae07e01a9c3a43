"""What a wrong show file or template is told. A case is a folder: chutier.yaml and what must be said of it."""

import json
import re
from pathlib import Path

import pytest

from chutier import i18n
from chutier.errors import ChutierError, ShowError, UsageError
from chutier.show import check_template, find_show, load_show

CASES = Path(__file__).parent / "cases" / "shows"


def told(error: ShowError, folder: Path) -> str:
    """Every mistake and what it suggests, without the folder's path."""
    lines = []
    for mistake in error.mistakes:
        lines.append(str(mistake).replace(str(folder) + "/", ""))
        if mistake.suggestion:
            lines.append(f"  → {mistake.suggestion}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("folder", sorted(p for p in CASES.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_every_mistake_at_once(folder: Path) -> None:
    with pytest.raises(ShowError) as caught:
        load_show(folder)
    assert told(caught.value, folder) == (folder / "mistakes.txt").read_text(encoding="utf-8")
    assert caught.value.hint
    with pytest.raises(ShowError) as checked:
        check_template(folder)
    assert checked.value.mistakes == caught.value.mistakes


DEEP = "bins: " + "[" * 2000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE: dict[str, tuple[bytes, str, int]] = {
    "empty": (b"", "empty", 1),
    "only comments": (b"# nothing\n\n", "empty", 1),
    "tab": (b"title: x\nproduction:\n\tfps: 25\n", "tab", 3),
    "Latin-1": ("title: x\n# déjà vu\n".encode("latin-1"), "not in UTF-8", 2),
    "UTF-16": ("title: x".encode("utf-16"), "not a UTF-8 text file", 0),
    "binary": (b"\x00\x00\x00\x18ftypqt  ", "not a UTF-8 text file", 0),
    "control character": (b"title: x\nid: \x07\n", "control character", 2),
    "5 MB": (b"# " + b"x" * 5_000_000, "too big", 0),
    "a list": (b"- a\n- b\n", "keys are expected", 1),
    "a word": (b"hello\n", "keys are expected", 1),
    "two documents": (b"a: 1\n---\nb: 2\n", "second document", 2),
    "open quote": (b'title: "x\nid: y\n', "never closed", 3),
    "colon": (b"title: Un film: le retour\n", "takes for a key", 1),
    "no colon": (b"title: x\nlocale\nid: y\n", "without its ':'", 3),
    "rule without quotes": (b"names:\n  clip: {seq}-{plan}\n", "loses its way", 2),
    "at sign": (b"bins:\n  - name: @scene_bin\n", "keeps for itself", 2),
    "percent": (b"names:\n  clip: %d\n", "keeps for itself", 2),
    "alias without anchor": (b"title: *x\n", "without its anchor", 1),
    "alias in itself": (b"bins: &a [*a]\n", "contains itself", 1),
    "alias bomb": (BOMB.encode(), "too much", 0),
    "nested": (DEEP.encode(), "too many levels", 1),
    "Python object": (b"title: !!python/object/apply:os.system [ls]\n", "is not used in show files", 1),
}


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_hostile_files_are_told_apart(case: str, tmp_path: Path) -> None:
    content, said, line = HOSTILE[case]
    file = tmp_path / "chutier.yaml"
    file.write_bytes(content)
    with pytest.raises(ShowError) as caught:
        load_show(tmp_path)
    error = caught.value
    messages = [error.message, *(m.message for m in error.mistakes)]
    assert any(said in message for message in messages), messages
    assert error.path == str(file)
    if line:
        assert any(m.line == line and said in m.message for m in error.mistakes)


@pytest.mark.parametrize("name", ["folder.yaml", "absent.yaml"])
def test_files_that_are_none(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(ChutierError) as caught:
        load_show(tmp_path / name)
    assert caught.value.hint


def test_no_show_here(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no show here"):
        find_show(tmp_path)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


CIRCLES = {
    "itself": ({"a": "extends: a.yaml"}, "a → a"),
    "two": ({"a": "extends: b.yaml", "b": "extends: ./a.yaml"}, "a → b → a"),
    "further on": ({"a": "extends: b.yaml", "b": "extends: c.yaml", "c": "extends: b.yaml"}, "b → c → b"),
}


@pytest.mark.parametrize("case", CIRCLES)
def test_a_template_that_extends_itself(case: str, tmp_path: Path) -> None:
    files, chain = CIRCLES[case]
    write(tmp_path, **files)
    with pytest.raises(ShowError, match="extends itself") as caught:
        check_template(tmp_path / "a.yaml")
    assert chain in str(caught.value)
    write(tmp_path, chutier="template: a.yaml")
    with pytest.raises(ShowError, match="extends itself"):
        load_show(tmp_path)


def test_extends_what_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, a="id: a\nextends: long-metrage", b="id: b\nextends: ./none.yaml")
    with pytest.raises(ShowError) as caught:
        check_template(tmp_path / "a.yaml")
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.key, mistake.suggestion) == (2, "extends", "did you mean long-metrage-fr?")
    with pytest.raises(ShowError) as caught:
        check_template(tmp_path / "b.yaml")
    assert "none.yaml" in caught.value.mistakes[0].message


def test_a_template_of_no_name_points_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, chutier="# our show\ntemplate: long-metrages-fr\n")
    with pytest.raises(ShowError) as caught:
        load_show(tmp_path)
    (mistake,) = caught.value.mistakes
    assert mistake.line == 2
    assert "long-metrage-fr" in mistake.suggestion


SETTINGS = {
    "production.fps=24.5": "not a frame rate",
    "production.fsp=25": "no such key",
    "names.clip={seqq}": "no token",
    "slate.system=de": "is not known here",
    "nothing=1": "no such key",
    "production.fps.x=1": "no such key",
    "template=serie-fr": "cannot change its template",
    "bins={name: x}": "a list is expected",
    "colors.circled=red": "red means offline",
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_wrong_settings_of_the_command_line(setting: str, tmp_path: Path) -> None:
    write(tmp_path, chutier="template: long-metrage-fr")
    name, _, value = setting.partition("=")
    with pytest.raises(ShowError) as caught:
        load_show(tmp_path, {name: value})
    assert any(SETTINGS[setting] in m.message and str(m).startswith("--set: ") for m in caught.value.mistakes)


TIMECODES = {
    "production: {start_tc: '01:00:00:00'}": "nothing without a rate",
    "production: {drop: true}": "nothing without a rate",
    "production: {fps: 25, drop: true}": "no drop frame at 25",
    "production: {fps: 25, start_tc: '01:00:00:25'}": "does not exist",
    "production: {fps: 29.97, start_tc: '00:01:00;00'}": "00:01:00;00",
    "production: {fps: 25, start_tc: 1 hour}": "not a timecode",
    "production: {raster: HD}": "not a picture size",
}
BARE = "slate: {system: fr}\nnames: {clip: '{seq}'}\nbins: [{name: A}]\n"


@pytest.mark.parametrize("production", TIMECODES)
def test_timecode_and_rate(production: str, tmp_path: Path) -> None:
    write(tmp_path, chutier=BARE + production)
    with pytest.raises(ShowError) as caught:
        load_show(tmp_path)
    (mistake,) = caught.value.mistakes
    assert TIMECODES[production] in mistake.message
    assert mistake.line == 4


def test_what_a_show_cannot_do_without(tmp_path: Path) -> None:
    write(
        tmp_path, chutier="extends: long-metrage-fr\nbins: [{name: A}, {name: a, children: [{name: é}, {name: é}]}]\n"
    )
    with pytest.raises(ShowError) as caught:
        load_show(tmp_path)
    text = told(caught.value, tmp_path)
    for words in ("does not extend, it follows", "rule that names clips", "never guessed", "two bins here"):
        assert words in text
    assert text.count("two bins here") == 2


def test_a_broken_rule_is_told_once_where_it_stands(tmp_path: Path) -> None:
    rules = "names:\n  clip: '{seqq}'\n  scene_bin: '@clip'\nbins:\n  - {name: '@scene_bin'}\n"
    write(tmp_path, chutier="slate: {system: fr}\n" + rules)
    with pytest.raises(ShowError) as caught:
        load_show(tmp_path)
    assert [(m.line, m.key) for m in caught.value.mistakes] == [(3, "names.clip")]


def test_mistakes_in_french(tmp_path: Path) -> None:
    write(tmp_path, chutier="template: long-metrage-fr\ntitel: x\n")
    i18n.use_language("fr")
    with pytest.raises(ShowError) as caught:
        load_show(tmp_path)
    assert json.dumps(caught.value.mistakes[0].message)
    assert re.match(r".*:2: titel: ", str(caught.value.mistakes[0]))
