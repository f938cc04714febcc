"""Finding phrasings in a sentence: words, concepts, and the places where the terms of a pattern stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archive.analysis.lexicon import HARD
from archive.analysis.phrasings import ANYWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.analysis.lexicon import Lexicon, Word
    from archive.analysis.phrasings import Pattern, Phrasebook, Phrasing, Step


class Line:
    """A sentence as words: `masks` are their concepts, `clause` the number of the clause each stands in."""

    __slots__ = ("clause", "masks", "present", "words")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.masks = masks = [word.mask for word in words]
        present = 0
        for at, word in enumerate(words):
            present |= word.mask
            for phrase in word.phrases:
                bits = phrase.bits
                end = at + len(bits)
                if end <= len(words) and all(words[at + step].mask & bits[step] for step in range(1, len(bits))):
                    for place in range(at, end):
                        masks[place] |= phrase.gives
                    present |= phrase.gives
        self.present = present
        self.clause: list[int] = []


Places = tuple[tuple[int, ...], ...]
"""The places of the words that meet a pattern: one tuple a row, one place a step."""


class Found(NamedTuple):
    """A phrasing met in a line, and the places of its words, row by row of its pattern."""

    phrasing: Phrasing
    places: Places


def line_of(sentence: str, lexicon: Lexicon) -> Line:
    """The sentence in words. Hyphens, slashes and dashes part words."""
    folded = sentence.lower().replace("’", "'").replace("-", " ").replace("/", " ").replace("–", " , ")
    return Line([lexicon[token] for token in folded.split()])


def find_all(line: Line, book: Phrasebook) -> Iterator[Found]:
    """Every phrasing met in the line, each at every place where it starts."""
    present = line.present
    hit = present & book.anchors
    while hit:
        bit = hit & -hit
        hit ^= bit
        for phrasing in book.by_anchor[bit]:
            if phrasing.mask & present == phrasing.mask:
                if not line.clause:
                    number_clauses(line, book.lexicon)
                if any(is_met(line, pattern) for pattern in phrasing.unless):
                    continue
                for places in meet(line, phrasing.pattern):
                    yield Found(phrasing, places)


def is_met(line: Line, pattern: Pattern) -> bool:
    """Whether a pattern is met anywhere in the line."""
    return next(meet(line, pattern), None) is not None


def meet(line: Line, pattern: Pattern) -> Iterator[Places]:
    """The places at which a pattern is met: its first row of steps wherever it ends, the others where first met.

    Of several that end at one word the closest is given: the "not" next to the ground, not one before it.
    """
    rest: Places = ()
    for steps in pattern[1:]:
        first = next(_row(line, steps), None)
        if first is None:
            return
        rest += (first,)
    for places in _row(line, pattern[0]):
        yield (places, *rest)


def _row(line: Line, steps: tuple[Step, ...]) -> Iterator[tuple[int, ...]]:
    bit = steps[0].bit
    last: tuple[int, ...] | None = None
    before = 0
    for at, mask in enumerate(line.masks):
        # A phrase carries its concept on every word; only its first word starts a match.
        if mask & bit and not before & bit:
            places = _from(line, steps, 1, (at,))
            if places is not None:
                if last is not None and last[-1] != places[-1]:
                    yield last
                last = places
        before = mask
    if last is not None:
        yield last


def _from(line: Line, steps: tuple[Step, ...], done: int, places: tuple[int, ...]) -> tuple[int, ...] | None:
    if done == len(steps):
        return places
    bit, gap = steps[done]
    masks, clause = line.masks, line.clause
    at = places[-1]
    for place in range(at + 1, min(at + gap + 2, len(masks))):
        if gap != ANYWHERE and clause[place] != clause[at]:
            return None
        if masks[place] & bit:
            further = _from(line, steps, done + 1, (*places, place))
            if further is not None:
                return further
    return None


def number_clauses(line: Line, lexicon: Lexicon) -> None:
    """Number the clauses: a new one after `;`, `:` or a bracket, and at a word such as "but"."""
    turn = lexicon.bit("{turn}")
    number = 0
    clause = line.clause
    for word, mask in zip(line.words, line.masks, strict=True):
        if mask & turn:
            number += 1
        clause.append(number)
        if word.stop == HARD:
            number += 1
