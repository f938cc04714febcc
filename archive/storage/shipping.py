"""A copy of the archive to give away or to keep: consistent, packed, checked, readable from a read-only folder."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, Final

from archive.errors import DatabaseProblem
from archive.storage.connection import database_errors, open_checker, open_reader
from archive.storage.integrity import findings

if TYPE_CHECKING:
    from collections.abc import Iterator


def ship(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Put a copy of the archive `source` at `target`, whole or not at all; what is there is replaced.

    The copy is the archive as it stood at one moment, also while another program writes to it: the index and the
    figures of the query planner in order, no free pages, `journal_mode=DELETE` (a file in WAL mode cannot be opened in
    a folder that cannot be written), `application_id` and `user_version` as they were, and without findings of
    `lgsco check`. `target`'s folder must be there, with room for the archive twice.
    Raises DatabaseProblem: no up-to-date archive, damaged, no room, or a target that is in use.
    """
    source, target = os.fspath(source), os.fspath(target)
    _must_be_free(source, target)
    with _beside(target, "copy") as copy, _beside(target, "packed") as packed:
        reader = open_reader(source)
        with contextlib.closing(reader), _errors(source, target), contextlib.closing(_connect(copy)) as writer:
            reader.backup(writer)
        with _errors(source, target), contextlib.closing(_connect(copy)) as writer:
            # The copy is thrown away if anything goes wrong: it needs no journal, and nothing to reach the disk.
            writer.execute("PRAGMA journal_mode = OFF").fetchone()
            writer.execute("PRAGMA synchronous = OFF")
            writer.execute("INSERT INTO decisions_fts(decisions_fts) VALUES ('optimize')")
            writer.execute("ANALYZE")
            writer.execute("VACUUM INTO ?", (os.path.abspath(packed),))  # noqa: PTH100 - as in connection.py
        _must_be_whole(packed, source)
        _put(packed, target, overwrite=True)


def backup(
    source: str | os.PathLike[str], target: str | os.PathLike[str], *, overwrite: bool = False, damaged: bool = False
) -> None:
    """Put a copy of the archive `source` at `target`, page by page, whole or not at all: the file as it stood.

    As `ship`, but nothing is packed: quick, and with room for the archive once. What is at `target` already is refused
    unless `overwrite`. With `damaged` the copy is not tested, for it is made before a repair. An archive of an older
    schema is copied too, as it is. Raises DatabaseProblem.
    """
    source, target = os.fspath(source), os.fspath(target)
    _must_be_free(source, target)
    if not overwrite and os.path.lexists(target):
        raise DatabaseProblem(_TAKEN, path=target)
    with _beside(target, "copy") as copy:
        reader = open_reader(source, older=True)
        with contextlib.closing(reader), _errors(source, target), contextlib.closing(_connect(copy)) as writer:
            reader.backup(writer)
        if not damaged:
            with _errors(source, target), contextlib.closing(_connect(copy)) as writer:
                writer.execute("PRAGMA journal_mode = DELETE").fetchone()
            _must_be_whole(copy, source)
        _put(copy, target, overwrite=overwrite)


_TAKEN: Final = "is there already: name another file, or give --overwrite"


def _put(made: str, target: str, *, overwrite: bool) -> None:
    """Give the file `made` its name, once it has reached the disk."""
    try:
        _to_disk(made)
        if overwrite:
            os.replace(made, target)  # noqa: PTH105
        else:
            _name_new(made, target)
        with contextlib.suppress(PermissionError):  # Windows opens no folder.
            _to_disk(os.path.dirname(os.path.abspath(target)))  # noqa: PTH100, PTH120
    except FileExistsError as error:
        raise DatabaseProblem(_TAKEN, path=target) from error
    except OSError as error:
        raise DatabaseProblem(f"cannot be written: {error.strerror}", path=target) from error


def _name_new(made: str, target: str) -> None:
    """Give `made` a name that nobody has. Raises FileExistsError, also where another program was quicker."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links.
        os.rename(made, target)  # noqa: PTH104
    else:
        os.unlink(made)  # noqa: PTH108


def _must_be_free(source: str, target: str) -> None:
    if os.path.isdir(target):  # noqa: PTH112
        raise DatabaseProblem("is a folder: name the file that the copy is to be", path=target)
    folder = os.path.dirname(os.path.abspath(target))  # noqa: PTH100, PTH120
    if not os.path.isdir(folder):  # noqa: PTH112
        raise DatabaseProblem(f"the folder {folder} is not there: make it first", path=target)
    if os.path.exists(target) and os.path.exists(source) and os.path.samefile(source, target):  # noqa: PTH110, PTH121
        raise DatabaseProblem("is the archive itself: give the copy another name", path=target)
    for ending in ("-wal", "-journal"):
        # SQLite would take these, left by the file that is replaced, for changes to the copy.
        if os.path.exists(target + ending):  # noqa: PTH110
            raise DatabaseProblem(
                f"in use, or left open by a program that was killed ({target}{ending} is there):"
                " close it, or give the copy another name",
                path=target,
            )


@contextlib.contextmanager
def _beside(target: str, kind: str) -> Iterator[str]:
    """A path in the folder of `target` whose file, with what SQLite lays beside it, goes in the end."""
    path = f"{target}.{kind}-{os.getpid()}"
    try:
        yield path
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                os.unlink(path + ending)  # noqa: PTH108


@contextlib.contextmanager
def _errors(source: str, target: str) -> Iterator[None]:
    """What SQLite says of damage is the fault of `source`; anything else has to do with writing `target`."""
    try:
        yield
    except sqlite3.Error as error:
        with database_errors(target if isinstance(error, sqlite3.OperationalError) else source):
            raise


def _connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(os.path.abspath(path), isolation_level=None)  # noqa: PTH100


def _must_be_whole(path: str, source: str) -> None:
    connection = open_checker(path)
    with contextlib.closing(connection), database_errors(path):
        found = next(findings(connection), None)
    if found is not None:
        raise DatabaseProblem(f"not copied, for it is damaged ({found}): run `lgsco check`", path=source)


def _to_disk(path: str) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
