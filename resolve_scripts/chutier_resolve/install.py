"""Our entries in Resolve's menu: put there, brought up to date, taken away. Nothing else is touched.

A manifest says what we wrote, with its SHA-256: a file that somebody has changed since is neither written over nor
taken away, and one that we did not write is not ours whatever it is called.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import chutier_resolve
from chutier import __version__
from chutier.errors import ChutierError, NleError, UsageError
from chutier.files import write_whole
from chutier.i18n import _, current_language
from chutier.live import Change, sha_of
from chutier_resolve.lua.script import snapshot_script
from chutier_resolve.manifest import Manifest, Record, Written
from chutier_resolve.places import MENU, Place, places
from chutier_resolve.shim import ENTRIES, Baked, canary, script, titles


def menu_files() -> dict[str, str]:
    """What goes into the menu, in the language of the moment: name to text."""
    baked = Baked(
        package=str(Path(chutier_resolve.__file__).resolve().parents[1]), interpreter=sys.executable,
        version=__version__, language=current_language(),
    )  # fmt: skip
    named = titles()
    files = {f"{named[verb]}.py": script(verb, baked) for verb in ENTRIES}
    look, here_is = _("Chutier look"), _("Chutier is here")
    files[f"{look}.lua"] = snapshot_script(look)
    files[f"{here_is}.lua"] = canary(__version__)
    return files


def here() -> list[Place]:
    """The places of this computer."""
    return places(sys.platform, os.environ, Path.home())


def chosen(found: Sequence[Place], *, everybody: bool = False) -> list[Path]:
    """The menu folders to install into: of every Resolve that is there, for the person or for all.

    Raises NleError when there is none."""
    who = "all" if everybody else "user"
    menus = [place.menu for place in found if place.who == who and place.installed]
    if not menus and any(place.installed for place in found):
        # A fresh installation makes the user's folder at its first start; the one of all says that it is there.
        menus = [place.menu for place in found if place.who == who and not place.build][:1]
    if not menus:
        raise NleError(
            _("no DaVinci Resolve was found on this computer"),
            hint=_("install and start it once; or name its Scripts folder: --where FOLDER"),
        )
    return menus


def menu_below(folder: Path) -> Path:
    """Our menu in a Scripts folder that a person names; its `Utility` will do too. Raises UsageError for no folder."""
    if not folder.is_dir():
        raise UsageError(
            _("there is no folder {folder}").format(folder=folder),
            hint=_("name Resolve's folder Fusion/Scripts; where Resolve has not made it yet, make it"),
        )
    scripts = folder.absolute()
    return (scripts.parent if scripts.name == MENU.parent.name else scripts) / MENU


def of_one_person(home: Path) -> Path | None:
    """What the entries start, where it lies in a person's home: nobody else can read it there."""
    parts = (Path(sys.executable), Path(chutier_resolve.__file__).resolve().parent)
    return next((part for part in parts if part.is_relative_to(home)), None)


def install(menus: Sequence[Path], manifest: Manifest, *, everybody: bool = False) -> list[Change]:
    """Write our entries into each menu folder, for `everybody` to read; those of another version or language are taken
    away.

    Raises NleError when a folder cannot be written to: what was done until then is in the manifest."""
    record = manifest.read()
    manifest.keep(record)  # before anything is done: what cannot be written down could not be taken away
    wanted = {menu / name: text for menu in menus for name, text in menu_files().items()}
    try:
        changes = [_put(path, text, record, "install") for path, text in wanted.items()]
        old = [Path(path) for path, one in record.files.items() if one.by == "install"]
        changes += [_take(path, record) for path in old if path.parent in menus and path not in wanted]
        if everybody:
            _open_to_all(record, menus)
    finally:
        manifest.keep(record)
    return changes


def uninstall(manifest: Manifest) -> list[Change]:
    """Take away what we wrote and nobody changed, and the folders that we made and are empty then."""
    record = manifest.read()
    if not record.files:
        return []
    try:
        changes = [_take(Path(path), record) for path in list(record.files)]
        for folder in reversed(record.folders):
            with suppress(OSError):
                Path(folder).rmdir()
        # One that is not empty is somebody's now, unless a file of ours is still in it.
        record.folders = [one for one in record.folders if record.files and Path(one).is_dir()]
    finally:
        manifest.keep(record)
    return changes


def put_script(name: str, text: str, folder: Path | None, manifest: Manifest | None = None) -> Path:
    """Write one more script, into `folder` or into Resolve's menu; one of ours that waits there is replaced. Where
    it lies; the first of several places where this Resolve may look.

    Raises UsageError for a file of somebody else, NleError when Resolve is not there or the folder refuses."""
    manifest = manifest or Manifest()
    record = manifest.read()
    manifest.keep(record)
    paths = [menu / name for menu in ([folder.absolute()] if folder else chosen(here()))]
    try:
        changes = [_put(path, text, record, "script") for path in paths]
    finally:
        manifest.keep(record)
    for change in changes:
        if change.what == "kept":
            raise UsageError(
                _("{path} is there already, and is not ours").format(path=change.path),
                hint=_("name another folder: --to FOLDER"),
            )
    return paths[0]


def _put(path: Path, text: str, record: Record, by: str) -> Change:
    sha, now, ours = sha256(text.encode("utf-8")).hexdigest(), sha_of(path), record.files.get(str(path))
    if now == sha:
        record.files[str(path)] = Written(sha256=sha, by=by)
        return Change(path=path, what="there")
    if now is not None and (ours is None or ours.sha256 != now):
        return Change(path=path, what="kept")
    try:
        _make(path.parent, record)
        write_whole(path, text)
    except (OSError, ChutierError) as error:
        why = error.message if isinstance(error, ChutierError) else _refusal(error)
        raise NleError(
            why, path=str(path),
            hint=_("make the folder one that you may write to, or name another; for all users, run the command as an "
                   "administrator"),
        ) from error  # fmt: skip
    record.files[str(path)] = Written(sha256=sha, by=by)
    return Change(path=path, what="written")


def _refusal(error: OSError) -> str:
    return _("cannot be written: {why}").format(why=error.strerror or error)


def _make(folder: Path, record: Record) -> None:
    """The folder, with those above it; those that were not there are recorded as ours."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        record.folders.append(str(one))


def _open_to_all(record: Record, menus: Sequence[Path]) -> None:
    """An administrator's own settings (umask) may keep others from reading what they write."""
    made = [Path(folder) for folder in record.folders]
    written = [Path(file) for file in record.files if Path(file).parent in menus]
    with suppress(OSError):
        for path in [*(one for one in made if any(menu.is_relative_to(one) for menu in menus)), *written]:
            path.chmod(0o755 if path.is_dir() else 0o644)


def _take(path: Path, record: Record) -> Change:
    now = sha_of(path)
    if now is None:
        del record.files[str(path)]
        return Change(path=path, what="gone")
    if now != record.files[str(path)].sha256:
        return Change(path=path, what="kept")
    try:
        path.unlink()
    except OSError as error:
        raise NleError(
            _("cannot be taken away: {why}").format(why=error.strerror or error), path=str(path),
            hint=_("delete it yourself, or run the command as the one who installed it"),
        ) from error  # fmt: skip
    del record.files[str(path)]
    return Change(path=path, what="removed")
