"""`chutier resolve install` and `uninstall`: what they write, what they leave, and that nothing else is touched."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import chutier_resolve.install as installing
from chutier.errors import NleError, UsageError
from chutier_resolve.install import chosen, install, menu_below, of_one_person, put_script
from chutier_resolve.manifest import Manifest, manifest_file
from chutier_resolve.places import places
from command_line import CommandLine

ENTRIES = [
    "Build bins.py", "Check the day.py", "Chutier is here.lua", "Chutier look.lua", "Scene rolls.py", "Sync.py",
    "Turnover markers out.py", "Undo last build.py",
]  # fmt: skip


class Desk:
    """A Linux home with a Resolve that was started once."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.product = home / ".local/share/DaVinciResolve"
        self.scripts = self.product / "Fusion/Scripts"
        self.menu = self.scripts / "Utility/Chutier"
        self.manifest = home / ".config/chutier/resolve-install.json"
        self.product.mkdir(parents=True)

    def everything(self) -> dict[str, bytes | None]:
        """All below the product's folder: files with their bytes, links with their targets, folders with None."""
        found: dict[str, bytes | None] = {}
        for path in sorted(self.product.rglob("*")):
            name = str(path.relative_to(self.product))
            if path.is_symlink():
                found[name] = bytes(path.readlink())
            else:
                found[name] = None if path.is_dir() else path.read_bytes()
        return found

    def names(self) -> list[str]:
        return sorted(path.name for path in self.menu.iterdir())


@pytest.fixture(params=["home", "Léa Müller's 🎬 home"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    home = tmp_path / request.param
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(installing.sys, "platform", "linux")
    return Desk(home)


def test_install_once_twice_and_away_again(desk: Desk, typed: CommandLine) -> None:
    before = desk.everything()
    told = typed("resolve", "install")
    assert str(desk.menu) in told.out
    assert "Workspace > Scripts > Chutier" in told.out
    assert desk.names() == ENTRIES
    first, written = desk.everything(), desk.manifest.read_bytes()
    assert {one["what"] for one in typed("resolve", "install", "--json").data} == {"there"}
    assert (desk.everything(), desk.manifest.read_bytes()) == (first, written)
    assert {one["what"] for one in typed("resolve", "uninstall", "--json").data} == {"removed"}
    assert desk.everything() == before
    assert typed("resolve", "uninstall", "--json").data == []
    assert "nothing of Chutier" in typed("resolve", "uninstall").out


def test_the_files_and_folders_of_others_stay(desk: Desk, typed: CommandLine) -> None:
    theirs = {
        desk.scripts / "Comp/Hers.py": "hers",
        desk.scripts / "Utility/His.lua": "his",
        desk.menu / "Mine.py": "mine",
        desk.scripts / "Utility/empty": None,
    }
    for path, text in theirs.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text) if text else path.mkdir()
    before = desk.everything()
    typed("resolve", "install")
    assert {name: data for name, data in desk.everything().items() if name in before} == before
    typed("resolve", "uninstall")
    assert desk.everything() == before


def test_a_menu_that_a_person_uses_stays_with_what_is_in_it(desk: Desk, typed: CommandLine) -> None:
    typed("resolve", "install")
    (desk.menu / "Mine.py").write_text("mine")
    typed("resolve", "uninstall")
    assert desk.names() == ["Mine.py"]


def _file(path: Path, elsewhere: Path) -> None:
    path.write_text("print('mine')")


def _link(path: Path, elsewhere: Path) -> None:
    elsewhere.write_text("print('elsewhere')")
    path.symlink_to(elsewhere)


def _dangling(path: Path, elsewhere: Path) -> None:
    path.symlink_to(elsewhere)


def _folder(path: Path, elsewhere: Path) -> None:
    path.mkdir()


def _twin(path: Path, elsewhere: Path) -> None:
    """A link to what we would write: still not ours."""
    elsewhere.write_text(installing.menu_files()[path.name])
    path.symlink_to(elsewhere)


@pytest.mark.parametrize("foreign", [_file, _link, _dangling, _folder, _twin])
def test_what_others_put_in_the_way_is_left_alone_and_told(desk: Desk, typed: CommandLine, foreign: object) -> None:
    desk.menu.mkdir(parents=True)
    elsewhere = desk.home / "elsewhere.py"
    assert callable(foreign)
    foreign(desk.menu / "Sync.py", elsewhere)
    before = desk.everything(), elsewhere.exists() and elsewhere.read_bytes()
    told = typed("resolve", "install", status=1)
    assert "Sync.py: not ours" in told.out
    assert "run the command again" in told.out
    typed("resolve", "uninstall")
    assert (desk.everything(), elsewhere.exists() and elsewhere.read_bytes()) == before


@pytest.mark.parametrize("change", ["changed", "linked"])
def test_what_a_person_changed_is_neither_written_over_nor_taken_away(
    desk: Desk, typed: CommandLine, change: str
) -> None:
    typed("resolve", "install")
    file = desk.menu / "Sync.py"
    if change == "changed":
        file.write_text(file.read_text() + "print('my own line')\n")
    else:
        file.rename(desk.home / "moved.py")
        file.symlink_to(desk.home / "moved.py")
    kept = desk.everything()
    assert {one["what"] for one in typed("resolve", "install", "--json", status=1).data} == {"there", "kept"}
    assert desk.everything() == kept
    typed("resolve", "uninstall", status=1)
    assert desk.names() == ["Sync.py"]
    # Put right by hand, the rest goes, with the folders.
    file.unlink()
    told = typed("resolve", "uninstall", "--json").data
    assert [one["what"] for one in told] == ["gone"]
    assert desk.everything() == {}


def test_what_a_person_took_away_comes_back(desk: Desk, typed: CommandLine) -> None:
    typed("resolve", "install")
    (desk.menu / "Sync.py").unlink()
    told = typed("resolve", "install", "--json").data
    assert [Path(one["path"]).name for one in told if one["what"] == "written"] == ["Sync.py"]


def test_an_older_version_is_brought_up_to_date(
    desk: Desk, typed: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = installing.menu_files()
    old = {"Build bins.py": "# the old one", "Abolished.py": "# not any more", "Sync.py": now["Sync.py"]}
    monkeypatch.setattr(installing, "menu_files", lambda: old)
    typed("resolve", "install")
    monkeypatch.setattr(installing, "menu_files", lambda: now)
    told = {Path(one["path"]).name: one["what"] for one in typed("resolve", "install", "--json").data}
    assert (told["Build bins.py"], told["Abolished.py"], told["Sync.py"]) == ("written", "removed", "there")
    assert desk.names() == ENTRIES
    typed("resolve", "uninstall")
    assert desk.everything() == {}


def test_the_menu_speaks_the_language_that_is_asked_for(
    desk: Desk, typed: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = {"Build bins": "Construire les chutiers", "Sync": "Synchroniser l'été"}
    monkeypatch.setattr(
        "chutier_resolve.shim._", lambda text: french.get(text, text) if installing.current_language() == "fr" else text
    )
    typed("resolve", "install")
    typed("resolve", "install", "--lang", "fr")
    assert {"Construire les chutiers.py", "Synchroniser l'été.py"} <= set(desk.names())
    assert not {"Build bins.py", "Sync.py"} & set(desk.names())
    assert len(desk.names()) == len(ENTRIES)
    assert "'fr'" in (desk.menu / "Construire les chutiers.py").read_text(encoding="ascii")
    typed("resolve", "uninstall")
    assert desk.everything() == {}


def test_a_plan_that_waits_in_the_menu_outlives_an_install(desk: Desk, typed: CommandLine) -> None:
    put_script("Build bins.lua", "-- a plan", None)
    put_script("Self-test.py", "# probes", None)
    typed("resolve", "install")
    assert {"Build bins.lua", "Self-test.py"} <= set(desk.names())
    assert put_script("Build bins.lua", "-- the next plan", None) == desk.menu / "Build bins.lua"
    (desk.menu / "Build bins.lua").write_text("-- a person's own")
    with pytest.raises(UsageError, match="not ours"):
        put_script("Build bins.lua", "-- one more", None)
    (desk.menu / "Build bins.lua").unlink()
    typed("resolve", "uninstall")
    assert desk.everything() == {}


def test_everybody_can_read_what_is_for_everybody(desk: Desk, tmp_path: Path) -> None:
    menu, before = tmp_path / "Scripts/Utility/Chutier", os.umask(0o077)
    try:
        install([menu], Manifest(desk.manifest), everybody=True)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in menu.iterdir()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in (menu, menu.parent, menu.parent.parent)} == {0o755}


def test_a_chutier_of_one_person_is_not_everybodys(desk: Desk) -> None:
    assert of_one_person(desk.home) is None
    assert of_one_person(Path(sys.executable).parent) == Path(sys.executable)


def test_where_names_a_scripts_folder(desk: Desk, typed: CommandLine, tmp_path: Path) -> None:
    scripts = tmp_path / "Autre Resolve" / "Scripts"
    scripts.mkdir(parents=True)
    (scripts / "Utility").mkdir()
    typed("resolve", "install", "--where", scripts)
    typed("resolve", "install", "--where", scripts / "Utility")
    assert [path.name for path in scripts.rglob("Chutier")] == ["Chutier"]
    assert not desk.menu.exists()
    typed("resolve", "uninstall")
    assert list(scripts.rglob("*")) == [scripts / "Utility"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--where", "nowhere"), "there is no folder"),
        (("--where", ".", "--all-users"), "leave --all-users out"),
        (("--lang", "de"), "de"),
    ],
)
def test_words_that_make_no_sense(desk: Desk, typed: CommandLine, words: tuple[str, ...], told: str) -> None:
    status = 2 if "--lang" in words else 11
    assert told in typed("resolve", "install", *words, status=status).err
    assert desk.everything() == {}


def test_without_a_resolve_the_way_is_shown(desk: Desk, typed: CommandLine) -> None:
    desk.product.rmdir()
    told = typed("resolve", "install", status=19)
    assert "no DaVinci Resolve was found" in told.err
    assert "--where" in told.err


def _read_only(scripts: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("a superuser may write anywhere")
    scripts.mkdir(parents=True)
    scripts.chmod(0o555)


def _a_file_above(scripts: Path) -> None:
    scripts.mkdir(parents=True)
    (scripts / "Utility").touch()


@pytest.mark.parametrize("hostile", [_read_only, _a_file_above])
def test_a_folder_that_refuses_is_told_in_one_sentence(desk: Desk, typed: CommandLine, hostile: object) -> None:
    assert callable(hostile)
    hostile(desk.scripts)
    told = typed("resolve", "install", status=19)
    assert "cannot be written" in told.err
    assert "administrator" in told.err
    assert len(told.err.splitlines()) == 2
    desk.scripts.chmod(0o755)


def test_a_disc_that_fills_up_leaves_what_can_be_finished(
    desk: Desk, typed: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, left = installing.write_whole, [3]

    def filling(path: Path, content: str | bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        whole(path, content)

    monkeypatch.setattr(installing, "write_whole", filling)
    assert "No space left" in typed("resolve", "install", status=19).err
    assert len(desk.names()) == 3
    monkeypatch.setattr(installing, "write_whole", whole)
    typed("resolve", "uninstall")
    assert desk.everything() == {}


def test_nothing_is_done_that_cannot_be_written_down(desk: Desk, typed: CommandLine) -> None:
    (desk.home / ".config").touch()
    assert "resolve-install.json" in typed("resolve", "install", status=10).err
    assert desk.everything() == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 3}', '{"files": {"/x": "sha"}, "folders": []}', "\udcff"])
def test_a_broken_record_makes_nothing_ours(desk: Desk, typed: CommandLine, text: str) -> None:
    typed("resolve", "install")
    desk.manifest.write_text(text, encoding="utf-8", errors="surrogateescape")
    (desk.menu / "Sync.py").write_text("mine")
    before = desk.everything()
    typed("resolve", "uninstall")
    assert desk.everything() == before
    # What is as we would write it is taken up again.
    typed("resolve", "install", status=1)
    typed("resolve", "uninstall")
    assert desk.names() == ["Sync.py"]


def test_the_record_says_what_was_written(desk: Desk, typed: CommandLine) -> None:
    typed("resolve", "install")
    record = json.loads(desk.manifest.read_text(encoding="ascii"))
    assert sorted(Path(path).name for path in record["files"]) == ENTRIES
    assert [Path(folder).name for folder in record["folders"]] == ["Fusion", "Scripts", "Utility", "Chutier"]
    assert Manifest(desk.manifest).read().folders == record["folders"]


LIBRARY = "Library/Application Support"
PRODUCT = "Blackmagic Design/DaVinci Resolve"
CASES: Mapping[str, tuple[str, list[str], list[str], list[str]]] = {
    "linux": ("linux", ["home/.local/share/DaVinciResolve", "opt/resolve"],
              ["home/.local/share/DaVinciResolve/Fusion/Scripts"], ["opt/resolve/Fusion/Scripts"]),
    "linux, never started": ("linux", ["opt/resolve"],
                             ["home/.local/share/DaVinciResolve/Fusion/Scripts"], ["opt/resolve/Fusion/Scripts"]),
    "linux, an old place": ("linux", ["home/resolve"],
                            ["home/.local/share/DaVinciResolve/Fusion/Scripts"], ["home/resolve/Fusion/Scripts"]),
    "macOS": ("darwin", [f"home/{LIBRARY}/{PRODUCT}", f"{LIBRARY}/{PRODUCT}"],
              [f"home/{LIBRARY}/{PRODUCT}/Fusion/Scripts"], [f"{LIBRARY}/{PRODUCT}/Fusion/Scripts"]),
    "macOS, App Store": (
        "darwin", ["home/Library/Containers/com.blackmagic-design.DaVinciResolveLite",
                   "home/Library/Containers/com.blackmagic-design.DiskSpeedTest"],
        [f"home/Library/Containers/com.blackmagic-design.DaVinciResolveLite/Data/{LIBRARY}/Fusion/Scripts",
         f"home/Library/Containers/com.blackmagic-design.DaVinciResolveLite/Data/{LIBRARY}/{PRODUCT}/Fusion/Scripts"],
        [f"{LIBRARY}/{PRODUCT}/Fusion/Scripts"]),
    "Windows": ("win32", [f"roaming/{PRODUCT}", f"program data/{PRODUCT}"],
                [f"roaming/{PRODUCT}/Support/Fusion/Scripts"], [f"program data/{PRODUCT}/Fusion/Scripts"]),
}  # fmt: skip
"""Blackmagic's README, corrected by measurements on 21.0: system, folders that are there, for one person, for all."""


@pytest.mark.parametrize("case", CASES)
def test_each_system_has_its_folders(case: str, tmp_path: Path) -> None:
    system, there, mine, everybodys = CASES[case]
    for folder in there:
        (tmp_path / folder).mkdir(parents=True)
    environ = {"APPDATA": str(tmp_path / "roaming"), "PROGRAMDATA": str(tmp_path / "program data")}
    found = places(system, environ, tmp_path / "home", tmp_path)
    menu = Path("Utility/Chutier")
    assert chosen(found) == [tmp_path / folder / menu for folder in mine]
    assert chosen(found, everybody=True) == [tmp_path / folder / menu for folder in everybodys]


def test_a_person_called_resolve_is_no_program(tmp_path: Path) -> None:
    home = tmp_path / "home" / "resolve"
    home.mkdir(parents=True)
    with pytest.raises(NleError, match="no DaVinci Resolve"):
        chosen(places("linux", {}, home, tmp_path))


def test_windows_without_its_variables(tmp_path: Path) -> None:
    found = places("win32", {}, tmp_path)
    assert found[0].scripts == tmp_path / "AppData/Roaming" / PRODUCT / "Support/Fusion/Scripts"
    assert str(found[1].scripts) == str(Path("C:/ProgramData") / PRODUCT / "Fusion/Scripts")


@pytest.mark.parametrize(
    ("system", "environ", "where"),
    [
        ("linux", {}, ".config/chutier"),
        ("darwin", {}, "Library/Application Support/chutier"),
        ("win32", {}, "AppData/Roaming/chutier"),
    ],
)
def test_the_record_lies_where_each_system_wants_it(system: str, environ: dict[str, str], where: str) -> None:
    home = Path("/home/lea")
    assert manifest_file(environ, system, home) == home / where / "resolve-install.json"


def test_a_scripts_folder_may_be_named_by_its_utility(tmp_path: Path) -> None:
    (tmp_path / "Utility").mkdir()
    assert menu_below(tmp_path / "Utility") == menu_below(tmp_path)
