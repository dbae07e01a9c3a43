"""A Premiere with a day's rushes on its discs, and the adapter on it, for the tests beside this."""

import socket
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from chutier.model import ClipId, MediaRef
from chutier.naming import PROGRAMS
from chutier.plan import Placed
from chutier.testing.trees import clip
from chutier_premiere.bridge import Host
from chutier_premiere.cep import LINK_LIMIT, PANEL_LIMIT, Cep
from chutier_premiere.importing import Arrivals
from chutier_premiere.nle import PremiereNle, PremiereSettings
from chutier_premiere.uxp import Uxp
from hosts.premiere import FakePremiere

CODE = "48f201ac"


def footage(count: int = 40) -> dict[str, dict[str, Any]]:
    """The files of chutier.testing.trees.clip: pictures, but 3 and 4, which are sounds."""
    made: dict[str, dict[str, Any]] = {}
    for number in range(count):
        media = clip(number, kind={3: "sound", 4: "wild"}.get(number, "picture")).media
        assert media is not None
        made[media.path] = {"frames": 240, "rate": "24", "audio": media.audio_tracks, "picture": media.picture}
    return made


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def host_of(fake: FakePremiere, patience: float = 20) -> Host:
    """The transport that this fake speaks."""
    if fake.panel == "uxp":
        port = free_port()
        fake.dial([port], CODE)
        return Uxp(CODE, [port], wait=10, patience=patience)
    limit = PANEL_LIMIT if fake.panel == "ours" else LINK_LIMIT
    return Cep(fake.url, patience, limit=limit, look_for_program=False)


def adapter(
    fake: FakePremiere, out: Path, *, settings: PremiereSettings | None = None, patience: float = 20
) -> PremiereNle:
    """The adapter on a fake. Files that the fake has are on its discs."""
    arrivals = Arrivals(system="darwin", exists=lambda path: True, patience=1.0, pause=0.05)
    host = host_of(fake, patience)
    return PremiereNle(host, out, settings or PremiereSettings(), PROGRAMS["premiere"], arrivals)


def known(clips: Iterable[Placed]) -> Mapping[ClipId, MediaRef]:
    """The media of clips, as `know` takes them."""
    return {one.clip: one.media for one in clips if one.media is not None}
