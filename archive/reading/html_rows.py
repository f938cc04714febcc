"""Rows written from the walk of an HTML tree.

Block elements end a row; inline ones do not, and add no blank. A row of a table is one row, its cells joined by " | ".
A line break is a blank, two are the end of a row; but where a page is laid out with line breaks alone (labels, printed
markers, text that stands in no element) each ends a row.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from archive.reading.document import Row
from archive.reading.html_head import is_label
from archive.reading.html_lists import UNMARKED, OpenList
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.reading.html_places import Places

_BREAK: Final = "\x0b"  # `<br>` among the pieces of a row: a blank to everyone, which no page writes
_LABELS: Final = frozenset({"category", "decision", "decision date", "summary"})
# What is printed before an item where no list says it; as in the text layouts.
_MARKER: Final = re.compile(
    r"(?P<marker>(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-z]|[ivx]{2,5})\)|(?P<dotted>[a-z]|[ivx]{2,5})\.|[-•◦▪●‣∙·*–—])"
    r"(?:\s+|$)"
)
_ROWS_OF_HEAD: Final = 20
_LONGEST_FURNITURE: Final = 40
_LONGEST_LINK: Final = 400  # with the blanks of its source
_OUTERMOST: Final = 2
_DEEPER: Final = 4


class Rows:
    """Takes what a walk meets, and makes `rows` of it.

    The walk puts words into `pieces` as they come, and tells what begins and ends. It keeps `lists`, the lists open;
    `tables`, for each table open whether its rows are rows; and `heading` and `preformatted`, while it is inside a
    heading or `<pre>`. `headers` are the stretches of `rows` that stand in a `<header>`.
    """

    def __init__(self, places: Places) -> None:
        self.rows: list[Row] = []
        self.pieces: list[str] = []
        self.lists: list[OpenList] = []
        self.tables: list[bool] = []
        self.heading = False
        self.preformatted = False
        self.headers: list[slice] = []
        self._header = 0
        self._open_headers = 0
        self._places = places
        self._loose = False
        self._cells: list[str] | None = None
        self._label: str | None = None
        self._marker: tuple[str, str | None] | None = None
        self._anchor = 0

    def end_row(self) -> None:
        """A block begins or ends here, and there are pieces."""
        pieces = self.pieces
        if self._cells is not None:
            pieces.append(" ")
            return
        raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
        if self.preformatted:
            self._add_lines(raw)
        elif _BREAK in raw and (lines := self._lines(raw)):
            for line in filter(None, lines):
                self._add(line, ())
        else:
            self._add(_plain(raw), pieces)
        pieces.clear()

    def line_break(self, *, loose: bool) -> None:
        """A `<br>`; `loose` where it stands in no element."""
        pieces = self.pieces
        if self._cells is not None or self.preformatted:
            pieces.append("\n")
        elif pieces and (pieces[-1] == _BREAK or (pieces[-1].isspace() and pieces[-2:-1] == [_BREAK])):
            self.end_row()
        elif pieces:
            self._loose = loose
            pieces.append(_BREAK)

    def begin_anchor(self) -> None:
        """An `<a>` begins."""
        self._anchor = len(self.pieces)

    def end_anchor(self) -> None:
        """An `<a>` ends: where it is furniture in the middle of a row, it is a row of its own."""
        tail = "".join(self.pieces[self._anchor :])
        if self._cells is None and len(tail) <= _LONGEST_LINK and _plain(tail).lower() in _furniture():
            del self.pieces[self._anchor :]
            if self.pieces:
                self.end_row()
            self.pieces.append(tail)
            self.end_row()

    def begin_item(self, value: int | None) -> None:
        """An `<li>` begins, numbered `value` where it says so."""
        if not self.lists:
            self.lists.append(OpenList(stray=True))
        self.lists[-1].begin_item(value)

    def end_item(self) -> None:
        """An `<li>` ends."""
        if self.lists[-1].end_item():
            self.lists.pop()

    def end_term(self) -> None:
        """A `<dt>` ends: it is the label of the row that follows."""
        term = _plain("".join(self.pieces)).rstrip(" :")
        self.pieces.clear()
        self._tell_label()
        self._label = term or None

    def begin_table_row(self) -> None:
        """A `<tr>` begins."""
        if self.tables and self.tables[-1]:
            self._cells = []

    def end_cell(self) -> None:
        """A `<td>` or `<th>` ends."""
        if self._cells is not None:
            self._cells.append(_plain("".join(self.pieces)))
            self.pieces.clear()

    def end_table_row(self) -> None:
        """A `<tr>` ends."""
        cells, self._cells = self._cells or [], None
        if len(cells) == 2 and cells[0].rstrip(" :").lower() in _LABELS:  # noqa: PLR2004 - a label and its value
            self._append(f"{cells[0].rstrip(' :')} : {cells[1]}".rstrip(), heading=False, words=cells[1])
        elif any(cells):
            line = _plain(" | ".join(cells)).strip(" |")
            self._append(line, self._indent(), heading=False, words=next(filter(None, cells)))

    def begin_header(self) -> None:
        """A `<header>` begins."""
        if not self._open_headers:
            self._header = len(self.rows)
        self._open_headers += 1

    def end_header(self) -> None:
        """A `<header>` ends."""
        self._open_headers -= 1
        if not self._open_headers:
            self.headers.append(slice(self._header, len(self.rows)))

    def finish(self) -> list[Row]:
        """All rows, when the walk is at its end."""
        if self.pieces:
            self.end_row()
        self._tell_label()
        return self.rows

    def _add(self, text: str, pieces: Sequence[str]) -> None:
        """Add one row, as what it is: furniture, a label with its value, a heading, an item, or plain text."""
        if len(text) <= _LONGEST_FURNITURE and text.lower() in _furniture():
            self._append(text, heading=False)
        elif self._label is not None:
            label, self._label = self._label, None
            self._append(f"{label} : {text}", self._indent(), heading=False, words=text)
        elif self.heading:
            self._append(text, heading=True)
        elif len(self.rows) < _ROWS_OF_HEAD and len(pieces) > 1 and (pair := _pair(pieces)):
            self._append(f"{pair[0]} : {pair[1]}", heading=False, words=pair[1])
        elif len(self.rows) < _ROWS_OF_HEAD and is_label(text):
            self._append(text, heading=False)
        elif self.lists:
            marker, number = self.lists[-1].marker
            self.lists[-1].marker = UNMARKED
            self._append(text, self._indent(), marker, number, None if marker else False)
        else:
            self._add_plain(text, _OUTERMOST)

    def _add_plain(self, text: str, indent: int, *, gap: bool = True) -> None:
        """Add a row that stands in no list. A marker printed before it is taken off; one printed alone waits."""
        printed = _MARKER.match(text)
        waiting, self._marker = self._marker, None
        if printed is None:
            marker, number = waiting or (None, None)
            self._append(text, indent if marker else 0, marker, number, None, gap)
            return
        marker, number = printed["marker"], printed["number"] or printed["letter"] or printed["dotted"]
        if rest := text[printed.end() :]:
            self._append(rest, indent, marker, number, None, gap)
        else:
            self._marker = marker, number

    def _add_lines(self, raw: str) -> None:
        """Add the lines of `<pre>`, which are laid out as those of a text."""
        gap = True
        for line in raw.splitlines():
            if text := _plain(line):
                self._add_plain(text, len(line) - len(line.lstrip()), gap=gap)
            gap = not text

    def _lines(self, raw: str) -> list[str]:
        """The lines of a row that line breaks lay out; empty where they are only blanks in a paragraph."""
        loose, self._loose = self._loose, False
        lines = [_plain(line) for line in raw.split(_BREAK)]
        laid_out = loose or any(map(is_label, lines)) or any(map(_MARKER.match, lines[1:]))
        return lines if laid_out and not self.lists else []

    def _tell_label(self) -> None:
        """A label without a value is a row of its own."""
        if self._label is not None:
            label, self._label = self._label, None
            self._append(label, self._indent(), heading=False)

    def _indent(self) -> int:
        return _OUTERMOST + _DEEPER * (len(self.lists) - 1) if self.lists else 0

    def _append(
        self,
        text: str,
        indent: int = 0,
        marker: str | None = None,
        number: str | None = None,
        heading: bool | None = None,  # noqa: FBT001 - as a row has it
        gap: bool = True,  # noqa: FBT001, FBT002
        words: str = "",
    ) -> None:
        """Append a row with its place in the page; `words` are those of the page where `text` was put together."""
        places = self._places
        start = places.find(words or text)
        if start is None or words:
            self.rows.append(Row(text, places.line, None, None, indent, marker, number, heading, gap))
        else:
            self.rows.append(Row(text, places.line, start, start + len(text), indent, marker, number, heading, gap))


@cache
def _furniture() -> frozenset[str]:
    """The site's own words that are whole lines, in lower case: rows of their own wherever they stand, and no items."""
    return frozenset(row["text"].lower() for row in read_rows("furniture.csv") if row["match"] == "line")


def _plain(raw: str) -> str:
    """`raw` with single blanks, none at its ends."""
    # To look for what is to be done is several times faster than to do it, and mostly there is nothing.
    if "  " in raw or "\n" in raw or "\t" in raw or "\xa0" in raw or _BREAK in raw:
        return " ".join(raw.split())
    return raw.strip()


def _pair(pieces: Sequence[str]) -> tuple[str, str] | None:
    """Label and value of a row of the head whose first piece is a label, such as two elements beside each other."""
    whole = [piece for piece in pieces if not piece.isspace()]
    label = _plain(whole[0]).strip(" :")
    if label.lower() not in _LABELS:
        return None
    value = _plain("".join(whole[1:])).lstrip(": ")
    return None if not value or value[0].islower() else (label, value)
