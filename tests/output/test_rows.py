"""Rows as a table, JSON, CSV, TSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import QueryProblem
from archive.output.form import Form
from archive.output.rows import FORMATS, harmless, json_line, markdown, rows_as, table
from archive.output.text import columns

if TYPE_CHECKING:
    from archive.output.rows import Cell

NAMES = ("name", "decisions", "kind", "region")
ROWS: list[tuple[Cell, ...]] = [
    ("Northwick & Southwick Metropolitan Borough Council", 1234, "metropolitan", "North East"),
    ('The "Old" Council, Ltd', 5, None, "a|b*c"),
    ("東京 Council", 0, "tab\there", "line\nbreak"),
]


def test_a_table_is_aligned() -> None:
    """Numbers to the right with thousands apart, texts to the left, wide characters counted, one line a row."""
    assert table(NAMES, ROWS, width=100, needed=4) == (
        "name                                                decisions  kind          region\n"
        "Northwick & Southwick Metropolitan Borough Council      1,234  metropolitan  North East\n"
        'The "Old" Council, Ltd                                      5                a|b*c\n'
        "東京 Council                                                0  tab here      line break\n"
    )


def test_columns_that_are_not_needed_give_way() -> None:
    """Where the width does not suffice, columns go from the right, down to those needed."""
    lines = table(NAMES, ROWS, width=80, needed=2).splitlines()
    assert lines[0].split() == ["name", "decisions", "kind"]
    lines = table(NAMES, ROWS, width=65, needed=2).splitlines()
    assert lines[0].split() == ["name", "decisions"]


def test_texts_go_on_below_where_needed_columns_do_not_fit() -> None:
    """Needed columns stay and are broken between words; a word, a reference or a date only where nothing else gives."""
    assert table(NAMES, ROWS[:1], width=74, needed=3) == (
        "name                                               decisions  kind\n"
        "Northwick & Southwick Metropolitan Borough             1,234  metropolitan\n"
        "Council\n"
    )
    assert table(NAMES, ROWS[:1], width=50, needed=2) == (
        "name                                     decisions\n"
        "Northwick & Southwick Metropolitan           1,234\n"
        "Borough Council\n"
    )
    rows = [("25 904 909", "a_reason_with_a_long_code; another", "2026-03-24")]
    assert table(("reference", "reasons", "date"), rows, width=40, needed=3) == (
        "reference   reasons           date\n"
        "25 904 909  a_reason_with_a_  2026-03-24\n"
        "            long_code;\n"
        "            another\n"
    )


def test_a_table_narrower_than_numbers_is_not_an_error() -> None:
    """There is a width below which nothing more can be taken away."""
    assert table(("decisions",), [(5,)], width=3, needed=1) == "decisions\n        5\n"
    assert columns(table(NAMES, ROWS[:1], width=1, needed=1).splitlines()[0]) <= 8


@given(
    st.lists(
        st.tuples(st.text(max_size=40), st.integers() | st.none(), st.text(max_size=40) | st.none()),
        min_size=1,
        max_size=5,
    ),
    st.integers(min_value=60, max_value=120),
)
def test_no_line_of_a_table_is_too_wide(rows: list[tuple[str, int | None, str | None]], width: int) -> None:
    """Whatever the cells hold, lines fit the width."""
    small = [(name, None if number is None else number % 10**6, text) for name, number, text in rows]
    made = table(("name", "number", "text"), small, width=width, needed=3)
    assert all(columns(line) <= width for line in made.split("\n"))


def test_json_keeps_every_value() -> None:
    """JSON is a list of objects by column name, JSON Lines one object a line, both exact."""
    expected = [dict(zip(NAMES, row, strict=True)) for row in ROWS]
    assert json.loads(rows_as(NAMES, ROWS, Form("json"), needed=1)) == expected
    lines = rows_as(NAMES, ROWS, Form("jsonl"), needed=1).splitlines()
    assert [json.loads(line) for line in lines] == expected


@given(st.text())
def test_json_never_steers_a_terminal(text: str) -> None:
    """Every control character is escaped, and the value stays what it was."""
    line = json_line(text)
    assert json.loads(line) == text
    assert all(character.isprintable() or ord(character) > 0x9F for character in line[:-1])


def test_csv_can_be_read_back() -> None:
    """Commas, quotes and line breaks are quoted; nothing is an empty cell."""
    text = rows_as(NAMES, ROWS, Form("csv"), needed=1)
    read = list(csv.reader(io.StringIO(text)))
    assert read[0] == list(NAMES)
    assert read[2] == ['The "Old" Council, Ltd', "5", "", "a|b*c"]
    assert read[3][3] == "line\nbreak"
    assert "\r" not in text


def test_tsv_is_one_line_a_row() -> None:
    """Tabs and line breaks within a cell become spaces, so that cut and awk can be trusted."""
    lines = rows_as(NAMES, ROWS, Form("tsv"), needed=1).split("\n")
    assert len(lines) == len(ROWS) + 2
    assert lines[3] == "東京 Council\t0\ttab here\tline break"


def test_markdown_escapes_its_own_signs() -> None:
    """What a cell holds shows as it is in a Markdown table."""
    lines = rows_as(NAMES, ROWS, Form("markdown"), needed=1).splitlines()
    assert lines[0] == "| name | decisions | kind | region |"
    assert lines[1] == "| --- | --- | --- | --- |"
    assert lines[3] == '| The "Old" Council, Ltd | 5 |  | a\\|b\\*c |'
    assert markdown("*a* _b_ <c> [d](e) `f` \x1b#g") == "\\*a\\* \\_b\\_ \\<c\\> \\[d\\](e) \\`f\\` \\#g"


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_control_characters_through(form: str) -> None:
    """A name with an escape sequence cannot steer the terminal in any format."""
    text = rows_as(("name",), [("a\x1b[31m\x9bb",)], Form(form), needed=1)
    assert "\x1b" not in text
    assert "\x9b" not in text


@pytest.mark.parametrize("name", ["csv", "tsv"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", " =1", "＝1", "\u202e=1"]
)
def test_a_spreadsheet_runs_no_cell(name: str, text: str) -> None:
    """A text that would be a formula has an apostrophe before it, unless that is not wanted; numbers never have."""
    safe = rows_as(("a", "b"), [(text, -5)], Form(name), needed=1)
    assert safe.split("\n", 1)[1].lstrip('"').startswith("'")
    assert safe.rstrip().endswith("-5")
    assert "'" not in rows_as(("a", "b"), [(text, -5)], Form(name, safe=False), needed=1)


@pytest.mark.parametrize("text", ["", "23 012 807", "Thurrock Council", "a=b", "£5", "(a)", "“-”"])
def test_other_cells_are_left_alone(text: str) -> None:
    """Only the beginning counts."""
    assert harmless(text) == text


@pytest.mark.parametrize("name", FORMATS)
def test_fields_are_chosen_and_ordered(name: str) -> None:
    """Every format gives the columns asked for, in the order asked for, once each."""
    made = rows_as(NAMES, ROWS[:1], Form(name, fields=("kind", "name", "kind")), needed=4)
    assert made.index("metropolitan") < made.index("Northwick")
    assert made.count("Northwick") == 1
    assert "1234" not in made.replace(",", "")


@pytest.mark.parametrize(("field", "message"), [("nmae", "no field called 'nmae'"), ("", "an empty name")])
def test_a_field_that_is_not_there_is_told(field: str, message: str) -> None:
    """The error names the fields there are."""
    with pytest.raises(QueryProblem, match=f"{message}.*: choose from name, decisions, kind, region"):
        rows_as(NAMES, ROWS, Form("table", fields=(field,)), needed=1)


def test_a_plain_table_has_a_label_on_every_line() -> None:
    """For a screen reader: one fact a line, what is empty left out, a blank line between rows."""
    rows: list[tuple[Cell, ...]] = [("A Council", 1234, None), ("B", 0, "x\ty")]
    assert rows_as(("name", "not_upheld", "kind"), rows, Form("table", plain=True), needed=1) == (
        "name: A Council\nnot upheld: 1,234\n\nname: B\nnot upheld: 0\nkind: x y\n"
    )
