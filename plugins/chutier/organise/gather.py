"""What a show knows: its scenes from the scene list, its clips from the catalogue."""

from chutier.catalog import Catalog, clips
from chutier.model import Clip, Scene
from chutier.setreports.scenes import read_scenes
from chutier.show import Show


def scenes_of(show: Show) -> tuple[Scene, ...]:
    """The scenes of the show's scene list, in script order; none when the show has no list (yet)."""
    if show.scenes_file is None or not show.scenes_file.exists():
        return ()
    return read_scenes(show.scenes_file).scenes


def clips_of(show: Show, catalogue: Catalog) -> list[Clip]:
    """Every recording and every take joined from recordings, with the values that the show's precedence picks."""
    return clips(catalogue, show.blueprint, scenes_of(show))
