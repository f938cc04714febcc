"""Making and migrating the schema, and loading the reference rows."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archive.resources import read_rows, resource
from archive.storage.connection import SCHEMA_VERSION, transaction

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Migrations

ACKNOWLEDGEMENT = (
    "Decisions reproduced from the Local Government and Social Care Ombudsman, "
    "© Commission for Local Administration in England; reasons, amounts and links derived by this archive."
)
"""What the Ombudsman's re-use terms ask for (lgo.org.uk/copyright): source and copyright, unamended, not misleading."""

_REFERENCE_FILES = (
    "outcomes.csv",
    "categories.csv",
    "councils.csv",
    "council_aliases.csv",
    "council_forms.csv",
    "council_kinds.csv",
    "council_successions.csv",
    "reasons.csv",
)


def migrations() -> Migrations:
    """The migration set of `migrations/migrations.py`, loaded from wherever the program is installed."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("archive_migrations", resource("migrations/migrations.py"))
    if spec is None or spec.loader is None:  # pragma: no cover - the file is part of the program
        raise FileNotFoundError(resource("migrations/migrations.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Migrations = module.migrations
    return found


def bring_up_to_date(connection: sqlite3.Connection) -> list[str]:
    """Apply what is pending and load changed reference rows, in one transaction each. Gives the names of the applied.

    Safe with two processes: the write lock is taken before the state is read. Raises sqlite3.Error.
    """
    applied: list[str] = []
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < SCHEMA_VERSION:
        from sqlite_utils import Database

        with transaction(connection):
            database = Database(connection, execute_plugins=False)
            found = migrations()
            applied = [pending.name for pending in found.pending(database)]
            if applied and version:
                import logging

                # One that builds the index anew takes a minute for fifty thousand decisions.
                told = f"the archive has schema {version}, brought to {SCHEMA_VERSION} now: a large one takes minutes"
                logging.getLogger("archive").warning(told)
            found.apply(database)
    stamp = reference_stamp()
    if _info(connection, "reference_rows") != stamp:
        with transaction(connection):
            if _info(connection, "reference_rows") != stamp:
                load_reference_rows(connection)
                _set_info(connection, "reference_rows", stamp)
                _set_info(connection, "acknowledgement", ACKNOWLEDGEMENT)
    return applied


def reference_stamp() -> str:
    """A hash over the shipped reference rows."""
    digest = hashlib.sha256()
    for name in _REFERENCE_FILES:
        digest.update(resource(f"data/reference/{name}").read_bytes())
    return digest.hexdigest()


def load_reference_rows(connection: sqlite3.Connection) -> None:
    """Bring outcomes, categories, councils and reasons to what `data/reference` says. Rows met in decisions stay."""
    connection.executemany(
        "INSERT INTO outcomes(name, slug) VALUES (:name, :slug) ON CONFLICT(slug) DO UPDATE SET name = excluded.name",
        read_rows("outcomes.csv"),
    )
    connection.executemany(
        "INSERT INTO reasons(code, name, gate, test, provision)"
        " VALUES (:code, :name, :gate, nullif(:test, ''), nullif(:provision, ''))"
        " ON CONFLICT(code) DO UPDATE SET name = excluded.name, gate = excluded.gate, test = excluded.test,"
        " provision = excluded.provision",
        read_rows("reasons.csv"),
    )
    categories = read_rows("categories.csv")
    connection.executemany(
        "INSERT INTO categories(title, name, slug, known) VALUES (:title, :name, :slug, 1)"
        " ON CONFLICT(slug) DO UPDATE SET title = excluded.title, name = excluded.name, known = 1",
        categories,
    )
    connection.execute(
        "UPDATE categories SET parent_id = (SELECT p.id FROM categories p"
        " WHERE p.slug = substr(categories.slug, 1, instr(categories.slug, '/') - 1)) WHERE instr(slug, '/')"
    )
    from archive.storage import councils

    councils.load(connection)


def _info(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM archive_info WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _set_info(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute(
        "INSERT INTO archive_info(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
