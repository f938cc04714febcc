"""Any number of fictional decisions, the same for the same seed: for tests and measurements that need many files.

Bodies, people and words are invented. Layouts A (numbers, blank lines) and B (dashes, none) take turns. About one
file in ten is another version of a decision before it: redated later, redated earlier, or reworded on the same date.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIRST: Final = date(2018, 4, 3)
_DAYS: Final = 2_600
_PLACES: Final = ("Amber", "Brack", "Cold", "Dun", "East", "Fen", "Gorse", "Hart", "Kel", "Mar", "Ox", "Thorn")
_ENDINGS: Final = ("bury", "combe", "dale", "field", "holt", "mere")
_FORMS: Final = (
    "{} District Council",
    "{} Borough Council",
    "London Borough of {}",
    "{} & Vale Council",
    "{} Homes Ltd",
)
_SUBJECTS: Final = (
    ("Housing", "Allocations"),
    ("Housing", "Other"),
    ("Education", "School transport"),
    ("Planning", "Enforcement"),
    ("Environment and regulation", "Noise"),
    ("Adult care services", "Charging"),
    ("Benefits and tax", "Council tax"),
    ("Weather", "Fog"),  # no category of the Ombudsman's: met first in a decision
)
_OUTCOMES: Final = ("Upheld", "Not upheld", "Closed after initial enquiries")
_CLOSINGS: Final = {
    "Upheld": "I found fault by the Council causing injustice, which it has agreed to remedy.",
    "Not upheld": "I found no fault in how the Council acted.",
    "Closed after initial enquiries": "We will not investigate because there is not enough evidence of fault.",
}
_WHO: Final = ("officer", "panel", "carer", "visitor", "surveyor", "manager", "bailiff", "driver", "school", "landlord")
_DID: Final = ("visited", "measured", "refused", "promised", "counted", "reported", "moved", "cancelled", "recorded")
_WHAT: Final = (
    "letter",
    "garden",
    "kitchen",
    "boundary",
    "invoice",
    "route",
    "window",
    "boiler",
    "fence",
    "hedge",
    "drain",
)
_WHEN: Final = (
    "twice",
    "again",
    "late",
    "in spring",
    "after the hearing",
    "before the survey",
    "without notice",
    "in May",
)
_KINDS_OF_VERSION: Final = ("later", "earlier", "reworded")


class Facts(NamedTuple):
    """What the head of a decision says. `seed` makes its words."""

    reference: str
    council: str
    category: str
    subcategory: str
    outcome: str
    day: date
    seed: int


class Made(NamedTuple):
    """One file: its name, which sorts in the order of making, and its text."""

    name: str
    text: str


def generated(count: int, *, seed: int = 1, longest: int = 6) -> Iterator[Made]:
    """`count` files, whose assessments have at most `longest` paragraphs. The first `n` are those of a run of `n`."""
    draw = random.Random(seed)  # noqa: S311 - the same files every time, no secret
    before: list[Facts] = []
    for number in range(count):
        if before and draw.random() < 0.1:
            facts = _version(draw, draw.choice(before))
        else:
            facts = _facts(draw, number)
            before.append(facts)
        layout = _layout_b if number % 2 else _layout_a
        yield Made(f"{number:06}-{facts.reference.replace(' ', '-')}.txt", layout(facts, longest))


def write(folder: Path, count: int, *, seed: int = 1, longest: int = 6) -> None:
    """Write the files of `generated` into `folder`, which is made."""
    folder.mkdir(parents=True)
    for name, text in generated(count, seed=seed, longest=longest):
        (folder / name).write_text(text, encoding="utf-8")


def _facts(draw: random.Random, number: int) -> Facts:
    day = _FIRST + timedelta(days=draw.randrange(_DAYS))
    suffix = draw.choice("abc") if draw.random() < 0.03 else ""
    category, subcategory = draw.choice(_SUBJECTS)
    return Facts(
        reference=f"{day.year % 100:02} {900 + number // 1_000:03} {number % 1_000:03}{suffix}",
        council=draw.choice(_FORMS).format(draw.choice(_PLACES) + draw.choice(_ENDINGS)),
        category=category,
        subcategory=subcategory,
        outcome=draw.choice(_OUTCOMES),
        day=day,
        seed=draw.randrange(1 << 30),
    )


def _version(draw: random.Random, facts: Facts) -> Facts:
    """The same decision, come in again with other content."""
    days = draw.randrange(1, 60)
    shift = {"later": days, "earlier": -days, "reworded": 0}[draw.choice(_KINDS_OF_VERSION)]
    return facts._replace(day=facts.day + timedelta(days=shift), seed=draw.randrange(1 << 30))


def _layout_a(facts: Facts, longest: int) -> str:
    """Numbered paragraphs that restart in each section, blank lines, "Back to top"."""
    lines = _head(facts)
    for heading, paragraphs in _sections(facts, longest):
        lines += [heading]
        lines += ["\n".join(f"  {number}. {text}" for number, text in enumerate(paragraphs, 1)), "Back to top"]
    return "\n\n".join([*lines, "Investigator's decision on behalf of the Ombudsman"]) + "\n"


def _layout_b(facts: Facts, longest: int) -> str:
    """Every paragraph behind a dash, no blank lines."""
    lines = _head(facts)
    for heading, paragraphs in _sections(facts, longest):
        lines += [heading, *(f"- {text}" for text in paragraphs)]
    return "\n".join([*lines, "Investigator's decision on behalf of the Ombudsman"])


def _head(facts: Facts) -> list[str]:
    return [
        f"{facts.council} ({facts.reference})",
        f"Category : {facts.category} > {facts.subcategory}",
        f"Decision : {facts.outcome}",
        f"Decision date : {facts.day:%d %b %Y}",
        "The Ombudsman's final decision:",
        f"Summary: {_CLOSINGS[facts.outcome]}",
    ]


def _sections(facts: Facts, longest: int) -> list[tuple[str, list[str]]]:
    draw = random.Random(facts.seed)  # noqa: S311 - the same words every time, no secret

    def paragraphs(fewest: int, most: int) -> list[str]:
        return [" ".join(_sentence(draw) for _ in range(3)) for _ in range(draw.randint(fewest, most))]

    return [
        (
            "The complaint",
            [f"Mr {draw.choice('BDFHJ')} complains about the Council. {_sentence(draw)}", *paragraphs(0, 1)],
        ),
        (
            "The Ombudsman’s role and powers",
            ["We do not start an investigation if we decide there is not enough evidence of fault."],
        ),
        ("How I considered this complaint", ["I considered information from Mr B and the Council."]),
        ("My assessment", paragraphs(1, longest)),
        ("Final decision", [_CLOSINGS[facts.outcome]]),
    ]


def _sentence(draw: random.Random) -> str:
    clauses = [
        f"the {draw.choice(_WHO)} {draw.choice(_DID)} the {draw.choice(_WHAT)} {draw.choice(_WHEN)}" for _ in "abc"
    ]
    return f"{', '.join(clauses[:2])}, and {clauses[2]}.".capitalize()
