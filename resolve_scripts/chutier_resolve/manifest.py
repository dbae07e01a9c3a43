"""What we wrote into folders of Resolve, so that it can be taken away again, and nothing else with it."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from chutier.files import write_whole
from chutier_resolve.remembering import config_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One file of ours: its SHA-256, and whether it is of the menu (`install`) or one more (`script`)."""

    sha256: str
    by: str


@dataclass(slots=True, kw_only=True)
class Record:
    """Files of ours by path, and the folders that were not there before us, in the order of making."""

    files: dict[str, Written] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, data: Any) -> "Record":
        """From what stands in the file. Raises ValueError, TypeError or KeyError for what is none of ours."""
        files = {
            str(path): Written(sha256=str(one["sha256"]), by=str(one["by"])) for path, one in data["files"].items()
        }
        return cls(files=files, folders=[str(folder) for folder in data["folders"]])


class Manifest:
    """The record, in one small file of the person's."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or manifest_file(os.environ, sys.platform, Path.home())

    def read(self) -> Record:
        """What is recorded; nothing, where the file is not there or not ours: then no file of Resolve's folders is."""
        try:
            return Record.read(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Record()

    def keep(self, record: Record) -> None:
        """This is ours from now on. Raises ChutierError when the disk refuses."""
        write_whole(self._file, json.dumps(asdict(record), indent=1, sort_keys=True) + "\n")


def manifest_file(environ: Mapping[str, str], system: str, home: Path) -> Path:
    """Where the record of a person lies."""
    return config_folder(environ, system, home) / "resolve-install.json"
