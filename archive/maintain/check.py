"""Checking an archive: the file itself, and each decision's rows against what its stored documents say."""

from __future__ import annotations

import contextlib
import hashlib
import random
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from archive.errors import Refused
from archive.maintain.rebuild import Comparer, rebuild
from archive.parsing_version import PARSER_VERSION
from archive.storage.connection import SCHEMA_VERSION, database_errors, open_checker, open_reader
from archive.storage.integrity import REPAIR, RESTORE, Finding, counts, findings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

SAMPLE: Final = 1_000
"""Decisions compared with their documents where not all are: a second or two."""

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
    changed = [path for path, *document in _documents(connection, decision_id) if not _as_it_came(*document)]
    if changed:
        for path in changed:
            message = f"{reference}: the text of {path} is not the one that came in"
            yield Finding("document", message, f"{RESTORE}; do not repair from it", reference)
        return
    parsers = {parser for (parser,) in connection.execute(_PARSERS, (decision_id,))}
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
            yield Finding(refused.code, message, "ingest its file again", reference)
        return
    if differs:
        message = f"{reference}: not as its documents say: {', '.join(differs)}"
        yield Finding("differs", message, REPAIR, reference)


_PARSERS: Final = "SELECT DISTINCT parser FROM documents WHERE decision_id = ?"

_DOCUMENTS: Final = """
SELECT x.path, x.format, x.sha256, x.text, c.facts FROM documents x LEFT JOIN carriers c ON c.document_id = x.id
WHERE x.decision_id = ?
"""


def _documents(connection: sqlite3.Connection, decision_id: int) -> list[Any]:
    return connection.execute(_DOCUMENTS, (decision_id,)).fetchall()


def _as_it_came(carrier: str, sha256: str, text: str, facts: str | None) -> bool:
    """Whether a stored text has the digest of the file it came from; True where that cannot be known.

    It cannot of records, which are a part of their file, of PDFs, and of bytes that decoding had to mend.
    """
    if carrier not in {"text", "html"} or facts is not None or "\ufffd" in text:
        return True
    return any(hashlib.sha256(data).hexdigest() == sha256 for data in _encodings(text))


def _encodings(text: str) -> Iterator[bytes]:
    """The bytes that read as `text`, the likeliest first."""
    yield text.encode()
    yield text.encode("utf-8-sig")
    yield BOM_UTF16_LE + text.encode("utf-16-le")
    yield BOM_UTF16_BE + text.encode("utf-16-be")
    yield text.encode("cp1252", errors="replace")


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
