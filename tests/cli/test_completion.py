"""What a shell offers after Tab, and the scripts that make it do so."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from archives import small_archive
from click.shell_completion import ShellComplete

from archive.cli import COMMANDS, invoke
from archive.cli.group import main

if TYPE_CHECKING:
    from pathlib import Path

    Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive."""
    return small_archive(tmp_path_factory.mktemp("held") / "archive.db")


@pytest.fixture
def db(held: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small archive, named by the environment."""
    monkeypatch.setenv("LGSCO_DB", str(held))
    return held


def offered(*typed: str) -> list[str]:
    """What is offered for the last of the words typed after `lgsco`."""
    completion = ShellComplete(main, {}, "lgsco", "_LGSCO_COMPLETE")
    return [item.value for item in completion.get_completions(list(typed[:-1]), typed[-1])]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("search --council ", ["marsh-care-homes-north-limited", "northwick", "southwick-and-marsh"]),
        ("search --council N", ["northwick"]),
        ("search --council southwick-a", ["southwick-and-marsh"]),
        ("search --council x", []),
        ("export --category ed", ["education", "education/other", "education/school-transport"]),
        ("search --outcome ", ["upheld", "not-upheld", "closed-after-initial-enquiries"]),
        ("search --reason in", ["insufficient_fault"]),
        ("reasons --council n", ["northwick"]),
        ("search --role ci", ["cited"]),
        ("search --type r", ["report"]),
        ("search --in com", ["complaint"]),
        ("search --in pow", []),
        ("show --section pow", ["powers"]),
        ("search --sort n", ["newest"]),
        ("search --format j", ["json", "jsonl"]),
        ("show 21", ["21-000-001", "21-000-002"]),
        ("show 21-000-002", ["21-000-002"]),
        ("show 21000", ["21000001", "21000002"]),
        ("show 22-000-004", ["22-000-004a", "22-000-004b"]),
        ("show x", []),
        ("show 21-000-001 23", ["23-000-005"]),
        ("mi", ["migrate"]),
    ],
)
def test_what_is_offered(typed: str, expected: list[str]) -> None:
    """Live values of the archive, one word each, and fixed ones of the options."""
    assert offered(*typed.split(" ")) == expected


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "typed",
    [
        "search --council ",
        "search --category ",
        "search --outcome ",
        "search --reason ",
    ],
)
def test_what_is_offered_is_understood(typed: str, capsys: Captured) -> None:
    """Each value offered can be searched with."""
    words = typed.split(" ")
    for value in offered(*words):
        assert invoke([*words[:-1], value, "--count"]) in (0, 1)
        assert capsys.readouterr().err == ""


def test_every_command_is_offered() -> None:
    """The first word is a command."""
    assert offered("") == list(COMMANDS)


def test_the_archive_is_the_one_named(tmp_path: Path, held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By --db, by LGSCO_DB, or the one in the folder; where there is none, nothing is offered or said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LGSCO_DB", raising=False)
    assert offered("show", "21") == []
    assert offered("show", "--db", str(held), "21") == ["21-000-001", "21-000-002"]
    shutil.copy(held, "archive.db")
    assert offered("show", "21") == ["21-000-001", "21-000-002"]
    monkeypatch.setenv("LGSCO_DB", str(tmp_path / "none.db"))
    assert offered("show", "21") == []


def test_a_damaged_archive_offers_nothing(tmp_path: Path) -> None:
    """Completion never talks."""
    path = small_archive(tmp_path / "archive.db")
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert offered("show", "--db", str(path), "21") == []


def test_an_archive_without_its_tables_offers_nothing(tmp_path: Path) -> None:
    """Whatever SQLite has to say against a file, the shell is not told."""
    path = small_archive(tmp_path / "archive.db")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE council_aliases")
    assert offered("search", "--db", str(path), "--council", "n") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed_and_how_to_install_it(capsys: Captured, shell: str) -> None:
    """The script on stdout, the way to install it on stderr."""
    assert invoke(["completion", shell]) == 0
    captured = capsys.readouterr()
    assert f"_LGSCO_COMPLETE={shell}_complete" in captured.out
    assert captured.err.startswith(f"to install it: lgsco completion {shell} > ~/")


def test_another_shell_is_told(capsys: Captured) -> None:
    """Which shells there are is in the error."""
    assert invoke(["completion", "csh"]) == 2
    assert "'bash', 'zsh', 'fish'" in capsys.readouterr().err


@pytest.fixture
def program(tmp_path: Path) -> str:
    """A folder with this program as `lgsco`, first in the path of a shell."""
    script = tmp_path / "lgsco"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m archive "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return str(tmp_path)


def _in_shell(shell: str, program: str, code: str) -> list[str]:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run(
        [shell, "-c", f"PATH={program}:$PATH; {code}" if shell == "bash" else f"set PATH {program} $PATH; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.usefixtures("db")
def test_in_bash(program: str) -> None:
    """The script works in the shell itself."""
    code = (
        'eval "$(lgsco completion bash -q)"; COMP_WORDS=(lgsco search --reason ins); COMP_CWORD=3;'
        ' _lgsco_completion lgsco; echo "${COMPREPLY[@]}"'
    )
    assert _in_shell("bash", program, code) == ["insufficient_fault"]


@pytest.mark.usefixtures("db")
def test_in_fish(program: str) -> None:
    """The script works in the shell itself, and says what each value is."""
    code = 'lgsco completion fish -q | source; complete -C "lgsco search --council n"'
    assert _in_shell("fish", program, code) == ["northwick\tNorthwick Council"]
