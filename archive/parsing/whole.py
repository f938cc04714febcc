"""One reading of a document: its lines, each with the role it was given, its head and its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from archive.errors import Refused
from archive.parsing.header import Header, read_header
from archive.parsing.lines import Dropped, Line, read_lines
from archive.parsing.sections import Body, read_body

if TYPE_CHECKING:
    from archive.reading.document import Document


MOST_LINES: Final = 50_000
"""The longest decisions have some two thousand lines; each costs memory while it is read."""


class Read(NamedTuple):
    """What reading a document gave."""

    lines: list[Line]
    dropped: list[Dropped]
    header: Header
    body: Body


def read_document(document: Document) -> Read:
    """Read `document`. Raises Refused, with path and line, for what is not one final decision of this Ombudsman."""
    text = document.text
    if document.rows is None and len(text) > MOST_LINES and text.count("\n") + text.count("\r") > MOST_LINES:
        raise Refused("too_large", f"more than {MOST_LINES:,} lines: no decision has so many", path=document.path)
    try:
        lines, dropped = read_lines(document)
        header = read_header(lines, document)
    except Refused as refused:
        raise Refused(refused.code, refused.reason, path=document.path, line=refused.line) from None
    return Read(lines, dropped, header, read_body(lines, header.body))
