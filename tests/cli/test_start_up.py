"""What a search and a help page import: start-up is a feature."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from archives import small_archive

ROOT: Final = Path(__file__).resolve().parents[2]

_LISTED: Final = """
import sys
from archive.cli import invoke
code = invoke(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""

HEAVY: Final = {
    "click",
    "sqlite_utils",
    "dateutil",
    "csv",
    "difflib",
    "json",
    "decimal",
    "pathlib",
    "importlib.metadata",
    "multiprocessing",
    "selectolax",
    "archive.decision",
    "archive.parsing",
    "archive.reading",
    "archive.analysis",
    "archive.storage.schema",
    "archive.storage.writer",
    "archive.storage.lookup",
    "archive.query.blame",
    "archive.query.compound",
    "archive.query.exact",
    "archive.query.facets",
    "archive.query.lifting",
    "archive.query.places",
    "archive.query.typed",
    "archive.query.values",
}


def imported(*arguments: str) -> set[str]:
    """The modules that `lgsco` with these arguments has loaded when it ends well."""
    done = subprocess.run(
        [sys.executable, "-c", _LISTED, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the small archive."""
    return str(small_archive(tmp_path_factory.mktemp("held") / "archive.db"))


def test_a_search_imports_nothing_heavy(db: str) -> None:
    """Words, an operator, a phrase and a beginning are searched without any module that costs start-up."""
    assert not HEAVY & imported("search", 'damp OR "loft conversion" OR plan*', "--db", db)


def test_a_search_with_filters_imports_only_what_they_need(db: str) -> None:
    """Names are looked up and JSON is written, but nothing that parses or writes an archive is loaded."""
    allowed = {"json", "archive.storage.lookup", "archive.query.values"}
    asked = ("search", "damp", "--council", "northwick", "--since", "2021", "--json", "--db", db)
    assert not (HEAVY - allowed) & imported(*asked)


def test_a_search_with_fields_imports_only_what_they_need(db: str) -> None:
    """Fields, NOT, a form of a word and a date cost their own small modules; neither sqlite-utils nor dateutil."""
    allowed = {f"archive.query.{name}" for name in ("compound", "exact", "lifting", "values")} | {
        "archive.storage.lookup"
    }
    words = "exact:complained council:northwick since:2021 NOT outcome:upheld"
    assert not (HEAVY - allowed) & imported("search", words, "--db", db)


def test_a_reference_imports_only_what_it_needs(db: str) -> None:
    """A paragraph asked for by its number costs one module."""
    assert not (HEAVY - {"archive.query.places"}) & imported("search", "LGSCO 21 000 001 para 1", "--db", db)


@pytest.mark.parametrize("arguments", [("--help",), ("search", "--help")])
def test_help_imports_no_database(arguments: tuple[str, ...]) -> None:
    """A help page needs click alone."""
    modules = imported(*arguments)
    assert not (HEAVY - {"click"} | {"sqlite3", "archive.query"}) & modules
