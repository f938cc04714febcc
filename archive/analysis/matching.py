"""Finding phrasings in a sentence: words, concepts, and the places where the terms of a pattern stand."""

from __future__ import annotations

from functools import reduce
from itertools import chain
from operator import attrgetter, or_
from typing import TYPE_CHECKING, NamedTuple

from archive.analysis.lexicon import HARD, Word
from archive.analysis.phrasings import ANYWHERE, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.analysis.phrasings import Pattern, Phrasing, Step

_mask_of = attrgetter("mask")
_NO_WORD = Word(0, 0, {}, ())
_stop_of = attrgetter("stop")
_phrasings_of = attrgetter("phrasings")

Places = tuple[tuple[int, ...], ...]
"""The places of the words that meet a pattern: one tuple a row, one place a step."""


class Found(NamedTuple):
    """A phrasing met in a line, and the places of its words, row by row of its pattern."""

    phrasing: Phrasing
    places: Places


class Line:
    """A sentence as words. `masks` are their concepts, `present` those of all; `clauses` numbers the clause of each."""

    __slots__ = ("_where", "clauses", "masks", "present", "words")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.masks = masks = list(map(_mask_of, words))
        present = reduce(or_, masks, 0)
        before = _NO_WORD
        for at, word in enumerate(words):
            begun = before.second & word.kin
            if begun:
                for second, phrases in before.phrases.items():
                    if second & begun:
                        for rest, gives in phrases:
                            if not rest or _follow(words, at + 1, rest):
                                present |= gives
                                for place in range(at - 1, at + 1 + len(rest)):
                                    masks[place] |= gives
            before = word
        self.present = present
        self.clauses: list[int] = []
        self._where: dict[int, list[int]] = {}

    def where(self, bit: int) -> list[int]:
        """The places of the words that carry a concept, in order."""
        places = self._where.get(bit)
        if places is None:
            self._where[bit] = places = [at for at, mask in enumerate(self.masks) if mask & bit]
        return places

    def number_clauses(self) -> list[int]:
        """The number of each word's clause: a new one after `;`, `:` or a bracket, and at a word such as "but"."""
        if not self.clauses:
            turn = marks().turn
            stops = list(map(_stop_of, self.words))
            if not self.present & turn and HARD not in stops:
                self.clauses = [0] * len(stops)
                return self.clauses
            number = 0
            for stop, mask in zip(stops, self.masks, strict=True):
                if mask & turn:
                    number += 1
                self.clauses.append(number)
                if stop == HARD:
                    number += 1
        return self.clauses


def fold(text: str) -> str:
    """The text in lower case with straight apostrophes; hyphens, slashes and dashes part words."""
    text = text.replace("’", "'").replace("‘", "'").replace("–", ", ").replace("/", " ").replace("-", " ")
    return text.lower()


def find_all(line: Line) -> Iterator[Found]:
    """Every phrasing met in the line, each at every place where it ends."""
    present = line.present
    looked_up = chain.from_iterable(map(_phrasings_of, line.words))
    for phrasing in {id(phrasing): phrasing for mask, phrasing in looked_up if mask & present == mask}.values():
        found = list(meet(line, phrasing.pattern))
        if found and not _is_void(line, phrasing):
            for places in found:
                yield Found(phrasing, places)


def _is_void(line: Line, phrasing: Phrasing) -> bool:
    """Whether one of the patterns that void a phrasing is met anywhere in the line."""
    present = line.present
    for mask, pattern in phrasing.unless:
        if mask & present == mask and next(meet(line, pattern), None) is not None:
            return True
    return False


def meet(line: Line, pattern: Pattern) -> Iterator[Places]:
    """The places at which a pattern is met: its first row of steps wherever it ends, the others where first and last met.

    Of several that end at one word the closest is given: the "not" next to the ground, not one before it.
    """
    if len(pattern) == 1:
        for places in _row(line, pattern[0]):
            yield (places,)
        return
    rest: list[Places] = [()]
    for steps in pattern[1:]:
        met = list(_row(line, steps))
        if not met:
            return
        rest = [(*before, places) for before in rest for places in dict.fromkeys((met[0], met[-1]))]
    for places in _row(line, pattern[0]):
        for others in rest:
            yield (places, *others)


def _follow(words: list[Word], at: int, rest: tuple[int, ...]) -> bool:
    """Whether the words from `at` on go on as the phrase does after its second word."""
    if at + len(rest) > len(words):
        return False
    for kin in rest:
        if not words[at].kin & kin:
            return False
        at += 1
    return True


def _row(line: Line, steps: tuple[Step, ...]) -> Iterator[tuple[int, ...]]:
    last: tuple[int, ...] | None = None
    before = -2
    for at in line.where(steps[0].bit):
        # A phrase carries its concept on every word; only its first word starts a match.
        if at != before + 1:
            places = _from(line, steps, 1, (at,))
            if places is not None:
                if last is not None and last[-1] != places[-1]:
                    yield last
                last = places
        before = at
    if last is not None:
        yield last


def _from(line: Line, steps: tuple[Step, ...], done: int, places: tuple[int, ...]) -> tuple[int, ...] | None:
    if done == len(steps):
        return places
    bit, gap = steps[done]
    at = places[-1]
    for place in line.where(bit):
        if place > at + gap + 1:
            return None
        if place > at:
            if gap != ANYWHERE:
                clauses = line.number_clauses()
                if clauses[place] != clauses[at]:
                    return None
            further = _from(line, steps, done + 1, (*places, place))
            if further is not None:
                return further
    return None
