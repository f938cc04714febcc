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
from archive.file_reads import entry_of, read_files
from archive.storage.files import SeenFile, SeenFiles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from archive.decision import Problem
    from archive.file_reads import FileRead
    from archive.storage.writer import AnyEntry, Entry

BATCH: Final = 1_000
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
    jobs: int = 1,
) -> IngestReport:
    """Read the files of `paths` (files, folders, `-`) and store their decisions in the archive `db`, made if missing.

    With `dry_run` nothing is written; with `strict` a document with any problem is refused. `jobs` processes read and
    parse where there are many files, this one alone where `jobs` is 1. Raises DatabaseProblem.
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
        seen = SeenFiles(connection)
        reads = stack.enter_context(contextlib.closing(read_files(find(paths), seen, jobs)))
        for read in _batches(run.entries(reads), batch):
            entries = join_chapters(read, connection)
            if writer is None or connection is None:
                run.count(compare(connection, entries).counts)
            else:
                try:
                    with transaction(connection):
                        counts = writer.store(entries)
                        seen.write(run.take_files())
                except BaseException:
                    writer.forget()
                    raise
                run.count(counts)
        # Of files that brought nothing new.
        files = run.take_files()
        if files and writer is not None and connection is not None:
            with transaction(connection):
                seen.write(files)
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
        yield document if isinstance(document, Refused) else entry_of(document)


class _Run:
    """One ingest under way: counts, and tells the listener."""

    def __init__(self, report: IngestReport, listener: Listener, *, strict: bool) -> None:
        self.report = report
        self.listener = listener
        self.strict = strict
        self._files: list[SeenFile] = []

    def entries(self, reads: Iterable[FileRead | Refused]) -> Iterator[AnyEntry]:
        """What is to be stored of the files; the rest is counted. A file is told as done when all of it is read."""
        for read in reads:
            if isinstance(read, Refused):
                self.refuse(read)
                self.listener.done(1)
                continue
            documents = 0
            whole = True
            last: AnyEntry | None = None
            for found in read.found:
                documents += 1
                if found is None:
                    self.report.unchanged += 1
                elif isinstance(found, Refused):
                    self.refuse(found)
                    whole = False
                elif self.refuse_strictly(found):
                    whole = False
                else:
                    if last is not None:
                        yield last
                    last = found
            if whole and read.stamp is not None:
                # Before its last document is given, so that both come in the same batch.
                self._files.append(SeenFile(read.path, *read.stamp, documents, read.sha256))
            self.report.unchanged += read.passed_over
            self.listener.done(1)
            if last is not None:
                yield last

    def take_files(self) -> list[SeenFile]:
        """The files whose every document is stored, or is in the batch about to be, since this was asked last."""
        files, self._files = self._files, []
        return files

    def refuse_strictly(self, entry: AnyEntry) -> bool:
        """Tell the problems of an entry; with `strict`, refuse it for the first of them."""
        problems = entry.problems
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


def _batches(entries: Iterator[AnyEntry], size: int) -> Iterator[list[AnyEntry]]:
    """The entries in lists of `size`: a ZIP archive or a file of records may hold any number."""
    while batch := list(islice(entries, size)):
        yield batch
