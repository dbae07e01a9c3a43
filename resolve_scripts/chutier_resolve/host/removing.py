"""Undo: what we brought is taken out of the pool again, unless somebody works with it. Files are never touched."""

from __future__ import annotations

from typing import Any, Dict, List

from chutier_resolve.host.bins import Bins, Progress, refusal
from chutier_resolve.host.looking import settle
from chutier_resolve.host.safe import Failed, call, listed, text
from chutier_resolve.host.session import Session
from chutier_resolve.host.timelines import find_timeline

Answers = List[Dict[str, Any]]


def remove(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`timelines`, then `clips` that no timeline uses, then `bins` (deepest first) that are empty."""
    settle(session)
    total = sum(len(args.get(what) or []) for what in ("timelines", "clips", "bins"))
    done = 0
    with session.as_found():
        for what, act in (("timelines", _timeline), ("clips", _clip), ("bins", _bin)):
            answers: Answers = []
            answer[what] = answers
            for asked in args.get(what) or []:
                try:
                    answers.append(act(session, asked))
                except Failed as failed:
                    answers.append(refusal(failed, session))
                done += 1
                progress(done, total)


def _timeline(session: Session, asked: Dict[str, Any]) -> Dict[str, Any]:
    try:
        line = find_timeline(session, asked)
    except Failed:
        return {"state": "there"}
    call(session.pool, "DeleteTimelines", [line])
    try:
        find_timeline(session, asked)
    except Failed:
        return {"state": "done"}
    raise Failed("not-removed", asked["name"])


def _clip(session: Session, ref: Dict[str, str]) -> Dict[str, Any]:
    try:
        item = session.find(ref)
    except Failed as failed:
        if failed.detail == "0":
            return {"state": "there"}
        raise
    usage = text(session.properties(item.handle).get("Usage"))
    if usage not in ("", "0"):
        return {"state": "kept", "why": "used", "detail": usage}
    call(session.pool, "DeleteClips", [item.handle])
    if session.can(item.handle, "GetClipProperty") and text(call(item.handle, "GetClipProperty", "File Path")):
        raise Failed("not-removed", item.path)
    session.forget(item)
    return {"state": "done"}


def _bin(session: Session, path: List[str]) -> Dict[str, Any]:
    try:
        folder = Bins(session).find(path)
    except Failed as failed:
        if failed.why == "no-bin":
            return {"state": "there"}
        raise
    if listed(call(folder, "GetSubFolderList")) or session.clips_in(folder):
        return {"state": "kept", "why": "not-empty", "detail": " / ".join(path)}
    call(session.pool, "DeleteFolders", [folder])
    try:
        Bins(session).find(path)
    except Failed:
        return {"state": "done"}
    raise Failed("not-removed", " / ".join(path))
