"""Rows under column names: an aligned table for people, and the forms other programs read."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, TypeAlias

from archive.output.text import columns, one_line, padded, printable, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell: TypeAlias = "str | int | float | None"

FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "markdown")

_GAP: Final = "  "
_NARROWEST: Final = 8
"""Columns that a text keeps in a table, however narrow the terminal is."""
_C1: Final = re.compile("[\x7f-\x9f]")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def rows_as(form: str, names: Sequence[str], rows: Sequence[Sequence[Cell]], *, width: int, needed: int) -> str:
    """`rows` in one of FORMATS, each line ended. `width` and `needed` are for the table only, see there."""
    if form == "table":
        return table(names, rows, width=width, needed=needed)
    if form == "json":
        return json_text([dict(zip(names, row, strict=True)) for row in rows])
    if form == "jsonl":
        return "".join(json_line(dict(zip(names, row, strict=True))) for row in rows)
    if form == "markdown":
        return markdown_table(names, rows)
    return delimited(names, rows, "," if form == "csv" else "\t")


def json_text(value: object) -> str:
    """JSON to be read by people too. What a terminal would take for a command is escaped."""
    import json

    return _escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def json_line(value: object) -> str:
    """JSON on one line."""
    import json

    return _escaped(json.dumps(value, ensure_ascii=False)) + "\n"


def _escaped(text: str) -> str:
    return _C1.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def delimited(names: Sequence[str], rows: Iterable[Sequence[Cell]], delimiter: str) -> str:
    """CSV (quoted where needed, line breaks kept), or with a tab as `delimiter` one row a line without quotes."""
    if delimiter == "\t":
        return "".join("\t".join(one_line(_text(cell)) for cell in row) + "\n" for row in (names, *rows))
    import csv
    import io

    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerows([printable(_text(cell)) for cell in row] for row in (names, *rows))
    return file.getvalue()


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
    _narrow(sizes, [index for index in range(len(sizes)) if not numbers[index]], width)
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


def _narrow(sizes: list[int], texts: list[int], width: int) -> None:
    """Take columns from the widest of `texts`, the first one last, until all fit or none can be narrower."""
    for candidates in (texts[1:], texts[:1]):
        while _line_width(sizes) > width:
            widest = max(candidates, key=lambda index: sizes[index], default=None)
            if widest is None or sizes[widest] <= _NARROWEST:
                break
            sizes[widest] -= 1


def markdown_table(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as GitHub and Pandoc read it."""
    lines = [names, ["---"] * len(names), *([markdown(_shown(cell)) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def markdown(text: str) -> str:
    """`text` with what Markdown would take for its own signs escaped."""
    return _MARKDOWN.sub(r"\\\1", printable(text))


def _shown(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else one_line(_text(cell))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
