"""The demo day's show with a Resolve that sees its cards."""

from pathlib import Path
from typing import Any

from chutier.catalog import Catalog
from chutier.organise import clips_of
from chutier.show import find_show, load_show
from chutier_resolve.lines import rate_text
from hosts.resolve import FakeResolve, VirtualFile
from resolve.bench import virtual


def resolve_of(folder: Path, **how: Any) -> FakeResolve:
    """A Resolve at the show's rate, with every file of its catalogue on its discs."""
    show = load_show(find_show(folder))
    with Catalog.open(show.catalog_url) as catalogue:
        clips = clips_of(show, catalogue)
    files = {
        one.media.path: virtual(one.media) if one.media.time else VirtualFile(picture=one.media.picture, frames=100)
        for one in clips
        if one.media is not None
    }
    rate = show.blueprint.production.rate
    assert rate is not None
    return FakeResolve(**{"files": files, "rate": rate_text(rate), "project": "LA NUIT", **how})
