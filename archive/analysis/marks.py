"""The concepts that the rules themselves ask for, as bits; the others serve only the phrasings."""

from __future__ import annotations

from typing import NamedTuple


class Marks(NamedTuple):
    """One bit for each concept of `data/reference/concepts.csv` that a rule names; the fields are the concepts' names."""

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
    separable: int
    not_done: int
    cannot_do: int
    # Any of the last five with "excluded": a sentence that may point at the one before it.
    points_back: int
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
    tentative: int
    likely: int
