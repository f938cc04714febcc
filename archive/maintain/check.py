"""Checking an archive: the file itself, and each decision's rows against what its stored documents say."""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from archive.errors import Refused
from archive.maintain.rebuild import Comparer, rebuild
from archive.parsing_version import PARSER_VERSION
from archive.rereading import CHANGED, as_it_came
from archive.storage.connection import SCHEMA_VERSION, database_errors, open_checker, open_reader
from archive.storage.documents import documents_by_id
from archive.storage.integrity import REPAIR, Finding, counts, findings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

SAMPLE: Final = 1_000
"""Decisions compared with their documents where not all are: a second or two."""

_INGEST: Final = "ingest its file again, or restore a backup"
_AGAIN: Final = f"run `lgsco check --repair`, then {_INGEST}"

_BROKEN: Final = {"file", "schema_missing"}
"""Findings that leave nothing to compare."""


@dataclass(slots=True)
class CheckReport:
    """What a check found. `compared` of `decisions` were read again, drawn by `seed`; None where all were."""

    schema: int = 0
    findings: list[Finding] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    compared: int = 0
    seed: int | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "format_version": 1,
            "whole": self.whole,
            "schema": self.schema,
            "parser": PARSER_VERSION,
            "counts": self.counts,
            "compared": self.compared,
            "seed": self.seed,
            "findings": [finding._asdict() | {"mendable": finding.advice == REPAIR} for finding in self.findings],
            "advice": self.advice,
        }


def check(
    db: str, *, full: bool = False, seed: int = 0, done: Callable[[int], None] = lambda _decisions: None
) -> CheckReport:
    """Test the archive `db`; nothing is changed. Raises DatabaseProblem.

    Rows are compared with documents for SAMPLE decisions drawn by `seed`, with `full` for all. `done` hears one by one.
    """
    report = CheckReport()
    with contextlib.closing(open_checker(db)) as connection, database_errors(db):
        (report.schema,) = connection.execute("PRAGMA user_version").fetchone()
        report.findings += findings(connection)
    if report.schema < SCHEMA_VERSION:
        report.advice.append(f"schema {report.schema}; this program has {SCHEMA_VERSION}: run `lgsco migrate`")
    elif not _BROKEN.intersection(finding.code for finding in report.findings):
        with contextlib.closing(open_reader(db)) as connection, database_errors(db):
            # One state of the archive, whoever writes to it meanwhile.
            connection.execute("BEGIN")
            report.counts = counts(connection)
            _compare(connection, report, full=full, seed=seed, done=done)
    return report


def how_many(db: str, *, full: bool) -> int:
    """The decisions that `check` would compare."""
    with contextlib.closing(open_reader(db, older=True)) as connection, database_errors(db):
        (count,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    return int(count) if full else min(SAMPLE, int(count))


def _compare(
    connection: sqlite3.Connection, report: CheckReport, *, full: bool, seed: int, done: Callable[[int], None]
) -> None:
    """Add what the documents say otherwise than the rows, and what other parsers have read."""
    ids = [decision_id for (decision_id,) in connection.execute("SELECT id FROM decisions ORDER BY id")]
    if not full and len(ids) > SAMPLE:
        ids = sorted(random.Random(seed).sample(ids, SAMPLE))  # noqa: S311 - no secret
        report.seed = seed
    report.compared = len(ids)
    comparer = Comparer(connection)
    left: Counter[str] = Counter()
    for decision_id in ids:
        report.findings += compared(connection, comparer, decision_id, left)
        done(1)
    report.advice += _advice(connection, left)


def compared(
    connection: sqlite3.Connection, comparer: Comparer, decision_id: int, left: Counter[str]
) -> Iterator[Finding]:
    """What is wrong with one decision. What another parser read is left alone, and counted in `left`."""
    (reference,) = connection.execute("SELECT reference FROM decisions WHERE id = ?", (decision_id,)).fetchone()
    documents = documents_by_id(connection, decision_id)
    changed = [document.path for document in documents if not as_it_came(document)]
    advice = _AGAIN if any(document.parser for document in documents) else _INGEST
    for path in changed:
        yield Finding("document_changed", f"{reference}: {path}: {CHANGED}", advice, reference)
    if changed:
        return
    parsers = {document.parser for document in documents}
    if parsers - {PARSER_VERSION}:
        left["older" if min(parsers) < PARSER_VERSION else "newer"] += 1
        return
    try:
        differs = comparer.differences(rebuild(connection, decision_id))
    except Refused as refused:
        if refused.code == "not_kept":
            left["not_kept"] += 1
        else:
            place = f"{refused.path}: " if refused.path else ""
            message = f"{reference}: {place}{refused.reason}"
            yield Finding(refused.code, message, _AGAIN, reference)
        return
    if differs:
        message = f"{reference}: not as its documents say: {', '.join(differs)}"
        yield Finding("differs", message, REPAIR, reference)


def _advice(connection: sqlite3.Connection, left: Counter[str]) -> Iterator[str]:
    """What is not wrong, but should be known."""
    older, newer = (
        connection.execute(f"SELECT count(*) FROM documents WHERE parser {how} ?", (PARSER_VERSION,)).fetchone()[0]  # noqa: S608
        for how in ("<", ">")
    )
    if older:
        yield f"{older:,} document(s) were read by an older parser: run `lgsco reparse`"
    if newer:
        yield f"{newer:,} document(s) were read by a newer parser: update this program before you change anything"
    if left["not_kept"]:
        yield (
            f"{left['not_kept']:,} decision(s) were not compared: their records or PDFs came in before archives kept"
            " what it takes to read them again; ingest the files again"
        )
