"""What the fuzzers found worth keeping, once more: every crash that was mended, and the inputs that reach the most."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.seeds import CORPUS, dictionary, kept, seeds
from fuzz.targets import TARGETS
from fuzz.terminal import harmless

HERE = Path(__file__).resolve().parent
REGRESSIONS = sorted(path for path in (HERE / "regressions").rglob("*") if path.is_file())
MOST_KEPT = 200_000
"""Bytes of all inputs that are kept."""


@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: f"{path.parent.name}: {path.name}")
def test_a_mended_crash(path: Path) -> None:
    """What once broke a promise keeps it."""
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus(name: str) -> None:
    """Every input that the fuzzer keeps, and every one that it begins with, keeps what is promised of its target."""
    found = kept(name)
    assert len(found) > 10
    for data in (*found, *list(seeds(name))[::5]):
        TARGETS[name](data)
    assert len(dictionary(name)) > 40


def test_the_corpus_is_small() -> None:
    """What is kept in the repository stays small."""
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) < MOST_KEPT


@pytest.mark.parametrize("printed", ["\x1b[31m\n", "\x9b31m\n", "a\u202eb\n", "a\rb\n", "\x07\n", "no end of the line"])
def test_what_steers_a_terminal_is_seen(printed: str) -> None:
    """The fuzzers' own check refuses what a terminal obeys."""
    with pytest.raises(AssertionError):
        harmless(printed)


def test_a_few_executions(tmp_path: Path) -> None:
    """`make fuzz` runs, counts its executions and tells that nothing crashed."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: pip install '.[fuzz]', where it has a wheel")
    command = [sys.executable, str(HERE / "run.py"), "query", "--runs", "1500", "--work", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\| all \| 1,5\d\d \|.*\| 0 \|\n$", done.stdout), done.stdout
