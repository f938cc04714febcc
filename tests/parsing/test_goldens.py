"""Golden pairs: `tests/decisions/NAME.txt` and what reading it gives, `NAME.json`.

A new pair needs no code. `--update-golden` rewrites the JSON: read it with care before you commit it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from making import decision

FOLDER = Path(__file__).resolve().parent.parent / "decisions"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, *, update_golden: bool) -> None:
    """The document reads as its golden says; one without a golden fails."""
    found = decision(
        (FOLDER / f"{name}.txt").read_bytes(),
        "decisions/education/school-transport/19-900-207.txt" if name == "labels_over_lines" else name,
    ).to_dict()
    golden = FOLDER / f"{name}.json"
    if update_golden:
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    if not golden.exists():
        pytest.fail(f"{golden.name} is not there: run with --update-golden, then read it")
    assert found == json.loads(golden.read_text())


def test_every_golden_has_its_document() -> None:
    """No golden is left over."""
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == NAMES
    assert NAMES
