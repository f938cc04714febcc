"""References to other decisions, and what only looks like one."""

from __future__ import annotations

import pytest

from archive.analysis.crossrefs import related_references
from archive.decision import Decision, Paragraph, Reference, Section

CASES = [
    ("We considered a complaint from Ms X in 2021 (reference 20 010 785).", ["20 010 785"]),
    ("See our earlier decision, 19-018-519C, about the same care home.", ["19 018 519c"]),
    ("We decided complaint 15016673 in 2016.", ["15 016 673"]),
    ("The complaint is linked to 23\u00a0012\u00a0807 and 23\u00a0012\u00a0808.", ["23 012 807", "23 012 808"]),
    ("In case 22 010 785 we recommended a payment.", ["22 010 785"]),
    ("In case 22 010  785 and in case 22  010 786 we recommended a payment.", ["22 010 785", "22 010 786"]),
    ("22 010 785 is the report on it.", ["22 010 785"]),
    ("The complaints 17 002 402a and 17 002 402b are one.", ["17 002 402a", "17 002 402b"]),
    ("Her own complaint is 21 900 001.", []),
    ("She called 020 7217 4620 about the complaint.", []),
    ("The complaint line is 0300 061 0614.", []),
    ("He rang 07700 900 123 to complain.", []),
    ("The complaint was made on 20230114.", []),
    ("The decision cost the Council £23 012 807.", []),
    ("The Council’s reference for the complaint was 12 345 678.", []),
    ("The Council’s complaint reference is 12 345 678.", []),
    ("The complaint is about planning application 21 012 345.", []),
    ("Account number 12345678 is named in the complaint.", []),
    ("The sum of 10 000 000 was paid under the decision.", []),
    ("The number 12 345 678 stood on the wall.", []),
    ("Complaint 99 345 678 is of no year.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_references(text: str, expected: list[str]) -> None:
    """Only a number that the words around it call a complaint or decision is a reference, in normal form."""
    item = Paragraph(1, None, None, 0, None, para_counted=False, text=text)
    decision = Decision(Reference("21 900 001"), sections=(Section(None, "assessment", (item,)),))
    assert list(related_references(decision)) == expected


def test_summary_is_read_and_powers_are_not() -> None:
    """The summary counts; the stock text of the powers names no other decision."""
    item = Paragraph(1, None, None, 0, None, para_counted=False, text="Our decision 20 000 111 says so.")
    decision = Decision(
        Reference("21 900 001"), summary="As in case 20 000 222.", sections=(Section(None, "powers", (item,)),)
    )
    assert related_references(decision) == ("20 000 222",)
