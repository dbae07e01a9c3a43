"""What two who speak of one take agree on."""

from collections.abc import Mapping

from chutier.catalog.merge import folded_text
from chutier.fields import FieldValue
from chutier.slate.value import WILD

Key = tuple[object, ...]
"""Episode, setup, scene, slate number, take, and whether it is wild."""


def slate_key(said: Mapping[str, FieldValue]) -> Key | None:
    """What two who speak of one take agree on; None while the take is not said. Marks other than wild do not count."""
    if "take" not in said or ("scene" not in said and "slate" not in said):
        return None
    scene = "" if "slate" in said else folded_text(str(said.get("scene", "")))
    texts = [folded_text(str(said.get(name, ""))) for name in ("ep", "setup")]
    return (*texts, scene, said.get("slate"), said["take"], is_wild(said))


def is_wild(said: Mapping[str, FieldValue]) -> bool:
    """Whether it speaks of a sound that never had a picture."""
    return said.get("wild") is True or not slate_tags(said).isdisjoint(tag.casefold() for tag in WILD)


def slate_tags(said: Mapping[str, FieldValue]) -> frozenset[str]:
    """The marks of a slate, folded; MOS is a camera's own matter."""
    value = said.get("tags", ())
    return frozenset(map(folded_text, value)) - {"mos"} if isinstance(value, tuple) else frozenset()
