"""Archives of every earlier schema open and upgrade without loss, whoever upgrades them, and how many at once."""

from __future__ import annotations

import gzip
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from contents import run

from archive.cli import DONE, invoke
from archive.errors import DatabaseProblem
from archive.maintain.reparse import reparse
from archive.storage.connection import SCHEMA_VERSION, open_checker, open_reader, open_writer
from archive.storage.expected import differences
from archive.storage.integrity import findings

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.db.gz"))
"""An archive of each schema that was released: text, a record, a PDF, two versions, siblings."""

_OWN_NAMES = "name NOT LIKE 'decisions\\_fts%' ESCAPE '\\' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"


@pytest.fixture(params=SCHEMAS, ids=lambda path: path.name.split(".")[0])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An archive of an earlier schema."""
    path = tmp_path / "archive.db"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return str(path)


def rows(db: str) -> dict[str, tuple[str, list[Any]]]:
    """The columns and rows of every table of our own."""
    tables = run(db, f"SELECT name FROM sqlite_master WHERE type = 'table' AND {_OWN_NAMES} ORDER BY name")
    found = {}
    for (table,) in tables:
        columns = ", ".join(name for (name,) in run(db, "SELECT name FROM pragma_table_info(?)", [table]))
        found[table] = (columns, run(db, f"SELECT {columns} FROM {table}"))
    return found


def lost(db: str, before: dict[str, tuple[str, list[Any]]]) -> dict[str, list[Any]]:
    """The rows that were there before and are no more, by table; columns that came since are not looked at.

    Of the reference rows, which the program brings up to date, the keys count.
    """
    found = {}
    for table, (columns, held) in before.items():
        names = "key" if table == "archive_info" else "id, name" if table == "councils" else columns
        old_rows = {row[:1] if names == "key" else row[:2] if table == "councils" else row for row in held}
        gone = old_rows - set(run(db, f"SELECT {names} FROM {table}"))
        if gone:
            found[table] = sorted(gone, key=repr)
    return found


def test_schemas_are_kept() -> None:
    """The first schema has its archive here, as each that is released will; none is of a schema yet to come."""
    numbers = [int(path.name.split(".")[0]) for path in SCHEMAS]
    assert numbers[0] == 1
    assert numbers[-1] < SCHEMA_VERSION


def test_upgraded_row_by_row(old: str) -> None:
    """After `lgsco migrate` every row that was there is there, and the archive is whole."""
    before = rows(old)
    assert len(before["decisions"][1]) > 5
    with pytest.raises(DatabaseProblem, match="lgsco migrate"):
        open_reader(old)
    assert invoke(["migrate", "--db", old]) == DONE
    assert lost(old, before) == {}
    for table in ("decisions", "documents", "sections", "paragraph_spans", "decision_reasons", "remedies", "problems"):
        assert len(rows(old)[table][1]) == len(before[table][1])
    assert run(old, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    with closing(open_checker(old)) as connection:
        assert list(findings(connection)) == []


def test_upgraded_is_as_made_anew(old: str, tmp_path: Path) -> None:
    """An upgraded archive has the schema of a new one, but for notes that came later."""
    new = str(tmp_path / "new.db")
    open_writer(new, create=True).close()
    assert invoke(["migrate", "--db", old]) == DONE
    with closing(open_reader(old)) as connection:
        assert list(differences(connection)) == []
    names = "SELECT type, name FROM sqlite_master ORDER BY type, name"
    assert run(old, names) == run(new, names)
    assert run(old, "SELECT name FROM _sqlite_migrations ORDER BY id") == run(
        new, "SELECT name FROM _sqlite_migrations ORDER BY id"
    )


def test_four_processes_at_once(old: str) -> None:
    """Of several that upgrade one archive at the same moment each ends well, and it is upgraded once."""
    before = rows(old)
    command = [sys.executable, "-m", "archive", "migrate", "--db", old]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    told = [(process.communicate()[1].splitlines(), process.returncode) for process in processes]
    # Who has to wait long for another says so before, and one that it upgrades.
    assert [(lines[-1], code) for lines, code in told] == [(f"{old}: up to date (schema {SCHEMA_VERSION})", DONE)] * 4
    others = [line for lines, _ in told for line in lines[:-1] if not line.startswith("busy: ")]
    assert others == [f"the archive has schema 1, brought to {SCHEMA_VERSION} now: a large one takes minutes"]
    assert lost(old, before) == {}
    names = run(old, "SELECT name FROM _sqlite_migrations")
    assert len(names) == len(set(names)) == SCHEMA_VERSION


def test_a_migration_that_fails_leaves_the_file_as_it_was(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pending migrations are one transaction: broken off before the last row, nothing of them stays."""
    before, version = rows(old), run(old, "PRAGMA user_version")
    migrate = "archive.storage.schema.load_reference_rows"
    real = open_writer

    def broken(self: object, database: object, name: str) -> None:
        del self, database, name
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("sqlite_utils.migrations.Migrations._record_applied", broken)
        patched.setattr(migrate, lambda _connection: None)
        with pytest.raises(KeyboardInterrupt):
            real(old)
    assert rows(old) == before
    assert run(old, "PRAGMA user_version") == version


def test_read_again_after_the_upgrade(old: str) -> None:
    """What an old archive did not keep is told and stays: its records and PDFs; all the rest is read again."""
    assert invoke(["migrate", "--db", old]) == DONE
    before = rows(old)
    report = reparse(old, everything=True)
    assert {kept.code for kept in report.kept} == {"not_kept"}
    assert {kept.path for kept in report.kept} == {"r.json", "s.pdf"}
    assert report.unchanged == len(before["decisions"][1]) - 2
    assert lost(old, before) == {}
