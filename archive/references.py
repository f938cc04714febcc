"""Reference numbers: `YY NNN NNN` and a lower-case suffix letter in joint cases.

YY is the business year in which the complaint was registered, NNN NNN a serial; there is no check digit.
"""

from __future__ import annotations

import re
from typing import NewType

Reference = NewType("Reference", str)
"""`YY NNN NNN`, with a lower-case suffix letter where there is one: `19 018 519c`."""

_SPACE = "[ \u00a0\u2009\u202f]"
_GAP = f"(?:{_SPACE}{{1,2}}|[-\u2010\u2011\u2012\u2013])?"
PATTERN = rf"(?P<yy>[0-9]{{2}}){_GAP}(?P<a>[0-9]{{3}}){_GAP}(?P<b>[0-9]{{3}})(?P<suffix>[a-zA-Z])?"
"""A reference in any usual form: spaces, no-break spaces, hyphens, or run together."""

_WHOLE = re.compile(rf"\(?{PATTERN}\)?")
_ADDRESS = re.compile(rf"/decisions/(?:[^/?#\s]+/){{0,2}}{PATTERN}(?=$|[/?#.&_\s])", re.IGNORECASE)


def normal(match: re.Match[str]) -> Reference:
    """The normal form of what PATTERN matched."""
    suffix = (match["suffix"] or "").lower()
    return Reference(f"{match['yy']} {match['a']} {match['b']}{suffix}")


def parse_reference(text: str) -> Reference | None:
    """The reference that `text` is, in any usual form, or None.

    Accepted: `23 012 807`, `23-012-807`, `23012807`, `(23 012 807)`, `LGSCO 23 012 807`, a decision's address.
    """
    text = text.strip()
    if "/" in text:
        found = _ADDRESS.search(text)
        return normal(found) if found else None
    for prefix in ("LGSCO", "LGO"):
        if text[: len(prefix)].upper() == prefix:
            text = text[len(prefix) :].lstrip(" :,")
            break
    whole = _WHOLE.fullmatch(text)
    return normal(whole) if whole else None


def hyphenated(reference: Reference) -> str:
    """The form of addresses and file names: `23-012-807`."""
    return reference.replace(" ", "-")
