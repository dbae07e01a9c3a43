"""What a show knows: its scenes from the scene list, its clips from the catalogue."""

from chutier.catalog import Catalog, clips
from chutier.catalog.load import Loaded
from chutier.model import Clip, Scene
from chutier.plan import in_order, starts_of
from chutier.setreports.scenes import read_scenes
from chutier.show import Show

UNKNOWN = 10**6
"""A day that nobody knows comes after all others."""


def scenes_of(show: Show) -> tuple[Scene, ...]:
    """The scenes of the show's scene list, in script order; none when the show has no list (yet)."""
    if show.scenes_file is None or not show.scenes_file.exists():
        return ()
    return read_scenes(show.scenes_file).scenes


def clips_of(show: Show, catalogue: Catalog, *, loaded: Loaded | None = None) -> list[Clip]:
    """Every recording and every take joined from recordings, with the values that the show's precedence picks; day by
    day, roll by roll, in shooting order."""
    found = clips(catalogue, show.blueprint, scenes_of(show), loaded=loaded)
    shot = in_order(found, ("time",), show.blueprint, starts_of(found))
    return sorted(shot, key=lambda clip: (_day(clip), str(clip.fields.get("roll", ""))))


def _day(clip: Clip) -> int:
    day = clip.fields.get("day")
    return day if isinstance(day, int) else UNKNOWN
