"""Our JavaScript is written as ESLint reads it: nothing undefined, nothing left over, one style."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from hosts.node import node, tools

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "tests" / "node" / "eslint.config.cjs"
PLACES = ("premiere_bridge", "tests/hosts/premiere", "tests/premiere")


def said(*given: str, text: str = "") -> list[str]:
    """What ESLint says against files and folders, or against a text."""
    eslint = tools() / "eslint" / "bin" / "eslint.js"
    done = subprocess.run(
        [node(), str(eslint), "--config", str(CONFIG), "--format", "json", *given],
        cwd=ROOT, input=text, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "CHUTIER_NODE_TOOLS": str(tools())},
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    return [
        f"{Path(one['filePath']).name}:{message['line']}: {message['message']}"
        for one in json.loads(done.stdout)
        for message in one["messages"]
    ]


@pytest.mark.parametrize("place", PLACES)
def test_our_javascript_is_clean(place: str) -> None:
    assert said(place) == []


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("panel.js", "nowhere();\n", "'nowhere' is not defined"),
        ("panel.js", "const a = 1;\n", "never used"),
        ("panel.js", "module.exports = 1 == 2;\n", "==="),
        ("panel.js", 'module.exports = "a";\n', "singlequote"),
        ("boot.jsx", "$.a = `b`;\n", "Parsing error"),
        ("boot.jsx", "nowhere();\n", "'nowhere' is not defined"),
        ("host/text.jsx", "var a = () => 1;\n", "Parsing error"),
    ],
)
def test_mistakes_are_caught(name: str, text: str, says: str) -> None:
    path = f"premiere_bridge/{name}"
    assert says in " ".join(said("--stdin", "--stdin-filename", path, text=text))
