"""Where things lie on a computer that has Premiere: Adobe's folders for panels and plugins, and our own."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

PANEL = "com.chutier.premiere"
"""The id of our panel, and the name of its folder."""

PLUGIN = "com.chutier.premiere.uxp"
"""The id of our plugin; `panel_uxp/manifest.json` says it too."""

CSXS = range(9, 14)
"""Versions of Adobe's panel runtime: 9 in Premiere 13, 11 from 15.4 on, 12 from 25.0 on, and one to come."""


def extensions_folder(system: str, environ: Mapping[str, str], home: Path) -> Path | None:
    """A person's folder of CEP panels; None on a system that has no Premiere. `system` as `sys.platform` says it."""
    if system == "darwin":
        return home / "Library" / "Application Support" / "Adobe" / "CEP" / "extensions"
    if system == "win32":
        return _roaming(environ, home) / "Adobe" / "CEP" / "extensions"
    return None


def plugins_folder(system: str, environ: Mapping[str, str], home: Path) -> Path | None:
    """Where Adobe's installer unpacks UXP plugins of a person; None on a system that has no Premiere."""
    if system == "darwin":
        return home / "Library" / "Application Support" / "Adobe" / "UXP" / "Plugins" / "External"
    if system == "win32":
        return _roaming(environ, home) / "Adobe" / "UXP" / "Plugins" / "External"
    return None


def plugin_installer(system: str, environ: Mapping[str, str], root: Path = Path("/")) -> Path | None:
    """Adobe's installer of UXP plugins that Creative Cloud brings, where it lies; None where there is none."""
    below = Path("Adobe/Adobe Desktop Common/RemoteComponents/UPI/UnifiedPluginInstallerAgent")
    name = "UnifiedPluginInstallerAgent"
    if system == "darwin":
        found = root / "Library/Application Support" / below / f"{name}.app/Contents/MacOS" / name
    elif system == "win32":
        found = Path(environ.get("COMMONPROGRAMFILES") or "C:/Program Files/Common Files") / below / f"{name}.exe"
    else:
        return None
    return found if found.is_file() else None


def meeting_folder(system: str, environ: Mapping[str, str], home: Path) -> Path:
    """Where panels that are open say so: `panel_cep/rendezvous.js` writes there."""
    if system == "darwin":
        return home / "Library" / "Application Support" / "Chutier" / "premiere"
    if system == "win32":
        return _roaming(environ, home) / "Chutier" / "premiere"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "chutier" / "premiere"


def own_folder(system: str, environ: Mapping[str, str], home: Path) -> Path:
    """Where we remember what was installed, by each system's custom."""
    if system == "darwin":
        return home / "Library" / "Application Support" / "chutier"
    if system == "win32":
        return _roaming(environ, home) / "chutier"
    return Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "chutier"


@cache
def panel_version() -> str:
    """The version of the panel that we bring."""
    return version_in((files("chutier_premiere") / "panel_cep/CSXS/manifest.xml").read_text(encoding="utf-8"))


def version_in(manifest: str) -> str:
    """The version in a panel's manifest; empty when there is none."""
    found = re.search(r'ExtensionBundleVersion="([^"]+)"', manifest)
    return found[1] if found else ""


def _roaming(environ: Mapping[str, str], home: Path) -> Path:
    return Path(environ.get("APPDATA") or home / "AppData" / "Roaming")
