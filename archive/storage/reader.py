"""Reading decisions back, as they were written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from archive.decision import Citation, Decision, Paragraph, Problem, Reason, Reference, Remedy, Section, Source
from archive.errors import DatabaseProblem

if TYPE_CHECKING:
    import sqlite3

_DECISION: Final = """
SELECT d.id, d.title, k.title, o.name, d.decision_date, d.document_type, d.disposition, d.summary, d.compliance_date
FROM decisions d LEFT JOIN categories k ON k.id = d.category_id LEFT JOIN outcomes o ON o.id = d.outcome_id
WHERE d.reference = ?
"""
_SECTIONS: Final = "SELECT position, heading, kind FROM sections WHERE decision_id = ? ORDER BY position"
_SPANS: Final = """
SELECT p.section, s.document_id, p.position, p.number, p.marker, p.level, p.para, p.para_counted, p.line,
  p.start, p.length, p.text
FROM paragraph_spans p JOIN sections s ON s.decision_id = p.decision_id AND s.position = p.section
WHERE p.decision_id = ? ORDER BY p.position
"""
_REASONS: Final = """
SELECT r.code, x.role, x.section, x.paragraph, x.quote
FROM decision_reasons x JOIN reasons r ON r.id = x.reason_id WHERE x.decision_id = ? ORDER BY x.id
"""
_CITATIONS: Final = """
SELECT act, provision, section, paragraph, raw, repaired FROM citations WHERE decision_id = ? ORDER BY id
"""
_REMEDIES: Final = """
SELECT kind, amount_pence, basis, purpose, payee, status, due, section, paragraph, quote, due_on
FROM remedies WHERE decision_id = ? ORDER BY id
"""
_RELATED: Final = (
    "SELECT DISTINCT related_reference FROM related_decisions WHERE decision_id = ? ORDER BY related_reference"
)
_PROBLEMS: Final = """
SELECT p.line, p.code, p.message FROM problems p JOIN documents d ON d.id = p.document_id
WHERE d.decision_id = ? AND d.is_current ORDER BY p.id
"""
_SOURCE: Final = "SELECT path, format, sha256, url FROM documents WHERE decision_id = ? AND is_current"
_TEXT: Final = """
SELECT x.text FROM documents x JOIN decisions d ON d.id = x.decision_id WHERE d.reference = ? AND x.is_current
"""


def read_decision(connection: sqlite3.Connection, reference: str) -> Decision | None:
    """The current decision with this reference (normal form), or None. Raises sqlite3.Error."""
    row = connection.execute(_DECISION, (reference,)).fetchone()
    if row is None:
        return None
    decision_id, title, category, outcome, day, document_type, disposition, summary, compliance = row
    top, _, sub = (category or "").partition(" > ")

    def rows(sql: str) -> list[Any]:
        return connection.execute(sql, (decision_id,)).fetchall()

    return Decision(
        reference=Reference(reference),
        council=title[: -len(f" ({reference})")] or None,
        category=top or None,
        subcategory=sub or None,
        outcome=outcome,
        decision_date=_day(day),
        document_type=document_type,
        disposition=disposition,
        summary=summary,
        sections=_sections(connection, decision_id),
        reasons=tuple(Reason(*row) for row in rows(_REASONS)),
        citations=tuple(_citation(row) for row in rows(_CITATIONS)),
        remedies=tuple(_remedy(row) for row in rows(_REMEDIES)),
        related_references=tuple(Reference(related) for (related,) in rows(_RELATED)),
        compliance_date=_day(compliance),
        problems=tuple(Problem(*row) for row in rows(_PROBLEMS)),
        source=next((Source(*row) for row in rows(_SOURCE)), None),
    )


def read_address(connection: sqlite3.Connection, reference: str) -> tuple[str, bool] | None:
    """The decision's address on the site, and whether it was put together from category and reference, not read."""
    row = connection.execute("SELECT url, url_derived FROM decisions WHERE reference = ?", (reference,)).fetchone()
    return None if row is None or row[0] is None else (str(row[0]), bool(row[1]))


def read_source(connection: sqlite3.Connection, reference: str) -> str | None:
    """The current document of a decision as it came, or None where the reference is not held."""
    row = connection.execute(_TEXT, (reference,)).fetchone()
    return None if row is None else str(row[0])


def _sections(connection: sqlite3.Connection, decision_id: int) -> tuple[Section, ...]:
    found: dict[int, tuple[str | None, str, list[Paragraph]]] = {
        position: (heading, kind, []) for position, heading, kind in connection.execute(_SECTIONS, (decision_id,))
    }
    # Each document is fetched once: substr() in the view would fetch it again for every paragraph.
    texts: dict[int, str] = dict(
        connection.execute("SELECT id, text FROM documents WHERE decision_id = ? AND is_current", (decision_id,))
    )
    for section, document, *fields, counted, line, start, length, text in connection.execute(_SPANS, (decision_id,)):
        position, number, marker, level, para = fields
        end = None if start is None else start + length
        if end is not None and document not in texts:
            raise DatabaseProblem(f"damaged: text of decision {decision_id} is not there; run `lgsco check --repair`")
        words = text if end is None else texts[document][start:end]
        found[section][2].append(
            Paragraph(position, number, marker, level, para, bool(counted), words, line, start, end)
        )
    return tuple(Section(heading, kind, tuple(paragraphs)) for heading, kind, paragraphs in found.values())


def _citation(row: Any) -> Citation:  # noqa: ANN401 - a row of SQLite
    act, provision, section, paragraph, raw, repaired = row
    return Citation(act, provision, section, paragraph, raw, bool(repaired))


def _remedy(row: Any) -> Remedy:  # noqa: ANN401 - a row of SQLite
    kind, pence, basis, purpose, payee, status, due, section, paragraph, quote, due_on = row
    return Remedy(kind, pence, basis, purpose, payee, status, due, section, paragraph, quote, _day(due_on))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
