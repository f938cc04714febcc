"""What `findings` tells of an archive that is not whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import HEAD, document

from archive.parsing import parse
from archive.storage.connection import transaction
from archive.storage.integrity import counts, findings
from archive.storage.writer import Entry, Writer

if TYPE_CHECKING:
    import sqlite3


SECOND_CURRENT = """
INSERT INTO documents(id, decision_id, is_current, path, format, sha256, bytes, ingested_at, parser, text)
SELECT 99, decision_id, 1, path, format, sha256, bytes, ingested_at, parser, text FROM documents
"""


@pytest.fixture
def stored(loaded: sqlite3.Connection) -> sqlite3.Connection:
    """An archive with one decision."""
    source = document(HEAD + "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n")
    with transaction(loaded):
        Writer(loaded).store([Entry(source, parse(source))])
    loaded.execute("PRAGMA foreign_keys = OFF")
    return loaded


def test_whole(stored: sqlite3.Connection) -> None:
    """A whole archive has no findings, and its rows are counted."""
    assert list(findings(stored)) == []
    assert counts(stored)["decisions"] == 1


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE documents SET is_current = 0", "without a current document"),
        (SECOND_CURRENT, "more than one current"),
        ("UPDATE documents SET text = 'short'", "outside the text"),
        ("DELETE FROM sections", "without their section"),
        ("UPDATE decisions SET decision_year = 1999", "whose year"),
        ("UPDATE decisions SET summary = 'Snow.'", "not in step"),
        ("DELETE FROM decisions_fts WHERE rowid = (SELECT id FROM decisions)", "missing from the index"),
        ("DELETE FROM decisions", "without their decision"),
        ("UPDATE decisions SET council_id = 987654", "row of councils that is not there"),
    ],
)
def test_damage_is_told(stored: sqlite3.Connection, damage: str, words: str) -> None:
    """Each kind of damage is told in words."""
    stored.execute(damage)
    assert any(words in finding.message for finding in findings(stored))


def test_many_broken_keys_are_told_shortly(stored: sqlite3.Connection) -> None:
    """A table full of broken keys ends after some lines."""
    stored.executemany("INSERT INTO problems VALUES (NULL, 99, 1, 'x', 'x')", [()] * 50)
    told = [finding for finding in findings(stored) if "point" in finding.message]
    assert len(told) == 21
    assert str(told[-1]) == "more rows point to nothing"


def test_a_disk_that_fails_once(stored: sqlite3.Connection) -> None:
    """Damage that is not found a second time is none: the disk failed, not the file."""
    calls = 0

    class Connection:
        def execute(self, sql: str) -> object:
            nonlocal calls
            calls += "integrity_check" in sql
            if "integrity_check" in sql and calls == 1:
                return iter([("Page 5: unable to get the page. error code=266",)])
            return stored.execute(sql)

    assert list(findings(Connection())) == []  # type: ignore[arg-type]
    assert calls == 2
