"""The catalogue as one opens it: a database that is there, of the right version, read and written in transactions."""

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Table, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL

from chutier.catalog import migrations, tables
from chutier.catalog.engine import engine_of, plainly, url_of, use_wal
from chutier.catalog.values import storable
from chutier.errors import CatalogError
from chutier.i18n import _


class Catalog:
    """Every clip, sound take and note of one show.

    Open it by `Catalog.open` and close it, or use it in a `with`. Threads may share it; so may processes.
    """

    def __init__(self, url: URL, engine: Engine) -> None:
        self.url = url
        self.engine = engine

    @classmethod
    def open(cls, url: str | Path, *, create: bool = True) -> Self:
        """The catalogue at `url`: a path (SQLite), `sqlite:///…` or `postgresql://…`.

        An older catalogue is brought up to date, an SQLite one after a copy was put beside it. Raises CatalogError when
        there is none and `create` is false, when it is newer than this program, damaged, locked or out of reach, and
        MissingExtra when PostgreSQL's driver is not installed.
        """
        address = url_of(url)
        file = Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None
        if file is not None and not file.exists():
            if not create:
                raise CatalogError(
                    _("there is no catalogue here"),
                    path=str(file),
                    hint=_("run: chutier ingest CARDS… SOUND_ROLLS…"),
                )
            _make_folder(file.parent)
            cls._make_new(file)
        catalog = cls(address, engine_of(address))
        try:
            catalog._bring_up_to_date(file, create=create)
        except BaseException:
            catalog.close()
            raise
        return catalog

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the catalogue."""
        with plainly(self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, counts: bool = True) -> Iterator[Connection]:
        """One transaction: all of it, or, on any error or Ctrl-C, nothing. `counts`: search must look again."""
        with plainly(self.url), self.engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection
            if counts:
                bumped = text("UPDATE state SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'changes'")
                connection.execute(bumped)

    def insert(self, table: Table) -> Any:
        """An INSERT that can say ON CONFLICT, in the words of this database."""
        return sqlite.insert(table) if self.engine.dialect.name == "sqlite" else postgresql.insert(table)

    def applied(self, nle: str) -> str | None:
        """The tree, as JSON, that was last written to the program or folder that `nle` names; None if never."""
        with self.reading() as connection:
            return connection.scalar(select(tables.applied.c.tree).where(tables.applied.c.nle == storable(nle)))

    def applied_to(self) -> list[str]:
        """The programs and folders that something was written to, as `applied` knows them."""
        with self.reading() as connection:
            return sorted(connection.scalars(select(tables.applied.c.nle)))

    def save_applied(self, nle: str, tree_json: str) -> None:
        """Remember what was written to the program or folder that `nle` names."""
        tree = tree_json if storable(tree_json) == tree_json else json.dumps(json.loads(tree_json))
        row = {"nle": storable(nle), "tree": tree, "at": datetime.now(UTC).isoformat(timespec="seconds")}
        statement = self.insert(tables.applied).values(row)
        with self.writing(counts=False) as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["nle"], set_={"tree": row["tree"], "at": row["at"]})
            )

    @classmethod
    def _make_new(cls, file: Path) -> None:
        """An empty catalogue at `file`, made beside it and put in its place whole: nobody ever opens half of one. When
        another program is quicker, its catalogue stands."""
        scratch = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
        address = url_of(scratch)
        try:
            made = cls(address, engine_of(address))
            try:
                made._bring_up_to_date(scratch, create=True)
            except CatalogError as error:
                error.path = str(file)
                raise
            finally:
                made.close()
            try:
                os.link(scratch, file)
            except FileExistsError:
                return
            except OSError:  # a disk without links
                if not file.exists():
                    scratch.replace(file)
        finally:
            for name in (scratch.name, f"{scratch.name}-wal", f"{scratch.name}-shm", f"{scratch.name}-journal"):
                scratch.with_name(name).unlink(missing_ok=True)

    def _bring_up_to_date(self, file: Path | None, *, create: bool) -> None:
        with self.reading() as connection:
            version = migrations.version_of(connection)
        if version == len(migrations.STEPS):
            return
        if not version and not create:
            raise CatalogError(_("there is no catalogue here"), path=self.url.render_as_string(hide_password=True))
        with plainly(self.url):
            if file is not None and not version:
                use_wal(self.engine)
            if file is not None and version:
                _copy_beside(file, version)
        for number in range(version + 1, len(migrations.STEPS) + 1):
            with self.writing(counts=False) as connection:
                if migrations.version_of(connection) < number:  # else another program was quicker
                    migrations.step(connection, number)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogError(
            _("the catalogue's folder cannot be made: {why}").format(why=error.strerror or error), path=str(folder)
        ) from error


def _copy_beside(file: Path, version: int) -> None:
    """A whole copy of the catalogue as it was before it is brought up to date; an earlier copy is never replaced."""
    copy = file.with_name(f"{file.name}.version-{version}")
    if copy.exists():
        return
    scratch = file.with_name(f".{file.name}.version-{version}.part")
    source, target = sqlite3.connect(file), sqlite3.connect(scratch)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    scratch.replace(copy)
