"""Finding clips by words: `forêt` for `foret`, `12bis cerclée`, `J03 cuisine`.

Words are folded by one function when they are stored and when they are asked for, and compared by LIKE, so that SQLite
and PostgreSQL answer alike, and so that nothing which a person types is anything but words.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, and_, delete, select

from chutier.blueprint import Blueprint
from chutier.catalog import tables
from chutier.catalog.items import clips
from chutier.catalog.store import Catalog
from chutier.fields import FieldValue
from chutier.model import Clip, ClipId, Kind, Scene
from chutier.slate import SlateRules, format_slate, slate_of

LONG_ENOUGH = 4
"""Letters from which on the beginning of a word finds it: `cuis` finds `cuisine`, but `12` never `12bis`."""

_FLAGS = {
    "circled": "cerclée circled print",
    "mos": "muet muette mos",
    "wild": "son seul wild track",
}
_KINDS = {
    Kind.PICTURE: "picture image",
    Kind.SOUND: "sound son",
    Kind.WILD: "wild track son seul",
    Kind.MOS: "mos muet muette",
    Kind.SYNC: "sync synchro",
    Kind.GROUP: "group groupe multicam",
    Kind.STILL: "still photo",
}
_ISSUES = {
    "duplicate": "doublon", "gone": "disparu", "no picture": "sans image", "no slate": "sans clap",
    "no sound": "sans son", "slate": "clap refusé", "unreadable": "illisible",
}  # fmt: skip
_UNSEARCHED = frozenset({"kind", "start", "rate", "day", "take", "setup", "slate", "date"})
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_TOKEN = re.compile(r"[^\W_]+")
_APART = " | "


def fold(text: str) -> str:
    """`text` in small letters without accents: Forêt, FORÊT and forêt in two pieces are all `foret`."""
    if text.isascii():
        return text.lower()
    small = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", small).casefold()
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of `text`; a picture character (an emoji) is a word of its own."""
    if text.isascii():
        return _TOKEN.findall(text.lower())
    marked = "".join(f" {c} " if unicodedata.category(c) == "So" else c for c in fold(text))
    return [
        word for piece in marked.split()
        for word in (_TOKEN.findall(piece) or ([piece] if unicodedata.category(piece[0]) == "So" else []))
    ]  # fmt: skip


def find(catalog: Catalog, text: str, blueprint: Blueprint | None = None, scenes: Sequence[Scene] = ()) -> list[ClipId]:
    """The clips in which every word of `text` is found, in the order of `clips`.

    Accents and case do not count. Words of four letters or more find what begins like them, shorter ones and numbers
    only themselves. What is written together (`12bis/3-2`) is found together. A recording is left out when the `sync`
    clip that it is in is found.

    With `blueprint` the index is first made anew if anything has changed since; without, it answers as it stands.
    """
    if blueprint is not None:
        _refresh(catalog, blueprint, scenes)
    phrases = [found for found in (words(piece) for piece in text.split()) if found]
    if not phrases:
        return []
    c = tables.search.c
    tests = and_(*(c.words.contains(_pattern(phrase), autoescape=True) for phrase in phrases))
    with catalog.reading() as connection:
        rows = connection.execute(select(c.clip, c.parts).where(tests).order_by(c.rank)).all()
    inside = {part for row in rows if row.clip.startswith("s") for part in row.parts.split()}
    return [row.clip for row in rows if row.clip not in inside]


def _pattern(phrase: Sequence[str]) -> str:
    letters = sum(c.isalpha() for c in phrase[-1])
    return " " + " ".join(phrase) + ("" if letters >= LONG_ENOUGH else " ")


def reindex(catalog: Catalog, blueprint: Blueprint, scenes: Sequence[Scene] = ()) -> None:
    """Make the search index anew."""
    with catalog.reading() as connection:
        stamp = _stamp(connection, blueprint, scenes)
    rows = [
        {"clip": clip.id, "rank": rank, "parts": " ".join(clip.parts), "words": document(clip, blueprint.slate)}
        for rank, clip in enumerate(clips(catalog, blueprint, scenes))
    ]
    with catalog.writing(counts=False) as connection:
        connection.execute(delete(tables.search))
        if rows:
            connection.execute(tables.search.insert(), rows)
        connection.execute(delete(tables.state).where(tables.state.c.key == "indexed"))
        connection.execute(tables.state.insert(), [{"key": "indexed", "value": stamp}])


def indexed(catalog: Catalog) -> bool:
    """Whether the index has seen the last change; with which scene list is not asked."""
    c = tables.state.c
    with catalog.reading() as connection:
        stamp = connection.scalar(select(c.value).where(c.key == "indexed"))
        return str(stamp).partition(":")[0] == connection.scalar(select(c.value).where(c.key == "changes"))


def _refresh(catalog: Catalog, blueprint: Blueprint, scenes: Sequence[Scene]) -> None:
    with catalog.reading() as connection:
        query = select(tables.state.c.value).where(tables.state.c.key == "indexed")
        fresh = connection.scalar(query) == _stamp(connection, blueprint, scenes)
    if not fresh:
        reindex(catalog, blueprint, scenes)


def _stamp(connection: Connection, blueprint: Blueprint, scenes: Sequence[Scene]) -> str:
    """Changes whenever the documents might: by a write, by another scene list, by other rules of the show."""
    changes = connection.scalar(select(tables.state.c.value).where(tables.state.c.key == "changes"))
    rules = repr((blueprint.slate, blueprint.precedence, blueprint.names["clip"].text, tuple(scenes)))
    return f"{changes}:{hashlib.blake2b(rules.encode('utf-8', 'backslashreplace'), digest_size=8).hexdigest()}"


def document(clip: Clip, rules: SlateRules) -> str:
    """The words by which `clip` is found, folded, with a space before and after each."""
    return " " + _APART.join(" ".join(found) for found in map(words, _texts(clip, rules)) if found) + " "


def _texts(clip: Clip, rules: SlateRules) -> Iterator[str]:
    fields = clip.fields
    for name, value in fields.items():
        if name not in _UNSEARCHED:
            yield from _as_texts(value)
    yield _KINDS[clip.kind]
    issues = fields.get("issues", ())
    if isinstance(issues, tuple) and issues:
        yield from ("à vérifier to check", *(_ISSUES.get(name, "") for name in issues))
    yield from (text for name, text in _FLAGS.items() if fields.get(name) is True)
    day = fields.get("day")
    if isinstance(day, int):
        yield from (f"J{day:02} D{day:02} J{day} D{day}", f"jour {day}", f"day {day}")
    if "date" in fields:
        yield str(fields["date"])
    slate = slate_of(fields, rules)
    if slate is not None:
        for one in (slate, replace(slate, cameras=(), tags=())):
            yield format_slate(one, "paper")
            yield format_slate(one, "name")


def _as_texts(value: FieldValue) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from value
    elif not isinstance(value, bool):
        yield str(value)
