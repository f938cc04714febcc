"""Plain text: bytes to characters, without losing or inventing any.

UTF-8 with or without a byte-order mark, UTF-16 with one, else Windows-1252, which is told as a problem.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from archive.decision import Problem
from archive.errors import Refused
from archive.reading import digest
from archive.reading.address import address_of_path, read_address
from archive.reading.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES: Final = bytes([*range(9), 11, 12, *range(14, 32), 127])
_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or a Word or Excel file)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3\x00", "an SQLite file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x7fELF", "a program"),
)
_MOSTLY: Final = 0.9


def matches(data: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Whatever no other format claims is read as text, or refused as none."""
    return True


def read(data: bytes, path: str) -> Iterator[Document | Refused]:
    """The one document of a text file."""
    try:
        text, problems = decode(data)
    except Refused as refused:
        yield Refused(refused.code, refused.reason, path=path)
        return
    yield Document(
        path=path,
        format="text",
        text=text,
        sha256=digest(data),
        size=len(data),
        url=address_of_path(path),
        hints=read_address(path),
        problems=problems,
    )


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of `data` and what had to be noted about it. Raises Refused("not_text") for what is not text.

    Line ends stay as they came; a byte-order mark is dropped; a NUL becomes U+FFFD, lest a client cut the text there.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise Refused("not_text", f"{name}, which is not read as text")
    text, problems = _characters(data)
    # Counted in the bytes, which is several times faster: in UTF-8 and Windows-1252 each is a byte of its own.
    plain = text.encode() if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else data
    controls = len(plain) - len(plain.translate(None, _CONTROL_BYTES))
    if controls > len(text) * (1 - _MOSTLY):
        raise Refused("not_text", "binary data, not text")
    if first := _CONTROL.search(text) if controls else None:
        line = line_of(text, first.start())
        problems.append(
            Problem(line, "control_characters", f"{controls} control character(s), the first here; they are left out")
        )
        text = text.replace("\x00", "\ufffd")
    return text, tuple(problems)


def line_of(text: str, offset: int) -> int:
    """The 1-based line in which character `offset` stands; CRLF, CR and LF each end a line."""
    before = text[:offset]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def _characters(data: bytes) -> tuple[str, list[Problem]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError as error:
            raise Refused(
                "not_text", f"starts as UTF-16 but breaks off at byte {error.start}: save it again"
            ) from error
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        broken = error.start
        if error.reason == "unexpected end of data":
            text = data[:broken].decode("utf-8-sig")
            return text, [Problem(line_of(text, len(text)), "cut_off", "the file ends in the middle of a character")]
    if b"\x00" in data:
        raise Refused("not_text", "binary data, not text")
    text = data.decode("cp1252", errors="replace")
    line = line_of(text, broken)
    return text, [
        Problem(
            line,
            "encoding_windows_1252",
            f"not UTF-8 (first at byte {broken}): read as Windows-1252, so check quotes and pounds",
        )
    ]
