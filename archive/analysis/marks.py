"""The concepts that the rules themselves name; the others serve only the phrasings."""

from __future__ import annotations

from typing import Final, NamedTuple


class Marks(NamedTuple):
    """For each concept of `data/reference/concepts.csv` that a rule names, its term; the fields are the names."""

    # Who speaks, of what, and how surely.
    ombudsman: str
    other_speaker: str
    it: str
    says: str
    was_told: str
    reporting: str
    according_to: str
    that: str
    new_statement: str
    conjunction: str
    complaint: str
    about: str
    takes_complaints: str
    subject_end: str
    as_word: str
    as_what: str
    turn: str
    because: str
    not_because: str
    negator: str
    after_negator: str
    general: str
    condition: str
    # What is refused, applied or set aside.
    decline: str
    excluded: str
    law_prevents: str
    will_not_investigate: str
    early_resolution: str
    applies: str
    not_apply: str
    such: str
    unreasonable: str
    separable: str
    disagree: str
    not_done: str
    cannot_do: str
    # What a finding is put together from.
    fault_found: str
    upheld: str
    failed: str
    distress: str
    injustice_word: str
    personal_remedy: str
    agreed: str
    agreed_to: str
    no_further_remedy: str
    tentative: str
    would_find: str
    unlikely: str


MARK: Final = Marks(*(f"{{{name}}}" for name in Marks._fields))
SPEECH: Final = frozenset({MARK.says, MARK.was_told, MARK.reporting, MARK.according_to})
POINTS_BACK: Final = frozenset(
    {MARK.excluded, MARK.unreasonable, MARK.separable, MARK.disagree, MARK.not_done, MARK.cannot_do}
)
"""Any of these may point at the sentence before."""
