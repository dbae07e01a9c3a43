"""From the catalogue to the editing project: gather the clips, make a plan for a program, perform it, remember it."""

from chutier.organise.gather import clips_of, scenes_of
from chutier.organise.programs import connect, programs
from chutier.organise.reading import read_in
from chutier.organise.work import Bench, Built

__all__ = ["Bench", "Built", "clips_of", "connect", "programs", "read_in", "scenes_of"]
