"""JSON and JSON Lines: collected records, and this program's own output.

A file is one record, a list of them, an object with a list of them under a name such as `results`, several of these
one after another, or JSON Lines, where a bad line costs only itself. Each record is cut out, measured, then decoded.
"""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from archive.decision import Problem
from archive.errors import Refused
from archive.reading import digest
from archive.reading.address import canonical
from archive.reading.document import Document
from archive.reading.json_scan import LARGEST_RECORD, Outline, Piece, Scan, too_large
from archive.reading.json_values import load
from archive.reading.own_output import claims, read_own
from archive.reading.record import Origin, folded, names, read_record
from archive.reading.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_RECORDS: Final = 100_000
"""Records of one file: the Ombudsman has published some 57,500 decisions."""

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
    if b"{" not in head and b"[" not in head:
        return False
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    start = head.decode(encoding, errors="replace")
    return bool((_BEGINS_BY_NAME if name.lower().endswith(_NAMES) else _BEGINS).match(start))


def read(data: bytes, path: str) -> Iterator[Document | Refused]:
    """The decisions in the JSON or JSON Lines of `data`."""
    try:
        text = _utf_8(data)
    except Refused as refused:
        yield Refused(refused.code, refused.reason, path=path)
        return
    pieces = _lines(io.BytesIO(text)) if _are_lines(text, path) else _values(Scan(text))
    yield from _documents(pieces, path, data)


def read_file(file: BinaryIO, path: str) -> Iterator[Document | Refused]:
    """The decisions of a file too large to be held in memory, which only JSON Lines may be."""
    first = b""
    while not first and (line := file.readline(LARGEST_RECORD + 1)):
        first = line.removeprefix(codecs.BOM_UTF8).strip()
    if not (_is_record(first) or path.lower().endswith(_NAMES_OF_LINES)):
        yield Refused("too_large", "so large a file of JSON is read only as JSON Lines, one record a line", path=path)
        return
    file.seek(0)
    yield from _documents(_lines(file), path, None)


def _utf_8(data: bytes) -> bytes:
    """`data` without a byte-order mark, and in UTF-8 where it was in UTF-16. Raises Refused."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-16").encode()
    except UnicodeDecodeError as error:
        raise Refused("not_text", f"starts as UTF-16 but breaks off at byte {error.start}: save it again") from error


def _are_lines(data: bytes, path: str) -> bool:
    """Whether `data` is JSON Lines: by its first line; where that is cut off, by its second, or by the file's name."""
    scan = Scan(data)
    at = scan.skip_blank(0)
    first = _line_at(data, at)
    if _is_record(first):
        return True
    named = path.lower().endswith(_NAMES_OF_LINES)
    if not first.startswith(b"{") or not (named or _is_record(_line_at(data, scan.skip_blank(at + len(first))))):
        return False
    outline = scan.outline(at)
    return outline.broken is not None and _list_in(outline, scan) is None


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


def _lines(file: BinaryIO) -> Iterator[Piece | Refused]:
    """The records of JSON Lines. Of a bad line nothing is kept; the next is a new beginning."""
    number = 0
    while line := file.readline(LARGEST_RECORD + 1):
        number += 1
        refused = too_large(len(line), 0, number)
        if refused:
            yield refused
            while line and not line.endswith(b"\n"):
                line = file.readline(LARGEST_RECORD)
        else:
            yield from _values(Scan(line.removeprefix(codecs.BOM_UTF8), number))


def _values(scan: Scan) -> Iterator[Piece | Refused]:
    """The records of the values that stand one after another in `scan`: records, lists, objects with a list."""
    at = scan.skip_blank(0)
    while at < len(scan.data):
        opening = scan.data[at : at + 1]
        if opening == b"[":
            at = yield from scan.elements(at)
        elif opening == b"{":
            outline = scan.outline(at)
            records = _list_in(outline, scan)
            if records is not None:
                # A broken outline has counted the lines up to the break, beyond the records.
                yield from (Scan(scan.data, scan.first_line) if outline.broken else scan).elements(records)
            else:
                yield outline.broken or scan.piece(at, outline.end, outline.values)
            at = outline.end
        else:
            reason = "expected a record ({...}) or the end, found something else: from here on nothing is read"
            yield Refused("not_json", reason, line=scan.line(at))
            return
        at = scan.skip_blank(at)


def _list_in(outline: Outline, scan: Scan) -> int | None:
    """Where the list of records begins that this object holds under one of the known names; None in a record itself."""
    fields = {folded(name): at for name, at in outline.fields.items()}
    if "sections" in fields or not fields.keys().isdisjoint(names("text")):
        return None
    for name in names("list"):
        at = fields.get(name, len(scan.data))
        if scan.data.startswith(b"[", at) and scan.data.startswith(b"{", scan.skip_blank(at + 1)):
            return at
    return None


def _documents(pieces: Iterator[Piece | Refused], path: str, data: bytes | None) -> Iterator[Document | Refused]:
    """The documents of `pieces`, numbered where there are several. `data` is the file, where it is in memory."""
    first, second = next(pieces, None), next(pieces, None)
    if first is None:
        yield Refused("empty", "nothing to read: there is no record in it", path=path)
        return
    if second is None:
        yield _document(first, path, None, data)
        return
    refused = 0
    for number, piece in enumerate(chain((first, second), pieces), start=1):
        if number > MOST_RECORDS or refused > MOST_REFUSED:
            reason = f"{number - 1:,} records read, {refused:,} of them refused: the rest of the file is left unread"
            yield Refused("too_many", reason, path=path)
            return
        document = _document(piece, path, number)
        refused += isinstance(document, Refused)
        yield document


def _document(piece: Piece | Refused, path: str, number: int | None, data: bytes | None = None) -> Document | Refused:
    """What `piece`, the file's record `number` (None: its only one, and `data` the file), is."""
    if isinstance(piece, Refused):
        return Refused(piece.code, piece.reason, path=path, line=piece.line)
    source = data if number is None and data is not None else piece.data
    origin = Origin(path if number is None else f"{path}#{number}", digest(source), len(source), alone=number is None)
    try:
        text, problems = decode(piece.data)
        record = load(text, piece.line)
        if claims(record):
            return _own(record, source, origin, problems)
        document = read_record(record, origin)
    except Refused as refused:
        return Refused(refused.code, refused.reason, path=path, line=refused.line or piece.line)
    if not problems:
        return document
    # What was noted of the bytes has its line in the file, not in the text of the record.
    noted = tuple(Problem(None, problem.code, problem.message) for problem in problems)
    return replace(document, problems=(*noted, *document.problems))


def _own(record: dict[str, Any], source: bytes, origin: Origin, problems: tuple[Problem, ...]) -> Document:
    """This program's own output: there is nothing left to parse, and the text is the JSON. Raises Refused."""
    if problems:
        raise Refused("not_this_program", f"expected clean UTF-8, as this program writes it; {problems[0].message}")
    decision = read_own(record)
    return Document(
        path=origin.path,
        format="json",
        text=decode(source)[0],
        sha256=origin.sha256,
        size=origin.size,
        url=canonical(decision.source.url) if decision.source and decision.source.url else None,
        decision=decision,
    )
