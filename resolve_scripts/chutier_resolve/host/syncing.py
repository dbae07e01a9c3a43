"""Sound linked to picture by timecode, and what came of it read back."""

from __future__ import annotations

from typing import Any, Dict, List

from chutier_resolve.host.bins import Progress, refusal
from chutier_resolve.host.looking import is_studio, settle
from chutier_resolve.host.safe import Failed, call, constant, has, steady, text
from chutier_resolve.host.session import Session

Answers = List[Dict[str, Any]]

SETTINGS = (
    ("AUDIO_SYNC_MODE", "AUDIO_SYNC_TIMECODE"),
    ("AUDIO_SYNC_RETAIN_EMBEDDED_AUDIO", True),
    ("AUDIO_SYNC_RETAIN_VIDEO_METADATA", True),
)
"""Blackmagic's README, 19.1: keys and values are constants of the live handle; an unknown key refuses the whole."""


def sync(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`groups`: pairs that can be synced in one call without taking one another's sound."""
    answers: List[Answers] = []
    answer["groups"] = answers
    settle(session)
    settings = _settings(session)
    with session.as_found():
        for done, group in enumerate(args["groups"], 1):
            answers.append(_group(session, group["pairs"], settings))
            progress(done, len(args["groups"]))


def _settings(session: Session) -> Dict[Any, Any]:
    """The call's settings; empty where this edition or version has no sync. Asking a free edition would open a window
    that offers the paid one, and block every call after it."""
    resolve = session.resolve
    if not is_studio(resolve, text(steady(resolve, "GetProductName"))) or not has(session.pool, "AutoSyncAudio"):
        return {}
    settings = {}
    for name, given in SETTINGS:
        key = constant(resolve, name)
        value = constant(resolve, given) if isinstance(given, str) else given
        if key is not None and value is not None:
            settings[key] = value
    return settings if constant(resolve, "AUDIO_SYNC_MODE") in settings else {}


def _group(session: Session, pairs: List[Dict[str, Any]], settings: Dict[Any, Any]) -> Answers:
    found: List[Any] = []
    for pair in pairs:
        try:
            picture = session.find(pair["picture"])
            sounds = [session.find(ref) for ref in pair["sounds"]]
            found.append((picture, sounds, _synced(session, picture.handle)))
        except Failed as failed:
            found.append(refusal(failed, session))
    open_pairs = [one for one in found if isinstance(one, tuple) and not one[2]]
    sent = _send(session, open_pairs, settings)
    if len(open_pairs) > 1:
        # A sound that fits several pictures goes to one of them: what was left out is asked for alone.
        for one in open_pairs:
            if not _synced(session, one[0].handle):
                _send(session, [one], settings)
    return [one if isinstance(one, dict) else _became(session, one, sent) for one in found]


def _send(session: Session, pairs: List[Any], settings: Dict[Any, Any]) -> bool:
    if not pairs or not settings:
        return bool(settings)
    handles = [picture.handle for picture, _sounds, _now in pairs]
    for _picture, sounds, _now in pairs:
        handles.extend(sound.handle for sound in sounds if sound.handle not in handles)
    try:
        call(session.pool, "AutoSyncAudio", handles, settings)
    except Failed:
        session.check_alive()
    return True


def _synced(session: Session, handle: Any) -> str:
    return text(steady(handle, "GetClipProperty", "Synced Audio"))


def _became(session: Session, pair: Any, possible: bool) -> Dict[str, Any]:
    picture, sounds, before = pair
    names = {_file_name(sound.path) for sound in sounds}
    try:
        now = before or _synced(session, picture.handle)
    except Failed as failed:
        return refusal(failed, session)
    right = bool(now) and {_file_name(one.strip()) for one in now.split(",")} <= names
    if before:
        return {"state": "there"} if right else {"state": "kept", "why": "synced-by-hand", "detail": before}
    if not possible:
        return {"state": "failed", "why": "studio", "detail": ""}
    if right:
        return {"state": "done"}
    return refusal(Failed("wrong-sound", now) if now else Failed("not-synced"), session)


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
