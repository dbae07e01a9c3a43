"""What belongs to what, found anew only when something has changed since the last time."""

import hashlib

from sqlalchemy import Connection, select

from chutier.blueprint import Blueprint
from chutier.catalog import tables
from chutier.catalog.note_links import link_notes
from chutier.catalog.store import Catalog
from chutier.catalog.units import part_units

_KEY = "settled"


def settle_links(catalog: Catalog, blueprint: Blueprint) -> bool:
    """Find of which takes the papers speak, and part what two units recorded. False when nothing has changed since it
    was done last: no write, no other rules of the show."""
    with catalog.reading() as connection:
        if _value(connection, _KEY) == _stamp(connection, blueprint):
            return False
    link_notes(catalog, blueprint)
    part_units(catalog, blueprint)
    with catalog.writing(counts=False) as connection:
        insert = catalog.insert(tables.state).values(key=_KEY, value=_stamp(connection, blueprint))
        connection.execute(
            insert.on_conflict_do_update(index_elements=["key"], set_={"value": insert.excluded["value"]})
        )
    return True


def _value(connection: Connection, key: str) -> str | None:
    value = connection.scalar(select(tables.state.c.value).where(tables.state.c.key == key))
    return None if value is None else str(value)


def _stamp(connection: Connection, blueprint: Blueprint) -> str:
    rules = repr((blueprint.slate, blueprint.precedence)).encode("utf-8", "backslashreplace")
    return f"{_value(connection, 'changes')}:{hashlib.blake2b(rules, digest_size=8).hexdigest()}"
