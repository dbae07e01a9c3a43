"""The catalogue: it knows every clip, sound take and note of a show, who said what, and what belongs together."""

from chutier.catalog.ingest import IngestResult, ingest
from chutier.catalog.items import clips
from chutier.catalog.links import link_takes
from chutier.catalog.note_links import link_notes
from chutier.catalog.papers import KeptNote, KeptPaper, forget_paper, notes, papers
from chutier.catalog.search import find, reindex
from chutier.catalog.settling import settle_links
from chutier.catalog.store import Catalog
from chutier.catalog.units import part_units
from chutier.catalog.words import fitted, get, provenance, say, set_value

__all__ = [
    "Catalog",
    "IngestResult",
    "KeptNote",
    "KeptPaper",
    "clips",
    "find",
    "fitted",
    "forget_paper",
    "get",
    "ingest",
    "link_notes",
    "link_takes",
    "notes",
    "papers",
    "part_units",
    "provenance",
    "reindex",
    "say",
    "set_value",
    "settle_links",
]
