"""What stands between a person and the menu, said in one screen: each finding with what to do about it.

Everything is a function of a `Machine`, so that each system's answers are tried on any.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from chutier import __version__
from chutier.i18n import LANGUAGES, _, speaking
from chutier.live import Finding, sha_of
from chutier_resolve.host.acquire import module_folders
from chutier_resolve.install import menu_files
from chutier_resolve.machine import Machine
from chutier_resolve.manifest import Manifest
from chutier_resolve.places import Place
from chutier_resolve.programs_found import Program
from chutier_resolve.pythons_found import OLDEST, python_of
from chutier_resolve.shim import version_of

OWN_PYTHON = (21, 1)
"""From here on Studio brings its own Python and the free edition runs none (seen on 21.1.0.14 and 21.1.0.17)."""


def examine(machine: Machine, manifest: Manifest) -> list[Finding]:
    """All findings, in the order in which a person would look."""
    answer = machine.answer()
    running = answer if isinstance(answer, Program) else None
    program = running or machine.program
    return [
        Finding(what="Chutier", told=__version__),
        _installed(machine, program),
        *_entries(machine, manifest),
        _python(machine, program),
        _from_outside(answer, program),
        _module(machine),
        *_drift(machine),
    ]


def _installed(machine: Machine, program: Program | None) -> Finding:
    found = [place for place in machine.places if place.installed]
    if program is None and not found:
        return Finding(
            what="Resolve", told=_("not found on this computer"), fine=False,
            do=_("install it and start it once; then: chutier resolve install"),
        )  # fmt: skip
    builds = ", ".join(dict.fromkeys(place.build or _("Blackmagic's build") for place in found))
    if program is None:
        told = _("installed; its version and edition cannot be read from the disc")
    else:
        told = program.name if program.studio is not None else _("{name}, edition unknown").format(name=program.name)
    return Finding(what="Resolve", told=f"{told} ({builds})" if builds else told)


def _entries(machine: Machine, manifest: Manifest) -> Iterator[Finding]:
    """Whether each Resolve's menu has ours, as they should be; Blackmagic's build looks in two folders, one will do."""
    for build, menus in _menus(machine.places).items():
        with_ours = [menu for menu in menus if _ours(menu)]
        if not with_ours:
            yield Finding(
                what=_("menu"), told=_("nothing of ours in {folder}").format(folder=menus[0]), fine=False,
                do="chutier resolve install",
            )  # fmt: skip
        # The App Store's build looks in one of two folders, and nobody knows in which.
        for menu in menus if build and with_ours else with_ours:
            yield _entry(menu, manifest)


def _menus(places: tuple[Place, ...]) -> Mapping[str, list[Path]]:
    """By build, the menus in which that Resolve looks."""
    found: dict[str, list[Path]] = {}
    for place in places:
        if place.installed:
            found.setdefault(place.build, []).append(place.menu)
    return found


def _ours(menu: Path) -> dict[str, str]:
    """What should be in the menu, in the language in which most of it is there; empty when nothing is."""
    there: list[tuple[int, int, dict[str, str]]] = []
    for language in LANGUAGES:
        with speaking(language):
            wanted = menu_files()
        found = {name: sha_of(menu / name) for name in wanted}
        right = sum(found[name] == sha256(text.encode("utf-8")).hexdigest() for name, text in wanted.items())
        there.append((sum(sha is not None for sha in found.values()), right, wanted))
    most, _right, wanted = max(there, key=lambda one: one[:2])
    return wanted if most else {}


def _entry(menu: Path, manifest: Manifest) -> Finding:
    states = _states(menu, manifest)
    if theirs := states["theirs"]:
        return Finding(
            what=_("menu"), fine=False,
            told=_("in {folder}, not ours or changed by somebody: {names}").format(
                folder=menu, names=", ".join(theirs)
            ),
            do=_("take them away or rename them; then: chutier resolve install"),
        )  # fmt: skip
    if states["another's"]:
        return Finding(
            what=_("menu"), fine=None, told=_("{folder}, put there by another Chutier than this").format(folder=menu),
            do=_("it is brought up to date by whoever put it there; to have this one's, let them take it away"),
        )  # fmt: skip
    if old := [*states["old"], *states["missing"]]:
        return Finding(
            what=_("menu"), fine=False, do="chutier resolve install",
            told=_("in {folder}, out of date: {names}").format(folder=menu, names=", ".join(old)),
        )  # fmt: skip
    return Finding(what=_("menu"), told=str(menu))


def _states(menu: Path, manifest: Manifest) -> Mapping[str, list[str]]:
    """The names of our menu by what became of them: `missing`, `old` (ours, of another version or Python), `another's`
    (of another account's Chutier, whole or changed), `theirs`; what is as it should be is in none."""
    record = manifest.read()
    states: dict[str, list[str]] = {"missing": [], "old": [], "another's": [], "theirs": []}
    for name, text in (_ours(menu) or menu_files()).items():
        now, ours = sha_of(menu / name), record.files.get(str(menu / name))
        if now is None:
            states["missing"].append(name)
        elif now != sha256(text.encode("utf-8")).hexdigest():
            if ours is not None:
                states["old" if ours.sha256 == now else "theirs"].append(name)
            else:
                states["another's" if _written_by_chutier(menu / name) else "theirs"].append(name)
    return states


def _written_by_chutier(path: Path) -> bool:
    try:
        return bool(version_of(path.read_text(encoding="ascii", errors="replace")))
    except OSError:
        return False


def _python(machine: Machine, program: Program | None) -> Finding:
    """Which Python Resolve's menu would run; without one it lists no `.py`, in silence."""
    what = _("Python in Resolve")
    if program is not None and program.version[:2] >= OWN_PYTHON and program.studio is not None:
        if program.studio:
            return Finding(what=what, told=_("its own (Studio from 21.1 on)"))
        return Finding(
            what=what, told=_("none: the free edition from 21.1 on runs only Lua"), fine=None,
            do=_("a script in Lua builds what the plan says: chutier resolve script"),
        )  # fmt: skip
    sure = program is not None and program.version[:2] < OWN_PYTHON
    note = "" if sure else _(
        "free Resolve from 21.1 on runs only Lua, whatever Python there is: chutier resolve script; Studio from 21.1 "
        "on brings its own Python"
    )  # fmt: skip
    found = python_of(machine)
    if found.path and (found.version == (0, 0) or found.version >= OLDEST):
        return Finding(what=what, told=found.told, do=note, fine=True if sure else None)
    if found.path:
        told, do = _("{python}: too old, 3.8 is the first that will do").format(python=found.told), found.do
    else:
        told = _("none that Resolve would find, so its menu shows no .py: {why}").format(why=found.why)
        do = found.do
    return Finding(what=what, told=told, fine=False, do=". ".join(filter(None, (do, note))))


def _from_outside(answer: Program | str | None, program: Program | None) -> Finding:
    """Whether commands in a terminal reach Resolve, which only Studio allows."""
    what = _("from outside")
    if isinstance(answer, Program):
        return Finding(what=what, told=answer.name)
    if answer:
        return Finding(
            what=what, told=_("Blackmagic's scripting module ends this Python, or never answers"), fine=None,
            do=_("the menu does without it; else try another Python, or restart Resolve"),
        )  # fmt: skip
    if program is not None and program.studio is False:
        return Finding(what=what, told=_("the free edition never answers: use its menu"), fine=None)
    return Finding(
        what=what, told=_("no Resolve answers"), fine=None,
        do=_("Studio: start it, and set Preferences > System > General > External scripting to Local. The free "
             "edition never answers from outside: use its menu"),
    )  # fmt: skip


def _module(machine: Machine) -> Finding:
    """Blackmagic's module, which only commands from outside need; variables that lead nowhere stand in its way."""
    what = _("scripting module")
    for name in ("RESOLVE_SCRIPT_API", "RESOLVE_SCRIPT_LIB"):
        value = machine.environ.get(name, "")
        if value and not Path(value).exists():
            return Finding(
                what=what, told=_("{variable} names {path}, which is not there").format(variable=name, path=value),
                fine=False, do=_("correct the variable, or take it away: Resolve's own folder is found without it"),
            )  # fmt: skip
    folder = _modules(machine)
    if (folder / "DaVinciResolveScript.py").is_file():
        return Finding(what=what, told=str(folder))
    return Finding(what=what, told=_("not in {folder}").format(folder=folder), fine=None,
                   do=_("only needed from outside (Studio); RESOLVE_SCRIPT_API names another folder"))  # fmt: skip


def _modules(machine: Machine) -> Path:
    folder = module_folders(machine.system, dict(machine.environ))[0]
    return Path(folder) if machine.environ.get("RESOLVE_SCRIPT_API") else machine.root / folder.lstrip("/")


def _drift(machine: Machine) -> Iterator[Finding]:
    """Whether the calls that we make are in the types that this Resolve ships (from 21.1 on)."""
    from chutier_resolve.drift import contract_drift

    for file in sorted(_modules(machine).glob("DaVinciResolveScript.pyi")):
        missing = contract_drift(file.read_text(encoding="utf-8", errors="replace"))
        told = _("all calls that we make are there") if not missing else ", ".join(missing)
        yield Finding(what=_("its API"), told=told, fine=not missing,
                      do=_("this version lacks them: write to us, with the version") if missing else "")  # fmt: skip
