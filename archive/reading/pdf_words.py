"""The words of a PDF's lines: the fixed wordings, whatever became of their apostrophes, and what a line looks like."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from archive.resources import read_rows

_OTHER: Final = re.compile(r"[\W_]+")
_DECISION_LINE: Final = re.compile(
    r"the(?:localgovernment(?:andsocialcare)?)?ombudsm[ae]ns?(final|draft|provisional|proposed)decision"
)
_SIGN_OFF: Final = re.compile(r"(?:investigators?|ombudsm[ae]ns?)(?:final)?decisiononbehalfoftheombudsm[ae]n")
_SUMMARY: Final = re.compile(r"summary\s*:", re.IGNORECASE)
_ENDED: Final = re.compile(r"[.?!:;…][”’\"')\]]*$|[;,]\s+(?:and|or)$")
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LONGEST_WORDING: Final = 120
_LONGEST_HEADING: Final = 200
_MOST_WORDS: Final = 30
_RECENT: Final = 300


def letters(text: str) -> str:
    """The letters and figures of a short `text` in lower case, quotes and blanks left out; of a long one, nothing."""
    return _OTHER.sub("", text.casefold()) if len(text) <= _LONGEST_WORDING else ""


@cache
def _headings() -> frozenset[str]:
    return frozenset(letters(row["heading"]) for row in read_rows("headings.csv"))


@cache
def _furniture() -> frozenset[str]:
    return frozenset(letters(row["text"]) for row in read_rows("furniture.csv") if row["match"] == "line") - {""}


def is_catalogued(text: str) -> bool:
    """Whether `text` is a heading that the reference rows know."""
    return text[:1].isupper() and letters(text) in _headings()


def is_furniture(text: str) -> bool:
    """Whether `text` is one of the web page's own lines, such as "Back to top"."""
    return text[:1].isupper() and letters(text) in _furniture()


def is_sign_off(text: str) -> bool:
    """Whether `text` is the sign-off, which ends a statement."""
    return _SIGN_OFF.fullmatch(letters(text)) is not None


def is_summary(text: str) -> bool:
    """Whether `text` starts with the label of the summary."""
    return _SUMMARY.match(text) is not None


def decision_line(text: str) -> str | None:
    """What the heading of a decision calls it, `final` or `draft`; None for any other text."""
    match = _DECISION_LINE.fullmatch(letters(text))
    if match is None:
        return None
    return "final" if match[1] == "final" else "draft"


def stands_alone(text: str) -> bool:
    """Whether `text` is one of the wordings that are never part of a paragraph."""
    return is_catalogued(text) or is_sign_off(text) or is_furniture(text) or decision_line(text) is not None


def has_ended(text: str) -> bool:
    """Whether `text` can be a whole: it ends as a sentence or an item does, and no bracket near its end is open."""
    return _ENDED.search(text[-_RECENT:]) is not None and not is_open(text)


def may_have_ended(text: str) -> bool:
    """The same, or whether it ends as a citation does, though words in brackets may stand in a sentence, too."""
    return has_ended(text) or (text.endswith((")", "]")) and not is_open(text))


def is_open(text: str) -> bool:
    """Whether a bracket near the end of `text` is open."""
    recent = text[-_RECENT:]
    return recent.count("(") > recent.count(")")


def looks_like_heading(text: str) -> bool:
    """Whether `text` can be a heading: it starts as one, does not end as a sentence does, and is not long."""
    return (
        1 < len(text) <= _LONGEST_HEADING
        and (text[0].isupper() or text[0].isdigit() or text[0] in "‘“'\"£")
        and not text.rstrip("”’\"')]").endswith((".", ";", ","))
        and text.count(" ") < _MOST_WORDS
        and not is_summary(text)
        and not is_sign_off(text)
    )


def plain(text: str) -> str:
    """`text` with each ligature as the letters it is made of."""
    return text if text.isascii() else text.translate(_LIGATURES)
