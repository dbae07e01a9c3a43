"""A Broadcast Wave file: facts from its chunks, words from bext and iXML, timecode by the recorder's own clock."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from chutier.errors import MediaError
from chutier.i18n import _
from chutier.media.draft import Draft
from chutier.media.ixml import Ixml, read_ixml
from chutier.media.riff import Bext, Format, Wave, read_wave
from chutier.model import AudioTrack, Source
from chutier.timecode import Timecode, TimeRange

_TAKE = re.compile(r"(?:TAKE|TK|T)?[ ._-]*(\d{1,4})[ ._-]*([A-Z]{0,4})", re.IGNORECASE)
_BEXT_WORDS: Mapping[str, str] = {"SCENE": "scene", "TAPE": "sound_roll", "NOTE": "comments"}


def read_sound(draft: Draft, path: str) -> None:
    """Fill `draft` from a WAVE file: RIFF, RF64 or BW64. Raises MediaError when it is none or holds no sound."""
    with Path(path).open("rb") as file:
        wave = read_wave(file, draft.facts["size"])
    draft.put("container", wave.container, "container")
    for warning in wave.warnings:
        draft.warn(warning)
    if wave.format is None:
        raise MediaError(_("the file is cut short: it does not say how its sound is written (no fmt chunk)"))
    if wave.data is None:
        raise MediaError(_("the file is cut short: it holds no sound (no data chunk)"))
    ixml = _ixml(draft, wave)
    _put_length(draft, wave.format, wave.data)
    _put_tracks(draft, wave.format, wave.bext, ixml)
    _put_time(draft, wave.bext, ixml)
    if ixml is not None:
        _say_ixml(draft, ixml)
    if wave.bext is not None:
        _say_bext(draft, wave.bext, said_before=ixml is not None)


def _ixml(draft: Draft, wave: Wave) -> Ixml | None:
    if wave.ixml is None:
        return None
    try:
        ixml = read_ixml(wave.ixml)
    except MediaError as error:
        draft.warn(_("the iXML of this recording was not read: {why}").format(why=error.message))
        return None
    for warning in ixml.warnings:
        draft.warn(warning)
    return ixml


def _put_length(draft: Draft, form: Format, data: int) -> None:
    block = form.block or form.channels * -(-form.bits // 8)
    draft.put("codec", form.codec, "stream")
    if not block or not form.sample_rate:
        draft.warn(_("the header gives no sample rate or no channels"))
        return
    draft.put("sample_rate", form.sample_rate, "stream")
    draft.put("samples", data // block, "stream")
    draft.put("duration", Fraction(data // block, form.sample_rate), "stream")


def _put_tracks(draft: Draft, form: Format, bext: Bext | None, ixml: Ixml | None) -> None:
    channels, rate = form.channels, form.sample_rate or None
    names = _track_names(channels, bext, ixml)
    if any(names):
        tracks = tuple(
            AudioTrack(index=i, sample_rate=rate, codec=form.codec, layout="mono", name=name)
            for i, name in enumerate(names)
        )
        draft.put("audio", tracks, "ixml" if ixml and ixml.tracks else "bext")
        said = "ixml:TRACK_LIST" if ixml and ixml.tracks else "bext:TRK"
        draft.say("tracks", tuple(name for name in names if name), Source.SOUND, said)
        return
    layout = {1: "mono", 2: "stereo"}.get(channels, f"{channels} channels")
    track = AudioTrack(index=0, channels=channels, sample_rate=rate, codec=form.codec, layout=layout)
    draft.put("audio", (track,), "stream")


def _track_names(channels: int, bext: Bext | None, ixml: Ixml | None) -> list[str]:
    """Names by place in the interleave; a mono file of a set names its one track, whatever channel it was."""
    if ixml and ixml.tracks:
        listed = ixml.tracks
        if channels == 1 and len(listed) == 1:
            return [listed[0].name]
        by_place = {track.interleave or track.channel or n: track.name for n, track in enumerate(listed, 1)}
    else:
        lines = bext.lines if bext else {}
        by_place = {n: lines.get(f"TRK{n}", "") for n in range(1, min(channels, 64) + 1)}
    return [by_place.get(n, "") for n in range(1, min(channels, 1024) + 1)]


def _put_time(draft: Draft, bext: Bext | None, ixml: Ixml | None) -> None:
    """frame = floor(TimeReference x rate / TIMESTAMP_SAMPLE_RATE); without an iXML rate there is no timecode."""
    speed = ixml.speed if ixml else None
    if bext is not None:
        draft.put("start_samples", bext.time_reference, "bext")
    if speed is None:
        return
    draft.put("start_samples", speed.timestamp, "ixml")
    header = draft.get("sample_rate")
    if header and speed.file_sample_rate and header != speed.file_sample_rate:
        draft.disagree("sample_rate", header, "stream", speed.file_sample_rate, "ixml")
    draft.put("rate", speed.rate, "ixml")
    clock = speed.timestamp_sample_rate or speed.file_sample_rate or header
    start = draft.get("start_samples")
    if speed.rate is None or start is None or not clock:
        return
    timecode = Timecode.from_samples(start, clock, speed.rate, drop=speed.drop)
    frames = (draft.get("samples") or 0) * speed.rate.numerator // (clock * speed.rate.denominator)
    draft.put("frames", frames, "ixml")
    draft.put("time", TimeRange(timecode, frames), draft.origins["start_samples"])


def _say_ixml(draft: Draft, ixml: Ixml) -> None:
    words = (("scene", ixml.scene, "SCENE"), ("sound_roll", ixml.tape, "TAPE"), ("comments", ixml.note, "NOTE"))
    for field, value, tag in words:
        draft.say(field, value, Source.SOUND, f"ixml:{tag}")
    say_take(draft, ixml.take, Source.SOUND, "ixml:TAKE")
    draft.say("circled", ixml.circled, Source.SOUND, "ixml:CIRCLED")
    if ixml.wild:
        draft.say("wild", True, Source.SOUND, "ixml:WILD_TRACK")
    if ixml.no_good:
        draft.say("status", "NG", Source.SOUND, "ixml:NO_GOOD")
    if ixml.false_start:
        draft.say("tags", ("FS",), Source.SOUND, "ixml:FALSE_START")
    draft.put("reel", ixml.tape, "ixml")
    draft.put("file_set", ixml.family_uid, "ixml")


def _say_bext(draft: Draft, bext: Bext, *, said_before: bool) -> None:
    """The recorder's older words; they are kept even beside an iXML, each with its origin."""
    lines = bext.lines
    for key, field in _BEXT_WORDS.items():
        draft.say(field, lines.get(key), Source.SOUND, f"bext:{key}")
    say_take(draft, lines.get("TAKE", ""), Source.SOUND, "bext:TAKE")
    if not said_before and lines.get("CIRCLED"):
        draft.say("circled", lines["CIRCLED"].upper() in ("TRUE", "YES", "1"), Source.SOUND, "bext:CIRCLED")
    if not said_before:
        draft.put("reel", lines.get("TAPE"), "bext")
    draft.put("model", bext.originator, "bext")
    with suppress(ValueError):
        moment = f"{bext.date.replace(':', '-').replace('_', '-')}T{bext.time.replace('-', ':').replace('_', ':')}"
        draft.put("created", datetime.fromisoformat(moment), "bext")


def say_take(draft: Draft, written: str, source: Source, origin: str) -> None:
    """A take as people write it: `3`, `T03`, `3PU` (take 3, pick-up). One without a number becomes a warning."""
    written = written.strip()
    if not written:
        return
    match = _TAKE.fullmatch(written)
    if match is None:
        draft.warn(_("the take {take} has no number that can be read").format(take=repr(written)))
        return
    draft.say("take", int(match[1]), source, origin)
    if match[2]:
        draft.say("tags", (match[2].upper(),), source, origin)
