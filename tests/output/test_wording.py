"""What is derived, in words."""

from __future__ import annotations

import pytest

from archive.decision import Decision, Paragraph, Reason, ReasonCode, Reference, Remedy, Section
from archive.output.exports import SUFFIXES, writer_of
from archive.output.wording import by_strength, place, places_of, pounds, remedy_words


def _paragraph(position: int, para: int | None) -> Paragraph:
    return Paragraph(position, None, None, 0, para, para_counted=False, text="x")


DECISION = Decision(
    reference=Reference("23 000 001"),
    sections=(
        Section(None, "complaint", (_paragraph(1, None), _paragraph(2, 1), _paragraph(3, None))),
        Section(None, "action", (_paragraph(4, None),)),
    ),
)


def test_places_are_those_that_are_cited() -> None:
    """By number, by the number above in the same section, or by count where there is none."""
    assert places_of(DECISION) == {1: "item 1", 2: "para 1", 3: "under para 1", 4: "item 4"}
    assert place("action", 3, places_of(DECISION)) == "action, under para 1"
    assert place("summary", None, {}) == "summary"


@pytest.mark.parametrize(("pence", "expected"), [(5, "£0.05"), (25000, "£250.00"), (123456789, "£1,234,567.89")])
def test_money_is_written_in_pounds(pence: int, expected: str) -> None:
    """Thousands apart, pence always there."""
    assert pounds(pence) == expected


@pytest.mark.parametrize(
    ("remedy", "expected"),
    [
        (
            Remedy("payment", 25000, "fixed", "distress", "Mr X", "agreed", "Within one month", "action", 3, "q"),
            "payment of £250.00 to Mr X for distress: agreed, within one month (action, under para 1)",
        ),
        (
            Remedy("payment", 10000, "per_month", None, None, "already_paid", None, "summary", None, "q"),
            "payment of £100.00 a month: already paid (summary)",
        ),
        (
            Remedy("service_improvement", None, "weekly_or_so", None, None, "recommended", None, "action", 4, "q"),
            "service improvement weekly or so: recommended (action, item 4)",
        ),
    ],
)
def test_a_remedy_reads_as_a_sentence(remedy: Remedy, expected: str) -> None:
    """What, how much, to whom and for what; then how it stands, by when, and where it is written."""
    assert remedy_words(remedy, places_of(DECISION)) == expected


def test_reasons_are_in_order_of_strength() -> None:
    """Primary, stated, reasoned, then rejected; those only cited are left out."""
    roles = ("cited", "considered_and_rejected", "reasoned", "primary", "stated")
    found = by_strength(Reason(ReasonCode("x"), role, "decision", None, "q") for role in roles)
    assert [reason.role for reason in found] == ["primary", "stated", "reasoned", "considered_and_rejected"]


@pytest.mark.parametrize("form", SUFFIXES)
def test_every_format_has_its_module(form: str) -> None:
    """A format of exports is a module with a function `write`."""
    assert callable(writer_of(form))
