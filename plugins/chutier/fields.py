"""The editorial fields of a clip, one closed table: the names that rules, expressions, columns and notes share.

Names are English; each has the aliases that a French show file uses. A token in a naming rule is a field or a context
token (`CONTEXT`), which a bin, a sequence or a show brings along (day, version, stage …).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FieldValue = str | int | bool | date | tuple[str, ...]


class FieldType(StrEnum):
    """How a field's value is held: text, int, flag (bool), date, or names (a tuple of str)."""

    TEXT = "text"
    INT = "int"
    FLAG = "flag"
    DATE = "date"
    NAMES = "names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `identity` fields are never cut when a name is fitted to a program's limits."""

    name: str
    type: FieldType = FieldType.TEXT
    aliases: tuple[str, ...] = ()
    identity: bool = False
    english: str
    french: str


def _f(
    name: str, english: str, french: str, *aliases: str, type: FieldType = FieldType.TEXT, identity: bool = False
) -> Field:
    return Field(name=name, english=english, french=french, aliases=aliases, type=type, identity=identity)


CLIP_FIELDS: tuple[Field, ...] = (
    _f("name", "source name", "nom d'origine", "nom"),
    _f("kind", "kind", "nature"),
    _f("ep", "episode", "épisode", "episode", identity=True),
    _f("scene", "scene", "séquence", "seq", "sequence", identity=True),
    _f("setup", "setup", "plan", "plan", identity=True),
    _f("slate", "slate", "clap", "clap", type=FieldType.INT, identity=True),
    _f("take", "take", "prise", "prise", type=FieldType.INT, identity=True),
    _f("tags", "tags", "mentions", type=FieldType.NAMES, identity=True),
    _f("cam", "camera", "caméra", "camera", identity=True),
    _f("cams", "cameras", "caméras", "cameras", type=FieldType.NAMES, identity=True),
    _f("day", "day number", "jour", "jour", type=FieldType.INT, identity=True),
    _f("date", "shooting date", "date de tournage", type=FieldType.DATE, identity=True),
    _f("unit", "unit", "équipe", "equipe", identity=True),
    _f("roll", "roll", "bobine", "bobine_rushes", identity=True),
    _f("cam_roll", "camera roll", "carte caméra", "carte"),
    _f("sound_roll", "sound roll", "bobine son", "bobine_son"),
    _f("circled", "circled", "cerclée", "cerclee", type=FieldType.FLAG),
    _f("status", "status", "avis"),
    _f("mos", "MOS", "muet", "muet", type=FieldType.FLAG),
    _f("wild", "wild track", "son seul", "son_seul", type=FieldType.FLAG),
    _f("shot_size", "shot size", "valeur de plan", "valeur"),
    _f("description", "description", "description"),
    _f("comments", "comments", "commentaires", "commentaires"),
    _f("decor", "set", "décor", "set"),
    _f("slug", "slug line", "intitulé", "intitule"),
    _f("int_ext", "INT/EXT", "INT/EXT"),
    _f("effect", "day/night", "effet", "effet"),
    _f("location", "location", "lieu", "lieu"),
    _f("character", "character", "personnage", "personnage", identity=True),
    _f("characters", "characters", "personnages", "personnages", type=FieldType.NAMES),
    _f("interview", "interviewee", "entretien", "entretien", identity=True),
    _f("roles", "roles", "rôles", "fonctions", type=FieldType.NAMES),
    _f("lens", "lens", "focale", "focale"),
    _f("tracks", "sound tracks", "pistes son", "pistes", type=FieldType.NAMES),
    _f("start", "start timecode", "timecode de début", "debut"),
    _f("rate", "frame rate", "cadence", "cadence"),
    _f("issues", "issues", "anomalies", "anomalies", type=FieldType.NAMES),
)

CONTEXT_FIELDS: tuple[Field, ...] = (
    _f("code", "production code", "code de la production", identity=True),
    _f("title", "production title", "titre", "titre"),
    _f("season", "season", "saison", "saison", type=FieldType.INT, identity=True),
    _f("stage", "stage of the cut", "étape", "etape", identity=True),
    _f("version", "version", "version", type=FieldType.INT, identity=True),
    _f("reel", "reel", "bobine de film", type=FieldType.INT, identity=True),
    _f("act", "act", "acte", "acte", type=FieldType.INT, identity=True),
    _f("initials", "initials", "initiales", "initiales"),
    _f("dept", "department", "service", "service", identity=True),
    _f("n", "number", "numéro", "numero", type=FieldType.INT, identity=True),
    _f("client", "client", "client"),
    _f("agency", "agency", "agence", "agence"),
    _f("product", "product", "produit", "produit"),
    _f("spot", "spot", "film", "film", identity=True),
    _f("length", "length in seconds", "durée en secondes", "duree", type=FieldType.INT, identity=True),
    _f("ratio", "aspect ratio", "format d'image", "format", identity=True),
    _f("language", "language", "langue", "langue", identity=True),
)

FIELDS: dict[str, Field] = {field.name: field for field in CLIP_FIELDS + CONTEXT_FIELDS}
ALIASES: dict[str, str] = {alias: field.name for field in CLIP_FIELDS + CONTEXT_FIELDS for alias in field.aliases}


def canonical(name: str) -> str | None:
    """The field that `name` (canonical or alias) means, or None."""
    return name if name in FIELDS else ALIASES.get(name)
