"""A small show for the Avid adapter, and recordings to place in it."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from chutier.blueprint import Blueprint, Production
from chutier.model import BinPath, MediaRef
from chutier.naming import Rule
from chutier.plan.tree import Placed
from chutier.slate import SlateRules
from chutier.timecode import Timecode, TimeRange
from chutier_avid.nle import AvidFiles, connect

IMAGE: BinPath = ("20_RUSHES", "J03_260514", "IMAGE")
SON: BinPath = ("20_RUSHES", "J03_260514", "SON")
SYNCHRO: BinPath = ("20_RUSHES", "J03_260514", "SYNCHRO")
BINS: tuple[BinPath, ...] = (("20_RUSHES",), ("20_RUSHES", "J03_260514"), IMAGE, SON, SYNCHRO)


def blueprint(locale: str = "fr", **targets: object) -> Blueprint:
    return Blueprint(
        id="test",
        title="Test",
        locale=locale,
        production=Production(code="NDV", title="La Nuit d'été", rate=Fraction(25), raster=(1920, 1080)),
        slate=SlateRules(system="fr"),
        names={"clip": Rule.parse("{scene}")},
        bins=(),
        targets={"avid": {"carrier": "ale", **targets}},
    )


def picture(clip: str, name: str, start: str = "10:00:00:00", *, home: BinPath = IMAGE, **more: object) -> Placed:
    media: dict[str, object] = {"tape": "A012", "audio_tracks": 2, "frames": 100, "rate": Fraction(25)}
    media |= {key: more.pop(key) for key in list(more) if key in {*media, "picture", "path", "width", "height"}}
    rate = media.pop("rate")
    frames = media.pop("frames")
    assert isinstance(rate, Fraction)
    assert isinstance(frames, int)
    media.setdefault("path", f"/cards/A012/{clip}.mov")
    ref = MediaRef(time=TimeRange(Timecode.parse(start, rate), frames), **media)  # type: ignore[arg-type]
    values: dict[str, object] = {
        "kind": "picture",
        "columns": {"scene": "12bis", "setup": "3", "take": "2", "cam_roll": "A012", "day": "3", "circled": "oui"},
    }
    return Placed(clip=clip, name=name, bins=(home,), media=ref, **{**values, **more})  # type: ignore[arg-type]


def sound(clip: str, name: str, start: str = "09:59:58:00", **more: object) -> Placed:
    columns = {"scene": "12bis", "sound_roll": "S003", "day": "3"}
    return picture(
        clip, name, start, home=SON, kind="sound", picture=False, tape="S003", audio_tracks=4,
        path=f"/sound/S003/{clip}.wav", columns=columns, **more,
    )  # fmt: skip


@pytest.fixture
def open_avid(tmp_path: Path) -> Callable[..., AvidFiles]:
    """Connects to the folder `out`, each time as a new run of the command would."""
    return lambda locale="fr", **options: connect(out=tmp_path / "out", blueprint=blueprint(locale), options=options)
