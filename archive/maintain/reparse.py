"""Bringing decisions up to the current parser and analysis, from the documents held.

One transaction a batch: a run that is broken off goes on where it stopped, for each document says which parser read it.
Nothing is lost: a decision one of whose documents can no longer be read stays as it is, and is told.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.errors import Refused
from archive.maintain.rebuild import Comparer, rebuild
from archive.parsing_version import PARSER_CHANGES, PARSER_VERSION
from archive.storage.connection import database_errors, open_reader, open_writer, transaction
from archive.storage.rewriter import Rewriter

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from archive.storage.rewriter import Rebuilt

BATCH: Final = 500
"""Decisions to a transaction: others who write wait no longer than for these."""

_ANY: Final = 1 << 62
_EXAMPLES: Final = 5

_STALE: Final = """
SELECT x.id, x.decision_id, d.reference, x.parser FROM documents x JOIN decisions d ON d.id = x.decision_id
WHERE x.id > :after AND x.parser < :below AND NOT EXISTS (
  SELECT 1 FROM documents y WHERE y.decision_id = x.decision_id AND y.id < x.id AND y.parser < :below)
ORDER BY x.id LIMIT :most
"""


class Kept(NamedTuple):
    """A decision that stays as it is, with the document that cannot be read and why."""

    reference: str
    path: str | None
    code: str
    reason: str


@dataclass(slots=True)
class ReparseReport:
    """What a reparse did, in decisions. `fields`: the references in which each column or table changed."""

    changed: int = 0
    unchanged: int = 0
    kept: list[Kept] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    parsers: set[int] = field(default_factory=set)

    @property
    def read(self) -> int:
        """The decisions looked at."""
        return self.changed + self.unchanged + len(self.kept)

    @property
    def why(self) -> list[str]:
        """What parsers later than the oldest met here read otherwise, a line each."""
        first = min(self.parsers, default=PARSER_VERSION)
        return [f"parser {version}: {change}" for version, change in PARSER_CHANGES.items() if version > first]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "format_version": 1,
            "parser": PARSER_VERSION,
            "parsers_before": sorted(self.parsers),
            "why": self.why,
            "read": self.read,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "fields": {
                name: {"decisions": count, "such_as": self.fields[name]} for name, count in self.counts.most_common()
            },
            "kept": [kept._asdict() for kept in self.kept],
        }

    def add(self, reference: str, differences: list[str]) -> None:
        """Count a decision that was read."""
        self.changed += bool(differences)
        self.unchanged += not differences
        for name in differences:
            self.counts[name] += 1
            examples = self.fields.setdefault(name, [])
            if len(examples) < _EXAMPLES:
                examples.append(reference)


def reparse(
    db: str,
    *,
    dry_run: bool = False,
    everything: bool = False,
    done: Callable[[int], None] = lambda _decisions: None,
    batch: int = BATCH,
) -> ReparseReport:
    """Read the documents again that an older parser read; with `everything`, all.

    `done` hears how many decisions each batch had. With `dry_run` nothing is written. Raises DatabaseProblem.
    """
    report = ReparseReport()
    below = _ANY if everything else PARSER_VERSION
    connection = open_reader(db)
    if not dry_run:
        # What is no archive yet, or an older one, was refused above: nothing is made or upgraded on the way.
        connection.close()
        connection = open_writer(db)
    with contextlib.closing(connection), database_errors(db):
        after = 0
        while True:
            # A batch that only reads sees one state too.
            with _snapshot(connection) if dry_run else transaction(connection):
                rows = connection.execute(_STALE, {"after": after, "below": below, "most": batch}).fetchall()
                part = _batch(connection, rows, report, dry_run=dry_run)
            if not rows:
                break
            after = rows[-1][0]
            done(part)
        if report.changed + report.unchanged and not dry_run:
            with transaction(connection):
                _record(connection, report)
    return report


def stale(db: str, *, everything: bool = False) -> int:
    """How many decisions have a document that an older parser read; with `everything`, how many there are."""
    with contextlib.closing(open_reader(db)) as connection, database_errors(db):
        (count,) = connection.execute(
            "SELECT count(DISTINCT decision_id) FROM documents WHERE parser < ?",
            (_ANY if everything else PARSER_VERSION,),
        ).fetchone()
    return int(count)


@contextlib.contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _batch(connection: sqlite3.Connection, rows: list[Any], report: ReparseReport, *, dry_run: bool) -> int:
    """Read the decisions of these rows again, and write what differs. Gives their number."""
    rewriter = Rewriter(connection)
    comparer = Comparer(connection, rewriter.vocabulary)
    changed: list[Rebuilt] = []
    for _, decision_id, reference, parser in rows:
        report.parsers.add(parser)
        try:
            rebuilt = rebuild(connection, decision_id)
        except Refused as refused:
            report.kept.append(Kept(reference, refused.path, refused.code, refused.reason))
            continue
        differences = comparer.differences(rebuilt)
        report.add(reference, differences)
        if differences:
            changed.append(rebuilt)
        elif not dry_run:
            rewriter.mark(rebuilt.documents)
    if not dry_run:
        rewriter.rewrite(sorted(changed, key=lambda each: each.stored))
    return len(rows)


def _record(connection: sqlite3.Connection, report: ReparseReport) -> None:
    """Note in the file itself that it was read again, from which parser to which."""
    parsers = ", ".join(map(str, sorted(report.parsers)))
    value = (
        f"{datetime.now(UTC).isoformat(timespec='seconds')}: parser {parsers} to {PARSER_VERSION}; "
        f"{report.changed} of {report.read} decisions changed, {len(report.kept)} kept as they were"
    )
    connection.execute(
        "INSERT INTO archive_info(key, value) VALUES ('reparsed', ?)"
        " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (value,),
    )
