"""References to other decisions in the text.

A number of the form of a reference counts only where the words around it speak of a complaint or decision (right before
it, where its digits run together): dates, telephone numbers, sums and a council's own numbers have the same digits.
"""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from archive.references import PATTERN, normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.decision import Decision, Reference

_SHAPES: Final = bytes(
    ord("0" if one in digits else "a" if one in ascii_letters else " ") for one in map(chr, range(256))
)
"""What each character is: a digit, a letter or neither."""
_DIGITS: Final = (b"000000", b"000 000", b"000  000")
"""One of these stands in the shapes of every text with a reference; few texts have so many digits in a row."""
_REFERENCE: Final = re.compile(rf"(?<![\d£$€/.,+-])(?<![£+] )(?<!\d[ -]){PATTERN}(?![\d/%]|[ .,-]\d|[ -]?[a-zA-Z]\d)")
_SPEAKS_OF_ONE: Final = re.compile(
    r"\b(?:complaints?|cases?|decisions?|reports?|statements?|investigat\w+|ombudsm[ae]n|lgsco|lgo|our ref\w*"
    r"|references?)\b",
    re.IGNORECASE,
)
_ANOTHER_NUMBER: Final = re.compile(
    r"\b(?:(?:council|authority|provider|company|trust)(?:['’]s?)?,? (?:own )?(?:\w+ )?(?:ref\w*|numbers?|nos?)"
    r"|planning|applications?|permission|invoices?|accounts?|pcn|penalty charge|notices?|tel\w*|phones?|calls?"
    r"|called|rang|mobile"
    r"|fax|policy|licen[cs]e|permits?|bank|order|claims?|crime|police|incident|title|uprn|urn|nhs|sums?"
    r"|worth)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_NAMES_IT: Final = re.compile(
    r"\b(?:complaints?|cases?|decisions?|reports?|references?|refs?\.?|numbers?|nos?\.?|lgsco|lgo)[\s:,(]*$",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 90, 30
"""Characters in which the words that tell are looked for."""
_EARLIEST, _LATEST = 8, 45
"""Business years: references of this form began about 2008."""


def related_references(decision: Decision) -> tuple[Reference, ...]:
    """The references of other decisions that the text names, each once, in their order."""
    texts = [text for text in _texts(decision) if _may_name(text)] if _may_name("\n".join(_texts(decision))) else []
    found = dict.fromkeys(reference for text in texts for reference in _named(text))
    found.pop(decision.reference, None)
    return tuple(found)


def _may_name(text: str) -> bool:
    """Whether there are digits enough for a reference; told of all texts at once in a fraction of a search's time."""
    shapes = text.encode("latin-1", "replace").translate(_SHAPES)
    return any(map(shapes.__contains__, _DIGITS))


def _texts(decision: Decision) -> Iterator[str]:
    if decision.summary:
        yield decision.summary
    for section in decision.sections:
        if section.kind != "powers":
            for paragraph in section.paragraphs:
                yield paragraph.text


def _named(text: str) -> Iterator[Reference]:
    for match in _REFERENCE.finditer(text):
        if not _EARLIEST <= int(match["yy"]) <= _LATEST:
            continue
        before = text[max(match.start() - _BEFORE, 0) : match.start()]
        if match.group()[:8].isdigit():
            named = _NAMES_IT.search(before)
        else:
            named = _SPEAKS_OF_ONE.search(before) or _SPEAKS_OF_ONE.search(text, match.end(), match.end() + _AFTER)
        if named and not _ANOTHER_NUMBER.search(before):
            yield normal(match)
