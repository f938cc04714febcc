"""The copy that is given away: the same rows, packed, checked, and whole or not there."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from archive.errors import DatabaseProblem
from archive.ingester import ingest
from archive.storage.connection import APPLICATION_ID, SCHEMA_VERSION, open_checker, open_reader, open_writer
from archive.storage.integrity import findings
from archive.storage.shipping import ship

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def content(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An archive of the sample, taken in over many batches, as bytes."""
    path = tmp_path_factory.mktemp("shipping") / "archive.db"
    ingest([str(sample)], str(path), batch=3)
    return path.read_bytes()


@pytest.fixture
def source(content: bytes, tmp_path: Path) -> Path:
    """A working archive: in WAL mode."""
    path = tmp_path / "archive.db"
    path.write_bytes(content)
    return path


def rows(path: Path, sql: str) -> list[Any]:
    """The rows of one statement."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def tables(path: Path) -> list[str]:
    """Every table that is not SQLite's own or a part of the index."""
    found = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return [name for (name,) in found if not name.startswith("decisions_fts")]


def test_same_rows(source: Path, tmp_path: Path) -> None:
    """Every table has the rows of the source, every statement of the schema is there, and the index finds the same."""
    target = tmp_path / "copy.db"
    ship(source, target)
    assert len(tables(source)) > 12
    for table in tables(source):
        assert rows(target, f'SELECT * FROM "{table}"') == rows(source, f'SELECT * FROM "{table}"')
    schema = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    assert rows(target, schema) == rows(source, schema)
    found = "SELECT rowid FROM decisions_fts('damp OR fault') ORDER BY rowid"
    assert rows(target, found) == rows(source, found) != []


def test_header_and_pages(source: Path, tmp_path: Path) -> None:
    """The copy is in DELETE mode, keeps the two numbers in its header, has no free page, and is no larger."""
    with closing(sqlite3.connect(source)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    target = tmp_path / "copy.db"
    ship(source, target)
    assert rows(target, "PRAGMA journal_mode") == [("delete",)]
    assert target.read_bytes()[18:20] == b"\x01\x01"
    assert rows(target, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(target, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert rows(target, "PRAGMA freelist_count") == [(0,)]
    assert target.stat().st_size <= source.stat().st_size


def test_index_in_one_piece(source: Path, tmp_path: Path) -> None:
    """The index, written in many batches, is one segment in the copy; the planner has its figures."""
    target = tmp_path / "copy.db"
    ship(source, target)
    segments = "SELECT count(DISTINCT segid) FROM decisions_fts_idx"
    assert rows(source, segments)[0][0] > 1
    assert rows(target, segments) == [(1,)]
    assert rows(target, "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'decisions'")[0][0] > 1


def test_nothing_else_is_left(source: Path, tmp_path: Path) -> None:
    """Only the copy is new in its folder, and the copy opens for reading, checking and writing."""
    folder = tmp_path / "out"
    folder.mkdir()
    ship(source, folder / "copy.db")
    assert os.listdir(folder) == ["copy.db"]  # noqa: PTH208 - names are all that is wanted
    open_reader(folder / "copy.db").close()
    with closing(open_checker(folder / "copy.db")) as connection:
        assert list(findings(connection)) == []
    open_writer(folder / "copy.db").close()


def test_copy_serves_from_a_read_only_folder(source: Path, tmp_path: Path) -> None:
    """A plain reader opens the copy where neither file nor folder can be written."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere: run the tests as an ordinary user to see this")
    folder = tmp_path / "out"
    folder.mkdir()
    ship(source, folder / "copy.db")
    (folder / "copy.db").chmod(0o444)
    folder.chmod(0o555)
    try:
        assert rows(folder / "copy.db", "SELECT count(*) FROM decisions") == [(30,)]
    finally:
        folder.chmod(0o755)


def test_replaces_what_is_there(source: Path, tmp_path: Path) -> None:
    """An earlier copy is replaced; whoever has it open goes on reading the earlier one."""
    target = tmp_path / "copy.db"
    target.write_bytes(b"")
    ship(source, target)
    with closing(open_reader(target)) as before:
        with closing(open_writer(source)) as connection:
            connection.execute("DELETE FROM problems")
        ship(source, target)
        assert before.execute("SELECT count(*) FROM problems").fetchone() != (0,)
    assert rows(target, "SELECT count(*) FROM problems") == [(0,)]


def test_while_another_writes(source: Path, tmp_path: Path) -> None:
    """A writer's open transaction is not in the copy, and does not hold it up."""
    with closing(open_writer(source)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM problems")
        ship(source, tmp_path / "copy.db")
        writer.execute("ROLLBACK")
    assert rows(tmp_path / "copy.db", "SELECT count(*) FROM problems") != [(0,)]


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (lambda path: path.mkdir(), "copy.db", "is a folder"),
        (lambda _path: None, "nowhere/copy.db", "is not there"),
        (lambda _path: None, "archive.db", "is the archive itself"),
        (lambda path: path.with_name("copy.db-wal").write_bytes(b"x"), "copy.db", "in use"),
        (lambda path: path.with_name("copy.db-journal").write_bytes(b"x"), "copy.db", "in use"),
    ],
    ids=["folder", "no folder", "itself", "wal", "journal"],
)
def test_targets_that_cannot_be(make: Any, name: str, words: str, source: Path, tmp_path: Path) -> None:  # noqa: ANN401
    """A target that is no place for a copy is told, and nothing is written."""
    target = tmp_path / name
    make(target)
    before = {path.name for path in tmp_path.iterdir()}, source.read_bytes()
    with pytest.raises(DatabaseProblem, match=words) as told:
        ship(source, target)
    assert told.value.path == str(target)
    assert ({path.name for path in tmp_path.iterdir()}, source.read_bytes()) == before


def test_missing_source(tmp_path: Path) -> None:
    """Without an archive there is no copy."""
    with pytest.raises(DatabaseProblem, match="no archive there"):
        ship(tmp_path / "archive.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE decisions SET decision_year = 1999", "whose year"),
        ("UPDATE decisions SET summary = 'Snow.'", "not in step"),
        ("DELETE FROM decisions_fts_data WHERE id > 1000", "run `lgsco check`"),
    ],
    ids=["a finding", "the index", "the index in pieces"],
)
def test_damage_is_not_handed_on(damage: str, words: str, source: Path, tmp_path: Path) -> None:
    """What `lgsco check` would find stops the copy, names the source, and leaves an earlier copy as it was."""
    target = tmp_path / "copy.db"
    target.write_bytes(b"earlier")
    with closing(sqlite3.connect(source)) as connection:
        connection.execute(damage)
        connection.commit()
    with pytest.raises(DatabaseProblem, match=words) as told:
        ship(source, target)
    assert told.value.path == str(source)
    assert target.read_bytes() == b"earlier"
    assert {path.name for path in tmp_path.iterdir()} - {"archive.db-wal", "archive.db-shm"} == {
        "archive.db",
        "copy.db",
    }


def test_no_room(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy that cannot be put in its place is told with the reason, and goes."""

    def refuse(_from: str, _to: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(DatabaseProblem, match="Permission denied"):
        ship(source, tmp_path / "copy.db")
    assert [path for path in tmp_path.iterdir() if path.name.startswith("copy")] == []


def test_disk_errors_are_told_of_the_target(source: Path, tmp_path: Path) -> None:
    """Where SQLite cannot make the file, the target is named, not the archive."""
    name = "c" * 250
    with pytest.raises(DatabaseProblem, match="cannot be opened") as told:
        ship(source, tmp_path / name)
    assert told.value.path == str(tmp_path / name)
