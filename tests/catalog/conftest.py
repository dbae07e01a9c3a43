"""A catalogue on SQLite and on a real PostgreSQL, and days of rushes made of small files and told values."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from chutier.blueprint import Blueprint, Production
from chutier.catalog import Catalog, IngestResult, clips, ingest
from chutier.events import Report
from chutier.model import AudioTrack, Clip, MediaInfo, MediaKind, Said, Source
from chutier.naming import Rule
from chutier.slate import SlateRules
from chutier.timecode import Timecode, TimeRange


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


class Rushes:
    """Folders of small files, and what a probe would say of each."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.infos: dict[str, MediaInfo] = {}
        self.probed: list[str] = []

    def put(self, where: str, info: MediaInfo, content: bytes | None = None) -> Path:
        path = self.root / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(path.name.encode("utf-8", "surrogateescape") if content is None else content)
        status = path.stat()
        self.infos[str(path)] = replace(info, path=str(path), size=status.st_size, mtime_ns=status.st_mtime_ns)
        return path

    def picture(self, where: str, start: str = "10:00:00:00", seconds: int = 20, **more: Any) -> Path:
        content, said, audio = more.pop("content", None), more.pop("said", {}), more.pop("audio", 1)
        rate = more.pop("rate", Fraction(24))
        values: dict[str, Any] = {
            "rate": rate,
            "time": TimeRange(Timecode.parse(start, rate), int(seconds * rate)),
            "frames": int(seconds * rate),
            "audio": tuple(AudioTrack(index=i, sample_rate=48000) for i in range(audio)),
            "said": tuple(Said(field=k, value=v, source=Source.CAMERA, origin="sidecar") for k, v in said.items()),
        }
        return self.put(
            where, MediaInfo(path="", size=0, mtime_ns=0, kind=MediaKind.PICTURE, **(values | more)), content
        )

    def sound(self, where: str, start: str = "10:00:00:00", seconds: int = 20, **more: Any) -> Path:
        content, said, names = more.pop("content", None), more.pop("said", {}), more.pop("names", ("MIX", "PERCHE"))
        begin = Timecode.parse(start, Fraction(24)).seconds
        values: dict[str, Any] = {
            "sample_rate": 48000,
            "samples": seconds * 48000,
            "start_samples": int(begin * 48000) + more.pop("late_samples", 0),
            "audio": tuple(AudioTrack(index=i, sample_rate=48000, name=name) for i, name in enumerate(names)),
            "said": tuple(Said(field=k, value=v, source=Source.SOUND, origin=f"ixml:{k}") for k, v in said.items()),
        }
        return self.put(where, MediaInfo(path="", size=0, mtime_ns=0, kind=MediaKind.SOUND, **(values | more)), content)

    def broken(self, where: str, content: bytes = b"?") -> Path:
        return self.put(
            where, MediaInfo(path="", size=0, mtime_ns=0, kind=MediaKind.UNKNOWN, error="moov atom not found"), content
        )

    def scan(self, paths: Sequence[Path], workers: int | None, report: Report) -> Iterator[MediaInfo]:
        for path in reversed(paths):  # workers finish in any order
            self.probed.append(str(path))
            status = path.stat()
            yield replace(self.infos[str(path)], path=str(path), size=status.st_size, mtime_ns=status.st_mtime_ns)


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
