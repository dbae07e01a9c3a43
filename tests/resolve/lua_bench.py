"""A day's work for the table's two halves, each on a Resolve of its own that are alike, for the tests beside this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import lupa.lua51
import lupa.luajit21
import pytest
from hypothesis import strategies as st

from chutier_resolve.host.table import Session, perform
from chutier_resolve.lua import menu_script, read_report
from chutier_resolve.lua.literal import EXACT
from hosts.resolve import PROFILES, FakeResolve, VirtualFile
from hosts.resolve_lua import LuaHost

RUNTIMES = [pytest.param(lupa.lua51, id="lua51"), pytest.param(lupa.luajit21, id="luajit")]
FATAL = {"gone", "no-project", "other-project", "unknown"}

texts = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.integers(-EXACT, EXACT) | st.floats(allow_nan=False, allow_infinity=False)
plain = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(texts, inner, min_size=1, max_size=4),
    max_leaves=12,
)

Operations = list[tuple[str, dict[str, Any]]]


def clip(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "path": f"/Volumes/RUSHES/Forêt/{name}.mov", **more}


FILES = {
    **{
        f"/Volumes/RUSHES/Forêt/{name}.mov": VirtualFile(
            rate="25", frames=250, start=f"10:0{place}:00:00", tape=name, audio=0, picture=True, width=1920, height=1080
        )
        for place, name in enumerate(("A001", "A002", "A003"))
    },
    **{
        f"/Volumes/RUSHES/Forêt/{name}.wav": VirtualFile(
            rate="25", frames=500, start=f"10:0{place}:00:00", tape="", audio=2, picture=False, width=0, height=0
        )
        for place, name in enumerate(("T001", "T002"))
    },
}
FILES["/Volumes/PROXY/A001.mov"] = FILES["/Volumes/RUSHES/Forêt/A001.mov"]
SOUND = {"id": "T001", "path": "/Volumes/RUSHES/Forêt/T001.wav"}
A1, A2, A3 = clip("A001"), clip("A002"), clip("A003")

BUILD: Operations = [
    ("hello", {}),
    ("bins", {"paths": [["Jour 1"], ["Jour 1", "Forêt"], ["Jour 1", "Fore\u0302t"], ["Son"]]}),
    (
        "import",
        {
            "batches": [
                {"bin": ["Jour 1", "Forêt"], "files": [A1, A2, clip("absent")]},
                {"bin": ["Son"], "files": [SOUND]},
                {"bin": ["Nulle part"], "files": [A3]},
            ]
        },
    ),
    ("look", {"markers": True}),
    ("move", {"moves": [{"bin": ["Jour 1"], "clips": [A2, clip("absent")]}, {"bin": ["Nulle part"], "clips": [A1]}]}),
    (
        "values",
        {
            "clips": [
                {
                    "ref": A1,
                    "name": {"to": "12-3 forêt", "was": None},
                    "color": {"to": "Green", "was": ""},
                    "metadata": {"Scene": {"to": "12", "was": ""}, "Take": {"to": "3", "was": None}},
                    "keywords": {"add": ["Cerclée"], "remove": ["Non"]},
                    "flags": {"add": ["Green"], "remove": ["Red"]},
                    "stamp": {"chutier.id": "A001", "chutier.was": "A001.mov"},
                },
                {"ref": A1, "name": {"to": "autre", "was": "A001.mov"}, "color": {"to": "", "was": "Green"}},
                {"ref": A2, "color": {"to": "No such colour", "was": None}, "flags": {"add": ["Orange"], "remove": []}},
                {"ref": clip("absent"), "stamp": {"chutier.id": "absent"}},
            ]
        },
    ),
    ("sync", {"groups": [{"pairs": [{"picture": A1, "sounds": [SOUND]}, {"picture": A2, "sounds": [SOUND]}]}]}),
    (
        "timelines",
        {
            "timelines": [
                {
                    "bin": ["Jour 1"],
                    "name": "Bout à bout",
                    "start": "01:00:00:00",
                    "rate": "25",
                    "tracks": [{"type": "video", "index": 1, "name": "Image"}],
                    "items": [
                        {"ref": A1, "frames": 250, "length": 250, "exact": True},
                        {"ref": A2, "frames": 250, "length": 250, "exact": True},
                        {"ref": clip("absent"), "frames": 10, "length": 10, "exact": True},
                    ],
                    "markers": [{"item": 1, "color": "Blue", "name": "12-4", "note": "ciel", "id": "chutier:A002"}],
                },
                {"bin": ["Jour 1"], "name": "Bout à bout", "start": "01:00:00:00", "rate": "25", "items": []},
            ]
        },
    ),
    (
        "markers",
        {
            "timeline": {"bin": ["Jour 1"], "name": "Bout à bout"},
            "markers": [
                {"frame": 250, "color": "Blue", "name": "12-4", "note": "ciel", "duration": 1, "id": "chutier:A002"},
                {"frame": 10, "color": "Red", "name": "note", "note": "", "duration": 5, "id": "chutier:x"},
                {"frame": 20, "color": "No such", "name": "note", "note": "", "duration": 5, "id": "chutier:y"},
            ],
        },
    ),
    ("proxies", {"links": [{"ref": A1, "proxy": "/Volumes/PROXY/A001.mov"}, {"ref": clip("no"), "proxy": "/p.mov"}]}),
    ("current", {}),
    ("save", {}),
    ("look", {}),
]

UNDO: Operations = [
    (
        "remove",
        {
            "timelines": [{"bin": ["Jour 1"], "name": "Bout à bout"}, {"bin": [], "name": "Aucune"}],
            "clips": [A2, SOUND, clip("absent")],
            "bins": [["Jour 1", "Forêt"], ["Son"], ["Nulle part"]],
        },
    ),
    ("look", {}),
]


@dataclass
class Run:
    """What one half did: its answers, the project afterwards, the calls that it made."""

    answers: list[dict[str, Any]]
    state: Any
    calls: list[str]


Prepare = Callable[[FakeResolve], None]


def untouched(fake: FakeResolve) -> None:
    """As a new project is."""


def resolve_of(profile: str, prepare: Prepare, fault: tuple[int, Mapping[str, Any]] | None) -> FakeResolve:
    fake = FakeResolve(**PROFILES[profile], files=FILES)
    prepare(fake)
    fake.meter.reset()
    if fault is not None:
        fake.faults.at_call(fault[0], **fault[1])
    return fake


def by_python(fake: FakeResolve, operations: Operations) -> Run:
    session, answers = Session(fake.resolve, "darwin"), []
    for op, args in operations:
        answers.append(perform(session, op, args))
        if answers[-1].get("error", {}).get("code") in FATAL:
            break
    return Run(answers, fake.state(), list(fake.meter.calls))


def by_lua(runtime: ModuleType, fake: FakeResolve, operations: Operations) -> Run:
    host = LuaHost(runtime, {"resolve": fake.resolve})
    host.run(menu_script("twin", operations, plan_id="p"))
    steps: Any = read_report(host.prefs.saved)["operations"]
    assert host.missed == []
    assert fake.violations == []
    return Run([step["answer"] for step in steps], fake.state(), list(fake.meter.calls))


def told(answer: Any) -> Any:
    """An answer without what the two may say otherwise: their own versions, and the words of an exception."""
    if isinstance(answer, list):
        return [told(one) for one in answer]
    if not isinstance(answer, dict):
        return answer
    found = {key: told(value) for key, value in answer.items() if key not in ("python", "lua")}
    if "error" in (found.get("why"), found.get("code")):
        found["detail"] = found["detail"].partition(":")[0]
    return found
