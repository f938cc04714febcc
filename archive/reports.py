"""Reports that come in chapters: what came in now and what is held already, put together as one decision.

The site gives a long report as pages `?chapter=1` to `?chapter=n`; the page without that parameter is its first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from archive.analysis import analyse
from archive.errors import Refused
from archive.parsing import parse
from archive.parsing.chapters import join
from archive.reading import Document, read_bytes
from archive.storage.writer import Chapter, Entry

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from archive.decision import Decision, Reference

_HELD: Final = """
SELECT x.path, x.format, x.text, x.sha256, x.bytes, x.url, coalesce(x.chapter, 1)
FROM documents x JOIN decisions d ON d.id = x.decision_id
WHERE d.reference = ? AND x.is_current AND x.format <> 'pdf'
"""


def join_chapters(entries: Iterable[Entry], connection: sqlite3.Connection | None) -> list[Entry]:
    """The entries, those of one report joined with each other and with the chapters held of it.

    A page without a chapter number is the first chapter where that is not there otherwise.
    """
    entries = list(entries)
    reports = {entry.decision.reference for entry in entries if entry.document.hints.chapter is not None}
    reports |= _held_in_chapters(connection, (entry.decision.reference for entry in entries))
    found = [entry for entry in entries if entry.decision.reference not in reports]
    for reference in sorted(reports):
        arrived = [entry for entry in entries if entry.decision.reference == reference and _is_page(entry.document)]
        found += [entry for entry in entries if entry.decision.reference == reference and not _is_page(entry.document)]
        if arrived:
            found.append(_joined(reference, arrived, connection))
    return found


def _is_page(document: Document) -> bool:
    """Whether a document can be a chapter: a page of the site in any copy, not a PDF or this program's own JSON."""
    return document.format != "pdf" and document.decision is None


def _joined(reference: Reference, arrived: list[Entry], connection: sqlite3.Connection | None) -> Entry:
    chapters: dict[int, tuple[Document, Decision]] = {}
    for number, document in _held(reference, connection):
        chapters[number] = (document, parse(document))
    whole = [entry for entry in arrived if entry.document.hints.chapter is None]
    for entry in (*whole, *(entry for entry in arrived if entry.document.hints.chapter is not None)):
        document = entry.document
        if document.hints.chapter is None:
            document = replace(document, hints=replace(document.hints, chapter=1))
        chapters[document.hints.chapter or 1] = (
            document,
            replace(entry.decision, reasons=(), citations=(), remedies=()),
        )
    ordered = sorted(chapters.items())
    joined = analyse(join([(number, decision) for number, (_, decision) in ordered]))
    parts = tuple(Chapter(document, len(decision.sections), decision.problems) for _, (document, decision) in ordered)
    return Entry(arrived[-1].document, joined, parts, arrived=len(arrived))


def _held_in_chapters(connection: sqlite3.Connection | None, references: Iterable[Reference]) -> set[Reference]:
    """Those of `references` that the archive holds in chapters."""
    if connection is None:
        return set()
    sql = (
        "SELECT 1 FROM documents x JOIN decisions d ON d.id = x.decision_id"
        " WHERE d.reference = ? AND x.is_current AND x.chapter IS NOT NULL LIMIT 1"
    )
    return {reference for reference in references if connection.execute(sql, (reference,)).fetchone()}


def _held(reference: Reference, connection: sqlite3.Connection | None) -> Iterator[tuple[int, Document]]:
    """The chapters held, read again from their stored text."""
    if connection is None:
        return
    for path, _format, text, sha256, size, url, chapter in connection.execute(_HELD, (reference,)):
        # The byte-order mark keeps an old charset declaration inside the page from being believed.
        for document in read_bytes(text.encode("utf-8-sig"), path):
            if not isinstance(document, Refused):
                hints = replace(document.hints, chapter=chapter)
                yield chapter, replace(document, text=text, sha256=sha256, size=size, url=url, hints=hints)
