"""Probes of bins and imports."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

from chutier_resolve.host.safe import has, identity, listed, mapped, name_of
from chutier_resolve.selftest import media
from chutier_resolve.selftest.bench import Bench, Unavailable, answer, base, kind, plain, same, sort

OUR_COLUMNS = ("File Name", "Clip Directory", "Good Take")
"""What Chutier writes for File > Import Metadata."""


def twin_bins(bench: Bench) -> dict[str, Any]:
    """A bin asked for twice in one place; and whether asking moves the person's current bin."""
    room, pool = bench.room("twin-bins"), bench.pool
    first = pool.AddSubFolder(room, "Twin")
    moved = same(pool.GetCurrentFolder(), first)
    pool.SetCurrentFolder(room)
    second = pool.AddSubFolder(room, "Twin")
    names = [name_of(one) for one in listed(room.GetSubFolderList())]
    return {
        "first": kind(first), "moves current bin": moved, "second": kind(second),
        "second moves current bin": second is not None and same(pool.GetCurrentFolder(), second),
        "bins of that name": names.count("Twin"), "ids differ": not same(first, second),
        "other bins": sum(name != "Twin" for name in names),
    }  # fmt: skip


def bin_names(bench: Bench) -> dict[str, Any]:
    """Names that tools trip over, as they come back."""
    room, pool = bench.room("bin-names"), bench.pool
    asked = {
        "slash": "A/B", "backslash": "A\\B", "edge spaces": " edge ", "trailing dot": "dot.",
        "composed accent": "\u00c9t\u00e9", "decomposed accent": unicodedata.normalize("NFD", "\u00c9t\u00e9 2"),
        "emoji": "Jour \U0001f3ac", "empty": "",
    }  # fmt: skip
    facts: dict[str, Any] = {}
    for what, name in asked.items():
        made = sort(pool, "AddSubFolder", room, name)
        names = [name_of(one) for one in listed(room.GetSubFolderList())]
        facts[what] = "as given" if name in names else [made, *names[len(facts) :]]
    return facts


def empty_lists(bench: Bench) -> dict[str, Any]:
    """None or an empty list, where there is nothing."""
    room, pool, project = bench.room("empty-lists"), bench.pool, bench.project
    facts: dict[str, Any] = {"bins": kind(room.GetSubFolderList()), "clips": kind(room.GetClipList())}
    if has(pool, "GetSelectedClips"):
        facts["selected clips"] = sort(pool, "GetSelectedClips")
    line = pool.CreateEmptyTimeline("empty-lists")
    if line is not None:
        facts["items of a track"] = kind(line.GetItemListInTrack("video", 1))
        facts["items of no track"] = sort(line, "GetItemListInTrack", "video", 9)
        facts["markers of a timeline"] = kind(line.GetMarkers())
        facts["no such timeline"] = sort(project, "GetTimelineByIndex", 99)
    clip = bench.bring(media.STILL)[0]
    facts.update({
        "flags": kind(clip.GetFlagList()), "markers": kind(clip.GetMarkers()), "metadata": kind(clip.GetMetadata()),
        "no such metadata": plain(clip.GetMetadata("Scene")), "colour": plain(clip.GetClipColor()),
        "no such property": answer(clip, "GetClipProperty", "Chutier has no such property"),
    })  # fmt: skip
    return facts


def unique_ids(bench: Bench) -> dict[str, Any]:
    """Whether ids last from one handle to the next, and through a rename and a move."""
    room, pool = bench.room("unique-ids"), bench.pool
    target = pool.AddSubFolder(room, "Target")
    pool.SetCurrentFolder(room)
    clip = bench.bring(media.SOUND)[0]
    before, media_id = identity(clip), plain(clip.GetMediaId())
    clip.SetClipProperty("Clip Name", "renamed")
    pool.MoveClips([clip], target)
    after = [one for one in listed(target.GetClipList()) if identity(one) == before]
    return {
        "bin": kind(target.GetUniqueId()), "clip": kind(clip.GetUniqueId()), "pool": kind(_id(pool)),
        "root lasts": same(pool.GetRootFolder(), pool.GetRootFolder()), "clip after move": len(after),
        "old handle after move": bool(before) and identity(clip) == before,
        "media id": kind(media_id), "media id lasts": bool(after) and plain(after[0].GetMediaId()) == media_id,
    }  # fmt: skip


def _id(thing: Any) -> Any:
    return thing.GetUniqueId() if has(thing, "GetUniqueId") else None


def import_twice(bench: Bench) -> dict[str, Any]:
    """One file, imported again into the same bin, and into another."""
    room, pool = bench.room("import-twice"), bench.pool
    path = bench.path(media.SOUND)
    first, second = listed(pool.ImportMedia([path])), listed(pool.ImportMedia([path]))
    here = len(listed(room.GetClipList()))
    other = pool.AddSubFolder(room, "Other")
    pool.SetCurrentFolder(other)
    third = listed(pool.ImportMedia([path]))
    return {
        "first": len(first), "second": len(second), "in the bin": here, "third": len(third),
        "in the other bin": len(listed(other.GetClipList())),
        "ids differ": bool(first and second) and not same(first[0], second[0]),
    }  # fmt: skip


def import_answers(bench: Bench) -> dict[str, Any]:
    """What ImportMedia says to a file that is not there, one that is no media, both among good ones; and its order."""
    room, pool = bench.room("import-answers"), bench.pool
    missing, text_file = bench.path("not there.mov"), bench.path(media.TEXT)
    asked = [media.TWIN, media.MOVIE, media.OTHER]
    mixed = listed(
        pool.ImportMedia([bench.path(asked[0]), missing, *[bench.path(one) for one in asked[1:]], text_file])
    )
    return {
        "missing": sort(pool, "ImportMedia", [missing]), "no media": sort(pool, "ImportMedia", [text_file]),
        "no list": sort(pool, "ImportMedia", []), "mixed": len(mixed), "order kept": _files(mixed) == asked,
        "bin in the same order": _files(listed(room.GetClipList())) == asked,
    }  # fmt: skip


def _files(clips: list[Any]) -> list[str]:
    return [base(one.GetClipProperty("File Path")) for one in clips]


def import_sequence(bench: Bench) -> dict[str, Any]:
    """A run of frames asked for as one clip: what it is called, and which path it shows."""
    room, pool = bench.room("import-sequence"), bench.pool
    asked = {"FilePath": bench.path(media.SEQUENCE), "StartIndex": 1, "EndIndex": media.SEQUENCE_FRAMES}
    came = listed(pool.ImportMedia([asked]))
    if not came:
        raise Unavailable("not-read", media.SEQUENCE)
    said = mapped(came[0].GetClipProperty())
    alone = bench.room("import-sequence one frame")
    single = listed(pool.ImportMedia([bench.path(media.SEQUENCE % 1)]))
    return {
        "clips": len(came), "in the bin": len(listed(room.GetClipList())), "name": plain(came[0].GetName()),
        "path": base(said.get("File Path")), "file name": plain(said.get("File Name")),
        "frames": plain(said.get("Frames")), "type": plain(said.get("Type")), "start": plain(said.get("Start TC")),
        "one frame alone": _files(single), "in its bin": len(listed(alone.GetClipList())),
    }  # fmt: skip


def metadata_csv(bench: Bench) -> dict[str, Any]:
    """The file that the program exports: File > Import Metadata reads the same columns."""
    bench.room("metadata-csv")
    pool, clip = bench.pool, bench.bring(media.MOVIE)[0]
    clip.SetMetadata({"Scene": "12A", "Comments": "caf\u00e9, \u00ab un \u00bb", "Keywords": "Alpha,Beta"})
    path = bench.path("metadata.csv")
    facts: dict[str, Any] = {
        "says": answer(pool, "ExportMetadata", path, [clip]),
        "again": answer(pool, "ExportMetadata", path, [clip]),
    }
    try:
        data = Path(path).read_bytes()
    except OSError:
        facts["file"] = False
        return facts
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
    encoding = next((name for mark, name in marks if data.startswith(mark)), "utf-8")
    lines = data.decode(encoding, "replace").lstrip("\ufeff").splitlines()
    head = lines[0] if lines else ""
    separator = max(",;\t", key=head.count)
    facts.update({
        "file": True, "encoding": encoding, "line end": "crlf" if "\r\n" in data.decode(encoding, "replace") else "lf",
        "separator": separator, "lines": len(lines), "columns": head.split(separator), "first": lines[1:2],
        "columns of ours": [one for one in OUR_COLUMNS if one in head],
    })  # fmt: skip
    return facts
