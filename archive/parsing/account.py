"""Nothing lost: what every character of a document was taken for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.parsing.whole import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.parsing.lines import Line
    from archive.reading.document import Document

ROLES: Final = (
    "header",
    "decision line",
    "summary",
    "heading",
    "paragraph",
    "marker",
    "sign-off",
    "furniture",
    "blank",
)
"""What a character can belong to."""


class Piece(NamedTuple):
    """The characters of the document's text from `start` up to `end`, and what they belong to (one of ROLES)."""

    role: str
    start: int
    end: int


def account(document: Document) -> list[Piece]:
    """The pieces of the document's text, in order: together they are the text, and none overlap.

    Of a carrier with markup (HTML, PDF, JSON) what is not words of the decision is furniture. Raises Refused as
    `parse` does.
    """
    read = read_document(document)
    found = [Piece(*dropped) for dropped in read.dropped]
    for line in read.lines:
        found += _pieces(line, document.text)
    return list(_filled(sorted(found, key=lambda piece: (piece.start, piece.end)), document.text))


def _pieces(line: Line, text: str) -> Iterator[Piece]:
    """A line's marker and words; the blanks around them are left to fill."""
    if line.marker is not None:
        place = text.find(line.marker, line.outer_start, line.outer_end)
        if place >= 0:
            yield Piece("marker", place, place + len(line.marker))
    if line.end > line.start:
        yield Piece(line.role, line.start, line.end)


def _filled(pieces: list[Piece], text: str) -> Iterator[Piece]:
    """The pieces with what stands between them: blanks, or markup."""
    edges = [Piece("", 0, 0), *pieces, Piece("", len(text), len(text))]
    for before, after in pairwise(edges):
        if before.end < after.start:
            between = text[before.end : after.start]
            yield Piece("blank" if between.isspace() else "furniture", before.end, after.start)
        if after.end > after.start:
            yield after
