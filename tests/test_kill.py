"""An ingest that is killed, fails, or is not alone: nothing half-done stays, nothing committed is lost."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from contents import content
from generated import generated, write

from archive.cli import DONE, invoke
from archive.errors import DatabaseProblem
from archive.ingester import Listener, ingest
from archive.storage.connection import open_reader
from archive.storage.writer import Writer

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from pathlib import Path

    from archive.storage.writer import Entry

FILES = 500
BATCH = 50
_DRAW = random.Random(20)  # noqa: S311 - the same moments every time, no secret
MOMENTS = [_DRAW.randrange(tenth, tenth + 100) for tenth in range(0, 1_000, 100)]
"""When the ten processes are killed, in thousandths of the time that an unbroken run takes: one in each tenth."""

CHILD = """
import contextlib, sys
import archive.storage.schema
from archive.ingester import ingest
from archive.storage import connection

transaction = connection.transaction

@contextlib.contextmanager
def told(database):
    with transaction(database):
        yield
    print(database.execute("SELECT count(*) FROM documents").fetchone()[0], flush=True)

connection.transaction = told
print("ready", flush=True)
ingest(sys.argv[3:], sys.argv[1], batch=int(sys.argv[2]))
"""
"""An ingest in batches of a chosen size; prints how many documents there are each time that a batch is committed."""


class Unbroken(NamedTuple):
    """The files, what the archive of a run over them holds, and the seconds it took in a process of its own."""

    files: Path
    content: dict[str, list[Any]]
    seconds: float


def start(db: Path, *paths: Path, batch: int = BATCH) -> subprocess.Popen[str]:
    """A process that ingests `paths`, ready to begin: its modules are loaded."""
    command = [sys.executable, "-c", CHILD, str(db), str(batch), *map(str, paths)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    if process.stdout.readline() != "ready\n":
        pytest.fail(process.communicate()[1])
    return process


def documents(connection: sqlite3.Connection) -> int:
    """How many documents a connection sees."""
    return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Unbroken:
    """A few batches of generated files, and a run over them in this process."""
    folder = tmp_path_factory.mktemp("few")
    write(folder / "files", 4 * BATCH, longest=2)
    ingest([str(folder / "files")], str(folder / "archive.db"), batch=BATCH)
    return Unbroken(folder / "files", content(folder / "archive.db"), 0)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Unbroken:
    """500 generated files, and a run over them that nothing disturbs."""
    folder = tmp_path_factory.mktemp("unbroken")
    write(folder / "files", FILES, longest=2)
    process = start(folder / "archive.db", folder / "files")
    started = time.monotonic()
    told, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    assert [int(number) for number in told.split()] == list(range(BATCH, FILES + 1, BATCH))
    return Unbroken(folder / "files", content(folder / "archive.db"), time.monotonic() - started)


def killed(unbroken: Unbroken, db: Path, moment: int) -> int:
    """Kill an ingest at `moment`, earlier where it had ended by then. Gives how many documents it had told."""
    seconds = unbroken.seconds * moment / 1_000
    while True:
        process = start(db, unbroken.files)
        time.sleep(seconds)
        process.kill()
        told, _ = process.communicate()
        done = max(map(int, told.split()), default=0)
        if done < FILES:
            return done
        for path in db.parent.iterdir():
            path.unlink()
        seconds /= 2


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed(unbroken: Unbroken, tmp_path: Path, moment: int) -> None:
    """Killed at any moment, the archive opens, is whole, holds whole batches, and a further run completes it."""
    db = tmp_path / "archive.db"
    done = killed(unbroken, db, moment)
    if db.exists():
        assert invoke(["check", "--db", str(db)]) == DONE
        with closing(open_reader(db)) as reader:
            held = documents(reader)
        assert held % BATCH == 0
        assert held >= done
    else:
        assert done == 0
    report = ingest([str(unbroken.files)], str(db), batch=BATCH)
    assert report.added + report.changed + report.unchanged == FILES
    assert report.unchanged >= done
    assert invoke(["check", "--db", str(db)]) == DONE
    assert content(db) == unbroken.content


def test_batch_that_sqlite_breaks_off(few: Unbroken, tmp_path: Path) -> None:
    """A batch that fails among its rows leaves none of them; the batches before it stay; a further run completes."""
    db = tmp_path / "archive.db"
    name = sorted(path.name for path in few.files.iterdir())[2 * BATCH + 20]
    ingest([], str(db))
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(
            f"CREATE TRIGGER boom BEFORE INSERT ON documents WHEN new.path LIKE '%{name}'"
            " BEGIN SELECT raise(ABORT, 'boom'); END"
        )
        with pytest.raises(DatabaseProblem, match="boom"):
            ingest([str(few.files)], str(db), batch=BATCH)
        assert documents(connection) == 2 * BATCH
        connection.execute("DROP TRIGGER boom")
        assert invoke(["check", "--db", str(db)]) == DONE
    ingest([str(few.files)], str(db), batch=BATCH)
    assert content(db) == few.content


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_batch_that_python_breaks_off(
    few: Unbroken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """A batch that ends in an error after its last row leaves nothing of itself, whatever the error."""
    db = tmp_path / "archive.db"
    store = Writer.store
    batches = 0

    def broken(self: Writer, entries: Sequence[Entry]) -> Counter[str]:
        nonlocal batches
        counts = store(self, entries)
        batches += 1
        if batches == 3:
            raise error
        return counts

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "store", broken)
        with pytest.raises(error):
            ingest([str(few.files)], str(db), batch=BATCH)
    with closing(sqlite3.connect(db)) as connection:
        assert documents(connection) == 2 * BATCH
    assert invoke(["check", "--db", str(db)]) == DONE
    ingest([str(few.files)], str(db), batch=BATCH)
    assert content(db) == few.content


def test_two_at_once(few: Unbroken, tmp_path: Path) -> None:
    """Two ingests at once into one new archive wait for each other: all is stored once, and the archive is whole."""
    db = tmp_path / "archive.db"
    paths = sorted(few.files.iterdir())
    processes = [start(db, *part, batch=4) for part in (paths[:120], paths[80:])]
    errors = [process.communicate()[1] for process in processes]
    assert (errors, [process.returncode for process in processes]) == (["", ""], [0, 0])
    assert invoke(["check", "--db", str(db)]) == DONE
    found = content(db)
    for table in ("councils", "categories", "words"):
        assert {row[0] for row in found[table]} == {row[0] for row in few.content[table]}
    with closing(sqlite3.connect(db)) as connection:
        assert documents(connection) == 4 * BATCH
        references = [row[0] for row in connection.execute("SELECT reference FROM decisions ORDER BY reference")]
    expected = {name[7:].removesuffix(".txt").replace("-", " ") for name, _ in generated(4 * BATCH, longest=2)}
    assert references == sorted(expected)


def test_another_ingest_between_batches(few: Unbroken, tmp_path: Path) -> None:
    """What another ingest stores between two batches, ids and new councils among it, is taken into account."""
    db = tmp_path / "archive.db"
    paths = [str(path) for path in sorted(few.files.iterdir())]
    read = 0

    def done(files: int) -> None:
        nonlocal read
        read += files
        if read == BATCH + 1:
            ingest(paths[2 * BATCH :: 2], str(db), batch=BATCH)

    report = ingest(paths, str(db), batch=BATCH, listener=Listener(done=done))
    assert report.unchanged == BATCH
    assert invoke(["check", "--db", str(db)]) == DONE
    assert [row[0] for row in content(db)["decisions"]] == [row[0] for row in few.content["decisions"]]


def test_readers_see_old_or_new(few: Unbroken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader sees nothing of a batch until it is whole; one that began to read before the ingest sees none."""
    db = tmp_path / "archive.db"
    ingest([], str(db))
    store = Writer.store
    seen: list[int] = []
    with closing(open_reader(db)) as reader, closing(open_reader(db)) as early:
        early.execute("BEGIN")
        assert documents(early) == 0

        def watched(self: Writer, entries: Sequence[Entry]) -> Counter[str]:
            counts = store(self, entries)
            seen.append(documents(reader))
            return counts

        monkeypatch.setattr(Writer, "store", watched)
        ingest([str(few.files)], str(db), batch=BATCH)
        assert seen == [0, BATCH, 2 * BATCH, 3 * BATCH]
        assert documents(reader) == 4 * BATCH
        assert documents(early) == 0


def test_making_is_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new archive whose making is broken off leaves no file at all."""

    def broken(_connection: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("archive.storage.schema.bring_up_to_date", broken)
    with pytest.raises(KeyboardInterrupt):
        ingest([], str(tmp_path / "archive.db"))
    assert list(tmp_path.iterdir()) == []


def test_another_process_makes_it_first(few: Unbroken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process has put its archive there in the last instant, that one stays and is gone on with."""
    db = tmp_path / "archive.db"
    paths = [str(path) for path in sorted(few.files.iterdir())]
    link = os.link

    other = tmp_path / "other.db"
    ingest(paths[:BATCH], str(other))

    def late(source: str, target: str) -> None:
        other.rename(target)
        link(source, target)

    monkeypatch.setattr("os.link", late)
    report = ingest(paths, str(db), batch=BATCH)
    assert report.unchanged == BATCH
    assert content(db) == few.content
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]


def test_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new archive is made on file systems that know no links too."""

    def refused(_source: str, _target: str) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refused)
    with monkeypatch.context() as broken:
        broken.setattr("os.replace", refused)
        with pytest.raises(DatabaseProblem, match=r"archive\.db: cannot be written"):
            ingest([], str(tmp_path / "archive.db"))
    assert list(tmp_path.iterdir()) == []
    ingest([], str(tmp_path / "archive.db"))
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]
    assert invoke(["check", "--db", str(tmp_path / "archive.db")]) == DONE
