"""What an HTML page says of itself beside its text: its addresses, its title, its labels."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from archive.reading.address import address_of_path, canonical, chapter_of_file, read_address
from archive.reading.document import Hints
from archive.references import PATTERN

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# What browsers and mirrors leave near the beginning: the comments of Microsoft (Chrome too), SingleFile and HTTrack.
_SAVED_FROM: Final = re.compile(
    r"<!--\s*+(?:saved from url=\(\d+\)|page saved with singlefile\s+url:\s*+|mirrored from\s++)(?P<address>[^\s<>]+)",
    re.IGNORECASE,
)
_NEAR_THE_BEGINNING: Final = 8192
_TITLE: Final = re.compile(rf"(?P<name>.{{0,160}}[(\[]\s*)?{PATTERN}(?(name)\s*[)\]])")
_SITE: Final = "Local Government and Social Care Ombudsman"
_BEGINNING_OF_TITLE: Final = re.compile(
    rf"(?:{_SITE}\s*[-–|:]\s*)?(?P<title>(?P<name>.{{0,160}}?[(\[]\s*)?{PATTERN}(?(name)\s*[)\]]))", re.IGNORECASE
)
_LABELLED: Final = re.compile(r"(?:category|decision|decision date)\s*:", re.IGNORECASE)


def is_title(text: str) -> bool:
    """Whether `text` has the form of a decision's title: `Thurrock Council (23 012 807)`, or the bare reference."""
    return _TITLE.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether `text` is a label line of a decision's head."""
    return _LABELLED.match(text) is not None


def title_of(tree: LexborHTMLParser) -> str | None:
    """The decision's title in `<title>`, without the site's name. None where `<title>` does not hold one."""
    element = tree.css_first("head title")
    words = " ".join(element.text().split()) if element is not None else ""
    match = _BEGINNING_OF_TITLE.match(words)
    return match["title"] if match else None


def addresses(tree: LexborHTMLParser, text: str) -> list[str]:
    """The addresses that the page gives as its own, the most trustworthy first."""
    found: dict[str, str] = {}
    for element in (tree.head or tree).css('link[rel~="canonical" i], meta[property="og:url" i], base'):
        attributes = element.attributes
        found.setdefault(element.tag or "", attributes.get("href") or attributes.get("content") or "")
    comment = text.find("<!--", 0, _NEAR_THE_BEGINNING)
    if comment >= 0 and (saved := _SAVED_FROM.search(text, comment, _NEAR_THE_BEGINNING)):
        address = saved["address"]
        found["comment"] = address if "://" in address else f"https://{address}"
    return [found[source] for source in ("link", "meta", "comment", "base") if source in found]


def choose_address(stated: list[str], path: str) -> tuple[str | None, Hints]:
    """The decision's address on the site, None where none is stated, and what the addresses and the path say.

    The first that names a decision holds; its chapter, which a canonical address may lack, any of them may give.
    """
    sources = [*stated, path]
    hints = next((hints for hints in map(read_address, sources) if hints.reference is not None), Hints())
    url = next(filter(None, map(canonical, stated)), None) or address_of_path(path)
    chapters = (chapter_of_file(source) for source in sources if "chapter" in source.lower())
    chapter = next((number for number in chapters if number is not None), None)
    if chapter is not None and chapter != hints.chapter:
        hints = replace(hints, chapter=chapter)
        url = url and f"{url.partition('?')[0]}?chapter={chapter}"
    return url, hints
