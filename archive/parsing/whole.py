"""One reading of a document: its lines, each with the role it was given, its head and its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archive.errors import Refused
from archive.parsing.header import Header, read_header
from archive.parsing.lines import Dropped, Line, read_lines
from archive.parsing.sections import Body, read_body

if TYPE_CHECKING:
    from archive.reading.document import Document


class Read(NamedTuple):
    """What reading a document gave."""

    lines: list[Line]
    dropped: list[Dropped]
    header: Header
    body: Body


def read_document(document: Document) -> Read:
    """Read `document`. Raises Refused, with path and line, for what is not one final decision of this Ombudsman."""
    try:
        lines, dropped = read_lines(document)
        header = read_header(lines, document)
    except Refused as refused:
        raise Refused(refused.code, refused.reason, path=document.path, line=refused.line) from None
    return Read(lines, dropped, header, read_body(lines, header.body))
