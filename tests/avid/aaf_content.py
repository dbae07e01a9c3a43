"""Small bins to write as AAF, and hypothesis strategies for many."""

from datetime import datetime
from fractions import Fraction

from hypothesis import strategies as st

from chutier.timecode import RATES, Timecode, TimeRange, can_drop, frames_per_day
from chutier_avid.aaf.content import AafBin, AafClip, AafSequence, AafTrack, Event

MADE = datetime(2026, 5, 14, 9, 30, 12)
HD = Fraction(25)


def clip(key: str = "c1", name: str = "12bis-3-02 été", start: str = "10:00:00:00", **more: object) -> AafClip:
    values: dict[str, object] = {
        "tape": "A012", "time": TimeRange(Timecode.parse(start, HD), 100), "path": f"/cards/A 012/{key}.mov",
        "audio_tracks": 2, "columns": {"Scene": "12bis", "Décor": "CUISINE D’HÉLÈNE — 日本"},
        "color": (61440, 12800, 58880),
    }  # fmt: skip
    return AafClip(key=key, name=name, **{**values, **more})  # type: ignore[arg-type]


def sound(key: str = "s1", name: str = "12bis-3-02 SON", start: str = "09:59:58:00", **more: object) -> AafClip:
    time = TimeRange(Timecode.parse(start, HD), 200)
    values: dict[str, object] = {"tape": "S003", "time": time, "picture": False, "audio_tracks": 4}
    return clip(key, name, start, **{**values, **more})


def synced(*, name: str = "SEQ 12bis") -> AafSequence:
    """One second of nothing, then picture with its sound, which began 50 frames before."""
    picture = Event(clip="c1", track=("picture", 1), at=25, start=0, length=100)
    lone = Event(clip="s1", track=("sound", 2), at=25, start=50, length=100)
    return AafSequence(
        key="seq", name=name, start=Timecode.parse("01:00:00:00", HD), length=150,
        tracks=(
            AafTrack(kind="picture", number=1, events=(picture,)),
            AafTrack(kind="sound", number=1, events=(lone,)),
        ),
        columns={"Comments": "bout-à-bout"},
    )  # fmt: skip


def whole() -> AafBin:
    return AafBin(project="La Nuit d'été", rate=HD, clips=(clip(), sound()), sequences=(synced(),))


_texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=24).filter(str.strip)


@st.composite
def clips(draw: st.DrawFn, key: str) -> AafClip:
    rate = draw(st.sampled_from(sorted(RATES.values())))
    drop = can_drop(rate) and draw(st.booleans())
    frame = draw(st.integers(0, frames_per_day(rate, drop) - 1))
    picture = draw(st.booleans())
    return AafClip(
        key=key, name=draw(_texts), tape=draw(_texts), picture=picture, path="/x/" + draw(_texts).replace("/", "_"),
        time=TimeRange(Timecode(frame, rate, drop), draw(st.integers(1, 200_000))),
        audio_tracks=draw(st.integers(0 if picture else 1, 9)), width=draw(st.integers(1, 8192)),
        height=draw(st.integers(1, 8192)), columns=draw(st.dictionaries(_texts, _texts, max_size=4)),
        color=draw(st.none() | st.tuples(*[st.integers(0, 65535)] * 3)),
    )  # fmt: skip


@st.composite
def bins(draw: st.DrawFn) -> AafBin:
    count = draw(st.integers(0, 4))
    return AafBin(project=draw(_texts), rate=HD, clips=tuple(draw(clips(key=f"k{number}")) for number in range(count)))
