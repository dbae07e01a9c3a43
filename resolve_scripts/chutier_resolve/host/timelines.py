"""Timelines: made empty in their bin, given their start, filled, and every item read back."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from chutier_resolve.host.bins import Bins, Progress, refusal
from chutier_resolve.host.looking import rate_of, settle
from chutier_resolve.host.safe import Failed, call, chunks, composed, listed_of, mapped, name_of, number, steady, text
from chutier_resolve.host.session import Item, Session

AT_ONCE = 100
"""Items in one AppendToTimeline: it costs more each as the timeline grows."""


def timelines(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`timelines`: each made once; one whose name is taken is left alone."""
    settle(session)
    answers: List[Dict[str, Any]] = []
    answer["timelines"] = answers
    with session.as_found():
        for done, asked in enumerate(args["timelines"], 1):
            try:
                answers.append(_Making(session, asked).all())
            except Failed as failed:
                answers.append({**refusal(failed, session), "items": []})
            progress(done, len(args["timelines"]))


class _Making:
    """One timeline. Should its clips not come out as asked, it is taken away again: half a string-out deceives."""

    def __init__(self, session: Session, asked: Dict[str, Any]) -> None:
        self.session = session
        self.asked = asked
        self.line: Any = None

    def all(self) -> Dict[str, Any]:
        if any(name_of(one) == self.asked["name"] for one in self.session.timelines()):
            raise Failed("name-taken", self.asked["name"])
        if not same_rate(rate_of(self.session.project), self.asked["rate"]):
            raise Failed("rate", rate_of(self.session.project))
        items, answers = self._found()
        if not items:
            raise Failed("no-clip", "0")
        self._make()
        try:
            self._start()
            self._tracks()
            starts = self._fill(items)
            self._mark(starts)
        except Failed:
            self._discard()
            raise
        return {"state": "done", "items": answers}

    def _found(self) -> Tuple[List[Cut], List[Dict[str, Any]]]:
        """The clips with their lengths, and what became of each that was asked for."""
        items, answers = [], []
        for one in self.asked["items"]:
            try:
                items.append(Cut(self.session.find(one["ref"]), one))
                answers.append({"state": "done"})
            except Failed as failed:
                answers.append(refusal(failed, self.session))
        return items, answers

    def _make(self) -> None:
        session = self.session
        session.enter(Bins(session).find(self.asked["bin"]))
        self.line = call(session.pool, "CreateEmptyTimeline", self.asked["name"])
        if name_of(self.line) is None:
            raise Failed("refused")
        # Only the current timeline can be filled.
        if name_of(call(session.project, "GetCurrentTimeline")) != self.asked["name"]:
            call(session.project, "SetCurrentTimeline", self.line)

    def _start(self) -> None:
        start = self.asked["start"]
        if text(call(self.line, "GetStartTimecode")) != start:
            call(self.line, "SetStartTimecode", start)
        now = text(steady(self.line, "GetStartTimecode"))
        if now != start:
            raise Failed("start", now)

    def _tracks(self) -> None:
        for track in self.asked.get("tracks") or []:
            call(self.line, "SetTrackName", track["type"], track["index"], track["name"])

    def _fill(self, items: List[Cut]) -> List[int]:
        """Place the clips end to end; the start of each, in frames from the timeline's first."""
        first = steady(self.line, "GetStartFrame")
        first = number(first) or 0
        starts, cursor = [], 0
        for cut in items:
            starts.append(cursor)
            cursor += cut.length
        self._append(items, [first + start for start in starts], 0)
        if not self._as_asked(items, starts, first):
            # Builds differ on whether the last frame is part of the range: read back, then asked for the other way.
            call(self.line, "DeleteClips", listed_of(self.line, "GetItemListInTrack", "video", 1))
            self._append(items, [first + start for start in starts], 1)
            if not self._as_asked(items, starts, first):
                raise Failed("not-filled", "{}/{}".format(len(self._there()), len(items)))
        return starts

    def _append(self, items: List[Cut], at: List[int], less: int) -> None:
        infos = [
            {"mediaPoolItem": cut.item.handle, "startFrame": 0, "endFrame": cut.frames - less, "trackIndex": 1,
             "recordFrame": start}
            for cut, start in zip(items, at)
        ]  # fmt: skip
        for some in chunks(infos, AT_ONCE):
            call(self.session.pool, "AppendToTimeline", some)

    def _there(self) -> List[Tuple[int, int]]:
        cut = listed_of(self.line, "GetItemListInTrack", "video", 1)
        return [(_whole(steady(one, "GetStart")), _whole(steady(one, "GetDuration"))) for one in cut]

    def _as_asked(self, items: List[Cut], starts: List[int], first: int) -> bool:
        there = self._there()
        return len(there) == len(items) and all(
            at == first + start and cut.fits(duration) for (at, duration), start, cut in zip(there, starts, items)
        )

    def _mark(self, starts: List[int]) -> None:
        for mark in self.asked.get("markers") or []:
            frame = starts[mark["item"]] if mark["item"] < len(starts) else -1
            if frame >= 0:
                put_marker(self.line, {**mark, "frame": frame, "duration": 1})

    def _discard(self) -> None:
        try:
            call(self.session.pool, "DeleteTimelines", [self.line])
        except Failed:
            self.session.check_alive()


class Cut:
    """A clip to place: `frames` of its own, `length` in frames of the timeline. Where the two rates differ, a build may
    round down by one."""

    def __init__(self, item: Item, asked: Dict[str, Any]) -> None:
        self.item = item
        self.frames = int(asked["frames"])
        self.length = int(asked["length"])
        self.exact = bool(asked["exact"])

    def fits(self, duration: int) -> bool:
        """Whether a duration that was read back is the one asked for."""
        return duration == self.length or (not self.exact and duration == self.length - 1)


def _whole(value: Any) -> int:
    found = number(value)
    return -1 if found is None else found


def same_rate(a: str, b: str) -> bool:
    """Whether two rates as the program writes them are one: `25`, `25.0`; `29.97 DF` is not `29.97`.

    >>> same_rate("23.976", "23.98"), same_rate("25.0", "25"), same_rate("24", "23.976"), same_rate("29.97 DF", "29.97")
    (True, True, False, False)
    """
    one, other = a.split(), b.split()
    try:
        return abs(float(one[0]) - float(other[0])) < 0.006 and one[1:] == other[1:]
    except (ValueError, IndexError):
        return False


def put_marker(line: Any, mark: Dict[str, Any]) -> bool:
    """Have a marker of this id where it is wanted; whether anything was changed. Raises Failed `marker`."""
    now = mapped(call(line, "GetMarkerByCustomData", mark["id"]))
    wanted = (mark["color"], mark["name"], mark["note"], mark["duration"])
    frame = int(mark["frame"])
    for at, one in mapped(call(line, "GetMarkers")).items():
        if one.get("customData") == mark["id"]:
            there = (one.get("color"), one.get("name"), one.get("note"), int(float(text(one.get("duration")) or 1)))
            if int(float(at)) == frame and there == wanted:
                return False
    if now:
        call(line, "DeleteMarkerByCustomData", mark["id"])
    if not call(line, "AddMarker", frame, mark["color"], mark["name"], mark["note"], mark["duration"], mark["id"]):
        raise Failed("marker", str(frame))
    return True


def find_timeline(session: Session, asked: Dict[str, Any]) -> Any:
    """The timeline of this name (names are unique in a project). Raises Failed `no-timeline`."""
    for line in session.timelines():
        if composed(name_of(line) or "") == composed(asked["name"]):
            return line
    raise Failed("no-timeline", asked["name"])


def markers(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`markers` of one timeline, known again by their ids: a second time nothing is added."""
    answers: List[Dict[str, Any]] = []
    answer["markers"] = answers
    line = find_timeline(session, args["timeline"])
    for done, mark in enumerate(args["markers"], 1):
        try:
            answers.append({"state": "done" if put_marker(line, mark) else "there"})
        except Failed as failed:
            answers.append(refusal(failed, session))
        progress(done, len(args["markers"]))
