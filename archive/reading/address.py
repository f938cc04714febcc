"""Addresses of decisions on the Ombudsman's site, and paths of files mirrored from there.

`https://www.lgo.org.uk/decisions/CATEGORY/SUBCATEGORY/YY-NNN-NNN[?chapter=N]`; with or without www, any case, any
`displaypref`. A mirror writes the same as folders, perhaps with an extension, or with `?chapter=2` as `_chapter-2`.
"""

from __future__ import annotations

import re
from typing import Final

from archive.reading.document import Hints
from archive.references import PATTERN, normal

_SLUG = r"[A-Za-z0-9][A-Za-z0-9-]*"
_ADDRESS: Final = re.compile(
    rf"(?:^|[/\\!])decisions[/\\](?P<category>{_SLUG})[/\\](?P<subcategory>{_SLUG})[/\\]{PATTERN}(?P<rest>[^/\\]*)$",
    re.IGNORECASE,
)
_SITE: Final = re.compile(r"^https?://(?:www\.)?lgo\.org\.uk/", re.IGNORECASE)
_CHAPTER: Final = re.compile(r"chapter(?:[=\-_]|%3d)(\d{1,3})(?!\d)", re.IGNORECASE)
_FILE: Final = re.compile(rf"(?:^|[/\\!]){PATTERN}(?P<rest>[^/\\]*)$", re.IGNORECASE)


def read_address(address: str) -> Hints:
    """What an address, or a path laid out as one, says: reference, slugs, chapter. Empty Hints where it is neither."""
    match = _ADDRESS.search(address)
    if match is None:
        return Hints()
    chapter = _CHAPTER.search(match["rest"])
    return Hints(
        reference=normal(match),
        category_slug=match["category"].lower(),
        subcategory_slug=match["subcategory"].lower(),
        chapter=int(chapter[1]) if chapter else None,
    )


def chapter_of_file(path: str) -> int | None:
    """The chapter that a file's name gives beside its reference (`22-010-785_chapter-2.html`), whatever its folder."""
    match = _FILE.search(path)
    chapter = _CHAPTER.search(match["rest"]) if match else None
    return int(chapter[1]) if chapter else None


def canonical(address: str) -> str | None:
    """The decision's address in its usual form, chapter kept, all else dropped. None if it is not on the site."""
    if not _SITE.match(address):
        return None
    hints = read_address(address)
    if hints.reference is None or hints.category_slug is None or hints.subcategory_slug is None:
        return None
    chapter = "" if hints.chapter is None else f"?chapter={hints.chapter}"
    return decision_address(hints.category_slug, hints.subcategory_slug, hints.reference) + chapter


def decision_address(category_slug: str, subcategory_slug: str, reference: str) -> str:
    """The address a decision has on the site."""
    return f"https://www.lgo.org.uk/decisions/{category_slug}/{subcategory_slug}/{reference.replace(' ', '-')}"


def address_of_path(path: str) -> str | None:
    """The site's address of a file in a mirrored tree: folders `...lgo.org.uk/decisions/...`. None for other paths."""
    if not re.search(r"(?:^|[/\\!])(?:www\.)?lgo\.org\.uk[/\\]", path, re.IGNORECASE):
        return None
    hints = read_address(path)
    if hints.reference is None or hints.category_slug is None or hints.subcategory_slug is None:
        return None
    chapter = "" if hints.chapter is None else f"?chapter={hints.chapter}"
    return decision_address(hints.category_slug, hints.subcategory_slug, hints.reference) + chapter
