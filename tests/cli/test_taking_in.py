"""`lgsco ingest`, `parse`, `check` and `migrate`, as they are run."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from making import HEAD

from archive.cli import invoke
from archive.storage.connection import SCHEMA_VERSION

PATHS = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two decisions, one of them with a problem, and a letter."""
    made = tmp_path / "in"
    made.mkdir()
    (made / "1.txt").write_text(HEAD + BODY)
    (made / "2.txt").write_text(HEAD.replace("001", "002").replace("03 May", "31 Feb") + BODY)
    (made / "letter\x1b[31m.txt").write_text("Dear Mr X\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LGSCO_DB", raising=False)
    return made


@pytest.fixture
def archive(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An archive with one decision."""
    assert invoke(["ingest", "in/1.txt"]) == 0
    capsys.readouterr()
    return folder.parent / "archive.db"


def test_ingest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The summary counts everything; a refusal is one line, without the control characters of its name; exit 3."""
    assert invoke(["ingest", str(folder)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "letter\ufffd[31m.txt: line 1: no reference" in err
    assert "2 added, 0 changed, 0 unchanged; 1 refused; 1 problem; " in err
    assert "1 unreadable_date" in err


def test_ingest_quietly(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Quiet leaves the refusals."""
    assert invoke(["ingest", "-q", str(folder)]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_ingest_problems_file(folder: Path) -> None:
    """Refusals and problems are written as JSON Lines, each with its place."""
    assert invoke(["ingest", "--problems", "problems.jsonl", str(folder)]) == 3
    rows = [json.loads(line) for line in (folder.parent / "problems.jsonl").read_text().splitlines()]
    assert [(row["code"], row["line"], row["refused"]) for row in rows] == [
        ("unreadable_date", 7, False),
        ("not_a_decision", 1, True),
    ]


def test_ingest_dry_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run makes no file and says what would be."""
    assert invoke(["ingest", "--dry-run", str(folder / "1.txt")]) == 0
    assert "would be 1 added" in capsys.readouterr().err
    assert not (folder.parent / "archive.db").exists()


def test_ingest_strict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Strict refuses what has a problem."""
    assert invoke(["ingest", "--strict", str(folder / "2.txt")]) == 3
    assert "(--strict)" in capsys.readouterr().err


def test_ingest_shows_a_bar_on_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar runs on standard error; the length of standard input is not known."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert invoke(["ingest", str(folder / "1.txt")]) == 0
    assert "Reading" in screen.getvalue()


def test_parse(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each decision is one line of JSON; refusals go to standard error; exit 3."""
    assert invoke(["parse", str(folder)]) == 3
    out, err = capsys.readouterr()
    assert [json.loads(line)["reference"] for line in out.splitlines()] == ["21 900 001", "21 900 002"]
    assert err.startswith("refused: ")


def test_parse_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A dash reads standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((HEAD + BODY).encode())))
    assert invoke(["parse", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["path"] == "-"


def test_parse_account(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The account gives the ranges of each role, which cover the text."""
    assert invoke(["parse", "--account", str(folder / "1.txt")]) == 0
    row = json.loads(capsys.readouterr().out)
    covered = sum(end - start for ranges in row["ranges"].values() for start, end in ranges)
    assert covered == row["characters"] == len(HEAD + BODY)
    assert row["ranges"]["summary"] == [[len(HEAD), len(HEAD) + len("Summary: Rain.")]]


def test_check(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A whole archive is said to be whole; a damaged one is told line by line, with exit 4."""
    assert invoke(["check"]) == 0
    assert "archive.db: whole\n  1 decision compared" in capsys.readouterr().err
    connection = sqlite3.connect(archive)
    connection.execute("UPDATE decisions SET summary = 'Snow.', decision_year = 1999")
    connection.commit()
    connection.close()
    assert invoke(["check"]) == 4
    out, err = capsys.readouterr()
    assert out.count("\n") == 3
    assert "3 findings" in err


def test_migrate(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Migrating what is up to date says so."""
    assert archive.exists()
    assert invoke(["migrate"]) == 0
    assert f"up to date (schema {SCHEMA_VERSION})" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["check"], ["migrate"], ["search", "rain"], ["show", "21 900 001"], ["councils"]])
def test_a_mistyped_database(folder: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A path with no archive gives one plain line and exit 4, and makes no file."""
    assert invoke([*command, "--db", "archvie.db"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("lgsco: archvie.db: no archive there")
    assert err.count("\n") == 1
    assert not (folder.parent / "archvie.db").exists()


def test_a_mistyped_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped command is answered with the nearest; one near to nothing with the plain message."""
    assert invoke(["serach", "rain"]) == 2
    assert "Did you mean 'search'?" in capsys.readouterr().err
    assert invoke(["xyzzy"]) == 2
    assert "No such command 'xyzzy'" in capsys.readouterr().err


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    """Help lists every command with a line; the version is printed."""
    assert invoke(["--help"]) == 0
    out = capsys.readouterr().out
    assert out.index("Examples:") < out.index("Options:") < out.index("Commands:")
    assert "Test the archive for damage." in out
    assert invoke(["--version"]) == 0
    assert capsys.readouterr().out.startswith("lgsco ")


def test_a_reader_that_goes_away(folder: Path) -> None:
    """A closed pipe (`| head`) ends the command quietly with 0."""
    command = [sys.executable, "-m", "archive", "parse", str(folder / "1.txt"), str(folder / "2.txt")]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, env={**os.environ, **PATHS})
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_interrupted(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends with exit 130 and one line, in the ingest and elsewhere."""

    def stop(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("archive.ingester.ingest", stop)
    assert invoke(["ingest", str(folder)]) == 130
    assert capsys.readouterr().err.startswith("interrupted: what was committed stays")
    monkeypatch.setattr("archive.ingester.read_entries", stop)
    assert invoke(["parse", str(folder)]) == 130
    assert capsys.readouterr().err.strip() == "interrupted"
