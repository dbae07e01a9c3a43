"""What we put on this computer for Premiere, so that it can be taken away again, and nothing else with it."""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from chutier.errors import ChutierError, NleError
from chutier.files import write_whole
from chutier.i18n import _
from chutier.live import Change, sha_of
from chutier_premiere.debugmode import Value
from chutier_premiere.places import own_folder


@dataclass(slots=True, kw_only=True)
class Record:
    """Files of ours by path, with their SHA-256; the folders that were not there before us, in the order of making;
    what each PlayerDebugMode was that we turned on; the name of the plugin that Adobe's installer took."""

    files: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    debug: dict[str, Value | None] = field(default_factory=dict)
    plugin: str = ""

    @classmethod
    def read(cls, data: Any) -> "Record":
        """From what stands in the file. Raises ValueError, TypeError or KeyError for what is none of ours."""
        return cls(
            files={str(path): str(sha) for path, sha in data["files"].items()},
            folders=[str(folder) for folder in data["folders"]],
            debug={
                str(int(name)): Value(text=str(was["text"]), kind=str(was["kind"])) if was else None
                for name, was in data["debug"].items()
            },
            plugin=str(data["plugin"]),
        )

    def put(self, path: Path, data: bytes) -> Change:
        """Write a file that is ours. One that is somebody else's, or changed, stays. Raises NleError when the disk
        refuses."""
        sha, now = sha256(data).hexdigest(), sha_of(path)
        if now is not None and now not in (sha, self.files.get(str(path))):
            return Change(path=path, what="kept")
        if now == sha:
            # Known by what is in it: ours, were the record lost.
            self.files[str(path)] = sha
            return Change(path=path, what="there")
        try:
            self._make(path.parent)
            write_whole(path, data)
        except (OSError, ChutierError) as error:
            why = error.message if isinstance(error, ChutierError) else _refusal(error)
            raise NleError(
                why,
                path=str(path),
                hint=_("make the folder one that you may write to, or name another: --where FOLDER"),
            ) from error
        self.files[str(path)] = sha
        return Change(path=path, what="written")

    def take(self, path: Path) -> Change:
        """Take a file of ours away, unless somebody has changed it. Raises NleError when the disk refuses."""
        now = sha_of(path)
        if now is None:
            del self.files[str(path)]
            return Change(path=path, what="gone")
        if now != self.files[str(path)]:
            return Change(path=path, what="kept")
        try:
            path.unlink()
        except OSError as error:
            raise NleError(
                _("cannot be taken away: {why}").format(why=error.strerror or error), path=str(path),
                hint=_("close Premiere and try again, or delete it yourself"),
            ) from error  # fmt: skip
        del self.files[str(path)]
        return Change(path=path, what="removed")

    def leave(self) -> None:
        """Take away the folders that we made and are empty; those that are not are somebody's now."""
        for folder in reversed(self.folders):
            with suppress(OSError):
                Path(folder).rmdir()
        self.folders = [one for one in self.folders if self.files and Path(one).is_dir()]

    def _make(self, folder: Path) -> None:
        for one in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            one.mkdir(exist_ok=True)
            self.folders.append(str(one))


class Manifest:
    """The record, in one small file of the person's."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or manifest_file(os.environ, sys.platform, Path.home())

    def read(self) -> Record:
        """What is recorded; nothing, where the file is not there or not ours: then nothing of Adobe's folders is."""
        try:
            return Record.read(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Record()

    def keep(self, record: Record) -> None:
        """This is ours from now on. Raises ChutierError when the disk refuses."""
        write_whole(self._file, json.dumps(asdict(record), indent=1, sort_keys=True) + "\n")


def manifest_file(environ: Mapping[str, str], system: str, home: Path) -> Path:
    """Where the record of a person lies."""
    return own_folder(system, environ, home) / "premiere-install.json"


def _refusal(error: OSError) -> str:
    return _("cannot be written: {why}").format(why=error.strerror or error)
