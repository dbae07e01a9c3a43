"""A generated shooting day, real enough to open in any player, with the traps of a real one; and large catalogues."""

from chutier.demo.day import DemoDay, Trap, make_day
from chutier.demo.scale import make_catalogue_clips

__all__ = ["DemoDay", "Trap", "make_catalogue_clips", "make_day"]
