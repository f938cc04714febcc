"""Reading decisions back, as they were written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from archive.decision import (
    Citation,
    Decision,
    Paragraph,
    Problem,
    Reason,
    ReasonCode,
    Reference,
    Remedy,
    Section,
    Source,
)

if TYPE_CHECKING:
    import sqlite3


def read_decision(connection: sqlite3.Connection, reference: str) -> Decision | None:
    """The current decision with this reference (normal form), or None. Raises sqlite3.Error."""
    row = connection.execute(
        "SELECT d.id, d.title, k.title, o.name, d.decision_date, d.document_type, d.disposition, d.summary, d.compliance_date,"
        " d.url, d.url_derived"
        " FROM decisions d LEFT JOIN categories k ON k.id = d.category_id LEFT JOIN outcomes o ON o.id = d.outcome_id"
        " WHERE d.reference = ?",
        (reference,),
    ).fetchone()
    if row is None:
        return None
    (decision_id, title, category, outcome, day, document_type, disposition, summary, compliance, _url, _derived) = row
    top, _, sub = (category or "").partition(" > ")
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
        reasons=tuple(
            Reason(ReasonCode(code), role, section, paragraph, quote)
            for code, role, section, paragraph, quote in connection.execute(
                "SELECT r.code, x.role, x.section, x.paragraph, x.quote FROM decision_reasons x"
                " JOIN reasons r ON r.id = x.reason_id WHERE x.decision_id = ? ORDER BY x.id",
                (decision_id,),
            )
        ),
        citations=tuple(
            Citation(act, provision, section, paragraph, raw, bool(repaired))
            for act, provision, section, paragraph, raw, repaired in connection.execute(
                "SELECT act, provision, section, paragraph, raw, repaired FROM citations WHERE decision_id = ? ORDER BY id",
                (decision_id,),
            )
        ),
        remedies=tuple(
            Remedy(*fields, due_on=_day(due_on))
            for *fields, due_on in connection.execute(
                "SELECT kind, amount_pence, basis, purpose, payee, status, due, section, paragraph, quote, due_on"
                " FROM remedies WHERE decision_id = ? ORDER BY id",
                (decision_id,),
            )
        ),
        related_references=tuple(
            Reference(related)
            for (related,) in connection.execute(
                "SELECT related_reference FROM related_decisions WHERE decision_id = ? ORDER BY related_reference", (decision_id,)
            )
        ),
        compliance_date=_day(compliance),
        problems=tuple(
            Problem(*fields)
            for fields in connection.execute(
                "SELECT p.line, p.code, p.message FROM problems p JOIN documents d ON d.id = p.document_id"
                " WHERE d.decision_id = ? AND d.is_current ORDER BY p.id",
                (decision_id,),
            )
        ),
        source=_source(connection, decision_id),
    )


def read_source(connection: sqlite3.Connection, reference: str) -> str | None:
    """The current document of a decision as it came, or None where the reference is not held."""
    row = connection.execute(
        "SELECT x.text FROM documents x JOIN decisions d ON d.id = x.decision_id WHERE d.reference = ? AND x.is_current",
        (reference,),
    ).fetchone()
    return None if row is None else str(row[0])


def _sections(connection: sqlite3.Connection, decision_id: int) -> tuple[Section, ...]:
    found: dict[int, tuple[str | None, str, list[Paragraph]]] = {}
    for position, kind, heading in connection.execute(
        "SELECT position, kind, heading FROM sections WHERE decision_id = ? ORDER BY position", (decision_id,)
    ):
        found[position] = (heading, kind, [])
    # Parsed once per document: substr() in the view would walk the text again for every paragraph.
    texts: dict[int, str] = dict(
        connection.execute("SELECT id, text FROM documents WHERE decision_id = ? AND is_current", (decision_id,))
    )
    for section, document_id, position, number, marker, level, para, counted, line, start, length, text in connection.execute(
        "SELECT p.section, s.document_id, p.position, p.number, p.marker, p.level, p.para, p.para_counted, p.line, p.start,"
        " p.length, p.text FROM paragraph_spans p"
        " JOIN sections s ON s.decision_id = p.decision_id AND s.position = p.section"
        " WHERE p.decision_id = ? ORDER BY p.position",
        (decision_id,),
    ):
        words: Any = text if text is not None else texts[document_id][start : start + length]
        end = None if start is None else start + length
        found[section][2].append(
            Paragraph(position, number, marker, level, para, bool(counted), words, line, start, end)
        )
    return tuple(Section(heading, kind, tuple(paragraphs)) for heading, kind, paragraphs in found.values())


def _source(connection: sqlite3.Connection, decision_id: int) -> Source | None:
    row = connection.execute(
        "SELECT path, format, sha256, url FROM documents WHERE decision_id = ? AND is_current", (decision_id,)
    ).fetchone()
    return None if row is None else Source(*row)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
