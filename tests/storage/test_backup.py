"""`lgsco backup`: the file as it stood, whole or not there, and never over another."""

from __future__ import annotations

import gzip
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contents import dump, run

from archive.cli import DONE, NO_DATABASE, invoke
from archive.errors import DatabaseProblem
from archive.ingester import ingest
from archive.storage.shipping import backup

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"


@pytest.fixture
def source(sample: Path, tmp_path: Path) -> str:
    """A working archive of two decisions."""
    db = str(tmp_path / "archive.db")
    ingest([str(sample / "23-902-391.txt"), str(sample / "23-905-118.txt")], db)
    return db


def names(path: Path) -> Iterable[str]:
    """The files of a folder but for those that SQLite lays beside the archive."""
    return sorted(found.name for found in path.iterdir() if not found.name.startswith("archive.db-"))


def test_the_same_file(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The copy holds the same rows, opens where nothing can be written beside it, and is checked; one line says so."""
    target = str(tmp_path / "copy.db")
    assert invoke(["backup", target, "--db", source]) == DONE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"{target}: a whole copy of {source}\n"
    assert dump(target) == dump(source)
    assert Path(target).read_bytes()[18:20] == b"\x01\x01"
    assert names(tmp_path) == ["archive.db", "copy.db"]


def test_while_it_is_written(source: str, tmp_path: Path) -> None:
    """What is not committed is not in the copy, and the writer is not disturbed."""
    before = dump(source)
    with closing(sqlite3.connect(source, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM problems")
        writer.execute("DELETE FROM remedies")
        backup(source, tmp_path / "copy.db")
        writer.execute("COMMIT")
    assert dump(tmp_path / "copy.db") == before
    assert run(source, "SELECT * FROM remedies") == []


def test_never_over_another_file(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there stays, unless it is to be overwritten."""
    target = tmp_path / "copy.db"
    target.write_text("mine")
    assert invoke(["backup", str(target), "--db", source]) == NO_DATABASE
    assert f"{target}: is there already: name another file, or give --overwrite" in capsys.readouterr().err
    assert target.read_text() == "mine"
    assert invoke(["backup", str(target), "--overwrite", "--db", source]) == DONE
    assert dump(target) == dump(source)


def test_another_program_is_quicker(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that appears under the name while the copy is made stays too."""
    target = tmp_path / "copy.db"
    link = os.link

    def late(made: str, name: str) -> None:
        target.write_text("mine")
        link(made, name)

    monkeypatch.setattr("os.link", late)
    with pytest.raises(DatabaseProblem, match="is there already"):
        backup(source, target)
    assert target.read_text() == "mine"
    assert names(tmp_path) == ["archive.db", "copy.db"]


def test_file_system_without_links(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy gets its name on file systems that know no links too."""

    def refused(_made: str, _name: str) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refused)
    backup(source, tmp_path / "copy.db")
    assert dump(tmp_path / "copy.db") == dump(source)
    assert names(tmp_path) == ["archive.db", "copy.db"]


def test_disk_that_fails(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not reach the disk gets no name; the reason is one line."""

    def broken(_file: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(DatabaseProblem, match=r"copy\.db: cannot be written: Input/output error"):
        backup(source, tmp_path / "copy.db")
    assert names(tmp_path) == ["archive.db"]


def test_damaged(source: str, tmp_path: Path) -> None:
    """A damaged archive is not taken for a backup, unless it is meant: before a repair."""
    run(source, "UPDATE decisions SET decision_year = 1")
    with pytest.raises(DatabaseProblem, match="not copied, for it is damaged"):
        backup(source, tmp_path / "copy.db")
    assert names(tmp_path) == ["archive.db"]
    backup(source, tmp_path / "copy.db", damaged=True)
    assert dump(tmp_path / "copy.db") == dump(source)


@pytest.mark.parametrize("schema", sorted(SCHEMAS.glob("*.db.gz")), ids=lambda path: path.name)
def test_older_schema(schema: Path, tmp_path: Path) -> None:
    """An archive of an older schema is copied as it is: before it is migrated is the time to."""
    source = tmp_path / "archive.db"
    source.write_bytes(gzip.decompress(schema.read_bytes()))
    backup(source, tmp_path / "copy.db")
    assert dump(tmp_path / "copy.db") == dump(source)


def test_missing(tmp_path: Path) -> None:
    """Without an archive there is nothing to copy, and nothing is made."""
    assert invoke(["backup", str(tmp_path / "copy.db"), "--db", str(tmp_path / "none.db")]) == NO_DATABASE
    assert names(tmp_path) == []
