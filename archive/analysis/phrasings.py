"""The wordings of `data/reference/phrasings.csv`, made ready for matching.

A pattern is a row of terms (see `Lexicon.entries`) in the order in which they stand in a sentence. What may come
between two terms is written between them:

    (a space)   up to two words
    ..          up to five words
    ...         up to twelve words
    >>          anything

None but `>>` runs over the end of a clause (`;`, `:`, a bracket or a word such as "but"). ` + ` joins rows that may
stand in either order in the sentence. A phrasing is void where one of the patterns in its column `unless` (parted by
` OR `) is met in the sentence.

A phrasing is looked up by one of its terms, the rarest as far as the concepts `common` and `everywhere` tell.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.analysis.lexicon import Lexicon
from archive.analysis.marks import NAMES, bit, number
from archive.decision import ReasonCode
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ANYWHERE: Final = 10_000
_GAPS: Final = {"..": 5, "...": 12, ">>": ANYWHERE}
_NEXT: Final = 2
_WEIGHTS: Final = {"{common}": 4, "{everywhere}": 200}


class Step(NamedTuple):
    """One term of a pattern, as its number, and how many words may stand between the term before and this."""

    term: int
    gap: int


Pattern = tuple[tuple[Step, ...], ...]
"""Rows of steps; each must be met, in any order among them."""


class Phrasing:
    """One wording: the code it speaks for, in what sense, its pattern, and the patterns that void it.

    `needs` are the terms of the pattern; beside each voiding pattern stand its own. `any_speaker`: it counts whoever
    says it; `general_rule`: it counts in a general statement too; `weak`: it counts only in the summary and the
    final decision, since elsewhere it may be a plain fact; `negation_inside`: a negator among its words does not
    deny it.
    """

    __slots__ = (
        "any_speaker",
        "code",
        "general_rule",
        "needs",
        "negation_inside",
        "pattern",
        "sense",
        "unless",
        "weak",
    )

    def __init__(self, row: dict[str, str]) -> None:
        """The phrasing that a row of `phrasings.csv` is."""
        self.code = ReasonCode(row["code"])
        self.sense = row["sense"]
        self.pattern = compile_pattern(row["pattern"])
        self.needs = _bits(row["pattern"])
        self.unless = tuple((_bits(text), compile_pattern(text)) for text in _unless(row))
        flags = row["flags"]
        self.any_speaker = "any-speaker" in flags
        self.general_rule = "general-rule" in flags
        self.weak = "weak" in flags
        self.negation_inside = "negation-inside" in flags


@cache
def lexicon() -> Lexicon:
    """The lexicon with the phrasings as shipped; read once a process. Raises KeyError for a concept not defined."""
    rows = read_rows("phrasings.csv")
    concepts = {row["concept"]: row["words"].split(" | ") for row in read_rows("concepts.csv")}
    terms = dict.fromkeys(NAMES)
    for row in rows:
        for text in (row["pattern"], *_unless(row)):
            terms |= dict.fromkeys(_terms(text))
    made = Lexicon(concepts, terms)
    weights = {word: weight for concept, weight in _WEIGHTS.items() for word in made.entries(concept)}

    def weight(word: str) -> int:
        return weights.get(word, 1)

    def commonness(term: str) -> int:
        return sum(min(map(weight, entry.split())) for entry in made.entries(term))

    for row in rows:
        phrasing = Phrasing(row)
        for entry in made.entries(min(_terms(row["pattern"]), key=commonness)):
            made.look_up_by(min(entry.split(), key=lambda word: (weight(word), -len(word))), phrasing)
    return made


def compile_pattern(text: str) -> Pattern:
    """The steps of a pattern as written."""
    return tuple(tuple(_steps(part.split())) for part in text.split(" + "))


def _steps(terms: Iterable[str]) -> Iterator[Step]:
    gap = _NEXT
    for term in terms:
        if term in _GAPS:
            gap = _GAPS[term]
        else:
            yield Step(number(term), gap)
            gap = _NEXT


def _unless(row: dict[str, str]) -> list[str]:
    return row["unless"].split(" OR ") if row["unless"] else []


def _bits(text: str) -> int:
    return reduce(or_, map(bit, _terms(text)))


def _terms(text: str) -> list[str]:
    return [term for term in text.split() if term not in _GAPS and term != "+"]
