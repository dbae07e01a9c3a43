"""A generated shooting day, real enough to open in any player, with the traps of a real one; and large catalogues."""

from chutier.demo.day import DemoDay, finish, make_day
from chutier.demo.scale import make_catalogue_clips
from chutier.demo.truth import Trap, TruthClip

__all__ = ["DemoDay", "Trap", "TruthClip", "finish", "make_catalogue_clips", "make_day"]
