"""What is written on clips: names, metadata, keywords, colours, flags, and our stamp.

Each change tells what it was when the plan was made. What is otherwise by now was changed by a person and stays.
"""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from chutier_resolve.host.bins import Progress, refusal
from chutier_resolve.host.looking import settle, stamp_of
from chutier_resolve.host.safe import Failed, call, composed, has, steady, text
from chutier_resolve.host.session import STAMP, Item, Session

KEYWORDS = "Keywords"


def values(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`clips`: what each should say. Only what differs is sent, and read back."""
    settle(session)
    answers: List[Dict[str, Any]] = []
    answer["clips"] = answers
    for done, asked in enumerate(args["clips"], 1):
        try:
            item = session.find(asked["ref"])
            answers.append(_Writing(session, item).all(asked))
        except Failed as failed:
            answers.append(refusal(failed, session))
        if done % 20 == 0 or done == len(args["clips"]):
            progress(done, len(args["clips"]))


class _Writing:
    """One clip: what a person changed is kept, what the program did not take is told."""

    def __init__(self, session: Session, item: Item) -> None:
        self.session = session
        self.item = item
        self.handle = item.handle
        self.kept: Dict[str, str] = {}
        self.failed: Dict[str, str] = {}
        self.sent = False

    def all(self, asked: Dict[str, Any]) -> Dict[str, Any]:
        if asked.get("metadata") or asked.get("keywords"):
            self.metadata(asked.get("metadata") or {}, asked.get("keywords") or {})
        if asked.get("name") or asked.get("color") or asked.get("flags"):
            self.looks(asked)
        if asked.get("stamp"):
            self.stamp(asked["stamp"])
        if self.failed:
            self.session.check_alive()
        state = "failed" if self.failed else "kept" if self.kept else "done" if self.sent else "there"
        answer = {"state": state, "kept": self.kept, "failed": self.failed}
        if self.failed:
            answer.update(why="not-taken", detail=", ".join(sorted(self.failed)))
        elif self.kept:
            answer.update(why="by-hand", detail=", ".join(sorted(self.kept)))
        return answer

    def due(self, what: str, change: Dict[str, Any], now: str) -> bool:
        """Whether a change is to be sent. Raises nothing: a person's value is noted as kept."""
        if composed(now) == composed(change["to"]):
            return False
        was = change.get("was")
        if was is None or now == "" or composed(now) == composed(was):
            return True
        self.kept[what] = now
        return False

    def metadata(self, asked: Dict[str, Any], keywords: Dict[str, Any]) -> None:
        now = self._metadata()
        wanted = {key: change["to"] for key, change in asked.items() if self.due(key, change, now.get(key, ""))}
        merged = merged_keywords(now.get(KEYWORDS, ""), keywords.get("add") or [], keywords.get("remove") or [])
        if merged != now.get(KEYWORDS, "") and keywords:
            wanted[KEYWORDS] = merged
        if not wanted:
            return
        self.sent = True
        call(self.handle, "SetMetadata", wanted)
        left = self._differing(wanted)
        if left and len(left) == len(wanted) > 1:
            # One key that a build does not know may cost the whole dict: then each goes alone.
            for key, value in left.items():
                call(self.handle, "SetMetadata", {key: value})
            left = self._differing(wanted)
        now = self._metadata()
        self.failed.update({key: now.get(key, "") for key in left})

    def _metadata(self) -> Dict[str, str]:
        found = steady(self.handle, "GetMetadata")
        if not isinstance(found, dict):
            raise Failed("no-clip", "0")
        return {str(key): text(value) for key, value in found.items()}

    def _differing(self, wanted: Dict[str, str]) -> Dict[str, str]:
        now = self._metadata()
        return {key: value for key, value in wanted.items() if composed(now.get(key, "")) != composed(value)}

    def looks(self, asked: Dict[str, Any]) -> None:
        """Name, colour and flags: one reading before, one after what was sent."""
        now = self._looks()
        sent = []
        change = asked.get("name")
        if change and self.due("name", change, now["name"]):
            self._rename(change["to"])
            sent.append(("name", change["to"]))
        change = asked.get("color")
        if change and self.due("color", change, now["color"]):
            if change["to"]:
                call(self.handle, "SetClipColor", change["to"])
            else:
                call(self.handle, "ClearClipColor")
            sent.append(("color", change["to"]))
        flags = self._flags(asked.get("flags") or {}, now["flags"])
        if not sent and not flags:
            return
        self.sent = True
        now = self._looks()
        for what, value in sent:
            if composed(now[what]) != composed(value):
                self.failed[what] = now[what]
        for color, wanted in flags:
            if (color in now["flags"]) != wanted:
                self.failed["flag " + color] = ", ".join(now["flags"])

    def _looks(self) -> Dict[str, Any]:
        said = self.session.properties(self.handle)
        return {
            "name": text(said.get("Clip Name")),
            "color": text(said.get("Clip Color")),
            "flags": [one.strip() for one in text(said.get("Flags")).split(",") if one.strip()],
        }

    def _rename(self, name: str) -> None:
        if has(self.handle, "SetName"):
            call(self.handle, "SetName", name)
        else:
            call(self.handle, "SetClipProperty", "Clip Name", name)

    def _flags(self, asked: Dict[str, List[str]], now: List[str]) -> List[Tuple[str, bool]]:
        sent = []
        for color in asked.get("add") or []:
            if color not in now:
                call(self.handle, "AddFlag", color)
                sent.append((color, True))
        for color in asked.get("remove") or []:
            if color in now:
                call(self.handle, "ClearFlags", color)
                sent.append((color, False))
        return sent

    def stamp(self, asked: Dict[str, str]) -> None:
        if not has(self.handle, "SetThirdPartyMetadata"):
            self.failed["stamp"] = ""
            return
        now = stamp_of(self.handle)
        wanted = {key: value for key, value in asked.items() if now.get(key, "") != value}
        if not wanted:
            return
        self.sent = True
        call(self.handle, "SetThirdPartyMetadata", wanted)
        now = stamp_of(self.handle)
        self.failed.update({key: now.get(key, "") for key, value in wanted.items() if now.get(key, "") != value})
        if now.get(STAMP) and now[STAMP] != self.item.stamp:
            self.session.stamped(self.item, now[STAMP])


def merged_keywords(now: str, add: List[str], remove: List[str]) -> str:
    """A person's keywords stay; ours come and go.

    >>> merged_keywords("forêt, VFX", ["Cerclée"], ["VFX"])
    'forêt,Cerclée'
    """
    words = [word.strip() for word in now.split(",") if word.strip()]
    left = [word for word in words if word not in remove]
    merged = left + [word for word in add if word not in left]
    return now if merged == words else ",".join(merged)
