"""A decision rebuilt from the documents the archive holds of it, and where the rows held differ from that."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.analysis import analyse
from archive.errors import Refused
from archive.parsing import parse
from archive.reports import joined_entry
from archive.rereading import reread
from archive.storage.documents import documents_by_id
from archive.storage.packing import pack_decision
from archive.storage.rewriter import ReadAgain, Rebuilt
from archive.storage.rows import Part, Rows, Vocabulary
from archive.storage.tokens import text_hash
from archive.storage.writer import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archive.decision import Decision
    from archive.reading import Document
    from archive.storage.documents import HeldDocument

_FILLED: Final = (
    ("council",),
    ("category", "subcategory"),
    ("outcome",),
    ("decision_date",),
    ("document_type",),
    ("summary",),
    ("compliance_date",),
)
"""The fields that another document fills where the current one does not state them, as `Decision.filled_from` does."""

_HELD_FIELDS: Final = """
SELECT d.reference, d.title, k.title, o.name, d.decision_date, d.document_type, d.summary, d.compliance_date, d.url
FROM decisions d LEFT JOIN categories k ON k.id = d.category_id LEFT JOIN outcomes o ON o.id = d.outcome_id
WHERE d.id = ?
"""


class _Read(NamedTuple):
    """A document held, and what it is today."""

    held: HeldDocument
    document: Document
    decision: Decision

    @property
    def order(self) -> tuple[str, str]:
        """What makes a version newer than another, but for the order in which they came in."""
        return (_text(self.decision.decision_date) or "", self.held.retrieved_at or "")


def rebuild(connection: sqlite3.Connection, decision_id: int) -> Rebuilt:
    """The decision that the documents held under `decision_id` make with this parser and analysis.

    Raises Refused, with the path: no document, one that is not kept or no longer parses, or another reference in it.
    """
    documents = documents_by_id(connection, decision_id)
    if not documents:
        raise Refused("no_document", f"decision {decision_id} has no document: ingest its file again")
    read = [_read(held) for held in documents]
    held = _held_fields(connection, decision_id)
    reference = held.get("reference", read[0].decision.reference)
    for each in read:
        if each.decision.reference != reference:
            reason = f"held as {reference}, but it now reads as {each.decision.reference}"
            raise Refused("other_reference", reason, path=each.held.path)
    current = _current(read)
    entry = _entry(current)
    standing = {each.held.id for each in current}
    others = [each for each in read if each.held.id not in standing]
    return Rebuilt(
        stored=decision_id,
        decision=_filled(entry.decision, [each.decision for each in others], held),
        parts=tuple(Part(each.held.id, part.sections) for each, part in zip(current, entry.parts, strict=True)),
        url=_url(current, others, held),
        documents=tuple(_again(current, others, entry)),
    )


def _read(held: HeldDocument) -> _Read:
    document = reread(held)
    if isinstance(document, Refused):
        raise Refused(document.code, document.reason, path=held.path, line=document.line)
    return _Read(held, document, parse(document))


def _current(read: Sequence[_Read]) -> list[_Read]:
    """Those the sections are read from: the chapters of a report in order, or the one newest document.

    Of two that are equally new, that which is current already stays so, else that which came in last.
    """
    marked = [each for each in read if each.held.is_current] or read

    def newest(several: Iterable[_Read]) -> _Read:
        return max(several, key=lambda each: (each.order, each.held.is_current, each.held.id))

    if any(each.held.chapter is not None for each in marked):
        chapters: dict[int, list[_Read]] = {}
        for each in marked:
            chapters.setdefault(each.held.chapter or 1, []).append(each)
        return [newest(chapters[number]) for number in sorted(chapters)]
    return [newest(read)]


def _entry(current: Sequence[_Read]) -> Entry:
    """The current documents as the ingester would store them."""
    first = current[0]
    if first.held.chapter is not None or len(current) > 1:
        return joined_entry({each.held.chapter or 1: (each.document, each.decision) for each in current})
    # This program's own JSON says already what was derived.
    own = first.document.decision is not None
    return Entry(first.document, first.decision if own else analyse(first.decision))


def _filled(decision: Decision, others: Sequence[Decision], held: dict[str, str | None]) -> Decision:
    """`decision` with what it does not state: as it was held, where another document states that; else the newest's."""
    found: dict[str, Any] = {}
    for names in _FILLED:
        stated = [
            tuple(getattr(other, name) for name in names) for other in others if getattr(other, names[0]) is not None
        ]
        if getattr(decision, names[0]) is None and stated:
            as_held = tuple(held.get(name) for name in names)
            kept = next((values for values in stated if tuple(map(_text, values)) == as_held), stated[0])
            found.update(zip(names, kept, strict=True))
    return replace(decision, **found)


def _url(current: Sequence[_Read], others: Sequence[_Read], held: dict[str, str | None]) -> str | None:
    """The address that a document came from, of the current ones first; the one held, if it is among them."""
    for documents in (current, others):
        found = [each.held.url for each in documents if each.held.url is not None]
        if found:
            return held["url"] if held.get("url") in found else found[0]
    return None


def _again(current: Sequence[_Read], others: Sequence[_Read], entry: Entry) -> Iterable[ReadAgain]:
    """What is noted of each document: of chapters, the date and the words of the whole report."""
    of_parts = Counter(problem for part in entry.parts for problem in part.problems)
    whole = tuple((Counter(entry.decision.problems) - of_parts).elements())
    day, words = _text(entry.decision.decision_date), text_hash(entry.decision)
    for number, (each, part) in enumerate(zip(current, entry.parts, strict=True), start=1):
        # What is said of a report as a whole stands with its last chapter.
        last = whole if number == len(current) else ()
        yield ReadAgain(each.held.id, is_current=True, day=day, text_hash=words, problems=(*part.problems, *last))
    for each in others:
        decision = each.decision
        yield ReadAgain(
            each.held.id,
            is_current=False,
            day=_text(decision.decision_date),
            text_hash=text_hash(decision),
            problems=decision.problems,
        )


def _held_fields(connection: sqlite3.Connection, decision_id: int) -> dict[str, str | None]:
    """The fields of a decision's row, as text; nothing where the row is lost."""
    row = connection.execute(_HELD_FIELDS, (decision_id,)).fetchone()
    if row is None:
        return {}
    reference, title, category, outcome, day, document_type, summary, compliance, url = row
    top, _, sub = (category or "").partition(" > ")
    return {
        "reference": reference,
        "council": str(title).removesuffix(f" ({reference})"),
        "category": top or None,
        "subcategory": sub or None,
        "outcome": outcome,
        "decision_date": day,
        "document_type": document_type,
        "summary": summary,
        "compliance_date": compliance,
        "url": url,
    }


def _text(value: object) -> str | None:
    """A value as the archive holds it: dates are ISO text."""
    return None if value is None else str(value)


class Comparer:
    """Compares rebuilt decisions with the rows held, names by `vocabulary`, which is read where none is given."""

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary | None = None) -> None:
        self.connection = connection
        self.vocabulary = vocabulary or Vocabulary(connection)

    def differences(self, rebuilt: Rebuilt) -> list[str]:
        """What is held otherwise than the documents say: columns of `decisions`, and names of tables.

        Ids are not compared, nor what only says how something was read: `parser`. On a connection that only reads, a
        council or category that the archive has no row for is told as `council or category`.
        """
        rows = Rows(self.vocabulary, next_document=0)
        try:
            rows.add_decision(pack_decision(rebuilt.decision), rebuilt.stored, rebuilt.parts, url=rebuilt.url)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY:
                raise
            return ["council or category"]
        found = self._columns(rows.decisions[0])
        for table, made in (
            ("sections", rows.sections),
            ("paragraph_spans", rows.span_rows()),
            ("decision_reasons", rows.reasons),
            ("citations", rows.citations),
            ("remedies", rows.remedies),
        ):
            if self._rows(table, rebuilt.stored) != made:
                found.append(table)
        if self._named(rebuilt.stored) != sorted(rows.related):
            found.append("related_decisions")
        return found + self._documents(rebuilt) + self._words(rows.words)

    def _columns(self, made: tuple[Any, ...]) -> list[str]:
        cursor = self.connection.execute("SELECT * FROM decisions WHERE id = ?", (made[0],))
        held = cursor.fetchone()
        if held is None:
            return ["decisions"]
        names = [column[0].removesuffix("_id") for column in cursor.description]
        return [name for name, old, new in zip(names, held, made, strict=True) if old != new]

    def _rows(self, table: str, decision_id: int) -> list[tuple[Any, ...]]:
        """The rows of a decision in the order they were written, without an id of their own."""
        own_id = table not in {"sections", "paragraph_spans"}
        order = "id" if own_id else "position"
        sql = f"SELECT * FROM {table} WHERE decision_id = ? ORDER BY {order}"  # noqa: S608 - our own names
        return [row[1:] if own_id else row for row in self.connection.execute(sql, (decision_id,))]

    def _named(self, decision_id: int) -> list[tuple[Any, ...]]:
        sql = "SELECT * FROM related_decisions WHERE decision_id = ? AND relation = 'named'"
        return sorted(self.connection.execute(sql, (decision_id,)))

    def _documents(self, rebuilt: Rebuilt) -> list[str]:
        """Which document is current, its date and hash, and what reading it met."""
        held = {
            document_id: (bool(is_current), day, words)
            for document_id, is_current, day, words in self.connection.execute(
                "SELECT id, is_current, decision_date, text_hash FROM documents WHERE decision_id = ?",
                (rebuilt.stored,),
            )
        }
        # Of a report the earlier chapters keep the date and the words it had before the later ones came.
        whole = len(rebuilt.parts) == 1
        differs = any(
            held[each.document_id][0] != each.is_current
            or (whole and held[each.document_id][1:] != (each.day, each.text_hash))
            for each in rebuilt.documents
        )
        current = {each.document_id for each in rebuilt.documents if each.is_current}
        met: Counter[tuple[Any, ...]] = Counter()
        for document_id, *problem in self.connection.execute(
            "SELECT p.document_id, p.line, p.code, p.message FROM problems p"
            " JOIN documents d ON d.id = p.document_id WHERE d.decision_id = ?",
            (rebuilt.stored,),
        ):
            met[0 if document_id in current else document_id, *problem] += 1
        made = Counter(
            (0 if each.is_current else each.document_id, problem.line, problem.code, problem.message)
            for each in rebuilt.documents
            for problem in each.problems
        )
        return ["documents"] * differs + ["problems"] * (met != made)

    def _words(self, words: set[str]) -> list[str]:
        known = "SELECT 1 FROM words WHERE word = ?"
        return [] if all(self.connection.execute(known, (word,)).fetchone() for word in words) else ["words"]
