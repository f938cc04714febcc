"""The fields of the language: filters that stand among the words, `name:value`."""

from __future__ import annotations

from typing import Final

IN: Final = "in"
EXACT: Final = "exact"
NEAR: Final = "near"
ROLE: Final = "role"
REASON: Final = "reason"
REF: Final = "ref"

FIELDS: Final = {
    "council": "thurrock",
    "kind": "london_borough",
    "region": "london",
    "category": "housing",
    "outcome": "upheld",
    "disposition": "declined",
    REASON: "late_complaint",
    ROLE: "cited",
    "type": "report",
    "date": "2023..2024-05",
    "since": "6months",
    "until": "2024-05",
    REF: "23012807",
    "cites": "s26B",
    "remedy": "apology",
    "payment": "500..1000",
}
"""Each filter with a value that it can have."""

BEFORE_WORDS: Final = (IN, EXACT)
"""What stands before a word, not before a value."""

ENDS: Final = ("since", "until")
"""Given twice, both hold; of every other field either value will do."""

LONGEST_NAME: Final = max(map(len, FIELDS))
_SURELY_MEANT: Final = 5
"""Letters that a name must have to be taken for a mistyped one: `re:` is no slip for `ref:`."""


def meant(typed: str) -> str | None:
    """The field of which `typed` is a slip of one letter (wrong, missing, added) or of two changed round; else None."""
    if len(typed) < _SURELY_MEANT:
        return None
    return next((name for name in FIELDS if _one_slip(typed, name)), None)


def _one_slip(typed: str, name: str) -> bool:
    start = 0
    while start < min(len(typed), len(name)) and typed[start] == name[start]:
        start += 1
    typed, name = typed[start:], name[start:]
    while typed and name and typed[-1] == name[-1]:
        typed, name = typed[:-1], name[:-1]
    return max(len(typed), len(name)) == 1 or (len(typed) == len(name) == 2 and typed == name[::-1])  # noqa: PLR2004
