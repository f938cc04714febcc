"""Finding phrasings in a sentence: words, terms, and the places where the terms of a pattern stand."""

from __future__ import annotations

from functools import reduce
from itertools import chain, pairwise
from operator import attrgetter, or_
from typing import TYPE_CHECKING

from archive.analysis.lexicon import HARD
from archive.analysis.marks import MARK
from archive.analysis.phrasings import ANYWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.analysis.lexicon import Lexicon, Word
    from archive.analysis.phrasings import Pattern, Phrasing, Step

_terms_of = attrgetter("terms")
_stop_of = attrgetter("stop")
_phrasings_of = attrgetter("phrasings")

Places = tuple[tuple[int, ...], ...]
"""The places of the words that meet a pattern: one tuple a row, one place a step."""


class Line:
    """A sentence as words. `terms` are those of each word, `present` those of all, as bits."""

    __slots__ = ("_clauses", "_where", "present", "terms", "words")

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """`text` is a sentence as printed."""
        self.words = words = list(map(lexicon.__getitem__, fold(text).split()))
        self.terms = terms = list(map(_terms_of, words))
        present = reduce(or_, terms, 0)
        begun = list(map(lexicon.pairs.__getitem__, pairwise(words)))
        if any(begun):
            for at, phrases in enumerate(begun):
                for rest, gives in phrases:
                    if not rest or _follow(words, at + 2, rest):
                        present |= gives
                        for place in range(at, at + 2 + len(rest)):
                            terms[place] |= gives
        self.present = present
        self._clauses: list[int] = []
        self._where: dict[int, list[int]] = {}

    def where(self, term: int) -> list[int]:
        """The places of the words that are of a term, in order."""
        places = self._where.get(term)
        if places is None:
            self._where[term] = places = [at for at, terms in enumerate(self.terms) if terms & term]
        return places

    @property
    def clauses(self) -> list[int]:
        """The number of each word's clause: a new one after `;`, `:` or a bracket, and at a word such as "but"."""
        if not self._clauses:
            stops = list(map(_stop_of, self.words))
            if not MARK.turn & self.present and HARD not in stops:
                self._clauses = [0] * len(stops)
            else:
                number = 0
                for stop, terms in zip(stops, self.terms, strict=True):
                    if MARK.turn & terms:
                        number += 1
                    self._clauses.append(number)
                    if stop == HARD:
                        number += 1
        return self._clauses


def fold(text: str) -> str:
    """The text in lower case with straight apostrophes; hyphens, slashes and dashes part words."""
    text = text.replace("’", "'").replace("‘", "'").replace("–", ", ").replace("/", " ").replace("-", " ")
    return text.lower()


def candidates(line: Line) -> Iterable[Phrasing]:
    """The phrasings of which every term is in the line, in whatever order; each once."""
    absent = ~line.present
    met = [phrasing for needs, phrasing in chain.from_iterable(map(_phrasings_of, line.words)) if not needs & absent]
    return dict.fromkeys(met) if len(met) > 1 else met


def find(line: Line, phrasing: Phrasing) -> Iterator[Places]:
    """Every place where a phrasing is met in the line and nothing there voids it."""
    found = meet(line, phrasing.pattern)
    first = next(found, None)
    if first is not None and not _is_void(line, phrasing):
        yield first
        yield from found


def meet(line: Line, pattern: Pattern) -> Iterator[Places]:
    """The places at which a pattern is met: its first row of steps wherever it ends, the others at first and last.

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


def _is_void(line: Line, phrasing: Phrasing) -> bool:
    """Whether one of the patterns that void a phrasing is met anywhere in the line."""
    absent = ~line.present
    return any(not needs & absent and next(meet(line, pattern), None) is not None for needs, pattern in phrasing.unless)


def _follow(words: list[Word], at: int, rest: tuple[str, ...]) -> bool:
    """Whether the words from `at` on go on as the phrase does after its second word."""
    if at + len(rest) > len(words):
        return False
    for kin in rest:
        if kin not in words[at].kin:
            return False
        at += 1
    return True


def _row(line: Line, steps: tuple[Step, ...]) -> Iterator[tuple[int, ...]]:
    last: tuple[int, ...] | None = None
    before = -2
    for at in line.where(steps[0].term):
        # A phrase carries its term on every word; only its first word starts a match.
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
    term, gap = steps[done]
    at = places[-1]
    for place in line.where(term):
        if place > at + gap + 1:
            return None
        if place > at:
            if gap != ANYWHERE and line.clauses[place] != line.clauses[at]:
                return None
            further = _from(line, steps, done + 1, (*places, place))
            if further is not None:
                return further
    return None
