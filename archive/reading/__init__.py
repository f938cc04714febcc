"""Bytes to Documents. A format is one module here with a line in `_FORMATS`; which it is, the content says.

Each format module has `matches(data, name) -> bool`, and `read(data, path) -> Iterator[Document | Refused]`: a carrier
of several documents gives them one by one, and what it cannot read as a Refused in its place, so that nothing stops a
batch.
"""

from __future__ import annotations

import hashlib
import importlib
from typing import TYPE_CHECKING, Any, Final

from archive.errors import Refused
from archive.reading.document import Document, Hints, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LARGEST", "Document", "Hints", "Row", "digest", "read", "read_bytes"]

_FORMATS: Final = ("text",)
"""The format modules, asked in this order; text comes last, for it takes whatever no other claims."""

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of one file beyond which it is refused unread: the longest decisions have some 200 kB."""


def read(path: str) -> Iterator[Document | Refused]:
    """The documents of the file at `path` (`-` is standard input)."""
    from archive.reading.files import load

    try:
        data = load(path)
    except Refused as refused:
        yield refused
        return
    yield from read_bytes(data, path)


def read_bytes(data: bytes, path: str) -> Iterator[Document | Refused]:
    """The documents that `data`, which came from `path`, holds."""
    for name in _FORMATS:
        format_module: Any = importlib.import_module(f"archive.reading.{name}")
        if format_module.matches(data, path):
            yield from format_module.read(data, path)
            return


def digest(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
