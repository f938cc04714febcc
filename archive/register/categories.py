"""The Ombudsman's two levels of subject: names, and the slugs that stand for them in addresses. No database.

The rows are `data/reference/categories.csv`. "Other" and "COVID-19" exist under most categories, so a subcategory is
only known together with its category.
"""

from __future__ import annotations

import functools
import re

_NOT_SLUG = "[^a-z0-9]+"


@functools.lru_cache(maxsize=1_000)
def slug_of(name: str) -> str:
    """The form of addresses: lower case, each run of other characters a hyphen. `Children's` gives `children-s`."""
    return re.sub(_NOT_SLUG, "-", name.lower()).strip("-")


def from_slugs(category_slug: str | None, subcategory_slug: str | None) -> tuple[str | None, str | None]:
    """The names that two parts of an address stand for, in any case. An unlisted slug gives None, never a guess."""
    names = _names()
    top, leaf = (category_slug or "").lower(), (subcategory_slug or "").lower()
    return names.get((top, "")), names.get((top, leaf)) if leaf else None


def normal(category: str | None, subcategory: str | None) -> tuple[str | None, str | None]:
    """The listed spelling of what was printed, where the slugs agree (`Covid-19`, `Children’s`); else as printed."""
    names = _names()
    top, leaf = slug_of(category or ""), slug_of(subcategory or "")
    return names.get((top, ""), category), names.get((top, leaf), subcategory) if leaf else subcategory


def listed(category: str, subcategory: str | None) -> bool:
    """Whether the shipped list has this category, and the subcategory under it."""
    return (slug_of(category), slug_of(subcategory or "")) in _names()


@functools.cache
def _names() -> dict[tuple[str, str], str]:
    """Names by category slug and subcategory slug, the second empty for the category itself."""
    from archive.resources import read_rows  # a search needs slug_of alone

    names = {}
    for row in read_rows("categories.csv"):
        top, _, leaf = row["slug"].partition("/")
        names[top, leaf] = row["name"]
    return names
