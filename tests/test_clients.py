"""The file as any SQLite client sees it: no code of this program between the client and the rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from generated import write

from archive.ingester import ingest, read_entries
from archive.storage.tokens import COLUMNS, indexed_text

if TYPE_CHECKING:
    from pathlib import Path

    from archive.decision import Decision

VIEWS = {
    "paragraphs": 300,
    "decision_fts_source": 30,
    "decision_search": 30,
    "decision_reading": 30,
    "reasons_by_council_and_year": 30,
    "payments_by_purpose": 30,
    "bars_considered_and_rejected": 3,
    "promises_by_council": 50,
}
"""Every view, and how many rows of the sample it gives at least."""


@pytest.fixture(scope="module")
def archive(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample."""
    path = tmp_path_factory.mktemp("clients") / "archive.db"
    report = ingest([str(sample)], str(path))
    assert (report.added, report.refused.total()) == (30, 0)
    return path


@pytest.fixture(scope="module")
def decisions(sample: Path) -> list[Decision]:
    """The decisions of the sample, as read from their files."""
    return decisions_of(sample)


def decisions_of(*paths: Path) -> list[Decision]:
    """The decisions of files and folders, as read from them; fails where one is refused."""
    found = []
    for entry in read_entries([str(path) for path in paths]):
        assert not isinstance(entry, Exception), entry
        found.append(entry.decision)
    return found


def integrity(path: Path) -> None:
    """Fail unless the file, its keys and the index beside the text are whole, as plain SQLite tests them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('integrity-check', 1)")


def index_source(path: Path) -> dict[str, tuple[str | None, ...]]:
    """What the index stands on, by reference, in the order of its columns."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            f"SELECT d.reference, {', '.join(f's.{column}' for column in COLUMNS)}"
            " FROM decision_fts_source s JOIN decisions d ON d.id = s.id"
        )
        return {reference: tuple(texts) for reference, *texts in rows}


@pytest.mark.parametrize("view", VIEWS)
def test_views_answer(archive: Path, view: str) -> None:
    """Every view gives rows to a plain client, and there is no view beside those tested."""
    with closing(sqlite3.connect(archive)) as connection:
        rows = connection.execute(f"SELECT * FROM {view}").fetchall()
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert len(rows) >= VIEWS[view]
    assert names == set(VIEWS)


def test_file_stands_alone(archive: Path) -> None:
    """After an ingest no -wal or -shm is left beside the file: who copies the one file has it all."""
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_sample_is_whole(archive: Path) -> None:
    """File, keys and index of a new archive pass SQLite's own tests."""
    integrity(archive)


def test_paragraphs(archive: Path, decisions: list[Decision]) -> None:
    """The view `paragraphs` gives each paragraph as parsed, word for word, with section, heading and numbers."""
    expected = [
        (
            decision.reference,
            paragraph.position,
            section.kind,
            section.heading,
            paragraph.number,
            paragraph.marker,
            paragraph.level,
            paragraph.para,
            int(paragraph.para_counted),
            paragraph.line,
            paragraph.text,
        )
        for decision in decisions
        for section in decision.sections
        for paragraph in section.paragraphs
    ]
    with closing(sqlite3.connect(archive)) as connection:
        found = connection.execute(
            "SELECT d.reference, p.position, p.section, p.heading, p.number, p.marker, p.level, p.para, p.para_counted,"
            " p.line, p.text FROM paragraphs p JOIN decisions d ON d.id = p.decision_id"
            " ORDER BY d.reference, p.position"
        ).fetchall()
    assert found == sorted(expected, key=lambda row: (row[0], row[1]))


def test_types_are_plain(archive: Path) -> None:
    """A column holds integers or text, never both, no fractions, no bytes: what ODBC, R and pandas expect of it."""
    mixed = []
    with closing(sqlite3.connect(archive)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        names = [name for (name,) in found if not name.startswith(("sqlite_", "decisions_fts"))]
        for name in names:
            for column, declared in connection.execute(
                f"SELECT name, type FROM pragma_table_info('{name}')"
            ).fetchall():
                types = connection.execute(f'SELECT DISTINCT typeof("{column}") FROM {name}').fetchall()
                held = {each for (each,) in types} - {"null"}
                if len(held) > 1 or not held <= {"integer", "text"} or declared not in {"INTEGER", "TEXT", ""}:
                    mixed.append((name, column, declared, held))
    assert len(names) > 20
    assert mixed == []


def test_searched_text_stands_in_documents(archive: Path) -> None:
    """Most paragraphs are spans of their document, so that the text is in the file once."""
    with closing(sqlite3.connect(archive)) as connection:
        spans, copies = connection.execute("SELECT count(start), count(text) FROM paragraph_spans").fetchone()
    assert spans > 9 * copies


def test_index_source(archive: Path, decisions: list[Decision]) -> None:
    """The view under the index gives exactly the text that was indexed: only so can a row leave the index again."""
    assert index_source(archive) == {decision.reference: indexed_text(decision) for decision in decisions}


def test_words(archive: Path) -> None:
    """`words` holds every word of the index as SQLite's own tokenizer splits and folds it, unstemmed, and no other."""
    columns = ", ".join(COLUMNS)
    with closing(sqlite3.connect(archive)) as connection:
        connection.executescript(
            f"""
            CREATE VIRTUAL TABLE temp.plain USING fts5({columns}, content='', tokenize='unicode61 remove_diacritics 2');
            INSERT INTO temp.plain({columns}) SELECT {columns} FROM decision_fts_source;
            CREATE VIRTUAL TABLE temp.terms USING fts5vocab(temp, plain, row);
            """
        )
        expected = {term for (term,) in connection.execute("SELECT term FROM temp.terms")}
        found = {word for (word,) in connection.execute("SELECT word FROM words")}
    assert found == expected


REFERENCE = "23 901 001"


def version(day: str, words: str, summary: str = "We will not investigate.") -> str:
    """A decision whose assessment is `words`."""
    return (
        f"Oxmere Council ({REFERENCE})\n\nCategory : Housing > Allocations\n\nDecision : Upheld\n\n"
        f"Decision date : {day}\n\nThe Ombudsman's final decision:\n\nSummary: {summary}\n\n"
        "The complaint\n\n  1. Mr B complains about the Council.\n\n"
        f"My assessment\n\n  1. {words}\n  2. The Council’s café reply came.\n\n"
        "Final decision\n\n  1. We will not investigate.\n"
    )


def taken_in(folder: Path, number: int, text: str, db: Path) -> Path:
    """The file of a version, after it was ingested."""
    path = folder / f"{number}.txt"
    path.write_text(text, encoding="utf-8")
    ingest([str(path)], str(db))
    return path


@pytest.mark.parametrize(
    ("later", "current"),
    [
        (version("18 Dec 2023", "Buttercup marigold."), 2),
        (version("18 Dec 2023", "Buttercup marigold.", "Other words."), 2),
        (version("19 Dec 2023", "Buttercup marigold."), 2),
        (version("02 Feb 2024", "Buttercup marigold."), 2),
        (version("17 Dec 2023", "Buttercup marigold."), 1),
        (version("01 Mar 2019", "Buttercup marigold."), 1),
    ],
    ids=["reworded", "other summary", "a day later", "a year on", "a day earlier", "years earlier"],
)
def test_replacing(tmp_path: Path, later: str, current: int) -> None:
    """Another version replaces the current one unless it is dated earlier; the index follows, both documents stay."""
    db = tmp_path / "archive.db"
    versions = [
        taken_in(tmp_path, 1, version("18 Dec 2023", "Foxglove tansy."), db),
        taken_in(tmp_path, 2, later, db),
    ]
    integrity(db)
    (decision,) = decisions_of(versions[current - 1])
    assert index_source(db) == {REFERENCE: indexed_text(decision)}
    with closing(sqlite3.connect(db)) as connection:
        matches = [
            connection.execute("SELECT count(*) FROM decisions_fts WHERE decisions_fts MATCH ?", (word,)).fetchone()[0]
            for word in ("foxglove", "buttercup", "cafe")
        ]
        documents = connection.execute("SELECT is_current, text FROM documents ORDER BY id").fetchall()
        dates = connection.execute("SELECT decision_date, decision_year FROM decisions").fetchall()
    assert matches == [int(current == 1), int(current == 2), 1]
    assert [is_current for is_current, _ in documents] == [int(current == 1), int(current == 2)]
    assert [text for _, text in documents] == [path.read_text(encoding="utf-8") for path in versions]
    assert decision.decision_date is not None
    assert dates == [(decision.decision_date.isoformat(), decision.decision_date.year)]


def test_reworded_beside_new(tmp_path: Path) -> None:
    """A decision that comes in reworded keeps its place; a new one of the same day, in the same batch, gets another."""
    db = tmp_path / "archive.db"
    first = version("18 Dec 2023", "Foxglove tansy.")
    taken_in(tmp_path, 1, first, db)
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "1.txt").write_text(first.replace("Foxglove", "Buttercup"), encoding="utf-8")
    (folder / "2.txt").write_text(first.replace(REFERENCE, "23 901 002"), encoding="utf-8")
    report = ingest([str(folder)], str(db))
    assert (report.added, report.changed) == (1, 1)
    integrity(db)
    assert index_source(db).keys() == {REFERENCE, "23 901 002"}


@pytest.mark.parametrize("batch", [1, 7, 500])
def test_replacing_many_times(tmp_path: Path, batch: int) -> None:
    """Generated files with many versions, in batches of any size, leave the index in step with the text."""
    write(tmp_path / "files", 120, seed=7, longest=2)
    db = tmp_path / "archive.db"
    ingest([str(tmp_path / "files")], str(db), batch=batch)
    integrity(db)
    newest: dict[str, Decision] = {}
    for decision in decisions_of(tmp_path / "files"):
        held = newest.get(decision.reference)
        assert decision.decision_date is not None
        if held is None or held.decision_date is None or decision.decision_date >= held.decision_date:
            newest[decision.reference] = decision
    assert index_source(db) == {reference: indexed_text(decision) for reference, decision in newest.items()}


def test_ids_are_in_order_of_date(tmp_path: Path) -> None:
    """Newest first is simply the highest id first, also after decisions were redated."""
    write(tmp_path / "files", 120, seed=7, longest=2)
    db = tmp_path / "archive.db"
    ingest([str(tmp_path / "files")], str(db), batch=13)
    with closing(sqlite3.connect(db)) as connection:
        dates = [day for (day,) in connection.execute("SELECT decision_date FROM decisions ORDER BY id")]
    assert dates == sorted(dates)
    assert len(set(dates)) > 80
