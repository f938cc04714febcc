"""Opening the archive file, for reading or for writing.

Plain `sqlite3`: a search imports nothing heavier. sqlite-utils comes in only where the schema is made or migrated.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from archive.errors import DatabaseProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x4C475343
SCHEMA_VERSION = 5
"""`user_version` of a file that this program writes; it rises with every migration."""

BUSY_SECONDS = 30.0
"""How long one statement waits for another program."""

_QUIET_MS = 1_000
_PATIENT_MS = 600_000
"""How long a transaction waits for another before that is said, and before it gives up: a repair may take minutes."""


def open_reader(path: str | os.PathLike[str], *, older: bool = False) -> sqlite3.Connection:
    """A read-only connection to an up-to-date archive. Raises DatabaseProblem: missing, foreign, older, newer, damaged.

    Temporary tables may be made; the file is never written. Rows come as plain tuples. With `older` one that an older
    program made is opened too. One of a newer program is opened where that says that this one can read it.
    """
    path = os.fspath(path)
    _must_exist(path)
    connection = _connect_read_only(path)
    try:
        version = _schema_version(connection, path, reading=True)
    except BaseException:
        connection.close()
        raise
    if version < SCHEMA_VERSION and not older:
        connection.close()
        raise DatabaseProblem("made by an older version of this program: run `lgsco migrate`", path=path)
    return connection


def open_writer(path: str | os.PathLike[str], *, create: bool = False) -> sqlite3.Connection:
    """A connection for writing, in WAL mode, with the schema up to date and the reference rows loaded.

    The file stays in WAL mode: going back would lock a later writer out while anybody reads.
    `create` makes a missing file. Statements outside `transaction` commit by themselves. Raises DatabaseProblem.
    """
    path = os.fspath(path)
    if not create:
        _must_exist(path)
    _must_not_be_a_folder(path)
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - pathlib costs a search its start-up
    if not os.path.isdir(folder):  # noqa: PTH112
        raise DatabaseProblem(f"the folder {folder} is not there: make it, or give another --db", path=path)
    with database_errors(path):
        if not os.path.exists(path):  # noqa: PTH110
            _make_new(path)
        # The whole path, for SQLite has meanings of its own for "" and ":memory:".
        connection = sqlite3.connect(os.path.abspath(path), timeout=BUSY_SECONDS, isolation_level=None)  # noqa: PTH100
    try:
        with database_errors(path):
            _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def open_checker(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """A connection that may write but changes nothing by itself, for `findings`. Raises DatabaseProblem."""
    path = os.fspath(path)
    _must_exist(path)
    with database_errors(path):
        connection = sqlite3.connect(_uri(path, "mode=rw"), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _schema_version(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: BEGIN IMMEDIATE, then COMMIT, or ROLLBACK if anything is raised.

    Where another program writes, it waits, and says so on the logger `archive`: without a handler, on standard error.
    """
    _begin(connection)
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _begin(connection: sqlite3.Connection) -> None:
    (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
    try:
        connection.execute(f"PRAGMA busy_timeout = {min(usual, _QUIET_MS)}").fetchone()
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            import logging

            logging.getLogger("archive").warning("busy: another program is writing to the archive; waiting for it")
            connection.execute(f"PRAGMA busy_timeout = {_PATIENT_MS}").fetchone()
            connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual}").fetchone()


@contextlib.contextmanager
def database_errors(path: str) -> Iterator[None]:
    """Turn what SQLite raises into a DatabaseProblem that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseProblem(_advice(error), path=path) from error


def _advice(error: sqlite3.Error) -> str:
    text = str(error)
    known = {
        "file is not a database": "not an SQLite file: give the archive with --db",
        "attempt to write a readonly database": "cannot be written: check the file's permissions",
        "unable to open database file": "cannot be opened: check the path and its permissions",
        "database is locked": "another program is writing to it: try again when it has finished",
        "database or disk is full": "the disk is full: free some space and run this again",
        "database disk image is malformed": "damaged: run `lgsco check`",
        "disk I/O error": "the disk cannot be read or written (I/O error): see to it, then run `lgsco check`",
    }
    return known.get(text, f"SQLite says: {text}")


def _must_exist(path: str) -> None:
    if not os.path.exists(path):  # noqa: PTH110
        raise DatabaseProblem("no archive there: run `lgsco ingest` first, or name another file with --db", path=path)
    _must_not_be_a_folder(path)


def _must_not_be_a_folder(path: str) -> None:
    if os.path.isdir(os.path.abspath(path)):  # noqa: PTH100, PTH112
        raise DatabaseProblem("is a folder, not an archive file", path=path)


def _uri(path: str, options: str) -> str:
    # The three characters that mean something in an SQLite URI; urllib would cost every search its import.
    escaped = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")  # noqa: PTH100
    return f"file:{escaped}?{options}"


def _connect_read_only(path: str) -> sqlite3.Connection:
    # A file in WAL mode in a folder that cannot be written opens only as immutable; that is safe when no -wal is left.
    for options in ("mode=ro", "mode=ro&immutable=1"):
        connection = None
        try:
            connection = sqlite3.connect(_uri(path, options), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if connection is not None:
                connection.close()
            if options == "mode=ro" and not os.path.exists(path + "-wal"):  # noqa: PTH110
                continue
            raise DatabaseProblem(_advice(error), path=path) from error
        except sqlite3.DatabaseError as error:
            if connection is not None:
                connection.close()
            raise DatabaseProblem(_advice(error), path=path) from error
        else:
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA mmap_size = 2147483648")
            connection.execute("PRAGMA cache_size = -16384")
            return connection
    raise AssertionError  # pragma: no cover


def _schema_version(connection: sqlite3.Connection, path: str, *, reading: bool = False) -> int:
    with database_errors(path):
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise DatabaseProblem("an SQLite file, but not an archive of this program: name another with --db", path=path)
    if version > SCHEMA_VERSION and not (reading and _readable_by(connection) <= SCHEMA_VERSION):
        raise DatabaseProblem(
            f"made by a newer version of this program (schema {version}; this one knows {SCHEMA_VERSION}): update it",
            path=path,
        )
    return int(version)


def _readable_by(connection: sqlite3.Connection) -> int:
    """The least schema that a program must know to read this file, as the program that made it says."""
    row = connection.execute("SELECT CAST(value AS INTEGER) FROM archive_info WHERE key = 'readable_by'").fetchone()
    return SCHEMA_VERSION + 1 if row is None else int(row[0])


def _make_new(path: str) -> None:
    """Put a new archive at `path`, all of it at once, unless another process has put one there by then.

    It is made beside and then given its name: whoever kills this leaves no half-made archive.
    """
    from archive.storage import schema

    beside = f"{path}.new-{os.getpid()}"
    try:
        with (
            contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as blank,
            contextlib.closing(sqlite3.connect(beside)) as file,
        ):
            schema.bring_up_to_date(blank)
            blank.backup(file)
        try:
            os.link(beside, path)
        except FileExistsError:
            return
        except OSError:
            # A file system without links: a second process that makes the same archive at this instant would lose.
            _rename(beside, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)  # noqa: PTH108


def _rename(made: str, path: str) -> None:
    try:
        os.replace(made, path)  # noqa: PTH105
    except OSError as error:
        raise DatabaseProblem(f"cannot be written: {(error.strerror or str(error)).lower()}", path=path) from error


def _prepare(connection: sqlite3.Connection, path: str) -> None:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables:
        _schema_version(connection, path)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    # What was committed is to outlive a power cut: one wait for the disk a batch is nothing beside the batch.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    # Every batch touches pages all over the large indexes: written back after several, each is written but once.
    connection.execute("PRAGMA wal_autocheckpoint = 32768").fetchone()
    from archive.storage import schema

    schema.bring_up_to_date(connection)
