"""The Lua twin of `host`: an executor for Resolve's free edition from 21.1, and the scripts that carry it."""

from chutier_resolve.lua.report import read_report
from chutier_resolve.lua.script import menu_script, snapshot_script

__all__ = ["menu_script", "read_report", "snapshot_script"]
