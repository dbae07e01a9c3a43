"""Probes of what a clip carries: properties, metadata, names, colours, flags, markers."""

from __future__ import annotations

import locale
import os
from typing import Any

from chutier_resolve.host.safe import has, listed, mapped, text
from chutier_resolve.selftest import media
from chutier_resolve.selftest.bench import Bench, answer, base, kind, plain

NO_KEY = "Chutier has no such key"
CLIP_COLOURS = (
    "Orange", "Apricot", "Yellow", "Lime", "Olive", "Green", "Teal", "Navy", "Blue", "Purple", "Violet", "Pink", "Tan",
    "Beige", "Brown", "Chocolate",
)  # fmt: skip
MARKER_COLOURS = (
    "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint", "Lemon",
    "Sand", "Cocoa", "Cream",
)  # fmt: skip


def clip_properties(bench: Bench) -> dict[str, Any]:
    """The keys of GetClipProperty(), and the values by which clips are told apart, in this program's language."""
    bench.room("clip-properties")
    files = {"movie": media.MOVIE, "sound": media.SOUND, "still": media.STILL}
    facts: dict[str, Any] = {"locale": _locale()}
    for what, name in files.items():
        said = mapped(bench.bring(name)[0].GetClipProperty())
        facts[what] = {key: plain(said.get(key)) for key in (
            "Type", "Online Status", "FPS", "Frames", "Duration", "Start TC", "End TC", "Usage", "Reel Name",
            "Synced Audio", "Flags", "Clip Color", "Drop frame", "Clip Name", "File Name", "Proxy",
        )}  # fmt: skip
        facts[what + " keys"] = sorted(str(key) for key in said)
    line = bench.pool.CreateEmptyTimeline("clip-properties")
    if line is not None and has(line, "GetMediaPoolItem"):
        item = line.GetMediaPoolItem()
        facts["timeline"] = plain(item.GetClipProperty("Type")) if item is not None else "no clip"
    return facts


def _locale() -> str:
    return text(locale.getlocale()[0]) or os.environ.get("LANG", "")


def metadata_bad_key(bench: Bench) -> dict[str, Any]:
    """A key that does not exist: alone, and among good ones. All or nothing?"""
    bench.room("metadata-bad-key")
    clip = bench.bring(media.MOVIE)[0]
    alone = answer(clip, "SetMetadata", {NO_KEY: "x"})
    alone_kept = mapped(clip.GetMetadata()).get(NO_KEY)
    among = answer(clip, "SetMetadata", {"Scene": "12A", NO_KEY: "x", "Take": "3"})
    now = mapped(clip.GetMetadata())
    return {
        "alone": alone, "alone kept": plain(alone_kept), "among": among,
        "before it kept": now.get("Scene") == "12A", "after it kept": now.get("Take") == "3",
        "it kept": plain(now.get(NO_KEY)), "pair form": answer(clip, "SetMetadata", NO_KEY, "x"),
    }  # fmt: skip


def metadata_values(bench: Bench) -> dict[str, Any]:
    """How values come back: numbers, emptiness, accents, line ends; which keys GetMetadata() lists."""
    bench.room("metadata-values")
    clip = bench.bring(media.MOVIE)[0]
    fresh = sorted(str(key) for key in mapped(clip.GetMetadata()))
    facts: dict[str, Any] = {"keys of a fresh clip": fresh}
    for what, key, value in (
        ("text", "Scene", "12A"), ("accents", "Comments", "caf\u00e9 \u00e0 No\u00ebl"), ("number", "Take", 3),
        ("lines", "Description", "one\ntwo"), ("camera", "Camera #", "A"), ("roll", "Roll Card #", "A012"),
        ("shoot day", "Shoot Day", "4"), ("sound roll", "Sound Roll #", "S04"),
    ):  # fmt: skip
        facts[what] = [answer(clip, "SetMetadata", {key: value}), plain(clip.GetMetadata(key))]
    facts["pair form"] = [answer(clip, "SetMetadata", "Shot", "5"), plain(clip.GetMetadata("Shot"))]
    facts["emptied"] = [answer(clip, "SetMetadata", {"Scene": ""}), plain(clip.GetMetadata("Scene"))]
    facts["emptied key stays"] = "Scene" in mapped(clip.GetMetadata())
    return facts


def good_take(bench: Bench) -> dict[str, Any]:
    """Whether circled takes can be said through the API, by any of the ways."""
    bench.room("good-take")
    clip = bench.bring(media.MOVIE)[0]
    facts: dict[str, Any] = {
        "before": plain(clip.GetMetadata("Good Take")),
        "property": plain(clip.GetClipProperty("Good Take")),
    }
    for value in ("1", "true", "Yes"):
        facts["metadata " + value] = [
            answer(clip, "SetMetadata", {"Good Take": value}),
            plain(clip.GetMetadata("Good Take")),
        ]
    said = answer(clip, "SetClipProperty", "Good Take", "1")
    facts["as property"] = [said, plain(clip.GetClipProperty("Good Take")), plain(clip.GetMetadata("Good Take"))]
    return facts


def keywords(bench: Bench) -> dict[str, Any]:
    """Keywords: written with and without a space after the comma, doubled, and where they can be read."""
    bench.room("keywords")
    clip = bench.bring(media.MOVIE)[0]
    facts: dict[str, Any] = {}
    for what, value in (("plain", "Beta,Alpha"), ("spaced", "Beta, Alpha"), ("doubled", "Alpha,Alpha"), ("none", "")):
        facts[what] = [answer(clip, "SetMetadata", {"Keywords": value}), plain(clip.GetMetadata("Keywords"))]
    clip.SetMetadata({"Keywords": "Alpha"})
    said = mapped(clip.GetClipProperty())
    facts["properties"] = {key: plain(said[key]) for key in ("Keyword", "Keywords") if key in said}
    facts["singular"] = [answer(clip, "SetMetadata", {"Keyword": "Gamma"}), plain(clip.GetMetadata("Keywords"))]
    return facts


def third_party(bench: Bench) -> dict[str, Any]:
    """Metadata that no column shows: where our ids are kept."""
    bench.room("third-party")
    clip = bench.bring(media.MOVIE)[0]
    bench.need(clip, "SetThirdPartyMetadata")
    said = answer(clip, "SetThirdPartyMetadata", {"chutier.id": "cl-1", "chutier.plan": "\u00e9t\u00e9"})
    now = mapped(clip.GetThirdPartyMetadata())
    emptied = answer(clip, "SetThirdPartyMetadata", {"chutier.plan": ""})
    return {
        "says": said, "id": plain(now.get("chutier.id")), "accents": plain(now.get("chutier.plan")),
        "one key": plain(clip.GetThirdPartyMetadata("chutier.id")),
        "no such key": plain(clip.GetThirdPartyMetadata("chutier.none")), "emptied": emptied,
        "emptied key stays": "chutier.plan" in mapped(clip.GetThirdPartyMetadata()),
        "others stay": "chutier.id" in mapped(clip.GetThirdPartyMetadata()),
        "in metadata": any("chutier" in str(key) for key in mapped(clip.GetMetadata())),
    }  # fmt: skip


def clip_name(bench: Bench) -> dict[str, Any]:
    """The two ways to rename a clip, and what then changes."""
    bench.room("clip-name")
    clip = bench.bring(media.MOVIE)[0]
    facts: dict[str, Any] = {"before": plain(clip.GetName()), "SetName is there": has(clip, "SetName")}
    if has(clip, "SetName"):
        facts["SetName"] = [
            answer(clip, "SetName", "12A-3"),
            plain(clip.GetName()),
            plain(clip.GetClipProperty("Clip Name")),
        ]
    said = answer(clip, "SetClipProperty", "Clip Name", "12A/4")
    facts["as property"] = [said, plain(clip.GetName()), plain(clip.GetClipProperty("Clip Name"))]
    facts["file name stays"] = clip.GetClipProperty("File Name") == media.MOVIE
    facts["emptied"] = [answer(clip, "SetClipProperty", "Clip Name", ""), plain(clip.GetName())]
    return facts


def colours_and_flags(bench: Bench) -> dict[str, Any]:
    """Which names each of the palettes takes; whether an answer can be believed."""
    bench.room("colours-and-flags")
    clip = bench.bring(media.MOVIE)[0]
    taken: list[list[Any]] = []
    refused: list[list[Any]] = []
    for colour in (*CLIP_COLOURS, *(one for one in MARKER_COLOURS if one not in CLIP_COLOURS), "green"):
        said = answer(clip, "SetClipColor", colour)
        now = clip.GetClipColor()
        (taken if said is True and now == colour else refused).append([colour, said, plain(now)])
    facts: dict[str, Any] = {"clip colours": [one[0] for one in taken], "refused": refused}
    facts["cleared"] = [answer(clip, "ClearClipColor"), plain(clip.GetClipColor())]
    flags = {name: answer(clip, "AddFlag", name) for name in (*MARKER_COLOURS, "Orange", "green")}
    facts["flags"] = [name for name, said in flags.items() if said is True]
    facts["flags kept"] = [plain(one) for one in listed(clip.GetFlagList())]
    facts["twice"] = [answer(clip, "AddFlag", "Blue"), [plain(one) for one in listed(clip.GetFlagList())].count("Blue")]
    facts["flags property"] = plain(clip.GetClipProperty("Flags"))
    facts["one cleared"] = [answer(clip, "ClearFlags", "Blue"), "Blue" in listed(clip.GetFlagList())]
    facts["none to clear"] = answer(clip, "ClearFlags", "Blue")
    facts["all cleared"] = [
        answer(clip, "ClearFlags", "All"),
        kind(clip.GetFlagList()),
        len(listed(clip.GetFlagList())),
    ]
    return facts


def clip_markers(bench: Bench) -> dict[str, Any]:
    """Where a marker may stand, and how it is read back."""
    bench.room("clip-markers")
    clip = bench.bring(media.MOVIE)[0]

    def add(*given: Any) -> Any:
        return answer(clip, "AddMarker", *given)

    facts: dict[str, Any] = {
        "plain": add(10, "Blue", "one", "note", 1, "chutier-1"), "occupied": add(10, "Red", "two", "", 1, "chutier-2"),
        "no name": add(12, "Blue", "", "note", 1, ""), "no duration": add(13, "Blue", "x", "", 0, ""),
        "half a frame": add(13, "Blue", "x", "", 0.5, ""), "negative": add(-1, "Blue", "x", "", 1, ""),
        "clip colour": add(14, "Orange", "x", "", 1, ""), "first frame": add(0, "Blue", "x", "", 1, ""),
        "last frame": add(media.MOVIE_FRAMES - 1, "Blue", "x", "", 1, ""),
        "past the end": add(media.MOVIE_FRAMES + 50, "Blue", "x", "", 1, ""),
        "twin id": add(20, "Blue", "x", "", 1, "chutier-1"),
    }  # fmt: skip
    said = mapped(clip.GetMarkers())
    facts["frames"] = sorted(said, key=float)
    facts["keys are"] = sorted({kind(key) for key in said})
    facts["read back"] = {str(key): plain(value) for key, value in mapped(said.get(10)).items()}
    facts["by id"] = kind(clip.GetMarkerByCustomData("chutier-1"))
    facts["by no id"] = plain(clip.GetMarkerByCustomData("chutier-none"))
    facts["one deleted"] = [
        answer(clip, "DeleteMarkerByCustomData", "chutier-1"),
        sorted(mapped(clip.GetMarkers()), key=float),
    ]
    facts["all deleted"] = [answer(clip, "DeleteMarkersByColor", "All"), len(mapped(clip.GetMarkers()))]
    return facts


def reel_and_start(bench: Bench) -> dict[str, Any]:
    """Reel and start timecode, said by the clip's properties; whether what is answered is so."""
    bench.room("reel-and-start")
    clip = bench.bring(media.MOVIE)[0]
    facts: dict[str, Any] = {"reel before": plain(clip.GetClipProperty("Reel Name"))}
    facts["reel"] = [answer(clip, "SetClipProperty", "Reel Name", "B034"), plain(clip.GetClipProperty("Reel Name"))]
    facts["start before"] = plain(clip.GetClipProperty("Start TC"))
    facts["start"] = [
        answer(clip, "SetClipProperty", "Start TC", "11:12:13:14"),
        plain(clip.GetClipProperty("Start TC")),
    ]
    facts["wrong start"] = [
        answer(clip, "SetClipProperty", "Start TC", "11:12:13"),
        plain(clip.GetClipProperty("Start TC")),
    ]
    facts["no such property"] = answer(clip, "SetClipProperty", "Chutier has no such property", "x")
    return facts


def proxy_link(bench: Bench) -> dict[str, Any]:
    """A proxy linked: a file that fits, one that does not exist; what is then shown."""
    bench.room("proxy-link")
    clip = bench.bring(media.MOVIE)[0]
    facts: dict[str, Any] = {"before": [plain(clip.GetClipProperty(key)) for key in ("Proxy", "Proxy Media Path")]}
    for what, name in (("missing", "not there.mov"), ("sound", media.SOUND), ("fits", media.PROXY)):
        said = answer(clip, "LinkProxyMedia", bench.path(name))
        path = clip.GetClipProperty("Proxy Media Path")
        facts[what] = [said, base(path), plain(clip.GetClipProperty("Proxy"))]
    facts["unlinked"] = [answer(clip, "UnlinkProxyMedia"), plain(clip.GetClipProperty("Proxy Media Path"))]
    return facts
