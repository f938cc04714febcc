"""What people type, in a table: the MATCH expression and filters that it gives, or the error with its place."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from archives import Builder, Ground, Payment

from archive.errors import QueryProblem
from archive.query import Query, search
from archive.query.understanding import understand
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TABLE: Final = Path(__file__).with_name("typed.csv")
COLUMNS: Final = ["query", "match", "filters", "error"]
FEWEST: Final = 120


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Three decisions in which every field of the language has a value."""
    path = tmp_path_factory.mktemp("typed") / "archive.db"
    builder = Builder(path)
    builder.council("Northwick Council", kind="unitary", region="South East")
    builder.council("London Borough of Southwick", kind="london_borough", region="London")
    builder.add(
        "21 000 001",
        council="Northwick Council",
        category="Housing > Allocations",
        outcome="Upheld",
        decision_date=date(2021, 5, 3),
        summary="Damp and mould, planned and planning repairs.",
        sections={"complaint": ["The house was damp."], "action": ["It agreed to pay £250."]},
        reasons=[Ground("fault_causing_injustice"), Ground("late_complaint", "considered_and_rejected")],
        payments=[Payment(25000)],
    )
    builder.add(
        "22 000 002",
        council="London Borough of Southwick",
        category="Education > School transport",
        decision_date=date(2022, 6, 1),
        document_type="report",
        summary="Houses and housing.",
        reasons=[Ground("insufficient_fault"), Ground("late_complaint", "cited")],
    )
    builder.add("15 000 003", council=None, outcome=None, document_type=None, summary="Nothing stated.")
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


def row(connection: sqlite3.Connection, typed: str) -> dict[str, str]:
    """What `typed` gives, as a row of the table."""
    given = dict.fromkeys(COLUMNS, "") | {"query": typed}
    try:
        asked = understand(connection, Query(words=typed))
    except QueryProblem as problem:
        place = "" if problem.offset is None else f"at {problem.offset}: "
        return given | {"error": f"{place}{problem.reason} | try: {problem.instead}"}
    filters = [f"{option}: {' or '.join(said)}" for option, said in asked.filters.items()]
    filters += [f"also {each.name}" for each in asked.conditions if not each.option]
    filters += [] if asked.para is None else [f"paragraph {asked.para}"]
    return given | {"match": asked.match or "", "filters": "; ".join(filters)}


def test_the_table_is_what_typing_gives(held: sqlite3.Connection, *, update_golden: bool) -> None:
    """Each of the typed queries gives its MATCH expression and filters, or its error with the place and a way out."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [row(held, each["query"]) for each in rows]
    if update_golden:
        written = io.StringIO(newline="")
        writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
        TABLE.write_text(written.getvalue(), encoding="utf-8", newline="")
    assert len({each["query"] for each in rows}) == len(rows) >= FEWEST
    assert found == rows


def test_every_way_out_can_be_searched(held: sqlite3.Connection) -> None:
    """What the table offers instead of an error is answered."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        offered = [error.rpartition(" | try: ")[2] for each in csv.DictReader(file) if (error := each["error"])]
    assert offered
    for typed in offered:
        search(held, Query(words=typed))
