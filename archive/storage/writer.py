"""Writing decisions: batch by batch, plain SQL, rows in order of id, no triggers.

Everything here runs inside a transaction of the caller. What is written can be read back by `archive.storage.reader`
as the same Decision.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.decision import RELIED_ON
from archive.parsing_version import PARSER_VERSION
from archive.reading.address import decision_address
from archive.register.categories import slug_of
from archive.storage.councils import Bodies, Categories
from archive.storage.ids import FIRST_DATED, SLOTS, first_id
from archive.storage.tokens import COLUMNS, indexed_text, words_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from archive.decision import Decision, Reference
    from archive.reading.document import Document


class Entry(NamedTuple):
    """A document and the decision read from it."""

    document: Document
    decision: Decision


class _Stored(NamedTuple):
    """What the archive holds of a reference."""

    id: int
    decision_date: str | None


@dataclass(slots=True)
class _Rows:
    """The rows of one batch, table by table."""

    decisions: list[tuple[Any, ...]] = field(default_factory=list)
    documents: list[tuple[Any, ...]] = field(default_factory=list)
    sections: list[tuple[Any, ...]] = field(default_factory=list)
    spans: list[tuple[Any, ...]] = field(default_factory=list)
    reasons: list[tuple[Any, ...]] = field(default_factory=list)
    citations: list[tuple[Any, ...]] = field(default_factory=list)
    remedies: list[tuple[Any, ...]] = field(default_factory=list)
    related: list[tuple[Any, ...]] = field(default_factory=list)
    problems: list[tuple[Any, ...]] = field(default_factory=list)
    index: list[tuple[Any, ...]] = field(default_factory=list)


# The tables whose rows belong to one decision and are written anew with it.
_OWN: Final = ("sections", "paragraph_spans", "decision_reasons", "citations", "remedies", "related_decisions")


class Change(NamedTuple):
    """A reference, what is held of it, and the entries that bring something new."""

    reference: Reference
    stored: _Stored | None
    fresh: list[Entry]


class Comparison(NamedTuple):
    """What a batch would do: `counts` of added, changed and unchanged; `changes` in order of date."""

    counts: Counter[str]
    changes: list[Change]


def compare(connection: sqlite3.Connection | None, entries: Sequence[Entry]) -> Comparison:
    """Compare `entries` with what is held (nothing, without a connection).

    A reference met for the first time is added. The same content again is unchanged. Other content for a reference held
    is a change.
    """
    counts: Counter[str] = Counter()
    changes: list[Change] = []
    by_reference: dict[Reference, list[Entry]] = {}
    for entry in entries:
        by_reference.setdefault(entry.decision.reference, []).append(entry)
    for reference, versions in sorted(by_reference.items(), key=_date_order):
        stored = None if connection is None else _find(connection, reference)
        known = set() if connection is None or stored is None else _contents(connection, stored)
        fresh: list[Entry] = []
        for entry in versions:
            if entry.document.sha256 not in known:
                known.add(entry.document.sha256)
                fresh.append(entry)
        counts["unchanged"] += len(versions) - len(fresh)
        if fresh:
            counts["added"] += stored is None
            counts["changed"] += len(fresh) - (stored is None)
            changes.append(Change(reference, stored, fresh))
    return Comparison(counts, changes)


def _find(connection: sqlite3.Connection, reference: Reference) -> _Stored | None:
    row = connection.execute("SELECT id, decision_date FROM decisions WHERE reference = ?", (reference,)).fetchone()
    return _Stored(*row) if row else None


def _contents(connection: sqlite3.Connection, stored: _Stored) -> set[str]:
    """The contents held of a decision, as far as this version of the parser has read them."""
    found = connection.execute(
        "SELECT sha256 FROM documents WHERE decision_id = ? AND parser = ?", (stored.id, PARSER_VERSION)
    )
    return {sha for (sha,) in found}


class Writer:
    """Writes batches of entries. Keeps small facts in memory between batches: call `forget` after a rollback."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.forget()

    def forget(self) -> None:
        """Drop what is remembered of the database, because a transaction was rolled back."""
        self._bodies = Bodies(self.connection)
        self._categories = Categories(self.connection)
        self._outcomes = dict(self.connection.execute("SELECT name, id FROM outcomes"))
        self._reasons = {
            code: (reason, gate) for code, reason, gate in self.connection.execute("SELECT code, id, gate FROM reasons")
        }
        self._next_ids: dict[int, int] = {}
        self._words: set[str] = set()

    def store(self, entries: Sequence[Entry]) -> Counter[str]:
        """Write the entries of one batch. Gives how many were `added`, `changed` and `unchanged`.

        Other content for a reference held replaces the current decision, unless it bears an earlier date, and the
        earlier document stays.
        """
        comparison = compare(self.connection, entries)
        rows = _Rows()
        next_document = self._next("documents")
        # In order of date, so that ids rise and the tables grow at their ends.
        for change in comparison.changes:
            next_document = self._store_reference(change.stored, change.fresh, rows, next_document)
        self._flush(rows)
        return comparison.counts

    def _next(self, table: str) -> int:
        (highest,) = self.connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608 - our own name
        return int(highest) + 1

    def _store_reference(self, stored: _Stored | None, fresh: list[Entry], rows: _Rows, next_document: int) -> int:
        """Gather the rows of a reference's new documents, the newest of them current. Gives the next document's id."""
        current: Entry | None = None
        current_date = stored.decision_date if stored else None
        older = {} if stored is None else self._older_readings(stored, fresh)
        if any(is_current for _, is_current in older.values()):
            current_date = None
        for entry in fresh:
            day = _iso(entry.decision.decision_date)
            _, may_be_current = older.get(entry.document.sha256, (None, True))
            if may_be_current and (day is None or current_date is None or day >= current_date):
                current, current_date = entry, day or current_date
        if current is None:
            assert stored is not None  # noqa: S101 - the first version of a new reference is always current
            decision_id = stored.id
        else:
            decision_id = self._clear(stored, current.decision.decision_date)
        self._drop_documents([document_id for document_id, _ in older.values()])
        for entry in fresh:
            self._add_document(entry, decision_id, next_document, rows, is_current=entry is current)
            if entry is current:
                self._add_decision(entry, decision_id, next_document, rows)
            next_document += 1
        return next_document

    def _older_readings(self, stored: _Stored, fresh: list[Entry]) -> dict[str, tuple[int, bool]]:
        """Documents held that `fresh` reads anew with a newer parser: by content, their id and whether current."""
        found: dict[str, tuple[int, bool]] = {}
        for entry in fresh:
            row = self.connection.execute(
                "SELECT id, is_current FROM documents WHERE decision_id = ? AND sha256 = ?",
                (stored.id, entry.document.sha256),
            ).fetchone()
            if row is not None:
                found[entry.document.sha256] = (row[0], bool(row[1]))
        return found

    def _drop_documents(self, ids: list[int]) -> None:
        self.connection.executemany("DELETE FROM problems WHERE document_id = ?", [(each,) for each in ids])
        self.connection.executemany("DELETE FROM documents WHERE id = ?", [(each,) for each in ids])

    def _clear(self, stored: _Stored | None, day: date | None) -> int:
        """Make room for the new current version of a decision; gives the id it will have."""
        if stored is None:
            return self._new_id(day)
        connection = self.connection
        connection.execute("DELETE FROM decisions_fts WHERE rowid = ?", (stored.id,))
        for table in _OWN:
            connection.execute(f"DELETE FROM {table} WHERE decision_id = ?", (stored.id,))  # noqa: S608 - our own names
        decision_id = stored.id if stored.decision_date == _iso(day) else self._new_id(day)
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute(
            "UPDATE documents SET is_current = 0, decision_id = ? WHERE decision_id = ?", (decision_id, stored.id)
        )
        connection.execute("DELETE FROM decisions WHERE id = ?", (stored.id,))
        return decision_id

    def _new_id(self, day: date | None) -> int:
        """The next free id of `day`; where the day is full, of a day after it."""
        first = first_id(day)
        while True:
            last = first + SLOTS - 1 if day is not None else FIRST_DATED - 1
            if first not in self._next_ids:
                (highest,) = self.connection.execute(
                    "SELECT max(id) FROM decisions WHERE id BETWEEN ? AND ?", (first, last)
                ).fetchone()
                self._next_ids[first] = first if highest is None else highest + 1
            found = self._next_ids[first]
            if found <= last:
                self._next_ids[first] = found + 1
                return found
            first += SLOTS

    def _add_document(self, entry: Entry, decision_id: int, document_id: int, rows: _Rows, *, is_current: bool) -> None:
        document = entry.document
        rows.documents.append(
            (
                document_id,
                decision_id,
                int(is_current),
                document.path,
                document.format,
                document.sha256,
                document.size,
                document.hints.retrieved_at,
                datetime.now(UTC).isoformat(timespec="seconds"),
                document.url,
                PARSER_VERSION,
                document.text,
            )
        )
        rows.problems.extend(
            (document_id, problem.line, problem.code, problem.message) for problem in entry.decision.problems
        )

    def _add_decision(self, entry: Entry, decision_id: int, document_id: int, rows: _Rows) -> None:
        decision = entry.decision
        day = decision.decision_date
        url, derived = _address(entry)
        rows.decisions.append(
            (
                decision_id,
                decision.reference,
                decision.title,
                self._bodies.council_id(decision.council, day) if decision.council else None,
                self._categories.category_id(decision.category, decision.subcategory),
                self._outcomes.get(decision.outcome or ""),
                _iso(day),
                day.year if day else None,
                decision.document_type,
                decision.disposition,
                _iso(decision.compliance_date),
                url,
                int(derived),
                decision.summary,
            )
        )
        for number, section in enumerate(decision.sections, start=1):
            rows.sections.append((decision_id, number, section.kind, section.heading, document_id))
            rows.spans.extend(
                (
                    decision_id,
                    paragraph.position,
                    number,
                    paragraph.number,
                    paragraph.marker,
                    paragraph.level,
                    paragraph.para,
                    int(paragraph.para_counted),
                    paragraph.line,
                    *_span(paragraph.start, paragraph.end, paragraph.text),
                )
                for paragraph in section.paragraphs
            )
        self._add_findings(decision, decision_id, rows)
        rows.index.append((decision_id, *indexed_text(decision)))

    def _add_findings(self, decision: Decision, decision_id: int, rows: _Rows) -> None:
        cited = {reason.code for reason in decision.reasons if reason.role not in RELIED_ON}
        for reason in decision.reasons:
            reason_id, gate = self._reasons[reason.code]
            uncited = reason.role in RELIED_ON and gate != "F" and reason.code not in cited
            rows.reasons.append(
                (decision_id, reason_id, reason.role, int(uncited), reason.section, reason.paragraph, reason.quote)
            )
        rows.citations.extend(
            (decision_id, c.act, c.provision, c.section, c.paragraph, c.raw, int(c.repaired))
            for c in decision.citations
        )
        rows.remedies.extend(
            (
                decision_id,
                remedy.kind,
                remedy.amount_pence,
                remedy.basis,
                remedy.purpose,
                remedy.payee,
                remedy.status,
                remedy.due,
                _iso(remedy.due_on),
                remedy.section,
                remedy.paragraph,
                remedy.quote,
            )
            for remedy in decision.remedies
        )
        rows.related.extend((decision_id, reference) for reference in decision.related_references)

    def _flush(self, rows: _Rows) -> None:
        """Write the rows of the batch, each table in one statement."""
        many = self.connection.executemany
        many(_insert("decisions", 14), rows.decisions)
        many(_insert("documents", 12), rows.documents)
        many(_insert("sections", 5), rows.sections)
        many(_insert("paragraph_spans", 12), rows.spans)
        many(_insert("decision_reasons", 7, own_id=True), rows.reasons)
        many(_insert("citations", 7, own_id=True), rows.citations)
        many(_insert("remedies", 12, own_id=True), rows.remedies)
        many(_insert("related_decisions", 2), rows.related)
        many(_insert("problems", 4, own_id=True), rows.problems)
        columns = ", ".join(COLUMNS)
        marks = ", ".join("?" * len(COLUMNS))
        many(f"INSERT INTO decisions_fts(rowid, {columns}) VALUES (?, {marks})", rows.index)  # noqa: S608 - our own names
        self._add_words(rows.index)

    def _add_words(self, index: Iterable[tuple[Any, ...]]) -> None:
        new: set[str] = set()
        for _id, *texts in index:
            new |= words_of("\n".join(text for text in texts if text)) - self._words
        self.connection.executemany("INSERT OR IGNORE INTO words(word) VALUES (?)", sorted((word,) for word in new))
        self._words |= new


def _date_order(item: tuple[Reference, list[Entry]]) -> tuple[str, str]:
    reference, versions = item
    return (_iso(versions[0].decision.decision_date) or "", reference)


def _address(entry: Entry) -> tuple[str | None, bool]:
    """The decision's address, and whether it is put together from category and reference."""
    decision = entry.decision
    if entry.document.url is not None:
        return entry.document.url, False
    if decision.category and decision.subcategory:
        return decision_address(slug_of(decision.category), slug_of(decision.subcategory), decision.reference), True
    return None, False


def _span(start: int | None, end: int | None, text: str) -> tuple[int | None, int | None, str | None]:
    return (None, None, text) if start is None or end is None else (start, end - start, None)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _insert(table: str, columns: int, *, own_id: bool = False) -> str:
    marks = ", ".join("?" * columns)
    return f"INSERT INTO {table} VALUES ({'NULL, ' if own_id else ''}{marks})"  # noqa: S608 - our own names
