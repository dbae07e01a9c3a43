"""The self-test's media is what it says it is, to a reader that did not write it."""

from pathlib import Path

import av
import pytest

from chutier_resolve.selftest import media


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("media")
    media.make(str(made))
    return made


def test_the_movie_has_picture_timecode_and_reel(folder: Path) -> None:
    with av.open(str(folder / media.MOVIE)) as movie:
        picture = movie.streams.video[0]
        assert (picture.width, picture.height, picture.frames, picture.average_rate) == (320, 180, 50, 25)
        assert picture.metadata["timecode"] == media.START
        assert movie.streams.data[0].metadata["reel_name"] == media.REEL
        frames = [bytes(frame.planes[0]) for frame in movie.decode(video=0)]
    assert len(frames) == media.MOVIE_FRAMES
    assert set(b"".join(frames)) == {0x80}


@pytest.mark.parametrize(("name", "hour"), [(media.SOUND, 10), (media.TWIN, 10), (media.OTHER, 12)])
def test_sound_counts_from_midnight(folder: Path, name: str, hour: int) -> None:
    with av.open(str(folder / name)) as sound:
        assert int(sound.metadata["time_reference"]) == hour * 3600 * media.SAMPLES
        assert sound.duration == 4_000_000


@pytest.mark.parametrize("name", [media.STILL, media.SEQUENCE % 1, media.SEQUENCE % media.SEQUENCE_FRAMES])
def test_stills_decode(folder: Path, name: str) -> None:
    with av.open(str(folder / name)) as still:
        frame = next(still.decode(video=0))
    assert (frame.width, frame.height) == (media.WIDTH, media.HEIGHT)
    assert abs(int(frame.to_ndarray(format="rgb24").mean()) - 128) <= 1


def test_the_facts_name_every_file_but_the_one_that_is_no_media(tmp_path: Path) -> None:
    made = media.make(str(tmp_path))
    assert {Path(path).name for path in made} == {one.name for one in tmp_path.iterdir()} - {media.TEXT} | {
        media.SEQUENCE_SHOWN
    }
    assert made[str(tmp_path / media.MOVIE)]["start"] == media.START
