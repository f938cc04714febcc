"""Bytes to characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import document

from archive.errors import Refused
from archive.reading import read_bytes
from archive.reading.text import decode, line_of

WORDS = "Mr X’s £250 – é\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    """UTF-8 with or without a byte-order mark and UTF-16 with one are read without a word."""
    assert decode(WORDS.encode(encoding)) == (WORDS, ())


def test_utf_16_big_endian() -> None:
    """The byte-order mark decides the order."""
    assert decode(b"\xfe\xff" + WORDS.encode("utf-16-be")) == (WORDS, ())


def test_windows_1252_is_told() -> None:
    """Other bytes are Windows-1252, with a problem that names the first line concerned."""
    text, (problem,) = decode("A\nMr X’s £250\n".encode("cp1252"))
    assert text == "A\nMr X’s £250\n"
    assert (problem.code, problem.line) == ("encoding_windows_1252", 2)


def test_cut_off_character() -> None:
    """A file cut inside its last character is UTF-8 all the same, and says so."""
    text, (problem,) = decode("A\nMr X’".encode()[:-1])
    assert text == "A\nMr X"
    assert (problem.code, problem.line) == ("cut_off", 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    """Line ends stay as they came, and lines are counted by any of them."""
    text = end.join(["a", "b", "c"])
    assert decode(text.encode()) == (text, ())
    assert [line_of(text, text.index(letter)) for letter in "abc"] == [1, 2, 3]


def test_control_characters() -> None:
    """A NUL becomes U+FFFD, other controls stay in the source; the first line that has one is told."""
    text, (problem,) = decode(b"Anytown Council (21 900 001)\nThe \x00com\x07plaint\n")
    assert text == "Anytown Council (21 900 001)\nThe \ufffdcom\x07plaint\n"
    assert (problem.code, problem.line) == ("control_characters", 2)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (b"SQLite format 3\x00", "SQLite"),
        (bytes(range(32)) * 8, "binary"),
        (b"ab\x00\xff" * 20, "binary"),
        (b"\xff\xfea\x00\x00\xd8", "UTF-16"),
    ],
)
def test_not_text(data: bytes, word: str) -> None:
    """What is not text is refused with what it is."""
    with pytest.raises(Refused) as caught:
        decode(data)
    assert caught.value.code == "not_text"
    assert word in caught.value.reason


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give documents or refusals, never an error."""
    for found in read_bytes(data, "x"):
        assert found.path


def test_document_carries_its_facts() -> None:
    """A document knows its path, format, hash and size, and what its folders say."""
    found = document(b"x", "www.lgo.org.uk/decisions/housing/allocations/21-900-001?chapter=2.txt")
    assert (found.format, found.size, len(found.sha256)) == ("text", 1, 64)
    assert found.url == "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001?chapter=2"
    assert (found.hints.reference, found.hints.chapter) == ("21 900 001", 2)
