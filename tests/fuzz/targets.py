"""What must hold for any input, one function a way in: each takes bytes, and raises where something does not hold.

`make fuzz` gives them inputs without end; `test_replay.py` gives them, in the gate, those that are kept. None of them
needs atheris.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from analysed import holds_its_words
from making import HEAD, paragraphs, rebuilt
from pages import check_places

from archive.analysis import analyse
from archive.decision import KINDS, Decision
from archive.errors import Refused
from archive.output.citing import citation
from archive.output.reading import View, markdown_of, text_of, why_of
from archive.output.rows import json_line
from archive.output.spoken import spoken_of
from archive.parsing import parse
from archive.parsing.lines import clean
from archive.reading import html_, json_, text
from archive.references import parse_reference
from fuzz.queries import of_query, of_search
from fuzz.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.reading import Document

FIRST_LINE: Final = HEAD.encode()


def of_text(data: bytes) -> None:
    """A text file: a decision, every character of it accounted for, or a refusal with its place."""
    for found in text.read(data, "a.txt"):
        _one(found)


def of_html(data: bytes) -> None:
    """A page: rows that stand in it where they say, and what is parsed from them."""
    for found in html_.read(data, "page.html"):
        if not isinstance(found, Refused):
            check_places(found.text, found.rows)
        _one(found)


def of_json(data: bytes) -> None:
    """Records: each a document that can be stored, or a refusal with its place; this program's own output too."""
    for found in json_.read(data, "records.json"):
        _one(found)


def of_show(data: bytes) -> None:
    """Any text below the head of a decision, through parsing and analysing to what is printed."""
    for found in text.read(FIRST_LINE + data, "a.txt"):
        if not isinstance(found, Refused):
            try:
                decision = analyse(parse(found))
            except Refused as refused:
                _told(refused)
            else:
                holds_its_words(decision)
                shown(decision, width=20 + len(data) % 120)


def shown(decision: Decision, *, width: int) -> None:
    """Assert that no form of `decision` steers a terminal, that lines fit, and that JSON brings it back."""
    first = paragraphs(decision)[0].text if paragraphs(decision) else ""
    view = View(width=width, everything=True, marked={first: f"\x02{first}\x03"} if first else {})
    wide = text_of(decision, view)
    narrow = text_of(decision, view._replace(everything=False, color=False))
    printed = [wide, narrow, spoken_of(decision, view), why_of(decision, view), markdown_of(decision, {})]
    for each in (*printed, f"{citation(decision)}\n", json_line(decision.to_dict())):
        harmless(each)
    assert wide == text_of(decision, view)
    assert Decision.from_dict(json.loads(json_line(decision.to_dict()))) == decision


def _one(found: Document | Refused) -> None:
    """What holds for one document or refusal, of whatever format."""
    if isinstance(found, Refused):
        _told(found)
        return
    for words in (found.text, found.path, found.url or "", repr(found.hints), *(p.message for p in found.problems)):
        words.encode()
    assert "\x00" not in found.text
    try:
        decision = parse(found)
    except Refused as refused:
        _told(refused)
        return
    _holds(found, decision)
    if found.size % 8 == 0:
        assert parse(found) == decision


def _told(refused: Refused) -> None:
    """A refusal says where and why in one line."""
    assert refused.path
    assert refused.reason
    assert "\n" not in refused.reason
    assert refused.code


def _holds(source: Document, decision: Decision) -> None:
    """What is true of every decision: where its words stand, that nothing is lost, and that JSON brings it back."""
    assert parse_reference(decision.reference) == decision.reference
    assert {section.kind for section in decision.sections} <= set(KINDS)
    found = paragraphs(decision)
    if source.decision is None:
        assert [each.position for each in found] == list(range(1, len(found) + 1))
        assert source.size % 2 or rebuilt(source) == source.text
    for each in found:
        assert each.text == clean(each.text) or source.decision is not None
        if each.start is not None and source.decision is None:
            assert source.text[each.start : each.end] == each.text
    lines = source.text.count("\n") + source.text.count("\r") + 1
    assert all(problem.line is None or 1 <= problem.line <= lines for problem in decision.problems)
    back = Decision.from_dict(json.loads(json.dumps(decision.to_dict())))
    assert replace(back, source=None) == replace(decision, source=None)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "text": of_text,
    "html": of_html,
    "json": of_json,
    "show": of_show,
    "query": of_query,
    "search": of_search,
}
"""By name, every way in."""
