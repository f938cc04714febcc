"""The saved views against the decisions themselves: each row counted and put together once more, without SQL."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from generated import write

from archive.decision import RELIED_ON
from archive.ingester import ingest, read_entries

if TYPE_CHECKING:
    from pathlib import Path

    from archive.decision import Decision

LISTS = ("decision_search", "payments_by_purpose", "bars_considered_and_rejected", "promises_by_council")
"""The views of one row a decision, or a finding of one."""


@pytest.fixture(scope="module")
def archive(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample."""
    path = tmp_path_factory.mktemp("views") / "archive.db"
    ingest([str(sample)], str(path))
    return path


@pytest.fixture(scope="module")
def decisions(sample: Path) -> list[Decision]:
    """The decisions of the sample."""
    entries = [entry for entry in read_entries([str(sample)]) if not isinstance(entry, Exception)]
    assert len(entries) == 30
    return [entry.decision for entry in entries]


def rows(archive: Path, sql: str, *values: object) -> list[dict[str, Any]]:
    """The rows of one statement, by column."""
    with closing(sqlite3.connect(archive)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]


def names(archive: Path) -> dict[str, str]:
    """The name of each reason, by its code."""
    return {row["code"]: row["name"] for row in rows(archive, "SELECT code, name FROM reasons")}


def bodies(archive: Path) -> dict[str, str | None]:
    """The body of each decision, by its reference."""
    return {row["reference"]: row["council"] for row in rows(archive, "SELECT reference, council FROM decision_search")}


def para(decision: Decision, position: int | None) -> int | None:
    """The number by which the paragraph at `position` is cited."""
    found = {item.position: item.para for section in decision.sections for item in section.paragraphs}
    return None if position is None else found[position]


def test_relied_on(archive: Path, decisions: list[Decision]) -> None:
    """`decision_reading` names each ground and finding relied on once, however many times it is stated."""
    name = names(archive)
    found = {
        row["reference"]: row["relied_on"].split("; ") if row["relied_on"] else []
        for row in rows(archive, "SELECT reference, relied_on FROM decision_reading")
    }
    assert {reference: sorted(each) for reference, each in found.items()} == {
        d.reference: sorted({name[r.code] for r in d.reasons if r.role in RELIED_ON}) for d in decisions
    }


def test_reading_text(archive: Path, decisions: list[Decision]) -> None:
    """`decision_reading` has every heading and paragraph in order, each heading on a line of its own, and no more."""
    found = {row["reference"]: row["text"] for row in rows(archive, "SELECT reference, text FROM decision_reading")}
    for decision in decisions:
        lines = []
        for section in decision.sections:
            if section.heading is not None and section.paragraphs:
                lines += ["", section.heading]
            lines += [
                "  " * min(p.level, 5) + (f"{p.marker} " if p.marker else "") + p.text for p in section.paragraphs
            ]
        assert found[decision.reference] == "\n".join(lines).lstrip("\n")


def test_reading_remedies(archive: Path) -> None:
    """What was agreed stands in words: kind, sum, status, day."""
    ((found,),) = [row.values() for row in rows(archive, _REMEDIES, "23 905 118")]
    first = found.split("; ")
    assert first[:2] == ["apology (agreed by 2024-11-14)", "payment £900.00 (agreed by 2024-11-14)"]
    assert "payment £375.84 (agreed by 2024-11-14)" in first
    assert "service improvement (agreed by 2025-01-14)" in first
    ((rejected,),) = [row.values() for row in rows(archive, _REJECTED, "23 905 118")]
    assert rejected == "Could have appealed to a tribunal"


_REMEDIES = "SELECT remedies FROM decision_reading WHERE reference = ?"
_REJECTED = "SELECT considered_and_rejected FROM decision_reading WHERE reference = ?"


def test_reasons_by_council_and_year(archive: Path, decisions: list[Decision]) -> None:
    """Decisions are counted once for each body, year and reason, beside the base of all decisions of body and year."""
    body, name = bodies(archive), names(archive)
    counted: dict[tuple[Any, ...], list[set[str]]] = defaultdict(lambda: [set(), set()])
    base: dict[tuple[Any, ...], int] = defaultdict(int)
    for decision in decisions:
        council = body[decision.reference]
        if council is None:
            continue
        year = decision.decision_date.year if decision.decision_date else None
        base[council, year] += 1
        for reason in decision.reasons:
            if reason.role != "cited":
                counted[council, year, name[reason.code]][reason.role not in RELIED_ON].add(decision.reference)
    expected = {key: (len(relied), len(rejected), base[key[0], key[1]]) for key, (relied, rejected) in counted.items()}
    found = {
        (row["council"], row["decision_year"], row["reason"]): (
            row["relied_on"],
            row["considered_and_rejected"],
            row["decisions"],
        )
        for row in rows(archive, "SELECT * FROM reasons_by_council_and_year")
    }
    assert found == expected
    assert max(number for _, _, number in found.values()) > 1


def test_payments_by_purpose(archive: Path, decisions: list[Decision]) -> None:
    """Every payment is a row with its purpose, sum, status and words, newest first."""
    columns = ("reference", "purpose", "amount_pence", "basis", "status", "payee", "para", "quote")
    found = rows(archive, "SELECT * FROM payments_by_purpose")
    assert sorted((tuple(row[column] for column in columns) for row in found), key=str) == sorted(
        (
            (d.reference, m.purpose, m.amount_pence, m.basis, m.status, m.payee, para(d, m.paragraph), m.quote)
            for d in decisions
            for m in d.remedies
            if m.kind == "payment"
        ),
        key=str,
    )
    assert {row["reference"]: row["council"] for row in found}.items() <= bodies(archive).items()
    dates = [row["decision_date"] or "" for row in found]
    assert dates == sorted(dates, reverse=True)


def test_bars_considered_and_rejected(archive: Path, decisions: list[Decision]) -> None:
    """Every ground that was weighed and not applied is a row with the words, and no other is."""
    name = names(archive)
    found = rows(archive, "SELECT * FROM bars_considered_and_rejected")
    assert sorted((row["reference"], row["bar"], row["para"], row["quote"]) for row in found) == sorted(
        (d.reference, name[r.code], para(d, r.paragraph), r.quote)
        for d in decisions
        for r in d.reasons
        if r.role == "considered_and_rejected"
    )


def test_promises_by_council(archive: Path, decisions: list[Decision]) -> None:
    """Every remedy agreed is a row under the body that agreed it, with its day; bodies in order, the latest first."""
    body = bodies(archive)
    found = rows(archive, "SELECT * FROM promises_by_council")
    columns = ("council", "reference", "kind", "amount_pence", "due", "due_on", "quote")
    assert sorted((tuple(row[column] for column in columns) for row in found), key=str) == sorted(
        (
            (
                body[d.reference],
                d.reference,
                m.kind,
                m.amount_pence,
                m.due,
                m.due_on.isoformat() if m.due_on else None,
                m.quote,
            )
            for d in decisions
            if body[d.reference]
            for m in d.remedies
            if m.status == "agreed"
        ),
        key=str,
    )
    assert [row["council"] for row in found] == sorted(row["council"] for row in found)
    for council in {row["council"] for row in found}:
        dates = [row["decision_date"] or "" for row in found if row["council"] == council]
        assert dates == sorted(dates, reverse=True)


@pytest.fixture(scope="module", params=["as written", "with the planner's figures"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of some hundred generated decisions, as it is written and as it is shipped."""
    folder = tmp_path_factory.mktemp("plans")
    write(folder / "files", 400, seed=11, longest=1)
    path = folder / "archive.db"
    ingest([str(folder / "files")], str(path))
    if request.param != "as written":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("ANALYZE")
    return path


@pytest.mark.parametrize("view", [*LISTS, "reasons_by_council_and_year", "decision_reading"])
def test_one_body_is_read_by_its_index(filled: Path, view: str) -> None:
    """The rows of one body are found through indexes: no table or index of decisions or findings is read through."""
    plan = [row["detail"] for row in rows(filled, f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE council = ?", "x")]
    assert any("sqlite_autoindex_councils" in step for step in plan)
    assert [
        step for step in plan if re.match(r"SCAN (?:TABLE )?(?:decisions|remedies|decision_reasons|[dmxbpq])\b", step)
    ] == []


def test_reasons_of_one_decision_are_looked_up(filled: Path) -> None:
    """In `decision_reading` each reason of a decision is looked up; the list of all reasons is never gone through."""
    plan = [row["detail"] for row in rows(filled, "EXPLAIN QUERY PLAN SELECT * FROM decision_reading LIMIT 101")]
    assert sum(bool(re.match(r"SEARCH (?:TABLE )?(?:reasons AS )?r ", step)) for step in plan) == 2
    assert [step for step in plan if re.match(r"SCAN (?:TABLE )?(?:reasons AS )?r\b", step)] == []


@pytest.mark.parametrize("view", ["decision_search", "decision_reading"])
def test_newest_first_without_sorting(filled: Path, view: str) -> None:
    """The first page of decisions is read off in the order of their ids; nothing is sorted."""
    plan = [row["detail"] for row in rows(filled, f"EXPLAIN QUERY PLAN SELECT * FROM {view} LIMIT 101")]
    assert [step for step in plan if "FOR ORDER BY" in step] == []
