"""Small things the tests make: documents, and decisions read from them."""

from __future__ import annotations

import sys
from cProfile import Profile
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.errors import Refused
from archive.parsing import parse
from archive.parsing.account import ROLES, account
from archive.parsing.lines import clean
from archive.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.decision import Decision, Paragraph
    from archive.reading import Document

HEAD = (
    "Anytown Council (21 900 001)\n\nCategory : Housing > Allocations\n\nDecision : Upheld\n\n"
    "Decision date : 03 May 2022\n\nThe Ombudsman's final decision:\n\n"
)
"""The head of a decision in layout A."""


def document(text: str | bytes, path: str = "test.txt") -> Document:
    """The one document of `text`. Raises Refused where it is refused."""
    data = text.encode() if isinstance(text, str) else text
    (found,) = read_bytes(data, path)
    if isinstance(found, Refused):
        raise found
    return found


def decision(text: str | bytes, path: str = "test.txt") -> Decision:
    """The decision that `text` is. Raises Refused where it is none."""
    return parse(document(text, path))


def paragraphs(found: Decision) -> list[Paragraph]:
    """All paragraphs, in order."""
    return [paragraph for section in found.sections for paragraph in section.paragraphs]


def outline(found: Decision) -> list[tuple[str | None, str, int]]:
    """Heading, kind and number of paragraphs of each section."""
    return [(section.heading, section.kind, len(section.paragraphs)) for section in found.sections]


def rebuilt(source: Document) -> str:
    """The text put together from its pieces, each checked."""
    pieces = account(source)
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces)][: len(pieces)]
    assert {piece.role for piece in pieces} <= set(ROLES)
    assert all(piece.start < piece.end for piece in pieces)
    assert all(not clean(source.text[p.start : p.end]) for p in pieces if p.role == "blank")
    return "".join(source.text[piece.start : piece.end] for piece in pieces)


def calls(work: Callable[[], object]) -> int:
    """How many calls `work` takes: a measure of cost that no other program on the machine changes."""
    profile = Profile()
    previous = sys.getprofile()
    try:
        profile.runcall(work)
    finally:
        sys.setprofile(previous)
    return sum(entry.callcount for entry in profile.getstats())


def codes(found: Decision) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in found.problems]


def plain(found: Decision) -> Decision:
    """A Decision without what carriers and layouts write differently: markers, numbers, levels, and problems."""
    return replace(
        found,
        problems=(),
        sections=tuple(
            replace(
                section,
                paragraphs=tuple(
                    replace(p, marker=None, number=None, level=0, para=None, para_counted=False)
                    for p in section.paragraphs
                ),
            )
            for section in found.sections
        ),
    )
