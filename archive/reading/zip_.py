"""ZIP archives: their members one by one, in order of name, each to the reader of its own format. No file is written.

A member that could do harm (its name climbs out, it is a link, it is a bomb) or cannot be read is refused by itself;
the rest goes on. An archive inside an archive is read, one inside that is not.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from archive.errors import Refused
from archive.reading import LARGEST, read_bytes
from archive.reading.json_values import plain
from archive.reading.zip_directory import read_directory
from archive.steering import TURNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.reading.document import Document
    from archive.reading.zip_directory import Member

LARGEST_UNPACKED: Final = 10 * 1024**3
"""Bytes that the members of one file, those of archives inside it included, may unpack to."""

RATIO: Final = 200
FREE: Final = 1024 * 1024
"""A member may unpack to RATIO times its packed size, and to FREE bytes in any case: repeated words pack very well."""

RATIO_OF_ALL: Final = 50
FREE_OF_ALL: Final = 64 * 1024 * 1024
"""The same for all members of one file together: text packs to a third or a tenth, pages of the site to a fifth."""

DEEPEST: Final = 2

_MOST: Final = f"{RATIO_OF_ALL} times its size, or {LARGEST_UNPACKED // 1024**3} GB"
_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
_HEADER: Final = struct.Struct("<4s5H3L2H")
_UNSAFE: Final = re.compile(rf"^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f-\x9f{TURNING}]")
"""What leads out of the archive; and what would steer the terminal on which the name is printed."""
_LONGEST_NAME: Final = 1000
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_STORED, _DEFLATED = 0, 8
_DOCUMENTS: Final = {
    "[Content_Types].xml": "a Word, Excel or PowerPoint file",
    "mimetype": "an OpenDocument file or an e-book",
    "META-INF/MANIFEST.MF": "a Java program",
}
"""Members that show a ZIP archive to be a single document of another program."""


def matches(data: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Whether `data` begins as a ZIP archive does."""
    return data.startswith(_SIGNATURES)


def read(data: bytes, path: str) -> Iterator[Document | Refused]:
    """The documents in the archive that `data` is."""
    return read_file(io.BytesIO(data), path)


def read_file(file: BinaryIO, path: str) -> Iterator[Document | Refused]:
    """The documents in the archive `file`. A member's path is `archive.zip!folder/name.txt`."""
    size = file.seek(0, os.SEEK_END)
    yield from _Unpacking(min(FREE_OF_ALL + RATIO_OF_ALL * size, LARGEST_UNPACKED)).read(file, path, 1)


class _Unpacking:
    """One archive with the archives inside it. `left` is how many bytes more may be unpacked."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.spent = False

    def read(self, file: BinaryIO, path: str, depth: int) -> Iterator[Document | Refused]:
        """The documents of `file`, an archive `depth` deep."""
        try:
            members, broken = read_directory(file)
        except Refused as refused:
            yield Refused(refused.code, refused.reason, path=path)
            return
        other = next((_DOCUMENTS[member.name] for member in members if member.name in _DOCUMENTS), None)
        if other is not None:
            yield Refused("not_text", f"{other}: save the decision as text, PDF or a web page", path=path)
            return
        if broken is not None:
            yield Refused(broken.code, broken.reason, path=path)
        nothing = broken is None
        for member, overlaps in _in_order(members):
            unsafe = _unsafe(member)
            if unsafe is None and (member.name.endswith("/") or _hidden(member.name)):
                continue
            nothing = False
            inside = f"{path}!{plain(member.name) if unsafe else member.name}"
            why = unsafe or _unreadable(member, overlaps=overlaps)
            yield from [_placed(why, inside)] if why else self._member(file, member, inside, depth)
            if self.spent:
                return
        if nothing:
            yield Refused("empty", "nothing to read: the archive holds no file", path=path)

    def _member(self, file: BinaryIO, member: Member, path: str, depth: int) -> Iterator[Document | Refused]:
        """The documents of the member that has this path."""
        self.left -= member.size
        if self.left < 0:
            self.spent = True
            reason = f"a ZIP bomb: up to here it unpacks to more than {_MOST}: this and the rest are left unread"
            yield Refused("bomb", reason, path=path)
            return
        try:
            data = _unpack(file, member)
        except Refused as refused:
            yield _placed(refused, path)
            return
        if not matches(data, path):
            yield from read_bytes(data, path)
        elif depth < DEEPEST:
            yield from self.read(io.BytesIO(data), path, depth + 1)
        else:
            yield Refused("too_deep", f"a ZIP archive inside {DEEPEST} others: unpack it first", path=path)


def _placed(refused: Refused, path: str) -> Refused:
    return Refused(refused.code, refused.reason, path=path)


def _hidden(name: str) -> bool:
    """Whether `name` is hidden, as in a folder, or what a Mac adds of its own."""
    return any(part == "__MACOSX" or (part.startswith(".") and part != ".") for part in name.split("/"))


def _unsafe(member: Member) -> Refused | None:
    """Why the name of `member` is not taken, or None."""
    if len(member.name) > _LONGEST_NAME:
        return Refused("unsafe_name", f"a name of more than {_LONGEST_NAME:,} characters")
    if _UNSAFE.search(member.name):
        return Refused(
            "unsafe_name", "its name leads out of the archive, or has a backslash or a control character in it"
        )
    return None


def _unreadable(member: Member, *, overlaps: bool) -> Refused | None:
    """Why `member` is refused by what the directory says of it, or None."""
    checks = (
        (
            stat.S_IFMT(member.mode) not in {0, stat.S_IFREG},
            "link",
            "a link or another special file, not a regular one",
        ),
        (member.flags & _ENCRYPTED, "encrypted", "encrypted: unpack it with its password first"),
        (
            member.method not in {_STORED, _DEFLATED},
            "unsupported",
            f"packed by method {member.method}: unpack it first",
        ),
        (
            max(member.size, member.packed) > LARGEST,
            "too_large",
            f"larger than {LARGEST // 1024**2} MB: no decision is",
        ),
        (
            member.size > FREE + RATIO * member.packed,
            "bomb",
            f"a ZIP bomb: it unpacks to more than {RATIO} times its size",
        ),
        (overlaps, "bomb", "a ZIP bomb: it shares its bytes with another member"),
    )
    return next((Refused(code, reason) for fails, code, reason in checks if fails), None)


def _in_order(members: list[Member]) -> list[tuple[Member, bool]]:
    """The members as a folder would give them, each with whether its bytes begin within those of another."""
    found: list[tuple[Member, bool]] = []
    end = 0
    for member in sorted(members, key=lambda member: member.offset):
        found.append((member, member.offset < end))
        end = max(end, member.offset + _HEADER.size + member.packed)
    # A folder comes before what begins with its name: "a/x" before "a.txt".
    return sorted(found, key=lambda pair: pair[0].name.replace("/", "\x00"))


def _unpack(file: BinaryIO, member: Member) -> bytes:
    """The bytes of `member`, proved by length and checksum. Raises Refused, without path."""
    size = file.seek(0, os.SEEK_END)
    if member.offset + _HEADER.size + member.packed > size:
        raise Refused("damaged", "damaged: it should stand beyond the end of the archive")
    file.seek(member.offset)
    signature, *_, name_size, extra_size = _HEADER.unpack(file.read(_HEADER.size))
    if signature != _SIGNATURES[0]:
        raise Refused("damaged", "damaged: it does not begin where the directory says")
    file.seek(name_size + extra_size, os.SEEK_CUR)
    data = file.read(member.packed)
    if member.method == _DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = inflater.decompress(data, member.size + 1)
        except zlib.error as error:
            raise Refused("damaged", "damaged: it cannot be unpacked") from error
    if len(data) != member.size:
        found = "more" if len(data) > member.size else "fewer"
        raise Refused("damaged", f"damaged: {member.size:,} bytes are announced, it unpacks to {found}")
    if zlib.crc32(data) != member.crc:
        raise Refused("damaged", "damaged: its checksum is wrong")
    return data
