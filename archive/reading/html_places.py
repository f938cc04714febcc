"""Where the words of a page's rows stand in the page."""

from __future__ import annotations

import re
from typing import Final

from archive.reading.text import line_of

_WINDOW: Final = 29_000
"""Characters searched from the last words found, so that the whole search is linear. Python finds short words in less
than 30,000 characters without a table made beforehand, which would cost more than the search."""

_FIRST_TRIES: Final = 20
"""Rows that are searched for in the whole page, as long as none was found: the first may stand far down."""

_BEGINNING: Final = 48
_TRIES: Final = 3  # how often words are looked for that were found in a tag
# The beginning of a row up to the first character that a page may write as an entity.
_PLAIN: Final = re.compile(r"[A-Za-z0-9 ,.;:()£-]{6,16}")


class Places:
    """Finds rows one after another, from a cursor that only goes forward. `line` is that of the last words found."""

    def __init__(self, page: str, start: int) -> None:
        self._page = page
        self._cursor = start
        self._end = len(page)
        self._tries = _FIRST_TRIES
        self._only_newlines = "\r" not in page
        self.line = 1 + page.count("\n", 0, start) if self._only_newlines else line_of(page, start)

    def find(self, text: str) -> int | None:
        """Where `text` stands next, letter for letter and outside tags, and move there. None where it does not.

        Where it does not, `line` still goes to the row's first words if they can be found.
        """
        page, cursor = self._page, self._cursor
        words = text[:_BEGINNING]
        start = page.find(words, cursor, self._end)
        # Straight behind a tag, as nearly always; or at least not in one.
        if start <= 0 or page[start - 1] != ">":
            start = self._outside_tags(words, start)
            if start < 0 and (plain := _PLAIN.match(text)):
                words = plain[0].rstrip()
                start = self._outside_tags(words, page.find(words, cursor, self._end))
            if start < 0:
                self._give_up()
                return None
        if self._only_newlines:
            self.line += page.count("\n", cursor, start)
        else:
            self.line += line_of(page[cursor:start], start - cursor) - 1
        whole = page.startswith(text, start)
        self._cursor = cursor = start + len(text if whole else words)
        self._end = cursor + _WINDOW
        return start if whole else None

    def _outside_tags(self, words: str, start: int) -> int:
        """`start`, where `words` stand, if that is outside tags; else where they stand so after it, or -1."""
        page, cursor = self._page, self._cursor
        for _ in range(_TRIES):
            if start < 0 or page.rfind("<", cursor, start) <= page.rfind(">", cursor, start):
                return start
            start = page.find(words, start + 1, self._end)
        return -1

    def _give_up(self) -> None:
        """Words were not found: when that was so from the beginning, the search is no longer through the whole page."""
        if self._tries:
            self._tries -= 1
            if not self._tries:
                self._end = self._cursor + _WINDOW
