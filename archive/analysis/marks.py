"""The concepts that the rules themselves name; the others serve only the phrasings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


class _Numbers(dict[str, int]):
    def __missing__(self, term: str) -> int:
        self[term] = made = len(self)
        return made


_numbers: Final = _Numbers()


def number(term: str) -> int:
    """The number that stands for a term in the process."""
    return _numbers[term]


def bit(term: str) -> int:
    """The bit of that number: a set of terms is an integer, quick to join and to compare."""
    return 1 << _numbers[term]


@dataclass(frozen=True, slots=True)
class Marks:
    """The bit of each concept of `data/reference/concepts.csv` that a rule names; the fields are the names."""

    # Who speaks, of what, and how surely.
    ombudsman: int
    other_speaker: int
    it: int
    says: int
    was_told: int
    reporting: int
    according_to: int
    that: int
    new_statement: int
    conjunction: int
    complaint: int
    about: int
    takes_complaints: int
    subject_end: int
    as_word: int
    as_what: int
    turn: int
    because: int
    not_because: int
    negator: int
    after_negator: int
    general: int
    condition: int
    # What is refused, applied or set aside.
    decline: int
    excluded: int
    law_prevents: int
    will_not_investigate: int
    early_resolution: int
    applies: int
    not_apply: int
    such: int
    unreasonable: int
    waive: int
    separable: int
    disagree: int
    not_done: int
    cannot_do: int
    # What a finding is put together from.
    fault_found: int
    upheld: int
    failed: int
    distress: int
    injustice_word: int
    personal_remedy: int
    agreed: int
    agreed_to: int
    no_further_remedy: int
    will_remedy: int
    tentative: int
    would_find: int
    unlikely: int


NAMES: Final = tuple(f"{{{field.name}}}" for field in fields(Marks))
"""The terms themselves, for the lexicon."""
MARK: Final = Marks(*map(bit, NAMES))
CLAUSE_END: Final = bit(";")
"""The bit of a word after which a clause ends; no concept, but found as quickly as one."""
SPEECH: Final = MARK.says | MARK.was_told | MARK.reporting | MARK.according_to
SETS_ASIDE: Final = MARK.unreasonable | MARK.separable | MARK.disagree | MARK.waive
"""Any of these may say that a bar named before is not applied."""
POINTS_BACK: Final = SETS_ASIDE | MARK.excluded | MARK.not_done | MARK.cannot_do
"""Any of these may point at the sentence before."""
