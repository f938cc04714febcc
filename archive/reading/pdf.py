"""PDF: the Ombudsman's own file of a statement, and a browser's print of a decision's page.

Both come out as the rows of the text layouts, hard wraps and page breaks joined, running heads and feet left out. The
Ombudsman's file has true paragraph numbers, no category and no outcome. What is no decision the parser refuses, drafts
among it: this reader gives them their heading in the parser's wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.decision import Problem
from archive.errors import Refused
from archive.reading import digest
from archive.reading.address import address_of_path, canonical, read_address
from archive.reading.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.reading.document import Hints, Row
    from archive.reading.pdf_lines import Line
    from archive.reading.pdf_pages import Page

_MAGIC: Final = b"%PDF-"
_BEGINNING: Final = 1024
"""Bytes in which the mark of a PDF may stand: some files have a line of their mail or their web server before it."""


def matches(data: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Whether `data` is a PDF."""
    return _MAGIC in data[:_BEGINNING]


def read(data: bytes, path: str) -> Iterator[Document | Refused]:
    """The one document of a PDF."""
    from archive.reading.pdf_pages import read_pages

    try:
        pages = read_pages(data)
    except Refused as refused:
        yield Refused(refused.code, refused.reason, path=path)
        return
    yield document(pages, data, path)


def document(pages: Sequence[Page], data: bytes, path: str) -> Document:
    """The document of `pages`, which are those of the file `data`. Never raises; linear in their text."""
    from archive.reading.pdf_lines import first_lines, put_in_order, read_lines
    from archive.reading.pdf_running import running_lines

    text, lines = read_lines(pages)
    left_out = running_lines(lines)
    running = [line for page in lines for line in page if id(line) in left_out]
    rows, problems = _rows(
        [line for page in lines for line in put_in_order([line for line in page if id(line) not in left_out])], running
    )
    url, hints = _address(path, running)
    empty = [
        Problem(first, "page_without_text", f"page {index} of {len(pages)} has no text: it is empty, or a picture")
        for index, (first, page) in enumerate(zip(first_lines(pages), lines, strict=True), start=1)
        if not page
    ]
    return Document(
        path=path,
        format="pdf",
        text=text,
        sha256=digest(data),
        size=len(data),
        url=url,
        hints=hints,
        problems=(*empty, *problems),
        rows=rows,
    )


def _rows(lines: Sequence[Line], running: Sequence[Line]) -> tuple[tuple[Row, ...], list[Problem]]:
    """The rows of the document, whichever of the two forms it has, and what was noted on the way."""
    from archive.reading import pdf_block, pdf_head
    from archive.reading.pdf_joins import Joiner
    from archive.reading.pdf_lines import Setting
    from archive.reading.pdf_losses import losses
    from archive.reading.pdf_paragraphs import make_blocks

    setting = Setting(lines)
    joiner = Joiner(line.text for line in lines)
    head, decision, body = pdf_head.split(lines)
    above = lines[: len(lines) - len(body)]
    official, head, body = pdf_head.find_official(head, body, setting, joiner)
    rows = pdf_head.page_rows(head, setting, joiner)
    blocks, problems = make_blocks(body, setting, joiner, running_on=official is not None)
    if official is not None:
        rows = [*official.rows(), *rows, *official.drafts(running)]
        problems += official.problems()
    if decision is not None:
        rows.append(decision)
    problems += losses([*map(pdf_block.Block, above), *blocks])
    return (*rows, *pdf_block.rows(blocks)), problems


def _address(path: str, running: Iterable[Line]) -> tuple[str | None, Hints]:
    """The decision's address and what it says: from the path, else from what a browser printed on the page."""
    printed = (word for line in running for word in line.text.split() if word.startswith("http"))
    url = address_of_path(path) or next(filter(None, map(canonical, printed)), None)
    hints = read_address(path)
    return url, hints if hints.reference or url is None else read_address(url)
