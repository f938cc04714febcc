"""Rows under column names: an aligned table for people, and the forms other programs read."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, TypeAlias

from archive.output.form import chosen
from archive.output.text import columns, one_line, padded, printable, wrapped
from archive.steering import TURNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archive.output.form import Form

Cell: TypeAlias = "str | int | float | None"

FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "markdown")

_GAP: Final = "  "
_NARROWEST: Final = 8
"""Columns that a text keeps in a table, however narrow the terminal is."""
_SHORT: Final = 14
"""A text of so few columns stays on one line as long as it can."""
_FORMULA: Final = frozenset("=+-@＝＋－＠")
_BEFORE_FORMULA: Final = frozenset("\t\r\n")
_UNSEEN: Final = f"[\x7f-\x9f{TURNING}]"
"""What a terminal would obey and JSON does not escape by itself."""
_MARKDOWN: Final = r"([\\`*_{}\[\]<>#|~])"


def rows_as(names: Sequence[str], rows: Sequence[Sequence[Cell]], form: Form, *, needed: int) -> str:
    """`rows` in one of FORMATS, each line ended; of the fields that `form` names, where it does.

    A table shows at least the `needed` first columns, or all that were asked for. Raises QueryProblem.
    """
    if form.fields is not None:
        picked = chosen(form.fields, names)
        places = [names.index(name) for name in picked]
        names, rows, needed = picked, [[row[place] for place in places] for row in rows], len(picked)
    if form.name == "table":
        return labelled(names, rows) if form.plain else table(names, rows, width=form.width, needed=needed)
    if form.name == "json":
        return json_text([dict(zip(names, row, strict=True)) for row in rows])
    if form.name == "jsonl":
        return "".join(json_line(dict(zip(names, row, strict=True))) for row in rows)
    if form.name == "markdown":
        return markdown_table(names, rows)
    return delimited((names, *rows), "," if form.name == "csv" else "\t", safe=form.safe)


def labelled(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Each row as lines `name: value`, a blank line between rows: what a screen reader can say in order."""
    blocks = []
    for row in rows:
        said = [(name.replace("_", " "), _shown(cell)) for name, cell in zip(names, row, strict=True)]
        blocks.append("".join(f"{name}: {value}\n" for name, value in said if value))
    return "\n".join(blocks)


def json_text(value: object) -> str:
    """JSON to be read by people too. What a terminal would take for a command is escaped."""
    import json

    return _escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def json_line(value: object) -> str:
    """JSON on one line."""
    import json

    return _escaped(json.dumps(value, ensure_ascii=False)) + "\n"


def _escaped(text: str) -> str:
    return re.sub(_UNSEEN, lambda found: f"\\u{ord(found[0]):04x}", text)


def delimited(rows: Iterable[Sequence[Cell]], delimiter: str, *, safe: bool) -> str:
    """CSV (quoted where needed, line breaks kept), or with a tab as `delimiter` one row a line without quotes.

    `safe`: a text that a spreadsheet would run as a formula has an apostrophe before it. Numbers stay as they are.
    """
    texts = ([harmless(cell) if safe and isinstance(cell, str) else _text(cell) for cell in row] for row in rows)
    if delimiter == "\t":
        return "".join("\t".join(map(one_line, row)) + "\n" for row in texts)
    import csv
    import io

    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(map(printable, row) for row in texts)
    return file.getvalue()


def harmless(text: str) -> str:
    """`text`, with an apostrophe before it where a spreadsheet would run it (OWASP: CSV injection).

    What is looked at is what will be written: control characters and space at the beginning hide nothing.
    """
    return f"'{text}" if text[:1] in _BEFORE_FORMULA or printable(text).lstrip()[:1] in _FORMULA else text


def table(names: Sequence[str], rows: Sequence[Sequence[Cell]], *, width: int, needed: int) -> str:
    """Columns side by side, numbers to the right, in lines of at most `width`.

    Where they do not fit, columns are left out from the right down to the `needed` first; then texts go on below in
    their column. The first, which names the row, is the last to be made narrower.
    """
    cells = [list(names), *([_shown(cell) for cell in row] for row in rows)]
    numbers = [all(isinstance(row[index], int | None) for row in rows) for index in range(len(names))]
    sizes = [max(columns(row[index]) for row in cells) for index in range(len(names))]
    while len(sizes) > needed and _line_width(sizes) > width:
        sizes.pop()
    _narrow(
        sizes,
        [_unbroken(cells, index, size) for index, size in enumerate(sizes)],
        [index for index in range(len(sizes)) if not numbers[index]],
        width,
    )
    lines = []
    for row in cells:
        stacks = [wrapped(cell, size) for cell, size in zip(row, sizes, strict=False)]
        for pieces in zip_longest(*stacks, fillvalue=""):
            placed = [
                " " * (size - columns(piece)) + piece if number else padded(piece, size)
                for piece, size, number in zip(pieces, sizes, numbers, strict=False)
            ]
            lines.append(_GAP.join(placed).rstrip() + "\n")
    return "".join(lines)


def _line_width(sizes: Sequence[int]) -> int:
    return sum(sizes) + len(_GAP) * (len(sizes) - 1)


def _unbroken(cells: Sequence[Sequence[str]], index: int, size: int) -> int:
    """The width down to which nothing in a column is cut in two: a short text, as a reference or a date, or a word."""
    return size if size <= _SHORT else max(columns(word) for row in cells for word in (*row[index].split(), ""))


def _narrow(sizes: list[int], unbroken: Sequence[int], texts: list[int], width: int) -> None:
    """Take columns from the widest of `texts`, the first one last, until all fit or none can be narrower.

    `unbroken`: the width of each column that is kept as long as another has columns to give.
    """
    for floors in (unbroken, [_NARROWEST] * len(unbroken)):
        for candidates in (texts[1:], texts[:1]):
            while _line_width(sizes) > width:
                spare = [index for index in candidates if sizes[index] > max(floors[index], _NARROWEST)]
                if not spare:
                    break
                sizes[max(spare, key=lambda index: sizes[index])] -= 1


def markdown_table(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as GitHub and Pandoc read it."""
    lines = [names, ["---"] * len(names), *([markdown(_shown(cell)) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def markdown(text: str) -> str:
    """`text` with what Markdown would take for its own signs escaped."""
    return re.sub(_MARKDOWN, r"\\\1", printable(text))


def _shown(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else one_line(_text(cell))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
