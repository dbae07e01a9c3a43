"""Our panel in Premiere: put there, brought up to date, taken away. Nothing else is touched.

The panel of the CEP kind is a folder that is copied; as nobody has signed it, Adobe's switch for such panels is turned
on, and put back afterwards. The plugin of the UXP kind is one file, which Adobe's installer takes.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from chutier.errors import NleError, UsageError
from chutier.i18n import _
from chutier.live import Change
from chutier_premiere.debugmode import Switch, put_back, switch, turn_on
from chutier_premiere.manifest import Manifest
from chutier_premiere.places import PANEL, extensions_folder, own_folder, plugin_installer

PLUGIN_FILE = "chutier.ccx"

Runner = Callable[[Path, str, str], str]
"""Has Adobe's installer do something (`install`, `remove`) with a file or a name; why it did not, empty when it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: file by file; the versions of the panel runtime whose switch was changed; and for the plugin,
    whether Adobe's installer took or removed it and why it did not (empty: it was not asked)."""

    changes: list[Change]
    debug: list[int]
    plugin: bool = False
    why: str = ""


def panel_files() -> dict[str, bytes]:
    """The panel of the CEP kind: relative path to content."""
    return _files_below("panel_cep")


def plugin_files() -> dict[str, bytes]:
    """The plugin of the UXP kind: relative path to content. Raises NleError when this Chutier brings none."""
    found = _files_below("panel_uxp")
    if "manifest.json" not in found:
        raise NleError(_("this Chutier brings no plugin for Premiere"), hint=_("install the panel: --cep"))
    return found


def plugin_version() -> str:
    """The version of the plugin that we bring; empty when we bring none."""
    manifest = _files_below("panel_uxp").get("manifest.json")
    return str(json.loads(manifest)["version"]) if manifest else ""


def _files_below(name: str) -> dict[str, bytes]:
    folder = Path(str(files("chutier_premiere") / name))
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    inside = ((path.relative_to(folder), path) for path in found)
    return {
        part.as_posix(): path.read_bytes()
        for part, path in inside
        if not any(one.startswith((".", "__")) for one in part.parts)
    }


def ccx(contents: dict[str, bytes]) -> bytes:
    """The plugin as Adobe's installer takes it: a zip, the same for the same contents."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return packed.getvalue()


def extensions(where: Path | None) -> Path:
    """The folder of panels: the one that a person names, else Adobe's. Raises UsageError for no folder, NleError on a
    system that has no Premiere."""
    if where is not None:
        if not where.is_dir():
            raise UsageError(
                _("there is no folder {folder}").format(folder=where), hint=_("make it, or name one that is there")
            )
        return where.absolute()
    found = extensions_folder(sys.platform, os.environ, Path.home())
    if found is None:
        raise NleError(
            _("Premiere is not made for this system"),
            hint=_("run it on the Mac or PC that has Premiere; or name the folder of its panels: --where FOLDER"),
        )
    return found


def install_panel(folder: Path, manifest: Manifest, switches: Switch | None = None) -> Done:
    """Copy the panel into Adobe's folder of panels, and have it loaded; what an older one of ours had more is taken
    away. `switches`: none where nothing is to be switched.

    Raises NleError when a folder cannot be written to or the switch refuses: what was done until then is recorded."""
    record, target = manifest.read(), folder / PANEL
    manifest.keep(record)  # before anything is done: what cannot be written down could not be taken away
    if target.is_symlink():
        # Somebody works on the panel there: what is behind the link is theirs.
        return Done(changes=[Change(path=target, what="kept")], debug=[])
    wanted = {target / name: data for name, data in panel_files().items()}
    debug: list[int] = []
    try:
        changes = [record.put(path, data) for path, data in wanted.items()]
        old = [Path(path) for path in record.files if Path(path).is_relative_to(target)]
        changes += [record.take(path) for path in old if path not in wanted]
        if switches is not None:
            debug = turn_on(switches, record.debug)
    finally:
        manifest.keep(record)
    return Done(changes=changes, debug=debug)


def install_plugin(folder: Path, manifest: Manifest, installer: Path | None, run: "Runner | None" = None) -> Done:
    """Write the plugin's file into `folder` and hand it to Adobe's installer, where there is one.

    Raises NleError when it cannot be written."""
    contents = plugin_files()
    name = str(json.loads(contents["manifest.json"])["name"])
    record = manifest.read()
    manifest.keep(record)
    why = ""
    try:
        change = record.put(folder / PLUGIN_FILE, ccx(contents))
        asked = installer is not None and change.what != "kept"
        if installer is not None and asked:
            why = (run or run_installer)(installer, "install", str(change.path))
            record.plugin = record.plugin if why else name
    finally:
        manifest.keep(record)
    return Done(changes=[change], debug=[], plugin=asked and not why, why=why)


def uninstall(
    manifest: Manifest, switches: Switch | None = None, installer: Path | None = None, run: "Runner | None" = None
) -> Done:
    """Take away what we wrote and nobody changed, the folders that we made and are empty then, and the plugin where
    Adobe's installer took it for us; put the switches back.

    Raises NleError when the disk or the system refuses: what was done until then is recorded."""
    record = manifest.read()
    if not (record.files or record.debug or record.plugin):
        return Done(changes=[], debug=[])
    why, debug, removed = "", list[int](), False
    try:
        changes = [record.take(Path(path)) for path in list(record.files)]
        record.leave()
        if switches is not None:
            debug = put_back(switches, record.debug)
        if record.plugin:
            if installer is None:
                why = _("Adobe's installer is not there any more")
            else:
                why = (run or run_installer)(installer, "remove", record.plugin)
            removed = not why
            record.plugin = ""
    finally:
        manifest.keep(record)
    return Done(changes=changes, debug=debug, plugin=removed, why=why)


def run_installer(installer: Path, verb: str, what: str) -> str:
    """Have Adobe's installer do it; why it did not, empty when it did."""
    sign = "/" if sys.platform == "win32" else "--"
    try:
        told = subprocess.run(
            [str(installer), f"{sign}{verb}", what], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", timeout=180, check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = [line.strip() for line in told.stdout.splitlines() if line.strip()]
    # It says what failed on its standard output, and not always by its status.
    failed = told.returncode != 0 or any("fail" in line.casefold() for line in lines)
    return (lines[-1] if lines else str(told.returncode)) if failed else ""


def this_computers_switches() -> Switch | None:
    """The switches of the computer that we run on."""
    return switch(sys.platform)


def this_computers_installer() -> Path | None:
    """Adobe's installer of plugins, where it is there."""
    return plugin_installer(sys.platform, os.environ)


def this_computers_code() -> str:
    """What a person types into the plugin once, so that it knows who dials in and we know who answers; as it is read
    out."""
    from chutier_premiere.uxp import spelled, the_code

    return spelled(the_code(own_folder(sys.platform, os.environ, Path.home())))


def plugin_folder(where: Path | None) -> Path:
    """Where the plugin's file goes: the folder that a person names, else where they find downloads. Raises UsageError
    for no folder."""
    if where is not None:
        return extensions(where)
    downloads = Path.home() / "Downloads"
    return downloads if downloads.is_dir() else Path.home()
