"""The shipped file in DuckDB: it reads SQLite's tables, but runs the views itself, in its own dialect."""

from __future__ import annotations

import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from archive.ingester import ingest
from archive.storage.shipping import ship

if TYPE_CHECKING:
    from collections.abc import Iterator

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install '.[dev]'")


@pytest.fixture(scope="module")
def shipped(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shipped archive of the sample."""
    folder = tmp_path_factory.mktemp("duckdb")
    ingest([str(sample)], str(folder / "working.db"))
    ship(folder / "working.db", folder / "archive.db")
    return folder / "archive.db"


@pytest.fixture(scope="module")
def attached(shipped: Path) -> Iterator[Any]:
    """A DuckDB with the archive attached as `archive`, through the extension that comes as a Python package."""
    spec = importlib.util.find_spec("duckdb_extension_sqlite_scanner")
    if spec is None or spec.origin is None:
        pytest.skip("DuckDB's reader of SQLite is not installed: pip install duckdb-extension-sqlite-scanner")
    (extension,) = Path(spec.origin).parent.rglob("sqlite_scanner.duckdb_extension")
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{extension}'")
        connection.execute(f"ATTACH '{shipped}' AS archive (TYPE sqlite, READ_ONLY)")
        yield connection


def names(shipped: Path) -> list[str]:
    """Every table and view that is neither SQLite's own nor a part of the index."""
    with closing(sqlite3.connect(shipped)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    return [name for (name,) in found if not name.startswith(("sqlite_", "decisions_fts"))]


def test_everything_is_listed(attached: Any, shipped: Path) -> None:  # noqa: ANN401 - duckdb may be absent
    """DuckDB lists the archive: one view that it cannot parse would make the whole list fail."""
    tables = attached.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'archive'").fetchall()
    views = attached.execute("SELECT view_name FROM duckdb_views() WHERE database_name = 'archive'").fetchall()
    assert set(names(shipped)) <= {name for (name,) in [*tables, *views]}
    assert attached.execute("SHOW ALL TABLES").fetchall()


def plain(row: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """A row whose texts made by group_concat, which DuckDB puts together in any order, have their parts sorted."""
    return tuple("; ".join(sorted(each.split("; "))) if isinstance(each, str) else each for each in row)


def test_rows_are_the_same(attached: Any, shipped: Path) -> None:  # noqa: ANN401
    """Every table and view gives in DuckDB the rows it gives in SQLite."""
    for name in names(shipped):
        with closing(sqlite3.connect(shipped)) as connection:
            expected = sorted((plain(row) for row in connection.execute(f"SELECT * FROM {name}")), key=repr)
        found = attached.execute(f"SELECT * FROM archive.{name}").fetchall()
        assert sorted((plain(row) for row in found), key=repr) == expected, name
