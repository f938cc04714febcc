"""The wordings of `data/reference/phrasings.csv`, made ready for matching.

A pattern is a row of terms (see `Lexicon.entries`) in the order in which they stand in a sentence. What may come between
two terms is written between them:

    (a space)   up to two words
    ..          up to five words
    ...         up to twelve words
    >>          anything

None but `>>` runs over the end of a clause (`;`, `:`, a bracket or a word such as "but"). ` + ` joins rows that may stand
in either order in the sentence. A phrasing is void where one of the patterns in its column `unless` (parted by ` OR `) is
met in the sentence.

A phrasing is looked up by one of its terms, the rarest as far as the concepts `common` and `everywhere` tell.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.analysis.lexicon import Lexicon
from archive.analysis.marks import Marks
from archive.decision import ReasonCode
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ANYWHERE: Final = 10_000
_GAPS: Final = {"..": 5, "...": 12, ">>": ANYWHERE}
_NEXT: Final = 2
_ALWAYS: Final = 20
"""How many phrasings a concept that rules name counts for."""
_WEIGHTS: Final = {"{common}": 4, "{everywhere}": 40}


class Step(NamedTuple):
    """One term of a pattern: its bit, and how many words may stand between the term before and this."""

    bit: int
    gap: int


Pattern = tuple[tuple[Step, ...], ...]
"""Rows of steps; each must be met, in any order among them."""


class Phrasing(NamedTuple):
    """One wording: the code it speaks for, in what sense, its pattern and the patterns that void it, with their masks.

    `any_speaker`: it counts whoever says it; `general_rule`: it counts in a general statement too; `weak`: it counts only
    in the summary and the final decision, since elsewhere it may be a plain fact; `negation_inside`: a negator among its
    words does not deny it.
    """

    code: ReasonCode
    sense: str
    pattern: Pattern
    mask: int
    unless: tuple[tuple[int, Pattern], ...]
    any_speaker: bool
    general_rule: bool
    weak: bool
    negation_inside: bool


@cache
def lexicon() -> Lexicon:
    """The lexicon with the phrasings as shipped; read once a process. Raises KeyError for a concept not defined."""
    rows = read_rows("phrasings.csv")
    concepts = {row["concept"]: row["words"].split(" | ") for row in read_rows("concepts.csv")}
    uses = dict.fromkeys((f"{{{name}}}" for name in Marks._fields if name in concepts), _ALWAYS)
    for row in rows:
        for text in (row["pattern"], *_unless(row)):
            for term in _terms(text):
                uses[term] = uses.get(term, 0) + 1
    # The lower the bit the smaller the number that holds it, and the quicker every test of it.
    made = Lexicon(concepts, sorted(uses, key=lambda term: -uses[term]))
    weights = {word: weight for concept, weight in _WEIGHTS.items() for word in made.entries(concept)}

    def weight(word: str) -> int:
        return weights.get(word, 1)

    def commonness(term: str) -> int:
        return sum(min(map(weight, entry.split())) for entry in made.entries(term))

    for row in rows:
        phrasing = phrasing_of(row, made)
        for entry in made.entries(min(_terms(row["pattern"]), key=commonness)):
            made.look_up_by(min(entry.split(), key=lambda word: (weight(word), -len(word))), phrasing)
    return made


@cache
def marks() -> Marks:
    """The concepts that rules name, as bits of the shipped lexicon. Raises KeyError where `concepts.csv` lacks one."""
    words = lexicon()
    bits = {name: words.bit(f"{{{name}}}") for name in Marks._fields if name != "points_back"}
    back = bits["excluded"] | bits["unreasonable"] | bits["separable"] | bits["not_done"] | bits["cannot_do"]
    return Marks(points_back=back, **bits)


@cache
def voices() -> frozenset[str]:
    """The tokens, with the punctuation that may follow them, of which one stands where the Ombudsman judges."""
    tails = ("", ".", ",", ";", ":", "'", "'.", "',", ")", "'s")
    return frozenset(word + tail for word in lexicon().entries("{voice}") for tail in tails)


def phrasing_of(row: dict[str, str], words: Lexicon) -> Phrasing:
    """The phrasing that a row of `phrasings.csv` is. Raises KeyError for a term that `words` was not made with."""
    pattern = compile_pattern(row["pattern"], words)
    unless = [compile_pattern(text, words) for text in _unless(row)]
    flags = row["flags"]
    return Phrasing(
        code=ReasonCode(row["code"]),
        sense=row["sense"],
        pattern=pattern,
        mask=_mask(pattern),
        unless=tuple((_mask(void), void) for void in unless),
        any_speaker="any-speaker" in flags,
        general_rule="general-rule" in flags,
        weak="weak" in flags,
        negation_inside="negation-inside" in flags,
    )


def compile_pattern(text: str, words: Lexicon) -> Pattern:
    """The steps of a pattern as written. Raises KeyError for a term that `words` was not made with."""
    return tuple(tuple(_steps(part.split(), words)) for part in text.split(" + "))


def _mask(pattern: Pattern) -> int:
    """The bits of all terms of a pattern."""
    mask = 0
    for steps in pattern:
        for step in steps:
            mask |= step.bit
    return mask


def _steps(terms: Iterable[str], words: Lexicon) -> Iterator[Step]:
    gap = _NEXT
    for term in terms:
        if term in _GAPS:
            gap = _GAPS[term]
        else:
            yield Step(words.bit(term), gap)
            gap = _NEXT


def _unless(row: dict[str, str]) -> list[str]:
    return row["unless"].split(" OR ") if row["unless"] else []


def _terms(text: str) -> Iterator[str]:
    return (term for term in text.split() if term not in _GAPS and term != "+")
