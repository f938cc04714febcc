"""Pages of results in every format, beside their golden files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from archive.errors import QueryProblem
from archive.output.form import Form
from archive.output.hits import FORMATS, page_as
from archive.output.text import columns
from archive.query.model import Facet, Ground, Hit, Page, Passage

GOLDEN = Path(__file__).parent / "golden"

FULL = Hit(
    reference="23 000 001",
    title="Northwick & Southwick Council (23 000 001)",
    council="Northwick & Southwick Council",
    category="Children's care services",
    subcategory="Friends and family carers",
    outcome="Closed after initial enquiries",
    decision_date="2023-12-08",
    grounds=(
        Ground("insufficient_fault", "Not enough evidence of fault"),
        Ground("no_different_outcome", "Further investigation would not lead to a different outcome"),
    ),
    summary="We will not investigate this complaint.",
    url="https://example.org/decisions/a <b>/23-000-001",
    passage=Passage(
        "assessment",
        12,
        7,
        "…the Council paid a special guardianship allowance, and an allowance for *clothes* [all of them]…",
        ((20, 50), (59, 68)),
    ),
    score=7.3149,
)
BARE = Hit(
    "15 000 002", "15 000 002", None, None, None, None, None, (), None, None,
    Passage("title", None, None, "15 000 002", ((0, 2),)), 0.5,
)  # fmt: skip
WIDE = Hit(
    "22 000 003a",
    "東京 Care \x1b[31mHomes\x9b Limited (22 000 003a)",
    "東京 Care Homes Limited",
    "Adult care services",
    None,
    "Upheld",
    "2022-01-31",
    (),
    "A summary\nover two lines, with 漢字漢字漢字 in it and no passage beside it to show.",
    None,
    None,
    None,
)
PAGE = Page(
    total=1234,
    exact=True,
    hits=(FULL, BARE, WIDE),
    next="YWJj",
    facets={
        "council": tuple(Facet(f"Council {number:02}", 2000 - number, f"council:{number}") for number in range(12)),
        "year": (Facet("2023", 2, "date:2023"), Facet("2022", 1, "date:2022")),
        "reason": (),
    },
    filters={"council": ("Northwick & Southwick Council",), "since": ("2022-01-01",)},
)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("width", "color"), [(80, False), (40, False), (80, True)])
def test_pages_are_as_in_their_golden_files(form: str, width: int, *, color: bool, update_golden: bool) -> None:
    """Every format of one page, letter for letter; width and colour change the table alone."""
    made = page_as(PAGE, "guardianship", Form(form, width, color))
    kind = f"{form}-{width}{'-colour' if color else ''}" if form == "table" else form
    golden = GOLDEN / f"{kind}.txt"
    if update_golden:
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_no_line_of_the_table_is_too_wide(width: int) -> None:
    """Lines fit the terminal, wide characters and brackets counted."""
    made = page_as(PAGE._replace(facets={}), "", Form("table", width))
    assert max(columns(line) for line in made.splitlines()) <= width


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_a_document_steer_the_terminal(form: str) -> None:
    """Escape sequences of a title are gone, or escaped where the format has a way to."""
    made = page_as(PAGE, "", Form(form))
    assert not any(character in made for character in "\x1b\x9b\x02\x03")


def test_the_json_page_has_the_keys_of_the_contract() -> None:
    """Other programs rest on these names, and on null where there is nothing."""
    page = json.loads(page_as(PAGE, "guardianship", Form("json")))
    assert list(page) == ["format_version", "query", "total", "total_is_exact", "results", "next", "facets"]
    assert page["query"] == {
        "words": "guardianship",
        "filters": {"council": ["Northwick & Southwick Council"], "since": ["2022-01-01"]},
    }
    full, bare, wide = page["results"]
    assert list(full) == [
        "reference", "title", "council", "category", "subcategory", "outcome", "decision_date", "reasons", "summary",
        "snippet", "section", "score", "url",
    ]  # fmt: skip
    assert full["reasons"] == ["insufficient_fault", "no_different_outcome"]
    assert full["snippet"].startswith("…the Council paid a [special guardianship allowance], and an [allowance]")
    assert (full["section"], full["score"]) == ("assessment", 7.31)
    assert (bare["council"], bare["decision_date"], bare["summary"], bare["url"]) == (None,) * 4
    assert (wide["snippet"], wide["section"], wide["score"]) == (None,) * 3
    assert page["facets"]["year"] == [
        {"value": "2023", "count": 2, "query": "date:2023"},
        {"value": "2022", "count": 1, "query": "date:2022"},
    ]


def test_csv_has_the_same_columns_as_json() -> None:
    """The CSV of a page can be read back, reasons joined by semicolons."""
    read = list(csv.DictReader(io.StringIO(page_as(PAGE, "", Form("csv")))))
    results = json.loads(page_as(PAGE, "", Form("json")))["results"]
    assert list(read[0]) == list(results[0])
    assert read[0]["reasons"] == "insufficient_fault;no_different_outcome"
    assert [row["reference"] for row in read] == ["23 000 001", "15 000 002", "22 000 003a"]


def test_an_empty_page_is_empty_in_every_format_but_json() -> None:
    """JSON says that there is nothing; the others print nothing, CSV and TSV only their first line."""
    empty = Page(0, exact=True, hits=(), next=None, facets={}, filters={})
    for form in ("table", "jsonl", "markdown", "refs"):
        assert page_as(empty, "", Form(form)) == ""
    assert len(page_as(empty, "", Form("csv")).splitlines()) == 1
    assert json.loads(page_as(empty, "", Form("json")))["results"] == []


def test_a_plain_page_has_a_label_on_every_line() -> None:
    """For a screen reader: facts in words, no brackets round what was found, nothing beside anything."""
    made = page_as(
        PAGE._replace(hits=(FULL, BARE, WIDE), facets={"year": (Facet("2023", 2, "date:2023"),)}),
        "",
        Form("table", plain=True),
    )
    assert made.startswith(
        "Decision: Northwick & Southwick Council (23 000 001)\n"
        "Date: 8 December 2023\n"
        "Outcome: Closed after initial enquiries\n"
        "Subject: Children's care services, Friends and family carers\n"
        "Reasons: Not enough evidence of fault; Further investigation would not lead to a different outcome\n"
        "Found in assessment, paragraph 7: …the Council paid a special guardianship allowance, and"
    )
    assert "\n\nDecision: 15 000 002\n\nDecision: 東京 Care" in made
    assert "\nSummary: A summary over two lines," in made


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "csv", "tsv", "markdown"])
def test_fields_of_a_result_are_chosen(name: str) -> None:
    """Each format gives only the fields asked for; a table then is one with columns."""
    made = page_as(PAGE, "", Form(name, fields=("reference", "decision_date")))
    assert "23 000 001" in made
    assert "2023-12-08" in made
    assert "insufficient_fault" not in made
    assert "special" not in made


def test_references_can_end_in_a_nul() -> None:
    """For xargs -0: no newline stands anywhere."""
    assert page_as(PAGE, "", Form("refs", null=True)) == "23 000 001\x0015 000 002\x0022 000 003a\x00"


def test_references_have_no_columns() -> None:
    """--fields with refs is a contradiction, and is told."""
    with pytest.raises(QueryProblem, match="--format refs has none"):
        page_as(PAGE, "", Form("refs", fields=("reference",)))


def test_text_to_be_read_is_never_wider_than_the_eye_follows() -> None:
    """On a wide terminal the blocks stop at a hundred columns."""
    made = page_as(PAGE._replace(facets={}), "", Form("table", 200))
    assert 90 < max(columns(line) for line in made.splitlines()) <= 100
