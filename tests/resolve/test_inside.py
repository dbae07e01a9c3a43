"""What runs inside Resolve: any Python from 3.8, nothing but the standard library, and nothing that escapes."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from chutier_resolve.host.table import OPERATIONS, Session, perform
from chutier_resolve.shim import ENTRIES, Baked, script
from hosts.resolve import FakeResolve
from resolve.bench import resolve

PACKAGE = Path(__file__).parents[2] / "resolve_scripts" / "chutier_resolve"
FILES = sorted((PACKAGE / "host").glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_python_3_8_reads_it(file: Path) -> None:
    ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_nothing_in_it_is_newer_than_3_8() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from vermin.main import main; main()", "--target=3.8-", "--no-tips", "--violations",
         str(PACKAGE / "host")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout


def test_it_needs_nothing_that_is_installed() -> None:
    """As in Resolve: a Python without site-packages, with our folder last on its path."""
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c",
         f"import sys; sys.path.append({str(PACKAGE.parent)!r}); import chutier_resolve.host.pipe as it; "
         "print(sorted(name for name in sys.modules if name.partition('.')[0] in ('chutier', 'yaml', 'click')))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_menus_scripts_are_read_by_any_python_3(entry: str) -> None:
    baked = Baked(package="/home/hélène/été", interpreter='C:\\Py"thon\\é.exe', version="0.1", language="fr")
    text = script(entry, baked)
    assert text.isascii()
    ast.parse(text, feature_version=(3, 4))
    assert "hélène" in ast.literal_eval(text.split("PACKAGE = ")[1].split("\n")[0])


@pytest.mark.parametrize("op", OPERATIONS)
def test_no_operation_lets_an_error_out(op: str) -> None:
    for fake in (FakeResolve(project=None), resolve()):
        fake.faults.at_call(0, disconnect=True)
        assert "error" in perform(Session(fake.resolve), op, {})


def test_an_operation_that_nobody_knows() -> None:
    assert perform(Session(resolve().resolve), "format", {}) == {"error": {"code": "unknown", "detail": "format"}}
