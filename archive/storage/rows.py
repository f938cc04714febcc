"""The rows of one batch, table by table, and the ids of the vocabularies they point to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.decision import RELIED_ON
from archive.parsing_version import PARSER_VERSION
from archive.reading.address import decision_address
from archive.register.categories import slug_of
from archive.storage.carriers import facts
from archive.storage.councils import Bodies, Categories
from archive.storage.tokens import COLUMNS, indexed_text, text_hash

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import date

    from archive.decision import Decision, Problem
    from archive.reading.document import Document

OWN_TABLES: Final = ("sections", "paragraph_spans", "decision_reasons", "citations", "remedies", "related_decisions")
"""The tables whose rows belong to one decision and are written anew with it."""


class Part(NamedTuple):
    """A document that sections of a decision stand in, and how many."""

    document_id: int
    sections: int


class Vocabulary:
    """Ids of councils, categories, outcomes and reasons; unknown councils and categories are added."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.bodies = Bodies(connection)
        self.categories = Categories(connection)
        self.outcomes: dict[str, int] = dict(connection.execute("SELECT name, id FROM outcomes"))
        self.reasons: dict[str, tuple[int, str]] = {
            code: (reason, gate) for code, reason, gate in connection.execute("SELECT code, id, gate FROM reasons")
        }


def insert(table: str, columns: int, *, own_id: bool = False, ignore: bool = False) -> str:
    """The INSERT for whole rows of `table`; with `own_id` SQLite gives the first column."""
    marks = ", ".join("?" * columns)
    how = "INSERT OR IGNORE" if ignore else "INSERT"
    return f"{how} INTO {table} VALUES ({'NULL, ' if own_id else ''}{marks})"


class Rows:
    """Rows waiting to be written, in the order of their ids. `next_document` is the next document's id."""

    def __init__(self, vocabulary: Vocabulary, next_document: int) -> None:
        self.vocabulary = vocabulary
        self.next_document = next_document
        self.leaving: list[int] = []
        """Decisions whose rows of `decisions` go first, to be written anew."""
        self.decisions: list[tuple[Any, ...]] = []
        self.documents: list[tuple[Any, ...]] = []
        self.carriers: list[tuple[int, str]] = []
        self.sections: list[tuple[Any, ...]] = []
        self.spans: list[tuple[Any, ...]] = []
        self.reasons: list[tuple[Any, ...]] = []
        self.citations: list[tuple[Any, ...]] = []
        self.remedies: list[tuple[Any, ...]] = []
        self.related: list[tuple[Any, ...]] = []
        self.problems: list[tuple[Any, ...]] = []
        self.index: list[tuple[Any, ...]] = []

    def add_document(self, decision: Decision, document: Document, decision_id: int, *, current: bool) -> int:
        """Add a document that `decision` was read from; gives its id."""
        document_id = self.next_document
        self.next_document += 1
        self.documents.append(
            (
                document_id,
                decision_id,
                int(current),
                document.hints.chapter,
                _iso(decision.decision_date),
                document.path,
                document.format,
                document.sha256,
                document.size,
                document.hints.retrieved_at,
                datetime.now(UTC).isoformat(timespec="seconds"),
                document.url,
                PARSER_VERSION,
                text_hash(decision),
                document.text,
                document.path.replace("\\", "/").rpartition("/")[2],
            )
        )
        beside = facts(document)
        if beside is not None:
            self.carriers.append((document_id, beside))
        return document_id

    def add_problems(self, document_id: int, problems: Iterable[Problem]) -> None:
        """Add what reading a document met."""
        self.problems.extend((document_id, p.line, p.code, p.message) for p in problems)

    def add_decision(self, decision: Decision, decision_id: int, parts: Sequence[Part], *, url: str | None) -> None:
        """Add a decision with all that belongs to it."""
        vocabulary = self.vocabulary
        day = decision.decision_date
        derived = None if url else _derived_address(decision)
        self.decisions.append(
            (
                decision_id,
                decision.reference,
                decision.title,
                vocabulary.bodies.council_id(decision.council, day) if decision.council else None,
                vocabulary.categories.category_id(decision.category, decision.subcategory),
                vocabulary.outcomes.get(decision.outcome or ""),
                _iso(day),
                day.year if day else None,
                decision.document_type,
                decision.disposition,
                _iso(decision.compliance_date),
                url or derived,
                int(derived is not None),
                decision.summary,
            )
        )
        self._add_text(decision, decision_id, parts)
        self._add_findings(decision, decision_id)
        self.related.extend((decision_id, reference, "named") for reference in decision.related_references)
        self.index.append((decision_id, *indexed_text(decision)))

    def _add_text(self, decision: Decision, decision_id: int, parts: Sequence[Part]) -> None:
        homes = [part.document_id for part in parts for _ in range(part.sections)]
        for number, section in enumerate(decision.sections, start=1):
            document_id = homes[number - 1]
            self.sections.append((decision_id, number, section.kind, section.heading, document_id))
            self.spans.extend(
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

    def _add_findings(self, decision: Decision, decision_id: int) -> None:
        cited = {reason.code for reason in decision.reasons if reason.role not in RELIED_ON}
        for reason in decision.reasons:
            reason_id, gate = self.vocabulary.reasons[reason.code]
            uncited = reason.role in RELIED_ON and gate != "F" and reason.code not in cited
            self.reasons.append(
                (decision_id, reason_id, reason.role, int(uncited), reason.section, reason.paragraph, reason.quote)
            )
        self.citations.extend(
            (decision_id, c.act, c.provision, c.section, c.paragraph, c.raw, int(c.repaired))
            for c in decision.citations
        )
        self.remedies.extend(
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

    def write(self, connection: sqlite3.Connection) -> None:
        """Write everything, each table in one statement."""
        many = connection.executemany
        many("DELETE FROM decisions WHERE id = ?", [(decision_id,) for decision_id in self.leaving])
        many(insert("decisions", 14), self.decisions)
        many(insert("documents", 16), self.documents)
        many(insert("carriers", 2), self.carriers)
        many(insert("sections", 5), self.sections)
        many(insert("paragraph_spans", 12), self.spans)
        many(insert("decision_reasons", 7, own_id=True), self.reasons)
        many(insert("citations", 7, own_id=True), self.citations)
        many(insert("remedies", 12, own_id=True), self.remedies)
        many(insert("related_decisions", 3), self.related)
        many(insert("problems", 4, own_id=True), self.problems)
        columns = ", ".join(COLUMNS)
        marks = ", ".join("?" * len(COLUMNS))
        many(f"INSERT INTO decisions_fts(rowid, {columns}) VALUES (?, {marks})", self.index)  # noqa: S608 - our own names


def _derived_address(decision: Decision) -> str | None:
    """The address put together from category and reference, where both levels of category are known."""
    if not (decision.category and decision.subcategory):
        return None
    return decision_address(slug_of(decision.category), slug_of(decision.subcategory), decision.reference)


def _span(start: int | None, end: int | None, text: str) -> tuple[int | None, int | None, str | None]:
    return (None, None, text) if start is None or end is None else (start, end - start, None)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
