"""The ingester: read, parse, analyse, store, over many files.

One transaction a batch: what was committed stays, a batch that fails leaves nothing of itself. One bad file never stops
the rest: it is told, with its place and reason, and counted as refused.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from archive.errors import DatabaseProblem, Refused
from archive.parsing_version import PARSER_VERSION

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from archive.decision import Problem
    from archive.storage.writer import Entry

BATCH: Final = 2_000
"""Documents to a transaction."""


@dataclass(slots=True)
class IngestReport:
    """What an ingest did, in documents. `problems` counts by code; `missing` of the refused were not there at all."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told while an ingest runs: of each refusal, of each problem with its path, of each file done."""

    refused: Callable[[Refused], None] = lambda _refused: None
    problem: Callable[[str, Problem], None] = lambda _path, _problem: None
    done: Callable[[int], None] = lambda _files: None


def ingest(
    paths: Iterable[str],
    db: str,
    *,
    dry_run: bool = False,
    strict: bool = False,
    listener: Listener | None = None,
    batch: int = BATCH,
) -> IngestReport:
    """Read the files of `paths` (files, folders, `-`) and store their decisions in the archive `db`, made if missing.

    With `dry_run` nothing is written; with `strict` a document with any problem is refused. Raises DatabaseProblem.
    """
    from archive.reading.files import find
    from archive.reports import join_chapters
    from archive.storage.connection import database_errors, open_reader, open_writer, transaction
    from archive.storage.writer import Writer, compare

    report = IngestReport()
    run = _Run(report, listener or Listener(), strict=strict)
    connection: sqlite3.Connection | None
    if dry_run:
        try:
            connection = open_reader(db)
        except DatabaseProblem:
            connection = None
    else:
        connection = open_writer(db, create=True)
    with contextlib.ExitStack() as stack:
        if connection is not None:
            stack.callback(connection.close)
        stack.enter_context(database_errors(db))
        writer = None if dry_run or connection is None else Writer(connection)
        for read in _batches(run.entries(find(paths), connection), batch):
            entries = join_chapters(read, connection)
            if writer is None or connection is None:
                run.count(compare(connection, entries).counts)
            else:
                try:
                    with transaction(connection):
                        counts = writer.store(entries)
                except BaseException:
                    writer.forget()
                    raise
                run.count(counts)
    return report


def read_entries(paths: Iterable[str]) -> Iterator[Entry | Refused]:
    """The documents of `paths`, each read, parsed and analysed, or the reason why not. Needs no database."""
    from archive.reading.files import find

    for path in find(paths):
        if isinstance(path, Refused):
            yield path
        else:
            yield from read_file(path)


def read_file(path: str) -> Iterator[Entry | Refused]:
    """The entries of one file."""
    from archive.reading import read

    for document in read(path):
        yield _entry(document)


def _entry(document: object) -> Entry | Refused:
    from archive.analysis import analyse
    from archive.parsing import parse
    from archive.reading.document import Document
    from archive.storage.writer import Entry

    if isinstance(document, Refused):
        return document
    assert isinstance(document, Document)  # noqa: S101 - reading gives nothing else
    try:
        decision = parse(document)
        # This program's own JSON says already what was derived.
        return Entry(document, decision if document.decision is not None else analyse(decision))
    except Refused as refused:
        return refused


class _Run:
    """One ingest under way: counts, tells the listener, and decides what need not be parsed."""

    def __init__(self, report: IngestReport, listener: Listener, *, strict: bool) -> None:
        self.report = report
        self.listener = listener
        self.strict = strict

    def entries(self, files: Iterable[str | Refused], connection: sqlite3.Connection | None) -> Iterator[Entry]:
        """What is to be stored of `files`; the rest is counted. A file is told as done when all of it is read."""
        from archive.reading import read

        for file in files:
            if isinstance(file, Refused):
                self.refuse(file)
                self.listener.done(1)
                continue
            for document in read(file):
                if not isinstance(document, Refused) and _held(connection, document.sha256, document.path):
                    self.report.unchanged += 1
                    continue
                entry = _entry(document)
                if isinstance(entry, Refused):
                    self.refuse(entry)
                elif not self.refuse_strictly(entry):
                    yield entry
            self.listener.done(1)

    def refuse_strictly(self, entry: Entry) -> bool:
        """Tell the problems of an entry; with `strict`, refuse it for the first of them."""
        problems = entry.decision.problems
        for problem in problems:
            self.report.problems[problem.code] += 1
            self.listener.problem(entry.document.path, problem)
        if not (self.strict and problems):
            return False
        first = problems[0]
        self.refuse(Refused(first.code, f"{first.message} (--strict)", path=entry.document.path, line=first.line))
        return True

    def refuse(self, refused: Refused) -> None:
        """Count and tell a refusal."""
        self.report.refused[refused.code] += 1
        self.listener.refused(refused)

    def count(self, counts: Counter[str]) -> None:
        """Add what a batch did."""
        self.report.added += counts["added"]
        self.report.changed += counts["changed"]
        self.report.unchanged += counts["unchanged"]


def _held(connection: sqlite3.Connection | None, sha256: str, path: str) -> bool:
    """Whether this content, from this path, was read by this version of the parser already."""
    if connection is None:
        return False
    row = connection.execute(
        "SELECT 1 FROM documents WHERE sha256 = ? AND path = ? AND parser = ?", (sha256, path, PARSER_VERSION)
    ).fetchone()
    return row is not None


def _batches(entries: Iterator[Entry], size: int) -> Iterator[list[Entry]]:
    """The entries in lists of `size`: a ZIP archive or a file of records may hold any number."""
    while batch := list(islice(entries, size)):
        yield batch
