"""How many pairs of picture and sound are compared in a second: python -m benchmarks listen

The demo day's takes (six to nine seconds each), and one take of three minutes; one process, then two workers.
"""

import tempfile
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from chutier.demo import make_day
from chutier.demo.bwf import SoundNotes, write_bwf
from chutier.demo.picture import Movie, write_movie
from chutier.demo.speech import scratch, speech
from chutier.demo.truth import TruthClip
from chutier.media.listen import Pair, listen, listen_all
from chutier.timecode import Timecode

MINUTES = 3
TURNS = 5


def _pairs(clips: Sequence[TruthClip]) -> list[Pair]:
    return [
        Pair(
            picture=str(clip.path),
            sound=str(clip.sounds[0]),
            offset=Fraction(clip.clock_error - clip.sound_lead) / clip.time.rate,
        )
        for clip in clips
        if clip.sounds and clip.sound_lead is not None
    ]


def _long(folder: Path) -> Pair:
    """A take of MINUTES, as the demo makes its short ones."""
    rng = np.random.default_rng(1)
    talk = speech(MINUTES * 60, voices=2, rng=rng)
    movie = Movie(
        name="long",
        start=Timecode.parse("10:00:00:00", Fraction(24)),
        frames=MINUTES * 60 * 24,
        reel="A001",
        camera="A",
    )
    write_movie(folder / "long.mov", movie, scratch(talk, distance=2.5, rng=rng))
    notes = SoundNotes(scene="1/1", take="1", tape="S001")
    write_bwf(folder / "long.wav", [talk, 0.8 * talk, 0.5 * talk], notes, 0, "2026-05-14", "10:00:00")
    return Pair(picture=str(folder / "long.mov"), sound=str(folder / "long.wav"), offset=Fraction(0))


def main() -> None:
    """Pairs a second of the demo day, and seconds for a long take."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = _pairs(make_day(Path(folder) / "day", workers=2).truth)
        listen(pairs[0])  # the first one imports numpy and libav
        for workers in (1, 2):
            start = time.perf_counter()
            sure = sum(heard is not None and heard.sure for _pair, heard in listen_all(pairs, workers=workers))
            seconds = time.perf_counter() - start
            print(f"{workers} workers: {len(pairs) / seconds:.1f} pairs/s, {sure} of {len(pairs)} sure")
        long = _long(Path(folder))
        start = time.perf_counter()
        for _turn in range(TURNS):
            listen(long)
        print(f"a take of {MINUTES} minutes: {(time.perf_counter() - start) / TURNS:.2f} s")


if __name__ == "__main__":
    main()
