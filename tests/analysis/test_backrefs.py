"""Back-references to numbered paragraphs of the powers."""

from __future__ import annotations

import pytest

from archive.analysis.backrefs import grounds_at, numbers
from archive.decision import Decision, Paragraph, ReasonCode, Reference, Section


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The restriction in paragraph 3 applies.", [3]),
        ("As per paragraph two, we will not investigate.", [2]),
        ("For the reasons in paragraphs 4 and seven.", [4, 7]),
        ("See paragraphs 4, 5.", [4, 5]),
        ("Schedule 5, paragraph 1 excludes it.", []),
        ("Under Schedule paragraph 4 it is out.", []),
        ("Nothing is numbered here: 3.", []),
    ],
)
def test_numbers(sentence: str, expected: list[int]) -> None:
    """Figures and words are read, those of a Schedule are not."""
    assert numbers(sentence) == expected


def _powers(*rows: tuple[str | None, int | None]) -> Decision:
    items = tuple(
        Paragraph(at, number, None, 0 if number else 1, para, para_counted=False, text="x")
        for at, (number, para) in enumerate(rows, start=1)
    )
    return Decision(Reference("21 900 001"), sections=(Section(None, "powers", items),))


def test_grounds_of_a_paragraph_and_its_bullets() -> None:
    """The grounds are those of the numbered paragraph and of the bullets below it, each once."""
    decision = _powers(("1", 4), (None, None), (None, None), ("2", 5))
    late, fault = ReasonCode("late_complaint"), ReasonCode("insufficient_fault")
    cited = {1: ((late, "a"),), 2: ((fault, "b"),), 3: ((fault, "c"),), 4: ((late, "d"),)}
    assert grounds_at(decision, 4, cited) == [late, fault]
    assert grounds_at(decision, 5, cited) == [late]
    assert grounds_at(decision, 1, cited) == []


def test_printed_number_where_none_runs() -> None:
    """Without running numbers the printed one is meant; a letter is no number."""
    decision = _powers(("1", None), ("a", None), ("2", None))
    late = ReasonCode("late_complaint")
    assert grounds_at(decision, 2, {3: ((late, "x"),)}) == [late]
    assert grounds_at(decision, 7, {3: ((late, "x"),)}) == []
