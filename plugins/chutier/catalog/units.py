"""Two units shoot at the same hours: their sounds and pictures run together on the clock, and are not one take.

    main unit    picture A032C010 16/2-2  ──ran with──  sound S002T010 16/2-2      agree
                                          ──ran with──  sound S102T004 117/1-1     another unit's
    second unit  picture C019C003 117/1-1 ──ran with──  sound S102T004 117/1-1     agree

A link between slates that differ is parted only where one of the two has a partner with which it agrees, or where the
sound is a wild track: a slate that somebody got wrong must stay where one sees it.
"""

from sqlalchemy import bindparam, update

from chutier.blueprint import Blueprint
from chutier.catalog import tables
from chutier.catalog.load import PARTED, recordings
from chutier.catalog.merge import SlateReader, merge
from chutier.catalog.slate_keys import Key, slate_key
from chutier.catalog.store import Catalog
from chutier.model import ClipId

BY_TIMECODE = "tc"


def part_units(catalog: Catalog, blueprint: Blueprint) -> int:
    """Part what other units recorded, and join again what a person has since said is one take. Gives the number of
    links that are parted now."""
    found, links = recordings(catalog, every_link=True)
    reader = SlateReader(blueprint.slate)
    linked = {clip for link in links for clip in (link.picture, link.sound)}
    keys: dict[ClipId, Key | None] = {
        one.id: slate_key(merge(reader.spelt_out(one.said).said, blueprint.precedence).fields)
        for one in found
        if one.id in linked
    }
    ours = [link for link in links if link.method in (BY_TIMECODE, PARTED)]
    agree = {link for link in ours if keys.get(link.picture) and keys[link.picture] == keys.get(link.sound)}
    settled = {clip for link in agree for clip in (link.picture, link.sound)}
    changes = []
    parted = 0
    for link in ours:
        picture, sound = keys.get(link.picture), keys.get(link.sound)
        differ = bool(picture and sound) and link not in agree
        strange = picture is not None and sound is not None and sound[-1] is True and picture[:-1] != sound[:-1]
        apart = differ and (strange or link.picture in settled or link.sound in settled)
        parted += apart
        if apart != (link.method == PARTED):
            changes.append({"one": link.picture, "other": link.sound, "becomes": PARTED if apart else BY_TIMECODE})
    if changes:
        c = tables.links.c
        statement = update(tables.links).where(c.picture == bindparam("one"), c.sound == bindparam("other"))
        with catalog.writing() as connection:
            connection.execute(statement.values(method=bindparam("becomes")), changes)
    return parted
