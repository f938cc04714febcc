"""What a person types for a provision of the law, made the normal form that citations are stored in."""

from __future__ import annotations

import re
from typing import Final

from archive.tuples import NamedTuple

_NUMBER: Final = r"(?P<number>[0-9]{1,4}(?: ?(?!of\b)[A-Za-z]{1,2}(?![A-Za-z]))?(?:\([0-9A-Za-z]{1,4}\))*)"
_SECTION: Final = re.compile(rf"\b(?:sections?|ss?)\.? ?{_NUMBER}", re.IGNORECASE)
_SCHEDULE: Final = re.compile(
    r"\b(?:schedule|sch)\.? ?(?P<schedule>[0-9]{1,3}[A-Za-z]{0,2})"
    r"(?:,? ?(?:paragraph|para)\.? ?(?P<para>[0-9]{1,3}[A-Za-z]{0,2}(?:\([0-9A-Za-z]{1,4}\))*))?",
    re.IGNORECASE,
)
_BARE: Final = re.compile(_NUMBER)
_LONGEST: Final = 200


class Cited(NamedTuple):
    """An Act by some of its words, a provision in normal form; either may be None."""

    act: str | None
    provision: str | None


def read_provision(typed: str) -> Cited:
    """What `typed` asks for: `s26B`, `section 26B(2)`, `26B`, `Sch 5 para 1`, `Care Act s42`, `Highways Act 1980`."""
    text = " ".join(typed[:_LONGEST].split())
    bare = _BARE.fullmatch(text)
    if bare:
        return Cited(None, f"s{_upper(bare['number'])}")
    for pattern in (_SCHEDULE, _SECTION):
        match = pattern.search(text)
        if match:
            act = " ".join((text[: match.start()] + " " + text[match.end() :]).split())
            act = re.sub(r"^of (?:the )?|,|(?: of the| of)$", "", act).strip()
            return Cited(act or None, _normal(match))
    return Cited(text or None, None)


def _normal(match: re.Match[str]) -> str:
    found = match.groupdict()
    if "schedule" not in found:
        return f"s{_upper(found['number'])}"
    para = f" para {_upper(found['para'])}" if found["para"] else ""
    return f"Sch {_upper(found['schedule'])}{para}"


def _upper(number: str) -> str:
    """`26b(2)` is 26B(2): the letters of the number, not those in its brackets."""
    head, bracket, rest = number.replace(" ", "").partition("(")
    return head.upper() + bracket + rest
