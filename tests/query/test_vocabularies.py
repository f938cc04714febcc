"""Councils, categories and reasons with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from archives import Builder, small_archive

from archive.query.vocabularies import (
    CATEGORY_COLUMNS,
    COUNCIL_COLUMNS,
    REASON_COLUMNS,
    categories,
    councils,
    reason_names,
    reasons,
)
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The small archive, open for reading."""
    connection = open_reader(small_archive(tmp_path_factory.mktemp("held") / "archive.db"))
    yield connection
    connection.close()


def test_councils_are_counted(held: sqlite3.Connection) -> None:
    """Each body with decisions, by name, with how many and from when to when."""
    assert councils(held) == [
        ("Marsh Care Homes (North) Limited", 1, "2022-06-15", "2022-06-15", "unknown", None),
        ("Northwick Council", 4, "2024-02-29", "2021-05-03", "unknown", None),
        ("Southwick & Marsh Council", 2, "2022-06-15", "2022-01-01", "unknown", None),
    ]
    assert len(councils(held)[0]) == len(COUNCIL_COLUMNS)


def test_categories_are_counted_with_their_subcategories(held: sqlite3.Connection) -> None:
    """A category counts what its subcategories have, by outcome too."""
    rows = categories(held)
    assert ("Education", 2, 0, 0, 2) in rows
    assert ("Education > School transport", 1, 0, 0, 1) in rows
    assert ("Planning", 2, 0, 1, 1) in rows
    assert ("Adult care services > Residential care", 2, 2, 0, 0) in rows
    assert len(rows[0]) == len(CATEGORY_COLUMNS)


def test_reasons_are_counted_by_role(held: sqlite3.Connection) -> None:
    """A decision counts once for a reason relied on, however often it is; cited and rejected count apart."""
    assert reasons(held) == [
        ("insufficient_fault", 1, "Not enough evidence of fault", 0, 0, "D", "Fault"),
        ("no_different_outcome", 1, "Would not lead to a different outcome", 0, 0, "D", "Remedy"),
        ("late_complaint", 0, "Complaint made late", 1, 1, "JD", None),
        ("fault_causing_injustice", 3, "Fault causing injustice", 0, 0, "F", None),
    ]
    assert len(reasons(held)[0]) == len(REASON_COLUMNS)


def test_all_includes_what_has_no_decisions(tmp_path: Path) -> None:
    """Without decisions there is nothing to list, but everything known can be."""
    builder = Builder(tmp_path / "archive.db")
    builder.council("Nowhere Council", region="North", kind="district")
    builder.category("Housing > Allocations")
    builder.finish()
    connection = open_reader(tmp_path / "archive.db")
    assert councils(connection) == categories(connection) == reasons(connection) == []
    assert councils(connection, everything=True) == [("Nowhere Council", 0, None, None, "district", "North")]
    assert categories(connection, everything=True) == [("Housing", 0, 0, 0, 0), ("Housing > Allocations", 0, 0, 0, 0)]
    assert len(reasons(connection, everything=True)) == 4
    connection.close()


def test_reasons_have_names(held: sqlite3.Connection) -> None:
    """Every code of the archive has its name."""
    assert reason_names(held)["late_complaint"] == "Complaint made late"
