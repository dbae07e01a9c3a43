"""What every adapter of a running program needs: its journal, what was handed to a person, which files are one.

from chutier.live import Handed, Journal, same_path
"""

from chutier.live.changes import Change, sha_of
from chutier.live.checklist import checklist
from chutier.live.findings import Finding
from chutier.live.handed import Handed
from chutier.live.journal import FOLDER, Entry, Journal
from chutier.live.paths import NUMBERED, same_path
from chutier.live.proxies import ProxyLink, links_of
from chutier.live.undone import Undone, ours_after

__all__ = [
    "FOLDER", "NUMBERED", "Change", "Entry", "Finding", "Handed", "Journal", "ProxyLink", "Undone", "checklist",
    "links_of", "ours_after", "same_path", "sha_of",
]  # fmt: skip
