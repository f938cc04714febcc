"""The rows of one batch, table by table, and the ids of the vocabularies they point to."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.parsing_version import PARSER_VERSION
from archive.storage.councils import Bodies, Categories
from archive.storage.packing import SPAN
from archive.storage.tokens import COLUMNS, INDEXED, facets

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from archive.decision import Problem
    from archive.storage.packing import PackedDecision, PackedDocument

OWN_TABLES: Final = ("sections", "paragraph_spans", "decision_reasons", "citations", "remedies", "related_decisions")
"""The tables whose rows belong to one decision and are written anew with it."""


_MANY: Final = 200
"""Decisions to a batch from which on a larger hash is worth its memory."""

_LARGE_HASH, _USUAL_HASH = 64 << 20, 1 << 20
"""Bytes of new index that FTS5 gathers before it writes a segment. It is stored in the file, so it is put back."""

_SPANS: Final = 16
"""Spans to a statement: more of them gain little, and each number of them is a statement to prepare."""

_UTF_8: Final = "CAST(? AS TEXT)"
"""For a text given as its bytes in UTF-8, which is how SQLite holds it: nothing is decoded, and nothing encoded."""


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
        self.spans: list[tuple[int, tuple[Any, ...]]] = []
        """A decision and the spans of its paragraphs as they are packed."""
        self.reasons: list[tuple[Any, ...]] = []
        self.citations: list[tuple[Any, ...]] = []
        self.remedies: list[tuple[Any, ...]] = []
        self.related: list[tuple[Any, ...]] = []
        self.problems: list[tuple[Any, ...]] = []
        self.index: list[tuple[Any, ...]] = []
        self.words: set[str] = set()
        """The distinct words of the texts in `index`."""
        self._now = datetime.now(UTC).isoformat(timespec="seconds")

    def add_document(self, document: PackedDocument, decision_id: int, *, current: bool) -> int:
        """Add a document of a decision, with what reading it met; gives its id."""
        document_id = self.next_document
        self.next_document += 1
        self.documents.append(
            (
                document_id,
                decision_id,
                int(current),
                document.chapter,
                document.day,
                document.path,
                document.format,
                document.sha256,
                document.size,
                document.retrieved_at,
                self._now,
                document.url,
                PARSER_VERSION,
                document.text_hash,
                document.text,
                document.path.replace("\\", "/").rpartition("/")[2],
            )
        )
        if document.facts is not None:
            self.carriers.append((document_id, document.facts))
        self.problems.extend((document_id, *problem) for problem in document.problems)
        return document_id

    def add_problems(self, document_id: int, problems: Iterable[Problem]) -> None:
        """Add what reading a document met."""
        self.problems.extend((document_id, p.line, p.code, p.message) for p in problems)

    def add_decision(self, packed: PackedDecision, decision_id: int, parts: Sequence[Part], *, url: str | None) -> None:
        """Add a decision with all that belongs to it. `parts` are the documents of its sections, in order."""
        vocabulary = self.vocabulary
        day = packed.day
        council = vocabulary.bodies.council_id(packed.council, day) if packed.council else None
        category = vocabulary.categories.category_id(packed.category, packed.subcategory)
        outcome = vocabulary.outcomes.get(packed.outcome or "")
        self.decisions.append(
            (
                decision_id,
                packed.reference,
                packed.title,
                council,
                category,
                outcome,
                day,
                int(day[:4]) if day else None,
                packed.document_type,
                packed.disposition,
                packed.compliance_date,
                url or packed.address,
                int(not url and packed.address is not None),
                packed.summary,
            )
        )
        homes = [part.document_id for part in parts for _ in range(part.sections)]
        self.sections.extend(
            (decision_id, number, kind, heading, home)
            for number, ((kind, heading), home) in enumerate(zip(packed.sections, homes, strict=True), start=1)
        )
        self.spans.append((decision_id, packed.spans))
        for code, role, uncited, *rest in packed.reasons:
            reason_id, gate = vocabulary.reasons[code]
            self.reasons.append((decision_id, reason_id, role, int(uncited and gate != "F"), *rest))
        self.citations.extend([(decision_id, *citation) for citation in packed.citations])
        self.remedies.extend([(decision_id, *remedy) for remedy in packed.remedies])
        self.related.extend([(decision_id, reference, "named") for reference in packed.related])
        self.index.append((decision_id, *packed.texts, facets(council, category, outcome)))
        self.words.update(packed.words)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write everything, each table in one statement."""
        many = connection.executemany
        many("DELETE FROM decisions WHERE id = ?", [(decision_id,) for decision_id in self.leaving])
        many(insert("decisions", 14), self.decisions)
        many(f"INSERT INTO documents VALUES ({'?, ' * 14}{_UTF_8}, ?)", self.documents)  # noqa: S608 - our own names
        many(insert("carriers", 2), self.carriers)
        many(insert("sections", 5), self.sections)
        self._write_spans(connection)
        many(insert("decision_reasons", 7, own_id=True), self.reasons)
        many(insert("citations", 7, own_id=True), self.citations)
        many(insert("remedies", 12, own_id=True), self.remedies)
        many(insert("related_decisions", 3), self.related)
        many(insert("problems", 4, own_id=True), self.problems)
        columns = ", ".join(INDEXED)
        marks = ", ".join([_UTF_8] * len(COLUMNS) + ["?"])
        if len(self.index) >= _MANY:
            _set_hash(connection, _LARGE_HASH)
        many(f"INSERT INTO decisions_fts(rowid, {columns}) VALUES (?, {marks})", self.index)  # noqa: S608 - our own names
        if len(self.index) >= _MANY:
            _set_hash(connection, _USUAL_HASH)

    def _write_spans(self, connection: sqlite3.Connection) -> None:
        """Write the spans of paragraphs, the most numerous rows by far: some of one decision in each statement."""
        run = connection.cursor().execute
        most = SPAN * _SPANS
        for decision_id, values in self.spans:
            for start in range(0, len(values), most):
                some = values[start : start + most]
                run(_insert_spans(len(some) // SPAN), (decision_id, *some))

    def span_rows(self) -> list[tuple[Any, ...]]:
        """The rows of `paragraph_spans`, one by one."""
        return [
            (decision_id, *values[start : start + SPAN])
            for decision_id, values in self.spans
            for start in range(0, len(values), SPAN)
        ]


@functools.cache
def _insert_spans(rows: int) -> str:
    """The INSERT for so many spans of one decision, whose id is the first parameter."""
    starts = range(2, 2 + rows * SPAN, SPAN)
    values = ", ".join(f"(?1, {', '.join(f'?{start + column}' for column in range(SPAN))})" for start in starts)
    return f"INSERT INTO paragraph_spans VALUES {values}"  # noqa: S608 - numbers of parameters


def _set_hash(connection: sqlite3.Connection, size: int) -> None:
    connection.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('hashsize', ?)", (size,))
