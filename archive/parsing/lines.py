"""The layouts made one: a document's text as a list of lines that are easy to read.

What holds after `read_lines`:

- blank lines and the site's furniture are gone; that one stood there is kept in `gap` of the line that follows;
- `text` has no marker, no blank at either end, single ordinary spaces, no control or zero-width characters;
- `marker` and `number` are what was printed before it ("1.", "1"; "•", None), in every layout;
- a marker that stood alone on its line has joined the line with its words;
- `start` and `end` are offsets into the document's text, and `exact` says that they give `text` letter for letter;
- lines stay in the order of the document, and every character of it lies in one of `lines` or of `dropped`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Final

from archive.parsing.folding import fold
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.reading.document import Document, Row

# What may stand before an item: "1." "12)" "(a)" "b)" "iv." and the bullets and dashes of the layouts.
_LINE: Final = re.compile(
    r"(?P<indent>\s*)"
    r"(?:(?P<marker>(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-z]|[ivx]{2,5})\)|(?P<dotted>[a-z]|[ivx]{2,5})\.|[-•◦▪●‣∙·*–—])(?=\s|$)\s*)?"
)
_BREAK: Final = re.compile(r"(\r\n|\r|\n)")
# Characters that are no part of the words: controls, a NUL's stand-in, zero-width marks, the soft hyphen.
_NOISE: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u2060\ufeff\ufffd]")
_TAB: Final = 4


Dropped = tuple[str, int, int]
"""A stretch of the document that is no line: blank or furniture, where it starts, where it ends."""


@dataclass(slots=True, eq=False)
class Line:
    """One line with something to say.

    `number_in_file` is 1-based. `folded` is empty where the line is never compared with a fixed wording. `gap`: a blank
    line or furniture stood before it. `heading` is True or False where the carrier knows (HTML), None where it must be
    judged. `role` is what the parser made of it.

    Of a line that begins a paragraph `more` are those that continue it, None where none do, and `level` is its depth;
    `figure` is its number where it is an outermost item numbered in figures.
    """

    number_in_file: int
    text: str
    start: int
    end: int
    exact: bool
    indent: int
    marker: str | None
    number: str | None
    folded: str
    gap: bool
    heading: bool | None
    outer_start: int
    outer_end: int
    role: str = ""
    more: list[Line] | None = None
    level: int = 0
    figure: int | None = None

    @property
    def words(self) -> str:
        """The words of the paragraph that begins here, put together."""
        return " ".join([self.text, *(line.text for line in self.more)]) if self.more else self.text


_Shape = tuple[str, str, int, int, bool, int, str | None, str | None, str]
"""What a line says by itself, wherever it stands: dropped, text, offset, length, exact, indent, marker, number, folded.

`dropped` is "blank" or "furniture" of a line with nothing to say. The words stand `offset` characters into the line,
over `length` characters. The rest is as in Line.
"""

_LONGEST_WORDING: Final = 120
"""Only short lines without a marker are ever compared with fixed wordings."""

_LONGEST_KNOWN: Final = 300
_MOST_KNOWN: Final = 4_000
_known: dict[str, _Shape] = {}
"""The shapes of short lines met lately: three in five lines of a decision stand in many others word for word."""


@cache
def furniture() -> tuple[frozenset[str], tuple[str, ...]]:
    """The site's own words: whole lines, and beginnings of lines, both folded."""
    rows = read_rows("furniture.csv")
    whole = frozenset(fold(row["text"]) for row in rows if row["match"] == "line")
    starts = tuple(fold(row["text"]) for row in rows if row["match"] == "start")
    return whole, starts


def clean(text: str) -> str:
    """`text` with single ordinary spaces and without characters that are no part of the words."""
    # No control character, no zero-width mark, no blank but the ordinary one: nothing to do, as nearly always.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(_NOISE.sub("", text).split())


def read_lines(document: Document) -> tuple[list[Line], list[Dropped]]:
    """The lines of `document` and what was dropped between them. Never raises; linear in the length of the text."""
    if document.rows is not None:
        return _from_rows(document.rows), []
    lines: list[Line] = []
    dropped: list[Dropped] = []
    gap = False
    waiting: Line | None = None  # a marker alone on its line
    after = 0
    for number_in_file, (raw, ending) in enumerate(_raw_lines(document.text), start=1):
        begin = after
        after += len(raw) + ending
        kind, text, offset, length, exact, indent, marker, number, folded = _known.get(raw) or _shape(raw)
        if kind:
            dropped.append((kind, begin, after))
            gap = True
            continue
        start = begin + offset
        line = Line(
            number_in_file, text, start, start + length, exact, indent, marker, number, folded, gap, None, begin, after
        )
        gap = False
        if waiting is not None and marker is None:
            line.marker, line.number, line.indent = waiting.marker, waiting.number, waiting.indent
            line.gap, line.folded = waiting.gap, ""
            line.outer_start = waiting.outer_start
            waiting = None
        elif waiting is not None:
            lines.append(waiting)
            waiting = None
        if not text:
            waiting = line
            continue
        lines.append(line)
    if waiting is not None:
        lines.append(waiting)
    return lines, dropped


def _from_rows(rows: Iterable[Row]) -> list[Line]:
    """The lines of a carrier that knows its structure, without the site's furniture."""
    lines: list[Line] = []
    for text, number_in_file, start, end, indent, marker, number, heading, gap in rows:
        words = clean(text)
        if not words and marker is None:
            continue
        folded = "" if marker is not None or len(words) > _LONGEST_WORDING else fold(words)
        if marker is None and _is_furniture(folded, words):
            continue
        exact = start is not None and end is not None and words == text
        lines.append(
            Line(
                number_in_file,
                words,
                start or 0,
                end or 0,
                exact,
                indent,
                marker,
                number,
                folded,
                gap,
                heading,
                0,
                0,
            )
        )
    return lines


def _is_furniture(folded: str, words: str) -> bool:
    """Whether an unmarked line is the site's own; `folded` is empty of a long one."""
    whole, starts = furniture()
    folded = folded or fold(words[:_LONGEST_WORDING])
    return folded in whole or folded.startswith(starts)


def _shape(raw: str) -> _Shape:
    """The shape of a line, remembered if it is short."""
    indent = offset = 0
    marker = number = None
    # No marker begins with a capital, and most lines do.
    if not "A" <= raw[:1] <= "Z":
        match = _LINE.match(raw)
        assert match is not None  # noqa: S101 - every part of the expression may be empty
        blanks, marker, figures, letter, dotted = match.groups()
        number = figures or letter or dotted
        indent = len(blanks.replace("\t", " " * _TAB)) if "\t" in blanks else len(blanks)
        offset = match.end()
    bare = raw[offset:].rstrip()
    words = clean(bare)
    dropped = folded = ""
    if marker is None:
        if len(words) <= _LONGEST_WORDING:
            folded = fold(words)
        if not words:
            dropped = "blank"
        elif _is_furniture(folded, words):
            dropped = "furniture"
    shape = dropped, words, offset, len(bare), bare == words, indent, marker, number, folded
    if len(raw) <= _LONGEST_KNOWN:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[raw] = shape
    return shape


def _raw_lines(text: str) -> Iterator[tuple[str, int]]:
    """Each line, and how many characters its line break has."""
    if "\r" in text:
        pieces = _BREAK.split(text)
        return zip(pieces[::2], [*map(len, pieces[1::2]), 0], strict=True)
    lines = text.split("\n")
    return zip(lines, [*repeat(1, len(lines) - 1), 0], strict=True)
