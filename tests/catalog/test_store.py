"""Opening a catalogue: new, older, newer, foreign, damaged, locked, out of reach."""

import importlib.util
import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from chutier.catalog import Catalog, engine, migrations, tables
from chutier.errors import CatalogError, MissingExtra


def test_what_migrations_make_is_what_the_tables_say(catalog: Catalog) -> None:
    found = inspect(catalog.engine)
    for name, table in tables.METADATA.tables.items():
        columns = {column["name"]: column["nullable"] for column in found.get_columns(name)}
        assert set(columns) == set(table.c.keys())
        for column in table.c:
            assert columns[column.name] == column.nullable or column.primary_key, (name, column.name)
        assert set(found.get_pk_constraint(name)["constrained_columns"]) == {c.name for c in table.primary_key}
        assert {index.name for index in table.indexes} <= {index["name"] for index in found.get_indexes(name)}


def test_an_older_catalogue_is_brought_up_to_date(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:1])
        with Catalog.open(url) as old:
            assert not inspect(old.engine).has_table("search")
            old.save_applied("avid", "{}")
    with Catalog.open(url) as now:
        assert inspect(now.engine).has_table("search")
        assert now.applied("avid") == "{}"
    if "://" not in url:
        copy = Path(f"{url}.version-1")
        with Catalog.open(copy) as kept:
            assert kept.applied("avid") == "{}"


def test_a_newer_catalogue_is_refused_and_left_alone(url: str) -> None:
    with Catalog.open(url) as made, made.engine.begin() as connection:
        connection.execute(text("INSERT INTO chutier_schema (version, made_by, at) VALUES (99, '7.1', '')"))
    with pytest.raises(CatalogError, match=r"version 99, written by Chutier 7\.1.*knows up to 3") as caught:
        Catalog.open(url)
    assert "update this Chutier to 7.1" in caught.value.hint


def test_a_step_that_fails_leaves_the_version_before_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(
            migrations, "STEPS", (*migrations.STEPS, "CREATE TABLE later (a TEXT); CREATE TABLE rolls (b TEXT)")
        )
        with pytest.raises(CatalogError):
            Catalog.open(url)
    with Catalog.open(url) as opened:
        assert not inspect(opened.engine).has_table("later")


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE photos (a)")
    connection.close()
    with pytest.raises(CatalogError, match="not a catalogue"):
        Catalog.open(other)


@pytest.mark.parametrize("content", [b"nothing like it" * 400, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "chutier.db"
    path.write_bytes(content)
    with pytest.raises(CatalogError) as caught:
        Catalog.open(path)
    assert caught.value.path == str(path)
    assert "copy" in caught.value.hint
    assert path.read_bytes() == content


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "chutier.db"
    with Catalog.open(path) as catalog:
        for n in range(200):
            catalog.save_applied(f"avid{n}", "x" * 3000)
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xab" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(CatalogError, match="damaged"), Catalog.open(path) as opened:
        opened.applied("avid77")


def test_a_locked_catalogue_says_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    path = tmp_path / "chutier.db"
    with Catalog.open(path) as catalog:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            assert catalog.applied("avid") is None
            with pytest.raises(CatalogError, match="in use") as caught:
                catalog.save_applied("avid", "{}")
            assert "wait" in caught.value.hint
        finally:
            holder.close()


def test_no_catalogue_and_none_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no catalogue") as caught:
        Catalog.open(tmp_path / "chutier.db", create=False)
    assert "chutier ingest" in caught.value.hint
    assert not (tmp_path / "chutier.db").exists()


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "chutier.db").mkdir()
    with pytest.raises(CatalogError, match="cannot be opened"):
        Catalog.open(tmp_path / "chutier.db")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CatalogError, match="folder cannot be made"):
        Catalog.open(tmp_path / "file" / "chutier.db")


def test_no_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra) as caught:
        Catalog.open("postgresql://user@nowhere/show")
    assert "chutier[postgres]" in caught.value.hint


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(CatalogError, match="does not let us in") as caught:
        Catalog.open(f"postgresql://user:secret@/show?host={tmp_path}")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["mysql://host/show", "://", "postgresql://host:port/x"])
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(CatalogError) as caught:
        Catalog.open(address)
    assert "postgresql://" in caught.value.hint


def test_what_was_applied_is_remembered(catalog: Catalog) -> None:
    assert catalog.applied("avid") is None
    catalog.save_applied("avid", '{"a": "é \\ud800"}')
    catalog.save_applied("avid", '{"b": 2}')
    catalog.save_applied("resolve", "{}")
    catalog.save_applied("avid:/caf\udce9", '{"path": "caf\udce9 🎬"}')
    assert json.loads(catalog.applied("avid:/caf\udce9") or "") == {"path": "caf\udce9 🎬"}
    assert (catalog.applied("avid"), catalog.applied("resolve")) == ('{"b": 2}', "{}")


def test_two_make_the_same_catalogue_at_once(url: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def make(_n: int) -> str | None:
        with Catalog.open(url) as catalog:
            return catalog.applied("avid")

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(make, range(8))) == [None] * 8
    if "://" not in url:
        assert [path.name for path in Path(url).parent.iterdir()] == ["chutier.db"]


def test_sqlalchemy_is_not_loaded_before_it_is_needed() -> None:
    import subprocess
    import sys

    code = "import sys, chutier, chutier.model, chutier.cli; print('sqlalchemy' in sys.modules)"
    folder = str(Path(importlib.util.find_spec("chutier").origin).parents[1])  # type: ignore[union-attr, arg-type]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {folder!r}); {code}"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == "False"
