"""Probes of sync, timelines and the project's rate."""

from __future__ import annotations

from typing import Any

from chutier_resolve.host.safe import has, identity, listed, mapped, name_of, text
from chutier_resolve.selftest import media
from chutier_resolve.selftest.bench import Bench, Unavailable, answer, kind, plain, same, sort


def rate_freeze(bench: Bench) -> dict[str, Any]:
    """Until when the project's rate can be changed: before any media, with media, with a timeline."""
    project = bench.project

    def change(to: str) -> list[Any]:
        return [answer(project, "SetSetting", "timelineFrameRate", to), plain(project.GetSetting("timelineFrameRate"))]

    facts: dict[str, Any] = {
        "fresh": plain(project.GetSetting("timelineFrameRate")),
        "no such rate": change("26.5"),
        "to 24": change("24"),
        "to 25": change("25"),
    }
    facts["playback"] = answer(project, "SetSetting", "timelinePlaybackFrameRate", "24")
    facts["settings at once"] = sort(project, "GetSettings") if has(project, "GetSettings") else "no method"
    bench.room("rate-freeze")
    bench.bring(media.SOUND)
    facts["with sound"], facts["sound back"] = change("24"), change("25")
    bench.bring(media.MOVIE)
    facts["with picture"], facts["picture back"] = change("24"), change("25")
    line = _line(bench, "rate-freeze")
    facts["with a timeline"], facts["timeline back"] = change("24"), change("25")
    facts["of the timeline"] = plain(line.GetSetting("timelineFrameRate"))
    return facts


def _line(bench: Bench, name: str) -> Any:
    line = bench.pool.CreateEmptyTimeline(name)
    if name_of(line) is None:
        raise Unavailable("no-timeline", name)
    return line


def sync_one(bench: Bench) -> dict[str, Any]:
    """Sound linked to picture: the settings that are refused, those that are not, and what can be read afterwards."""
    room, pool = bench.room("sync-one"), bench.pool
    bench.need(pool, "AutoSyncAudio")
    movie, sound = bench.bring(media.MOVIE, media.SOUND)
    settings = _settings(bench)
    facts: dict[str, Any] = {"before": plain(movie.GetClipProperty("Synced Audio"))}
    facts["texts for constants"] = [answer(pool, "AutoSyncAudio", [movie, sound], {"mode": "timecode"}), _synced(movie)]
    facts["unknown key"] = [answer(pool, "AutoSyncAudio", [movie, sound], dict(settings, chutier=1)), _synced(movie)]
    facts["picture alone"] = [answer(pool, "AutoSyncAudio", [movie], settings), _synced(movie)]
    facts["synced"] = [answer(pool, "AutoSyncAudio", [movie, sound], settings), _synced(movie)]
    facts["again"] = [answer(pool, "AutoSyncAudio", [movie, sound], settings), _synced(movie)]
    facts["clips in the bin"] = len(listed(room.GetClipList()))
    facts["of the sound"] = _synced(sound)
    facts["channels"] = plain(movie.GetClipProperty("Audio Ch"))
    if has(movie, "GetAudioMapping"):
        facts["mapping names it"] = media.SOUND in text(answer(movie, "GetAudioMapping"))
    return facts


def _settings(bench: Bench) -> dict[Any, Any]:
    names = ("AUDIO_SYNC_RETAIN_EMBEDDED_AUDIO", "AUDIO_SYNC_RETAIN_VIDEO_METADATA")
    settings = {bench.constant("AUDIO_SYNC_MODE"): bench.constant("AUDIO_SYNC_TIMECODE")}
    settings.update({bench.constant(name): True for name in names})
    return settings


def _synced(clip: Any) -> Any:
    return plain(clip.GetClipProperty("Synced Audio"))


def sync_many(bench: Bench) -> dict[str, Any]:
    """Two sounds of one timecode, and one of another hour: which one the picture takes; and two pictures, one sound."""
    bench.room("sync-many")
    pool = bench.pool
    bench.need(pool, "AutoSyncAudio")
    settings = _settings(bench)
    first = bench.bring(media.MOVIE, media.OTHER, media.TWIN, media.SOUND)
    said = answer(pool, "AutoSyncAudio", first, settings)
    facts: dict[str, Any] = {"three sounds": [said, _synced(first[0])]}
    bench.room("sync-many reversed")
    second = bench.bring(media.MOVIE, media.SOUND, media.TWIN)
    facts["other order"] = [answer(pool, "AutoSyncAudio", second, settings), _synced(second[0])]
    bench.room("sync-many beside")
    third = bench.bring(media.MOVIE, media.OTHER)
    facts["no overlap"] = [answer(pool, "AutoSyncAudio", third, settings), _synced(third[0])]
    bench.room("sync-many pictures")
    one, sound = bench.bring(media.MOVIE, media.SOUND)
    other = bench.bring(media.MOVIE)[0]
    if not same(one, other):
        said = answer(pool, "AutoSyncAudio", [one, other, sound], settings)
        facts["two pictures"] = [said, _synced(one), _synced(other)]
    return facts


def timeline_made(bench: Bench) -> dict[str, Any]:
    """A new timeline: whether it becomes current, where it lies, and whether its name may be used again."""
    room, pool, project = bench.room("timeline-made"), bench.pool, bench.project
    line = _line(bench, "timeline-made")
    clips = listed(room.GetClipList())
    pool.SetCurrentFolder(pool.GetRootFolder())
    again = sort(pool, "CreateEmptyTimeline", "timeline-made")
    facts: dict[str, Any] = {
        "current": same(project.GetCurrentTimeline(), line), "clips in the current bin": len(clips),
        "type": plain(clips[0].GetClipProperty("Type")) if clips else "none", "name taken": again,
        "current bin stays": not same(pool.GetCurrentFolder(), room), "id": kind(line.GetUniqueId()),
        "id of its clip": bool(clips) and identity(clips[0]) == identity(line),
        "video tracks": plain(line.GetTrackCount("video")), "audio tracks": plain(line.GetTrackCount("audio")),
        "track name": plain(line.GetTrackName("video", 1)),
        "track renamed": [answer(line, "SetTrackName", "video", 1, "Circled"), plain(line.GetTrackName("video", 1))],
        "renamed to a taken name": answer(line, "SetName", "rate-freeze"),
        "page": plain(bench.resolve.GetCurrentPage()),
    }  # fmt: skip
    facts["deleted"] = answer(pool, "DeleteTimelines", [line])
    facts["current after deleting"] = kind(project.GetCurrentTimeline())
    return facts


def timeline_start(bench: Bench) -> dict[str, Any]:
    """The start timecode: of a new timeline, set before clips are in it, and after."""
    bench.room("timeline-start")
    pool, line = bench.pool, _line(bench, "timeline-start")

    def start(to: str) -> list[Any]:
        return [answer(line, "SetStartTimecode", to), plain(line.GetStartTimecode()), plain(line.GetStartFrame())]

    facts: dict[str, Any] = {
        "new": [plain(line.GetStartTimecode()), plain(line.GetStartFrame()), plain(line.GetEndFrame())]
    }
    facts["before"], facts["the same"], facts["no timecode"] = (
        start("10:00:00:00"),
        start("10:00:00:00"),
        start("10:00"),
    )
    facts["appended"] = len(listed(pool.AppendToTimeline([{"mediaPoolItem": bench.bring(media.MOVIE)[0]}])))
    facts["placed"] = _placed(line)
    facts["after"], facts["placed after"] = start("12:00:00:00"), _placed(line)
    return facts


def _placed(line: Any) -> list[list[Any]]:
    return [[plain(one.GetStart()), plain(one.GetDuration()), plain(one.GetEnd())] for one in _items(line)]


def _items(line: Any) -> list[Any]:
    return listed(line.GetItemListInTrack("video", 1))


def timeline_ranges(bench: Bench) -> dict[str, Any]:
    """Ranges of clips: whether endFrame is part of them, what recordFrame counts from, what becomes of an overlap."""
    bench.room("timeline-ranges")
    pool, line = bench.pool, _line(bench, "timeline-ranges")
    movie, sound = bench.bring(media.MOVIE, media.SOUND)
    dir(line)  # what it lists goes into the recording, as it does for an item below
    line.SetStartTimecode("01:00:00:00")
    first = int(line.GetStartFrame() or 0)

    def append(**asked: Any) -> list[Any]:
        try:
            came = pool.AppendToTimeline([dict({"mediaPoolItem": movie}, **asked)])
        except Exception as error:  # noqa: BLE001 - that it raises is the answer
            return ["raises " + type(error).__name__]
        return [kind(one) for one in came] if isinstance(came, list) else [kind(came)]

    picture = {"mediaType": 1, "trackIndex": 1}
    facts: dict[str, Any] = {
        "one": append(startFrame=0, endFrame=10, recordFrame=first, **picture),
        "placed": _placed(line),
    }
    for item in _items(line)[:1]:
        dir(item)
    facts["overlap"] = append(startFrame=0, endFrame=10, recordFrame=first + 5, **picture)
    facts["after the overlap"] = _placed(line)
    facts["gap"] = append(startFrame=5, endFrame=6, recordFrame=first + 100, **picture)
    facts["after the gap"] = _placed(line)
    facts["past the clip"] = append(startFrame=0, endFrame=media.MOVIE_FRAMES + 20, recordFrame=first + 200, **picture)
    facts["no such track"] = append(startFrame=0, endFrame=10, recordFrame=first + 400, mediaType=1, trackIndex=5)
    facts["whole clip"] = append()
    facts["at the end"] = _placed(line)
    heard = pool.AppendToTimeline([{"mediaPoolItem": sound, "startFrame": 0, "endFrame": 25, "mediaType": 2}])
    facts["sound"] = [plain(one.GetDuration()) for one in listed(heard)]
    facts["markers"] = [
        answer(line, "AddMarker", 0, "Green", "m", "", 1, "chutier-1"),
        sorted(mapped(line.GetMarkers()), key=float),
    ]
    return facts
