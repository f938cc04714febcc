"""`lgsco search --with-predecessors`: a council and those it took over from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import HEAD

from archive.cli import invoke

if TYPE_CHECKING:
    from pathlib import Path

BODIES = {
    "001": "Somerset Council",
    "002": "Somerset County Council",
    "003": "Mendip District Council",
    "004": "Taunton Deane Borough Council",
    "005": "North Somerset Council",
}


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with a decision about each of five bodies."""
    monkeypatch.setenv("LGSCO_DB", str(tmp_path / "a.db"))
    for serial, body in BODIES.items():
        text = HEAD.replace("Anytown Council (21 900 001)", f"{body} (21 900 {serial})")
        (tmp_path / f"{serial}.txt").write_text(f"{text}The complaint\n\n  1. Rain.\n")
    assert invoke(["ingest", "-q", str(tmp_path)]) in (0, 3)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """The serials found, in order."""
    capsys.readouterr()
    invoke(["search", "--format", "refs", *options])
    return sorted(line[-3:] for line in capsys.readouterr().out.splitlines())


def test_with_predecessors(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The councils of 2023, and through them the one of 2019, come with their successor; a neighbour does not."""
    assert db.exists()
    assert found(capsys, "--council", "Somerset Council") == ["001"]
    assert found(capsys, "--council", "somerset", "--with-predecessors") == ["001", "002", "003", "004"]


def test_predecessors_of_nobody(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The option needs a council."""
    assert db.exists()
    assert invoke(["search", "--with-predecessors"]) == 2
    assert "whose predecessors?" in capsys.readouterr().err
