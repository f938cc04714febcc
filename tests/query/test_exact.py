"""Words in one form only."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from archives import Builder

from archive.query import Query, exact, search
from archive.query.exact import only_form
from archive.query.understanding import understand
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Decisions that have the forms of a few words in different places, the stock text among them."""
    path = tmp_path_factory.mktemp("exact") / "archive.db"
    builder = Builder(path)
    texts: tuple[tuple[str, dict[str, list[str]]], ...] = (
        ("Housing was the matter.", {}),
        ("Another matter.", {"complaint": ["She was housed.", "The housing benefit was late."]}),
        ("A third matter.", {"complaint": ["Housed."], "powers": ["We look at housing."]}),
        ("Of houses.", {"assessment": ["A HOUSE-move; the café\u2019s cafe\u0301."]}),
        ("Cafes are many.", {"assessment": ["The re-housing, house by house."], "decision": ["No housings."]}),
    )
    for number, (summary, sections) in enumerate(texts, 1):
        builder.add(f"21 000 00{number}", decision_date=date(2020 + number, 1, 1), summary=summary, sections=sections)
    # Words that do not stand together in the document are kept beside it.
    builder.connection.execute(
        "UPDATE paragraph_spans SET text = 'A torn apart housing stock.' WHERE position = 1"
        " AND decision_id = (SELECT id FROM decisions WHERE reference = '21 000 003')"
    )
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("housing", "12345"),
        ("exact:housing", "1235"),
        ("exact:HOUSING", "1235"),
        ("exact:housed", "2"),
        ("exact:house", "45"),
        ("exact:houses", "4"),
        ("exact:cafe", "4"),
        ("exact:café", "4"),
        ("exact:cafes", "5"),
        ('exact:"housing benefit"', "2"),
        ('exact:"housing benefits"', ""),
        ("exact:house-move", "4"),
        ('exact:"apart housing"', "3"),
        ("in:summary exact:housing", "1"),
        ("in:complaint exact:housing", "23"),
        ("in:title exact:housing", ""),
        ("in:summary in:complaint exact:housing", ""),
        ("in:summary (NOT in:complaint exact:housing)", "12345"),
        ("housing -exact:housing", "4"),
        ("NOT exact:housing", "4"),
        ("exact:houses OR exact:housed", "24"),
        ("exact:housing since:2022", "235"),
        ("exact:housing NOT exact:house", "123"),
        ("exact:house NOT exact:house", ""),
        ("exact:qqqq", ""),
        ("exact:दिल्ली", ""),
        ("exact:matter", "123"),
        ("near(housing benefit, 2) exact:late", "2"),
    ],
)
def test_a_form_finds_itself_alone(held: sqlite3.Connection, words: str, expected: str) -> None:
    """Case, accents and what stands around it count for nothing; other forms, and the stock text, do not answer."""
    found = search(held, Query(words=words))
    assert "".join(sorted(hit.reference[-1] for hit in found.hits)) == expected
    assert (found.exact, found.notes) == (True, ())


def test_of_a_stem_with_one_form_no_text_is_read(held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the archive has no other word of the stem, the index alone tells."""
    assert only_form(held, ("matter",))
    assert not only_form(held, ("housing",))
    assert not only_form(held, ("matter", "housing"))
    assert only_form(held, ("\U0001e900", "°"))
    monkeypatch.setattr(exact, "_ALIKE_AT_MOST", 0)
    assert not only_form(held, ("matter",))


def test_what_was_not_looked_at_is_said(held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more than can be read the newest are, and the result keeps to these, says so and calls its total inexact."""
    monkeypatch.setattr(exact, "LOOKED_AT_MOST", 3)
    page = search(held, Query(words="exact:housing OR matter"))
    assert {hit.reference[-1] for hit in page.hits} == {"3", "5"}
    assert not page.exact
    (note,) = page.notes
    assert note.startswith("exact:housing: only the newest 3 decisions with a form of it were looked at; ")
    narrowed = understand(held, Query(words="exact:housing since:2023"))
    assert (narrowed.exact, narrowed.notes) == (True, ())
    insisted = search(held, Query(words="exact:housing OR matter", exact=True))
    assert (insisted.exact, insisted.notes) == (True, ())
    assert insisted.total > page.total
