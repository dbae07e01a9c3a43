"""Slates under three declared systems: parsed, written, sorted. Which system holds is the show's word, never a guess.

`101-12-3` is episode 101, scene 12, take 3 under `us`, and séquence 101, plan 12, prise 3 under `fr`.
"""

from chutier.slate.fieldset import fields_of, slate_of
from chutier.slate.order import scene_key, slate_key, sortable, split_label
from chutier.slate.parse import parse_slate
from chutier.slate.value import SYSTEMS, TAGS, Slate, SlateRules
from chutier.slate.write import format_slate

__all__ = [
    "SYSTEMS",
    "TAGS",
    "Slate",
    "SlateRules",
    "fields_of",
    "format_slate",
    "parse_slate",
    "scene_key",
    "slate_key",
    "slate_of",
    "sortable",
    "split_label",
]
