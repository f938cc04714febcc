"""Decisions as Parquet: read back by pyarrow and by DuckDB, they are the decisions that were written."""

from __future__ import annotations

import os
import sys
import tracemalloc
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from making import HEAD, decision

from archive.decision import Decision, Reference
from archive.errors import ArchiveError
from archive.ingester import read_entries
from archive.output.parquet import write_parquet
from archive.output.parquet_columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install '.[parquet]'")

NAMES = {"insufficient_fault": "Not enough evidence of fault"}


@pytest.fixture(scope="module")
def decisions(sample: Path) -> list[Decision]:
    """The decisions of the sample, newest first."""
    found = [entry.decision for entry in read_entries([str(sample)]) if not isinstance(entry, Exception)]
    return sorted(found, key=lambda each: (each.decision_date or date.min, each.reference), reverse=True)


def written(decisions: Iterable[Decision], folder: Path) -> int:
    """How many decisions were written to `folder`, each with an address."""
    pairs = ((each, (f"https://example.org/{each.reference}", True)) for each in decisions)
    return write_parquet(pairs, folder, acknowledgement="Reproduced from the Ombudsman.", names=NAMES)


def files(folder: Path) -> list[str]:
    """The files below `folder`."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def made(*days: date | None) -> list[Decision]:
    """Small decisions of these dates, in this order."""
    one = replace(decision(HEAD + "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n"), decision_date=None)
    return [
        replace(one, reference=Reference(f"21 900 {number:03}"), decision_date=day)
        for number, day in enumerate(days, 1)
    ]


def test_a_folder_a_year(tmp_path: Path) -> None:
    """Each year has its folder, the undated Hive's own; a year that comes back gets another part."""
    days = (date(2024, 5, 1), date(2024, 1, 1), date(2023, 12, 31), None, date(2024, 2, 2))
    assert written(made(*days), tmp_path / "out") == 5
    assert files(tmp_path / "out") == [
        "year=2023/part-0.parquet",
        "year=2024/part-0.parquet",
        "year=2024/part-1.parquet",
        "year=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_rows_are_the_decisions(decisions: list[Decision], tmp_path: Path) -> None:
    """Every value comes back: fields, paragraphs with their sections, findings with their words, dates as dates."""
    assert written(decisions, tmp_path / "out") == 30
    rows = {row["reference"]: row for row in parquet.read_table(tmp_path / "out").to_pylist()}
    assert len(rows) == 30
    for each in decisions:
        row = rows[each.reference]
        expected = each.to_dict()
        for name in ("council", "category", "subcategory", "outcome", "document_type", "disposition", "summary"):
            assert row[name] == expected[name]
        for name in ("citations", "problems", "related_references"):
            assert row[name] == expected[name]
        assert (row["decision_date"], row["compliance_date"]) == (each.decision_date, each.compliance_date)
        assert (row["title"], row["url_derived"]) == (each.title, True)
        assert [part | {"section": None, "heading": None} for part in row["paragraphs"]] == [
            paragraph | {"section": None, "heading": None}
            for section in expected["sections"]
            for paragraph in section["paragraphs"]
        ]
        assert [(part["section"], part["heading"]) for part in row["paragraphs"]] == [
            (section.kind, section.heading) for section in each.sections for _ in section.paragraphs
        ]
        assert [remedy.pop("due_on") for remedy in row["remedies"]] == [remedy.due_on for remedy in each.remedies]
        assert row["remedies"] == expected["remedies"]
        assert [reason.pop("name") for reason in row["reasons"]] == [NAMES.get(r.code) for r in each.reasons]
        assert row["reasons"] == expected["reasons"]
        assert each.source is not None
        assert (row["path"], row["sha256"]) == (each.source.path, each.source.sha256)


def test_each_part_says_what_it_is(decisions: list[Decision], tmp_path: Path) -> None:
    """Every file names its source, its acknowledgement, what is derived, the program; every column has its note."""
    written(decisions, tmp_path / "out")
    for name in files(tmp_path / "out"):
        schema = parquet.read_schema(tmp_path / "out" / name)
        assert schema.metadata[b"acknowledgement"] == b"Reproduced from the Ombudsman."
        assert schema.metadata[b"derived"] == b"disposition, reasons, remedies, citations"
        assert schema.metadata[b"source"].startswith(b"Local Government and Social Care Ombudsman")
        assert schema.metadata[b"program"].startswith(b"lgsco-archive ")
        assert schema.metadata[b"format_version"] == b"1"
        assert [field.name for field in schema] == [column.name for column in COLUMNS]
        assert [field.name for field in schema if not field.nullable] == ["reference", "title"]
        assert all(field.metadata[b"description"] for field in schema)


def test_duckdb(decisions: list[Decision], tmp_path: Path) -> None:
    """DuckDB takes the year from the folders, null for the undated, and opens the lists."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install '.[dev]'")
    written(decisions, tmp_path / "out")
    source = f"read_parquet('{tmp_path}/out/*/*.parquet', hive_partitioning = true)"
    years = dict(duckdb.sql(f"SELECT year, count(*) FROM {source} GROUP BY year").fetchall())
    expected = [each.decision_date.year if each.decision_date else None for each in decisions]
    assert years == {year: expected.count(year) for year in expected}
    rejected = duckdb.sql(
        f"SELECT reference FROM (SELECT reference, unnest(reasons) AS reason FROM {source})"
        " WHERE reason.role = 'considered_and_rejected' ORDER BY reference"
    ).fetchall()
    assert rejected == [("18 906 940",), ("22 902 913",), ("23 900 550",), ("23 905 118",)]
    pence = duckdb.sql(f"SELECT sum(r.amount_pence) FROM (SELECT unnest(remedies) AS r FROM {source})").fetchone()
    assert pence == (sum(remedy.amount_pence or 0 for each in decisions for remedy in each.remedies),)
    said = duckdb.sql(
        f"SELECT decode(value) FROM parquet_kv_metadata('{tmp_path}/out/*/*.parquet')"
        " WHERE decode(key) = 'acknowledgement'"
    ).fetchall()
    assert set(said) == {("Reproduced from the Ombudsman.",)}


def peak(count: int, folder: Path) -> int:
    """The most memory that writing `count` decisions took in Python, in bytes."""

    def many() -> Iterator[Decision]:
        (one,) = made(date(2024, 5, 1))
        for number in range(count):
            yield replace(one, reference=Reference(f"24 {number // 1000:03} {number % 1000:03}"))

    tracemalloc.start()
    try:
        assert written(many(), folder) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow(tmp_path: Path) -> None:
    """Four times the decisions take no more memory; they are one part in several row groups."""
    written(made(date(2024, 5, 1)), tmp_path / "warm")
    assert peak(4_000, tmp_path / "more") < 1.2 * peak(1_000, tmp_path / "less")
    found = parquet.ParquetFile(tmp_path / "more" / "year=2024" / "part-0.parquet").metadata
    assert (found.num_rows, found.num_row_groups) == (4_000, 4)


def test_no_decisions(tmp_path: Path) -> None:
    """Nothing to write gives an empty folder."""
    assert written([], tmp_path / "out") == 0
    assert files(tmp_path / "out") == []
    assert (tmp_path / "out").is_dir()


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """A folder that is there and empty is used; its name may end with a stroke."""
    (tmp_path / "out").mkdir()
    pairs: list[Any] = [(each, None) for each in made(date(2024, 5, 1))]
    assert write_parquet(pairs, f"{tmp_path}/out{os.sep}", acknowledgement="", names={}) == 1
    assert [row["url"] for row in parquet.read_table(tmp_path / "out").to_pylist()] == [None]


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (lambda path: path.write_bytes(b"x"), "out", "is a file"),
        (lambda path: (path.mkdir(), (path / "x").touch()), "out", "has something in it"),
        (lambda _path: None, "nowhere/out", "cannot be written: No such file or directory"),
    ],
    ids=["file", "full", "no folder"],
)
def test_places_that_cannot_be(make: Any, name: str, words: str, tmp_path: Path) -> None:  # noqa: ANN401
    """What cannot be written to is told in one line, and left as it is."""
    make(tmp_path / name)
    before = files(tmp_path)
    with pytest.raises(ArchiveError, match=words) as told:
        written(made(None), tmp_path / name)
    assert told.value.path == str(tmp_path / name)
    assert files(tmp_path) == before


def test_broken_off(tmp_path: Path) -> None:
    """When the decisions break off nothing is left behind."""

    def broken() -> Iterator[Decision]:
        yield from made(date(2024, 5, 1))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(broken(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow it is said how to get it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ArchiveError, match=r"install lgsco-archive\[parquet\]"):
        written(made(None), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
