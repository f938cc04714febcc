"""The markers of HTML lists, as a browser would print them: `1.`, `a.`, `iv.`, `•`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_Marker = tuple[str | None, str | None]

BULLET: Final[_Marker] = ("•", None)
UNMARKED: Final[_Marker] = (None, None)
_INTEGER: Final = re.compile(r"\s*([+-]?\d{1,6})(?!\d)")
_STYLE: Final = re.compile(r"(?<![a-z])(lower|upper)-?(alpha|latin|roman)(?![a-z])", re.IGNORECASE)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST_ROMAN: Final = 3999


class OpenList:
    """A list being read. `style` is a `type` of HTML (`1`, `a`, `A`, `i`, `I`), None for bullets.

    `stray`: it was opened for an item that stands in no list, and ends with it. `marker`: marker and number of the item
    begun, for whoever writes its first row to take; `UNMARKED` when they are taken.
    """

    __slots__ = ("_next", "_open", "_style", "marker", "stray")

    def __init__(self, style: str | None = None, start: int = 1, *, stray: bool = False) -> None:
        self.marker = UNMARKED
        self.stray = stray
        self._style = style
        self._next = start
        self._open = 0

    def begin_item(self, value: int | None = None) -> None:
        """An item begins, numbered `value` where it says so."""
        self._open += 1
        if self._style is None:
            self.marker = BULLET
            return
        number = self._next if value is None else value
        self._next = number + 1
        numeral = str(number) if self._style == "1" else numeral_of(number, self._style)
        self.marker = f"{numeral}.", numeral

    def end_item(self) -> bool:
        """An item ends. Gives whether the list ends with it."""
        self._open -= 1
        self.marker = UNMARKED
        return self.stray and not self._open


def open_ordered(attributes: Mapping[str, str | None]) -> OpenList:
    """The list that an `<ol>` with these attributes opens, by its `type`, its style or class, and its `start`."""
    style = (attributes.get("type") or "").strip()
    if style not in {"1", "a", "A", "i", "I"}:
        style = "1"
        if named := _STYLE.search(f"{attributes.get('style') or ''} {attributes.get('class') or ''}"):
            style = "i" if named[2].lower() == "roman" else "a"
            style = style.upper() if named[1].lower() == "upper" else style
    start = integer(attributes.get("start"))
    return OpenList(style, 1 if start is None else start)


def integer(text: str | None) -> int | None:
    """The whole number that an attribute begins with, as HTML reads it. None for none, and above six digits."""
    match = _INTEGER.match(text or "")
    return int(match[1]) if match else None


def numeral_of(number: int, style: str) -> str:
    """`number` in a style of HTML lists; in figures where the style cannot write it, as browsers do."""
    if style in "aA" and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, len(_LETTERS))
            letters = _LETTERS[rest] + letters
        return letters if style == "a" else letters.upper()
    if style in "iI" and 0 < number <= _LARGEST_ROMAN:
        roman = ""
        for value, letters in _ROMAN:
            times, number = divmod(number, value)
            roman += letters * times
        return roman if style == "i" else roman.upper()
    return str(number)
