"""The plugin's code agrees with Adobe's published types, and keeps its rules of locks; its manifest says what it is.

Adobe's own lint plugin for these rules is on no registry that everybody can reach: they are looked for here.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import chutier_premiere
from chutier_premiere.uxp import PORTS, PROTOCOL
from hosts.node import node, tools

PLUGIN = Path(chutier_premiere.__file__).parent / "panel_uxp"
SOURCES = sorted(PLUGIN.rglob("*.js"))
RULES = Path(__file__).parents[1] / "hosts" / "premiere" / "lock_rules.js"
AMBIENT = """
declare function require(name: string): any;
declare var module: { exports: any };
declare module 'os' { export function platform(): string; }
declare module 'premierepro' { const all: any; export = all; }
declare module 'uxp' { export const entrypoints: any; export const host: any; export const versions: any; }
"""


def type_errors(folder: Path) -> list[str]:
    """What TypeScript says against the plugin's files in `folder`, by Adobe's types."""
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "@adobe").symlink_to(tools() / "@adobe", target_is_directory=True)
    (folder / "ambient.d.ts").write_text(AMBIENT, encoding="utf-8")
    options = {
        "allowJs": True, "checkJs": True, "noEmit": True, "types": [], "strict": True, "target": "ES2021",
        "lib": ["ES2021", "DOM"], "module": "commonjs", "moduleResolution": "node", "skipLibCheck": True,
    }  # fmt: skip
    given = {"compilerOptions": options, "include": ["plugin/**/*.js", "ambient.d.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(given), encoding="utf-8")
    command = [node(), str(tools() / "typescript" / "lib" / "tsc.js"), "--project", str(folder), "--pretty", "false"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=180, check=False
    )
    return [line for line in done.stdout.splitlines() if line]


def test_the_plugin_agrees_with_the_types_of_premiere(tmp_path: Path) -> None:
    shutil.copytree(PLUGIN, tmp_path / "plugin")
    assert type_errors(tmp_path) == []


def test_and_what_does_not_is_found(tmp_path: Path) -> None:
    shutil.copytree(PLUGIN, tmp_path / "plugin")
    file = tmp_path / "plugin" / "ops" / "organising.js"
    text = file.read_text(encoding="utf-8")
    assert "createBinAction(one.name, false)" in text
    text = text.replace("createBinAction(one.name, false)", "createBinnAction(one.name)")
    file.write_text(text.replace("getParentBin()", "getParent()"), encoding="utf-8")
    assert len([line for line in type_errors(tmp_path) if "error TS" in line]) >= 2


def broken_rules(*files: Path) -> list[str]:
    """The faults that are found in these files."""
    done = subprocess.run(
        [node(), str(RULES), *map(str, files)], capture_output=True, text=True, timeout=60, check=True,
        env={**os.environ, "CHUTIER_NODE_TOOLS": str(tools())},
    )  # fmt: skip
    return done.stdout.splitlines()


def test_the_plugin_keeps_the_rules_of_locks() -> None:
    assert SOURCES
    assert broken_rules(*SOURCES) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("bin.createBinAction('a', false);", "createBinAction outside a lock"),
        ("const make = item.createSetNameAction('a'); p.lockedAccess(() => { c.addAction(make); });", "outside a lock"),
        ("p.lockedAccess(async () => { await 1; });", "async inside a lock"),
        ("async function f() { p.executeTransaction(() => {}, await 1); }", "await inside a lock"),
    ],
)
def test_and_a_broken_rule_is_found(tmp_path: Path, source: str, fault: str) -> None:
    file = tmp_path / "broken.js"
    file.write_text(source, encoding="utf-8")
    assert fault in "\n".join(broken_rules(file))


def test_nothing_is_evaluated() -> None:
    for path in SOURCES:
        assert not re.search(r"\beval\b|new Function|innerHTML", path.read_text(encoding="utf-8")), path


def test_the_manifest_says_what_it_is() -> None:
    manifest = json.loads((PLUGIN / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["manifestVersion"] == 5
    assert manifest["host"] == {"app": "premierepro", "minVersion": "25.6.0"}
    assert set(manifest["requiredPermissions"]) == {"network"}
    assert (PLUGIN / manifest["main"]).is_file()


def test_both_sides_speak_of_the_same_ports_and_protocol() -> None:
    dialled = re.search(r"PORTS = \[([^\]]+)\]", (PLUGIN / "connection.js").read_text(encoding="utf-8"))
    assert dialled is not None
    assert tuple(map(int, dialled[1].split(","))) == PORTS
    assert f"PROTOCOL = '{PROTOCOL}'" in (PLUGIN / "ops" / "table.js").read_text(encoding="utf-8")


def test_both_transports_offer_the_same_operations() -> None:
    table = (PLUGIN / "ops" / "table.js").read_text(encoding="utf-8")
    library = (PLUGIN.parent / "host" / "run.jsx").read_text(encoding="utf-8")
    plugin = set(re.findall(r"^  (\w+): (?:looking|organising|logging|cutting)\.", table, re.MULTILINE))
    panel = set(re.findall(r"^  '?(\w+)'?: \{ does:", library, re.MULTILINE))
    assert plugin == panel
    assert len(plugin) == 16


def test_every_word_of_the_panel_is_there_in_both_languages() -> None:
    script = f"console.log(JSON.stringify(require({json.dumps(str(PLUGIN / 'words.js'))}).WORDS))"
    done = subprocess.run([node(), "-e", script], capture_output=True, text=True, timeout=60, check=True)
    words = json.loads(done.stdout)
    assert words["en"].keys() == words["fr"].keys()
