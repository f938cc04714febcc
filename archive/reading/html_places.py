"""Where the words of a page's rows stand in the page."""

from __future__ import annotations

import re
from typing import Final

from archive.reading.text import line_of

_WINDOW: Final = 32_768
"""Characters searched from the last words found: so the whole search is linear, whatever the page."""

_FIRST_TRIES: Final = 20
"""Rows that are searched for in the whole page, as long as none was found: the first may stand far down."""

_TRIES: Final = 3
# The beginning of a row up to the first character that a page may write as an entity.
_PLAIN: Final = re.compile(r"[A-Za-z0-9 ,.;:()£-]{8,60}")


class Places:
    """Finds rows one after another, from a cursor that only goes forward. `line` is that of the last words found."""

    def __init__(self, page: str, start: int) -> None:
        self.line = 1
        self._page = page
        self._cursor = start
        self._counted = 0
        self._far = _FIRST_TRIES
        self._plain_ends = "\r" not in page

    def find(self, text: str) -> int | None:
        """Where `text` stands next, letter for letter and outside tags, and move there. None where it does not.

        Where it does not, `line` still goes to the row's first words if they can be found.
        """
        start = self._next(text)
        if start >= 0:
            self._move(start, len(text))
            return start
        plain = _PLAIN.match(text)
        if plain and (near := self._next(plain[0].rstrip())) >= 0:
            self._move(near, 0)
        else:
            self._far -= 1
        return None

    def _next(self, text: str) -> int:
        page, cursor = self._page, self._cursor
        start = cursor
        end = cursor + _WINDOW if self._far <= 0 else len(page)
        for _ in range(_TRIES):
            start = page.find(text, start, end)
            # Straight behind a tag, or in any case not inside one; or not there at all.
            if start <= 0 or page[start - 1] == ">" or page.rfind("<", cursor, start) <= page.rfind(">", cursor, start):
                return start
            start += 1
        return -1

    def _move(self, start: int, length: int) -> None:
        if self._plain_ends:
            self.line += self._page.count("\n", self._counted, start)
        else:
            passed = self._page[self._counted : start]
            self.line += line_of(passed, len(passed)) - 1
        self._counted = start
        self._cursor = start + length
        self._far = 0
