"""Our entries in Resolve's menu: put there, brought up to date, taken away. Nothing else is touched.

A manifest says what we wrote, with its SHA-256: a file that somebody has changed since is neither written over nor
taken away, and one that we did not write is not ours whatever it is called.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import chutier_resolve
from chutier import __version__
from chutier.errors import ChutierError, NleError, UsageError
from chutier.files import write_whole
from chutier.i18n import _, current_language
from chutier_resolve.lua.script import snapshot_script
from chutier_resolve.places import MENU, Place, places
from chutier_resolve.remembering import config_folder
from chutier_resolve.shim import ENTRIES, Baked, canary, script, titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one file: `written`, `there` (as it should be), `removed`, `kept` (somebody's, or changed)."""

    path: Path
    what: str


class Manifest:
    """The files that we put into folders of Resolve, with the SHA-256 of each."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or config_folder(os.environ, sys.platform, Path.home()) / "resolve-install.json"

    def files(self) -> dict[str, str]:
        """Path to SHA-256."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(path): str(sha) for path, sha in found.items()} if isinstance(found, dict) else {}

    def keep(self, files: Mapping[str, str]) -> None:
        """These are ours from now on."""
        write_whole(self._file, json.dumps(dict(sorted(files.items())), indent=1) + "\n")


def menu_files() -> dict[str, str]:
    """What goes into the menu, in the language of the moment: name to text."""
    baked = Baked(
        package=str(Path(chutier_resolve.__file__).resolve().parents[1]), interpreter=sys.executable,
        version=__version__, language=current_language(),
    )  # fmt: skip
    named = titles()
    files = {f"{named[verb]}.py": script(verb, baked) for verb in ENTRIES}
    files[f"{_('Chutier look')}.lua"] = snapshot_script(_("Chutier look"))
    files[f"{_('Chutier is here')}.lua"] = canary(__version__)
    return files


def here() -> list[Place]:
    """The places of this computer."""
    return places(sys.platform, os.environ, Path.home())


def chosen(found: Sequence[Place], *, everybody: bool = False) -> list[Path]:
    """The menu folders to install into: of every Resolve that is there, for the person or for all.

    Raises NleError when there is none."""
    who = "all" if everybody else "user"
    menus = [place.menu for place in found if place.who == who and place.installed]
    if not menus:
        # A fresh installation makes the user's folder at its first start; the one of all says that it is there.
        menus = [place.menu for place in found if place.who == who and not place.build and _any_installed(found)][:1]
    if not menus:
        raise NleError(
            _("no DaVinci Resolve was found on this computer"),
            hint=_("install and start it once; or name its Scripts folder: --where FOLDER"),
        )
    return menus


def _any_installed(found: Sequence[Place]) -> bool:
    return any(place.installed for place in found)


def install(menus: Sequence[Path], manifest: Manifest) -> list[Change]:
    """Write our entries into each menu folder; those of another version or language are taken away.

    Raises NleError when a folder cannot be written to: what was done until then is in the manifest."""
    known = manifest.files()
    changes: list[Change] = []
    wanted = {menu / name: text for menu in menus for name, text in menu_files().items()}
    try:
        for path, text in wanted.items():
            changes.append(_put(path, text, known))
        old = [Path(one) for one in known if Path(one).parent in menus and Path(one) not in wanted and _generated(one)]
        changes += [_take(path, known) for path in old]
    finally:
        manifest.keep(known)
    return changes


def _generated(path: str) -> bool:
    """Whether a file of ours is one of the menu's own, not a plan that waits to be run."""
    return not Path(path).name.startswith(_("Build bins")) or path.endswith(".py")


def uninstall(manifest: Manifest) -> list[Change]:
    """Take away what we wrote and nobody changed, and the folders of ours that are empty then."""
    known = manifest.files()
    try:
        changes = [_take(Path(path), known) for path in list(known)]
    finally:
        manifest.keep(known)
    return changes


def put_script(name: str, text: str, folder: Path | None, manifest: Manifest | None = None) -> Path:
    """Write one more script, into `folder` or into Resolve's menu; a plan of ours that waits there is replaced.

    Raises UsageError for a file of somebody else, NleError when Resolve is not there or the folder refuses."""
    manifest = manifest or Manifest()
    known = manifest.files()
    path = (folder.absolute() if folder else chosen(here())[0]) / name
    change = _put(path, text, known)
    if change.what == "kept":
        raise UsageError(
            _("{path} is there already, and is not ours").format(path=path), hint=_("name another folder: --to FOLDER")
        )
    manifest.keep(known)
    return path


def _put(path: Path, text: str, known: dict[str, str]) -> Change:
    sha = sha256(text.encode("utf-8")).hexdigest()
    now = _sha(path)
    if now == sha:
        known[str(path)] = sha
        return Change(path=path, what="there")
    if path.is_symlink() or (now and known.get(str(path)) != now):
        return Change(path=path, what="kept")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
    except (OSError, ChutierError) as error:
        raise NleError(
            _("cannot be written: {why}").format(why=getattr(error, "strerror", None) or error), path=str(path),
            hint=_("for all users, run the command as an administrator; or leave --all-users out"),
        ) from error  # fmt: skip
    known[str(path)] = sha
    return Change(path=path, what="written")


def _take(path: Path, known: dict[str, str]) -> Change:
    now = _sha(path)
    if not now:
        known.pop(str(path), None)
        return Change(path=path, what="removed")
    if path.is_symlink() or now != known.get(str(path)):
        return Change(path=path, what="kept")
    try:
        path.unlink()
        known.pop(str(path))
        if path.parent.name == MENU.name and not any(path.parent.iterdir()):
            path.parent.rmdir()
    except OSError as error:
        raise NleError(
            _("cannot be taken away: {why}").format(why=error.strerror or error), path=str(path),
            hint=_("delete it yourself, or run the command as the one who installed it"),
        ) from error  # fmt: skip
    return Change(path=path, what="removed")


def _sha(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
