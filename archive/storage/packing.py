"""The rows of one decision or document as plain tuples, before anything of the archive is known: no ids yet.

Whatever process read a file can pack it, and plain tuples travel cheaply between processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.decision import RELIED_ON
from archive.reading.address import decision_address
from archive.register.categories import slug_of
from archive.storage.carriers import facts
from archive.storage.tokens import indexed_text, text_hash, words_of

if TYPE_CHECKING:
    from datetime import date

    from archive.decision import Decision, Problem
    from archive.reading.document import Document


SPAN: Final = 11
"""Columns of `paragraph_spans` after the decision."""


class PackedDocument(NamedTuple):
    """A row of `documents` without its ids and times, the row of `carriers` beside it, and what reading it met.

    Dates are ISO text. `text` is in UTF-8, as SQLite takes it: the process that stores need not read it.
    """

    chapter: int | None
    day: str | None
    path: str
    format: str
    sha256: str
    size: int
    retrieved_at: str | None
    url: str | None
    text_hash: str | None
    text: bytes
    facts: str | None
    problems: tuple[tuple[int | None, str, str], ...]


class PackedDecision(NamedTuple):
    """The rows of a decision, table by table, without its id. Dates are ISO text.

    Names stand for the ids of vocabularies. `sections` are kind and heading; `reasons`, `citations` and `remedies` are
    the columns of their tables after the decision, a reason by its code. `spans` are SPAN columns of every paragraph,
    one paragraph after the other in one tuple, for there are many. `texts` are those of the index in the order of its
    columns, in UTF-8; `words` the distinct words in them.
    """

    reference: str
    title: str
    council: str | None
    category: str | None
    subcategory: str | None
    outcome: str | None
    day: str | None
    document_type: str | None
    disposition: str | None
    compliance_date: str | None
    address: str | None
    summary: str | None
    sections: tuple[tuple[str, str | None], ...]
    spans: tuple[Any, ...]
    reasons: tuple[tuple[Any, ...], ...]
    citations: tuple[tuple[Any, ...], ...]
    remedies: tuple[tuple[Any, ...], ...]
    related: tuple[str, ...]
    texts: tuple[bytes | None, ...]
    words: set[str]


def pack_document(decision: Decision, document: Document, problems: tuple[Problem, ...]) -> PackedDocument:
    """The row of `document`, which `decision` was read from, with what was met in reading it."""
    return PackedDocument(
        chapter=document.hints.chapter,
        day=iso(decision.decision_date),
        path=document.path,
        format=document.format,
        sha256=document.sha256,
        size=document.size,
        retrieved_at=document.hints.retrieved_at,
        url=document.url,
        text_hash=text_hash(decision),
        text=document.text.encode(),
        facts=facts(document),
        problems=tuple((problem.line, problem.code, problem.message) for problem in problems),
    )


def pack_decision(decision: Decision) -> PackedDecision:
    """The rows of `decision`."""
    cited = {reason.code for reason in decision.reasons if reason.role not in RELIED_ON}
    texts = indexed_text(decision)
    return PackedDecision(
        reference=decision.reference,
        title=decision.title,
        council=decision.council,
        category=decision.category,
        subcategory=decision.subcategory,
        outcome=decision.outcome,
        day=iso(decision.decision_date),
        document_type=decision.document_type,
        disposition=decision.disposition,
        compliance_date=iso(decision.compliance_date),
        address=_derived_address(decision),
        summary=decision.summary,
        sections=tuple((section.kind, section.heading) for section in decision.sections),
        spans=_spans(decision),
        reasons=tuple(
            (
                reason.code,
                reason.role,
                reason.role in RELIED_ON and reason.code not in cited,
                reason.section,
                reason.paragraph,
                reason.quote,
            )
            for reason in decision.reasons
        ),
        citations=tuple(
            (c.act, c.provision, c.section, c.paragraph, c.raw, int(c.repaired)) for c in decision.citations
        ),
        remedies=tuple(
            (
                remedy.kind,
                remedy.amount_pence,
                remedy.basis,
                remedy.purpose,
                remedy.payee,
                remedy.status,
                remedy.due,
                iso(remedy.due_on),
                remedy.section,
                remedy.paragraph,
                remedy.quote,
            )
            for remedy in decision.remedies
        ),
        related=decision.related_references,
        texts=tuple([None if text is None else text.encode() for text in texts]),
        words=words_of("\n".join(filter(None, texts))),
    )


def _derived_address(decision: Decision) -> str | None:
    """The address put together from category and reference, where both levels of category are known."""
    if not (decision.category and decision.subcategory):
        return None
    return decision_address(slug_of(decision.category), slug_of(decision.subcategory), decision.reference)


def _spans(decision: Decision) -> tuple[Any, ...]:
    """Where each paragraph stands in its document's text; its own text where it stands nowhere letter for letter."""
    values: list[Any] = []
    for number, section in enumerate(decision.sections, start=1):
        for paragraph in section.paragraphs:
            start, end = paragraph.start, paragraph.end
            values += (
                paragraph.position,
                number,
                paragraph.number,
                paragraph.marker,
                paragraph.level,
                paragraph.para,
                int(paragraph.para_counted),
                paragraph.line,
            )
            values += (None, None, paragraph.text) if start is None or end is None else (start, end - start, None)
    return tuple(values)


def iso(day: date | None) -> str | None:
    """A day as the archive holds it; None where there is none."""
    return None if day is None else day.isoformat()
