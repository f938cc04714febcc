"""Categories and their slugs."""

from __future__ import annotations

import pytest

from archive.register.categories import from_slugs, normal, slug_of
from archive.resources import read_rows


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Education", "education"),
        ("School transport", "school-transport"),
        ("Children's care services", "children-s-care-services"),
        ("Children’s care services", "children-s-care-services"),
        ("COVID-19", "covid-19"),
        ("  Land. ", "land"),
        ("–", ""),
    ],
)
def test_slug_of(name: str, slug: str) -> None:
    """A slug is lower case with each run of other characters as one hyphen."""
    assert slug_of(name) == slug


def test_shipped_rows_agree_with_the_rule() -> None:
    """Every row's title and slug follow from its names, its category is listed, and none stands twice."""
    rows = read_rows("categories.csv")
    slugs = [row["slug"] for row in rows]
    assert len(set(slugs)) == len(slugs)
    for row in rows:
        category, _, subcategory = row["title"].partition(" > ")
        assert row["name"] == (subcategory or category)
        assert row["slug"] == "/".join(slug_of(level) for level in (category, subcategory) if level)
        assert slug_of(category) in slugs


@pytest.mark.parametrize(
    ("category", "subcategory"),
    [
        ("Adult care services", "Disabled facilities grants"),
        ("Benefits and tax", "Housing benefit and council tax benefit"),
        ("Children's care services", "Friends and family carers"),
        ("Education", "Special educational needs"),
        ("Environment and regulation", "Refuse and recycling"),
        ("Health", "Hospital acute services"),
        ("Housing", "Council house sales and leaseholders"),
        ("Planning", "Building control"),
        ("Transport and highways", "Parking and other penalties"),
        ("Other Categories", "Councillor conduct and standards"),
    ],
)
def test_from_slugs(category: str, subcategory: str) -> None:
    """The slugs of a listed subject give back its names."""
    assert from_slugs(slug_of(category), slug_of(subcategory)) == (category, subcategory)


@pytest.mark.parametrize(
    ("slugs", "names"),
    [
        (("Other-Categories", "COVID-19"), ("Other Categories", "COVID-19")),
        (("education", None), ("Education", None)),
        (("education", ""), ("Education", None)),
        (("education", "juggling"), ("Education", None)),
        (("juggling", "other"), (None, None)),
        (("education/other", None), (None, None)),
        ((None, "other"), (None, None)),
        ((None, None), (None, None)),
    ],
)
def test_from_slugs_never_guesses(slugs: tuple[str | None, str | None], names: tuple[str | None, str | None]) -> None:
    """Case does not matter; a slug that is not listed gives None."""
    assert from_slugs(*slugs) == names


@pytest.mark.parametrize(
    ("printed", "listed"),
    [
        (("Other categories", "Covid-19"), ("Other Categories", "COVID-19")),
        (("Children’s care services", "Child Protection"), ("Children's care services", "Child protection")),
        (("EDUCATION", None), ("Education", None)),
        (("Education", "Juggling"), ("Education", "Juggling")),
        (("Juggling", "other"), ("Juggling", "other")),
        ((None, "other"), (None, "other")),
        ((None, None), (None, None)),
        (("", ""), ("", "")),
    ],
)
def test_normal(printed: tuple[str | None, str | None], listed: tuple[str | None, str | None]) -> None:
    """A listed subject gets its listed spelling; everything else stays as printed."""
    assert normal(*printed) == listed
