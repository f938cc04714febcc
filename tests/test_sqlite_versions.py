"""The shipped file in the oldest SQLite that must open it and in the newest, neither of which has FTS5.

Both are builds for Node (sql.js), which `make test` fetches where npm is; `make oldest` runs the tests of the file on
an SQLite 3.31.1 with FTS5, built from source.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from archive.ingester import ingest
from archive.storage.shipping import ship

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
BUILDS = Path(sys.prefix) / "clients" / "node_modules"
"""Where `make test` puts the builds: in the environment that runs the tests."""

VERSIONS = {"sqlite-oldest": (3, 31), "sqlite-newest": (3, 54)}


@pytest.fixture(scope="module")
def shipped(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shipped archive of the sample."""
    folder = tmp_path_factory.mktemp("versions")
    ingest([str(sample)], str(folder / "working.db"))
    ship(folder / "working.db", folder / "archive.db")
    return folder / "archive.db"


def named(archive: Path, kind: str) -> list[str]:
    """The tables or views that are neither SQLite's own nor parts of the index."""
    sql = "SELECT name FROM sqlite_master WHERE type = ? ORDER BY name"
    with closing(sqlite3.connect(archive)) as connection:
        names = [name for (name,) in connection.execute(sql, (kind,))]
    return [name for name in names if not name.startswith(("sqlite_", "decisions_fts"))]


def as_text(archive: Path, name: str) -> str:
    """A question for every row of a table or view, each value as text: a number of Node's has but 53 bits."""
    with closing(sqlite3.connect(archive)) as connection:
        columns = [column for (column,) in connection.execute(f"SELECT name FROM pragma_table_info('{name}')")]
    values = ", ".join(f'CAST("{column}" AS TEXT)' for column in columns)
    return f"SELECT {values} FROM {name}"


def here(archive: Path, questions: Sequence[str]) -> list[list[list[Any]]]:
    """The rows that the SQLite of this Python answers to each question."""
    with closing(sqlite3.connect(archive)) as connection:
        return [[list(row) for row in connection.execute(question)] for question in questions]


def there(build: str, archive: Path, questions: Sequence[str]) -> tuple[str, list[dict[str, Any]]]:
    """The version of a build and what it answers to each question: `rows`, or `error`."""
    node = shutil.which("node")
    if node is None or not (BUILDS / build).is_dir():
        pytest.skip(f"no {build} in {BUILDS}: `make clients` fetches it with npm")
    command = [node, str(HERE / "clients" / "answers.js"), str(BUILDS / build), str(archive)]
    done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    return told["version"], told["answers"]


@pytest.mark.parametrize("build", VERSIONS)
@pytest.mark.parametrize("kind", ["view", "table"])
def test_answers_are_the_same(build: str, kind: str, shipped: Path) -> None:
    """Every view and every table gives the same rows, value by value, as in the SQLite of this Python."""
    questions = [as_text(shipped, name) for name in named(shipped, kind)]
    version, answers = there(build, shipped, questions)
    assert tuple(map(int, version.split(".")[:2])) == VERSIONS[build]
    assert [answer["error"] for answer in answers if "error" in answer] == []
    assert [answer["rows"] for answer in answers] == here(shipped, questions)
    assert len(questions) >= 8


@pytest.mark.parametrize("build", VERSIONS)
def test_only_the_index_needs_its_module(build: str, shipped: Path) -> None:
    """Without FTS5 the index alone is closed, in a plain sentence; the file's integrity can be tested all the same."""
    questions = ["SELECT count(*) FROM decisions_fts", "PRAGMA integrity_check", "PRAGMA foreign_key_check"]
    _, (index, integrity, keys) = there(build, shipped, questions)
    assert index == {"error": "no such module: fts5"}
    assert integrity == {"rows": [["ok"]]}
    assert keys == {"rows": []}
