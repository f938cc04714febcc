"""The words of a PDF's lines: fixed wordings, headings by their look, and how two lines of one paragraph are joined."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

_OTHER: Final = re.compile(r"[\W_]+")
_DECISION_LINE: Final = re.compile(r"the(?:localgovernment(?:andsocialcare)?)?ombudsm[ae]ns?(final|draft|provisional|proposed)decision")
_SIGN_OFF: Final = re.compile(r"(?:investigators?|ombudsm[ae]ns?)(?:final)?decisiononbehalfoftheombudsm[ae]n")
_SUMMARY: Final = re.compile(r"summary\s*:", re.IGNORECASE)
_ENDED: Final = re.compile(r"[.?!:;…][”’\"')\]]*$|[;,]\s+(?:and|or)$")
_LONGEST_WORDING: Final = 120
_LONGEST_HEADING: Final = 200
_MOST_WORDS: Final = 30
_RECENT: Final = 300
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def letters(text: str) -> str:
    """The letters and figures of a short `text`, in lower case: a wording whatever became of its apostrophe; else ""."""
    return _OTHER.sub("", text.casefold()) if len(text) <= _LONGEST_WORDING else ""


@cache
def _catalogue() -> frozenset[str]:
    return frozenset(letters(row["heading"]) for row in read_rows("headings.csv"))


def is_catalogued(text: str) -> bool:
    """Whether the line is a heading that the reference rows know."""
    return text[:1].isupper() and letters(text) in _catalogue()


@cache
def _furniture() -> frozenset[str]:
    return frozenset(letters(row["text"]) for row in read_rows("furniture.csv") if row["match"] == "line") - {""}


def is_furniture(text: str) -> bool:
    """Whether the line is one of the web page's own, such as "Back to top"."""
    return text[:1].isupper() and letters(text) in _furniture()


def is_sign_off(text: str) -> bool:
    """Whether the line is the sign-off, which ends the text."""
    return _SIGN_OFF.fullmatch(letters(text)) is not None


def is_summary(text: str) -> bool:
    """Whether the line starts with the label of the summary."""
    return _SUMMARY.match(text) is not None


def decision_line(text: str) -> str | None:
    """`final` or `draft`, as the line is the heading that calls the whole a final decision or less; None for any other."""
    match = _DECISION_LINE.fullmatch(letters(text))
    if match is None:
        return None
    return "final" if match[1] == "final" else "draft"


def has_ended(text: str) -> bool:
    """Whether `text` can be a whole: it ends as a sentence or an item does, and no bracket near its end is open."""
    return _ENDED.search(text[-_RECENT:]) is not None and not is_open(text)


def is_open(text: str) -> bool:
    """Whether a bracket near the end of `text` is open."""
    recent = text[-_RECENT:]
    return recent.count("(") > recent.count(")")


def looks_like_heading(text: str) -> bool:
    """Whether `text` can be a heading: it starts as one, does not end as a sentence and is not long."""
    return (
        1 < len(text) <= _LONGEST_HEADING
        and (text[0].isupper() or text[0].isdigit() or text[0] in "‘“'\"£")
        and not text.endswith((".", ";", ","))
        and text.count(" ") < _MOST_WORDS
        and not is_summary(text)
    )


def plain(text: str) -> str:
    """`text` with each ligature as the letters it is made of."""
    return text if text.isascii() else text.translate(_LIGATURES)


_BROKEN: Final = re.compile(r"(\w[\w‐‑-]*)[‐‑-]$")
_FIRST: Final = re.compile(r"\w+")
_SUSPENDED: Final = re.compile(r"(?:and|or|to)\s")
_PROVISION: Final = re.compile(r"\d[A-Z]{0,2}\(\w{1,4}\)$")
_CLAUSE: Final = re.compile(r"\(\w{1,4}\)")
_HELD: Final = re.compile(r"\S[–—/]$")
_WORD: Final = re.compile(r"\w[\w‐‑-]*")


class Joiner:
    """Joins the lines of a paragraph.

    A hyphen at the end of a line stays, without a blank after it: the Ombudsman's texts are not hyphenated, so it is the
    word's own ("decision-" + "making"). It goes only where the document shows that it is the typesetter's: it has the word
    without it elsewhere, and nowhere with it ("accom-" + "modation"); or it is the typographer's U+2010, which stands
    nowhere but at the ends of lines. Before "and", "or", "to" it is a word cut short on purpose ("short-" + "and
    long-term"), and a blank follows. Nor does a blank part a dash or stroke from its word, or the brackets of "26(6)(a)".
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = list(texts)
        self.words: frozenset[str] | None = None
        self.own_hyphen: bool | None = None

    def link(self, above: str, below: str) -> tuple[int, str]:
        """How many letters to cut from the end of `above`, and what to put between the two."""
        if above.endswith("\u00ad"):
            return 1, ""
        broken = _BROKEN.search(above[-_LONGEST_WORDING:])
        first = _FIRST.match(below)
        if broken is not None and first is not None:
            if self._is_typesetters(above[-1], broken[1], first[0]):
                return 1, ""
            return 0, " " if _SUSPENDED.match(below) else ""
        held = _HELD.search(above[-2:]) if first is not None else _PROVISION.search(above[-20:]) and _CLAUSE.match(below)
        return 0, "" if held else " "

    def join(self, lines: Iterable[str]) -> str:
        """`lines` as one text."""
        whole = ""
        for line in lines:
            cut, between = self.link(whole, line) if whole else (0, "")
            whole = whole[: len(whole) - cut] + between + line
        return whole

    def _is_typesetters(self, hyphen: str, head: str, tail: str) -> bool:
        if hyphen == "‐" and self.own_hyphen is None:
            self.own_hyphen = any("‐" in text[:-1] for text in self.texts)
        if hyphen == "‐" and not self.own_hyphen:
            return True
        return tail.islower() and self._has(head + tail) and not self._has(f"{head}-{tail}")

    def _has(self, word: str) -> bool:
        if self.words is None:
            self.words = frozenset(
                found.casefold().replace("‐", "-").replace("‑", "-") for text in self.texts for found in _WORD.findall(text)
            )
        return word.casefold().replace("‐", "-").replace("‑", "-") in self.words
