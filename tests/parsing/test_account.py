"""Nothing lost: every character of a document belongs to exactly one piece."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from generated import generated
from hypothesis import given
from making import HEAD, decision, document, paragraphs, rebuilt
from strategies import accepted

from archive.errors import Refused
from archive.parsing.account import account
from archive.reading import read

if TYPE_CHECKING:
    from pathlib import Path


@given(accepted())
def test_pieces_rebuild_any_accepted_text(text: str) -> None:
    """The pieces of any accepted text are the text."""
    source = document(text)
    assert rebuilt(source) == source.text


def test_each_role() -> None:
    """Every kind of character is told apart."""
    body = "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n  •\n  wet\n\nBack to top\n\n"
    text = HEAD + body + "Investigator's decision on behalf of the Ombudsman\n"
    pieces = account(document(text))
    assert [(piece.role, text[piece.start : piece.end]) for piece in pieces if piece.role != "blank"] == [
        ("header", "Anytown Council (21 900 001)"),
        ("header", "Category : Housing > Allocations"),
        ("header", "Decision : Upheld"),
        ("header", "Decision date : 03 May 2022"),
        ("decision line", "The Ombudsman's final decision:"),
        ("summary", "Summary: Rain."),
        ("heading", "The complaint"),
        ("marker", "1."),
        ("paragraph", "It rained."),
        ("marker", "•"),
        ("paragraph", "wet"),
        ("furniture", "Back to top\n"),
        ("sign-off", "Investigator's decision on behalf of the Ombudsman"),
    ]


def test_a_marker_at_the_very_start() -> None:
    """The first character of a document can be a marker."""
    source = document(f"• Home\n{HEAD}The complaint\n\n  1. It rained.\n")
    assert account(source)[0][:] == ("marker", 0, 1)


def test_paragraph_pieces_are_the_paragraphs() -> None:
    """The words of the paragraph pieces are those of the decision's paragraphs."""
    text = HEAD + "The complaint\n\n  1. It  rained.\n  2. It\u00a0snowed\non the hill.\n"
    words = [text[p.start : p.end] for p in account(document(text)) if p.role == "paragraph"]
    assert " ".join(" ".join(words).split()) == " ".join(p.text for p in paragraphs(decision(text)))


def test_a_thousand_generated_documents() -> None:
    """Every character of a thousand generated documents is accounted for."""
    for made in generated(1000, seed=11):
        source = document(made.text)
        assert rebuilt(source) == source.text


def test_the_sample(sample: Path) -> None:
    """Every character of the sample is accounted for."""
    for row in map(json.loads, (sample.parent.parent / "tests" / "sample" / "index.jsonl").read_text().splitlines()):
        (source,) = read(str(sample / row["file"]))
        assert not isinstance(source, Refused)
        assert rebuilt(source) == source.text


def test_the_shared_documents(shared: Path) -> None:
    """Every character of the two real decisions and the 57 layouts is accounted for."""
    files = [*sorted((shared / "decisions").glob("*.txt")), *sorted((shared / "layouts").glob("*.txt"))]
    assert len(files) == 59
    for file in files:
        (source,) = read(str(file))
        assert not isinstance(source, Refused)
        assert rebuilt(source) == source.text


def test_refused_as_parse_refuses() -> None:
    """What is no decision has no account."""
    with pytest.raises(Refused):
        account(document("Dear Mr X"))
