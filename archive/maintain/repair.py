"""Mending what can be mended from the stored documents, all or nothing, after a copy of the file as it was."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from archive.errors import Refused
from archive.maintain.check import CheckReport, check, compared
from archive.maintain.rebuild import Comparer, rebuild
from archive.maintain.salvage import salvage
from archive.storage import schema
from archive.storage.connection import SCHEMA_VERSION, database_errors, open_checker, transaction
from archive.storage.expected import differences
from archive.storage.integrity import RESTORE
from archive.storage.rewriter import Rewriter
from archive.storage.rows import OWN_TABLES
from archive.storage.shipping import backup

if TYPE_CHECKING:
    from collections.abc import Callable

_WITHOUT_DOCUMENT: Final = ("problems", "carriers")


@dataclass(slots=True)
class RepairReport:
    """What was mended, in plain lines; the copy made before, None where nothing was wrong; and what is left."""

    backup: str | None = None
    mended: list[str] = field(default_factory=list)
    left: CheckReport = field(default_factory=CheckReport)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"backup": self.backup, "mended": self.mended, **self.left.to_dict()}


def repair(db: str, *, done: Callable[[int], None] = lambda _decisions: None) -> RepairReport:
    """Check all of the archive `db`, copy it beside itself where something is wrong, and mend what the documents allow.

    A decision whose document was changed, or no longer reads as it, stays as it is. Raises DatabaseProblem.
    """
    before = check(db, full=True, done=done)
    pages = any(finding.code == "file" and finding.advice == RESTORE for finding in before.findings)
    rows = any("--repair" in finding.advice for finding in before.findings)
    if before.schema < SCHEMA_VERSION or not (pages or rows):
        return RepairReport(left=before)
    report = RepairReport(backup=_beside(db))
    backup(db, report.backup or "", damaged=True)
    if not pages:
        pages = not _mend_in_place(db, report)
    if pages:
        report.mended += salvage(db, _mend)
    report.left = check(db, full=True)
    return report


def _mend_in_place(db: str, report: RepairReport) -> bool:
    """Mend all in one transaction; False, with nothing changed, where SQLite meets a damaged page on the way."""
    with contextlib.closing(open_checker(db)) as connection, database_errors(db):
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            with transaction(connection):
                mended = _mend(connection)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            return False
    report.mended += mended
    return True


def _beside(db: str) -> str:
    """A name for the copy, with the time and, should the clock repeat itself, a number."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    name = f"{db}.before-repair-{stamp}"
    number = 1
    while os.path.lexists(name):
        number += 1
        name = f"{db}.before-repair-{stamp}-{number}"
    return name


def _mend(connection: sqlite3.Connection) -> list[str]:
    """Everything that can be mended, in the order in which one thing rests on another; a line for each kind."""
    mended = _mend_schema(connection)
    connection.execute("REINDEX")
    in_step = _in_step(connection)
    if not in_step:
        # What is to be forgotten of a decision would be looked for in vain.
        connection.execute("INSERT INTO decisions_fts(decisions_fts) VALUES ('delete-all')")
    schema.load_reference_rows(connection)
    homeless = _mend_homeless(connection)
    if homeless:
        mended.append(f"{homeless:,} decision row(s) put back that documents belong to")
    for table, count in _drop_orphans(connection).items():
        mended.append(f"{count:,} row(s) of {table} without their decision or document taken out")
    rewritten, unread = _mend_decisions(connection)
    if unread:
        mended.append(f"{unread:,} decision(s) made ready to be read from their files again: ingest those")
    if rewritten:
        mended.append(f"{rewritten:,} decision(s) written anew from their documents")
    if not in_step:
        connection.execute("INSERT INTO decisions_fts(decisions_fts) VALUES ('rebuild')")
        mended.append("the full-text index built anew")
    return mended


def _mend_schema(connection: sqlite3.Connection) -> list[str]:
    """Make missing parts, replace views and indexes that differ, and drop triggers. Tables that differ stay."""
    mended = []
    for how, part in list(differences(connection)):
        if how == "other" and part.kind == "table":
            continue
        if how != "missing":
            connection.execute(f'DROP {part.kind} "{part.name}"')
        if how != "foreign":
            connection.execute(part.sql)
        mended.append(f"the {part.kind} {part.name} {'taken out' if how == 'foreign' else 'made anew'}")
    return mended


def _mend_homeless(connection: sqlite3.Connection) -> int:
    """Give documents whose decision has no row a bare one, to be written anew, or the row of their reference."""
    lost = connection.execute(
        "SELECT DISTINCT decision_id FROM documents x"
        " WHERE NOT EXISTS (SELECT 1 FROM decisions d WHERE d.id = x.decision_id)"
    ).fetchall()
    count = 0
    for (decision_id,) in lost:
        try:
            reference = rebuild(connection, decision_id).decision.reference
        except Refused:
            continue
        row = connection.execute("SELECT id FROM decisions WHERE reference = ?", (reference,)).fetchone()
        if row:
            connection.execute(
                "UPDATE documents SET decision_id = ?, is_current = 0 WHERE decision_id = ?", (row[0], decision_id)
            )
        else:
            connection.execute(
                "INSERT INTO decisions(id, reference, title) VALUES (?, ?, ?)", (decision_id, reference, reference)
            )
        count += 1
    return count


def _drop_orphans(connection: sqlite3.Connection) -> Counter[str]:
    """Take out rows derived from decisions and documents that are no more."""
    dropped: Counter[str] = Counter()
    for tables, key, parent in (
        (OWN_TABLES, "decision_id", "decisions"),
        (_WITHOUT_DOCUMENT, "document_id", "documents"),
    ):
        for table in tables:
            cursor = connection.execute(
                f"DELETE FROM {table} WHERE NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{key})"  # noqa: S608
            )
            dropped[table] += cursor.rowcount
    return +dropped


def _mend_decisions(connection: sqlite3.Connection) -> tuple[int, int]:
    """Write anew every decision that differs from its documents; gives how many, and of how many that cannot be done.

    The documents of those are marked as never read, so that an ingest of their files does not pass them over.
    """
    rewriter = Rewriter(connection)
    comparer = Comparer(connection, rewriter.vocabulary)
    rewritten = unread = 0
    for (decision_id,) in connection.execute("SELECT id FROM decisions ORDER BY id").fetchall():
        found = {finding.code for finding in compared(connection, comparer, decision_id, Counter())}
        if found == {"differs"}:
            rewriter.rewrite([rebuild(connection, decision_id)])
            rewritten += 1
        elif found:
            connection.execute(
                "DELETE FROM files WHERE path IN (SELECT path FROM documents WHERE decision_id = ?)", (decision_id,)
            )
            connection.execute("UPDATE documents SET parser = 0 WHERE decision_id = ?", (decision_id,))
            unread += 1
    return rewritten, unread


def _in_step(connection: sqlite3.Connection) -> bool:
    """Whether the index has every decision, and no other, with the words of its text."""
    try:
        connection.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return False
    (strays,) = connection.execute(
        "SELECT (SELECT count(*) FROM decisions WHERE id NOT IN (SELECT id FROM decisions_fts_docsize))"
        " + (SELECT count(*) FROM decisions_fts_docsize WHERE id NOT IN (SELECT id FROM decisions))"
    ).fetchone()
    return not strays
