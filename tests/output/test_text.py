"""Text for a terminal."""

from __future__ import annotations

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.output.text import (
    OFF,
    ON,
    bold_marks,
    bolded,
    columns,
    one_line,
    padded,
    printable,
    with_marks,
    wrapped,
    written_date,
)


def test_control_characters_never_reach_the_terminal() -> None:
    """C0, DEL and C1 go; newlines, tabs and all other text stay."""
    every = "".join(map(chr, range(0x110)))
    kept = "\t\n" + "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x110))))
    assert printable(every) == kept
    assert printable("\x1b[31mred\x9b0m") == "[31mred0m"


def test_text_cannot_turn_the_order_of_what_stands_beside_it() -> None:
    """Overrides and isolates of direction go; marks that belong to words in other scripts stay."""
    assert printable("a\u202eb\u2066c\u2069\u202c\u200fd") == "abc\u200fd"


def test_one_line_has_single_spaces() -> None:
    """Line breaks, tabs and runs of space become one space, controls nothing."""
    assert one_line(" a\n\n b\tc\u00a0 d\x07 ") == "a b c d"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("", 0),
        ("東京", 4),
        ("cafe\u0301", 4),
        ("a\u200bb", 2),
        (f"{ON}ab{OFF}", 2),
        (f"{ON}é{OFF}", 1),
        ("’", 1),
        ("👍🏽", 4),
        ("\u1112\u1161\u11ab", 2),
    ],
)
def test_columns_are_those_of_a_terminal(text: str, expected: int) -> None:
    """Wide characters take two, combining ones, joiners and marks none."""
    assert columns(text) == expected


def test_padding_counts_columns() -> None:
    """What is padded is as wide as asked, wide characters or not."""
    assert padded("東", 4) + "|" == "東  |"
    assert padded("abcd", 2) == "abcd"


@pytest.mark.parametrize(
    ("text", "width", "first", "rest", "expected"),
    [
        ("", 10, "", None, [""]),
        ("a b c", 10, "", None, ["a b c"]),
        ("one two three", 8, "", None, ["one two", "three"]),
        ("one two three", 10, "- ", None, ["- one two", "  three"]),
        ("one two three", 10, "- ", "> ", ["- one two", "> three"]),
        ("abcdefghij k", 4, "", None, ["abcd", "efgh", "ij k"]),
        ("東京都 区", 4, "", None, ["東京", "都", "区"]),
        ("東", 1, "", None, ["東"]),
        ("   ", 10, "  ", None, [""]),
    ],
)
def test_lines_are_broken_between_words(
    text: str, width: int, first: str, rest: str | None, expected: list[str]
) -> None:
    """A word that is too long is broken; every line begins with its own margin."""
    assert wrapped(text, width, first=first, rest=rest) == expected


@given(
    st.text(alphabet=st.sampled_from("ab ’東é\u0301\n\t") | st.characters(exclude_categories=["Cs", "Cc"])),
    st.integers(min_value=4, max_value=40),
)
def test_no_line_is_wider_than_asked_and_no_word_is_lost(text: str, width: int) -> None:
    """Any text fits any width of two columns and more beyond its margin, with every character still there."""
    lines = wrapped(text, width, first="- ")
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines)[2:].replace(" ", "") == "".join(text.split()).replace(" ", "")


def test_marks_are_brackets_where_there_is_no_colour() -> None:
    """The brackets are there before lines are broken, so that they count; controls are gone."""
    text = f"a {ON}find\x1b{OFF} b"
    assert with_marks(text, color=False) == "a [find] b"
    assert with_marks(text, color=True) == f"a {ON}find{OFF} b"


def test_finds_are_bold_where_there_is_colour() -> None:
    """A find is bold, on both lines where it goes over a line break."""

    def bold(text: str) -> str:
        return click.style(text, bold=True)

    assert bold_marks([f"a {ON}b{OFF} c"]) == [f"a {bold('b')} c"]
    assert bold_marks([f"a {ON}b", f"c{OFF} d {ON}e{OFF}"]) == [f"a {bold('b')}", f"{bold('c')} d {bold('e')}"]
    assert bold_marks(["plain"]) == ["plain"]


def test_style_is_for_colour_only() -> None:
    """Without colour, text is itself."""
    assert bolded("a", color=False) == "a"
    assert bolded("a", color=True) == click.style("a", bold=True)


def test_dates_are_written_as_the_ombudsman_does() -> None:
    """Day without a zero, the month in words, whole or in three letters."""
    assert written_date("2023-12-08") == "8 December 2023"
    assert written_date("2023-06-18", short=True) == "18 Jun 2023"
