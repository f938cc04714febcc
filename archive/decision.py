"""One decision and its parts: plain frozen values, no I/O, no SQL.

The JSON form (`Decision.to_dict`, `Decision.from_dict`) is the one `parse` and `show --format json` print.
Dates are `datetime.date` here and ISO text in JSON; money is pence; positions count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NewType, TypeVar, dataclass_transform

from archive.references import Reference

__all__ = [
    "KINDS",
    "RELIED_ON",
    "ROLES",
    "Citation",
    "Decision",
    "Paragraph",
    "Problem",
    "Reason",
    "ReasonCode",
    "Reference",
    "Remedy",
    "Section",
    "Source",
]

RecordT = TypeVar("RecordT")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[RecordT]) -> type[RecordT]:
    """A dataclass that is never assigned to once it is made, as the type checker sees to.

    What `frozen=True` does about it at run time makes a value eight times as dear to make, and a decision has some
    fifty of them.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)


ReasonCode = NewType("ReasonCode", str)
"""A code of `data/reference/reasons.csv`: `insufficient_fault`."""

KINDS: Final = (
    "summary",
    "complaint",
    "scope",
    "powers",
    "considered",
    "law",
    "assessment",
    "action",
    "decision",
    "other",
)
"""The kinds of section, in the order a statement has them."""

RELIED_ON: Final = ("primary", "stated", "reasoned")
"""The roles of a reason that the Ombudsman rested on, strongest first."""

ROLES: Final = (*RELIED_ON, "cited", "considered_and_rejected")


@record
class Paragraph:
    """One item: a numbered paragraph, a bullet, an unmarked paragraph, or a citation standing alone.

    `position` counts every item of the decision from 1. `number` and `marker` are what was printed (`"1"`, `"1."`).
    `para` is the running paragraph number people cite: printed, or counted where `para_counted`.
    `start` and `end` are offsets of the text in its document, None where the text was put together from pieces.
    """

    position: int
    number: str | None
    marker: str | None
    level: int
    para: int | None
    para_counted: bool
    text: str
    line: int = field(default=0, compare=False)
    start: int | None = field(default=None, compare=False)
    end: int | None = field(default=None, compare=False)


@record
class Section:
    """A heading as printed (None where it is lost), its kind (one of KINDS) and its paragraphs, perhaps none."""

    heading: str | None
    kind: str
    paragraphs: tuple[Paragraph, ...] = ()
    line: int = field(default=0, compare=False)


@record
class Reason:
    """A ground or finding with the words it was read from. `paragraph` is a position, None for the summary."""

    code: ReasonCode
    role: str
    section: str
    paragraph: int | None
    quote: str


@record
class Citation:
    """A provision named in the text. `raw` is as printed; `repaired` says that `provision` mends a slip in it."""

    act: str
    provision: str | None
    section: str
    paragraph: int | None
    raw: str
    repaired: bool = False


@record
class Remedy:
    """What was agreed or recommended to put things right. `due` is as worded, `due_on` the day, where it is fixed."""

    kind: str
    amount_pence: int | None
    basis: str | None
    purpose: str | None
    payee: str | None
    status: str
    due: str | None
    section: str
    paragraph: int | None
    quote: str
    due_on: date | None = field(default=None, compare=False)


@record
class Problem:
    """Something about the source that a person should know. `line` is 1-based, None where no one line is to blame."""

    line: int | None
    code: str
    message: str


@record
class Source:
    """Where a decision was read from."""

    path: str
    format: str
    sha256: str
    url: str | None = None


@record
class Decision:
    """One published decision. A field that the document does not state is None, never a guess."""

    reference: Reference
    council: str | None = None
    category: str | None = None
    subcategory: str | None = None
    outcome: str | None = None
    decision_date: date | None = None
    document_type: str | None = None
    disposition: str | None = None
    summary: str | None = None
    sections: tuple[Section, ...] = ()
    reasons: tuple[Reason, ...] = ()
    citations: tuple[Citation, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    related_references: tuple[Reference, ...] = ()
    compliance_date: date | None = None
    problems: tuple[Problem, ...] = ()
    source: Source | None = field(default=None, compare=False)

    @property
    def title(self) -> str:
        """`Thurrock Council (23 012 807)`; the bare reference where no body is named."""
        return f"{self.council} ({self.reference})" if self.council else self.reference

    def filled_from(self, other: Decision) -> Decision:
        """This decision with what its document does not state taken from `other`, another document of the same."""
        category, subcategory = (
            (other.category, other.subcategory) if self.category is None else (self.category, self.subcategory)
        )
        return replace(
            self,
            council=self.council or other.council,
            category=category,
            subcategory=subcategory,
            outcome=self.outcome or other.outcome,
            decision_date=self.decision_date or other.decision_date,
            document_type=self.document_type or other.document_type,
            summary=self.summary or other.summary,
            compliance_date=self.compliance_date or other.compliance_date,
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        return {
            "reference": self.reference,
            "council": self.council,
            "category": self.category,
            "subcategory": self.subcategory,
            "outcome": self.outcome,
            "decision_date": _iso(self.decision_date),
            "document_type": self.document_type,
            "disposition": self.disposition,
            "summary": self.summary,
            "sections": [
                {
                    "heading": section.heading,
                    "kind": section.kind,
                    "paragraphs": [_pick(paragraph, _PARAGRAPH) for paragraph in section.paragraphs],
                }
                for section in self.sections
            ],
            "reasons": [_pick(reason, _REASON) for reason in self.reasons],
            "citations": [_pick(citation, _CITATION) for citation in self.citations],
            "remedies": [_pick(remedy, _REMEDY) for remedy in self.remedies],
            "related_references": list(self.related_references),
            "compliance_date": _iso(self.compliance_date),
            "problems": [_pick(problem, _PROBLEM) for problem in self.problems],
            "source": None if self.source is None else _pick(self.source, _SOURCE),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Decision:
        """The Decision that `to_dict` gave `data`. Raises KeyError, TypeError or ValueError where it did not."""
        return cls(
            reference=Reference(data["reference"]),
            council=data["council"],
            category=data["category"],
            subcategory=data["subcategory"],
            outcome=data["outcome"],
            decision_date=_day(data["decision_date"]),
            document_type=data["document_type"],
            disposition=data["disposition"],
            summary=data["summary"],
            sections=tuple(
                Section(
                    heading=section["heading"],
                    kind=section["kind"],
                    paragraphs=tuple(Paragraph(**_only(paragraph, _PARAGRAPH)) for paragraph in section["paragraphs"]),
                )
                for section in data["sections"]
            ),
            reasons=tuple(Reason(**_only(reason, _REASON)) for reason in data["reasons"]),
            citations=tuple(Citation(**_only(citation, _CITATION)) for citation in data["citations"]),
            remedies=tuple(Remedy(**_only(remedy, _REMEDY)) for remedy in data["remedies"]),
            related_references=tuple(Reference(reference) for reference in data["related_references"]),
            compliance_date=_day(data["compliance_date"]),
            problems=tuple(Problem(**_only(problem, _PROBLEM)) for problem in data["problems"]),
            source=None if data["source"] is None else Source(**_only(data["source"], _SOURCE)),
        )


_PARAGRAPH: Final = ("position", "number", "marker", "level", "para", "para_counted", "text")
_REASON: Final = ("code", "role", "section", "paragraph", "quote")
_CITATION: Final = ("act", "provision", "section", "paragraph", "raw", "repaired")
_REMEDY: Final = (
    "kind",
    "amount_pence",
    "basis",
    "purpose",
    "payee",
    "status",
    "due",
    "section",
    "paragraph",
    "quote",
)
_PROBLEM: Final = ("line", "code", "message")
_SOURCE: Final = ("path", "format", "sha256", "url")


def _pick(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _only(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: data[name] for name in names}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
