"""Labelled texts whose author never saw the rules, and what a first look at them measured."""

from __future__ import annotations

import pytest
from conftest import ROOT

from archive.analysis.evaluate import measure

LEVELS = [
    ("blind_one", {"relied on": 0.97, "primary": 0.97, "cited": 0.97, "considered_and_rejected": 0.92}),
    ("blind_two", {"relied on": 0.97, "primary": 0.97, "cited": 0.97, "considered_and_rejected": 0.92}),
    ("blind_three", {"relied on": 0.91, "primary": 0.97, "cited": 0.93, "considered_and_rejected": 0.7}),
]


@pytest.mark.parametrize(("name", "floors"), LEVELS, ids=[name for name, _ in LEVELS])
def test_blind_texts(name: str, floors: dict[str, float]) -> None:
    """F1 of each role may not fall below its level.

    At the first look, before a rule was changed for it, the first set gave what is relied on with precision 0.907,
    recall 0.845, F1 0.875; what is cited with F1 0.966. The second, after the rules had learned from the first, gave
    what is relied on with precision 0.893, recall 0.893, F1 0.893; what is cited with F1 0.953; what was considered and
    rejected with precision 1.000, recall 0.667. The third, after both, gave what is relied on with precision 0.962,
    recall 0.895, F1 0.927; what is cited with F1 0.945; what was considered and rejected with precision 1.000, recall
    0.571. No rule has been changed for the third: its floors stand a little under that look.
    """
    measured = measure(ROOT / "tests" / "eval" / f"{name}.jsonl")
    assert measured.texts == 50
    assert {role: measured.score(role).f1 for role in floors if measured.score(role).f1 < floors[role]} == {}
