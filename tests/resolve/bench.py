"""A Resolve with a day's rushes on its discs, and the adapter on it, for the tests beside this."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from chutier.model import ClipId, MediaRef
from chutier.naming import PROGRAMS
from chutier.plan import Placed
from chutier.testing.trees import clip
from chutier_resolve.bridge import Direct
from chutier_resolve.nle import ResolveNle, ResolveSettings
from hosts.resolve import FakeResolve, VirtualFile

SETTINGS = ResolveSettings(title="Les nuits d'été", locale="fr", show="/shows/ndv/show.yaml", rate=Fraction(24))


def disc(clips: Iterable[Placed]) -> dict[str, VirtualFile]:
    """The files of these clips, as they say that they are."""
    return {one.media.path: virtual(one.media) for one in clips if one.media is not None}


def virtual(media: MediaRef) -> VirtualFile:
    """A file on the fake's discs as `media` describes it."""
    assert media.time is not None
    return VirtualFile(
        rate=f"{float(media.time.rate):g}", frames=media.time.frames, start=str(media.time.start), tape=media.tape,
        audio=media.audio_tracks, picture=media.picture,
    )  # fmt: skip


def numbered(count: int = 40) -> dict[str, VirtualFile]:
    """The files of chutier.testing.trees.clip: pictures, but 3 and 4, which are sounds; 3 runs along with 1."""
    made: dict[str, VirtualFile] = {}
    for number in range(count):
        kind = {3: "sound", 4: "wild"}.get(number, "picture")
        made.update(disc([clip(number, kind=kind)]))
    first, sound = clip(1).media, clip(3).media
    assert first is not None
    assert sound is not None
    made[sound.path] = VirtualFile(
        rate="24", frames=480, start=made[first.path].start, picture=False, audio=2, tape="S01"
    )
    return made


def resolve(**how: Any) -> FakeResolve:
    """A Resolve at 24 frames with those files on its discs."""
    return FakeResolve(**{"files": numbered(), "rate": "24", **how})


def adapter(fake: FakeResolve, out: Path, *, settings: ResolveSettings = SETTINGS, patience: float = 20) -> ResolveNle:
    """The adapter on a fake, reached directly."""
    return ResolveNle(Direct(fake.resolve, fake.os, patience), out, settings, PROGRAMS["resolve"])


def known(clips: Iterable[Placed]) -> Mapping[ClipId, MediaRef]:
    """The media of clips, as `know` takes them."""
    return {one.clip: one.media for one in clips if one.media is not None}
