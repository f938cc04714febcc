"""What a carrier states beside the text, against what the text states."""

from __future__ import annotations

import json
from typing import Any

import pytest
from making import HEAD, codes, decision

from archive.errors import Refused

FIELDS = {
    "case_id": "21 900 001",
    "authority": "Anytown Council",
    "category": "Housing",
    "subcategory": "Allocations",
    "outcome": "Upheld",
    "date": "2022-05-03",
    "url": "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001",
}
BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n"


def record(text: str = HEAD + BODY, **changed: Any) -> bytes:  # noqa: ANN401 - the fields of a record
    """A scraper's record as bytes."""
    return json.dumps({**FIELDS, "text": text, **changed}).encode()


def test_fields_that_agree_say_nothing() -> None:
    """Text and fields that agree give no problem; a coarser or differently spelt field does not contradict."""
    assert codes(decision(record())) == []
    assert codes(decision(record(subcategory=None, outcome="UPHELD", authority="anytown council"))) == []


@pytest.mark.parametrize(
    ("field", "value", "label", "line"),
    [
        ("authority", "Othertown Council", "council", None),
        ("category", "Planning", "category", 3),
        ("subcategory", "Homelessness", "category", 3),
        ("outcome", "Not upheld", "decision", 5),
        ("date", "2022-05-04", "decision date", 7),
    ],
)
def test_the_text_holds_against_a_field(field: str, value: str, label: str, line: int | None) -> None:
    """Where they differ the text holds, and a problem names the label and its line."""
    found = decision(record(**{field: value}))
    (problem,) = found.problems
    assert (problem.code, problem.line) == ("field_differs", line)
    assert f"the text says {label} " in problem.message
    assert (found.council, found.category, found.outcome, str(found.decision_date)) == (
        "Anytown Council",
        "Housing",
        "Upheld",
        "2022-05-03",
    )


def test_fields_stand_in_for_missing_labels() -> None:
    """A text without labels takes the fields of its carrier, which count as the block that makes a decision."""
    found = decision(record("Summary\n\nIt rained.\n\nFinding\n\nFault.\n"))
    assert (found.reference, found.council, found.category, found.subcategory) == (
        "21 900 001",
        "Anytown Council",
        "Housing",
        "Allocations",
    )
    assert (found.outcome, str(found.decision_date)) == ("Upheld", "2022-05-03")


def test_too_few_fields_are_no_block() -> None:
    """One field alone does not make a decision of a text."""
    with pytest.raises(Refused, match="not a decision"):
        decision(record("It rained.", category=None, subcategory=None, outcome=None, date="2022-05-03"))


def test_unknown_outcome_in_a_field() -> None:
    """An outcome that is none of the three stays null and is told, from a field too."""
    found = decision(record("Summary\n\nIt rained.\n\nFinding\n\nFault.\n", outcome="Advice given"))
    assert found.outcome is None
    assert "unknown_outcome" in codes(found)
