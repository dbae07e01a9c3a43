"""Placed clips as what an AAF carries into a bin."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from chutier.model import BinPath, ClipId
from chutier.plan.tree import Placed
from chutier_avid.aaf.content import AafBin, AafClip, AafSequence
from chutier_avid.ale.writer import clean, plain_letters
from chutier_avid.colors import rgb_of
from chutier_avid.columns import COLOR, audio_tracks
from chutier_avid.rows import row_of

SAID_OTHERWISE = frozenset((
    "Name", "Tracks", "Start", "End", "Duration", "Tape", "FPS", "Source File", "Source Path", "Image Size",
    "Auxiliary TC1", COLOR,
))  # fmt: skip
"""Columns of a log that an AAF holds in its tracks, tapes, files and attributes."""

DEFAULT_RASTER = (1920, 1080)


class BinFile:
    """The AAF of one bin in the making: its own clips, copies of others', sequences and the clips that these use."""

    def __init__(self, path: BinPath) -> None:
        self.path = path
        self.own: dict[ClipId, None] = {}
        self.copied: dict[ClipId, None] = {}
        self.sequences: list[AafSequence] = []
        self.used: dict[ClipId, None] = {}

    @property
    def foreign(self) -> tuple[ClipId, ...]:
        """Clips that come along only because a sequence is cut from them."""
        return tuple(clip for clip in self.used if clip not in self.own and clip not in self.copied)

    def content(
        self, clips: Mapping[ClipId, Placed], project: str, rate: Fraction, locale: str, raster: tuple[int, int]
    ) -> AafBin:
        """What goes into the file."""
        wanted: Iterable[ClipId] = {**self.own, **self.copied, **self.used}
        return AafBin(
            project=project, rate=rate, sequences=tuple(self.sequences),
            clips=tuple(aaf_clip(clips[clip], locale, raster) for clip in wanted),
        )  # fmt: skip


def aaf_clip(placed: Placed, locale: str, raster: tuple[int, int] = DEFAULT_RASTER) -> AafClip:
    """The master clip of a recording that can be logged (`rows.can_be_logged`)."""
    media = placed.media
    assert media is not None
    assert media.time is not None
    row = row_of(placed, locale)
    # The tape is folded to plain letters as in a log: later logs merge by it, and it travels on into EDLs.
    return AafClip(
        key=placed.clip, name=clean(placed.name), tape=plain_letters(clean(media.tape or row.get("Source File", ""))),
        time=media.time, path=media.path, picture=media.picture,
        audio_tracks=audio_tracks(placed.kind, media), width=media.width or raster[0], height=media.height or raster[1],
        sample_rate=media.sample_rate or 48000,
        columns={title: clean(text) for title, text in row.items() if title not in SAID_OTHERWISE and clean(text)},
        color=rgb_of(placed.color),
    )  # fmt: skip
