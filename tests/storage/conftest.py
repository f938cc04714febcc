"""A database in memory with the schema and the shipped reference rows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from archive.storage import schema
from archive.storage.connection import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def empty_bytes() -> bytes:
    """A database that has the schema and no rows, as bytes."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrations().apply(Database(connection, execute_plugins=False))
    made = connection.serialize()
    connection.close()
    return made


@pytest.fixture(scope="session")
def loaded_bytes(empty_bytes: bytes) -> bytes:
    """A database with the shipped reference rows, as bytes."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(empty_bytes)
    with transaction(connection):
        schema.load_reference_rows(connection)
    made = connection.serialize()
    connection.close()
    return made


@pytest.fixture
def empty(empty_bytes: bytes) -> Iterator[sqlite3.Connection]:
    """A database that has the schema and no rows."""
    yield from _opened(empty_bytes)


@pytest.fixture
def loaded(loaded_bytes: bytes) -> Iterator[sqlite3.Connection]:
    """A database with the shipped reference rows."""
    yield from _opened(loaded_bytes)


def _opened(content: bytes) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    connection.execute("PRAGMA foreign_keys = ON")
    try:
        yield connection
    finally:
        connection.close()
