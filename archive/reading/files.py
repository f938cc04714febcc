"""Finding and loading files: paths, folders in a stable order, standard input."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from archive.errors import Refused
from archive.reading import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN: Final = "-"


def find(paths: Iterable[str]) -> Iterator[str | Refused]:
    """The files that `paths` name, each once, in a stable order: paths as given, folders sorted by name and recursive.

    Hidden files and folders inside a folder are passed over, and symbolic links to folders are not followed. A path
    that is not there, or a folder that cannot be opened, comes as a Refused("missing").
    """
    seen: set[str] = set()
    for path in paths:
        for found in _find_one(path):
            if isinstance(found, Refused):
                yield found
            elif (key := found if found == STDIN else os.path.realpath(found)) not in seen:
                seen.add(key)
                yield found


def _find_one(path: str) -> Iterator[str | Refused]:
    if path == STDIN:
        yield path
    elif os.path.isdir(path):  # noqa: PTH112 - plain strings: a million paths
        yield from _walk(path)
    elif os.path.lexists(path):
        yield path
    else:
        yield Refused("missing", "no such file or folder", path=path)


def _walk(folder: str) -> Iterator[str | Refused]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Refused("missing", f"the folder cannot be opened: {_why(error)}", path=folder)
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif not (entry.is_symlink() and entry.is_dir()):
            yield entry.path


def load(path: str) -> bytes:
    """The bytes of the file at `path`. Raises Refused: not a regular file, too large, cannot be read, or it changed.

    A file that another program is still writing is refused, so that no half of it is taken for the whole.
    """
    if path == STDIN:
        data = sys.stdin.buffer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Refused("too_large", f"more than {LARGEST // 1024**2} MB on standard input", path=path)
        return data
    with opened(path) as file:
        before = os.fstat(file.fileno())
        if before.st_size > LARGEST:
            raise Refused("too_large", f"larger than {LARGEST // 1024**2} MB: no decision is", path=path)
        data = file.read(before.st_size + 1)
        after = os.fstat(file.fileno())
    if len(data) != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise Refused("changed", "changed while it was read: ingest it again when it is complete", path=path)
    return data


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file at `path`, open for reading. Raises Refused: not a regular file, cannot be opened or read."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused("not_a_file", "not a regular file", path=path)
            yield file
    except OSError as error:
        raise Refused("unreadable", f"cannot be read: {_why(error)}", path=path) from error


def _without_waiting(path: str, flags: int) -> int:
    """Open without waiting for a writer, so that a named pipe in a folder cannot hold the batch up."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
