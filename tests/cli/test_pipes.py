"""Standard output that goes away, or can take no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from archives import small_archive

from archive.cli import invoke

if TYPE_CHECKING:
    Captured = pytest.CaptureFixture[str]

_COMMANDS: Final = {
    "parse": ["data/sample"],
    "search": [],
    "show": ["21 000 001"],
    "export": [],
    "councils": [],
    "categories": [],
    "reasons": [],
    "completion": ["fish"],
    "man": [],
}
"""Commands that print data, with what they need."""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive."""
    return small_archive(tmp_path_factory.mktemp("held") / "archive.db")


def _run(command: str, held: Path, stdout: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "archive", command, *_COMMANDS[command], "-q", "--db", str(held)],
        cwd=Path(__file__).resolve().parents[2],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", _COMMANDS)
def test_a_reader_that_goes_away_is_no_error(command: str, held: Path) -> None:
    """`| head` ends every command quietly, with code 0."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _run(command, held, writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", _COMMANDS)
def test_a_full_disk_is_one_plain_line(command: str, held: Path) -> None:
    """What cannot be printed is said on stderr, with code 2."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = _run(command, held, full.fileno())
    assert (done.returncode, done.stderr) == (2, "lgsco: cannot print: No space left on device\n")


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (BrokenPipeError(32, "Broken pipe"), 0, ""),
        (OSError(28, "No space left on device"), 2, "lgsco: cannot print: No space left on device\n"),
    ],
)
def test_nothing_is_written_after_a_failure(
    error: OSError, code: int, told: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch, held: Path
) -> None:
    """Standard output is turned away, for Python would try once more at its exit."""
    turned: list[int] = []

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr("archive.cli.printing.put_all", fail)
    monkeypatch.setattr("os.dup2", lambda _new, old: turned.append(old))
    monkeypatch.setattr("sys.stdout.fileno", lambda: 1, raising=False)
    assert invoke(["councils", "--db", str(held)]) == code
    assert capsys.readouterr() == ("", told)
    assert turned == [1]
