"""How the lines of one paragraph are joined: where a blank belongs, and which hyphens are the typesetter's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_BROKEN: Final = re.compile(r"(\w[\w‐‑-]*)[‐‑-]$")
_FIRST: Final = re.compile(r"\w+")
_WORD: Final = re.compile(r"\w[\w‐‑-]*")
_SUSPENDED: Final = re.compile(r"(?:and|or|to)\s")
# Two ends and two beginnings that belong together without a blank: "and/" "or", "2015–" "16"; "26(6)" "(a)"; "1" "st".
_HELD: Final = (
    (re.compile(r"\S[–—/]$"), re.compile(r"\w")),
    (re.compile(r"\d[A-Z]{0,2}\(\w{1,4}\)$"), re.compile(r"\(\w{1,4}\)")),
    (re.compile(r"\d$"), re.compile(r"(?:st|nd|rd|th)\b")),
)
_SOFT_HYPHEN: Final = "\u00ad"
_TYPOGRAPHERS: Final = "\u2010"
_PLAIN: Final = str.maketrans("\u2010\u2011", "--")
_LONGEST_WORD: Final = 100


class Joiner:
    """Joins the lines of a paragraph, by the words of the document whose lines `texts` are.

    A hyphen at the end of a line stays, without a blank after it: the Ombudsman's texts are not hyphenated, so it is
    the word's own ("decision-" + "making"). It goes only where the document shows that it is the typesetter's: it has
    the word without it elsewhere, and nowhere with it ("accom-" + "modation"); or it is the typographer's U+2010, which
    stands nowhere but at the ends of lines. Before "and", "or", "to" it is a word cut short on purpose ("short-" + "and
    long-term"), and a blank follows.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = list(texts)
        self._known: frozenset[str] | None = None
        self._has_own: bool | None = None

    def join(self, lines: Iterable[str]) -> str:
        """`lines` as one text."""
        whole = ""
        for line in lines:
            cut, between = self.link(whole, line) if whole else (0, "")
            whole = whole[: len(whole) - cut] + between + line
        return whole

    def link(self, above: str, below: str) -> tuple[int, str]:
        """How many letters to cut from the end of `above`, and what to put between it and `below`."""
        if above.endswith(_SOFT_HYPHEN):
            return 1, ""
        end = above[-_LONGEST_WORD:]
        broken, first = _BROKEN.search(end), _FIRST.match(below)
        if broken and first:
            if self._is_typesetters(end[-1], broken[1], first[0]):
                return 1, ""
            return 0, " " if _SUSPENDED.match(below) else ""
        held = any(before.search(end) and after.match(below) for before, after in _HELD)
        return 0, "" if held else " "

    def _is_typesetters(self, hyphen: str, head: str, tail: str) -> bool:
        if hyphen == _TYPOGRAPHERS:
            if self._has_own is None:
                self._has_own = any(_TYPOGRAPHERS in text[:-1] for text in self.texts)
            if not self._has_own:
                return True
        return tail.islower() and self._has(head + tail) and not self._has(f"{head}-{tail}")

    def _has(self, word: str) -> bool:
        """Whether the document has `word` within a line."""
        if self._known is None:
            self._known = frozenset(
                found.casefold().translate(_PLAIN) for text in self.texts for found in _WORD.findall(text)
            )
        return word.casefold().translate(_PLAIN) in self._known
