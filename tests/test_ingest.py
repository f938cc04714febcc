"""The ingester over files and folders."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from making import HEAD

import archive
from archive.errors import DatabaseProblem, Refused
from archive.ingester import Listener, ingest, read_entries
from archive.storage.connection import open_reader
from archive.storage.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from archive.decision import Problem

BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five files: three decisions, a letter, a picture."""
    made = tmp_path / "in"
    made.mkdir()
    for serial in range(1, 4):
        (made / f"{serial}.txt").write_text(HEAD.replace("001", f"00{serial}") + BODY)
    (made / "letter.txt").write_text("Dear Mr X\n")
    (made / "picture.png").write_bytes(b"\x89PNG\r\n")
    return made


def held(db: str) -> list[str]:
    """The references of an archive."""
    connection = open_reader(db)
    found = [reference for (reference,) in connection.execute("SELECT reference FROM decisions ORDER BY reference")]
    connection.close()
    return found


def test_a_folder(folder: Path, tmp_path: Path) -> None:
    """Every decision is stored; what is none is counted by its kind, told with its place, and stops nothing."""
    refused: list[str] = []
    done: list[int] = []
    db = str(tmp_path / "a.db")
    report = ingest(
        [str(folder), str(tmp_path / "gone")],
        db,
        listener=Listener(refused=lambda r: refused.append(str(r)), done=done.append),
    )
    assert (report.added, report.changed, report.unchanged) == (3, 0, 0)
    assert report.refused == {"not_a_decision": 1, "not_text": 1, "missing": 1}
    assert [line.rsplit("/", 1)[1].split(": ")[0] for line in refused] == ["letter.txt", "picture.png", "gone"]
    assert done == [1] * 6
    assert held(db) == ["21 900 001", "21 900 002", "21 900 003"]


def test_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """A second run finds everything unchanged, also under another path, and leaves the rows as they are."""
    db = str(tmp_path / "a.db")
    ingest([str(folder)], db)
    connection = sqlite3.connect(db)
    before = list(connection.iterdump())
    assert ingest([str(folder)], db).unchanged == 3
    folder.rename(tmp_path / "moved")
    report = ingest([str(tmp_path / "moved")], db)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 3)
    assert list(connection.iterdump()) == before
    connection.close()


def test_dry_run_writes_nothing(folder: Path, tmp_path: Path) -> None:
    """A dry run says what would be and makes no file; beside an archive it compares with it."""
    db = str(tmp_path / "a.db")
    assert ingest([str(folder)], db, dry_run=True).added == 3
    assert not (tmp_path / "a.db").exists()
    ingest([str(folder / "1.txt")], db)
    (folder / "2.txt").write_text(HEAD + BODY.replace("Rain", "Snow"))
    report = ingest([str(folder)], db, dry_run=True)
    assert (report.added, report.changed, report.unchanged) == (1, 1, 1)
    assert held(db) == ["21 900 001"]


def test_strict_refuses_problems(tmp_path: Path) -> None:
    """With strict, a document with a problem is refused for it; the problem is told either way."""
    path = tmp_path / "a.txt"
    path.write_text(HEAD.replace("03 May", "31 Feb") + BODY)
    told: list[tuple[str, Problem]] = []
    db = str(tmp_path / "a.db")
    report = ingest([str(path)], db, strict=True, listener=Listener(problem=lambda *both: told.append(both)))
    assert (report.added, report.refused, report.problems) == (0, {"unreadable_date": 1}, {"unreadable_date": 1})
    assert [(place, problem.line) for place, problem in told] == [(str(path), 7)]
    assert ingest([str(path)], db).added == 1


def test_a_batch_that_fails_leaves_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was committed stays; the batch that fails half-way leaves nothing of itself; a further run completes."""
    db = str(tmp_path / "a.db")
    real = Writer.store
    calls: list[int] = []

    def store(self: Writer, entries: list[object]) -> object:
        counts = real(self, entries)  # type: ignore[arg-type]
        calls.append(len(entries))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return counts

    monkeypatch.setattr(Writer, "store", store)
    with pytest.raises(KeyboardInterrupt):
        ingest([str(folder)], db, batch=1)
    assert held(db) == ["21 900 001"]
    monkeypatch.setattr(Writer, "store", real)
    assert ingest([str(folder)], db, batch=1).added == 2


def test_errors_of_the_database_are_plain(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What SQLite raises while writing comes as a DatabaseProblem with the path."""

    def full(_self: Writer, _entries: list[object]) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Writer, "store", full)
    with pytest.raises(DatabaseProblem, match=r"a\.db: the disk is full"):
        ingest([str(folder)], str(tmp_path / "a.db"))


def test_entries_without_a_database(folder: Path, tmp_path: Path) -> None:
    """Reading alone gives entries and refusals in order."""
    found = list(read_entries([str(folder), str(tmp_path / "gone")]))
    assert [entry.code if isinstance(entry, Refused) else entry.decision.reference for entry in found] == [
        "21 900 001",
        "21 900 002",
        "21 900 003",
        "not_a_decision",
        "not_text",
        "missing",
    ]


def test_public_names() -> None:
    """Every public name of the package is there, and no other."""
    for name in archive.__all__:
        assert getattr(archive, name).__name__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        archive.nonsense  # noqa: B018 - the access is the test
