"""Timelines written to files, proxies linked, the project saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Dict, List

from chutier_resolve.host.bins import Progress, refusal, told
from chutier_resolve.host.looking import settle
from chutier_resolve.host.safe import Failed, call, constant, text
from chutier_resolve.host.session import Session
from chutier_resolve.host.timelines import find_timeline

KINDS = {
    "aaf": ("EXPORT_AAF", "EXPORT_AAF_NEW"),
    "edl": ("EXPORT_EDL", "EXPORT_NONE"),
    "fcp7xml": ("EXPORT_FCP_7_XML", ""),
    "fcpxml": ("EXPORT_FCPXML_1_10", ""),
    "otio": ("EXPORT_OTIO", ""),
    "ale": ("EXPORT_ALE", ""),
    "drt": ("EXPORT_DRT", ""),
}
"""What a turnover asks for: the constants of type and subtype (Blackmagic's README). FCPXML 1.10 becomes a bundle: a
folder with Info.fcpxml in it (seen on 21.0)."""


def export(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`files` of one `timeline`. What is there already is never written over."""
    answers: List[Dict[str, Any]] = []
    answer["files"] = answers
    with session.as_found():
        line = find_timeline(session, args["timeline"])
        call(session.project, "SetCurrentTimeline", line)
        act = partial(_export, session, line)
        for done, file in enumerate(args["files"], 1):
            answers.append(told(act, file, session))
            progress(done, len(args["files"]))


def _export(session: Session, line: Any, file: Dict[str, str]) -> bool:
    path = file["path"]
    if Path(path).exists() or Path(path).is_symlink():
        raise Failed("there-already", path)
    type_, subtype = KINDS[file["kind"]]
    kind = constant(session.resolve, type_)
    if kind is None:
        raise Failed("version", type_)
    call(line, "Export", path, kind, constant(session.resolve, subtype) if subtype else _none(session))
    if not _written(path):
        raise Failed("not-written", path)
    return True


def _none(session: Session) -> Any:
    value = constant(session.resolve, "EXPORT_NONE")
    return "" if value is None else value


def _written(path: str) -> bool:
    there = Path(path)
    files = list(there.iterdir()) if there.is_dir() else [there]
    return any(one.is_file() and one.stat().st_size for one in files)


def proxies(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`links`: files that are there already, linked as proxies of their clips."""
    settle(session)
    answers: List[Dict[str, Any]] = []
    answer["links"] = answers
    for done, link in enumerate(args["links"], 1):
        try:
            answers.append(_link(session, link))
        except Failed as failed:
            answers.append(refusal(failed, session))
        progress(done, len(args["links"]))


def _link(session: Session, link: Dict[str, Any]) -> Dict[str, Any]:
    handle = session.find(link["ref"]).handle
    wanted = session.same_path(link["proxy"])
    before = text(call(handle, "GetClipProperty", "Proxy Media Path"))
    if before and session.same_path(before) == wanted:
        return {"state": "there"}
    if before:
        return {"state": "kept", "why": "by-hand", "detail": before}
    call(handle, "LinkProxyMedia", link["proxy"])
    now = text(call(handle, "GetClipProperty", "Proxy Media Path"))
    if session.same_path(now) != wanted:
        raise Failed("not-linked", now)
    return {"state": "done"}


def save(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """Save the project. The program refuses while it has no name of its own, or a window is open."""
    if call(session.manager, "SaveProject"):
        answer["state"] = "done"
    else:
        answer.update(refusal(Failed("not-saved"), session))
