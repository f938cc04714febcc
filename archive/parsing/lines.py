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
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.parsing.folding import fold
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.reading.document import Document, Row

# What may stand before an item: "1." "12)" "(a)" "b)" "iv." and the bullets and dashes of the layouts.
_LINE: Final = re.compile(
    r"(?P<indent>\s*)"
    r"(?:(?P<marker>(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-z]|[ivx]{2,5})\)|(?P<dotted>[a-z]|[ivx]{2,5})\.|[-•◦▪●‣∙·*–—])(?=\s|$)\s*)?"
)
_BREAK: Final = re.compile(r"\r\n|\r|\n")
# Characters that are no part of the words: controls, a NUL's stand-in, zero-width marks, the soft hyphen.
_NOISE: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u2060\ufeff\ufffd]")
_TAB: Final = 4


class Dropped(NamedTuple):
    """A stretch of the document that is no line: `kind` is blank or furniture."""

    kind: str
    start: int
    end: int


class Line:
    """One line with something to say.

    `number_in_file` is 1-based. `gap`: a blank line or furniture stood before it. `heading` is True or False where the
    carrier knows (HTML), None where it must be judged. `role` is what the parser made of it.
    """

    __slots__ = (
        "end",
        "exact",
        "folded",
        "gap",
        "heading",
        "indent",
        "marker",
        "number",
        "number_in_file",
        "outer_end",
        "outer_start",
        "role",
        "start",
        "text",
    )

    def __init__(  # noqa: PLR0913 - a record of what one line holds
        self,
        number_in_file: int,
        text: str,
        start: int,
        end: int,
        *,
        exact: bool,
        indent: int = 0,
        marker: str | None = None,
        number: str | None = None,
        gap: bool = False,
        heading: bool | None = None,
        outer_start: int = 0,
        outer_end: int = 0,
    ) -> None:
        self.number_in_file = number_in_file
        self.text = text
        self.start = start
        self.end = end
        self.exact = exact
        self.indent = indent
        self.marker = marker
        self.number = number
        self.gap = gap
        self.heading = heading
        self.outer_start = outer_start
        self.outer_end = outer_end
        self.role = ""
        # Only short lines without a marker are ever compared with fixed wordings.
        self.folded = fold(text) if marker is None and len(text) <= _LONGEST_WORDING else ""


_LONGEST_WORDING: Final = 120


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
    text = document.text
    lines: list[Line] = []
    dropped: list[Dropped] = []
    whole, starts = furniture()
    gap = False
    waiting: Line | None = None  # a marker alone on its line
    number = 0
    for begin, end, after in _raw_lines(text):
        number += 1
        raw = text[begin:end]
        line = None if not raw or raw.isspace() else _line(number, raw, begin)
        if line is None or not (line.text or line.marker):
            dropped.append(Dropped("blank", begin, after))
            gap = True
            continue
        if line.marker is None:
            folded = line.folded or fold(line.text[:_LONGEST_WORDING])
            if folded in whole or folded.startswith(starts):
                dropped.append(Dropped("furniture", begin, after))
                gap = True
                continue
        line.gap = gap
        line.outer_start, line.outer_end = begin, after
        gap = False
        if waiting is not None and line.marker is None:
            line.marker, line.number, line.indent = waiting.marker, waiting.number, waiting.indent
            line.gap, line.folded = waiting.gap, ""
            line.outer_start = waiting.outer_start
            waiting = None
        elif waiting is not None:
            lines.append(waiting)
            waiting = None
        if line.marker is not None and not line.text:
            waiting = line
            continue
        lines.append(line)
    if waiting is not None:
        lines.append(waiting)
    return lines, dropped


def _from_rows(rows: Iterable[Row]) -> list[Line]:
    """The lines of a carrier that knows its structure, without the site's furniture."""
    whole, starts = furniture()
    lines: list[Line] = []
    for text, number_in_file, start, end, indent, marker, number, heading, gap in rows:
        words = clean(text)
        if not words and marker is None:
            continue
        line = Line(
            number_in_file,
            words,
            start or 0,
            end or 0,
            exact=start is not None and end is not None and words == text,
            indent=indent,
            marker=marker,
            number=number,
            gap=gap,
            heading=heading,
        )
        if marker is None:
            folded = line.folded or fold(words[:_LONGEST_WORDING])
            if folded in whole or folded.startswith(starts):
                continue
        lines.append(line)
    return lines


def _line(number: int, raw: str, begin: int) -> Line:
    if "A" <= raw[0] <= "Z":
        # No marker begins with a capital, and most lines do.
        bare = raw.rstrip()
        words = clean(bare)
        return Line(number, words, begin, begin + len(bare), exact=bare == words)
    match = _LINE.match(raw)
    assert match is not None  # noqa: S101 - every part of the expression may be empty
    indent, marker, figures, letter, dotted = match.groups()
    start = match.end()
    bare = raw[start:].rstrip()
    words = clean(bare)
    start += begin
    return Line(
        number,
        words,
        start,
        start + len(bare),
        exact=bare == words,
        indent=len(indent.replace("\t", " " * _TAB)) if "\t" in indent else len(indent),
        marker=marker,
        number=figures or letter or dotted,
    )


def _raw_lines(text: str) -> list[tuple[int, int, int]]:
    """Start, end and end with its line break of each line."""
    found: list[tuple[int, int, int]] = []
    begin = 0
    if "\r" in text:
        for match in _BREAK.finditer(text):
            found.append((begin, match.start(), match.end()))
            begin = match.end()
    else:
        while (end := text.find("\n", begin)) >= 0:
            found.append((begin, end, end + 1))
            begin = end + 1
    if begin < len(text):
        found.append((begin, len(text), len(text)))
    return found
