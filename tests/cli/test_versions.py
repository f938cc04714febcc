"""`lgsco show --versions` and `--diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import HEAD

from archive.cli import invoke

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n  2. The drain was blocked.\n"


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with one decision in one version."""
    monkeypatch.setenv("LGSCO_DB", str(tmp_path / "a.db"))
    (tmp_path / "old.txt").write_text(HEAD + BODY)
    assert invoke(["ingest", "-q", str(tmp_path / "old.txt")]) == 0
    return tmp_path


def test_one_version(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One document is listed with where it came from; there is nothing to compare it with."""
    assert invoke(["show", "21 900 001", "--versions"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("21 900 001: 1 document\n\ncurrent: text, decision of 2022-05-03, ")
    assert "old.txt" in out.replace("\n", "").replace(" ", "")
    assert invoke(["show", "21 900 001", "--diff"]) == 0
    assert capsys.readouterr().out == "one version only: nothing to compare\n"
    assert db.exists()


def test_two_versions(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The difference is told by paragraph and field, not by the layout of the file."""
    (db / "new.txt").write_text((HEAD + BODY).replace("blocked", "broken").replace("Upheld", "Not upheld"))
    assert invoke(["ingest", "-q", str(db / "new.txt")]) == 0
    assert invoke(["show", "21 900 001", "--versions"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("21 900 001: 2 documents\n\ncurrent: ")
    assert "\nearlier: " in out
    assert invoke(["show", "21 900 001", "--diff"]) == 0
    changed = [line for line in capsys.readouterr().out.splitlines() if line[0] in "+-"][2:]
    assert changed == ["-outcome: Upheld", "+outcome: Not upheld", "-The drain was blocked.", "+The drain was broken."]


def test_another_layout_is_no_difference(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same words in another layout read the same."""
    lines = [
        line.strip().replace("1. ", "- ").replace("2. ", "- ") for line in (HEAD + BODY).splitlines() if line.strip()
    ]
    (db / "b.txt").write_text("\n".join(lines))
    assert invoke(["ingest", "-q", str(db / "b.txt")]) == 0
    assert invoke(["show", "21 900 001", "--diff"]) == 0
    assert capsys.readouterr().out.endswith("read the same\n")


@pytest.mark.parametrize("option", ["--versions", "--diff", "--why"])
def test_what_is_not_held(db: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A reference that is not held is told, with exit 1."""
    assert db.exists()
    assert invoke(["show", "21 900 999", option]) == 1
    assert "not in this archive" in capsys.readouterr().err


def test_chapters_are_parts(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Chapters are listed as such and not compared with each other."""
    folder = db / "decisions" / "housing" / "homelessness"
    folder.mkdir(parents=True)
    for chapter in (1, 2):
        text = HEAD.replace("900 001", "900 005").replace("The Ombudsman's final decision:\n\n", "")
        (folder / f"21-900-005?chapter={chapter}.txt").write_text(f"{text}The Investigation\n\n{chapter}. Rain.\n")
    assert invoke(["ingest", "-q", str(folder)]) == 0
    assert invoke(["show", "21 900 005", "--versions"]) == 0
    assert "current, chapter 2: text" in capsys.readouterr().out
    assert invoke(["show", "21 900 005", "--diff"]) == 0
    assert "nothing to compare" in capsys.readouterr().out
