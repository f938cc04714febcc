"""The console script: how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archive import __version__, cli

ROOT = Path(__file__).resolve().parents[2]


def test_the_console_script_ends_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code of the command is that of the process, which ends there and then."""

    def ended(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr("os._exit", ended)
    for arguments, code in ((["--version"], cli.DONE), (["search", "damp", "--db", "none.db"], cli.NO_DATABASE)):
        monkeypatch.setattr("sys.argv", ["lgsco", *arguments])
        with pytest.raises(SystemExit) as stop:
            cli.run()
        assert stop.value.code == code


def test_all_is_written_where_standard_error_is_closed() -> None:
    """What was printed has come out when the process ends."""
    line = ["sh", "-c", '"$0" -m archive --version 2>&-', sys.executable]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (f"lgsco {__version__}\n", "")
