"""JSON taken apart without building it: where each record begins and ends. One pass, a fixed amount of memory.

What a hostile file could do to a decoder (a million brackets deep, millions of empty lists) is refused here first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from archive.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

LARGEST_RECORD: Final = 8 * 1024 * 1024
"""Bytes of one record: the longest decisions have some 200 kB, and their JSON some 500 kB."""

MOST_VALUES: Final = 250_000
"""Brackets and texts in one record: the JSON of a long decision has some 10,000."""

DEEPEST: Final = 64
"""Brackets inside brackets: a list of this program's decisions under a name has 6."""

_MOST_TOKENS: Final = 5_000_000
_MOST_TEXTS: Final = 2_000  # directly in a record, names of fields among them

# A text (possessive: nothing is kept to go back to), a quote whose text its line does not close, a bracket.
_TOKEN: Final = re.compile(rb'("(?:[^"\\\n]++|\\[^\n])*+")|["\[\]{}]')
_BLANK: Final = re.compile(rb"[ \t\r\n]*")
_COLON: Final = re.compile(rb"[ \t\r\n]*:[ \t\r\n]*")
_SEPARATORS: Final = re.compile(rb"[ \t\r\n,]*")
_CLOSING: Final = {ord("["): ord("]"), ord("{"): ord("}")}
_QUOTE: Final = ord('"')
_WHOLE_TEXT: Final = 1
_TEXT, _CHILD, _END = "text", "child", "end"


class Piece(NamedTuple):
    """The bytes of one record, and the line of the file on which they begin."""

    data: bytes
    line: int


class Outline(NamedTuple):
    """An object from outside: where the value of each of its fields begins, where it ends, how many values it has.

    `broken` says why no end was found; `fields` then holds those that were.
    """

    fields: dict[str, int]
    end: int
    values: int
    broken: Refused | None


class Scan:
    """JSON bytes, the first line of which has the number `line` in the file."""

    def __init__(self, data: bytes, line: int = 1) -> None:
        self.data = data
        self.first_line = line
        self._counted = 0
        self._line = line

    def line(self, offset: int) -> int:
        """The line of `offset`. To be asked in rising order: an earlier offset gives the line told last."""
        if offset > self._counted:
            self._line += self.data.count(b"\n", self._counted, offset)
            self._counted = offset
        return self._line

    def skip_blank(self, offset: int) -> int:
        """The offset of the first character from `offset` on that is not blank."""
        return self._after(_BLANK, offset)

    def outline(self, opening: int) -> Outline:
        """The object that opens at `opening`. Never raises. Lines are counted only where it is broken."""
        fields: dict[str, int] = {}
        value, end, count, texts = opening, opening, 0, 0
        try:
            for kind, start, end, count in self._inside(opening):  # noqa: B007 - the last ones count
                if kind == _TEXT:
                    texts += 1
                    if colon := _COLON.match(self.data, end):
                        value = fields[self.data[start + 1 : end - 1].decode(errors="replace")] = colon.end()
                if (kind == _CHILD and start != value) or texts > _MOST_TEXTS:
                    self._refuse("not_json", "expected a record: field names, each with its value", start)
        except Refused as refused:
            return Outline(fields, len(self.data), 0, refused)
        return Outline(fields, end, count, None)

    def elements(self, opening: int) -> Generator[Piece | Refused, None, int]:
        """The records of the list that opens at `opening`, and in its place what is none. Gives the offset after it."""
        after = end = opening + 1
        try:
            for kind, start, end, values in self._inside(opening):
                if kind == _TEXT:
                    continue
                between = self.data[after : end - 1 if kind == _END else start].strip()
                if between != (b"" if kind == _END or after == opening + 1 else b","):
                    line = self.line(self._after(_SEPARATORS, after))
                    yield Refused("not_a_record", "expected records ({...}) and commas, found another value", line=line)
                if kind == _CHILD:
                    yield self.piece(start, end, values)
                    after = end
        except Refused as refused:
            yield refused
            return len(self.data)
        return end

    def piece(self, start: int, end: int, values: int) -> Piece | Refused:
        """The record from `start` to `end`, or why it is refused unread."""
        line = self.line(start)
        return too_large(end - start, values, line) or Piece(self.data[start:end], line)

    def _inside(self, opening: int) -> Iterator[tuple[str, int, int, int]]:
        """What stands directly in the bracket at `opening`: kind, start, end, and how many values it has.

        Texts, bracketed values once they are closed, and last the bracket itself. Raises Refused, with the line, where
        it is no JSON, too deep, or too much.
        """
        waiting: list[int] = []  # the closing brackets to come, outermost first
        child = opening
        before = 0
        for count, match in enumerate(_TOKEN.finditer(self.data, opening)):
            start, end = match.span()
            byte = self.data[start]
            if match.lastindex == _WHOLE_TEXT:
                if len(waiting) == 1:
                    yield _TEXT, start, end, 1
            elif byte in _CLOSING:
                if len(waiting) == 1:
                    child, before = start, count
                self._deepen(waiting, byte, start)
            elif waiting.pop() != byte:
                kind = "text is not closed on its line" if byte == _QUOTE else "bracket is closed by another kind"
                self._refuse("not_json", f"a {kind}", start)
            elif len(waiting) == 1:
                yield _CHILD, child, end, count - before
            elif not waiting:
                yield _END, opening, end, count
                return
            if count > _MOST_TOKENS:
                self._refuse("too_large", f"more than {_MOST_TOKENS:,} brackets and texts", start)
        begins = child if len(waiting) > 1 else opening
        self._refuse("not_json", "cut off: what begins on this line is never closed", begins)

    def _deepen(self, waiting: list[int], byte: int, offset: int) -> None:
        waiting.append(_CLOSING[byte])
        if len(waiting) > DEEPEST:
            self._refuse("too_deep", f"brackets more than {DEEPEST} deep: no record has them", offset)

    def _refuse(self, code: str, reason: str, offset: int) -> NoReturn:
        raise Refused(code, reason, line=self.line(offset))

    def _after(self, expression: re.Pattern[bytes], offset: int) -> int:
        match = expression.match(self.data, offset)
        assert match is not None  # noqa: S101 - the expression may be empty
        return match.end()


def too_large(size: int, values: int, line: int) -> Refused | None:
    """Why a record of `size` bytes with so many brackets and texts is refused, or None."""
    if size > LARGEST_RECORD:
        return Refused("too_large", f"a record larger than {LARGEST_RECORD // 1024**2} MB: no decision is", line=line)
    if values > MOST_VALUES:
        return Refused("too_large", f"a record of more than {MOST_VALUES:,} brackets and texts", line=line)
    return None
