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
    from collections.abc import Iterator

    from archive.storage.packing import PackedDecision, PackedDocument

SIZE: Final = 4
"""Bytes of a message's length."""

_MOST_WORDS: Final = 300_000

PACKED, REFUSED, SAME = "packed", "refused", "same"


def pack_file(path: str, known: str | None = None) -> Iterator[tuple[PackedDocument, PackedDecision] | Refused | None]:
    """What the file at `path` holds, document by document; None for one whose content has the hash `known`."""
    from archive.file_reads import entry_of
    from archive.reading import read
    from archive.storage.packing import pack_decision, pack_document

    for document in read(path):
        if isinstance(document, Refused):
            yield document
        elif document.sha256 == known:
            yield None
        else:
            entry = entry_of(document)
            if isinstance(entry, Refused):
                yield entry
            else:
                yield pack_document(entry.decision, document, entry.problems), pack_decision(entry.decision)


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


def answer(asked: list[tuple[str, str | None]], told: _Words | None = None) -> list[tuple[Any, ...]]:
    """For each file asked for, and the hash it had before: its stamp, then what it holds, as plain tuples.

    Words that were `told` before are left out.
    """
    told = told or _Words()
    answers = []
    for path, known in asked:
        stamp = stamp_of(path)
        found: list[tuple[Any, ...]] = []
        for one in pack_file(path, known):
            if one is None:
                found.append((SAME,))
            elif isinstance(one, Refused):
                found.append((REFUSED, one.code, one.reason, one.path, one.line))
            else:
                document, decision = one
                found.append((PACKED, tuple(document), tuple(decision._replace(words=told.new(decision.words)))))
        # A file that was written to meanwhile has no stamp that could be trusted later.
        answers.append((stamp if stamp == stamp_of(path) else None, tuple(found)))
    return answers


def send(sink: IO[bytes], message: list[Any]) -> None:
    """Write one message."""
    data = marshal.dumps(message)
    sink.write(len(data).to_bytes(SIZE, "little") + data)
    sink.flush()


def receive(source: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was sent
    """The next message; None where the other side has gone."""
    size = source.read(SIZE)
    if len(size) < SIZE:
        return None
    data = source.read(int.from_bytes(size, "little"))
    return marshal.loads(data)  # noqa: S302 - from our own process alone


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
