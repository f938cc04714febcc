"""What `make audit` says of what pip-audit answers."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from audit import verdict
from conftest import ROOT

SOUND = {"name": "click", "version": "8.3.1", "vulns": []}
WEAK = {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"]}]}
UNKNOWN = {"name": "x", "skip_reason": "Dependency not found on PyPI and could not be audited: x (1)"}


@pytest.mark.parametrize(
    ("packages", "lines", "code"),
    [
        ([SOUND], ["1 packages audited: none with a known weakness"], 0),
        ([SOUND, WEAK], ["old 1.0: PYSEC-1; mended in 1.1, 2.0", "2 packages audited: 1 with a known weakness"], 1),
        ([UNKNOWN], [f"not audited: 1 of 1 packages ({UNKNOWN['skip_reason']})"], 0),
        (
            [SOUND, UNKNOWN],
            [
                f"not audited: 1 of 2 packages ({UNKNOWN['skip_reason']})",
                "1 packages audited: none with a known weakness",
            ],
            0,
        ),
    ],
)
def test_answers(packages: list[dict[str, object]], lines: list[str], code: int) -> None:
    """Only what was looked up counts as audited; what is weak is named with what mends it."""
    assert verdict(json.dumps({"dependencies": packages}), "") == (lines, code)


def test_no_service() -> None:
    """Where pip-audit cannot ask, that is said with its reason, and nothing is called sound."""
    lines, code = verdict("", "Traceback ...\nConnectionError: refused\n")
    assert (lines, code) == (["not audited: pip-audit could not ask its service (ConnectionError: refused)"], 0)
    assert verdict("", "") == (["not audited: pip-audit could not ask its service (it said nothing)"], 0)


def test_dependencies_are_ranges() -> None:
    """Whatever the program itself needs is pinned to a range: from a version tried to the next that may break it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["pdf"], *extras["datasette"], *extras["parquet"], *extras["fuzz"]]
    assert len(needed) > 7
    assert [each for each in needed if not re.fullmatch(r"[\w-]+>=[\d.]+,<\d+", each)] == []
