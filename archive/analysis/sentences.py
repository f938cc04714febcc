"""Cutting a paragraph into sentences, each a span of it, so that what is quoted stands letter for letter."""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = r"[\"'’”)\]]{0,3}\s+(?=[\"'‘“(\[£]{0,2}[A-Z0-9])"
_FULL_STOP: Final = re.compile(rf"\.{_ENDS}")
_STOP: Final = re.compile(rf"[.!?]{_ENDS}|\n")
"""The first where a text has none but full stops: a search for one character is several times as fast."""
_LONGEST: Final = 3_000
"""Characters. What is longer is no sentence but a text without stops; cut, it is read in linear time."""
_SHORT_FORMS: Final = ("Mr.", "Mrs.", "Ms.", "Dr.", "St.", "No.", "para.", "e.g.", "i.e.", " v.", " s.")
_LIST_ENDS: Final = (".", ";", ":", "; or", "; and", ", or", ", and")


def sentences(text: str) -> list[str]:
    """The sentences of `text` in order, each a substring of it without the space around; none is empty.

    A full stop after a title or a short form ends nothing. A line break ends a sentence only where the line closes an
    item of a list, since some copies break lines anywhere.
    """
    found: list[str] = []
    start = 0
    other = "\n" in text or "?" in text or "!" in text
    for stop in (_STOP if other else _FULL_STOP).finditer(text):
        at, end = stop.span()
        mark = text[at]
        if mark == "\n":
            if not text.endswith(_LIST_ENDS, start, at):
                continue
        elif mark == "." and text.endswith(_SHORT_FORMS, start, at + 1):
            continue
        sentence = text[start:end].strip()
        if sentence:
            found.append(sentence)
        start = end
    sentence = text[start:].strip()
    if sentence:
        found.append(sentence)
    if len(text) > _LONGEST:
        found = [piece for sentence in found for piece in _pieces(sentence)]
    return found


def _pieces(text: str) -> list[str]:
    """`text` cut at a space wherever it is longer than any sentence should be."""
    pieces: list[str] = []
    start = 0
    while len(text) - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        end = cut if cut > 0 else start + _LONGEST
        pieces.append(text[start:end].strip())
        start = end
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]
