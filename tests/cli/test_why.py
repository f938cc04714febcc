"""`lgsco show --why` and `lgsco reasons --council`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import HEAD

from archive.cli import invoke

if TYPE_CHECKING:
    from pathlib import Path

CLOSED = HEAD.replace("Upheld", "Closed after initial enquiries")
BODY = (
    "Summary: We will not investigate Mr X’s complaint. This is because there is not enough evidence of fault.\n\n"
    "Final decision\n\n  1. We will not investigate this complaint because there is not enough evidence of fault.\n"
)


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with two decisions about two councils, one of them with reasons."""
    monkeypatch.setenv("LGSCO_DB", str(tmp_path / "a.db"))
    (tmp_path / "1.txt").write_text(CLOSED + BODY)
    other = CLOSED.replace("Anytown Council (21 900 001)", "Othertown Council (21 900 002)")
    (tmp_path / "2.txt").write_text(f"{other}The complaint\n\n  1. Rain.\n")
    assert invoke(["ingest", "-q", str(tmp_path)]) in (0, 3)
    return tmp_path


def test_why(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each reason is traced to its role, place and words."""
    assert db.exists()
    assert invoke(["show", "21 900 001", "--why"]) == 0
    out = capsys.readouterr().out
    assert "insufficient_fault: Not enough evidence of fault\n  primary, decision, para 1\n" in out
    assert "  stated, summary\n  “This is because there is not enough evidence of fault.”\n" in out


def test_why_without_reasons(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing could be read, that is said."""
    assert db.exists()
    assert invoke(["show", "21 900 002", "--why"]) == 0
    assert capsys.readouterr().out.endswith("\n\nNo reason could be read from this decision.\n")


def test_reasons_of_a_council(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only decisions about the bodies named count; an unknown name is answered."""
    assert db.exists()
    assert invoke(["reasons", "--council", "anytown", "--format", "csv"]) == 0
    assert "insufficient_fault,1," in capsys.readouterr().out
    assert invoke(["reasons", "--council", "othertown"]) == 1
    assert invoke(["reasons", "--council", "anytwon"]) == 2
    assert "did you mean Anytown Council?" in capsys.readouterr().err
