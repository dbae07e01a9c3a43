"""Reaching the database: SQLite in a file, PostgreSQL by URL, and what their refusals mean to a person."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from chutier.errors import CatalogError, ChutierError, MissingExtra
from chutier.i18n import _

BUSY_SECONDS = 20
"""How long SQLite waits for another program that is writing."""

_WRITERS_LOCK = 0x6368_7574
"""PostgreSQL advisory lock: one writer at a time, as in SQLite; two ingests never wait for each other in a ring."""


def url_of(where: str | Path) -> URL:
    """The database that `where` means: a URL, or the path of an SQLite file."""
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise CatalogError(
            _("{url} is not the address of a database").format(url=where.rpartition("@")[2]),
            hint=_("write postgresql://user@host/database, or the path of a file"),
        ) from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise CatalogError(
            _("{url} is neither SQLite nor PostgreSQL").format(url=url.render_as_string(hide_password=True)),
            hint=_("write postgresql://user@host/database, or the path of a file"),
        )
    return url


def engine_of(url: URL) -> Engine:
    """An engine for `url`, set up so that a transaction is what it says and a reader never blocks a writer."""
    if url.get_backend_name() == "postgresql":
        if find_spec("psycopg") is None:
            raise MissingExtra(
                _("a PostgreSQL catalogue needs a package that is not installed"),
                hint=_("run: pip install 'chutier[postgres]'"),
            )
        engine = create_engine(url, connect_args={"connect_timeout": 10})
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _connect_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(connection: Any, record: object) -> None:
    """The driver's own idea of transactions is switched off: it would commit in the middle of ours."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer says so at once: to begin reading and then write can fail however long one waits."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")


def use_wal(engine: Engine) -> None:
    """Readers beside a writer. Kept by the file itself; a disk that cannot (a network share) stays as it was."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL").fetchall()
    finally:
        connection.close()


@contextmanager
def plainly(url: URL) -> Iterator[None]:
    """Turns what a database throws into a CatalogError that says what to do."""
    try:
        yield
    except ChutierError as error:
        error.path = error.path or (_where(url) if isinstance(error, CatalogError) else "")
        raise
    except (SQLAlchemyError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        message, hint = _meaning(str(original), url)
        raise CatalogError(message, hint=hint, path=_where(url)) from error


def _where(url: URL) -> str:
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _meaning(said: str, url: URL) -> tuple[str, str]:
    """The sentence and the way out for what the database said."""
    low = said.lower()
    if "locked" in low or "busy" in low:
        return _("the catalogue is in use by another program"), _("wait until it is done, then run the command again")
    if "readonly" in low or "read-only" in low:
        return _("the catalogue cannot be written to"), _("check the rights on the file and on its folder")
    if "not a database" in low or "malformed" in low:
        return _("this file is damaged, or is not a catalogue"), _(
            "put back a copy of it (there may be one beside it), or move it away and ingest the cards again"
        )
    if "full" in low or "no space" in low:
        return _("the disk is full"), _("make room, then run the command again: what was read so far is kept")
    if "unable to open" in low:
        return _("the catalogue cannot be opened"), _("check that its folder exists and that you may write there")
    if url.get_backend_name() == "postgresql" and ("connect" in low or "authentication" in low):
        why = said.strip().splitlines()[0]
        return _("the catalogue's server does not let us in: {why}").format(why=why), _(
            "check the address, the password and the name of the database, and that the server runs"
        )
    return _("the catalogue refused: {why}").format(why=said.strip().splitlines()[0] if said.strip() else said), ""
