"""Why a decision ended as it did: each ground or finding with its role, its place and the sentence that gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.analysis.matching import find_all, line_of
from archive.analysis.phrasings import phrasebook
from archive.analysis.scope import NOTHING, RELIED, Scope
from archive.analysis.sentences import sentences
from archive.decision import Decision, Reason, ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.analysis.phrasings import Phrasebook

_ROLE: Final = {"decision": "primary", "summary": "stated", "assessment": "reasoned"}
REJECTED_ROLE: Final = "considered_and_rejected"


def reasons(decision: Decision) -> tuple[Reason, ...]:
    """The reasons of a decision, strongest role first, one row for each code and role."""
    book = phrasebook()
    found: dict[tuple[str, str], Reason] = {}
    for kind, paragraph, text in _texts(decision):
        if kind == "powers":
            for code, sentence in _cited(text, book):
                found.setdefault((code, "cited"), Reason(code, "cited", kind, paragraph, sentence))
            continue
        role = _ROLE.get(kind)
        if role is None:
            continue
        for code, sense, sentence in _weighed(text, book):
            if sense == RELIED:
                found.setdefault((code, role), Reason(code, role, kind, paragraph, sentence))
    order = ("primary", "stated", "reasoned", "cited", REJECTED_ROLE)
    return tuple(sorted(found.values(), key=lambda reason: order.index(reason.role)))


def _texts(decision: Decision) -> Iterator[tuple[str, int | None, str]]:
    if decision.summary:
        yield "summary", None, decision.summary
    for section in decision.sections:
        for paragraph in section.paragraphs:
            yield section.kind, paragraph.position, paragraph.text


def _weighed(text: str, book: Phrasebook) -> Iterator[tuple[ReasonCode, str, str]]:
    for sentence in sentences(text):
        line = line_of(sentence, book.lexicon)
        scope = None
        for found in find_all(line, book):
            if found.phrasing.sense == "cited":
                continue
            scope = scope or Scope(line, book.lexicon)
            sense = scope.weigh(found)
            if sense != NOTHING:
                yield found.phrasing.code, sense, sentence


def _cited(text: str, book: Phrasebook) -> Iterator[tuple[ReasonCode, str]]:
    for sentence in sentences(text):
        for found in find_all(line_of(sentence, book.lexicon), book):
            yield found.phrasing.code, sentence
