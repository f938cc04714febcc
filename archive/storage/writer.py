"""Writing decisions: batch by batch, plain SQL, rows in order of id, no triggers.

Everything here runs inside a transaction of the caller. What is written can be read back by `archive.storage.reader`
as the same Decision.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from archive.decision import Problem, Reference
from archive.parsing_version import PARSER_VERSION
from archive.storage import index, links
from archive.storage.ids import FIRST_DATED, SLOTS, first_id
from archive.storage.packing import PackedDecision, PackedDocument, iso, pack_decision, pack_document
from archive.storage.reader import read_decision
from archive.storage.rows import OWN_TABLES, Part, Rows, Vocabulary, insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from archive.decision import Decision
    from archive.reading.document import Document


class Chapter(NamedTuple):
    """A document that sections of a decision stand in, their number, and what reading it met."""

    document: Document
    sections: int
    problems: tuple[Problem, ...]


class Entry(NamedTuple):
    """A document and the decision read from it; or the chapters of a report, of which `arrived` came in now."""

    document: Document
    decision: Decision
    chapters: tuple[Chapter, ...] = ()
    arrived: int = 1

    @property
    def parts(self) -> tuple[Chapter, ...]:
        """The documents whose sections the decision has, in order."""
        return self.chapters or (Chapter(self.document, len(self.decision.sections), self.decision.problems),)

    @property
    def reference(self) -> Reference:
        """The reference of the decision."""
        return self.decision.reference

    @property
    def contents(self) -> list[str]:
        """The hashes of its documents."""
        return [part.document.sha256 for part in self.parts]

    @property
    def day(self) -> str:
        """The date of the decision, ISO; empty where it states none."""
        return self.decision.decision_date.isoformat() if self.decision.decision_date else ""

    @property
    def chapter(self) -> int | None:
        """The number of the chapter that its document is."""
        return self.document.hints.chapter

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What reading it met."""
        return self.decision.problems

    def whole(self) -> Entry:
        """Itself."""
        return self


class Packed(NamedTuple):
    """A document and the decision read from it as rows ready to be written, which is all that a new reference needs.

    `again` reads the document again where more is needed: to join it with chapters or with what is held.
    """

    document: PackedDocument
    decision: PackedDecision
    again: Callable[[PackedDocument], Entry]

    @property
    def reference(self) -> Reference:
        """The reference of the decision."""
        return Reference(self.decision.reference)

    @property
    def contents(self) -> list[str]:
        """The hash of its document."""
        return [self.document.sha256]

    @property
    def day(self) -> str:
        """The date of the decision, ISO; empty where it states none."""
        return self.decision.day or ""

    @property
    def chapter(self) -> int | None:
        """The number of the chapter that its document is."""
        return self.document.chapter

    @property
    def arrived(self) -> int:
        """One document came in."""
        return 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What reading it met."""
        return tuple(Problem(*problem) for problem in self.document.problems)

    def whole(self) -> Entry:
        """The entry with its Decision."""
        return self.again(self.document)


AnyEntry = Entry | Packed
EntryT = TypeVar("EntryT", bound=Entry | Packed)


class _Held(NamedTuple):
    """A document that the archive holds."""

    id: int
    sha256: str
    is_current: int
    parser: int
    order: tuple[str, str, int]


class Change(NamedTuple, Generic[EntryT]):
    """A reference, the id and documents held of it, and the entries that bring something new."""

    reference: Reference
    stored: int | None
    held: list[_Held]
    fresh: list[EntryT]


class Comparison(NamedTuple):
    """What a batch would do: `counts` of added, changed and unchanged; `changes` in order of date."""

    counts: Counter[str]
    changes: list[Change[AnyEntry]]


def compare(connection: sqlite3.Connection | None, entries: Sequence[AnyEntry]) -> Comparison:
    """Compare `entries` with what is held (nothing, without a connection).

    A reference met for the first time is added. The same content again is unchanged. Other content for a reference held
    is a change.
    """
    counts: Counter[str] = Counter()
    changes: list[Change[AnyEntry]] = []
    by_reference: dict[Reference, list[AnyEntry]] = {}
    for entry in entries:
        by_reference.setdefault(entry.reference, []).append(entry)
    ids = {} if connection is None else ids_of(connection, list(by_reference))
    for reference, versions in sorted(by_reference.items(), key=_date_order):
        stored = ids.get(reference)
        held = [] if connection is None or stored is None else _documents(connection, stored)
        known = {document.sha256 for document in held if document.parser == PARSER_VERSION}
        fresh: list[AnyEntry] = []
        for entry in versions:
            new = set(entry.contents) - known
            counts["unchanged"] += max(0, entry.arrived - len(new))
            counts["changed"] += len(new)
            known |= new
            if new:
                fresh.append(entry)
        if fresh:
            changes.append(Change(reference, stored, held, fresh))
            if stored is None:
                counts["added"] += 1
                counts["changed"] -= 1
    return Comparison(counts, changes)


def ids_of(connection: sqlite3.Connection, references: Sequence[Reference]) -> dict[Reference, int]:
    """The ids of those of `references` that are held."""
    found: dict[Reference, int] = {}
    for start in range(0, len(references), _PARAMETERS):
        some = references[start : start + _PARAMETERS]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(f"SELECT reference, id FROM decisions WHERE reference IN ({marks})", some)  # noqa: S608 - marks
        found.update((Reference(reference), decision_id) for reference, decision_id in rows)
    return found


def _documents(connection: sqlite3.Connection, decision_id: int) -> list[_Held]:
    rows = connection.execute(
        "SELECT id, sha256, is_current, parser, decision_date, retrieved_at FROM documents WHERE decision_id = ?",
        (decision_id,),
    )
    return [
        _Held(document_id, sha256, is_current, parser, (day or "", retrieved or "", 0))
        for document_id, sha256, is_current, parser, day, retrieved in rows
    ]


def _order(entry: Entry, arrival: int) -> tuple[str, str, int]:
    """What makes a version newer than another: its date, when it was retrieved, when it came in."""
    return (entry.day, entry.document.hints.retrieved_at or "", arrival)


def _date_order(item: tuple[Reference, list[AnyEntry]]) -> tuple[str, str]:
    reference, versions = item
    return (versions[0].day, reference)


_PARAMETERS: Final = 500
"""Values to a statement: SQLite before 3.32 takes 999."""


class Writer:
    """Writes batches of entries. Keeps small facts in memory between batches: call `forget` after a rollback.

    What another process has written meanwhile is seen by itself.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.forget()

    def forget(self) -> None:
        """Drop what is remembered of the database, because a transaction was rolled back or another process wrote."""
        self._seen = self._data_version()
        self._vocabulary = Vocabulary(self.connection)
        self._next_ids: dict[int, int] = {}
        self._words: set[str] = set()

    def store(self, entries: Sequence[AnyEntry]) -> Counter[str]:
        """Write the entries of one batch. Gives how many documents were `added`, `changed` and `unchanged`.

        Of the documents of a reference the newest is current: by decision date, then by when it was retrieved, then by
        when it came in. The others stay as they came, and fill what the current one does not state.
        """
        if self._data_version() != self._seen:
            self.forget()
        comparison = compare(self.connection, entries)
        (highest,) = self.connection.execute("SELECT coalesce(max(id), 0) FROM documents").fetchone()
        rows = Rows(self._vocabulary, next_document=highest + 1)
        # In order of date, so that ids rise and the tables grow at their ends.
        for change in comparison.changes:
            first = change.fresh[0]
            if isinstance(first, Packed) and change.stored is None and len(change.fresh) == 1:
                self._store_new(first, rows)
            else:
                whole = [entry.whole() for entry in change.fresh]
                self._store_reference(Change(change.reference, change.stored, change.held, whole), rows)
        self._flush(rows)
        return comparison.counts

    def _data_version(self) -> int:
        """A number that differs from the one before if another connection has written in between."""
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _store_new(self, packed: Packed, rows: Rows) -> None:
        """Gather the rows of a reference not held, of which one document came in."""
        document, decision, _ = packed
        decision_id = self._new_id(decision.day)
        part = Part(rows.add_document(document, decision_id, current=True), len(decision.sections))
        rows.add_decision(decision, decision_id, [part], url=document.url)

    def _store_reference(self, change: Change[Entry], rows: Rows) -> None:
        """Gather the rows of what is new about one reference, all of whose entries are whole."""
        stale = self._stale(change)
        newest = self._newest(change, stale)
        merged = self._merged(change, newest)
        homes = self._homes(change)
        if change.stored is not None and newest is None and merged is None:
            decision_id = change.stored
        elif change.stored is not None:
            decision_id = self._clear(change, iso(merged.decision_date) if merged else None)
            rows.leaving.append(change.stored)
        else:
            assert merged is not None  # noqa: S101 - the first version of a new reference is always current
            decision_id = self._new_id(iso(merged.decision_date))
        kept = {held.sha256: held.id for held in change.held if held.sha256 not in stale}
        self._drop_documents(list(stale.values()))
        current = set() if newest is None else {part.document.sha256 for part in newest.parts}
        for entry in change.fresh:
            for document, _, problems in entry.parts:
                sha256 = document.sha256
                if sha256 not in kept:
                    packed = pack_document(entry.decision, document, problems)
                    kept[sha256] = rows.add_document(packed, decision_id, current=sha256 in current)
        if newest is not None:
            self._make_current(change, newest, kept, rows)
        if merged is not None:
            parts = (
                homes if newest is None else [Part(kept[part.document.sha256], part.sections) for part in newest.parts]
            )
            address = None if newest is None else newest.document.url
            rows.add_decision(pack_decision(merged), decision_id, parts, url=address or self._url(change))

    def _stale(self, change: Change[Entry]) -> dict[str, int]:
        """Documents held that `fresh` reads anew with a newer parser: id by content."""
        again = {part.document.sha256 for entry in change.fresh for part in entry.parts}
        return {held.sha256: held.id for held in change.held if held.sha256 in again and held.parser != PARSER_VERSION}

    def _newest(self, change: Change[Entry], stale: dict[str, int]) -> Entry | None:
        """The fresh entry that becomes current, or None where the one held stays so."""
        current = [held for held in change.held if held.is_current]
        superseded = {held.sha256 for held in change.held if not held.is_current}
        best: Entry | None = None
        order = max((held.order for held in current if held.sha256 not in stale), default=("", "", -1))
        for arrival, entry in enumerate(change.fresh, start=1):
            if entry.document.sha256 in superseded and entry.document.sha256 in stale:
                continue
            if entry.chapters or _order(entry, arrival) >= order:
                best, order = entry, _order(entry, arrival)
        return best

    def _merged(self, change: Change[Entry], newest: Entry | None) -> Decision | None:
        """The decision to write: the newest filled from the others; None where what is held stays as it is."""
        held = None
        if change.stored is not None:
            held = read_decision(self.connection, change.reference)
            assert held is not None  # noqa: S101 - it has an id
            # Siblings are linked anew; only what the text names is the decision's own.
            held = replace(held, related_references=links.named(self.connection, change.stored))
        merged = newest.decision if newest is not None else held
        assert merged is not None  # noqa: S101 - a reference is held or new
        for entry in change.fresh:
            merged = merged.filled_from(entry.decision)
        if held is not None:
            merged = merged.filled_from(held)
        return None if newest is None and merged == held else merged

    def _clear(self, change: Change[Entry], day: str | None) -> int:
        """Take a decision's rows out before they are written anew; gives the id it will have. Documents stay.

        Its row of `decisions` stays until then too, lest its id be given to another decision of the batch.
        """
        connection = self.connection
        stored = change.stored
        index.forget(connection, stored)
        (old_day,) = connection.execute("SELECT decision_date FROM decisions WHERE id = ?", (stored,)).fetchone()
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in OWN_TABLES:
            connection.execute(f"DELETE FROM {table} WHERE decision_id = ?", (stored,))  # noqa: S608 - our own names
        links.forget(connection, change.reference)
        same_day = old_day == day
        decision_id = stored if same_day and stored is not None else self._new_id(day)
        connection.execute("UPDATE documents SET decision_id = ? WHERE decision_id = ?", (decision_id, stored))
        return decision_id

    def _new_id(self, day: str | None) -> int:
        """The next free id of `day` (ISO); where the day is full, of a day after it."""
        first = first_id(date.fromisoformat(day) if day else None)
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

    def _drop_documents(self, ids: list[int]) -> None:
        self.connection.executemany("DELETE FROM problems WHERE document_id = ?", [(each,) for each in ids])
        self.connection.executemany("DELETE FROM carriers WHERE document_id = ?", [(each,) for each in ids])
        self.connection.executemany("DELETE FROM documents WHERE id = ?", [(each,) for each in ids])

    def _make_current(self, change: Change[Entry], newest: Entry, kept: dict[str, int], rows: Rows) -> None:
        """Mark which of the documents held are current now; the new ones bear their mark already."""
        ids = {kept[part.document.sha256] for part in newest.parts}
        self.connection.executemany(
            "UPDATE documents SET is_current = ? WHERE id = ?", [(int(held.id in ids), held.id) for held in change.held]
        )
        if newest.chapters:
            # What is said of the report as a whole holds for what is here now.
            own = {problem for part in newest.chapters for problem in part.problems}
            whole = [problem for problem in newest.decision.problems if problem not in own]
            self.connection.executemany(
                "DELETE FROM problems WHERE document_id = ? AND code = 'chapter_missing'",
                [(held.id,) for held in change.held],
            )
            rows.add_problems(kept[newest.document.sha256], whole)

    def _homes(self, change: Change[Entry]) -> list[Part]:
        """The documents that the sections held stand in, in order, with their number of sections."""
        rows = self.connection.execute(
            "SELECT document_id, count(*) FROM sections WHERE decision_id = ?"
            " GROUP BY document_id ORDER BY min(position)",
            (change.stored,),
        )
        return [Part(*row) for row in rows]

    def _url(self, change: Change[Entry]) -> str | None:
        """An address that a document held of this decision came from."""
        row = self.connection.execute(
            "SELECT url FROM documents WHERE decision_id = (SELECT decision_id FROM documents WHERE id = ?)"
            " AND url IS NOT NULL ORDER BY is_current DESC, id DESC LIMIT 1",
            (change.held[0].id if change.held else None,),
        ).fetchone()
        return None if row is None else str(row[0])

    def _flush(self, rows: Rows) -> None:
        """Write the rows of the batch, each table in one statement."""
        rows.write(self.connection)
        links.same_text(self.connection, [row[0] for row in rows.decisions])
        new = rows.words - self._words
        self.connection.executemany(insert("words", 1, ignore=True), sorted((word,) for word in new))
        self._words |= new
