"""What was agreed or recommended to put things right, and what had been offered before.

Read from the agreed or recommended action, the final decision, and the sentence of the summary that says what was
agreed; of an early remedy, which has no section of its own, from the list in the assessment. Nowhere else, for sums
told in the complaint or owed on a bill are no remedies. What the sections repeat is given once, from the fullest:
the action, else the final decision, else the summary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.analysis.deadlines import Due, due_in
from archive.analysis.duties import DUTY, duty_in
from archive.analysis.orders import UNSTATED, Order, orders_in, orders_nothing, sums_ordered
from archive.analysis.sentences import sentences
from archive.decision import Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from archive.decision import Decision, Paragraph, Section

_BEFORE: Final = re.compile(
    r"\b(?:[Cc]ouncil|[Aa]uthority|[Pp]rovider|[Hh]ome|[Tt]rust|[Cc]ompany|[Ii]t|[Tt]hey|and)\b(?: has| have| had)?"
    r"(?: also)?(?P<already> already)? (?P<done>offered(?: to)?|refunded|repaid|reimbursed|paid|apologised)\b"
)
_SIGNS: Final = ("agree", "will", "should", "must", "need", "recommend", "offer", "already")
"""One of these stands in every sentence that orders something or tells what was done before."""
_SUBJECT: Final = re.compile(
    r"(?:The|We|I|It|This|These|They|When|If|In|Our|My|Mr|Mrs|Ms|Miss|Dr|Where|Under|So|Although|However)\b"
)
_NESTED_GOES_ON: Final = (":", ";", "; and", ";and", "; or", ",")
_USUAL: Final = frozenset({"assessment", "decision", "action"})


class _Lead(NamedTuple):
    """The line above a list, and what it says for all its items: status and deadline; the sums it names itself."""

    status: str
    due: Due | None
    numbered: bool
    position: int
    text: str
    sums: list[Order]


def remedies(decision: Decision) -> tuple[Remedy, ...]:
    """The remedies of a decision in their order, none twice."""
    found: list[Remedy] = []
    kinds = {section.kind for section in decision.sections}
    for section in decision.sections:
        early = section.kind == "assessment" and "action" not in kinds
        headless = section.kind == "other" and kinds.isdisjoint(_USUAL)
        if section.kind == "action" or early or headless:
            known = {_ordered(remedy) for remedy in found}
            again = _Action(section, decision.decision_date, only_agreed=section.kind != "action").remedies()
            found += [remedy for remedy in again if _ordered(remedy) not in known]
    for place, told in (("decision", _in_decision(decision)), ("summary", _in_summary(decision))):
        known_here = {_what(remedy) for remedy in found}
        found += [remedy for remedy in told if remedy.section == place and _what(remedy) not in known_here]
    return tuple(found)


def _ordered(remedy: Remedy) -> tuple[str, int | str]:
    """What a further report would order again: its kind and its sum, or where it has none its words."""
    return remedy.kind, remedy.amount_pence or remedy.quote.lower()


def _what(remedy: Remedy) -> tuple[str, bool, int | None]:
    """What two sections would both say of one remedy: its kind, and of a sum offered before the sum."""
    before = remedy.status in ("already_paid", "offered_before")
    return remedy.kind, before, remedy.amount_pence if before else None


def _in_decision(decision: Decision) -> Iterator[Remedy]:
    for section in decision.sections:
        if section.kind == "decision":
            for paragraph in section.paragraphs:
                yield from _of_prose(paragraph.text, "decision", paragraph.position, decision.decision_date)


def _in_summary(decision: Decision) -> Iterator[Remedy]:
    if decision.summary:
        yield from _of_prose(decision.summary, "summary", None, decision.decision_date)


class _Action:
    """Reads a section of agreed or recommended action, whose lists stand below a line that ends with a colon.

    With `only_agreed`, a section about other things too, of which only what "has agreed to" introduces counts.
    """

    def __init__(self, section: Section, decided: date | None, *, only_agreed: bool) -> None:
        self._section = section
        self._decided = decided
        self._only_agreed = only_agreed
        self._status = "agreed" if "agreed" in (section.heading or "").lower() else None
        self._lead: _Lead | None = None
        self._nested = False
        self._found: list[Remedy] = []
        self._below: list[Remedy] = []

    def remedies(self) -> list[Remedy]:
        """The remedies of the section in their order."""
        before = ""
        for paragraph in self._section.paragraphs:
            self._take(paragraph, paragraph.text.strip(), before)
            before = paragraph.text.strip()
        self._close()
        return self._found

    def _take(self, paragraph: Paragraph, text: str, before: str) -> None:
        numbered = paragraph.number is not None and paragraph.level == 0
        if self._lead is not None and self._lead.numbered and numbered:
            self._close()
        lead = self._lead
        listed = lead is not None and not _SUBJECT.match(text)
        if text.endswith(":") and not listed:
            self._close()
            if not self._only_agreed or "agreed" in text:
                self._lead = self._lead_of(paragraph, text, numbered=numbered)
        elif self._nested and before.endswith(_NESTED_GOES_ON):
            pass  # a part of the item above
        elif listed and lead is not None:
            self._nested = text.endswith(":")
            self._below += self._of_item(paragraph, text, lead)
        elif not self._only_agreed or "agreed to " in text:
            for remedy in _of_prose(text, self._section.kind, paragraph.position, self._decided, self._status):
                (self._found if lead is None else self._below).append(remedy)

    def _lead_of(self, paragraph: Paragraph, text: str, *, numbered: bool) -> _Lead:
        duty = DUTY.search(text)
        status = self._status or ("agreed" if duty and duty["agreed"] else "recommended")
        return _Lead(status, due_in(text, self._decided), numbered, paragraph.position, text, sums_ordered(text))

    def _close(self) -> None:
        """End the list: the sums of the line above it count where its items name none ("pay Mrs X £450 for:")."""
        lead = self._lead
        if lead is not None and lead.sums and not any(remedy.amount_pence for remedy in self._below):
            kind, quote = self._section.kind, sentences(lead.text)[-1]
            self._found += [_remedy(order, lead.status, lead.due, kind, lead.position, quote) for order in lead.sums]
        self._found += self._below
        self._lead, self._below, self._nested = None, [], False

    def _of_item(self, paragraph: Paragraph, text: str, lead: _Lead) -> Iterator[Remedy]:
        """The remedies of one item: what its first sentence orders, with the sums that the others add."""
        head, *rest = sentences(text) or [""]
        due = due_in(head, self._decided) or lead.due
        kind = self._section.kind
        sums = [(order, sentence) for sentence in rest for order in sums_ordered(sentence)]
        for order in () if orders_nothing(head.lower()) else orders_in(head, listed=True):
            stated = sums if order == UNSTATED and sums else [(order, head)]
            for one, quote in stated:
                yield _remedy(one, lead.status, due, kind, paragraph.position, quote)


def _of_prose(
    text: str, kind: str, position: int | None, decided: date | None, recommended: str | None = None
) -> Iterator[Remedy]:
    """The remedies that running sentences order, and what they say was offered or paid before.

    `recommended` is the status of what "should" be done where the heading says more; None: recommended.
    """
    for sentence in sentences(text):
        lowered = sentence.lower()
        if not any(map(lowered.__contains__, _SIGNS)) or orders_nothing(lowered):
            continue
        duty = duty_in(sentence)
        given = _BEFORE.search(sentence) if "offered" in lowered or "already" in lowered else None
        if duty is not None and (given is None or duty.start() < given.start()):
            status = "agreed" if duty["agreed"] else recommended or "recommended"
            for order in orders_in(sentence[duty.end() :].lstrip(), listed=False):
                yield _remedy(order, status, due_in(sentence, decided), kind, position, sentence)
        elif given is not None and (given["already"] or given["done"].startswith("offered")):
            status = "already_paid" if given["done"] == "paid" else "offered_before"
            for order in orders_in(sentence[given.start("done") :], listed=False):
                yield _remedy(order, status, None, kind, position, sentence)


def _remedy(order: Order, status: str, due: Due | None, kind: str, position: int | None, quote: str) -> Remedy:
    one = order.sum
    return Remedy(
        kind=order.kind,
        amount_pence=one.pence if one else None,
        basis=one.basis if one else None,
        purpose=one.purpose if one else None,
        payee=order.payee,
        status=status,
        due=due.words if due else None,
        section=kind,
        paragraph=position,
        quote=quote,
        due_on=due.day if due else None,
    )
