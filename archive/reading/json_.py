"""JSON and JSON Lines: collected records, and this program's own output.

A file is one record, a list of them, an object with a list of them under a name such as `results`, several of these one
after another, or JSON Lines, where a bad line costs only itself. Each record is cut out, measured, and only then decoded.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO, Final

from archive.errors import Refused
from archive.reading import digest
from archive.reading.address import canonical
from archive.reading.document import Document
from archive.reading.json_scan import LARGEST_RECORD, Piece, Scan, too_large
from archive.reading.json_values import load
from archive.reading.own_output import claims, read_own
from archive.reading.record import Origin, folded, names, read_record
from archive.reading.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_RECORDS: Final = 200_000
"""Records of one file: more than three times what the Ombudsman has published."""

MOST_REFUSED: Final = 10_000
"""Records refused one by one, after which the rest of the file is refused as a whole."""

_HEAD: Final = 4096
# What follows the first bracket of JSON; a text may begin with "[Skip to content]", an RTF file begins with "{\rtf".
_BEGINS: Final = re.compile(r"""\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[{\["\]]|$))""")
_BEGINS_BY_NAME: Final = re.compile(r"\s*[{\[]")
_NAMES: Final = (".json", ".jsonl", ".ndjson")
_NAMES_OF_LINES: Final = (".jsonl", ".ndjson")


def matches(data: bytes, name: str) -> bool:
    """Whether `data` begins as JSON records do."""
    head = data[:_HEAD]
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    start = head.decode(encoding, errors="replace")
    return bool((_BEGINS_BY_NAME if name.lower().endswith(_NAMES) else _BEGINS).match(start))


def read(data: bytes, path: str) -> Iterator[Document | Refused]:
    """The decisions in the JSON or JSON Lines of `data`."""
    try:
        plain = _utf_8(data)
    except Refused as refused:
        yield Refused(refused.code, refused.reason, path=path)
        return
    scan = Scan(plain)
    first = scan.skip_blank(0)
    as_lines = path.lower().endswith(_NAMES_OF_LINES) or _is_record(_line_at(plain, first))
    pieces = _lines(io.BytesIO(plain)) if as_lines else _whole(plain)
    yield from _documents(pieces, path, data)


def read_file(file: BinaryIO, path: str) -> Iterator[Document | Refused]:
    """The decisions in a file too large to be held in memory, which only JSON Lines may be."""
    first = b""
    while not first and (line := file.readline(LARGEST_RECORD + 1)):
        first = line.removeprefix(codecs.BOM_UTF8).strip()
    if not _is_record(first):
        yield Refused("too_large", "a large file of JSON is read only as JSON Lines: one record a line", path=path)
        return
    file.seek(0)
    yield from _documents(_lines(file), path, None)


def _utf_8(data: bytes) -> bytes:
    """`data` without a byte-order mark, and in UTF-8 where it was in UTF-16. Raises Refused("not_text")."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)[0].encode("utf-8")
    return data.removeprefix(codecs.BOM_UTF8)


def _line_at(data: bytes, offset: int) -> bytes:
    end = data.find(b"\n", offset)
    return data[offset:] if end < 0 else data[offset:end]


def _is_record(line: bytes) -> bool:
    """Whether `line` is by itself an object, as far as its brackets go."""
    line = line.strip()
    if not line.startswith(b"{") or len(line) > LARGEST_RECORD:
        return False
    outline = Scan(line).outline(0)
    return outline.broken is None and outline.end == len(line)


def _lines(file: BinaryIO, number: int = 0) -> Iterator[Piece | Refused]:
    """The records of JSON Lines, read line by line; `number` lines came before."""
    while line := file.readline(LARGEST_RECORD + 1):
        number += 1
        if len(line) > LARGEST_RECORD:
            yield too_large(len(line), 0, number) or Piece(line, number)
            while line and not line.endswith(b"\n"):
                line = file.readline(LARGEST_RECORD)
            continue
        record = line.removeprefix(codecs.BOM_UTF8).strip()
        if record:
            yield from _values(Scan(record, number))


def _whole(data: bytes) -> Iterator[Piece | Refused]:
    """The records of a file that is not JSON Lines, or whose first line only is not."""
    broken = False
    for piece in _values(Scan(data)):
        yield piece
        broken = isinstance(piece, Refused)
