"""A decision in the full-text index, which has no text of its own and reads from the tables what it is to forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.storage.tokens import INDEXED

if TYPE_CHECKING:
    import sqlite3


def forget(connection: sqlite3.Connection, decision_id: int | None) -> bool:
    """Take a decision out of the index, before any row of it changes; False where the index does not have it.

    What it does not have, as after a repair, it cannot forget.
    """
    held = connection.execute("SELECT 1 FROM decisions_fts_docsize WHERE id = ?", (decision_id,)).fetchone() is not None
    if held:
        connection.execute("DELETE FROM decisions_fts WHERE rowid = ?", (decision_id,))
    return held


def learn(connection: sqlite3.Connection, decision_id: int) -> None:
    """Put a decision into the index as its rows now are."""
    columns = ", ".join(INDEXED)
    connection.execute(
        f"INSERT INTO decisions_fts(rowid, {columns})"  # noqa: S608 - our own names
        f" SELECT id, {columns} FROM decision_fts_source WHERE id = ?",
        (decision_id,),
    )
