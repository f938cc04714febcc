"""The fictional decisions read as their author says they must."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT
from making import paragraphs

from archive.errors import Refused
from archive.parsing import parse
from archive.reading import read

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [json.loads(line) for line in (ROOT / "tests" / "sample" / "index.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"].rsplit("/", 1)[-1])
def test_sample(row: dict[str, Any], sample: Path) -> None:
    """Fields, headings, number of paragraphs and running numbers are those its author wrote down."""
    (source,) = read(str(sample / row["file"]))
    assert not isinstance(source, Refused)
    found = parse(source)
    numbers = [p.para for p in paragraphs(found) if p.para is not None]
    assert (found.reference, found.council, found.outcome) == (row["reference"], row["council"], row["outcome"])
    assert str(found.decision_date or "") == (row["decision_date"] or "")
    assert str(found.compliance_date or "") == (row["compliance_date"] or "")
    assert (found.summary or "").startswith(row["summary_start"] or "")
    assert (found.summary is None) == (row["summary_start"] is None)
    if row["category"] is not None:
        assert (found.category, found.subcategory) == (row["category"], row["subcategory"])
    assert [s.heading for s in found.sections if s.heading] == [h for h in row["headings"] if h != "Summary"]
    assert len(paragraphs(found)) == row["paragraphs"]
    assert max(numbers, default=None) == row["paras"]
