"""The catalogue's tables as SQLAlchemy sees them. What makes and changes them in a database is `migrations`.

    rolls ──< files >── clips ──< said
                          ├──< links (picture, sound), heard (picture, sound)
    papers ──< notes ──< note_clips >──┘
    applied, accepted, search, state stand alone

Names from disk are held as bytes: a file name need not be text (a byte that is no UTF-8 comes back as the same byte).
Everything else is text, whole numbers and JSON in ASCII, which SQLite and PostgreSQL hold alike.
"""

import os
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import BigInteger, TypeDecorator

METADATA = MetaData()
SCHEMA_TABLE = "chutier_schema"


class OnDisk(TypeDecorator[str]):
    """A path or a name exactly as the disk has it, stored as its bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """The bytes that the disk knows `value` by."""
        return (
            None if value is None else value.encode("utf-8", "surrogateescape" if os.name != "nt" else "surrogatepass")
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """The name as Python has it, undecodable bytes as lone surrogates."""
        return None if value is None else bytes(value).decode("utf-8", "surrogateescape")


rolls = Table(
    "rolls",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("place", Text, unique=True),
    Column("path", OnDisk, nullable=False),
    Column("name", OnDisk, nullable=False),
    Column("kind", Text, nullable=False),
    Column("camera", OnDisk, nullable=False),
    Column("day", Integer),
    Column("day_origin", Text, nullable=False),
    Column("date", Text),
    Column("date_origin", Text, nullable=False),
    Column("settled", Integer, nullable=False),
)
"""A card or sound roll. `place` is the key of its folder, NULL once another roll has taken that folder (a card reader's
mount point). `settled` is 0 from the first file read until its name, day and links are made: an ingest that was cut
short is seen and finished by the next one."""

clips = Table(
    "clips",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
)

files = Table(
    "files",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("path", OnDisk, nullable=False),
    Column("roll", Text, nullable=False),
    Column("clip", Text),
    Column("member", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("info", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("start", Text),
    Column("length", Text),
    Column("clock", Text),
    Column("recorder", Text, nullable=False),
    Index("files_roll", "roll"),
    Index("files_clip", "clip"),
)
"""`key` is a digest of the path, `member` tells the files of one recording (see `recordings`). `start`, `length` and
`clock` are exact fractions of seconds as text: when the recording starts on the day's clock, how long it runs, and
after how much real time that clock comes round."""

said = Table(
    "said",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("clip", Text, nullable=False),
    Column("file", Text),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("at", Text),
    Index("said_clip", "clip"),
    Index("said_file", "file"),
)
"""Who says what of a clip. `file` is the key of the file that says so, NULL when people or their papers do."""

links = Table(
    "links",
    METADATA,
    Column("picture", Text, primary_key=True),
    Column("sound", Text, primary_key=True),
    Column("overlap", Text, nullable=False),
    Column("offset", Text, nullable=False),
    Column("method", Text, nullable=False),
)
"""Picture and sound of one take. `offset`: seconds from the picture's first frame to the sound's first sample, an exact
fraction, negative when the sound ran first."""

papers = Table(
    "papers",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("path", OnDisk, nullable=False),
    Column("kind", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("day", Integer),
    Column("date", Text),
    Column("encoding", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("read_at", Text, nullable=False),
)
"""A set report. Its words stand in `said` under the file `paper:` and its id."""

notes = Table(
    "notes",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("paper", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("content", Text, nullable=False),
)

note_clips = Table(
    "note_clips",
    METADATA,
    Column("note", Text, primary_key=True),
    Column("clip", Text, primary_key=True),
)
"""Of which recordings a line of a paper speaks."""

accepted = Table(
    "accepted",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Issues that somebody has looked at and lets stand."""

heard = Table(
    "heard",
    METADATA,
    Column("picture", Text, primary_key=True),
    Column("sound", Text, primary_key=True),
    Column("offset", Text, nullable=False),
    Column("error", Text),
    Column("sure", Integer, nullable=False),
)
"""What listening told of a link: by how many seconds (an exact fraction) the sound must move later to fit the guide
track, for the `offset` that the link had then."""

applied = Table(
    "applied",
    METADATA,
    Column("nle", Text, primary_key=True),
    Column("tree", Text, nullable=False),
    Column("at", Text, nullable=False),
)

search = Table(
    "search",
    METADATA,
    Column("clip", Text, primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("parts", Text, nullable=False),
    Column("words", Text, nullable=False),
)

state = Table(
    "state",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""`changes` counts the writes; `indexed` says which of them `search` has seen."""
