"""Document to Decision: the one way from text to fields and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.decision import Decision, Problem, Source
from archive.parsing import catalogue
from archive.parsing.dates import parse_date
from archive.parsing.folding import fold
from archive.parsing.whole import read_document

if TYPE_CHECKING:
    from datetime import date

    from archive.parsing.header import Header
    from archive.parsing.sections import Body
    from archive.reading.document import Document

__all__ = ["parse"]


def parse(document: Document) -> Decision:
    """The decision that `document` is, with reasons and remedies still empty.

    A field the document does not state is None; what a person should know is in `problems`, each with its line.
    Raises Refused, with path and line, for what is not one final decision of this Ombudsman.
    """
    if document.decision is not None:
        return document.decision
    read = read_document(document)
    header, body = read.header, read.body
    problems = [*document.problems]
    reference = header.reference or document.hints.reference
    assert reference is not None  # noqa: S101 - read_header refuses a document without one
    hints = document.hints
    if hints.reference and reference != hints.reference:
        problems.append(
            Problem(
                None,
                "reference_differs",
                f"the address or field says {hints.reference}, the title {reference}: the title holds",
            )
        )
    if header.council and hints.council and fold(header.council) != fold(hints.council):
        problems.append(_differs(None, "council", header.council, hints.council))
    category, subcategory = _category(header, document, problems)
    return Decision(
        reference=reference,
        council=header.council or hints.council,
        category=category,
        subcategory=subcategory,
        outcome=_outcome(header, document, problems),
        decision_date=_date(header, document, problems),
        document_type=_document_type(header, body, document),
        summary=body.summary,
        sections=body.sections,
        compliance_date=body.compliance_date,
        problems=tuple(problems) + tuple(_header_problems(header)) + tuple(body.problems),
        source=Source(path=document.path, format=document.format, sha256=document.sha256, url=document.url),
    )


def _category(header: Header, document: Document, problems: list[Problem]) -> tuple[str | None, str | None]:
    from archive.register import categories

    stated = header.labels.get("category")
    hints = document.hints
    said = None if hints.category is None else categories.normal(hints.category, hints.subcategory)
    if stated is not None:
        first, _, rest = stated[0].partition(">")
        found = categories.normal(first.strip() or None, rest.strip(" >") or None)
        # A carrier that knows only the upper level does not contradict the lower one.
        if said is not None and any(a and b and fold(a) != fold(b) for a, b in zip(found, said, strict=True)):
            problems.append(_differs(stated[1], "category", stated[0], " > ".join(filter(None, said))))
        if found[0] is not None and not categories.listed(found[0], found[1]):
            problems.append(
                Problem(stated[1], "new_category", f"'{stated[0]}' is not in the list: stored as it stands")
            )
        return found
    if said is not None:
        return said
    if hints.category_slug is None:
        return None, None
    category, subcategory = categories.from_slugs(hints.category_slug, hints.subcategory_slug)
    if category is None:
        problems.append(
            Problem(None, "unknown_category", f"the address says '{hints.category_slug}', which is no known category")
        )
    else:
        problems.append(
            Problem(None, "category_from_address", f"the text states no category; the address says {category}")
        )
    return category, subcategory


def _outcome(header: Header, document: Document, problems: list[Problem]) -> str | None:
    known = catalogue.outcomes()
    hinted = document.hints.outcome
    wording, line = header.labels.get("decision", (hinted, None))
    if wording is None:
        return None
    outcome = known.get(fold(wording))
    if outcome is None:
        message = f"expected one of {', '.join(known.values())}; found '{wording}'"
        problems.append(Problem(line, "unknown_outcome", message))
    elif hinted is not None and fold(hinted) != fold(wording):
        problems.append(_differs(line, "decision", wording, hinted))
    return outcome


def _date(header: Header, document: Document, problems: list[Problem]) -> date | None:
    from archive.parsing.dates import plausible

    stated = header.labels.get("decision date")
    hinted = document.hints.decision_date
    if stated is None:
        return hinted
    day = parse_date(stated[0])
    if day is None:
        problems.append(
            Problem(stated[1], "unreadable_date", f"expected a date such as 18 Dec 2023; found '{stated[0]}'")
        )
    elif not plausible(day):
        problems.append(Problem(stated[1], "implausible_date", f"'{stated[0]}' cannot be the date of a decision"))
        return None
    elif hinted not in {None, day}:
        problems.append(_differs(stated[1], "decision date", day, hinted))
    return day


def _differs(line: int | None, label: str, stated: object, hinted: object) -> Problem:
    """That the text and its carrier's field say different things."""
    return Problem(line, "field_differs", f"the text says {label} {stated}, the field {hinted}: the text holds")


def _document_type(header: Header, body: Body, document: Document) -> str | None:
    """`statement` has the final-decision line; a `report` has chapters, or is the old short form with its finding."""
    if header.decision_line:
        return "statement"
    headings = {fold(section.heading or "") for section in body.sections}
    if document.hints.chapter is not None or body.satisfied or headings & {"the investigation", "finding"}:
        return "report"
    return None


def _header_problems(header: Header) -> list[Problem]:
    found = [
        Problem(line.number_in_file, "unread_line", f"'{line.text[:60]}' stands before the decision and was not read")
        for line in header.unread
    ]
    missing = [label for label in ("category", "decision", "decision date") if label not in header.labels]
    if missing:
        found.append(Problem(None, "fields_missing", f"the text states no {', no '.join(missing)}"))
    return found
