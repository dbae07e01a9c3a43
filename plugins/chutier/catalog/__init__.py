"""The catalogue: it knows every clip, sound take and note of a show, who said what, and what belongs together."""

from chutier.catalog.ingest import IngestResult, ingest
from chutier.catalog.items import clips
from chutier.catalog.links import link_takes
from chutier.catalog.search import find, reindex
from chutier.catalog.store import Catalog
from chutier.catalog.words import fitted, get, provenance, say, set_value

__all__ = [
    "Catalog",
    "IngestResult",
    "clips",
    "find",
    "fitted",
    "get",
    "ingest",
    "link_takes",
    "provenance",
    "reindex",
    "say",
    "set_value",
]
