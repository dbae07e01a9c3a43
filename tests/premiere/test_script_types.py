"""What runs inside Premiere is ExtendScript: a parser of the third edition reads it, and Premiere's own types agree."""

import json
import subprocess
from pathlib import Path

import pytest

import chutier_premiere
from chutier_premiere.library import FILES, library
from hosts.node import node, tools
from hosts.premiere import FakePremiere
from premiere.pymiere_bench import body_of, posted

HOME = Path(chutier_premiere.__file__).parent
LIBRARY = [HOME / "host" / f"{name}.jsx" for name in FILES]
PANEL = sorted((HOME / "panel_cep").glob("*.jsx"))
EXTRA = Path(__file__).parents[1] / "hosts" / "premiere" / "premiere-extra.d.ts"
PREMIERE = "24.0"
"""The newest Premiere whose types are published for ExtendScript; nothing was added to it since 23."""

READ = """
const acorn = require(process.argv[1] + '/acorn');
let script = '';
process.stdin.on('data', (piece) => { script += piece; }).on('end', () => {
  try { acorn.parse(script, { ecmaVersion: 3, allowReserved: 'never' }); } catch (error) { console.log(error.message); }
});
"""


def read_as_es3(script: str) -> str:
    """What a parser of the third edition says against a script."""
    command = [node(), "-e", READ, str(tools())]
    done = subprocess.run(
        command, input=script, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True
    )
    return done.stdout.strip()


def type_errors(folder: Path, scripts: dict[str, str], *, strict: bool = True) -> list[str]:
    """What TypeScript says against scripts that run together, by Premiere's types and without any later library."""
    for name, text in scripts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    types = tools() / "types-for-adobe" / "Premiere" / PREMIERE / "index.d.ts"
    options = {
        "allowJs": True, "checkJs": True, "noEmit": True, "noLib": True, "types": [], "strict": strict,
        "target": "ES5", "ignoreDeprecations": "5.0",
    }  # fmt: skip
    given = {"compilerOptions": options, "files": [str(types), str(EXTRA), *(f"{name}.js" for name in scripts)]}
    (folder / "tsconfig.json").write_text(json.dumps(given), encoding="utf-8")
    command = [node(), str(tools() / "typescript" / "lib" / "tsc.js"), "--project", str(folder), "--pretty", "false"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    said = [line for line in done.stdout.splitlines() if line]
    assert bool(said) == bool(done.returncode), done.stdout + done.stderr
    return said


def test_the_library_agrees_with_the_types_of_premiere(tmp_path: Path) -> None:
    assert type_errors(tmp_path, {path.stem: path.read_text(encoding="utf-8") for path in LIBRARY}) == []


@pytest.mark.parametrize("path", PANEL, ids=lambda path: path.name)
def test_the_panels_script_uses_what_the_engine_has(tmp_path: Path, path: Path) -> None:
    assert type_errors(tmp_path, {path.stem: path.read_text(encoding="utf-8")}, strict=False) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("app.project.rootItem.createBinn('Rushes');", "createBinn"),
        ("app.project.rootItem.createBin(3);", "not assignable"),
        ("app.project.rootItem.createBin();", "Expected 1 argument"),
        ("[1].map(function (one) { return one; });", "map"),
        ("[1].indexOf(1);", "indexOf"),
        ("JSON.stringify({});", "JSON"),
        ("' a '.trim();", "trim"),
        ("Object.keys({});", "keys"),
        ("app.project.rootItem.children.length;", "length"),
        ("new Promise(function () {});", "Promise"),
        ("console.log(1);", "console"),
        ("app.project.nodeId;", "nodeId"),
    ],
)
def test_the_types_catch(tmp_path: Path, line: str, says: str) -> None:
    found = type_errors(tmp_path, {"made": f"(function () {{\n  {line}\n}}());\n"})
    assert found
    assert says in found[0]


def test_a_misspelt_call_in_the_library_is_caught(tmp_path: Path) -> None:
    """The library says which of its values are Premiere's objects, so its calls on them are looked up."""
    scripts = {path.stem: path.read_text(encoding="utf-8") for path in LIBRARY}
    calls = {
        "organising": ["createBin(", "moveBin(", "importFiles(", "createSmartBin(", "deleteBin("],
        "logging": ["setProjectMetadata(", "setColorLabel(", "addPropertyToProjectMetadataSchema("],
        "cutting": ["createNewSequenceFromClips(", "newSequence(", "createMarker(", "attachProxy(", "exportAAF("],
        "looking": ["getColorLabel(", "getMediaPath("],
    }
    for name, spelt in calls.items():
        for call in spelt:
            assert f".{call}" in scripts[name], call
            scripts[name] = scripts[name].replace(f".{call}", f".{call[:-1]}Wrong(")
    found = "\n".join(type_errors(tmp_path, scripts))
    assert [call for spelt in calls.values() for call in spelt if f"{call[:-1]}Wrong" not in found] == []


@pytest.mark.parametrize("path", [*LIBRARY, *PANEL], ids=lambda path: path.name)
def test_scripts_are_of_the_third_edition(path: Path) -> None:
    assert read_as_es3(path.read_text(encoding="utf-8")) == ""


@pytest.mark.parametrize(
    "line",
    [
        "let a = 1;", "var f = () => 1;", "var a = `b`;", "var o = { get a() { return 1; } };", "var o = { a: 1, };",
        "var o = {}; o.default;", "class A {}", "var a = [...b];", "for (var a of b) {}", "var s = '\u2028';",
    ],
)  # fmt: skip
def test_the_parser_catches(line: str) -> None:
    assert read_as_es3(line)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_no_backslash_stands_in_the_library(path: Path) -> None:
    """pymiere doubles each one on its way."""
    assert "\\" not in path.read_text(encoding="utf-8")


def test_the_library_is_plain_and_fits_where_pymiere_link_breaks() -> None:
    script, _version = library()
    assert script.isascii()
    assert len(script) < 48 * 1024, "above 64 KiB, Pymiere Link puts commas into it"
    assert read_as_es3(script) == ""


def test_every_file_of_the_library_is_in_it() -> None:
    assert sorted(path.name for path in LIBRARY) == sorted(path.name for path in (HOME / "host").iterdir())


OBJECTS = {
    "Application": "app",
    "Project": "app.project",
    "ProjectItem": "app.project.rootItem",
    "Sequence": "app.project.activeSequence",
    "Track": "app.project.activeSequence.videoTracks[0]",
    "TrackItem": "app.project.activeSequence.videoTracks[0].clips[0]",
    "MarkerCollection": "app.project.activeSequence.markers",
    "Marker": "app.project.activeSequence.markers.getFirstMarker()",
    "Time": "app.project.activeSequence.markers.getFirstMarker().start",
    "PrProduction": "app.production",
}


def test_the_double_has_nothing_that_premiere_has_not(premiere: FakePremiere, tmp_path: Path) -> None:
    """Each name that it answers to stands in Premiere's types, so that no test passes on a call that is made up."""
    premiere.reset(production="SÉRIE", footage={"/r/a.mov": {}})
    premiere.person("import", path="/r/a.mov")
    premiere.person("sequence", name="V1", clips=[["a.mov"]])
    premiere.person("marker", at=["V1"], seconds=1)
    lines = []
    for kind, value in OBJECTS.items():
        told = posted(
            premiere,
            body_of(f"{value}.reflect.name + ',' + {value}.reflect.properties + ',' + {value}.reflect.methods"),
        )
        name, *members = (told or "").split(",")
        assert name == kind
        assert len(members) > 1
        lines += [f"/** @param {{{kind}}} it */", f"function of{kind}(it) {{"]
        lines += [f"  void it.{member};" for member in members if member and member != "toString"]
        lines += ["}"]
    assert type_errors(tmp_path, {"made": "\n".join(lines)}) == []
