"""A catalogue on SQLite and on a real PostgreSQL, and days of rushes made of small files and told values."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from chutier.blueprint import Blueprint, Production
from chutier.catalog import Catalog, IngestResult, clips, ingest
from chutier.model import Clip
from chutier.naming import Rule
from chutier.slate import SlateRules
from rushes import Rushes


def _server_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside).parent if beside else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL that tests may use: CHUTIER_TEST_POSTGRES, or a private server on a socket."""
    pytest.importorskip("psycopg")
    if given := os.environ.get("CHUTIER_TEST_POSTGRES"):
        yield given
        return
    programs = _server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server programs here")
    who: dict[str, Any] = {"user": "postgres"} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if who:
            shutil.chown(home, "postgres")
        data, quiet = home / "data", {"check": True, "capture_output": True, "timeout": 120, "cwd": home, **who}
        subprocess.run(
            [programs / "initdb", "-D", data, "-A", "trust", "-U", "chutier", "-E", "UTF8", "--locale=C", "--no-sync"],
            **quiet,
        )
        options = f"-F -c listen_addresses='' -k {home}"
        started = [programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", home / "log", "start"]
        subprocess.run(started, **{**quiet, "capture_output": False, "stdout": subprocess.DEVNULL})
        try:
            yield f"postgresql://chutier@/postgres?host={home}"
        finally:
            subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a catalogue of one test may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "show" / "chutier.db")
    server = request.getfixturevalue("postgres")
    schema = "t" + secrets.token_hex(6)
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"


@pytest.fixture
def catalog(url: str) -> Iterator[Catalog]:
    with Catalog.open(url) as opened:
        yield opened


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Catalog]:
    """A catalogue where one database is enough."""
    with Catalog.open(tmp_path / "lite.db") as opened:
        yield opened


def make_blueprint(system: str = "fr", rule: str = "{scene}-{setup}-{take:02}[ {cam}]", **production: Any) -> Blueprint:
    return Blueprint(
        id="t",
        title="T",
        locale="fr",
        production=Production(code="NDV", title="La Nuit d'été", **production),
        slate=SlateRules(system=system),  # type: ignore[arg-type]
        names={"clip": Rule.parse(rule)},
        bins=(),
    )


@pytest.fixture
def blueprint() -> Blueprint:
    return make_blueprint()


@pytest.fixture
def show_of() -> Callable[..., Blueprint]:
    return make_blueprint


@pytest.fixture
def rushes(tmp_path: Path) -> Rushes:
    return Rushes(tmp_path / "rushes")


class Ingested:
    """What tests do again and again: ingest folders of `rushes`, then look at one clip."""

    def __init__(self, catalog: Catalog, rushes: Rushes, blueprint: Blueprint) -> None:
        self.catalog, self.rushes, self.blueprint = catalog, rushes, blueprint

    def read(self, *folders: str, **options: Any) -> IngestResult:
        sources = [self.rushes.root / folder for folder in folders]
        self.rushes.probed.clear()
        return ingest(self.catalog, sources, self.blueprint, scan=self.rushes.scan, **options)

    def clips(self, *kinds: str) -> list[Clip]:
        return [clip for clip in clips(self.catalog, self.blueprint) if not kinds or clip.kind in kinds]

    def named(self, name: str, kind: str | None = None) -> Clip:
        found = [c for c in self.clips() if c.fields["name"] == name and (kind is None or c.kind == kind)]
        found = found if kind else [clip for clip in found if not clip.parts]
        assert len(found) == 1, found
        return found[0]


@pytest.fixture
def desk(catalog: Catalog, rushes: Rushes, blueprint: Blueprint) -> Ingested:
    return Ingested(catalog, rushes, blueprint)


@pytest.fixture
def lite_desk(lite: Catalog, rushes: Rushes, blueprint: Blueprint) -> Ingested:
    return Ingested(lite, rushes, blueprint)
