"""Addresses of decisions, and references in any form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.reading.address import address_of_path, canonical, read_address
from archive.references import hyphenated, parse_reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("23 012 807", "23 012 807"),
        ("23-012-807", "23 012 807"),
        ("23012807", "23 012 807"),
        ("(23 012 807)", "23 012 807"),
        (" 23\u00a0012\u00a0807 ", "23 012 807"),
        ("LGSCO 23 012 807", "23 012 807"),
        ("lgo: 23 012 807", "23 012 807"),
        ("19 018 519c", "19 018 519c"),
        ("19-018-519C", "19 018 519c"),
        ("https://www.lgo.org.uk/decisions/health/assessment-and-funding/19-018-519c", "19 018 519c"),
        ("www.lgo.org.uk/decisions/planning/other/23-000-880?displaypref=1", "23 000 880"),
        ("23 012 8070", None),
        ("123 012 807", None),
        ("23 012", None),
        ("damp", None),
        ("", None),
        ("https://example.org/23-012-807", None),
    ],
)
def test_references(text: str, reference: str | None) -> None:
    """A reference is understood in any usual form, and nothing else is."""
    assert parse_reference(text) == reference


@given(st.from_regex(r"[0-9]{2} [0-9]{3} [0-9]{3}[a-z]?", fullmatch=True))
def test_reference_round_trip(text: str) -> None:
    """The normal form is its own, also through the hyphens of an address."""
    reference = parse_reference(text)
    assert reference == text
    assert parse_reference(hyphenated(reference)) == text


@pytest.mark.parametrize(
    ("address", "reference", "slugs", "chapter"),
    [
        (
            "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001",
            "21 900 001",
            ("housing", "allocations"),
            None,
        ),
        (
            "http://lgo.org.uk/Decisions/Housing/Allocations/21-900-001a",
            "21 900 001a",
            ("housing", "allocations"),
            None,
        ),
        ("mirror/decisions/housing/allocations/21-900-001.html", "21 900 001", ("housing", "allocations"), None),
        ("decisions/housing/allocations/21-900-001?chapter=3", "21 900 001", ("housing", "allocations"), 3),
        ("decisions/housing/allocations/21-900-001_chapter-12.txt", "21 900 001", ("housing", "allocations"), 12),
        ("decisions\\housing\\allocations\\21-900-001.txt", "21 900 001", ("housing", "allocations"), None),
        ("decisions/housing/allocations/21-900-001?displaypref=1", "21 900 001", ("housing", "allocations"), None),
        ("21-900-001.txt", None, (None, None), None),
        ("decisions/21-900-001.txt", None, (None, None), None),
    ],
)
def test_addresses(
    address: str, reference: str | None, slugs: tuple[str | None, str | None], chapter: int | None
) -> None:
    """An address, or a path laid out as one, gives reference, slugs and chapter; other paths nothing."""
    hints = read_address(address)
    assert (hints.reference, (hints.category_slug, hints.subcategory_slug), hints.chapter) == (
        reference,
        slugs,
        chapter,
    )


@pytest.mark.parametrize(
    ("address", "usual"),
    [
        (
            "http://lgo.org.uk/Decisions/Housing/Allocations/21-900-001?displaypref=1",
            "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001",
        ),
        (
            "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001?chapter=2",
            "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001?chapter=2",
        ),
        ("https://www.lgo.org.uk/decisions/housing", None),
        ("https://example.org/decisions/housing/allocations/21-900-001", None),
    ],
)
def test_canonical(address: str, usual: str | None) -> None:
    """An address of the site in its usual form, the chapter kept, display parameters dropped."""
    assert canonical(address) == usual


def test_address_of_path() -> None:
    """A mirror's path under the site's name gives the address; other folders do not."""
    path = "m/www.lgo.org.uk/decisions/housing/allocations/21-900-001_chapter-2.txt"
    assert address_of_path(path) == "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001?chapter=2"
    assert address_of_path("m/decisions/housing/allocations/21-900-001.txt") is None
    assert address_of_path("www.lgo.org.uk/decisions/readme.txt") is None
