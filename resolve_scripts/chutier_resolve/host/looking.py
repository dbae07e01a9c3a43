"""Reading the whole project: bins, clips, timelines, what a person has open. Changes nothing."""

from __future__ import annotations

import platform as machine
from typing import Any, Dict, List, Tuple

from chutier_resolve.host.bins import Bins, Progress
from chutier_resolve.host.safe import Failed, call, has, identity, listed_of, mapped, name_of, number, steady, text
from chutier_resolve.host.session import STAMP, Item, Session

PREFIX = "chutier."
"""Third-party metadata of ours."""

ASKED_FOR = (
    ("resolve", "IsStudio"), ("pool", "AutoSyncAudio"), ("pool", "AppendToTimeline"), ("project", "GetSettings"),
    ("pool", "RefreshFolders"),
)  # fmt: skip


def hello(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """Who is there: program, version, edition, database, project. Never raises for a missing project."""
    resolve = session.resolve
    product = text(steady(resolve, "GetProductName"))
    if not product:
        raise Failed("gone")
    version = listed_of(resolve, "GetVersion")
    answer.update(
        product=product,
        version=[int(one) for one in version[:4] if isinstance(one, (int, float))],
        studio=is_studio(resolve, product),
        database=mapped(steady(session.manager, "GetCurrentDatabase")) or None,
        page=text(call(resolve, "GetCurrentPage")),
        python=machine.python_version(),
        lua="",
        os=session.platform,
        has=[],
        project=None,
        project_id="",
        rate="",
    )
    project = steady(session.manager, "GetCurrentProject")
    if project is None:
        return
    pool = steady(project, "GetMediaPool")
    things = {"resolve": resolve, "pool": pool, "project": project}
    answer.update(
        project=name_of(project),
        project_id=identity(project),
        rate=rate_of(project),
        has=[name for thing, name in ASKED_FOR if has(things[thing], name)],
    )


def is_studio(resolve: Any, product: str) -> bool:
    """Whether this is the paid edition: 21.1 says so itself, before that the product's name does."""
    if has(resolve, "IsStudio"):
        answer = call(resolve, "IsStudio")
        if isinstance(answer, bool):
            return answer
    return "Studio" in product


def rate_of(thing: Any) -> str:
    """The frame rate of a project or timeline as text: `25`, `23.976`, `29.97 DF`."""
    settings = mapped(call(thing, "GetSettings")) if has(thing, "GetSettings") else {}
    value = settings.get("timelineFrameRate") or steady(thing, "GetSetting", "timelineFrameRate")
    return text(value)


def look(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """Everything that the core wants to know, in three calls a clip; a fourth with `markers`."""
    if session.can(session.pool, "RefreshFolders") and "IpAddress" in mapped(
        call(session.manager, "GetCurrentDatabase")
    ):
        call(session.pool, "RefreshFolders")
    tree = Bins(session)
    bins: List[Dict[str, Any]] = []
    answer["bins"] = bins
    clips: List[Dict[str, Any]] = []
    answer["clips"] = clips
    lines: Dict[str, int] = {}
    items: List[Item] = []
    taken: Dict[Tuple[str, ...], int] = {}
    for done, path in enumerate(tree.order, 1):
        number = taken[path] = taken.get(path, -1) + 1
        folder = tree.at[path][number]
        here = len(bins)
        bins.append({"path": list(path), "id": identity(folder)})
        for handle in session.clips_in(folder):
            seen = _clip(session, handle, bool(args.get("markers")))
            if seen is None:
                continue
            if seen["type"] == "Timeline":
                lines.setdefault(seen["name"], here)
                continue
            items.append(Item(handle, path, seen["path"], seen["stamp"].get(STAMP, "")))
            seen["bin"] = here
            clips.append(seen)
        progress(done, len(tree.order))
    _find_lines(session, clips, items, lines)
    session.remember(items)
    places = {id(item): place for place, item in enumerate(items)}
    answer["timelines"] = [_timeline(session, line, lines, places) for line in session.timelines()]
    answer["current"] = _current(session)


def _find_lines(session: Session, clips: List[Dict[str, Any]], items: List[Item], lines: Dict[str, int]) -> None:
    """Timelines among the clips whatever `Type` is called: a Resolve in another language may translate it. They have no
    file, and the name of a timeline."""
    if all(seen["path"] for seen in clips):
        return
    names = {name_of(line) for line in session.timelines()}
    for place in range(len(clips) - 1, -1, -1):
        seen = clips[place]
        if not seen["path"] and seen["name"] in names:
            lines[seen["name"]] = seen["bin"]
            del clips[place], items[place]


def _clip(session: Session, handle: Any, markers: bool) -> Any:
    """One clip as plain data; None for one that went away while we read."""
    try:
        said = session.properties(handle)
    except Failed:
        session.check_alive()
        return None
    if text(said.get("Type")) == "Timeline":
        return {"type": "Timeline", "name": text(said.get("Clip Name")) or name_of(handle) or ""}
    metadata = {str(key): text(value) for key, value in mapped(steady(handle, "GetMetadata")).items() if text(value)}
    return {
        "path": text(said.get("File Path")), "name": text(said.get("Clip Name")), "type": text(said.get("Type")),
        "color": text(said.get("Clip Color")),
        "flags": [one.strip() for one in text(said.get("Flags")).split(",") if one.strip()],
        "synced": text(said.get("Synced Audio")), "proxy": text(said.get("Proxy Media Path")),
        "fps": text(said.get("FPS")), "start": text(said.get("Start TC")), "frames": text(said.get("Frames")),
        "usage": text(said.get("Usage")), "online": text(said.get("Online Status")),
        "metadata": metadata, "stamp": stamp_of(handle),
        "markers": _markers(handle) if markers else {},
    }  # fmt: skip


def _markers(thing: Any) -> Dict[str, Any]:
    """Markers by their frame, as text: JSON knows no other key."""
    return {text(frame): mark for frame, mark in mapped(call(thing, "GetMarkers")).items()}


def stamp_of(handle: Any) -> Dict[str, str]:
    """What we have written into a clip's third-party metadata."""
    if not has(handle, "GetThirdPartyMetadata"):
        return {}
    found = mapped(steady(handle, "GetThirdPartyMetadata"))
    return {str(key): text(value) for key, value in found.items() if str(key).startswith(PREFIX)}


def _timeline(session: Session, line: Any, lines: Dict[str, int], places: Dict[int, int]) -> Dict[str, Any]:
    name = name_of(line) or ""
    cut = listed_of(line, "GetItemListInTrack", "video", 1)
    return {
        "name": name, "bin": lines.get(name, -1), "id": identity(line), "rate": rate_of(line),
        "start": text(call(line, "GetStartTimecode")), "items": [_source(session, one, places) for one in cut],
        "markers": _markers(line),
    }  # fmt: skip


def _source(session: Session, item: Any, places: Dict[int, int]) -> int:
    """The place in `clips` of what lies in a timeline; -1 for a title, or what is not in the pool any more."""
    source = steady(item, "GetMediaPoolItem")
    if source is None:
        return -1
    ref = {"id": stamp_of(source).get(STAMP, "")}
    if not ref["id"]:
        ref["path"] = text(call(source, "GetClipProperty", "File Path"))
    try:
        return places[id(session.find(ref))]
    except Failed:
        return -1


def _current(session: Session) -> Dict[str, str]:
    folder = call(session.pool, "GetCurrentFolder")
    line = call(session.project, "GetCurrentTimeline")
    return {
        "page": text(call(session.resolve, "GetCurrentPage")),
        "bin": identity(folder) if folder is not None else "",
        "timeline": identity(line) if line is not None else "",
    }


def current(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """The open timeline: name, rate, start, frames, markers; nothing when none is open."""
    line = call(session.project, "GetCurrentTimeline")
    name = name_of(line) if line is not None else None
    if name is None:
        return
    first, last = number(call(line, "GetStartFrame")), number(call(line, "GetEndFrame"))
    answer.update(
        name=name,
        rate=rate_of(line),
        start=text(call(line, "GetStartTimecode")),
        frames=last - first if first is not None and last is not None else 0,
        markers=_markers(line),
    )


def settle(session: Session) -> None:
    """Read the pool where nobody has yet: every other operation knows clips by what was read."""
    if not session.looked:
        look(session, {}, {}, lambda done, total: None)
