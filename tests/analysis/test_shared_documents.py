"""The real documents beside the project: reasons and remedies by reading them. Facts only, no sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.analysis import analyse
from archive.errors import Refused
from archive.parsing import parse
from archive.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from archive.decision import Decision

REASONS = {
    "000_b3e27a4c0f9194bd.txt": {
        "primary": {"insufficient_fault"},
        "stated": {"insufficient_fault"},
        "reasoned": {"insufficient_fault"},
        "cited": {
            "insufficient_fault",
            "no_different_outcome",
            "outcome_not_achievable",
            "other_body_better_placed",
            "no_worthwhile_outcome",
        },
    },
    "003_9ca0b6f5d2d68b99.txt": {
        "primary": {"no_different_outcome"},
        "stated": {"no_different_outcome"},
        "reasoned": {"no_different_outcome", "cannot_add_to_investigation"},
        "cited": {"no_different_outcome", "cannot_add_to_investigation"},
    },
}

Row = tuple[str, int | None, str | None, str, str | None]
"""Kind, pence, payee, status, due on."""

REMEDIES: dict[str, list[Row]] = {
    "record_0000.json": [
        ("action", None, None, "agreed", "2017-01-20"),
        ("action", None, None, "agreed", "2017-03-20"),
        ("payment", None, None, "agreed", None),
        ("action", None, None, "agreed", None),
        ("payment", None, None, "agreed", None),
        ("payment", 25000, "the woman", "agreed", None),
    ],
    "record_0001.json": [
        ("apology", None, None, "agreed", None),
        ("payment", None, "the woman", "agreed", None),
        ("payment", 30000, "the woman", "agreed", None),
        ("payment", 50000, "the woman", "agreed", None),
        ("action", None, None, "agreed", None),
        ("payment", 50000, "her", "agreed", None),
        ("service_improvement", None, None, "agreed", None),
        ("service_improvement", None, None, "agreed", None),
        ("action", None, None, "agreed", None),
    ],
    "record_0004.json": [("payment", None, None, "recommended", None)],
    "record_0005.json": [
        ("apology", None, None, "agreed", None),
        ("payment", 30000, "the first family", "agreed", None),
        ("payment", 10000, "the second", "agreed", None),
        ("payment", 60000, "the third", "agreed", None),
        ("payment", 50000, "fourth", "agreed", None),
        ("action", None, None, "agreed", None),
        ("action", None, None, "agreed", None),
        ("service_improvement", None, None, "agreed", None),
        ("service_improvement", None, None, "agreed", None),
    ],
    "record_0011.json": [
        ("apology", None, None, "recommended", None),
        ("payment", 462800, None, "recommended", None),
        ("service_improvement", None, None, "recommended", None),
        ("service_improvement", None, None, "recommended", None),
    ],
}
REMEDIES["record_0006.json"] = REMEDIES["record_0005.json"]


def analysed(path: Path) -> Decision:
    """The decision of one file, analysed."""
    (document,) = read(str(path))
    assert not isinstance(document, Refused)
    return analyse(parse(document))


@pytest.mark.parametrize("name", REASONS)
def test_reasons(shared: Path, name: str) -> None:
    """The two sample decisions: every code in every role, and no other."""
    found: dict[str, set[str]] = {}
    for reason in analysed(shared / "decisions" / name).reasons:
        found.setdefault(reason.role, set()).add(reason.code)
    assert found == REASONS[name]


@pytest.mark.parametrize("name", sorted(REMEDIES))
def test_remedies(shared: Path, name: str) -> None:
    """The six records: every remedy with its facts, in order, and the finding."""
    found = analysed(shared / "decisions" / "json" / name)
    rows = [(r.kind, r.amount_pence, r.payee, r.status, r.due_on and r.due_on.isoformat()) for r in found.remedies]
    assert rows == REMEDIES[name]
    assert "fault_causing_injustice" in {reason.code for reason in found.reasons}
    assert found.disposition == "fault"
