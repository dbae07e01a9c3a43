"""What a build lists of itself: the names of every kind of object, and the constants that Chutier's calls need."""

from __future__ import annotations

from chutier_resolve.selftest.bench import Bench, kind

CONSTANTS = (
    "AUDIO_SYNC_MODE", "AUDIO_SYNC_TIMECODE", "AUDIO_SYNC_WAVEFORM", "AUDIO_SYNC_CHANNEL_NUMBER",
    "AUDIO_SYNC_RETAIN_EMBEDDED_AUDIO", "AUDIO_SYNC_RETAIN_VIDEO_METADATA", "EXPORT_AAF", "EXPORT_AAF_NEW",
    "EXPORT_EDL", "EXPORT_NONE", "EXPORT_FCP_7_XML", "EXPORT_FCPXML_1_10", "EXPORT_OTIO", "EXPORT_ALE", "EXPORT_DRT",
)  # fmt: skip


def listed_names(bench: Bench) -> None:
    """Has the recording hold what `dir` says of each kind; clips and timelines follow when the probes have made some.

    Raises Gone."""
    pool = bench.pool
    for thing in (bench.resolve, bench.resolve.GetProjectManager(), bench.project, pool, pool.GetRootFolder()):
        dir(thing)


def constants(bench: Bench) -> dict[str, str]:
    """Of what sort each constant is; `object` where the build answers a missing one with a callable."""
    return {name: kind(getattr(bench.resolve, name, None)) for name in CONSTANTS}
