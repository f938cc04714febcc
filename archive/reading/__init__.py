"""Bytes to Documents. A format is one module here with a line in `_FORMATS`; which it is, the content says.

Each format module has `matches(data, name) -> bool`, and `read(data, path) -> Iterator[Document | Refused]`: a carrier
of several documents gives them one by one, and what it cannot read as a Refused in its place, so that nothing stops a
batch.
"""

from __future__ import annotations

import hashlib
import importlib
import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from archive.errors import Refused
from archive.reading.document import Document, Hints, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LARGEST", "Document", "Hints", "Row", "digest", "read", "read_bytes"]

_FORMATS: Final = ("zip_", "pdf", "json_", "html_", "text")
"""The format modules, asked in this order; text comes last, for it takes whatever no other claims."""

_LARGE_FORMATS: Final = ("zip_", "json_")
"""Those that hold many documents and have `read_file(file, path)`, which never has the whole file in memory."""

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of one file beyond which it is refused unread: the longest decisions have some 200 kB."""

LARGEST_OF_MANY: Final = 4 * 1024**3
"""The same for a file of many documents: all decisions ever published, as pages in a ZIP archive, have some 1 GB."""

_HEAD: Final = 64 * 1024


def read(path: str) -> Iterator[Document | Refused]:
    """The documents of the file at `path` (`-` is standard input)."""
    from archive.reading.files import STDIN, load

    try:
        data = load(path)
    except Refused as refused:
        if refused.code == "too_large" and path != STDIN:
            yield from _read_large(path, refused)
        else:
            yield refused
        return
    yield from read_bytes(data, path)


def _read_large(path: str, refused: Refused) -> Iterator[Document | Refused]:
    """The documents of a file larger than LARGEST, if it is of a format that holds many; else `refused`."""
    from archive.reading.files import opened

    try:
        with opened(path) as file:
            head = file.read(_HEAD)
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            for name in _LARGE_FORMATS if size <= LARGEST_OF_MANY else ():
                format_module = _module(name)
                if format_module.matches(head, path):
                    yield from format_module.read_file(file, path)
                    return
    except Refused as unreadable:
        yield unreadable
        return
    yield refused


def read_bytes(data: bytes, path: str) -> Iterator[Document | Refused]:
    """The documents that `data`, which came from `path`, holds."""
    for name in _FORMATS:
        format_module = _module(name)
        if format_module.matches(data, path):
            yield from format_module.read(data, path)
            return


@cache
def _module(name: str) -> Any:  # noqa: ANN401 - a module: see above for what it has
    """The module of a format, imported when a file is first asked whether it has that format."""
    return importlib.import_module(f"archive.reading.{name}")


def digest(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
