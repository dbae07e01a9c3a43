"""Reading media: what a file is (`probe`), what a card holds (`scan`), what a clip's name says (`read_name`)."""

from chutier.media.families import ClipName, family_of_tree, read_name
from chutier.media.probe import probe
from chutier.media.scan import scan

__all__ = ["ClipName", "family_of_tree", "probe", "read_name", "scan"]
