"""Provisions as people type them, and the filters on citations and remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from archives import small_archive

from archive.errors import QueryProblem
from archive.query import Query, search
from archive.query.provisions import read_provision
from archive.storage.connection import open_reader, open_writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("typed", "act", "provision"),
    [
        ("s26B", None, "s26B"),
        ("S. 26b", None, "s26B"),
        ("section 26B(2)", None, "s26B(2)"),
        ("26(6)(a)", None, "s26(6)(a)"),
        ("34 B", None, "s34B"),
        ("Sch 5 para 1", None, "Sch 5 para 1"),
        ("schedule 5, paragraph 5(2)", None, "Sch 5 para 5(2)"),
        ("Schedule 5a", None, "Sch 5A"),
        ("Care Act 2014 s42", "Care Act 2014", "s42"),
        ("section 41 of the Highways Act 1980", "Highways Act 1980", "s41"),
        ("Highways  Act", "Highways Act", None),
        ("Local Government Act 1974, section 26(1)", "Local Government Act 1974", "s26(1)"),
        ("  ", None, None),
    ],
)
def test_read_provision(typed: str, act: str | None, provision: str | None) -> None:
    """Sections and schedules in any usual form have one normal form; what is left names the Act."""
    assert read_provision(typed) == (act, provision)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The small archive with two more citations."""
    path = small_archive(tmp_path_factory.mktemp("held") / "archive.db")
    writer = open_writer(path)
    first, second = (row[0] for row in writer.execute("SELECT id FROM decisions ORDER BY reference LIMIT 2"))
    writer.executemany(
        "INSERT INTO citations VALUES (NULL, ?, ?, ?, 'powers', 1, 'x', 0)",
        [
            (first, "Local Government Act 1974", "s26B(2)"),
            (second, "Local Government Act 1974", "Sch 5 para 1"),
            (second, "Highways Act 1980", "s41"),
        ],
    )
    writer.close()
    connection = open_reader(path)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("cites", "found"),
    [
        (("s26B",), 1),
        (("s26B(2)",), 1),
        (("s26",), 0),
        (("Sch 5",), 1),
        (("s26B", "Sch 5 para 1"), 2),
        (("highways act",), 1),
        (("Highways Act s26B",), 0),
        (("Local Government Act 1974",), 2),
    ],
)
def test_cites(held: sqlite3.Connection, cites: tuple[str, ...], found: int) -> None:
    """A provision finds itself and those below it, an Act by its words; several are alternatives."""
    assert search(held, Query(cites=cites)).total == found


def test_remedies(held: sqlite3.Connection) -> None:
    """A kind of remedy in any spelling; an unknown one is told with those there are."""
    assert search(held, Query(remedies=("Payment",))).total == 2
    with pytest.raises(QueryProblem, match=r"no kind of remedy called 'cake': this archive has .*payment"):
        search(held, Query(remedies=("cake",)))


def test_cites_nothing(held: sqlite3.Connection) -> None:
    """A blank provision is refused with examples."""
    with pytest.raises(QueryProblem, match="needs a provision"):
        search(held, Query(cites=(" ",)))


def test_no_remedies_at_all(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An archive without remedies says so."""
    path = tmp_path_factory.mktemp("none") / "a.db"
    open_writer(path, create=True).close()
    connection = open_reader(path)
    with pytest.raises(QueryProblem, match="this archive has no remedies"):
        search(connection, Query(remedies=("apology",)))
    connection.close()
