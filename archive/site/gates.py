"""What stands behind a reason, in plain words: the gate it belongs to, and the Ombudsman's own test.

Source: the Local Government Act 1974 and the Ombudsman's Assessment Code.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Gate(NamedTuple):
    """A kind of reason: its name, and what it means for the complaint."""

    name: str
    meaning: str


GATES: Final = {
    "JA": Gate(
        "The law prevents it", "A legal bar. Where it applies, the Ombudsman has no choice and cannot look at it."
    ),
    "JD": Gate(
        "The law prevents it, unless there are good reasons",
        "A legal bar that the Ombudsman may set aside where it would be unreasonable to hold the person to it.",
    ),
    "D": Gate(
        "The Ombudsman chose not to",
        "The law allows an investigation. The Ombudsman decided against one after an assessment.",
    ),
    "F": Gate("Findings", "What an investigation, or an agreed early remedy, came to."),
    "X": Gate("Administrative", "The complaint ended without any test being applied to it."),
}

TESTS: Final = {
    "Jurisdiction": "It decides whether the law lets the Ombudsman look at the complaint at all.",
    "Fault": "It belongs to the test of fault: is there enough sign that something went wrong?",
    "Injustice": "It belongs to the test of injustice: did it harm this person enough to matter?",
    "Remedy": "It belongs to the test of remedy: could an investigation still put something right?",
    "Public interest": "It belongs to the test of public interest: is an investigation a proper use of public money?",
    "Finding": "It is a finding, not a ground for turning a complaint away.",
    "Administrative": "It ends a complaint for practical reasons.",
}

FLOORS: Final = (
    "premature",
    "personnel_matter",
    "no_consent_or_unsuitable_representative",
    "previously_decided",
    "body_not_in_jurisdiction",
    "insufficient_information",
    "complainant_withdrew",
)
"""Reasons whose decisions are mostly not published: their counts are floors."""
