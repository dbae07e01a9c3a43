"""The panels that are open, as they say themselves: one small file each, with the port and the secret address.

A file may be older than its panel: only what answers counts. `panel_cep/rendezvous.js` writes them.
"""

import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from chutier.errors import NleError, NleUnreachable
from chutier.i18n import _
from chutier_premiere.places import meeting_folder, panel_version
from chutier_premiere.words import error_from

PROTOCOL = 1
"""What we speak; `panel_cep/server.js` says it too."""

PATIENCE = 2.0
"""Seconds for an answer, which the panel gives even while Premiere is busy."""

_MOST = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A panel that answers. `premiere` and `panel` are versions; `busy` is for how many seconds Premiere has been at
    one script, 0 when it is free; `started` is a time in ISO form."""

    port: int
    secret: str
    pid: int
    premiere: str
    panel: str
    protocol: int
    started: str = ""
    busy: float = 0

    @property
    def url(self) -> str:
        """Its address, secret and all."""
        return f"http://127.0.0.1:{self.port}/{self.secret}"

    def __str__(self) -> str:
        return _("Premiere {version} on port {port}").format(version=self.premiere, port=self.port)


def panels(folder: Path | None = None) -> list[Panel]:
    """All panels that answer, the one started last first. Files of others are left as they are."""
    folder = folder or meeting_folder(sys.platform, os.environ, Path.home())
    said = (_read(file) for file in sorted(folder.glob("*.json")))
    found = [panel for one in said if one is not None and is_alive(one.pid) and (panel := _answering(one)) is not None]
    return sorted(found, key=lambda one: one.started, reverse=True)


def the_panel(wanted: int | None = None, folder: Path | None = None) -> Panel:
    """The panel to speak to: the one on the port `wanted`, else the only one.

    Raises NleUnreachable when none answers there, NleError when several Premieres do or the panel's version is
    another."""
    found = panels(folder)
    if wanted is not None:
        chosen = [one for one in found if one.port == wanted]
        if not chosen and found:
            raise NleUnreachable(
                _("no panel answers on port {port}").format(port=wanted),
                hint=_("these do: {panels}; correct targets: premiere: port in the show file, or take it out").format(
                    panels=_list(found)
                ),
            )
    else:
        chosen = premieres(found)
    if not chosen:
        raise error_from("no-panel", "")
    if len(chosen) > 1:
        raise NleError(
            _("several Premieres are running: {panels}").format(panels=_list(chosen)),
            hint=_("close all but one, or say which in the show file: targets: premiere: port: {port}").format(
                port=chosen[0].port
            ),
        )
    return _of_our_version(chosen[0])


def premieres(found: Sequence[Panel]) -> list[Panel]:
    """One panel for each Premiere. A Premiere may have two, the window and the service; two Premieres of one version
    do not run at once, so the version tells them apart."""
    first: dict[str, Panel] = {}
    for one in found:
        first.setdefault(one.premiere, one)
    return list(first.values())


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    if sys.platform == "win32":
        import ctypes

        query, still_active = 0x1000, 259
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(query, False, pid)
        if not handle:
            return False
        try:
            code = ctypes.c_ulong()
            return bool(kernel.GetExitCodeProcess(handle, ctypes.byref(code))) and code.value == still_active
        finally:
            kernel.CloseHandle(handle)
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _of_our_version(panel: Panel) -> Panel:
    if panel.protocol != PROTOCOL:
        raise NleError(
            _("the panel in Premiere is of another version ({theirs}) than this Chutier's ({ours})").format(
                theirs=panel.panel, ours=panel_version()
            ),
            hint=_("bring it up to date (chutier premiere install-panel), then restart Premiere"),
        )
    return panel


def _list(found: Sequence[Panel]) -> str:
    return ", ".join(str(one) for one in sorted(found, key=lambda one: one.port))


def _read(file: Path) -> Panel | None:
    try:
        return _panel(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _panel(said: Any) -> Panel:
    """Raises ValueError, TypeError or KeyError for what no panel says."""
    port, pid, secret = int(said["port"]), int(said["pid"]), str(said["secret"])
    if not 0 < port < 65_536 or pid <= 0 or not re.fullmatch(r"[0-9A-Za-z_-]+", secret):
        raise ValueError(said)
    return Panel(
        port=port, secret=secret, pid=pid, premiere=str(said["premiere"]), panel=str(said["panel"]),
        protocol=int(said["protocol"]), started=str(said.get("started", "")),
    )  # fmt: skip


def _answering(said: Panel) -> Panel | None:
    """The panel with what it says now; None when nothing answers, or something else."""
    # Straight to this computer: a proxy of the environment has no business here.
    connection = HTTPConnection("127.0.0.1", said.port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/{said.secret}/status")
        answer = connection.getresponse()
        now = json.loads(answer.read(_MOST)) if answer.status == 200 else None
        if not isinstance(now, dict) or now.get("pid") != said.pid:
            return None
        return Panel(
            port=said.port, secret=said.secret, pid=said.pid, premiere=said.premiere, panel=str(now["panel"]),
            protocol=int(now["protocol"]), started=said.started, busy=float(now["busy"]),
        )  # fmt: skip
    except (OSError, HTTPException, ValueError, TypeError, KeyError):
        return None
    finally:
        connection.close()
