"""Opening the archive, and what is said when it cannot be."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from archive import open_archive
from archive.errors import DatabaseProblem
from archive.storage import connection as module
from archive.storage.connection import (
    database_errors,
    open_checker,
    open_reader,
    open_writer,
    transaction,
)
from archive.storage.schema import bring_up_to_date

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> str:
    """An empty archive."""
    path = str(tmp_path / "an archive?.db")
    open_archive(path, write=True).close()
    return path


def test_made_and_opened(made: str) -> None:
    """A new archive is in WAL mode, has the reference rows and the acknowledgement, and opens for reading."""
    connection = open_archive(made)
    assert connection.execute("SELECT count(*) FROM reasons").fetchone() == (48,)
    assert "Commission for Local Administration" in connection.execute("SELECT value FROM archive_info").fetchone()[0]
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM reasons")
    connection.execute("CREATE TEMP TABLE scratch (x)")
    connection.close()


def test_opening_again_changes_nothing(made: str) -> None:
    """What is up to date is left alone; changed reference rows are loaded again."""
    connection = open_writer(made)
    assert bring_up_to_date(connection) == []
    connection.execute("UPDATE archive_info SET value = 'old' WHERE key = 'reference_rows'")
    connection.execute("UPDATE reasons SET name = 'x' WHERE code = 'no_fault'")
    connection.close()
    connection = open_writer(made)
    assert connection.execute("SELECT name FROM reasons WHERE code = 'no_fault'").fetchone() != ("x",)
    connection.close()


@pytest.mark.parametrize("opened", [open_reader, open_writer, open_checker])
def test_missing_file(tmp_path: Path, opened: type) -> None:
    """A path with nothing there is told, and nothing is made."""
    with pytest.raises(DatabaseProblem, match="no archive there"):
        opened(str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opened", [open_reader, open_writer, open_checker])
def test_not_an_archive(tmp_path: Path, opened: type) -> None:
    """A folder, a text file and another program's database are refused, each in its own words, and stay as they are."""
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    text = tmp_path / "text.db"
    text.write_text("Dear Mr X, " * 200)
    before = other.read_bytes(), text.read_bytes()
    for path, words in ((tmp_path, "is a folder"), (text, "not an SQLite file"), (other, "not an archive")):
        with pytest.raises(DatabaseProblem, match=words):
            opened(str(path))
    assert (other.read_bytes(), text.read_bytes()) == before


@pytest.mark.parametrize("opened", [open_reader, open_writer, open_checker])
def test_newer_file(made: str, opened: type) -> None:
    """A file of a newer program is refused; but one that says that this program can read it is read."""
    connection = sqlite3.connect(made, isolation_level=None)
    connection.execute("PRAGMA user_version = 999")
    if opened is open_reader:
        with contextlib.closing(opened(made)) as reader:
            assert reader.execute("SELECT count(*) FROM outcomes").fetchone() == (3,)
    connection.execute("UPDATE archive_info SET value = '999' WHERE key = 'readable_by'")
    with pytest.raises(DatabaseProblem, match="newer version"):
        opened(made)
    connection.execute("DELETE FROM archive_info WHERE key = 'readable_by'")
    with pytest.raises(DatabaseProblem, match="newer version"):
        opened(made)
    connection.close()


def test_older_file(made: str) -> None:
    """A file of an older program is not read; the reason says what to run."""
    connection = sqlite3.connect(made)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(DatabaseProblem, match="lgsco migrate"):
        open_reader(made)


def test_no_folder(tmp_path: Path) -> None:
    """A new archive in a folder that is not there is refused with the folder's name."""
    with pytest.raises(DatabaseProblem, match="no/where"):
        open_writer(str(tmp_path / "no" / "where" / "a.db"), create=True)


def test_damaged_file(made: str) -> None:
    """A file with a broken page is told as damaged, not as a traceback."""
    with open(made, "r+b") as file:  # noqa: PTH123 - the path is text here
        file.seek(100)
        file.write(b"\xff" * 3000)
    with pytest.raises(DatabaseProblem, match=r"damaged|SQLite says"):
        open_reader(made)


def test_read_only_copy(made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A WAL-mode copy that cannot be opened the ordinary way is opened as immutable."""
    copy = str(tmp_path / "copy.db")
    shutil.copy(made, copy)
    real = sqlite3.connect

    def connect(address: str, **options: object) -> sqlite3.Connection:
        if "immutable" not in address:
            raise sqlite3.OperationalError("unable to open database file")
        return real(address, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect)
    connection = open_reader(copy)
    assert connection.execute("SELECT count(*) FROM outcomes").fetchone() == (3,)
    connection.close()


def test_unreadable(made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither way opens it, one plain line says so."""

    def connect(_uri: str, **_options: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(DatabaseProblem, match="check the path and its permissions"):
        open_reader(made)


def test_transaction(made: str) -> None:
    """All or nothing, whatever is raised; also where SQLite has rolled back by itself."""
    connection = open_writer(made)

    def fails(sql: str) -> None:
        with transaction(connection):
            connection.execute(sql)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails("DELETE FROM outcomes")
    with pytest.raises(KeyboardInterrupt):
        fails("ROLLBACK")
    assert connection.execute("SELECT count(*) FROM outcomes").fetchone() == (3,)
    connection.close()


def test_waiting_is_said(made: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A transaction that another holds up says so in one line, waits, and goes on; nothing is said where none does."""
    monkeypatch.setattr(module, "_QUIET_MS", 10)
    first, second = open_writer(made), open_writer(made)
    with transaction(second):
        second.execute("DELETE FROM problems")
    assert caplog.messages == []
    first.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(module, "_PATIENT_MS", 10)
    with pytest.raises(sqlite3.OperationalError, match="locked"), transaction(second):
        pytest.fail("it is locked")
    assert caplog.messages == ["busy: another program is writing to the archive; waiting for it"]
    assert second.execute("PRAGMA busy_timeout").fetchone() == (30_000,)
    first.execute("COMMIT")
    with transaction(second):
        second.execute("DELETE FROM problems")
    for connection in (first, second):
        connection.close()


def test_other_errors_are_not_waited_for(made: str) -> None:
    """What is no lock is raised at once."""
    connection = open_writer(made)
    connection.execute("BEGIN")
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"), transaction(connection):
        pytest.fail("one is open")
    connection.close()


def test_errors_say_what_to_do() -> None:
    """What SQLite raises becomes one line with the path and advice."""
    with pytest.raises(DatabaseProblem) as caught, database_errors("a.db"):
        raise sqlite3.OperationalError("database or disk is full")
    assert str(caught.value) == "a.db: the disk is full: free some space and run this again"
