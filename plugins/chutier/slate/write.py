"""From what a slate says to how it is written."""

from typing import Literal

from chutier.slate import fr, uk, us
from chutier.slate.value import WILD, Slate

_BODIES = {"us": us.body, "uk": uk.body, "fr": fr.body}


def format_slate(slate: Slate, style: Literal["name", "paper"] = "name") -> str:
    """`name` is safe in file and bin names (`12bis-3-02 B`), `paper` is how the crew writes it (`12bis/3-2 B`).

    Both parse back to the same slate under the same rules: where an episode could be taken for a scene it is marked
    (`EP101-12A`), and a camera for a setup (`12 CAM B`).
    """
    pieces = [_BODIES[slate.system](slate, paper=style == "paper")]
    tags = list(slate.tags)
    if slate.wild:
        first = next(tag for tag in tags if tag in WILD)
        tags.remove(first)
        pieces.append(first if slate.take is None else f"{first}{slate.take}")
    pieces += tags
    if slate.cameras:
        pieces.append(("CAM " if slate.take is None else "") + ",".join(slate.cameras))
    return _episode(slate) + " ".join(piece for piece in pieces if piece)


def _episode(slate: Slate) -> str:
    """Bare where three digits cannot be anything else, marked elsewhere."""
    if not slate.ep:
        return ""
    full = slate.take is not None and bool(slate.setup if slate.system == "fr" else slate.scene or slate.slate)
    bare = full and len(slate.ep) in (3, 4) and not (slate.system == "uk" and slate.slate is None)
    return f"{slate.ep}-" if bare else f"EP{slate.ep}-"
