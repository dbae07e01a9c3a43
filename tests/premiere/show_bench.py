"""The demo day's show with a Premiere that sees its cards."""

from pathlib import Path
from typing import Any

from chutier.catalog import Catalog
from chutier.organise import clips_of
from chutier.show import find_show, load_show
from chutier_premiere.seen import imported_path


def footage_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Every file of the show's catalogue, as the double wants it."""
    show = load_show(find_show(folder))
    with Catalog.open(show.catalog_url) as catalogue:
        clips = clips_of(show, catalogue)
    return {
        imported_path(one.media.path): {
            "frames": one.media.time.frames if one.media.time else 100,
            "rate": str(one.media.time.rate) if one.media.time else "24",
            "audio": one.media.audio_tracks, "picture": one.media.picture,
        }
        for one in clips
        if one.media is not None
    }  # fmt: skip
