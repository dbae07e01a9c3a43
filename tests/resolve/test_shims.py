"""The menu's scripts as text: what any Python makes of them, whatever the folders are called."""

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chutier_resolve
from chutier_resolve.install import menu_files
from chutier_resolve.shim import ENTRIES, Baked, canary, script, titles, version_of
from hosts.resolve_lua import LuaHost
from resolve.lua_bench import RUNTIMES

HOSTILE = [
    "/Users/léa/Mes films/chutier", "/Users/lea\u0301/x", "C:\\Users\\Léa\\new\\table", "\\\\server\\rushes\\N",
    "/a'b\"c", "/a\nb", "/Volumes/🎬/x", "/undecodable/\udce9t\udce9", "/{curly}/{0}/%s", "/夜", "/tail\\", "",
]  # fmt: skip
HOST = Path(chutier_resolve.__file__).parent / "host"


def baked(package: str, interpreter: str = "/usr/bin/python3") -> Baked:
    return Baked(package=package, interpreter=interpreter, version="1.2.3", language="fr")


def constants(text: str) -> dict[str, Any]:
    """The names that a script sets, with their values; read as Python 3.6 reads it."""
    tree = ast.parse(text, feature_version=(3, 6))
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


@pytest.mark.parametrize("verb", ENTRIES)
@pytest.mark.parametrize("folder", HOSTILE)
def test_any_folder_stands_in_a_script_as_it_is(verb: str, folder: str) -> None:
    text = script(verb, baked(folder, folder))
    assert text.isascii()
    assert 15 <= len(text.splitlines()) <= 25
    assert constants(text) == {"PACKAGE": folder, "INTERPRETER": folder}


@given(st.text())
def test_every_text_stands_in_a_script_as_it_is(folder: str) -> None:
    assert constants(script("build", baked(folder)))["PACKAGE"] == folder


def test_a_script_says_which_chutier_wrote_it() -> None:
    assert version_of(script("sync", baked("/x"))) == version_of(canary("1.2.3")) == "1.2.3"
    assert version_of("# Written by: somebody (1.2.3)") == version_of("") == ""


def run(text: str, found: dict[str, Any] | None = None) -> dict[str, Any]:
    """As Resolve runs it: no `__file__`, its own globals."""
    given = {"resolve": "the handle", **(found or {})}
    exec(compile(text, "Build bins.py", "exec"), given)  # noqa: S102 - what the program does
    return given


@pytest.fixture
def other_package(tmp_path: Path) -> Path:
    """A folder with a chutier_resolve of its own, which writes down what it is called with."""
    folder = tmp_path / "Été 🎬 d'ailleurs" / "site {packages}"
    host = folder / "chutier_resolve" / "host"
    host.mkdir(parents=True)
    (host.parent / "__init__.py").touch()
    (host / "__init__.py").touch()
    (host / "pipe.py").write_text(
        "import sys\ndef main(given, *rest):\n    print(ascii((given['resolve'], rest, __file__ in given)))\n"
        "    print([name for name in sys.path if 'ailleurs' in name])\n",
        encoding="utf-8",
    )
    return folder


def test_a_script_finds_our_half_and_nothing_else(other_package: Path, tmp_path: Path) -> None:
    """In a bare interpreter, without site-packages; the folder is on the path only while it is looked into."""
    file = tmp_path / "Construire les chutiers.py"
    file.write_text("resolve = 'the handle'\n" + script("rolls", baked(str(other_package), "/py")), encoding="ascii")
    told = subprocess.run(
        [sys.executable, "-I", "-S", str(file)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert told.stdout.splitlines() == ["('the handle', ('/py', 'rolls', 'fr'), False)", "[]"]


def test_a_package_that_went_away_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = list(sys.path)
    text = script("build", baked(str(tmp_path / "gone"))).replace("chutier_resolve.host", "chutier_gone.host")
    run(text)
    out, err = capsys.readouterr()
    assert "Traceback" in err
    assert "chutier resolve doctor" in out
    assert sys.path == before


def test_an_old_python_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 7, 17))
    run(script("build", baked(str(tmp_path))))
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert "3.8 or later" in out
    assert not err


@pytest.mark.parametrize("file", sorted(HOST.glob("*.py")), ids=lambda file: file.name)
def test_our_half_inside_is_python_3_8(file: Path) -> None:
    """Resolve runs it with whatever Python it finds: its syntax, and every import at the head of the file."""
    tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 8))
    inside = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    # The package's folder is off the path again when the work begins: a later import would not find it.
    assert all(node in tree.body for node in inside)


def test_our_half_inside_imports_only_the_standard_library() -> None:
    program = (
        "import sys; sys.path.append(sys.argv[1]); import chutier_resolve.host.pipe;"
        "print([n for n in sys.modules if n.split('.')[0] not in sys.stdlib_module_names | {'__main__'}])"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(HOST.parents[1])], capture_output=True, text=True, check=True
    )
    names = ast.literal_eval(told.stdout)
    assert {name for name in names if not name.startswith("chutier_resolve.host.")} == {
        "chutier_resolve", "chutier_resolve.host"
    }  # fmt: skip


def test_the_menu_has_one_script_for_each_entry() -> None:
    files = menu_files()
    assert [name for name in files if name.endswith(".py")] == [f"{titles()[verb]}.py" for verb in ENTRIES]
    assert list(files)[:6] == [
        "Build bins.py", "Check the day.py", "Sync.py", "Scene rolls.py", "Turnover markers out.py",
        "Undo last build.py",
    ]  # fmt: skip
    assert not any(set(name) & set('/\\:*?"<>|') or name.startswith(".") for name in files)


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_the_canary_runs_in_the_free_editions_lua(runtime: ModuleType) -> None:
    LuaHost(runtime, {}).run(canary("1.2.3"))
