"""Citations, ready to paste."""

from __future__ import annotations

from datetime import date

import pytest

from archive.decision import Decision, Reference
from archive.output.citing import citation
from archive.query.places import named

THURROCK = Decision(reference=Reference("23 012 807"), council="Thurrock Council", decision_date=date(2023, 12, 18))


@pytest.mark.parametrize(
    ("paras", "expected"),
    [
        ((), "LGSCO, Thurrock Council (23 012 807), 18 December 2023"),
        ((7,), "LGSCO, Thurrock Council (23 012 807), 18 December 2023, para 7"),
        ((7, 8, 9), "LGSCO, Thurrock Council (23 012 807), 18 December 2023, paras 7-9"),
        ((1, 3, 4, 12), "LGSCO, Thurrock Council (23 012 807), 18 December 2023, paras 1, 3-4 and 12"),
    ],
)
def test_a_citation_names_body_reference_date_and_paragraph(paras: tuple[int, ...], expected: str) -> None:
    """Everything a reader needs to find the place again; neighbours are joined."""
    assert citation(THURROCK, paras) == expected


def test_what_is_not_stated_is_left_out() -> None:
    """An old report without body or date is cited by its reference."""
    assert citation(Decision(reference=Reference("15 000 002"))) == "LGSCO, 15 000 002"


def test_a_citation_can_be_typed_back() -> None:
    """What is printed here names the same decision and paragraph to `lgsco show`."""
    assert named(citation(THURROCK, (7,))) == ("23 012 807", 7)
    assert named(citation(THURROCK)) == ("23 012 807", None)
