"""CSV, one row a decision.

CSV has no place for a word about the whole file, so that the acknowledgement is the last column of every row: it stays
with the rows however they are cut, sorted or joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from archive.output.form import chosen
from archive.output.rows import delimited
from archive.output.text import one_line
from archive.output.wording import by_strength, places_of, pounds, remedy_words, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archive.decision import Decision
    from archive.output.exports import Export, Exported
    from archive.output.rows import Cell

ACKNOWLEDGEMENT: Final = "acknowledgement"


def write(export: Export, file: BinaryIO) -> None:
    """Write CSV in UTF-8: a row of names, then a row a decision; line breaks within a cell are quoted."""
    fields = chosen(export.fields, (*FIELDS, ACKNOWLEDGEMENT)) if export.fields is not None else USUAL
    columns = [field for field in fields if field != ACKNOWLEDGEMENT]
    _put(file, (*columns, ACKNOWLEDGEMENT), export)
    for exported in export.decisions:
        _put(file, [*(FIELDS[column](exported) for column in columns), export.acknowledgement], export)


def _put(file: BinaryIO, row: Iterable[Cell], export: Export) -> None:
    file.write(delimited([list(row)], ",", safe=export.safe).encode())


def _codes(decision: Decision, *, role: str | None) -> str:
    """The reasons of a role by code, each once; those relied on where `role` is None."""
    if role is None:
        found = [each.code for each in by_strength(decision.reasons) if each.role != "considered_and_rejected"]
    else:
        found = [each.code for each in decision.reasons if each.role == role]
    return "; ".join(dict.fromkeys(found))


def _quoted(decision: Decision) -> str:
    places = places_of(decision)
    return "\n".join(
        f"{each.code} ({standing(each, places)}): “{one_line(each.quote)}”" for each in by_strength(decision.reasons)
    )


def _remedies(decision: Decision) -> str:
    places = places_of(decision)
    return "\n".join(f"{remedy_words(each, places)}: “{one_line(each.quote)}”" for each in decision.remedies)


def _payments(decision: Decision) -> str:
    return "; ".join(
        f"{pounds(each.amount_pence)} {each.status.replace('_', ' ')}"
        for each in decision.remedies
        if each.amount_pence is not None
    )


def _citations(decision: Decision) -> str:
    found = (f"{each.act} {each.provision}" if each.provision else each.act for each in decision.citations)
    return "; ".join(dict.fromkeys(found))


def _text(decision: Decision) -> str:
    """Headings and paragraphs, a line each, with their running numbers."""
    lines = []
    for section in decision.sections:
        lines.append(section.heading or f"({section.kind})")
        for each in section.paragraphs:
            number = f"{each.para}. " if each.para is not None else f"{each.marker} " if each.marker else ""
            lines.append(number + one_line(each.text))
    return "\n".join(lines)


def _of_decision(read: Callable[[Decision], Cell]) -> Callable[[Exported], Cell]:
    return lambda exported: read(exported.decision)


def _attribute(name: str) -> Callable[[Exported], Cell]:
    def read(exported: Exported) -> Cell:
        value = getattr(exported.decision, name)
        return None if value is None else str(value)

    return read


FIELDS: Final[dict[str, Callable[[Exported], Cell]]] = {
    **{
        name: _attribute(name)
        for name in (
            "reference",
            "title",
            "council",
            "category",
            "subcategory",
            "outcome",
            "decision_date",
            "document_type",
            "disposition",
        )
    },
    "reasons": _of_decision(lambda decision: _codes(decision, role=None)),
    "reasons_rejected": _of_decision(lambda decision: _codes(decision, role="considered_and_rejected")),
    "reasons_cited": _of_decision(lambda decision: _codes(decision, role="cited")),
    "reasons_quoted": _of_decision(_quoted),
    "payments": _of_decision(_payments),
    "remedies": _of_decision(_remedies),
    "citations": _of_decision(_citations),
    "related_references": _of_decision(lambda decision: "; ".join(decision.related_references)),
    "compliance_date": _attribute("compliance_date"),
    "summary": _attribute("summary"),
    "text": _of_decision(_text),
    "url": lambda exported: None if exported.address is None else exported.address[0],
    "url_derived": lambda exported: None if exported.address is None else "yes" if exported.address[1] else "no",
}
"""Each column and how it is read. Reasons are codes: relied on, weighed and rejected, only cited."""

USUAL: Final = (*(name for name in FIELDS if name != "text"), ACKNOWLEDGEMENT)
"""Without the whole text: a spreadsheet's cell ends at 32,767 characters."""
