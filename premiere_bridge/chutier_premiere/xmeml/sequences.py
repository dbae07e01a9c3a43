"""Sequences as elements: the tracks, what is linked to what, a marker at the head of each take."""

from collections.abc import Sequence
from dataclasses import dataclass

from chutier.timecode import Timecode, can_drop, nominal
from chutier_premiere.labels import DEFAULTS, LABELS
from chutier_premiere.xmeml.layout import Laid, Piece
from chutier_premiere.xmeml.media import (
    SAMPLE_RATE,
    Media,
    picture_format,
    rate_node,
    sound_format,
    source_track,
    timecode_node,
)
from chutier_premiere.xmeml.text import leaf, node

_LABEL = LABELS[DEFAULTS["sequence"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the show says of its sequences: frame size, first timecode and whether it drops, as far as it does."""

    raster: tuple[int, int] | None = None
    start: Timecode | None = None
    drop: bool = False


def sequence(media: Media, laid: Laid, name: str, number: int, look: Look) -> str:
    """A whole sequence; `number` makes its id."""
    tracks = _Tracks(media, laid)
    width, height = look.raster or _first_raster(media, laid)
    return node(
        "sequence",
        leaf("duration", laid.length),
        rate_node(laid.rate),
        leaf("name", name),
        node(
            "media",
            node("video", node("format", picture_format(laid.rate, width, height)), *tracks.all(sound=False)),
            node("audio", node("format", sound_format(SAMPLE_RATE)), *tracks.all(sound=True)),
        ),
        timecode_node(_start(laid, look)),
        *(_marker(media, clip, at) for clip, at in laid.heads),
        node("labels", leaf("label2", _LABEL)),
        id=f"sequence-{number}",
    )


def _start(laid: Laid, look: Look) -> Timecode:
    """The sequence's first timecode: the show's, or its full hour at another rate; 01:00:00:00 where it says none."""
    start, rate = look.start, laid.rate
    if start is not None and start.rate == rate:
        return start
    hour = str(start)[:2] if start is not None else "01"
    frames = "0" * max(2, len(str(nominal(rate) - 1)))
    return Timecode.parse(f"{hour}:00:00:{frames}", rate, drop=look.drop and can_drop(rate))


def _first_raster(media: Media, laid: Laid) -> tuple[int | None, int | None]:
    for clip, _at in laid.heads:
        file = media.media[clip]
        if file.width and file.height:
            return file.width, file.height
    return None, None


def _marker(media: Media, clip: str, at: int) -> str:
    placed = media.clips.get(clip)
    note = placed.columns.get("comments", "") if placed else ""
    return node("marker", leaf("comment", note), leaf("name", media.name(clip)), leaf("in", at), leaf("out", -1))


class _Tracks:
    """The pieces of a sequence, track by track, with the links of each take."""

    def __init__(self, media: Media, laid: Laid) -> None:
        self._media = media
        self._ids = [media.item() for _piece in laid.pieces]
        self._by_track: dict[tuple[bool, int], list[int]] = {}
        takes: dict[int, list[int]] = {}
        places: list[int] = []
        for index, piece in enumerate(laid.pieces):
            track = self._by_track.setdefault((piece.channel > 0, piece.track), [])
            track.append(index)
            places.append(len(track))
            takes.setdefault(piece.take, []).append(index)
        self._pieces = laid.pieces
        self._links = {take: self._linked(indices, places) for take, indices in takes.items()}

    def all(self, *, sound: bool) -> list[str]:
        """The tracks of picture or of sound, lowest first."""
        numbers = sorted(number for heard, number in self._by_track if heard == sound)
        ends = (leaf("enabled", True), leaf("locked", False))
        return [
            node("track", *(self._item(index) for index in self._by_track[sound, number]), *ends) for number in numbers
        ]

    def _item(self, index: int) -> str:
        piece, media = self._pieces[index], self._media
        kind = (
            (media.file(piece.clip), source_track(piece.channel), self._links[piece.take], media.label(piece.clip))
            if piece.channel
            else (leaf("alphatype", "none"), media.file(piece.clip), self._links[piece.take], media.notes(piece.clip))
        )
        return node(
            "clipitem",
            media.master(piece.clip),
            leaf("name", media.name(piece.clip)),
            leaf("enabled", True),
            media.length(piece.clip, piece.rate),
            rate_node(piece.rate),
            leaf("start", piece.at),
            leaf("end", piece.end),
            leaf("in", piece.source),
            leaf("out", piece.source_end),
            *kind,
            id=self._ids[index],
        )

    def _linked(self, indices: Sequence[int], places: Sequence[int]) -> str:
        """The links of a take: every item on every track, told by each of them. One alone is linked to nothing."""
        if len(indices) < 2:
            return ""
        return "\n".join(self._link(self._ids[index], self._pieces[index], places[index]) for index in indices)

    def _link(self, key: str, piece: Piece, place: int) -> str:
        return node(
            "link",
            leaf("linkclipref", key),
            leaf("mediatype", "audio" if piece.channel else "video"),
            leaf("trackindex", piece.track),
            leaf("clipindex", place),
            leaf("groupindex", 1) if piece.channel else "",
        )
