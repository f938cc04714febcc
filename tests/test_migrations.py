"""The schema: made alike by the program and by sqlite-utils, fit for every client; and files that are no archive."""

from __future__ import annotations

import gzip
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.cli import COMMANDS, NO_DATABASE, invoke
from archive.ingester import ingest
from archive.resources import resource
from archive.storage.connection import APPLICATION_ID, SCHEMA_VERSION, open_writer

SCHEMAS = Path(__file__).parent / "schemas"
"""An archive of each earlier schema."""

LABELS = {"councils": "name", "categories": "title", "outcomes": "name", "reasons": "name", "decisions": "title"}
"""The tables that others point to with a label, and the column that is to be the label in every Datasette."""

ARGUMENTS = {"backup": ["copy.db"], "ingest": ["DECISION"], "search": ["damp"], "show": ["23 902 391"]}
"""What each command that opens the archive is given here; DECISION is a file of the sample."""

OPENING = sorted(COMMANDS.keys() - {"parse", "completion", "man"})
"""The commands that open the archive."""


def made_by_program(path: Path) -> Path:
    """An archive without decisions, made by this program."""
    open_writer(path, create=True).close()
    return path


def migrate_with_sqlite_utils(path: Path) -> None:
    """Run `sqlite-utils migrate PATH migrations`."""
    command = [sys.executable, "-m", "sqlite_utils", "migrate", str(path), str(resource("migrations"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def rows(path: Path, sql: str) -> list[Any]:
    """The rows of one statement."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def schema(path: Path) -> list[Any]:
    """Every statement of the schema, and the two numbers in the header."""
    statements = rows(path, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return [*statements, *rows(path, "PRAGMA application_id"), *rows(path, "PRAGMA user_version")]


def dump(path: Path) -> list[str]:
    """The whole content as SQL, but for the day on which migrations were applied."""
    with closing(sqlite3.connect(path)) as connection:
        return [line for line in connection.iterdump() if '"_sqlite_migrations" VALUES' not in line]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive without decisions."""
    return made_by_program(tmp_path_factory.mktemp("schema") / "empty.db")


@pytest.fixture(scope="module")
def filled(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An archive of a few decisions, as bytes."""
    path = tmp_path_factory.mktemp("schema") / "filled.db"
    ingest([str(found) for found in sorted(sample.glob("23-9*.txt"))], str(path))
    return path.read_bytes()


def test_program_and_tool_make_the_same(empty: Path, tmp_path: Path) -> None:
    """`sqlite-utils migrate archive.db migrations` makes the schema that the program makes, statement by statement."""
    other = tmp_path / "other.db"
    migrate_with_sqlite_utils(other)
    assert schema(other) == schema(empty)


def test_program_takes_over_from_the_tool(empty: Path, tmp_path: Path) -> None:
    """A file that sqlite-utils made gets its reference rows from the program and is then the same."""
    other = tmp_path / "other.db"
    migrate_with_sqlite_utils(other)
    made_by_program(other)
    assert dump(other) == dump(empty)


def test_applying_twice_changes_nothing(tmp_path: Path, filled: bytes) -> None:
    """Neither the tool nor the program changes an archive that is up to date."""
    path = tmp_path / "archive.db"
    path.write_bytes(filled)
    before = dump(path), rows(path, "SELECT * FROM _sqlite_migrations")
    migrate_with_sqlite_utils(path)
    assert invoke(["migrate", "--db", str(path)]) == 0
    assert (dump(path), rows(path, "SELECT * FROM _sqlite_migrations")) == before


@pytest.mark.parametrize("by", ["program", "tool"])
def test_file_of_the_first_schema(by: str, tmp_path: Path) -> None:
    """An older archive keeps its documents as they are, unnamed, whoever upgrades it, and is whole."""
    path = tmp_path / "archive.db"
    path.write_bytes(gzip.decompress((SCHEMAS / "1.db.gz").read_bytes()))
    assert invoke(["search", "fault", "--db", str(path)]) == NO_DATABASE
    before = rows(path, "SELECT * FROM documents")
    if by == "program":
        assert invoke(["migrate", "--db", str(path)]) == 0
    else:
        migrate_with_sqlite_utils(path)
    assert rows(path, "SELECT * FROM documents") == [(*row, None) for row in before]
    assert rows(path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert invoke(["check", "-q", "--db", str(path)]) == 0


def tables(path: Path) -> list[str]:
    """The names of the ordinary tables."""
    found = rows(path, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return [name for name, sql in found if not name.startswith(("decisions_fts", "sqlite_", "_sqlite")) and sql]


def test_numbers_in_the_header(empty: Path) -> None:
    """`application_id` and `user_version` are those the program knows the file by."""
    assert rows(empty, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(empty, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert APPLICATION_ID.to_bytes(4, "big") == b"LGSC"


def test_foreign_keys(empty: Path) -> None:
    """Every foreign key names its column (Datasette fails without), and is the first column of an index."""
    unnamed, without_index = [], []
    for table in tables(empty):
        leading = {
            rows(empty, f"SELECT name FROM pragma_index_info('{name}') WHERE seqno = 0")[0][0]
            for (name,) in rows(empty, f"SELECT name FROM pragma_index_list('{table}')")
        }
        for parent, column, to in rows(
            empty, f'SELECT "table", "from", "to" FROM pragma_foreign_key_list(\'{table}\')'
        ):
            if to is None:
                unnamed.append((table, column, parent))
            if column not in leading:
                without_index.append((table, column))
    assert unnamed == []
    assert without_index == []


@pytest.mark.parametrize(("table", "label"), LABELS.items())
def test_labels(empty: Path, table: str, label: str) -> None:
    """The wanted label is the first column called name or title, and has a UNIQUE of its own."""
    columns = [name for (name,) in rows(empty, f"SELECT name FROM pragma_table_info('{table}')")]
    unique = [
        [column for (column,) in rows(empty, f"SELECT name FROM pragma_index_info('{name}')")]
        for (name,) in rows(empty, f"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\" AND NOT partial")
    ]
    assert next(column for column in columns if column in {"name", "title"}) == label
    assert [label] in unique


def explained(sql: str) -> list[tuple[str, str]]:
    """The columns of a CREATE statement that have a note on their line, and the note."""
    found = []
    for line in sql.splitlines():
        column, dashes, note = line.partition(" --- ")
        if dashes and note.strip():
            expression, named, name = column.rstrip(",").rpartition(" AS ")
            found.append((name if named and expression else column.split()[0].rstrip(",").rpartition(".")[2], note))
    return found


def test_tables_and_columns_are_explained(empty: Path) -> None:
    """Every table and view says in its own SQL what it holds, and every column what it means: every client shows it."""
    made = [
        (name, sql)
        for name, sql in rows(empty, "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')")
        if not name.startswith(("sqlite_", "_sqlite", "decisions_fts_"))
    ]
    assert len(made) > 20
    assert [name for name, sql in made if not re.search(r"^  --! \S", sql, re.MULTILINE)] == []
    columns = {
        name: [column for (column,) in rows(empty, f"SELECT name FROM pragma_table_info('{name}')")] for name, _ in made
    }
    assert {name: [column for column, _ in explained(sql)] for name, sql in made} == columns


def test_notes_do_not_reach_the_index(empty: Path) -> None:
    """FTS5 is given the columns alone: the notes between them are SQLite's to keep, not the index's to read."""
    columns = [name for (name,) in rows(empty, "SELECT name FROM pragma_table_info('decisions_fts')")]
    assert columns == [name for (name,) in rows(empty, "SELECT name FROM pragma_table_info('decision_fts_source')")][1:]


def code_of(sql: str) -> str:
    """SQL without comments and string constants."""
    return re.sub(r"--[^\n]*|/\*.*?\*/|'[^']*'", " ", sql, flags=re.DOTALL)


@pytest.mark.parametrize(
    "word",
    [
        pytest.param(r"\bSTRICT\b", id="STRICT"),
        pytest.param(r"\bGENERATED\b|\bSTORED\b|\bVIRTUAL\b(?! TABLE)", id="generated column"),
        pytest.param(r"->", id="arrow"),
        pytest.param(r"\bFILTER\b", id="FILTER"),
        pytest.param(r"\bOVER\b|\bWINDOW\b", id="window function"),
        pytest.param(r"\bNULLS\b", id="NULLS LAST"),
        pytest.param(r"\biif\s*\(", id="iif"),
        pytest.param(r"\bjson", id="json"),
        pytest.param(r"\b(?:RIGHT|FULL)\s+(?:OUTER\s+)?JOIN\b", id="RIGHT JOIN"),
        pytest.param(r"\bIS\s+(?:NOT\s+)?DISTINCT\b", id="IS DISTINCT FROM"),
        pytest.param(r"\bCOLLATE\b", id="collation"),
        pytest.param(r"\bescape_fts\b", id="a function of Datasette"),
        pytest.param(r"\bchar\s*\(", id="char(), a type in DuckDB"),
        pytest.param(r"\bIS\s+(?!NULL\b|NOT\s+NULL\b)", id="a IS b, unknown to DuckDB"),
        pytest.param(r"\bCROSS\s+JOIN\b", id="CROSS JOIN ... ON, unknown to DuckDB"),
    ],
)
def test_words_that_old_clients_do_not_know(empty: Path, word: str) -> None:
    """No statement uses what an SQLite of 2019, an SQLite without extensions, or DuckDB's reader cannot read."""
    statements = rows(empty, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    assert [name for name, sql in statements if re.search(word, code_of(sql), re.IGNORECASE)] == []


def test_no_computed_columns(empty: Path) -> None:
    """No column is computed by SQLite: every value is stored, and so readable everywhere."""
    assert [
        table
        for table in tables(empty)
        if rows(empty, f"SELECT 1 FROM pragma_table_xinfo('{table}') WHERE hidden <> 0")
    ] == []


def test_no_trigger_and_no_view_over_the_index(empty: Path) -> None:
    """A client without FTS5 can read every table and view, and write every table."""
    assert rows(empty, "SELECT name FROM sqlite_master WHERE type = 'trigger'") == []
    views = rows(empty, "SELECT name, sql FROM sqlite_master WHERE type = 'view'")
    assert [name for name, sql in views if re.search(r"\bdecisions_fts\b", sql)] == []


def arguments(command: str, decision: Path) -> list[str]:
    """The command line of `command`, but for --db."""
    return [command, *(str(decision) if word == "DECISION" else word for word in ARGUMENTS.get(command, []))]


def files(folder: Path) -> dict[str, bytes | None]:
    """What is in `folder`, with the content of files; but for the two that SQLite lays beside a file it reads."""
    return {
        found.name: found.read_bytes() if found.is_file() else None
        for found in folder.rglob("*")
        if not found.name.endswith(("-wal", "-shm"))
    }


def foreign_sqlite(path: Path) -> None:
    """An SQLite file of somebody else's."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes(name)")
        connection.commit()


def newer(path: Path) -> None:
    """An archive that a later version of the program made."""
    made_by_program(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.execute("UPDATE archive_info SET value = ? WHERE key = 'readable_by'", (SCHEMA_VERSION + 1,))
        connection.commit()


MADE_THERE = {("ingest", "missing"), ("ingest", "empty"), ("migrate", "empty")}
"""Where a command rightly makes the archive."""

NOT_FOR_US = {
    "newer": (newer, "newer version"),
    "foreign SQLite": (foreign_sqlite, "not an archive"),
    "text": (lambda path: path.write_text("Dear Sir or Madam,\n" * 200), "not an SQLite file"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "missing": (lambda _path: None, "no archive there"),
    "empty": (lambda path: path.touch(), "not an archive"),
    "missing folder": (lambda _path: None, ""),
}


@pytest.mark.parametrize(
    ("command", "what"),
    [(command, what) for command in OPENING for what in NOT_FOR_US if (command, what) not in MADE_THERE],
)
def test_files_that_are_no_archive(
    command: str, what: str, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command refuses them with exit code 4 and one plain line, and neither makes nor changes a file."""
    line = arguments(command, sample / "23-902-391.txt")
    path = tmp_path / "missing" / "archive.db" if what == "missing folder" else tmp_path / "archive.db"
    make, reason = NOT_FOR_US[what]
    make(path)
    before = files(tmp_path)
    code = invoke([*line, "--db", str(path)])
    told = capsys.readouterr()
    assert code == NO_DATABASE
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.startswith(f"lgsco: {path}: ")
    assert reason in told.err
    assert files(tmp_path) == before


def test_mistyped_path_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """LGSCO_DB is treated as --db is: a mistyped path makes no file."""
    monkeypatch.setenv("LGSCO_DB", str(tmp_path / "archvie.db"))
    assert invoke(["check"]) == NO_DATABASE
    assert "archvie.db: no archive there" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", [100, 5_000, 100_000])
def test_check_of_a_damaged_file(filled: bytes, kept: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive that lost its end is told as damaged, exit code 4, in plain lines."""
    path = tmp_path / "archive.db"
    path.write_bytes(filled[:kept])
    assert invoke(["check", "--db", str(path)]) == NO_DATABASE
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize("command", sorted(ARGUMENTS))
def test_damage_under_way(
    command: str, filled: bytes, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command that runs into the damage says so in one line and exits with code 4."""
    path = tmp_path / "archive.db"
    page = 4_096
    path.write_bytes(filled[: 2 * page] + b"\xff" * (len(filled) - 2 * page))
    assert invoke([*arguments(command, sample / "25-904-909.txt"), "--db", str(path)]) == NO_DATABASE
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert told.err.startswith(f"lgsco: {path}: ")
