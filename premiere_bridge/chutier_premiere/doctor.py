"""What stands between a person and Premiere, said in one screen: each finding with what to do about it.

Everything is a function of a `Machine`, so that each system's answers are tried on any.
"""

import ipaddress
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from chutier import __version__
from chutier.i18n import _
from chutier.live import Finding, sha_of
from chutier_premiere.install import panel_files, plugin_version
from chutier_premiere.machine import ALIVE, LINK_PORT, PACKAGES, Machine
from chutier_premiere.manifest import Manifest
from chutier_premiere.places import PANEL, panel_version
from chutier_premiere.rendezvous import PROTOCOL, Panel, premieres

BUSY = 2
"""Seconds from which on a panel counts as busy."""

INSTALL = "chutier premiere install-panel"
TESTED = "1.4.1"
"""Of pymiere."""


def examine(machine: Machine, manifest: Manifest) -> list[Finding]:
    """All findings, in the order in which a person would look."""
    return [
        Finding(what="Chutier", told=__version__),
        _premiere(machine),
        _files(machine, manifest),
        *_switches(machine),
        *_answers(machine),
        *_plugin(machine),
        *_link(machine),
        *_packages(machine),
        *_proxy(machine),
    ]


def _premiere(machine: Machine) -> Finding:
    running, what = machine.running, "Premiere"
    if running:
        several = len(running) > 1
        return Finding(
            what=what, told=_("running: {programs}").format(programs=", ".join(running)),
            fine=None if several else True,
            do=_("say in the show file which is meant: targets: premiere: port") if several else "",
        )  # fmt: skip
    if machine.extensions is None and not machine.panels:
        return Finding(
            what=what, told=_("not made for this system"), fine=None,
            do=_("chutier premiere xml and chutier premiere template write what it opens elsewhere"),
        )  # fmt: skip
    if machine.installed:
        programs = ", ".join(machine.installed)
        return Finding(
            what=what, told=_("installed, not running: {programs}").format(programs=programs), fine=None,
            do=_("start it and open the show's project"),
        )  # fmt: skip
    if machine.panels or running is None:
        return Finding(what=what, told=_("whether it is running cannot be told here"), fine=None)
    return Finding(
        what=what, told=_("not found on this computer"), fine=False,
        do=_("install it and start it once; then: chutier premiere install-panel"),
    )  # fmt: skip


def _files(machine: Machine, manifest: Manifest) -> Finding:
    """Whether our panel lies where Premiere looks, as it should be."""
    what = _("panel")
    if machine.extensions is None:
        return Finding(what=what, told=_("no folder of panels on this system"), fine=None)
    folder = machine.extensions / PANEL
    missing, old, theirs = _states(folder, manifest)
    if folder.is_symlink():
        return Finding(what=what, told=_("{folder} is a link: left alone").format(folder=folder), fine=None)
    if len(missing) == len(panel_files()) and not theirs:
        # Another way in will do.
        other = bool(machine.plugins) or machine.link == ALIVE
        return Finding(
            what=what, told=_("not in {folder}").format(folder=machine.extensions), fine=None if other else False,
            do=INSTALL,
        )  # fmt: skip
    if theirs:
        return Finding(
            what=what, fine=False,
            told=_("in {folder}, not ours or changed by somebody: {names}").format(
                folder=folder, names=", ".join(theirs)
            ),
            do=_("take them away or rename them; then: chutier premiere install-panel"),
        )  # fmt: skip
    if missing or old:
        return Finding(
            what=what, fine=False, do=INSTALL,
            told=_("in {folder}, out of date: {names}").format(folder=folder, names=", ".join([*missing, *old])),
        )  # fmt: skip
    return Finding(what=what, told=f"{panel_version()}, {folder}")


def _states(folder: Path, manifest: Manifest) -> tuple[list[str], list[str], list[str]]:
    """The names of the panel's files that are missing, of an older one of ours, and somebody's."""
    record = manifest.read()
    missing, old, theirs = list[str](), list[str](), list[str]()
    for name, data in panel_files().items():
        now = sha_of(folder / name)
        if now is None:
            missing.append(name)
        elif now != sha256(data).hexdigest():
            (old if record.files.get(str(folder / name)) == now else theirs).append(name)
    return missing, old, theirs


def _switches(machine: Machine) -> Iterator[Finding]:
    """Adobe's switch for panels that are not signed. Where a panel answers, it has been loaded."""
    if not machine.debug:
        return
    off = [str(version) for version, on in sorted(machine.debug.items()) if not on]
    if not off:
        yield Finding(what="PlayerDebugMode", told=_("turned on"))
        return
    needed = not machine.panels and machine.extensions is not None and (machine.extensions / PANEL).is_dir()
    yield Finding(
        what="PlayerDebugMode", told=_("off for CSXS {versions}").format(versions=", ".join(off)),
        fine=False if needed else None,
        do=_("Premiere loads our panel only with it, as nobody has signed it: chutier premiere install-panel")
        if needed else "",
    )  # fmt: skip


def _answers(machine: Machine) -> Iterator[Finding]:
    """What answers in Premiere now."""
    what = _("connection")
    for panel in premieres(machine.panels):
        yield _of_panel(panel)
    if machine.panels:
        return
    if machine.running:
        way = bool(machine.plugins) or machine.link == ALIVE
        yield Finding(
            what=what, told=_("Premiere runs, and no panel of ours answers"), fine=None if way else False,
            do=_("restart Premiere, then look for Window > Extensions > Chutier. Not listed there: this Premiere loads "
                 "no unsigned panel, so sign it (docs/premiere.md) or, from 25.6 on, take the plugin: "
                 "chutier premiere install-panel --uxp"),
        )  # fmt: skip
    else:
        yield Finding(what=what, told=_("nothing, for Premiere is not running"), fine=None)


def _of_panel(panel: Panel) -> Finding:
    what, told = _("connection"), str(panel)
    if panel.protocol != PROTOCOL or panel.panel != panel_version():
        return Finding(
            what=what, fine=False,
            told=_("{panel}, with the panel {theirs}; this Chutier's is {ours}").format(
                panel=told, theirs=panel.panel, ours=panel_version()
            ),
            do=_("chutier premiere install-panel, then restart Premiere"),
        )  # fmt: skip
    if panel.busy >= BUSY:
        return Finding(
            what=what, fine=False,
            told=_("{panel}, busy for {seconds} s").format(panel=told, seconds=round(panel.busy)),
            do=_("a dialog is open in Premiere, or a job runs: close it, or wait"),
        )  # fmt: skip
    return Finding(what=what, told=told)


def _plugin(machine: Machine) -> Iterator[Finding]:
    """The other way in, for newer Premieres."""
    ours, what = plugin_version(), _("plugin (UXP)")
    if not machine.plugins:
        if machine.extensions is not None and ours:
            yield Finding(
                what=what, told=_("not installed"), fine=None,
                do=_("for Premiere 25.6 and later, where the panel does not appear: "
                     "chutier premiere install-panel --uxp"),
            )  # fmt: skip
        return
    if ours and ours not in machine.plugins:
        yield Finding(
            what=what, fine=False, do="chutier premiere install-panel --uxp",
            told=_("{theirs}; this Chutier's is {ours}").format(theirs=", ".join(machine.plugins), ours=ours),
        )  # fmt: skip
    else:
        yield Finding(what=what, told=_("{version} installed").format(version=", ".join(machine.plugins)))


def _link(machine: Machine) -> Iterator[Finding]:
    if machine.link == ALIVE:
        yield Finding(
            what="Pymiere Link", told=_("answers on port {port}").format(port=LINK_PORT), fine=None,
            do=_("it spoils scripts longer than 64 KiB, and any web page can send it some: our own panel does neither"),
        )  # fmt: skip
    elif machine.link:
        yield Finding(
            what="Pymiere Link", told=_("another program answers on port {port}").format(port=LINK_PORT), fine=None,
            do=_("Pymiere Link cannot answer beside it; our own panel does not need that port"),
        )  # fmt: skip


def _packages(machine: Machine) -> Iterator[Finding]:
    """What speaks to the panel from Python."""
    what, have = _("Python packages"), machine.packages
    missing = [name for name in PACKAGES if name not in have]
    if "pymiere" in have and not machine.distutils:
        # pymiere imports it; Python 3.12 and later have none.
        missing.append("setuptools")
    if missing:
        yield Finding(
            what=what, told=_("missing: {names}").format(names=", ".join(missing)), fine=False,
            do=_("install it: pip install 'chutier[premiere]'"),
        )  # fmt: skip
    elif have["pymiere"] != TESTED:
        yield Finding(
            what=what, told=f"pymiere {have['pymiere']}", fine=None,
            do=_("Chutier is tested with {version}").format(version=TESTED),
        )  # fmt: skip
    else:
        yield Finding(what=what, told=", ".join(f"{name} {have[name]}" for name in PACKAGES))


def _proxy(machine: Machine) -> Iterator[Finding]:
    """A proxy between a program and its own computer: we go past it, other clients of the panel do not."""
    environ = machine.environ
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        if environ.get(name) and not _spared(environ):
            yield Finding(
                what=_("proxy"), told=_("{variable} is set").format(variable=name), fine=None,
                do=_("Chutier goes past it; scripts of your own with pymiere need NO_PROXY=127.0.0.1"),
            )  # fmt: skip
            return


def _spared(environ: Mapping[str, str]) -> bool:
    """Whether this computer's own address is not sent through the proxy."""
    words = (environ.get("no_proxy") or environ.get("NO_PROXY") or "").split(",")
    return any(_covers(word.strip()) for word in words)


def _covers(word: str) -> bool:
    if word == "*":
        return True
    try:
        return ipaddress.ip_address("127.0.0.1") in ipaddress.ip_network(word, strict=False)
    except ValueError:
        return False
