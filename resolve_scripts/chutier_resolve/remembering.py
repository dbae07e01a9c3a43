"""Which show a Resolve project belongs to, once it has been told: by project, on this computer.

Clips that we brought carry the show file's path too, so that a project that comes from another computer still says it.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from chutier.errors import ChutierError
from chutier.files import write_whole

SHOW = "chutier.show"
"""The third-party metadata that holds the path of the show file."""


def config_folder(environ: Mapping[str, str], system: str, home: Path) -> Path:
    """Where a program keeps what it remembers for a person, by each system's custom."""
    if system == "win32":
        return Path(environ.get("APPDATA") or home / "AppData" / "Roaming") / "chutier"
    if system == "darwin":
        return home / "Library" / "Application Support" / "chutier"
    return Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "chutier"


class Shows:
    """Projects and their shows, in one small file."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or config_folder(os.environ, sys.platform, Path.home()) / "resolve-projects.json"

    def of(self, target: str) -> Path | None:
        """The show file of a project; None when it was never told, or is not there any more."""
        path = self._all().get(target)
        return Path(path) if path and Path(path).is_file() else None

    def latest(self) -> Path | None:
        """The show told last, to be offered for a new project."""
        paths = [Path(path) for path in reversed(self._all().values())]
        return next((path for path in paths if path.is_file()), None)

    def remember(self, target: str, show: Path) -> None:
        """The project is of this show from now on."""
        known = {key: path for key, path in self._all().items() if key != target}
        try:
            write_whole(self._file, json.dumps({**known, target: str(show)}, indent=1, ensure_ascii=True) + "\n")
        except (OSError, ChutierError):
            # Not remembering costs a question next time; the work goes on.
            return

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(key): str(path) for key, path in found.items()} if isinstance(found, dict) else {}
