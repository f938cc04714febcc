"""Decisions rebuilt from their documents equal the rows that the ingester wrote, whatever came in and in what order."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from contents import run
from generated import write
from making import HEAD

from archive.errors import Refused
from archive.ingester import ingest
from archive.maintain.rebuild import Comparer, rebuild
from archive.storage.connection import open_reader, open_writer

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n"
BARE = "Anytown Council (21 900 001)\nThe Ombudsman's final decision:\nThe complaint\n- Snow.\n"


def differing(db: str) -> dict[str, list[str]]:
    """What differs between rows and documents, by reference."""
    found = {}
    with closing(open_reader(db)) as connection:
        comparer = Comparer(connection)
        for decision_id, reference in connection.execute("SELECT id, reference FROM decisions").fetchall():
            differences = comparer.differences(rebuild(connection, decision_id))
            if differences:
                found[reference] = differences
    return found


def test_the_sample(sample_archive: Path) -> None:
    """Every decision of the sample, chapters and siblings among them, is as its documents say."""
    assert differing(str(sample_archive)) == {}


def test_versions_in_batches(tmp_path: Path) -> None:
    """So is every one of many decisions that came in several versions, over several batches."""
    write(tmp_path / "in", 300, longest=2)
    db = str(tmp_path / "a.db")
    ingest([str(tmp_path / "in")], db, batch=40)
    assert differing(db) == {}


@pytest.mark.parametrize("order", [("full", "bare"), ("bare", "full"), ("full", "bare", "other"), ("other", "full")])
@pytest.mark.parametrize("together", [True, False])
def test_filled_from_other_documents(tmp_path: Path, order: tuple[str, ...], *, together: bool) -> None:
    """Fields that only another document states are as they were filled, whichever of them came first."""
    texts = {"full": HEAD + BODY, "bare": BARE, "other": BARE.replace("Snow", "Hail") + "What I found\n- Ice.\n"}
    paths = []
    for name in order:
        path = tmp_path / "in" / "www.lgo.org.uk" / "decisions" / "housing" / name / "21-900-001.txt"
        path.parent.mkdir(parents=True)
        path.write_text(texts[name])
        paths.append(str(path))
    db = str(tmp_path / "a.db")
    for batch in [paths] if together else [[path] for path in paths]:
        ingest(batch, db)
    assert differing(db) == {}


@pytest.mark.parametrize("days", [(1, 2, 3), (3, 2, 1), (2, 1, 3), (1, 3, 2)])
def test_filled_from_several(tmp_path: Path, days: tuple[int, ...]) -> None:
    """Where two others state what the current one does not, the value that was filled in first stays."""
    heads = {
        1: HEAD.replace("Housing > Allocations", "Housing > Homelessness").replace("03 May", "01 May"),
        2: HEAD.replace("03 May", "02 May"),
        3: HEAD.replace("Category : Housing > Allocations\n\n", ""),
    }
    db = str(tmp_path / "a.db")
    for number in days:
        path = tmp_path / f"{number}.txt"
        path.write_text(heads[number] + BODY)
        ingest([str(path)], db)
        assert differing(db) == {}
    assert run(db, "SELECT decision_date FROM decisions") == [("2022-05-03",)]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_chapters(tmp_path: Path, order: tuple[int, ...]) -> None:
    """A report whose chapters came one by one is as its chapters say; a missing one is told once."""
    db = str(tmp_path / "a.db")
    for number in order:
        path = tmp_path / f"22-900-785?chapter={number}.txt"
        folder = tmp_path / "www.lgo.org.uk" / "decisions" / "housing" / "other"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / path.name
        head = HEAD.replace("21 900 001", "22 900 785").replace("The Ombudsman's final decision:\n\n", "")
        path.write_text(f"{head}The Investigation\n\n{number}. Rain.\n")
        ingest([str(path)], db)
        assert differing(db) == {}


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE decisions SET outcome_id = NULL WHERE id = ?", ["outcome"]),
        ("UPDATE decisions SET council_id = 1, summary = 'x' WHERE id = ?", ["council", "summary"]),
        ("DELETE FROM sections WHERE decision_id = ?", ["sections"]),
        ("UPDATE paragraph_spans SET start = start + 1 WHERE decision_id = ?", ["paragraph_spans"]),
        ("DELETE FROM decision_reasons WHERE decision_id = ?", ["decision_reasons"]),
        ("DELETE FROM related_decisions WHERE decision_id = ?", []),
        ("DELETE FROM problems WHERE document_id = (SELECT id FROM documents WHERE decision_id = ?)", ["problems"]),
        ("UPDATE documents SET decision_date = '2001-01-01' WHERE decision_id = ?", ["documents"]),
        ("DELETE FROM words WHERE word = 'damp' AND ? > 0", ["words"]),
        ("DELETE FROM decisions WHERE id = ?", ["decisions"]),
        ("DELETE FROM council_aliases WHERE ? > 0", ["council or category"]),
    ],
)
def test_damage_is_found(db: str, damage: str, found: list[str]) -> None:
    """Each row that differs is told by its column or table, and nothing else."""
    ((decision_id,),) = run(db, "SELECT id FROM decisions WHERE reference = '23 902 391'")
    run(db, "INSERT INTO problems SELECT NULL, id, 1, 'x', 'x' FROM documents WHERE decision_id = ?", [decision_id])
    with closing(open_reader(db)) as connection:
        met = Comparer(connection).differences(rebuild(connection, decision_id))
    assert met == ["problems"]
    run(db, "DELETE FROM problems WHERE code = 'x'")
    if "problems" in found:
        run(db, "INSERT INTO problems SELECT NULL, id, 1, 'x', 'x' FROM documents WHERE decision_id = ?", [decision_id])
    else:
        run(db, damage, [decision_id])
    with closing(open_reader(db)) as connection:
        met = Comparer(connection).differences(rebuild(connection, decision_id))
    assert met == found


def test_a_council_is_added_only_where_writing_is_meant(db: str) -> None:
    """On a connection that writes, a council without a row gets one again, and is then compared as any other."""
    run(db, "DELETE FROM council_aliases")
    with closing(open_writer(db)) as connection:
        ((decision_id,),) = connection.execute("SELECT id FROM decisions WHERE reference = '23 902 391'")
        connection.execute("UPDATE councils SET name = name || ' of old', key = key || '-old'")
        connection.execute("BEGIN")
        assert Comparer(connection).differences(rebuild(connection, decision_id)) == ["council"]
        connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("DELETE FROM documents WHERE decision_id = ?", "no_document"),
        ("UPDATE documents SET text = 'Dear Sir' WHERE decision_id = ?", "document_changed"),
        ("UPDATE documents SET text = 'Dear Sir \ufffd' WHERE decision_id = ?", "not_a_decision"),
        (
            "UPDATE documents SET text = replace(text, '23 902', '23 903') || '\ufffd' WHERE decision_id = ?",
            "other_reference",
        ),
    ],
)
def test_what_cannot_be_rebuilt(db: str, damage: str, code: str) -> None:
    """Without a document that reads as this decision there is nothing to rebuild it from."""
    ((decision_id,),) = run(db, "SELECT id FROM decisions WHERE reference = '23 902 391'")
    run(db, damage, [decision_id])
    with closing(open_reader(db)) as connection, pytest.raises(Refused) as refused:
        rebuild(connection, decision_id)
    assert refused.value.code == code


def test_the_current_document_is_the_newest(tmp_path: Path) -> None:
    """Where no document is marked, or two are, the newest is current; of equals the one that came in last."""
    db = str(tmp_path / "a.db")
    for number, day in enumerate(("03 May 2022", "04 May 2022", "04 May 2022")):
        path = tmp_path / f"{number}.txt"
        path.write_text(HEAD.replace("03 May 2022", day) + BODY + f"\nWhat I found\n\n  1. {number}.\n")
        ingest([str(path)], db)
    ((decision_id,),) = run(db, "SELECT id FROM decisions")
    for mark in (0, 1):
        run(db, "UPDATE documents SET is_current = ?", [mark])
        with closing(open_reader(db)) as connection:
            rebuilt = rebuild(connection, decision_id)
            assert Comparer(connection).differences(rebuilt) == ["documents"]
        assert [each.document_id for each in rebuilt.documents if each.is_current] == [3]


def test_an_address_that_only_another_document_has(tmp_path: Path) -> None:
    """The address comes from the current document, else from another; the one held stays where it is one of theirs."""
    db = str(tmp_path / "a.db")
    for number, place in enumerate(("noise", "drains", "")):
        folder = tmp_path / "www.lgo.org.uk" / "decisions" / "housing" / place if place else tmp_path
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "21-900-001.txt"
        path.write_text(HEAD.replace("03 May 2022", f"0{number + 1} May 2022") + BODY)
        ingest([str(path)], db)
        assert differing(db) == {}
    ((decision_id, url),) = run(db, "SELECT id, url FROM decisions")
    assert url.endswith("/housing/drains/21-900-001")
    run(db, "UPDATE decisions SET url = 'https://example.org'")
    with closing(open_reader(db)) as connection:
        assert rebuild(connection, decision_id).url == url


def test_other_errors_are_not_taken_for_differences(db: str) -> None:
    """What SQLite raises otherwise while names are looked up is raised."""
    with closing(open_writer(db)) as connection:
        ((decision_id,),) = connection.execute("SELECT id FROM decisions WHERE reference = '23 902 391'")
        connection.execute("DELETE FROM council_aliases")
        comparer = Comparer(connection)
        connection.execute("DROP TABLE council_aliases")
        connection.execute("UPDATE councils SET name = name || ' of old', key = key || '-old'")
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            comparer.differences(rebuild(connection, decision_id))
