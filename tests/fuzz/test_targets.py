"""The fuzzers' promises under hypothesis, in the gate: inputs made of the pieces of documents and queries."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from making import HEAD
from pages import HEAD as PAGE_HEAD
from strategies import FIXED, HEADINGS, QUERY_PIECES, TAGS, accepted, line, newline, sentence, texts

from archive.errors import Refused
from archive.reading import read_bytes
from archive.resources import read_rows
from fuzz.targets import TARGETS
from fuzz.terminal import COMMANDS

FIELDS = [row["field"] for row in read_rows("record_fields.csv")]
NAME_PIECES = [
    "..",
    ".",
    "/",
    "\\",
    "C:",
    "a",
    "b.txt",
    "c.html",
    "\x1b[31m",
    "\x9b",
    "\u202e",
    "\r",
    "\n",
    "é",
    " ",
    "~",
]
VALUES = st.one_of(texts(), accepted(), st.sampled_from(FIXED), st.none(), st.integers(), st.lists(st.text(max_size=5)))


@given(texts() | accepted())
def test_texts(text: str) -> None:
    """Any text of the documents' own pieces is a decision of which nothing is lost, or is refused with its place."""
    TARGETS["text"](text.encode(errors="surrogatepass"))


@given(st.lists(line, max_size=20).map("\n\n".join))
@example("The complaint\n\n  1. \u202eIt \x9b31mrained.\n")
def test_texts_that_are_shown(body: str) -> None:
    """Whatever stands below a head is analysed, printed in every form and steers no terminal."""
    TARGETS["show"](body.encode())


@given(st.lists(st.sampled_from([*TAGS, *HEADINGS]) | sentence | newline, max_size=50), st.booleans())
def test_pages(pieces: list[str], decided: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    """Any tags around the documents' own words give rows that stand where they say, and decisions made of these."""
    TARGETS["html"](f"<!doctype html>{PAGE_HEAD if decided else ''}{''.join(pieces)}".encode())


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5), max_size=4), st.booleans())
def test_records(records: list[dict[str, Any]], lines: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    """Records with the documents' own texts in any of their fields, as a list or on lines, are read or refused."""
    written = "\n".join(map(json.dumps, records)) if lines else json.dumps(records)
    TARGETS["json"](written.encode())


@given(st.lists(st.sampled_from(QUERY_PIECES), max_size=12), st.sampled_from(["", " "]))
@example(["in:complaint )"] * 5, " ")
@example(["ref:21", "000", "100"], " ")
def test_queries(pieces: list[str], joint: str) -> None:
    """Any pieces of the language, side by side or apart, are read as SQLite takes them, or refused with a way out."""
    typed = joint.join(pieces).encode()
    TARGETS["query"](typed)
    TARGETS["search"](typed)


@given(st.lists(st.lists(st.sampled_from(NAME_PIECES), min_size=1, max_size=6).map("".join), max_size=4, unique=True))
@example(["../../a.txt", "/a.txt", "C:a.txt", "a\\..\\b.txt", "a/../b.txt"])
def test_names_in_an_archive(names: list[str]) -> None:
    """No name of a member leads out of its archive or steers a terminal, whatever is read or refused under it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, f"{HEAD}Summary: Rain.\n")
    for found in read_bytes(file.getvalue(), "a.zip"):
        assert found.path
        _, mark, inside = found.path.partition("!")
        assert not COMMANDS.search(found.path)
        if not isinstance(found, Refused):
            assert mark
            assert not inside.startswith("/")
            assert ".." not in inside.split("/")
            assert "\\" not in inside
