"""Text for a terminal: control characters removed, width counted in columns, lines broken between words."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, Final

from archive.steering import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CONTROLS: Final = {code: None for code in CODES if chr(code) not in "\n\t"}
_CONTROLS_BUT_MARKS: Final = {code: None for code in _CONTROLS if chr(code) not in "\x02\x03"}
_WIDE: Final = frozenset("WF")
ON, OFF = "\x02", "\x03"
"""Around a find, until it is known how finds are shown. They take no column."""


def printable(text: str) -> str:
    """`text` without control characters, but for newlines and tabs: a document cannot steer the terminal."""
    return text if text.isprintable() else text.translate(_CONTROLS)


def one_line(text: str) -> str:
    """`text` without control characters, every run of white space one space."""
    return " ".join(printable(text).split())


def columns(text: str) -> int:
    """The terminal columns that one line takes: wide characters two, combining ones and marks none."""
    others = "" if text.isascii() else [character for character in text if character > "\x7f"]
    return len(text) - text.count(ON) - text.count(OFF) - len(others) + sum(map(_columns_of, others))


@functools.lru_cache(maxsize=512)
def _columns_of(character: str) -> int:
    if (
        character in (ON, OFF)
        or unicodedata.category(character) in ("Mn", "Me", "Cf")
        or "\u1160" <= character <= "\u11ff"
    ):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def padded(text: str, width: int) -> str:
    """One line filled with blanks to `width` columns."""
    return text + " " * (width - columns(text))


def wrapped(text: str, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """`text` as lines of at most `width` columns, broken at blanks; a longer word is broken where it must be.

    `first` stands before the first line, `rest` before the others (default: as many blanks). There is always one line.
    """
    rest = " " * columns(first) if rest is None else rest
    words = text.split()
    margins = columns(first), columns(rest)
    room = width - max(margins)
    whole = " ".join(words)
    if (columns(whole), *margins) == (len(whole), len(first), len(rest)) and max(map(len, words), default=0) <= room:
        lines = _cut(whole, width, first, rest)
    else:
        lines = _filled(_fitting(words, room), width, (first, rest), margins)
    return [line.rstrip(" ") for line in lines]


def _cut(text: str, width: int, first: str, rest: str) -> Iterator[str]:
    """The lines of a text whose every character takes one column, and no word a whole line."""
    lead, at = first, 0
    while len(text) - at > width - len(lead):
        blank = text.rindex(" ", at, at + width - len(lead) + 1)
        yield lead + text[at:blank]
        lead, at = rest, blank + 1
    yield lead + text[at:]


def _filled(
    words: Iterable[tuple[str, int]], width: int, leads: tuple[str, str], margins: tuple[int, int]
) -> Iterator[str]:
    """The lines of words with their columns."""
    start, taken = leads[0], margins[0]
    line: list[str] = []
    for word, size in words:
        if line and taken + size > width:
            yield start + " ".join(line)
            start, taken, line = leads[1], margins[1], []
        line.append(word)
        taken += size + 1
    yield start + " ".join(line)


def _fitting(words: Iterable[str], width: int) -> Iterable[tuple[str, int]]:
    """`words` with their columns, those wider than `width` in pieces that fit."""
    for word in words:
        whole = columns(word)
        if whole <= width:
            yield word, whole
            continue
        piece, taken = "", 0
        for character in word:
            size = _columns_of(character)
            if taken + size > width and piece:
                yield piece, taken
                piece, taken = "", 0
            piece += character
            taken += size
        yield piece, taken


def with_marks(text: str, *, color: bool) -> str:
    """Text with finds between ON and OFF made ready to be wrapped: as `[find]` where there is no colour."""
    if not text.replace(ON, "").replace(OFF, "").isprintable():
        text = text.translate(_CONTROLS_BUT_MARKS)
    return text if color else text.replace(ON, "[").replace(OFF, "]")


def bold_marks(lines: Iterable[str]) -> list[str]:
    """`lines` with what stands between ON and OFF in bold; a find over a line break is bold on both lines."""
    shown, bold = [], False
    for line in lines:
        pieces = []
        for index, piece in enumerate(line.replace(OFF, ON).split(ON)):
            # Marks alternate, so every border of two pieces turns bold on or off.
            bold = bold != (index > 0)
            pieces.append(bolded(piece, color=bold and bool(piece)))
        shown.append("".join(pieces))
    return shown


def bolded(text: str, *, color: bool) -> str:
    """`text` in bold, as every terminal with colour understands it; where there is none, as it is."""
    return f"\x1b[1m{text}\x1b[0m" if color else text


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def written_date(iso: str, *, short: bool = False) -> str:
    """`2023-12-18` as the Ombudsman writes it: `18 December 2023`, or `18 Dec 2023`."""
    year, month, day = iso.split("-")
    name = _MONTHS[int(month) - 1]
    return f"{int(day)} {name[:3] if short else name} {year}"
