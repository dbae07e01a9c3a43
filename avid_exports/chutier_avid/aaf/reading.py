"""An AAF as the bin that Media Composer would show after its import."""

from pathlib import Path

from chutier_avid.aaf.views import read_views
from chutier_avid.bins.content import BinContent
from chutier_avid.bins.lines import bin_of


def read_bin(path: Path | str) -> BinContent:
    """The lines of the bin. Raises MediaError as `read_views` does."""
    return bin_of(read_views(path))
