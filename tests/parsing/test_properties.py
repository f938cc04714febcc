"""What holds for any text."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given
from making import decision, document, paragraphs
from strategies import accepted, texts

from archive.decision import KINDS, Decision
from archive.errors import Refused
from archive.parsing.lines import clean, read_lines


@given(texts())
def test_parsing_raises_nothing_but_a_refusal(text: str) -> None:
    """Any text of the documents' own pieces is a decision or is refused with a line."""
    refused: Refused | None = None
    try:
        found = decision(text)
    except Refused as error:
        refused = error
    if refused is None:
        assert found.reference
    else:
        assert refused.line is not None or refused.code == "not_text"


@given(accepted())
def test_accepted_documents_parse(text: str) -> None:
    """A document with a head is a decision, whatever stands below."""
    found = decision(text)
    assert (found.reference, found.category) == ("21 900 001", "Housing")
    assert [p.position for p in paragraphs(found)] == list(range(1, len(paragraphs(found)) + 1))
    assert {section.kind for section in found.sections} <= set(KINDS) - {"summary"}


@given(accepted())
def test_spans_give_the_words(text: str) -> None:
    """Where a paragraph has a span, the document holds its words there letter for letter."""
    source = document(text)
    for paragraph in paragraphs(decision(text)):
        if paragraph.start is not None:
            assert source.text[paragraph.start : paragraph.end] == paragraph.text
        assert clean(paragraph.text) == paragraph.text


@given(texts())
def test_no_word_is_lost_between_the_lines(text: str) -> None:
    """Lines and what was dropped cover the document without overlap, blank and furniture alone dropped."""
    with contextlib.suppress(Refused):
        source = document(text)
        lines, dropped = read_lines(source)
        pieces = sorted(
            [(line.outer_start, line.outer_end) for line in lines] + [(start, end) for _, start, end in dropped]
        )
        covered = 0
        for start, end in pieces:
            assert start <= covered
            covered = max(covered, end)
        assert covered == len(source.text)


@given(accepted())
def test_json_and_back(text: str) -> None:
    """Decision to JSON to Decision is the identity."""
    found = decision(text)
    back = Decision.from_dict(json.loads(json.dumps(found.to_dict())))
    assert back == found
    assert back.source == found.source
