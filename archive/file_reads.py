"""What is in each file that an ingest is given: read here, or by several processes where there are many files."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from archive import reading
from archive.errors import Refused
from archive.parsing_version import PARSER_VERSION
from archive.reading import LARGEST
from archive.reading.files import STDIN
from archive.storage.packing import PackedDecision, PackedDocument
from archive.storage.writer import Entry, Packed
from archive.worker import PACKED, SAME, answer, stamp_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from archive.decision import Decision
    from archive.reading import Document
    from archive.storage.files import SeenFiles
    from archive.storage.writer import AnyEntry
    from archive.workers import Answer

FEW: Final = 300
"""Files that one process reads sooner than others have started."""

TOGETHER: Final = 16
"""Files that are read together, one stage after the other."""

_CARRIERS: Final = (".zip", ".json", ".jsonl", ".ndjson")
"""Files of many documents are read here, one document at a time: no message could hold them all."""


class FileRead:
    """A file and what it holds, document by document: None for content that is stored already.

    `stamp` are its length and the time of its last change, None where they tell nothing. `sha256` is of its content
    where it is one document. Both hold once `found` is taken whole. Of a file not opened, since it has not changed,
    `passed_over` counts the documents.
    """

    __slots__ = ("found", "passed_over", "path", "sha256", "stamp")

    def __init__(
        self,
        path: str,
        found: Iterable[AnyEntry | Refused | None] = (),
        stamp: tuple[int, int] | None = None,
        passed_over: int = 0,
    ) -> None:
        self.path = path
        self.found = found
        self.stamp = stamp
        self.sha256: str | None = None
        self.passed_over = passed_over


class Asked(NamedTuple):
    """A file to read, and the hash that its content had before, where it was read before."""

    path: str
    known: str | None


def read_files(files: Iterable[str | Refused], seen: SeenFiles, jobs: int) -> Generator[FileRead | Refused]:
    """Each file of `files` read, in their order. What is `seen` to be unchanged is not opened."""
    items = (_next(file, seen) for file in files)
    waiting: list[Asked | FileRead | Refused] = []
    asked = 0
    for item in items if jobs > 1 else ():
        if not (waiting or isinstance(item, Asked)):
            yield item
            continue
        waiting.append(item)
        asked += isinstance(item, Asked)
        if asked >= FEW:
            from archive.workers import Workers

            with Workers(jobs) as workers:
                answers: Iterator[tuple[Asked, Answer] | FileRead | Refused] = workers.read(chain(waiting, items))
                for one in answers:
                    yield told(*one) if isinstance(one, tuple) else one
            return
    yield from _read_here(chain(waiting, items))


def _read_here(items: Iterator[Asked | FileRead | Refused]) -> Iterator[FileRead | Refused]:
    """What is asked for, read by this process, some files together; what else is among it in its place."""
    while some := list(islice(items, TOGETHER)):
        answers = iter(answer([item for item in some if isinstance(item, Asked)]))
        for item in some:
            yield told(item, next(answers)) if isinstance(item, Asked) else item


def entry_of(document: Document) -> Entry | Refused:
    """A document parsed and analysed, or why it cannot be."""
    (entry,) = entries_of([document])
    return entry


def entries_of(documents: Sequence[Document]) -> list[Entry | Refused]:
    """Each of some documents parsed and analysed, or why it cannot be: all parsed, then all analysed.

    A stage goes over all of them before the next begins, since what it works with then stays at hand for the processor:
    document by document the same work takes a quarter longer.
    """
    from archive.analysis import analyse_all

    parsed = [_parsed(document) for document in documents]
    # This program's own JSON says already what was derived.
    plain = [
        decision
        for document, decision in zip(documents, parsed, strict=True)
        if document.decision is None and not isinstance(decision, Refused)
    ]
    analysed = iter(analyse_all(plain))
    return [
        found
        if isinstance(found, Refused)
        else Entry(document, found if document.decision is not None else next(analysed))
        for document, found in zip(documents, parsed, strict=True)
    ]


def _parsed(document: Document) -> Decision | Refused:
    from archive.parsing import parse

    try:
        return parse(document)
    except Refused as refused:
        return refused


def _next(file: str | Refused, seen: SeenFiles) -> Asked | FileRead | Refused:
    """What is to be done about a file: nothing, if it has not changed; else it is read here, or asked for."""
    if isinstance(file, Refused):
        return file
    if file == STDIN:
        return _here(file, seen)
    stamp = stamp_of(file)
    before = seen.find(file)
    if before is not None and stamp == (before.size, before.modified):
        return FileRead(file, passed_over=before.documents)
    if file.lower().endswith(_CARRIERS) or (stamp is not None and stamp[0] > LARGEST):
        return _here(file, seen)
    return Asked(file, None if before is None else before.sha256)


def _here(path: str, seen: SeenFiles) -> FileRead:
    """A file that this process reads, when its documents are taken."""
    read = FileRead(path)

    def found() -> Iterator[AnyEntry | Refused | None]:
        stamp = None if path == STDIN else stamp_of(path)
        hashes = []
        for document in reading.read(path):
            if isinstance(document, Refused):
                yield document
                continue
            hashes.append(document.sha256)
            yield None if seen.holds(document.sha256, document.path) else entry_of(document)
        if stamp is not None and stamp == stamp_of(path):
            # A file that was written to meanwhile has no stamp that could be trusted later.
            read.stamp = stamp
            read.sha256 = hashes[0] if len(hashes) == 1 else None

    read.found = found()
    return read


def told(asked: Asked, answer: Answer) -> FileRead:
    """A file that another process read."""
    if answer is None:
        reason = "the process that read it was killed, perhaps for want of memory: try it with `lgsco parse`"
        return FileRead(asked.path, [Refused("unreadable", reason, path=asked.path)])
    stamp, contents = answer
    read = FileRead(asked.path, stamp=stamp)
    found: list[AnyEntry | Refused | None] = []
    hashes = []
    for kind, *what in contents:
        if kind == PACKED:
            document = PackedDocument(*what[0])
            hashes.append(document.sha256)
            found.append(Packed(document, PackedDecision(*what[1]), _again))
        elif kind == SAME:
            hashes.append(asked.known or "")
            found.append(None)
        else:
            code, reason, path, line = what
            found.append(Refused(code, reason, path=path, line=line))
    read.found = found
    read.sha256 = hashes[0] if len(hashes) == 1 else None
    return read


def _again(document: PackedDocument) -> Entry:
    """The entry that a packed document was made from. It was read once, so it can be read."""
    from archive.rereading import reread
    from archive.storage.documents import HeldDocument

    held = HeldDocument(
        id=0,
        is_current=1,
        chapter=document.chapter,
        decision_date=document.day,
        path=document.path,
        format=document.format,
        sha256=document.sha256,
        bytes=document.size,
        retrieved_at=document.retrieved_at,
        ingested_at="",
        url=document.url,
        parser=PARSER_VERSION,
        text_hash=document.text_hash,
        facts=document.facts,
        text=document.text.decode(),
    )
    found = reread(held)
    entry = found if isinstance(found, Refused) else entry_of(found)
    assert not isinstance(entry, Refused)  # noqa: S101 - it was read once
    return entry
