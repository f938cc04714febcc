"""What the commands import: start-up is a feature, and it is lost one import at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from archive.ingester import ingest

if TYPE_CHECKING:
    from pathlib import Path

CHILD = """
import json, sys
import click, click._textwrap, shutil  # what click itself brings, for a page of help too
before = set(sys.modules)
from archive.cli import invoke
code = invoke(sys.argv[1:])
sys.stderr.write("\\n" + json.dumps([code, sorted(set(sys.modules) - before)]))
"""
"""Runs a command and tells, last on standard error, its exit code and the modules it loaded beyond click's own."""

HEAVY = {
    "sqlite_utils",
    "dateutil",
    "selectolax",
    "csv",
    "difflib",
    "pathlib",
    "importlib.metadata",
    "multiprocessing",
    "archive.analysis",
    "archive.ingester",
    "archive.parsing",
    "archive.reading",
    "archive.storage.schema",
    "archive.storage.writer",
}
"""What nobody waits for who only searches."""


@pytest.fixture(scope="module")
def archive(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample."""
    path = tmp_path_factory.mktemp("imports") / "archive.db"
    ingest([str(sample)], str(path))
    return path


def loaded(*arguments: str) -> set[str]:
    """The modules that a command loads beyond click's own; fails where the command does."""
    done = subprocess.run([sys.executable, "-c", CHILD, *arguments], capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)], ids=" ".join)
def test_help_imports_nothing(arguments: tuple[str, ...]) -> None:
    """The page of help imports click, and of this program only the list of commands and the errors."""
    modules = loaded(*arguments)
    assert {module for module in modules if module.startswith("archive")} == {
        "archive",
        "archive.cli",
        "archive.cli.group",
        "archive.errors",
    }
    assert modules.isdisjoint(HEAVY | {"sqlite3", "json", "hashlib", "urllib.parse"})


@pytest.mark.parametrize("command", ["search", "ingest", "show", "check"])
def test_help_of_a_command(command: str) -> None:
    """The page of help of a command imports neither the database nor the parser."""
    assert loaded(command, "--help").isdisjoint(HEAVY | {"sqlite3"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("damp",),
        ("damp", "--format", "refs"),
        ("damp", "--json"),
        ("damp", "--format", "jsonl"),
        ("damp", "--council", "eastmere", "--category", "housing", "--outcome", "closed", "--since", "2023-05"),
        ("--reason", "insufficient_fault", "--sort", "newest", "--limit", "2"),
        ("23", "902", "391"),
        ('"damp and mould"', "OR", "mou*"),
    ],
    ids=" ".join,
)
def test_search_imports_nothing_heavy(archive: Path, arguments: tuple[str, ...]) -> None:
    """A search that finds something imports neither sqlite-utils, dateutil, csv nor the parser."""
    modules = loaded("search", *arguments, "--db", str(archive))
    assert "sqlite3" in modules
    assert modules & HEAVY == set()


def test_show_imports_no_parser(archive: Path) -> None:
    """Reading a decision back needs neither the parser nor sqlite-utils."""
    modules = loaded("show", "23 902 391", "--db", str(archive))
    assert modules.isdisjoint({"sqlite_utils", "dateutil", "selectolax", "archive.parsing", "archive.storage.schema"})


def test_package_imports_nothing() -> None:
    """`import archive` loads no other part of it: the public names load when they are used."""
    code = "import archive, sys; print(*(name for name in sys.modules if name.startswith(('archive.', 'sqlite3'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
