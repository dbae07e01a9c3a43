"""The memory of an out folder: one receipt a build, and a note of the build that is under way.

    .chutier/under-way.json       what the build in hand is about to write, with SHA-256; gone when it is finished
    .chutier/receipt-0001.json    what build 1 made, and all that was handed over until then
    .chutier/lock                 held while a build is being written

A build writes, in this order: the note, the logs, the checklist, the receipt; then the note goes. Whatever stops it, a
file without a receipt was never handed over: the next build takes its place, unless a person has changed it since.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chutier.errors import ChutierError, NleError
from chutier.files import write_whole
from chutier.i18n import _
from chutier_avid.lock import locked
from chutier_avid.state import State, from_json, to_json

FOLDER = ".chutier"
SCHEMA = 1

_RECEIPT = re.compile(r"receipt-(\d{4,})\.json")


def digest(data: bytes) -> str:
    """SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One build: the bytes of the files it `made`, the state that it leaves, its checklist item by item, and the bins
    that it made in the Avid project."""

    state: State
    made: Mapping[str, bytes] = field(default_factory=dict)
    by_hand: tuple[str, ...] = ()
    bins: tuple[Path, ...] = ()


class Receipts:
    """The receipts of the folder `out`."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folder = out / FOLDER
        self._note = self._folder / "under-way.json"

    def state(self) -> State:
        """What was handed over until now. Raises NleError when the last receipt is damaged or of a newer version."""
        numbers = self._numbers()
        if not numbers:
            return State()
        path = self._folder / f"receipt-{max(numbers):04}.json"
        data = self._load(path)
        if data.get("schema") != SCHEMA:
            raise NleError(
                _("this receipt is of another version of chutier ({schema})").format(schema=data.get("schema")),
                path=str(path),
                hint=_("use the version that built last, or a newer one"),
            )
        try:
            return from_json(max(numbers), data["state"])
        except (KeyError, TypeError, ValueError, AttributeError, ChutierError) as error:
            raise self._damaged(path) from error

    def unfinished(self) -> dict[str, list[str]]:
        """Files of a build that was stopped, still as it left them, with the SHA-256 that they may have."""
        try:
            data = json.loads(self._note.read_bytes())
            build, files = int(data["build"]), {str(path): list(shas) for path, shas in data["files"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise self._damaged(self._note) from error
        if build in self._numbers():
            return {}
        return {path: shas for path, shas in files.items() if self._is_under(path) and self._sha(path) in shas}

    def keep(self, receipt: Receipt) -> None:
        """Write the files of a build, then its receipt. Raises NleError when the disk refuses or another build is under
        way or came between; then nothing counts as handed over and the same build can be run again."""
        self._refuse_link()
        with locked(self._folder / "lock"):
            if max(self._numbers(), default=0) != receipt.state.build - 1:
                raise came_between(self._out)
            self._keep(receipt)

    def _keep(self, receipt: Receipt) -> None:
        before = self.unfinished()
        number = receipt.state.build
        written = {path: digest(data) for path, data in receipt.made.items()}
        noted = {**before, **{path: [*before.get(path, []), sha] for path, sha in written.items()}}
        try:
            write_whole(self._note, _text({"build": number, "files": noted}))
            for path in before.keys() - receipt.made.keys():
                (self._out / path).unlink(missing_ok=True)
            for path, data in receipt.made.items():
                write_whole(self._out / path, data)
            content = {"schema": SCHEMA, "build": number, "made": written, "by_hand": list(receipt.by_hand),
                       "bins": [str(path) for path in receipt.bins]}  # fmt: skip
            write_whole(self._folder / f"receipt-{number:04}.json", _text({**content, "state": to_json(receipt.state)}))
        except (ChutierError, OSError) as error:
            raise NleError(
                _("the build stopped before its end: {why}").format(why=error),
                path=str(self._out),
                hint=_("import nothing yet; make room, then build again: it starts over where it was"),
            ) from error
        with suppress(OSError):  # a note whose build has its receipt is not read
            self._note.unlink(missing_ok=True)

    def _refuse_link(self) -> None:
        if self._folder.is_symlink():
            raise NleError(
                _("this is a link to another folder, and receipts belong to the folder that they are about"),
                path=str(self._folder),
                hint=_("put the folder itself there, or build into another one (--out)"),
            )

    def _numbers(self) -> set[int]:
        try:
            names = [path.name for path in self._folder.iterdir()]
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise NleError(
                _("cannot be read: {why}").format(why=error.strerror or error),
                path=str(self._folder),
                hint=_("give yourself the right to read it, then run the command again"),
            ) from error
        return {int(match[1]) for match in map(_RECEIPT.fullmatch, names) if match}

    def _is_under(self, path: str) -> bool:
        """Whether a path of a note, which a person may have edited, stays in the folder: what it names is removed."""
        return (self._out / path).resolve().is_relative_to(self._out.resolve())

    def _sha(self, path: str) -> str:
        try:
            return digest((self._out / path).read_bytes())
        except OSError:
            return ""

    def _load(self, path: Path) -> dict[str, Any]:
        try:
            data = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise self._damaged(path) from error
        if not isinstance(data, dict):
            raise self._damaged(path)
        return data

    def _damaged(self, path: Path) -> NleError:
        return NleError(
            _("this receipt is damaged, so what Avid already has is not known"),
            path=str(path),
            hint=_("put it back from a backup; or, to hand everything over again, build into another folder (--out)"),
        )


def came_between(out: Path) -> NleError:
    """Another build was finished in `out` since the one in hand looked at it."""
    return NleError(
        _("another build was finished here since the project was looked at"),
        path=str(out),
        hint=_("run the command again: it goes on from there"),
    )


def _text(data: Mapping[str, object]) -> str:
    # ASCII, because a path may hold bytes that are no text; not indented, which takes seconds for 10,000 clips.
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in data.items()) + "\n}\n"
