"""A process that reads, parses and analyses files for another, which stores them: see `archive.workers`.

It is asked for files in rows and answers with plain tuples, each message marshalled and after its length. It ends when
nobody asks any more.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from typing import IO, TYPE_CHECKING, Any, Final

from archive import SELDOM
from archive.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.storage.packing import PackedDecision, PackedDocument

    _Packed = tuple[PackedDocument, PackedDecision]

SIZE: Final = 4
"""Bytes of a message's length."""

_MOST_WORDS: Final = 300_000

_TOGETHER: Final = 1 << 20
"""Bytes of the files that are in memory together: a hundred usual ones, the largest one by one."""

PACKED, REFUSED, SAME = "packed", "refused", "same"


def pack_files(files: Sequence[tuple[str, str | None]]) -> list[list[_Packed | Refused | None]]:
    """What each file holds, document by document; None for one whose content has the hash beside the file's path.

    All are read, then all parsed and analysed, then packed: see `archive.file_reads.entries_of`.
    """
    from archive.file_reads import entries_of
    from archive.reading import Document, read
    from archive.storage.packing import pack_decision, pack_document

    held = [
        [None if isinstance(one, Document) and one.sha256 == known else one for one in read(path)]
        for path, known in files
    ]
    fresh = [document for each in held for document in each if isinstance(document, Document)]
    packed = iter(
        [
            entry
            if isinstance(entry, Refused)
            else (pack_document(entry.decision, document, entry.problems), pack_decision(entry.decision))
            for document, entry in zip(fresh, entries_of(fresh), strict=True)
        ]
    )
    return [[next(packed) if isinstance(one, Document) else one for one in each] for each in held]


class _Words:
    """The words already told by this process: the index needs each but once, and most come again and again."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def new(self, words: set[str]) -> set[str]:
        """Those of `words` that were not told before."""
        if len(self._told) > _MOST_WORDS:
            self._told.clear()
        new = words - self._told
        self._told |= new
        return new


def stamp_of(path: str) -> tuple[int, int] | None:
    """The length of a file in bytes and when it was last changed, in nanoseconds; None where it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - plain strings: a million paths
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def answer(asked: Sequence[tuple[str, str | None]], told: _Words | None = None) -> list[tuple[Any, ...]]:
    """For each file asked for, and the hash it had before: its stamp, then what it holds, as plain tuples.

    Words that were `told` before are left out.
    """
    told = told or _Words()
    answers: list[tuple[Any, ...]] = []
    group: list[tuple[str, str | None]] = []
    stamps: list[tuple[int, int] | None] = []
    size = 0
    for file in asked:
        stamp = stamp_of(file[0])
        size += stamp[0] if stamp else 0
        if group and size > _TOGETHER:
            answers += _answered(group, stamps, told)
            group, stamps, size = [], [], stamp[0] if stamp else 0
        group.append(file)
        stamps.append(stamp)
    answers += _answered(group, stamps, told)
    return answers


def _answered(
    files: list[tuple[str, str | None]], stamps: list[tuple[int, int] | None], told: _Words
) -> Iterator[tuple[Any, ...]]:
    """The answers for some files; `stamps` were taken before they were opened."""
    for (path, _), stamp, found in zip(files, stamps, pack_files(files), strict=True):
        # A file that was written to meanwhile has no stamp that could be trusted later.
        yield stamp if stamp == stamp_of(path) else None, tuple([_plain(one, told) for one in found])


def _plain(one: _Packed | Refused | None, told: _Words) -> tuple[Any, ...]:
    if one is None:
        return (SAME,)
    if isinstance(one, Refused):
        return (REFUSED, one.code, one.reason, one.path, one.line)
    document, decision = one
    return (PACKED, tuple(document), tuple(decision._replace(words=told.new(decision.words))))


def send(sink: IO[bytes], message: list[Any]) -> None:
    """Write one message."""
    data = marshal.dumps(message)
    sink.write(len(data).to_bytes(SIZE, "little") + data)
    sink.flush()


def receive(source: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was sent
    """The next message; None where the other side has gone, also in the middle of one."""
    head = source.read(SIZE)
    size = int.from_bytes(head, "little")
    data = source.read(size) if len(head) == SIZE else b""
    return marshal.loads(data) if size and len(data) == size else None  # noqa: S302 - from our own process alone


def main() -> None:
    """Answer until nobody asks."""
    gc.set_threshold(*SELDOM)
    # Whatever prints must not get among the messages.
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    told = _Words()
    while (asked := receive(sys.stdin.buffer)) is not None:
        try:
            send(sink, answer(asked, told))
        except BrokenPipeError:
            break
    os._exit(0)
