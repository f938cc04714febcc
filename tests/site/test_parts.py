"""The small parts of pages: charts, notes, years, words, addresses, pieces of a text."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.site import addresses, words
from archive.site.charts import HEIGHT, WIDTH, Series, over_years
from archive.site.council import _sums
from archive.site.metadata import _HIDDEN, _OPTIONS, metadata
from archive.site.notes import notes
from archive.site.outcomes import by_year
from archive.site.reading import _pieces
from archive.site.reason import meanings

ROOT = Path(__file__).resolve().parents[2]
ONE = (Series("All", "all"),)


@given(st.dictionaries(st.integers(1974, 2040), st.integers(0, 100_000), min_size=1, max_size=30))
def test_bars_stand_in_the_chart(counts: dict[int, int]) -> None:
    """Every bar and label lies within the chart, heights go as the counts, and at most fourteen years are named."""
    chart = over_years("t", ONE, [(year, (count,)) for year, count in counts.items()])
    assert (chart is None) == (not any(counts.values()))
    if chart is None:
        return
    shown = [count for _, count in sorted(counts.items()) if count]
    assert len(chart.parts) == len(shown)
    for part in chart.parts:
        assert 0 <= part.x <= part.x + part.width <= WIDTH + 0.1
        assert 0 <= part.y <= part.y + part.height <= HEIGHT
    tallest = max(chart.parts, key=lambda part: part.height)
    assert shown[chart.parts.index(tallest)] >= max(shown) - max(shown) // 100
    assert len(chart.labels) <= 14
    assert 2 <= len(chart.lines) <= 6


def test_time_runs_evenly() -> None:
    """A year without decisions keeps its place."""
    chart = over_years("t", ONE, [(2020, (1,)), (2023, (1,))])
    assert chart is not None
    assert [label.text for label in chart.labels] == ["’20", "’21", "’22", "’23"]


def test_years() -> None:
    """Undated decisions come last, unknown outcomes under the last column, and the sums are right."""
    years = by_year([(2021, "upheld", 3), (None, None, 2), (2022, "not-upheld", 40), (2021, "odd", 1)], "t")
    assert years.rows == ((2022, (0, 40, 0, 0), 40), (2021, (3, 0, 0, 1), 4), (None, (0, 0, 0, 2), 2))
    assert (years.totals, years.total, years.small) == ((3, 40, 0, 3), 46, False)


def test_no_years() -> None:
    """Of nothing there is no chart, and noughts in the table."""
    assert by_year([], "t") == ((), (0, 0, 0, 0), 0, None)


def test_sums() -> None:
    """The first row is of all years; the median of an even number lies between the two in the middle."""
    assert _sums([]) == []
    assert _sums([(2022, 100), (2022, 301), (2021, 900)]) == [
        (None, 3, 301, 1301),
        (2022, 2, 200, 401),
        (2021, 1, 900, 900),
    ]


@given(st.text("ab ", max_size=30), st.lists(st.text("ab ", max_size=6), max_size=4))
def test_pieces_are_the_text(text: str, quotes: list[str]) -> None:
    """However quotes overlap or are missing, the pieces put together are the text."""
    pieces = _pieces(text, quotes)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


def test_overlapping_quotes() -> None:
    """Two quotes that overlap are both marked, once."""
    assert _pieces("We found fault here.", ["We found", "found fault"]) == (
        ("We found", True),
        (" fault", True),
        (" here.", False),
    )


@pytest.mark.parametrize(
    ("pence", "shown"), [(0, "£0"), (5, "£0.05"), (25000, "£250"), (123456, "£1,234.56"), (100000000, "£1,000,000")]
)
def test_pounds(pence: int, shown: str) -> None:
    """Pence are shown only where there are any."""
    assert words.pounds(pence) == shown


@pytest.mark.parametrize(("part", "whole", "shown"), [(1, 3, "33%"), (1, 1000, "<1%"), (0, 5, "0%"), (0, 0, "")])
def test_share(part: int, whole: int, shown: str) -> None:
    """A share is whole percents; what is there is never nought."""
    assert words.share(part, whole) == shown


def test_addresses() -> None:
    """Addresses are made of references, keys and codes; what means something in an address is escaped."""
    assert addresses.decision("19 018 519c", "p7") == "/decision/19-018-519c#p7"
    assert addresses.council("a/b?c") == "/council/a%2Fb%3Fc"
    assert addresses.reason("late_complaint") == "/reason/late_complaint"
    assert addresses.search((("q", "a&b"), ("council", "")), sort="newest") == "/search?q=a%26b&sort=newest"
    assert addresses.search() == "/search"


def test_every_reason_has_a_meaning() -> None:
    """Each reason of the reference rows is explained in plain words, and nothing else is."""
    with (ROOT / "data/reference/reasons.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert list(meanings()) == codes
    assert all(len(meaning) > 20 and meaning.endswith(".") for meaning in meanings().values())


def test_notes_of_the_schema(sample_archive: Path) -> None:
    """Every table and view that readers see has a note, and every column of the views and main tables."""
    with closing(sqlite3.connect(sample_archive)) as connection:
        found = notes(connection)
        shown = [name for name in found if name not in _HIDDEN and not name.startswith(("decisions_fts", "sqlite_"))]
        for name in shown:
            assert found[name].table, name
            assert not found[name].table.startswith("-")
        for name in ("decision_search", "payments_by_purpose", "promises_by_council"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            assert list(found[name].columns) == columns
    assert found["decisions"].columns["title"] == "Body as printed and reference"


def test_metadata_names_what_is_there(sample_archive: Path) -> None:
    """Every table, facet, sort and label of the configuration is in the schema; licence and source at every level."""
    with closing(sqlite3.connect(sample_archive)) as connection:
        made = metadata(connection)
        tables = made["databases"]["archive"]["tables"]
        assert set(_OPTIONS) <= set(tables)
        assert set(_HIDDEN) <= set(tables)
        for name, options in tables.items():
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
            named = {*options.get("facets", ()), *options.get("columns", ())}
            named |= {options[key] for key in ("sort", "sort_desc", "label_column") if key in options}
            assert named <= columns, name
    for level in (made, made["databases"]["archive"], *tables.values()):
        assert level["license_url"] == "https://www.lgo.org.uk/copyright"
        assert level["source"] == "Local Government and Social Care Ombudsman"
        assert {"license", "source_url"} <= set(level)
