"""The guarantees of `read_lines`."""

from __future__ import annotations

from making import document

from archive.parsing import lines as lines_module
from archive.parsing.lines import read_lines
from archive.reading import Document, Row


def test_words_and_places() -> None:
    """A line knows its number, words, place, indent and whether a blank line stood before it."""
    lines, dropped = read_lines(document("Title\r\n\r\n\t1. One  two\u00a0three \rBack to top\n  • four"))
    assert [(line.number_in_file, line.text, line.marker, line.indent, line.gap) for line in lines] == [
        (1, "Title", None, 0, False),
        (3, "One two three", "1.", 4, True),
        (5, "four", "•", 2, True),
    ]
    assert [line.exact for line in lines] == [True, False, True]
    assert [kind for kind, _, _ in dropped] == ["blank", "furniture"]


def test_marker_alone_takes_the_next_words() -> None:
    """A marker alone on its line belongs to the words below; two in a row are two items."""
    lines, _ = read_lines(document("1.\n2.\n\nwords\n3."))
    assert [(line.marker, line.text) for line in lines] == [("1.", ""), ("2.", "words"), ("3.", "")]


def test_noise_is_no_part_of_the_words() -> None:
    """Zero-width marks, soft hyphens, controls and a NUL's stand-in leave the words."""
    (line,), _ = read_lines(document("the com\u200bplai\u00adnt\x07 which we \x00now hold"))
    assert line.text == "the complaint which we now hold"


def test_rows_of_a_carrier() -> None:
    """Rows keep what the carrier knows; furniture and empty rows go."""
    rows = (
        Row("Back to top", 1),
        Row("What happened", 2, heading=True),
        Row("", 3),
        Row("Rain  fell.", 4, start=5, end=16, indent=2, marker="1.", number="1"),
        Row("Snow.", 5, start=0, end=5, indent=6, marker="a.", number="a"),
    )
    source = Document("p", "html", "Snow.Rain  fell.", "0" * 64, 16, rows=rows)
    lines, _ = read_lines(source)
    assert [
        (line.text, line.marker, line.indent, line.heading, line.exact, line.start, line.end) for line in lines
    ] == [
        ("What happened", None, 0, True, False, 0, 0),
        ("Rain fell.", "1.", 2, None, False, 5, 16),
        ("Snow.", "a.", 6, None, True, 0, 5),
    ]


def test_known_lines_are_read_alike_and_are_few() -> None:
    """A line met before is read as the first time, at its new place; no file can have more than some remembered."""
    (before, first), _ = read_lines(document("  1. Rain  fell.\n\nThe complaint"))
    (after, again), _ = read_lines(document("The complaint\n  1. Rain  fell."))
    assert (before.text, before.marker, before.indent) == (again.text, again.marker, again.indent)
    assert (first.text, first.folded, first.gap) == (after.text, after.folded, not after.gap)
    assert (before.start, again.start) == (5, 19)
    many, _ = read_lines(document("\n".join(f"{number} drops fell." for number in range(9_000))))
    assert [many[5_000].text, len(many)] == ["5000 drops fell.", 9_000]
    assert len(lines_module._known) < 9_000  # noqa: SLF001 - what is remembered shows nowhere else
