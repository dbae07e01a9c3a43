"""Metadata tags of cameras and recorders inside picture files: which say what.

Sources: Apple, QuickTime metadata keys (`com.apple.quicktime.*`, `com.apple.proapps.*`, which ARRI, Atomos and others
write too), and the bare tags of Matroska, AVI and old QuickTime user data.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from chutier.media.draft import Draft
from chutier.media.sound import say_take
from chutier.model import Source

_HOUSES = ("com.apple.quicktime.", "com.apple.proapps.", "com.android.")
_FACTS: Mapping[str, str] = {
    "make": "make", "manufacturer": "make", "model": "model", "serial": "serial", "serialno": "serial",
    "serial_number": "serial", "camera.serialnumber": "serial",
}  # fmt: skip
_REELS = ("reel_name", "reel", "reelname", "tape")
_WORDS: Mapping[str, str] = {
    "scene": "scene", "camera": "cam", "angle": "cam", "cam": "cam", "comment": "comments", "comments": "comments",
    "notes": "comments", "note": "comments", "lognote": "comments", "description": "description", "lens": "lens",
}  # fmt: skip
_TRUE, _FALSE = ("1", "true", "yes"), ("0", "false", "no")
_CREATED = ("creationdate", "creation_time", "date", "modification_date")


def put_tags(draft: Draft, tags: Mapping[str, str], origin: str) -> None:
    """Facts and editorial words out of one set of tags; `origin` is the container's (`mxf`, `container`)."""
    named = list(_named(tags))
    for full, name, value in named:
        if fact := _FACTS.get(name):
            draft.put(fact, value, origin)
        elif name in _REELS:
            draft.put("reel", value, origin)
        elif name in _WORDS:
            draft.say(_WORDS[name], value, Source.CAMERA, full)
        elif name == "take":
            say_take(draft, value, Source.CAMERA, full)
        elif name in ("good", "circled") and value.lower() in _TRUE + _FALSE:
            draft.say("circled", value.lower() in _TRUE, Source.CAMERA, full)
    for wanted in _CREATED:
        for _full, name, value in named:
            if name == wanted and "created" not in draft.origins:
                with suppress(ValueError):
                    draft.put("created", datetime.fromisoformat(value), origin)


def _named(tags: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Tags as (full name, name without its house, value), empty values left out, in order of name."""
    for full, value in sorted(tags.items()):
        name = full.lower()
        for house in _HOUSES:
            name = name.removeprefix(house)
        if value := value.strip():
            yield full, name, value
