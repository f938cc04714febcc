"""Reports that come in chapters: what came in now and what is held already, put together as one decision.

The site gives a long report as pages `?chapter=1` to `?chapter=n`; the page without that parameter is its first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.analysis import analyse
from archive.parsing import parse
from archive.parsing.chapters import join
from archive.reading import Document
from archive.rereading import reread
from archive.storage.documents import documents_by_reference
from archive.storage.writer import AnyEntry, Chapter, Entry, ids_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from archive.decision import Decision, Reference


def join_chapters(entries: Iterable[AnyEntry], connection: sqlite3.Connection | None) -> list[AnyEntry]:
    """The entries, those of one report joined with each other and with the chapters held of it.

    A page without a chapter number is the first chapter where that is not there otherwise.
    """
    entries = list(entries)
    reports = {entry.reference for entry in entries if entry.chapter is not None}
    reports |= _held_in_chapters(connection, list({entry.reference for entry in entries}))
    found = [entry for entry in entries if entry.reference not in reports]
    for reference in sorted(reports):
        whole = [entry.whole() for entry in entries if entry.reference == reference]
        arrived = [entry for entry in whole if _is_page(entry.document)]
        found += [entry for entry in whole if not _is_page(entry.document)]
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
    return joined_entry(chapters)._replace(document=arrived[-1].document, arrived=len(arrived))


def joined_entry(chapters: Mapping[int, tuple[Document, Decision]]) -> Entry:
    """One entry of chapters by their number, each with what was parsed of it and nothing derived yet."""
    ordered = sorted(chapters.items())
    joined = analyse(join([(number, decision) for number, (_, decision) in ordered]))
    parts = tuple(Chapter(document, len(decision.sections), decision.problems) for _, (document, decision) in ordered)
    return Entry(ordered[-1][1][0], joined, parts)


def _held_in_chapters(connection: sqlite3.Connection | None, references: list[Reference]) -> set[Reference]:
    """Those of `references` that the archive holds in chapters."""
    if connection is None:
        return set()
    sql = "SELECT 1 FROM documents WHERE decision_id = ? AND is_current AND chapter IS NOT NULL LIMIT 1"
    ids = ids_of(connection, references)
    return {reference for reference, held in ids.items() if connection.execute(sql, (held,)).fetchone()}


def _held(reference: Reference, connection: sqlite3.Connection | None) -> Iterator[tuple[int, Document]]:
    """The chapters held, read again from their stored text."""
    if connection is None:
        return
    for held in documents_by_reference(connection, reference):
        if held.is_current and held.format != "pdf":
            document = reread(held)
            if isinstance(document, Document):
                chapter = held.chapter or 1
                yield chapter, replace(document, hints=replace(document.hints, chapter=chapter))
