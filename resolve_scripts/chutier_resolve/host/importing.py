"""Bringing files into bins, and moving what is there."""

from __future__ import annotations

from typing import Any, Dict, List, Set, Tuple

from chutier_resolve.host.bins import Bins, Progress, refusal
from chutier_resolve.host.looking import settle, stamp_of
from chutier_resolve.host.safe import Failed, call, chunks, composed, identity, listed, steady, text
from chutier_resolve.host.session import STAMP, Item, Session

AT_ONCE = 50
"""Files in one ImportMedia: few enough that a person sees progress, many enough that the pool redraws rarely."""

Answers = List[Dict[str, Any]]


def import_(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`batches`: files by the bin that they come into. What the pool holds already, anywhere, is not brought again."""
    settle(session)
    total = sum(len(batch["files"]) for batch in args["batches"])
    answers: List[Answers] = []
    answer["batches"] = answers
    done = 0
    with session.as_found():
        tree = Bins(session)
        for batch in args["batches"]:
            told: Answers = []
            answers.append(told)
            for files in chunks(batch["files"], AT_ONCE):
                told.extend(_bring(session, tree, batch["bin"], files))
                done += len(files)
                progress(done, total)


def _bring(session: Session, tree: Bins, path: List[str], files: List[Dict[str, Any]]) -> Answers:
    try:
        folder = tree.find(path)
        new = [one for one in files if not _there(session, one)]
        if new:
            new = _unless_overlooked(session, folder, tuple(composed(name) for name in path), new)
        if new:
            session.enter(folder)
            _import(session, folder, tuple(composed(name) for name in path), new)
    except Failed as failed:
        return [refusal(failed, session) for _one in files]
    fresh = {id(one) for one in new}
    answers = []
    for one in files:
        if _there(session, one):
            answers.append({"state": "done" if id(one) in fresh else "there"})
        else:
            answers.append({"state": "failed", "why": "not-imported", "detail": one["path"]})
    if any(one["state"] == "failed" for one in answers):
        session.check_alive()
    return answers


def _unless_overlooked(
    session: Session, folder: Any, bin: Tuple[str, ...], files: List[Dict[str, Any]]
) -> List[Dict[str, Any]]:
    """The files that are really new: where a bin holds more than was read before, it is read again. A file brought
    twice makes two clips."""
    handles = session.clips_in(folder)
    known = {identity(item.handle) for item in session.items() if item.bin == bin}
    if len(handles) > len(known):
        for handle in handles:
            if identity(handle) not in known:
                path = text(steady(handle, "GetClipProperty", "File Path"))
                session.add(Item(handle, bin, path, stamp_of(handle).get(STAMP, "")))
    return [one for one in files if not _there(session, one)]


def _there(session: Session, file: Dict[str, Any]) -> bool:
    """Whether the pool holds this clip: by its stamp, or its file without one. Twice is there too: bringing a third
    would help nobody."""
    try:
        session.find(file)
    except Failed as failed:
        return failed.detail not in ("", "0")
    return True


def _import(session: Session, folder: Any, bin: Tuple[str, ...], files: List[Dict[str, Any]]) -> None:
    wanted = {session.same_path(_shown(one)) for one in files}
    sequences = [one["sequence"] for one in files if one.get("sequence")]
    single = [one["path"] for one in files if not one.get("sequence")]
    came: List[Any] = []
    for asked in (single, sequences):
        if asked:
            came.extend(listed(call(session.pool, "ImportMedia", asked)))
    got = _take(session, bin, came, wanted)
    if wanted - got:
        # The answer may name fewer than came.
        known = {identity(item.handle) for item in session.items() if item.bin == bin}
        _take(session, bin, [one for one in session.clips_in(folder) if identity(one) not in known], wanted - got)


def _shown(file: Dict[str, Any]) -> str:
    """The path that the program shows for a file; of a sequence, with its first and last number.

    >>> _shown({"path": "/a/f_0001.dpx", "sequence": {"FilePath": "/a/f_%04d.dpx", "StartIndex": 1, "EndIndex": 100}})
    '/a/f_[0001-0100].dpx'
    """
    sequence = file.get("sequence")
    if not sequence:
        return str(file["path"])
    head, _percent, tail = sequence["FilePath"].rpartition("%")
    digits, _d, tail = tail.partition("d")
    width = int(digits or 1)
    return "{}[{:0{w}d}-{:0{w}d}]{}".format(head, sequence["StartIndex"], sequence["EndIndex"], tail, w=width)


def _take(session: Session, bin: Tuple[str, ...], handles: List[Any], wanted: Set[str]) -> Set[str]:
    got = set()
    for handle in handles:
        path = text(steady(handle, "GetClipProperty", "File Path"))
        if session.same_path(path) in wanted and session.same_path(path) not in got:
            got.add(session.same_path(path))
            session.add(Item(handle, bin, path, stamp_of(handle).get(STAMP, "")))
    return got


def move(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`moves`: clips by the bin that they go to, one call a bin; then the bin is read again."""
    settle(session)
    answers: List[Answers] = []
    answer["moves"] = answers
    with session.as_found():
        tree = Bins(session)
        for done, asked in enumerate(args["moves"], 1):
            answers.append(_move(session, tree, asked["bin"], asked["clips"]))
            progress(done, len(args["moves"]))


def _move(session: Session, tree: Bins, path: List[str], refs: List[Dict[str, str]]) -> Answers:
    bin = tuple(composed(name) for name in path)
    found: List[Any] = []
    for ref in refs:
        try:
            found.append(session.find(ref))
        except Failed as failed:
            found.append(failed)
    going = [one for one in found if isinstance(one, Item) and one.bin != bin]
    try:
        folder = tree.find(path)
        if going:
            call(session.pool, "MoveClips", [one.handle for one in going], folder)
        lies = {identity(one) for one in session.clips_in(folder)} if going else set()
    except Failed as failed:
        return [refusal(failed, session) for _ref in refs]
    return [_moved(session, one, bin, lies, one in going) for one in found]


def _moved(session: Session, one: Any, bin: Tuple[str, ...], lies: Set[str], asked: bool) -> Dict[str, Any]:
    if isinstance(one, Failed):
        return refusal(one, session)
    if not asked:
        return {"state": "there"}
    if identity(one.handle) not in lies:
        return refusal(Failed("not-moved", one.path), session)
    one.bin = bin
    return {"state": "done"}
