"""Writing decisions and reading them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from making import HEAD, document
from strategies import accepted

from archive.decision import Citation, Reason, ReasonCode, Reference, Remedy
from archive.parsing import parse
from archive.storage import rows as rows_module
from archive.storage import writer as module
from archive.storage.connection import transaction
from archive.storage.ids import FIRST_DATED, SLOTS, day_range, first_id
from archive.storage.integrity import findings
from archive.storage.reader import read_decision, read_source
from archive.storage.writer import Entry, Writer, compare

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    import pytest

    from archive.decision import Decision

BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained on the harness.\n"


def entry(text: str = HEAD + BODY, change: Callable[[Decision], Decision] = lambda found: found) -> Entry:
    """A document and what is read from it."""
    source = document(text)
    return Entry(source, change(parse(source)))


def numbered(serial: int, day: str = "03 May 2022") -> Entry:
    """One of several decisions."""
    return entry((HEAD + BODY).replace("900 001", f"900 {serial:03}").replace("03 May 2022", day))


def store(connection: sqlite3.Connection, *entries: Entry) -> dict[str, int]:
    """Store in a transaction of its own; gives the counts that are not nought."""
    with transaction(connection):
        counts = Writer(connection).store(entries)
    assert list(findings(connection)) == []
    return {name: count for name, count in counts.items() if count}


def one(connection: sqlite3.Connection, sql: str) -> object:
    """The one value of a query."""
    (value,) = connection.execute(sql).fetchone()
    return value


def references(connection: sqlite3.Connection, match: str) -> list[str]:
    """The references the index finds, newest first."""
    rows = connection.execute(
        "SELECT reference FROM decisions WHERE id IN (SELECT rowid FROM decisions_fts WHERE decisions_fts MATCH ?)"
        " ORDER BY id DESC",
        (match,),
    )
    return [reference for (reference,) in rows]


def test_what_is_stored_reads_back(loaded: sqlite3.Connection) -> None:
    """A decision with everything derived reads back as the same Decision, and its source as it came."""
    full = entry(
        change=lambda found: replace(
            found,
            reasons=(
                Reason(ReasonCode("insufficient_fault"), "primary", "decision", 1, "It rained"),
                Reason(ReasonCode("late_complaint"), "cited", "powers", 1, "It"),
            ),
            citations=(Citation("Rain Act 1974", "s1", "complaint", 1, "Rain Act", repaired=True),),
            remedies=(
                Remedy(
                    "payment",
                    25000,
                    "fixed",
                    "rain",
                    "Mr X",
                    "agreed",
                    "in a month",
                    "action",
                    1,
                    "It",
                    date(2022, 6, 3),
                ),
                Remedy("apology", None, None, None, None, "agreed", None, "action", 1, "It"),
            ),
            related_references=(Reference("20 900 009"),),
            compliance_date=date(2023, 1, 1),
            disposition="fault",
        )
    )
    store(loaded, full)
    back = read_decision(loaded, "21 900 001")
    assert back == full.decision
    assert back.source == full.decision.source
    assert back.remedies[0].due_on == date(2022, 6, 3)
    assert read_source(loaded, "21 900 001") == HEAD + BODY
    assert loaded.execute("SELECT role, uncited FROM decision_reasons ORDER BY id").fetchall() == [
        ("primary", 1),
        ("cited", 0),
    ]


def test_what_is_not_held(loaded: sqlite3.Connection) -> None:
    """A reference that is not held reads as None."""
    assert read_decision(loaded, "21 900 001") is None
    assert read_source(loaded, "21 900 001") is None


@given(text=accepted())
def test_any_accepted_document_reads_back(loaded_bytes: bytes, text: str) -> None:
    """Whatever is accepted is stored and read back the same, and the archive stays whole."""
    import sqlite3

    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(loaded_bytes)
    made = entry(text)
    store(connection, made)
    assert read_decision(connection, made.decision.reference) == made.decision
    connection.close()


def test_again_is_unchanged(loaded: sqlite3.Connection) -> None:
    """The same content a second time changes nothing."""
    assert store(loaded, entry()) == {"added": 1}
    assert store(loaded, entry(), entry()) == {"unchanged": 2}
    assert one(loaded, "SELECT count(*) FROM documents") == 1


def test_other_text_replaces(loaded: sqlite3.Connection) -> None:
    """Other text for a reference replaces the decision; the earlier document stays; the index follows."""
    store(loaded, entry())
    assert store(loaded, entry((HEAD + BODY).replace("harness", "umbrella"))) == {"changed": 1}
    assert loaded.execute("SELECT is_current, text LIKE '%harness%' FROM documents ORDER BY id").fetchall() == [
        (0, 1),
        (1, 0),
    ]
    assert references(loaded, "harness") == []
    assert references(loaded, "umbrella") == ["21 900 001"]


def test_an_earlier_version_does_not_replace(loaded: sqlite3.Connection) -> None:
    """A version that bears an earlier date is kept as a document and changes nothing else."""
    store(loaded, entry())
    older = entry((HEAD + BODY).replace("03 May 2022", "02 May 2022"))
    assert store(loaded, older) == {"changed": 1}
    assert one(loaded, "SELECT decision_date FROM decisions") == "2022-05-03"
    assert loaded.execute("SELECT is_current FROM documents ORDER BY id").fetchall() == [(1,), (0,)]


def test_a_later_date_moves_the_decision(loaded: sqlite3.Connection) -> None:
    """A version with a later date takes the decision to that day, its documents with it."""
    store(loaded, entry())
    store(loaded, entry((HEAD + BODY).replace("03 May 2022", "04 May 2022")))
    low, high = day_range(date(2022, 5, 4), date(2022, 5, 4))
    assert low <= int(str(one(loaded, "SELECT id FROM decisions"))) <= high
    assert one(loaded, "SELECT count(*) FROM documents d JOIN decisions x ON x.id = d.decision_id") == 2


def test_two_versions_in_one_batch(loaded: sqlite3.Connection) -> None:
    """Of two versions that arrive together the later dated one is current."""
    newer = entry((HEAD + BODY).replace("03 May 2022", "04 May 2022"))
    assert store(loaded, newer, entry()) == {"added": 1, "changed": 1}
    assert one(loaded, "SELECT decision_date FROM decisions") == "2022-05-04"


def test_a_newer_parser_reads_again(loaded: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content that an older parser read is read again in its place: no document is doubled, none loses its standing."""
    store(loaded, entry())
    store(loaded, entry((HEAD + BODY).replace("harness", "umbrella")))
    monkeypatch.setattr(module, "PARSER_VERSION", 99)
    monkeypatch.setattr(rows_module, "PARSER_VERSION", 99)
    assert store(loaded, entry()) == {"changed": 1}
    assert store(loaded, entry((HEAD + BODY).replace("harness", "umbrella"))) == {"changed": 1}
    rows = loaded.execute(
        "SELECT is_current, text LIKE '%harness%', parser FROM documents ORDER BY is_current"
    ).fetchall()
    assert rows == [(0, 1, 99), (1, 0, 99)]
    assert references(loaded, "umbrella") == ["21 900 001"]


def test_ids_follow_the_dates(loaded: sqlite3.Connection) -> None:
    """Ids are in order of date, undated decisions first."""
    undated = entry(HEAD.replace("Decision date : 03 May 2022\n", "").replace("001", "004") + BODY)
    store(loaded, numbered(1), numbered(2, "01 Jan 2020"), numbered(3, "31 Dec 2025"), undated)
    rows = loaded.execute("SELECT reference FROM decisions ORDER BY id").fetchall()
    assert [row[0] for row in rows] == ["21 900 004", "21 900 002", "21 900 001", "21 900 003"]


def test_a_full_day_spills(loaded: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """More decisions on a day than it has ids take the next free ones, also in a later run."""
    monkeypatch.setattr(module, "SLOTS", 2)
    store(loaded, *(numbered(serial) for serial in range(1, 4)))
    store(loaded, numbered(4), numbered(5, "04 May 2022"))
    assert one(loaded, "SELECT count(*) FROM decisions") == 5
    low, high = day_range(date(2022, 5, 3), date(2022, 5, 3))
    assert (
        one(
            loaded, f"SELECT count(*) FROM decisions WHERE id BETWEEN {low} AND {high} AND decision_date = '2022-05-03'"
        )
        == 4
    )


def test_ids() -> None:
    """Each day has its own ids, above all undated ones."""
    assert first_id(None) == 1
    assert first_id(date(1974, 4, 1)) == FIRST_DATED
    assert first_id(date(2022, 5, 4)) - first_id(date(2022, 5, 3)) == SLOTS
    assert day_range(None, None)[0] == 1
    assert day_range(None, date(2022, 5, 3))[0] == FIRST_DATED


def test_a_derived_address_is_marked(loaded: sqlite3.Connection) -> None:
    """Where the source gives no address it is put together from category and reference, and marked so."""
    bare = entry(HEAD.replace("Category : Housing > Allocations\n", "").replace("001", "002") + BODY)
    store(loaded, entry(), bare)
    rows = loaded.execute("SELECT url, url_derived FROM decisions ORDER BY reference").fetchall()
    assert rows == [("https://www.lgo.org.uk/decisions/housing/allocations/21-900-001", 1), (None, 0)]


def test_compare_without_an_archive() -> None:
    """Compared with nothing, everything is new."""
    assert compare(None, [entry(), entry(), numbered(2)]).counts == {"added": 2, "changed": 0, "unchanged": 1}


def test_words(loaded: sqlite3.Connection) -> None:
    """The words of the indexed text are kept unstemmed, without diacritics, and stock text is left out."""
    text = HEAD + BODY + "  2. Café O’Neill’s houses.\n\nThe Ombudsman's role and powers\n\n  1. Maladministration.\n"
    store(loaded, entry(text))
    words = {word for (word,) in loaded.execute("SELECT word FROM words")}
    assert {"cafe", "o", "neill", "s", "houses", "rained", "anytown"} <= words
    assert "maladministration" not in words
    assert references(loaded, "maladministration") == []
