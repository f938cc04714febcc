"""The directory of a ZIP archive: what members it says it has. Read entry by entry, so that a hostile one costs little.

The standard library's `zipfile` builds the whole directory before anyone can count it, and one bad entry spoils it all.
Format: PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3; one disk, ZIP64 included.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from archive.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MEMBERS: Final = 200_000
"""Entries of one directory: more than three times the decisions that were ever published."""

_LARGEST_DIRECTORY: Final = 64 * 1024 * 1024

# End of the directory, its ZIP64 locator and record, an entry, the head of an extra field.
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_ENTRY: Final = struct.Struct("<4s2B5H3L5H2L")
_EXTRA: Final = struct.Struct("<2H")
_LONG: Final = struct.Struct("<Q")
_END_SIGNATURE: Final = b"PK\x05\x06"
_LOCATOR_SIGNATURE: Final = b"PK\x06\x07"
_END_64_SIGNATURE: Final = b"PK\x06\x06"
_ENTRY_SIGNATURE: Final = b"PK\x01\x02"
_ZIP_64: Final = 1
_FULL_16: Final = 0xFFFF
_FULL_32: Final = 0xFFFFFFFF
_FARTHEST: Final = 2**62
"""No file is longer, and seeking beyond is an error of the system's."""


class Member(NamedTuple):
    """One entry of the directory. `mode` is the Unix type and permissions of the file, 0 where they are not given."""

    name: str
    offset: int
    packed: int
    size: int
    crc: int
    method: int
    flags: int
    mode: int


class Directory(NamedTuple):
    """What an archive lists, in its order; `broken` says why perhaps not all of it could be read."""

    members: list[Member]
    broken: Refused | None


class _Extent(NamedTuple):
    """Where a directory begins, its bytes, and how many entries it is said to have."""

    offset: int
    size: int
    entries: int


def read_directory(file: BinaryIO) -> Directory:
    """The directory of the archive `file`. Raises Refused, without path, where there is none or it is too large."""
    extent = _extent(file)
    if extent.size > _LARGEST_DIRECTORY:
        raise Refused("too_many", f"its directory is larger than {_LARGEST_DIRECTORY // 1024**2} MB")
    members: list[Member] = []
    try:
        for member in _members(file, extent):
            members.append(member)
            if len(members) > MOST_MEMBERS:
                raise Refused("too_many", f"more than {MOST_MEMBERS:,} files: pack them as several archives")
    except _Damaged:
        return Directory(members, Refused("damaged", f"its directory breaks off after {len(members):,} files"))
    # Old writers count in 16 bits and start again at 0.
    if (len(members) - extent.entries) & _FULL_16:
        counts = f"its directory says {extent.entries:,} files, and lists {len(members):,}"
        return Directory(members, Refused("damaged", f"{counts}: what it lists is read"))
    return Directory(members, None)


class _Damaged(Exception):
    """The bytes are not what they should be."""


def _extent(file: BinaryIO) -> _Extent:
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _END.size - _FULL_16)
    file.seek(start)
    tail = file.read(_END.size + _FULL_16)
    place = tail.rfind(_END_SIGNATURE)
    if place < 0 or place + _END.size > len(tail):
        raise Refused("damaged", "no complete ZIP archive: the directory at its end is missing, perhaps it was cut off")
    _, disk, _, _, entries, length, offset, _ = _END.unpack_from(tail, place)
    extent = _Extent(offset, length, entries)
    if _FULL_32 in {offset, length} or entries == _FULL_16:
        extent = _extent_64(file, start + place) or extent
    elif disk:
        raise Refused("unsupported", "one of several parts of an archive: join them first")
    if extent.offset + extent.size > start + place:
        raise Refused("damaged", "its directory is not where the archive says")
    return extent


def _extent_64(file: BinaryIO, end: int) -> _Extent | None:
    """What the ZIP64 record says, or None where the archive has none. Its locator stands just before `end`."""
    try:
        signature, _, offset, _ = _read(file, end - _LOCATOR.size, _LOCATOR)
        if signature != _LOCATOR_SIGNATURE:
            return None
        signature, _, _, _, _, _, _, entries, length, start = _read(file, offset, _END_64)
    except _Damaged:
        return None
    return _Extent(start, length, entries) if signature == _END_64_SIGNATURE else None


def _members(file: BinaryIO, extent: _Extent) -> Iterator[Member]:
    """The entries one by one. Raises _Damaged at the first that is none."""
    offset, end = extent.offset, extent.offset + extent.size
    while offset < end:
        # fmt: off
        (signature, _, _, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size, _, _,
         attributes, local) = _read(file, offset, _ENTRY)
        # fmt: on
        offset += _ENTRY.size + name_size + extra_size + comment_size
        if signature != _ENTRY_SIGNATURE or offset > end:
            raise _Damaged
        name, extra = file.read(name_size), file.read(extra_size)
        size, packed, local = _full_sizes((size, packed, local), extra)
        yield Member(_name(name), local, packed, size, crc, method, flags, attributes >> 16)


def _full_sizes(values: tuple[int, int, int], extra: bytes) -> list[int]:
    """Size, packed size and offset; where 32 bits do not hold one, it stands in the ZIP64 field of `extra`."""
    found = list(values)
    at = 0
    while _FULL_32 in found and at + _EXTRA.size <= len(extra):
        kind, length = _EXTRA.unpack_from(extra, at)
        at += _EXTRA.size
        if kind == _ZIP_64:
            field = extra[at : at + length]
            held = _LONG.iter_unpack(field[: len(field) // _LONG.size * _LONG.size])
            return [next(held, (value,))[0] if value == _FULL_32 else value for value in values]
        at += length
    return found


def _name(raw: bytes) -> str:
    """A member's name: UTF-8, as most write whether they say so or not, else the code page of the format."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _read(file: BinaryIO, offset: int, layout: struct.Struct) -> tuple[Any, ...]:
    """The values of `layout` at `offset`. Raises _Damaged where the file has not so many bytes."""
    if not 0 <= offset <= _FARTHEST:
        raise _Damaged
    file.seek(offset)
    data = file.read(layout.size)
    if len(data) < layout.size:
        raise _Damaged
    return layout.unpack(data)
