"""ZIP archives: what is read in them, and what is refused."""

from __future__ import annotations

import io
import json
import stat
import struct
import sys
import tracemalloc
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import HEAD

from archive import reading
from archive.errors import Refused
from archive.parsing import parse
from archive.reading import read, read_bytes, zip_, zip_directory
from archive.reading.document import Document

if TYPE_CHECKING:
    from pathlib import Path

TEXT = HEAD + "The complaint\n\n  1. Mr X complains.\n"
Members = dict[str, str | bytes]

ENTRY = b"PK\x01\x02"
END = b"PK\x05\x06"


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members, in this order."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # a name that stands twice
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_mode(name: str, mode: int, data: str = TEXT) -> bytes:
    """An archive of one member that has this Unix type and permissions."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, data)
    return file.getvalue()


def edited(data: bytes, mark: bytes, offset: int, layout: str, value: int) -> bytes:
    """`data` with another value at `offset` after the last `mark`."""
    place = data.rindex(mark) + offset
    size = struct.calcsize(layout)
    return data[:place] + struct.pack(layout, value) + data[place + size :]


def short(found: list[Document | Refused]) -> list[str]:
    """Paths of documents; codes and paths of refusals."""
    return [f"{item.code} {item.path}" if isinstance(item, Refused) else item.path for item in found]


def read_all(data: bytes, path: str = "a.zip") -> list[Document | Refused]:
    """What is read of an archive."""
    return list(read_bytes(data, path))


def test_members_in_order_of_folders() -> None:
    """Members come in the order in which the same files in a folder would, each by its own format."""
    data = packed({"b/2.txt": TEXT, "b.txt": TEXT, "B.json": json.dumps({"text": TEXT}), "b/1.txt": TEXT, "empty/": ""})
    found = read_all(data)
    assert short(found) == ["a.zip!B.json", "a.zip!b/1.txt", "a.zip!b/2.txt", "a.zip!b.txt"]
    assert [item.format for item in found if isinstance(item, Document)] == ["json", "text", "text", "text"]
    first = found[1]
    assert isinstance(first, Document)
    assert (first.sha256, first.size) == (reading.digest(TEXT.encode()), len(TEXT.encode()))
    assert parse(first).reference == "21 900 001"


@pytest.mark.parametrize("folder", ["", "www.lgo.org.uk/", "mirror/www.lgo.org.uk/"])
def test_paths_inside_are_addresses_too(folder: str) -> None:
    """A mirror of the site keeps its addresses inside an archive, wherever in it the mirror begins."""
    data = packed({f"{folder}decisions/housing/allocations/21-900-001_chapter-2.txt": TEXT})
    (found,) = read_all(data)
    assert isinstance(found, Document)
    assert (found.hints.reference, found.hints.category_slug, found.hints.chapter) == ("21 900 001", "housing", 2)
    address = "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001?chapter=2"
    assert found.url == (address if folder else None)


def test_records_inside() -> None:
    """The records of a file inside an archive are numbered after the file's name."""
    data = packed({"all.jsonl": json.dumps({"text": TEXT}) + "\nnone\n" + json.dumps({"text": TEXT})})
    found = read_all(data)
    assert short(found) == ["a.zip!all.jsonl#1", "not_json a.zip!all.jsonl", "a.zip!all.jsonl#3"]
    assert str(found[1]).startswith("a.zip!all.jsonl: line 2: ")


def test_hidden_members_are_passed_over() -> None:
    """What a folder would hide, and what a Mac adds, is passed over without a word; a path from here is not hidden."""
    names = [".DS_Store", "a/.git/x.txt", "__MACOSX/._a.txt", "b/__MACOSX/c.txt", "./d.txt"]
    assert short(read_all(packed(dict.fromkeys(names, TEXT)))) == ["a.zip!./d.txt"]


@pytest.mark.parametrize("data", [packed({}), packed({"a/": ""}), packed({".DS_Store": "x"})])
def test_nothing_inside(data: bytes) -> None:
    """An archive without a file to read says so."""
    assert short(read_all(data)) == ["empty a.zip"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_methods(method: int) -> None:
    """Members are stored or deflated, as nearly all are."""
    assert short(read_all(packed({"a.txt": TEXT}, method))) == ["a.zip!a.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "../a.txt",
        "a/../../b.txt",
        "..",
        "/etc/passwd",
        "C:/a.txt",
        "c:a.txt",
        "a\\b.txt",
        "a\nb.txt",
        "a\x9b31mb.txt",
        "a\u202etxt.b",
        "x" * 1001 + ".txt",
    ],
)
def test_unsafe_names(name: str) -> None:
    """A name that leads out of the archive is refused, with the name; the rest is read."""
    found = read_all(packed({name: TEXT, "z.txt": TEXT}))
    assert {item.code for item in found if isinstance(item, Refused)} == {"unsafe_name"}
    assert [item.path for item in found if isinstance(item, Document)] == ["a.zip!z.txt"]
    (path,) = [item.path for item in found if isinstance(item, Refused)]
    assert path
    assert path.startswith("a.zip!" + "".join(each if each.isprintable() else "\ufffd" for each in name[:4]))
    assert path.isprintable()


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_links_and_special_files(mode: int) -> None:
    """A link is refused, and so is every other special file that has the name of a regular one."""
    assert short(read_all(with_mode("a.txt", mode))) == ["link a.zip!a.txt"]


def test_regular_files_by_mode() -> None:
    """A file with the type and permissions of a regular one is read."""
    assert short(read_all(with_mode("a.txt", stat.S_IFREG | 0o600))) == ["a.zip!a.txt"]


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x2000])
def test_encrypted_members(flag: int) -> None:
    """An encrypted member is refused by name; the rest is read."""
    data = edited(packed({"a.txt": TEXT, "b.txt": TEXT}), ENTRY, 8, "<H", flag)
    assert short(read_all(data)) == ["a.zip!a.txt", "encrypted a.zip!b.txt"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods(method: int) -> None:
    """Members packed in a way hardly anyone uses are refused with the number of the method."""
    (found,) = read_all(packed({"a.txt": TEXT}, method))
    assert isinstance(found, Refused)
    assert (found.code, found.path) == ("unsupported", "a.zip!a.txt")
    assert f"method {method}" in found.reason


def test_bomb() -> None:
    """A member that unpacks to hundreds of times its size is refused unread; one small enough is not."""
    data = packed({"a.txt": b"a" * 3 * zip_.FREE, "b.txt": TEXT, "c.txt": b"a" * zip_.FREE})
    assert short(read_all(data)) == ["bomb a.zip!a.txt", "a.zip!b.txt", "a.zip!c.txt"]


def test_bomb_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Members that are each within the bound may not be a bomb together: reading stops, and says where."""
    monkeypatch.setattr(zip_, "FREE_OF_ALL", zip_.FREE)
    data = packed({f"{number:03}.txt": b"a" * zip_.FREE for number in range(90)})
    found = read_all(data)
    last = found[-1]
    assert isinstance(last, Refused)
    assert (last.code, last.path) == ("bomb", f"a.zip!{len(found) - 1:03}.txt")
    assert "left unread" in last.reason
    unpacked = sum(item.size for item in found if isinstance(item, Document))
    assert unpacked <= zip_.FREE + zip_.RATIO_OF_ALL * len(data) < unpacked + zip_.FREE


def test_bomb_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What archives inside unpack to counts as well, and ends the whole."""
    monkeypatch.setattr(zip_, "FREE_OF_ALL", zip_.FREE)
    inner = packed({f"{number:03}.txt": b"a" * zip_.FREE for number in range(10)})
    found = read_all(packed({f"{number:03}.zip": inner for number in range(20)}))
    last = len(found) - 1
    assert last < 100
    assert short(found)[-1] == f"bomb a.zip!{last // 10:03}.zip!{last % 10:03}.txt"


def test_total(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is an end to what one file may unpack to, however well it packs."""
    monkeypatch.setattr(zip_, "LARGEST_UNPACKED", 2 * len(TEXT.encode()))
    data = packed(dict.fromkeys(["a.txt", "b.txt", "c.txt", "d.txt"], TEXT))
    assert short(read_all(data)) == ["a.zip!a.txt", "a.zip!b.txt", "bomb a.zip!c.txt"]


def test_members_that_share_bytes() -> None:
    """Two entries for the same bytes, of which bombs are made, are not both read."""
    data = packed({"a.txt": TEXT, "b.txt": TEXT})
    data = edited(data, ENTRY, 42, "<L", 0)
    assert short(read_all(data)) == ["a.zip!a.txt", "bomb a.zip!b.txt"]


def test_large_member(monkeypatch: pytest.MonkeyPatch) -> None:
    """A member is bounded like a file."""
    monkeypatch.setattr(zip_, "LARGEST", len(TEXT.encode()))
    assert short(read_all(packed({"a.txt": TEXT + "x", "b.txt": TEXT}))) == ["too_large a.zip!a.txt", "a.zip!b.txt"]


def test_archives_inside() -> None:
    """An archive inside an archive is read; one inside that is refused; the rest goes on."""
    innermost = packed({"x.txt": TEXT})
    inner = packed({"deep.zip": innermost, "m.txt": TEXT})
    found = read_all(packed({"in.zip": inner, "z.txt": TEXT}))
    assert short(found) == ["too_deep a.zip!in.zip!deep.zip", "a.zip!in.zip!m.txt", "a.zip!z.txt"]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])
def test_documents_of_other_programs(name: str) -> None:
    """A Word file, which is a ZIP archive too, is refused once and for what it is."""
    (found,) = read_all(packed({"word/document.xml": "<x/>", name: "x"}), "a.docx")
    assert isinstance(found, Refused)
    assert (found.code, found.path) == ("not_text", "a.docx")
    assert "save the decision as" in found.reason


@pytest.mark.parametrize(
    ("offset", "layout", "value", "code"),
    [
        (16, "<L", 5, "damaged"),  # checksum
        (24, "<L", 5, "damaged"),  # unpacks to more
        (24, "<L", 5000, "damaged"),  # unpacks to fewer
        (20, "<L", 9, "damaged"),  # packed bytes cut off
        (20, "<L", 2**20, "damaged"),  # packed bytes beyond the end
        (42, "<L", 7, "bomb"),  # begins inside the other
        (42, "<L", 2**31, "damaged"),  # begins beyond the end
        (10, "<H", 0, "damaged"),  # said to be stored
    ],
)
def test_damaged_member(offset: int, layout: str, value: int, code: str) -> None:
    """A member whose bytes do not prove to be what the directory says is refused by name; the rest is read."""
    data = edited(packed({"a.txt": TEXT, "b.txt": TEXT}), ENTRY, offset, layout, value)
    assert short(read_all(data)) == ["a.zip!a.txt", f"{code} a.zip!b.txt"]


def test_member_that_begins_elsewhere() -> None:
    """A member that is not where the directory says is refused by name."""
    data = edited(packed({"a.txt": TEXT}), ENTRY, 42, "<L", 7)
    assert short(read_all(data)) == ["damaged a.zip!a.txt"]


def test_damaged_bytes() -> None:
    """Packed bytes that cannot be unpacked are refused by name."""
    data = packed({"a.txt": TEXT})
    place = 30 + len("a.txt")
    assert short(read_all(data[:place] + b"\xff" * 20 + data[place + 20 :])) == ["damaged a.zip!a.txt"]


@pytest.mark.parametrize("data", [b"PK\x03\x04abc", packed({"a.txt": TEXT})[:-30], packed({"a.txt": TEXT})[:-1], END])
def test_cut_off_archive(data: bytes) -> None:
    """An archive without its end is refused once, in one line."""
    (found,) = read_all(data)
    assert isinstance(found, Refused)
    assert (found.code, found.path) == ("damaged", "a.zip")
    assert "cut off" in found.reason


def test_directory_elsewhere() -> None:
    """A directory that would reach beyond its own end is refused."""
    data = edited(packed({"a.txt": TEXT}), END, 16, "<L", 2**30)
    assert short(read_all(data)) == ["damaged a.zip"]


def test_part_of_an_archive() -> None:
    """One of several parts is refused with what to do."""
    (found,) = read_all(edited(packed({"a.txt": TEXT}), END, 4, "<H", 3))
    assert isinstance(found, Refused)
    assert (found.code, found.reason) == ("unsupported", "one of several parts of an archive: join them first")


def test_damaged_directory() -> None:
    """What a directory lists before it breaks off is read, and the break is told."""
    data = packed({"a.txt": TEXT, "b.txt": TEXT})
    for broken in (edited(data, ENTRY, 0, "<L", 0), edited(data, ENTRY, 32, "<H", 60000)):
        assert short(read_all(broken)) == ["damaged a.zip", "a.zip!a.txt"]


@pytest.mark.parametrize("count", [0, 1, 3, 60000])
def test_lying_count(count: int) -> None:
    """A directory that lists more or fewer files than it says is read, and the lie is told."""
    found = read_all(edited(packed({"a.txt": TEXT, "b.txt": TEXT}), END, 10, "<H", count))
    assert short(found) == ["damaged a.zip", "a.zip!a.txt", "a.zip!b.txt"]
    assert f"says {count:,} files, and lists 2" in str(found[0])


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of too many files, or with too large a directory, is refused as a whole, whatever count it gives."""
    monkeypatch.setattr(zip_directory, "MOST_MEMBERS", 2)
    data = packed(dict.fromkeys(["a.txt", "b.txt", "c.txt"], TEXT))
    assert short(read_all(edited(data, END, 10, "<H", 1))) == ["too_many a.zip"]
    monkeypatch.setattr(zip_directory, "_LARGEST_DIRECTORY", 100)
    assert short(read_all(data)) == ["too_many a.zip"]


def with_zip_64(members: Members) -> bytes:
    """An archive whose directory keeps sizes and offsets in the form for large files."""
    data = packed(members)
    start = data.index(ENTRY)
    end = data.rindex(END)
    directory, place = b"", start
    while place < end:
        entry = data[place : place + 46]
        crc, size, full = struct.unpack_from("<3L", entry, 16)
        length, extra, comment = struct.unpack_from("<3H", entry, 28)
        (offset,) = struct.unpack_from("<L", entry, 42)
        field = struct.pack("<2HB", 0x9999, 1, 0) + struct.pack("<2H3Q", 1, 24, full, size, offset)
        entry = entry[:16] + struct.pack("<3L", crc, 2**32 - 1, 2**32 - 1) + entry[28:30]
        entry += struct.pack("<3H", len(field), 0, 0) + data[place + 36 : place + 42] + struct.pack("<L", 2**32 - 1)
        directory += entry + data[place + 46 : place + 46 + length] + field
        place += 46 + length + extra + comment
    record = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, len(members), len(members), len(directory), start
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + len(directory), 1)
    ending = struct.pack("<4s4H2LH", END, 0, 0, 2**16 - 1, 2**16 - 1, 2**32 - 1, 2**32 - 1, 0)
    return data[:start] + directory + record + locator + ending


def test_zip_64() -> None:
    """The form for large archives is read like the other."""
    data = with_zip_64({"a.txt": TEXT, "b.txt": TEXT})
    assert short(read_all(data)) == ["a.zip!a.txt", "a.zip!b.txt"]


@pytest.mark.parametrize(
    ("mark", "offset", "layout", "value"),
    [
        (b"PK\x06\x07", 0, "<L", 0),  # no locator
        (b"PK\x06\x06", 0, "<L", 0),  # no record
        (b"PK\x06\x07", 8, "<Q", 2**64 - 1),  # a record nowhere
        (b"PK\x06\x07", 8, "<Q", 10**9),  # a record beyond the end
        (b"PK\x06\x06", 40, "<Q", 2**63),  # a directory beyond the end
    ],
)
def test_damaged_zip_64(mark: bytes, offset: int, layout: str, value: int) -> None:
    """Without its record a large archive has no directory."""
    data = edited(with_zip_64({"a.txt": TEXT}), mark, offset, layout, value)
    assert short(read_all(data)) == ["damaged a.zip"]


def test_zip_64_without_its_field() -> None:
    """A member whose sizes are nowhere is refused by itself."""
    data = with_zip_64({"a.txt": TEXT, "b.txt": TEXT})
    place = data.rindex(struct.pack("<2H", 1, 24))
    data = data[:place] + struct.pack("<2H", 1, 3) + data[place + 4 :]
    assert short(read_all(data)) == ["a.zip!a.txt", "too_large a.zip!b.txt"]


def test_names_in_other_encodings() -> None:
    """A name is UTF-8, told or not; what is not UTF-8 is the code page of old archives."""
    data = packed({"b\u00e9.txt": TEXT}).replace(b"b\xc3\xa9.txt", b"b\x82?.txt")
    assert short(read_all(data)) == ["a.zip!b\u00e9?.txt"]
    assert short(read_all(packed({"\u00e9.txt": TEXT}))) == ["a.zip!\u00e9.txt"]


def test_large_archive_is_read_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive larger than one file may be is read member by member, and found by its content all the same."""
    path = tmp_path / "all"
    path.write_bytes(packed({f"{number}.txt": TEXT for number in range(3)}))
    monkeypatch.setattr("archive.reading.files.LARGEST", 100)
    monkeypatch.setattr(zip_, "read", None)
    assert short(list(read(str(path)))) == [f"{path}!{number}.txt" for number in range(3)]
    monkeypatch.setattr(reading, "LARGEST_OF_MANY", 200)
    assert short(list(read(str(path)))) == [f"too_large {path}"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive may come on standard input, where it is bounded like one file."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed({"a.txt": TEXT}))))
    assert short(list(read("-"))) == ["-!a.txt"]
    monkeypatch.setattr("archive.reading.files.LARGEST", 100)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed({"a.txt": TEXT}))))
    assert short(list(read("-"))) == ["too_large -"]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large archive only one member is in memory at a time."""
    path = tmp_path / "all.zip"
    line = TEXT + "".join(f"{number} {zlib.crc32(b'%d' % number)} complaints\n" for number in range(30_000))
    path.write_bytes(packed({f"{number:02}.txt": line for number in range(20)}, zipfile.ZIP_STORED))
    assert path.stat().st_size > 15_000_000
    monkeypatch.setattr("archive.reading.files.LARGEST", 2_000_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read(str(path))) == 20
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8_000_000


def test_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large archive on a failing disk is a refusal in its place."""
    path = tmp_path / "all.zip"
    path.write_bytes(packed({"a.txt": TEXT}))
    monkeypatch.setattr("archive.reading.files.LARGEST", 100)

    def fail(_file: object, _path: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(zip_, "read_file", fail)
    (found,) = read(str(path))
    assert isinstance(found, Refused)
    assert (found.code, found.path) == ("unreadable", str(path))


NAMES = st.sampled_from(["a.txt", "b/c.json", "../x", "in.zip", ".x", "d/", "\u00e9\u4e16.txt"])
CONTENT = st.sampled_from([TEXT.encode(), b"", b"PK\x03\x04", packed({"a": "x"}), b'{"text": "a"}']) | st.binary(
    max_size=60
)


@given(
    st.dictionaries(NAMES, CONTENT, max_size=4),
    st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=6),
    st.integers(0),
)
def test_any_damage(members: dict[str, str | bytes], flips: list[tuple[int, int]], cut: int) -> None:
    """Any archive, with any bytes flipped and any end cut off, gives documents and refusals, and never an error."""
    data = bytearray(packed(members))
    for place, value in flips:
        data[place % len(data)] ^= value
    for whole in (bytes(data), bytes(data[: cut % len(data)])):
        for found in zip_.read(whole, "a.zip"):
            assert found.path
