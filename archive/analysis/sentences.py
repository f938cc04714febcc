"""Cutting a paragraph into sentences, each a span of it, so that what is quoted stands letter for letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = re.compile(r"[.!?][\"'’”)\]]{0,3}\s+(?=[\"'‘“(\[£]{0,2}[A-Z0-9])|\n")
_LONGEST = 3_000
"""Characters. What is longer is no sentence but a text without stops; cut, it is read in linear time."""
_SHORT_FORMS = ("Mr.", "Mrs.", "Ms.", "Dr.", "St.", "No.", "no.", "para.", "e.g.", "i.e.", " v.", " s.")
_LIST_ENDS = (".", ";", ":", "; or", "; and", ", or", ", and")


def sentences(text: str) -> Iterator[str]:
    """The sentences of `text` in order, each a substring of it without the space around; none is empty.

    A full stop after a title or a short form ends nothing. A line break ends a sentence only where the line closes an
    item of a list, since some copies break lines anywhere.
    """
    start = 0
    for stop in _STOP.finditer(text):
        at = stop.start()
        mark = text[at]
        if mark == "\n":
            if not text.endswith(_LIST_ENDS, start, at):
                continue
        elif mark == "." and text.endswith(_SHORT_FORMS, start, at + 1):
            continue
        yield from _pieces(text, start, stop.end())
        start = stop.end()
    yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[str]:
    """`text[start:end]` without the space around, cut at a space where it is longer than any sentence should be."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield from _pieces(text, start, cut)
        start = cut
    sentence = text[start:end].strip()
    if sentence:
        yield sentence
