"""Headings of a scene list, French and English, however they are spelt."""

import unicodedata
from collections.abc import Sequence

_MEANINGS: dict[str, tuple[str, ...]] = {
    "scene": (
        "sequence", "sequences", "seq", "scene", "scenes", "sc", "scn", "nsequence", "nseq", "noseq", "nosequence",
        "numseq", "numsequence", "numerosequence", "numerodesequence", "ndesequence", "seqn", "seqno", "sequencen",
        "sequenceno", "scenen", "sceneno", "scenenumber", "scenenum", "nscene", "noscene", "numscene", "numeroscene",
        "n", "no", "nr", "num", "numero", "number",
    ),
    "ep": ("episode", "episodes", "ep", "epi", "nepisode", "noepisode", "episoden", "episodeno", "episodenumber"),
    "decor": ("decor", "decors", "set", "sets", "setname", "lieu", "location"),
    "effect": ("effet", "effets", "daynight", "dn", "jn", "journuit", "effetjn", "moment", "timeofday", "tod"),
    "int_ext": ("ie", "intext", "interieurexterieur", "interiorexterior", "intouext", "intorext"),
    "slug": (
        "resume", "synopsis", "intitule", "slugline", "slug", "sceneheading", "heading", "titre", "title", "summary",
        "description", "action",
    ),
    "status": ("statut", "status", "etat", "state"),
    "characters": ("personnages", "personnage", "characters", "character", "cast", "roles", "role", "distribution"),
}  # fmt: skip
"""Field of a scene, and the headings that mean it, the surest first: with both Séquence and N°, Séquence holds."""


def columns(headings: Sequence[str]) -> dict[str, int]:
    """Which column holds which field of a scene; those not recognised are left out."""
    spelt = [plain_heading(heading) for heading in headings]
    return {
        field: min((spelt.index(word) for word in words if word in spelt), key=lambda at: words.index(spelt[at]))
        for field, words in _MEANINGS.items()
        if any(word in spelt for word in words)
    }


def plain_heading(text: str) -> str:
    """Small letters only: `N° Séq.` is `nseq`, `I/E` is `ie`, `#` is `n`."""
    apart = unicodedata.normalize("NFKD", text.replace("#", "n")).casefold()
    return "".join(character for character in apart if "a" <= character <= "z")
