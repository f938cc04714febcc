"""Finding phrasings in a sentence: words, terms, and the places where the terms of a pattern stand."""

from __future__ import annotations

from functools import reduce
from itertools import compress
from operator import getitem, or_
from typing import TYPE_CHECKING

from archive.analysis.marks import CLAUSE_END, MARK
from archive.analysis.phrasings import ANYWHERE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archive.analysis.lexicon import Lexicon, Phrase, Word
    from archive.analysis.phrasings import Pattern, Phrasing, Step

Places = tuple[tuple[int, ...], ...]
"""The places of the words that meet a pattern: one tuple a row, one place a step."""


class Line:
    """A sentence as words. `terms` are those of each word, `present` those of all, as bits."""

    __slots__ = ("_clauses", "_where", "present", "terms", "words")

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """`text` is a sentence as printed."""
        self.words = words = list(map(lexicon.__getitem__, fold(text).split()))
        begun = list(map(getitem, [word.begun for word in words], words[1:]))
        for at, phrases in compress(enumerate(begun), begun):
            _join(words, at, phrases)
        self.terms = terms = [word.terms for word in words]
        self.present = reduce(or_, filter(None, terms), 0)
        self._clauses: list[int] = []
        self._where: dict[int, list[int]] = {}

    def where(self, term: int) -> list[int]:
        """The places of the words that are of a term, which its number tells, in order."""
        places = self._where.get(term)
        if places is None:
            # A look into a small set is a tenth of the work of comparing integers of a thousand bits.
            self._where[term] = places = [at for at, word in enumerate(self.words) if term in word.carried]
        return places

    def marked(self, mark: int) -> list[int]:
        """The places of the words that are of a mark, in order."""
        return [at for at, terms in enumerate(self.terms) if terms & mark]

    @property
    def clauses(self) -> list[int]:
        """The number of each word's clause: a new one after `;`, `:` or a bracket, and at a word such as "but"."""
        if not self._clauses:
            if not (MARK.turn | CLAUSE_END) & self.present:
                self._clauses = [0] * len(self.terms)
            else:
                number = 0
                for terms in self.terms:
                    if MARK.turn & terms:
                        number += 1
                    self._clauses.append(number)
                    if CLAUSE_END & terms:
                        number += 1
        return self._clauses


def fold(text: str) -> str:
    """The text in lower case with straight apostrophes; hyphens, slashes and dashes part words."""
    text = text.replace("’", "'").replace("‘", "'").replace("–", ", ").replace("/", " ").replace("-", " ")
    return text.lower()


def candidates(line: Line) -> Collection[Phrasing]:
    """The phrasings of which every term is in the line, in whatever order; each once."""
    present = line.present
    met = [
        phrasing
        for word in line.words
        if word.phrasings
        for needs, phrasing in word.phrasings
        if needs & present == needs
    ]
    return dict.fromkeys(met) if len(met) > 1 else met


def find(line: Line, phrasing: Phrasing) -> list[Places]:
    """Every place where a phrasing is met in the line and nothing there voids it."""
    found = meet(line, phrasing.pattern)
    return [] if found and _is_void(line, phrasing) else found


def meet(line: Line, pattern: Pattern) -> list[Places]:
    """The places at which a pattern is met: its first row of steps wherever it ends, the others at first and last.

    Of several that end at one word the closest is given: the "not" next to the ground, not one before it.
    """
    if len(pattern) == 1:
        return [(places,) for places in _row(line, pattern[0])]
    rest: list[Places] = [()]
    for steps in pattern[1:]:
        met = _row(line, steps)
        if not met:
            return []
        rest = [(*before, places) for before in rest for places in dict.fromkeys((met[0], met[-1]))]
    return [(places, *others) for places in _row(line, pattern[0]) for others in rest]


def _is_void(line: Line, phrasing: Phrasing) -> bool:
    """Whether one of the patterns that void a phrasing is met anywhere in the line."""
    present = line.present
    return any(needs & present == needs and meet(line, pattern) for needs, pattern in phrasing.unless)


def _join(words: list[Word], at: int, phrases: Iterable[Phrase]) -> None:
    """Give the words of those `phrases` that stand whole at `at` their terms."""
    for phrase in phrases:
        rest = phrase.rest
        if not rest or _follow(words, at + 2, rest):
            for place in range(at, at + 2 + len(rest)):
                words[place] = phrase[words[place]]


def _follow(words: list[Word], at: int, rest: tuple[str, ...]) -> bool:
    """Whether the words from `at` on go on as the phrase does after its second word."""
    if at + len(rest) > len(words):
        return False
    for kin in rest:
        if kin not in words[at].kin:
            return False
        at += 1
    return True


def _row(line: Line, steps: tuple[Step, ...]) -> list[tuple[int, ...]]:
    """The places of the words that meet a row of steps; of several that end at one word the last."""
    found: list[tuple[int, ...]] = []
    clauses = line.clauses if len(steps) > 1 else []
    before = -2
    for at in line.where(steps[0].term):
        # A phrase carries its term on every word; only its first word starts a match.
        if at != before + 1:
            further = _from(line, clauses, steps, 1, at) if clauses else ()
            if further is not None:
                places = (at, *further)
                if found and found[-1][-1] == places[-1]:
                    found.pop()
                found.append(places)
        before = at
    return found


def _from(line: Line, clauses: list[int], steps: tuple[Step, ...], done: int, at: int) -> tuple[int, ...] | None:
    """The places of the words that meet the steps from `done` on, of which the one before is met at `at`."""
    term, gap = steps[done]
    furthest = at + gap + 1
    for place in line.where(term):
        if place > furthest:
            return None
        if place > at:
            if gap != ANYWHERE and clauses[place] != clauses[at]:
                return None
            if done == len(steps) - 1:
                return (place,)
            further = _from(line, clauses, steps, done + 1, place)
            if further is not None:
                return (place, *further)
    return None
