"""The world the torture is done in: files, archives in several states, and commands in processes that may be killed."""

from __future__ import annotations

import contextlib
import ctypes
import gzip
import os
import shutil
import signal
import sqlite3
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from contents import content, run
from generated import write

from archive.cli import invoke
from archive.ingester import ingest
from archive.maintain.check import check
from archive.maintain.reparse import reparse

if TYPE_CHECKING:
    from collections.abc import Callable

TESTS: Final = Path(__file__).resolve().parents[1]
FILES: Final = 30
BATCH: Final = 5
OFF, FULL, EIO_WRITE, EIO_SYNC, EIO_READ, SHORT_READ, SHORT_WRITE, LOG = range(8)
"""The modes of faults.c."""


class Fault(NamedTuple):
    """What faults.c is to do in a child: the mode, the number of the operation, the log."""

    mode: int
    at: int = 0
    log: str = ""


class Outcome(NamedTuple):
    """How a child ended: exit code (None where it was killed), what it said, the seconds it took, and the counters."""

    code: int | None
    told: str
    seconds: float
    writes: int
    reads: int
    syncs: int


class Operation(NamedTuple):
    """Something done to an archive. `prepare` makes the archive in a folder, `line` is what is run."""

    name: str
    prepare: Callable[[Path], None]
    line: Callable[[Path], list[str]]


class World:
    """A folder with files, archives to start from, and what each must hold in the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = folder / "files"
        write(self.files, FILES, longest=1)
        for function in (ingest, reparse):
            defaults = function.__kwdefaults__
            assert defaults is not None
            defaults["batch"] = BATCH
        whole = folder / "whole.db"
        ingest([str(self.files)], str(whole))
        half = folder / "half.db"
        ingest([str(path) for path in sorted(self.files.iterdir())[: FILES // 2]], str(half))
        old = folder / "old.db"
        old.write_bytes(gzip.decompress((TESTS / "schemas" / "1.db.gz").read_bytes()))
        migrated = folder / "migrated.db"
        shutil.copy(old, migrated)
        assert invoke(["migrate", "-q", "--db", str(migrated)]) == 0
        aged, damaged = folder / "aged.db", folder / "damaged.db"
        for path in (aged, damaged):
            settle(whole)
            shutil.copy(whole, path)
        run(aged, "UPDATE documents SET parser = 0")
        run(aged, "UPDATE decisions SET disposition = 'x', document_type = NULL WHERE id % 3 = 0")
        run(aged, "DELETE FROM decision_reasons WHERE decision_id % 2 = 0")
        run(damaged, "DELETE FROM decision_reasons WHERE decision_id % 2 = 0")
        run(damaged, "DELETE FROM sections WHERE decision_id % 5 = 0")
        run(damaged, "DELETE FROM decisions WHERE id % 7 = 0")
        run(damaged, "DROP VIEW decision_search")
        for path in (whole, half, old, aged, damaged, migrated):
            settle(path)
        self.truth = {"whole": known(whole), "migrated": known(migrated)}
        self.operations = (
            Operation("ingest", self._copy("half"), lambda db: ["ingest", str(self.files), "--db", str(db)]),
            Operation("migrate", self._copy("old"), lambda db: ["migrate", "--db", str(db)]),
            Operation("reparse", self._copy("aged"), lambda db: ["reparse", "--db", str(db)]),
            Operation("repair", self._copy("damaged"), lambda db: ["check", "--repair", "--db", str(db)]),
            Operation("backup", self._copy("whole"), lambda db: ["backup", str(db.with_name("copy")), "--db", str(db)]),
        )
        self.ingest_anew = Operation("ingest anew", lambda _folder: None, self.operations[0].line)

    def _copy(self, name: str) -> Callable[[Path], None]:
        def prepare(folder: Path) -> None:
            shutil.copy(self.folder / f"{name}.db", folder / "archive.db")

        return prepare

    def arena(self, operation: Operation) -> Path:
        """A new folder with the archive that `operation` starts from; gives the path of the archive."""
        folder = self.folder / "arena"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        operation.prepare(folder)
        return folder / "archive.db"

    def damage(self, operation: Operation, db: Path) -> list[str]:
        """What is wrong after `operation` was broken off: with the file as it is, and after the same was done again."""
        found = []
        if not db.exists():
            if operation is not self.ingest_anew:
                return ["the archive is gone"]
        elif operation.name == "repair":
            ((state,),) = run(db, "PRAGMA integrity_check")
            found += [] if state == "ok" else [f"SQLite says {state}"]
            if run(db, "SELECT count(*) FROM documents") != run(
                self.folder / "whole.db", "SELECT count(*) FROM documents"
            ):
                found.append("documents lost")
        else:
            found += [str(finding) for finding in check(str(db), full=True).findings]
        copy = db.with_name("copy")
        if operation.name == "backup" and copy.exists():
            found += [f"copy: {finding}" for finding in check(str(copy), full=True).findings]
            found += [] if known(copy) == self.truth["whole"] else ["copy: not what was copied"]
            copy.unlink()
        again = child(operation.line(db))
        if again.code != 0:
            return [*found, f"done again: exit {again.code}: {again.told}"]
        expected = self.truth["migrated" if operation.name == "migrate" else "whole"]
        held = known(db)
        found += [f"{table}: rows lost or doubled" for table in expected if held.get(table) != expected[table]]
        found += [str(finding) for finding in check(str(db), full=True).findings]
        return found


def settle(db: Path) -> None:
    """Bring everything from the WAL into the file, so that it can be copied."""
    with contextlib.closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def known(db: Path) -> dict[str, list[Any]]:
    """What an archive holds, but for the note of when it was read again."""
    held = content(db)
    held["archive_info"] = [row for row in held["archive_info"] if row[0] != "reparsed"]
    return held


def library() -> Any:  # noqa: ANN401 - ctypes has no better
    """The functions of faults.c, where it is preloaded."""
    return ctypes.CDLL(None)


def child(line: list[str], *, fault: Fault | None = None, kill_after: float | None = None) -> Outcome:
    """Run a command line in a process of its own, a fork of this one; kill it where it is still there after a time."""
    reader, writer = os.pipe()
    started = time.monotonic()
    process = os.fork()
    if process == 0:
        os.close(reader)
        os.dup2(writer, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        _work(line, fault)
    os.close(writer)
    if kill_after is not None:
        time.sleep(kill_after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    with os.fdopen(reader, encoding="utf-8", errors="replace") as pipe:
        told = pipe.read()
    _, status = os.waitpid(process, 0)
    seconds = time.monotonic() - started
    code = os.waitstatus_to_exitcode(status)
    told, _, counters = told.partition("\x00")
    writes, reads, syncs = (int(number) for number in counters.split()) if counters else (0, 0, 0)
    return Outcome(None if code < 0 else code, told, seconds, writes, reads, syncs)


def _work(line: list[str], fault: Fault | None) -> None:
    """The child: arms the fault, runs the command, tells the counters, and ends without any more ado."""
    code = 70
    try:
        if fault is not None:
            library().faults_arm(fault.mode, ctypes.c_long(fault.at), b"archive.db", fault.log.encode())
        code = invoke(line)
        sys.stderr.flush()
        if fault is not None:
            seen = [library().faults_seen(kind) for kind in range(3)]
            library().faults_arm(OFF, ctypes.c_long(0), b"-", b"")
            os.write(2, b"\x00%d %d %d" % tuple(seen))
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told as what it is: a fault of the program
        os.write(2, f"Traceback: {error!r}".encode())
    finally:
        os._exit(code)
