"""The bare file in Datasette, without any configuration: labels, search, pages, notes.

The rules that make it so were found by trying 0.65.5 and 1.0a41; they lean on how Datasette looks at a schema.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from archive.ingester import ingest

if TYPE_CHECKING:
    from pathlib import Path

datasette = pytest.importorskip(
    "datasette.app", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'"
)

SEARCHABLE = ("decisions", "decision_search")
LISTS = (
    "reasons_by_council_and_year",
    "payments_by_purpose",
    "bars_considered_and_rejected",
    "promises_by_council",
)
"""The saved views for the common questions."""

WORDS = ("damp", "fault", "school transport", "Council's", "mould", "penguin")
ODD = (
    "O'Neill",
    '"',
    '"open',
    "child-protection",
    "NEAR(",
    "*",
    "()",
    "24A(6)",
    "fault AND",
    "summary:",
    "-",
    "\x00",
    "",
)


@pytest.fixture(scope="module")
def archive(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample, called archive.db."""
    path = tmp_path_factory.mktemp("datasette") / "archive.db"
    ingest([str(sample)], str(path))
    return path


def get(archive: Path, *addresses: str) -> list[Any]:
    """What a Datasette that knows nothing but the file answers to each address."""

    async def ask() -> list[Any]:
        server = datasette.Datasette([str(archive)])
        try:
            return [await server.client.get(address) for address in addresses]
        finally:
            server.executor.shutdown()
            for database in server.databases.values():
                database.close()

    return asyncio.run(ask())


def rows(archive: Path, address: str) -> list[dict[str, Any]]:
    """The rows of a table page, as objects."""
    (answer,) = get(archive, f"{address}{'&' if '?' in address else '?'}_shape=objects&_size=max")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def page_of(name: str) -> str:
    """The address of the page of a table or view, at the length Datasette gives it."""
    return f"/archive/{name}"


def query(archive: Path, sql: str, *values: object) -> list[Any]:
    """The rows of one statement, asked of SQLite itself."""
    with closing(sqlite3.connect(archive)) as connection:
        return connection.execute(sql, values).fetchall()


def test_labels_on_the_page(archive: Path) -> None:
    """Council, category and outcome stand on the page of `decisions` as names that link to their rows."""
    (page,) = get(archive, "/archive/decisions?reference=23+902+391")
    found = dict(re.findall(r'<td class="col-(\w+) type-int"><a href="(?:[^"]*)">([^<]*)</a>', page.text))
    assert found["council_id"] == "London Borough of Eastmere"
    assert found["category_id"] == "Housing &gt; Other"
    assert found["outcome_id"] == "Closed after initial enquiries"


def test_labels_in_json(archive: Path) -> None:
    """`?_labels=on` gives the names of every council, category and outcome."""
    found = {
        tuple((row[column] or {}).get("label") for column in ("council_id", "category_id", "outcome_id"))
        for row in rows(archive, "/archive/decisions.json?_labels=on")
    }
    expected = query(
        archive,
        "SELECT DISTINCT c.name, k.title, o.name FROM decisions d LEFT JOIN councils c ON c.id = d.council_id"
        " LEFT JOIN categories k ON k.id = d.category_id LEFT JOIN outcomes o ON o.id = d.outcome_id",
    )
    assert found == set(expected)


def test_title_is_the_label_of_decisions(archive: Path) -> None:
    """Where another table points to a decision its title is shown, and the name of a reason, not its code."""
    found = {
        (row["decision_id"]["label"], row["reason_id"]["label"])
        for row in rows(archive, "/archive/decision_reasons.json?_labels=on")
    }
    expected = query(
        archive,
        "SELECT d.title, r.name FROM decision_reasons x JOIN decisions d ON d.id = x.decision_id"
        " JOIN reasons r ON r.id = x.reason_id",
    )
    assert found == set(expected)


def test_every_foreign_key_has_a_label(archive: Path) -> None:
    """Whatever a row points to is shown by a name or title, never by a number: in every table, in every column."""
    keys = query(
        archive,
        'SELECT m.name, f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f'
        " WHERE m.type = 'table' ORDER BY 1, 2",
    )
    assert len(keys) > 12
    unlabelled = []
    for table in sorted({table for table, _ in keys}):
        found = rows(archive, f"/archive/{table}.json?_labels=on")
        for column in [column for name, column in keys if name == table]:
            labels = [row[column] for row in found if row[column] is not None]
            assert labels or table in {"council_successions", "categories", "carriers"}
            unlabelled += [(table, column) for label in labels if not isinstance(label, dict)]
            unlabelled += [(table, column) for label in labels if not isinstance(label["label"], str)]
    assert unlabelled == []


def test_document_is_called_by_its_file(archive: Path) -> None:
    """A problem shows the name of the file it was met in, without the folders."""
    labels = {row["document_id"]["label"] for row in rows(archive, "/archive/problems.json?_labels=on")}
    assert "22-902-913.txt" in labels


@pytest.mark.parametrize("table", SEARCHABLE)
def test_search_box(archive: Path, table: str) -> None:
    """`decisions` and `decision_search` have a search box; a table without an index has none."""
    page, other = get(archive, f"/archive/{table}", "/archive/councils")
    assert 'name="_search"' in page.text
    assert 'name="_search"' not in other.text


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("table", SEARCHABLE)
def test_search_finds_what_sqlite_finds(archive: Path, table: str, words: str) -> None:
    """The box of table and view gives exactly the decisions that the same words give in plain SQL."""
    match = " ".join(f'"{word}"' for word in words.split())
    expected = query(archive, "SELECT reference FROM decisions WHERE id IN (SELECT rowid FROM decisions_fts(?))", match)
    found = rows(archive, f"/archive/{table}.json?_search={quote(words)}")
    assert sorted(row["reference"] for row in found) == sorted(reference for (reference,) in expected)
    assert bool(found) == (words != "penguin")


def test_newest_first(archive: Path) -> None:
    """`decision_search` comes newest first, searched or not; decisions without a date stand last."""
    for address in ("/archive/decision_search.json", "/archive/decision_search.json?_search=fault"):
        dates = [row["decision_date"] or "" for row in rows(archive, address)]
        assert dates == sorted(dates, reverse=True)
        assert len(set(dates)) > 5


@pytest.mark.parametrize("mode", ["", "&_searchmode=raw"], ids=["escaped", "raw"])
def test_odd_input(archive: Path, mode: str) -> None:
    """Whatever is typed gives a page or a plain "bad request", never a server error."""
    addresses = [f"/archive/{table}?_search={quote(words)}{mode}" for table in SEARCHABLE for words in ODD]
    assert {answer.status_code for answer in get(archive, *addresses)} <= {200, 400}


@pytest.mark.parametrize("words", ["O'Neill", "child-protection", "NEAR(", "24A(6)", "fault AND"])
def test_odd_words_are_words(archive: Path, words: str) -> None:
    """Punctuation and operators typed into the box are read as words, not as syntax."""
    answers = get(archive, *(f"/archive/{table}?_search={quote(words)}" for table in SEARCHABLE))
    assert [answer.status_code for answer in answers] == [200, 200]


def test_every_page_answers(archive: Path) -> None:
    """The page of every table and view answers, and that of a decision; the index's own tables may be closed (1.0)."""
    names = query(archive, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    ((decision_id,),) = query(archive, "SELECT id FROM decisions WHERE reference = '23 902 391'")
    addresses = ["/", "/archive", f"/archive/decisions/{decision_id}", *(f"/archive/{name}" for (name,) in names)]
    assert {"/archive/paragraphs", "/archive/decision_reading", "/archive/promises_by_council"} <= set(addresses)
    answers = get(archive, *addresses)
    statuses = {address: answer.status_code for address, answer in zip(addresses, answers, strict=True)}
    hidden = {address for address, status in statuses.items() if status == 403}
    assert all(address.startswith("/archive/decisions_fts_") for address in hidden)
    assert {address: status for address, status in statuses.items() if address not in hidden} == dict.fromkeys(
        set(addresses) - hidden, 200
    )
    assert "London Borough of Eastmere (23 902 391)" in answers[2].text


def test_pages_are_small(archive: Path) -> None:
    """No page of a list is heavy: the long text is in `documents` and in `decision_reading` alone."""
    lists = ("decisions", "decision_search", *LISTS)
    sizes = {name: len(answer.content) for name, answer in zip(lists, get(archive, *map(page_of, lists)), strict=True)}
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}


def test_notes(archive: Path) -> None:
    """The notes on table and columns stand in the schema at the foot of the page."""
    (page,) = get(archive, "/archive/decisions")
    assert "--! One row a decision." in page.text
    assert "--- As in the header; null where the copy has no header" in page.text


def test_facets(archive: Path) -> None:
    """Outcome and year are offered as facets without being asked for."""
    (answer,) = get(archive, "/archive/decisions.json?_size=0&_extra=suggested_facets")
    offered = {facet["name"] for facet in answer.json()["suggested_facets"]}
    assert {"outcome_id", "decision_year"} <= offered
