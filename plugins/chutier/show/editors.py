"""The JSON Schema of show files and templates, for completion and help in text editors. Derived from the table."""

from chutier.i18n import current_language
from chutier.show.kinds import Either, Free, Key, ListOf, MapOf, Ref, Scalar, Table, Type
from chutier.show.scalars import COLORS
from chutier.show.schema import SHOW, TABLES

_PATTERNS = {
    "timecode": r"^\d\d:[0-5]\d:[0-5]\d[:;.,]\d{2,3}$",
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "raster": r"^[1-9]\d{1,4}\s*[x×X*]\s*[1-9]\d{1,4}$",
}


def json_schema() -> dict[str, object]:
    """A JSON Schema (draft 2020-12) that every show file and template fits; descriptions in the current language."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Chutier",
        **_of(SHOW),
        "$defs": {name: _of(table) for name, table in TABLES.items()},
    }


def _of(type_: Type) -> dict[str, object]:
    match type_:
        case Scalar():
            return _scalar(type_)
        case Ref():
            return {"$ref": f"#/$defs/{type_.name}"}
        case ListOf():
            return {"type": "array", "items": _of(type_.item)}
        case Either():
            return {"anyOf": [_of(type_.items), _of(type_.keys)]}
        case MapOf() if type_.names:
            return {
                "type": "object",
                "properties": {name: _or_nothing(type_.value) for name in type_.names},
                "additionalProperties": False,
            }
        case MapOf():
            return {"type": "object", "additionalProperties": _or_nothing(type_.value)}
        case Table():
            return _table(type_)
        case Free():
            return {}


def _scalar(type_: Scalar) -> dict[str, object]:
    if type_.choices == ("1",):
        return {"const": 1}
    if type_.kind == "choice":
        return {"enum": list(type_.choices)}
    if type_.kind == "color":
        return {"enum": list(COLORS)}
    if type_.kind in _PATTERNS:
        return {"type": "string", "pattern": _PATTERNS[type_.kind]}
    kinds = {"whole": "integer", "flag": "boolean", "rate": ["number", "string"], "text": ["string", "number"]}
    return {"type": kinds.get(type_.kind, "string")}


def _or_nothing(type_: Type) -> dict[str, object]:
    """An empty value takes away what is inherited, so it is right wherever a key may be left out."""
    inner = _of(type_)
    return {"anyOf": [inner, {"type": "null"}]} if inner else {}


def _table(table: Table) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "object",
        "properties": {key.name: _key(key) for key in table.keys},
        "additionalProperties": False,
    }
    required = [key.name for key in table.keys if key.required]
    return {**made, "required": required} if required else made


def _key(key: Key) -> dict[str, object]:
    doc = key.french if current_language() == "fr" else key.english
    return {"description": doc, **(_of(key.type) if key.required else _or_nothing(key.type))}
