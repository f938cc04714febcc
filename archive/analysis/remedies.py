"""What was agreed or recommended to put things right, and what had been offered before.

Read from the agreed or recommended action, the final decision, and the sentence of the summary that says what was
agreed; nowhere else, for sums told in the complaint or owed on a bill are no remedies. What the sections repeat is
given once, from the fullest: the action, else the final decision, else the summary.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.analysis.deadlines import Due, due_in
from archive.analysis.sentences import sentences
from archive.analysis.sums import Sum, sums_in
from archive.decision import Remedy
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from archive.decision import Decision, Paragraph, Section

_DUTY: Final = re.compile(
    r"(?:(?P<agreed>agree(?:d|s)(?: that it will| to)|will(?: now| also| then)?)"
    r"|(?P<recommended>should(?: now| also)?(?! have)|must|needs? to|recommend(?:s"
    r"|ed)?(?: that)?(?: the \w+)?))\b(?! not\b)"
)
_BEFORE: Final = re.compile(
    r"\b(?:[Cc]ouncil|[Aa]uthority|[Pp]rovider|[Hh]ome|[Tt]rust|[Cc]ompany|[Ii]t|[Tt]hey|and)\b(?: has| have"
    r"| had)?(?: also)?"
    r"(?P<already> already)? (?P<done>offered(?: to)?|refunded|repaid|reimbursed|paid|apologised)\b"
)
_SIGNS: Final = ("agree", "will", "should", "must", "need", "recommend", "offer", "already")
"""One of these stands in every sentence that orders something or tells what was done before."""
_SUBJECT: Final = re.compile(
    r"(?:The|We|I|It|This|These|They|When|If|In|Our|My|Mr|Mrs|Ms|Miss|Dr|Where|Under|So|Although|However)\b"
)
_SPEAKS: Final = re.compile(r"\b(?:[Ww]e|I|[Oo]mbudsman) $")
_FILLER: Final = re.compile(
    r"(?:(?:to|also|then|will|should|now|fully|formally|jointly|promptly|it|they|the council|both) )+"
)
_PAID: Final = re.compile(
    r"\b(?:pay|reimburse|compensate|refund|repay) (?P<who>(?:(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? (?:and (?:Mr|Mrs|Ms|Miss"
    r"|Dr|Mx)\.? )?[A-Z]\w*"
    r"|the (?:wo)?man|the family|the complainant|her|him|them)\b)",
    re.IGNORECASE,
)
_NESTED_GOES_ON: Final = (";", "; and", ";and", "; or", ",")


class _Words(NamedTuple):
    """The stems of `remedy_words.csv` by kind; `verbs` are those with which a clause that orders something begins."""

    payment: tuple[str, ...]
    payment_inside: tuple[str, ...]
    improvement: tuple[str, ...]
    improvement_inside: tuple[str, ...]
    none: tuple[str, ...]
    verbs: tuple[str, ...]


class _Lead(NamedTuple):
    """What the line above a list says for all its items: status, deadline, whether it is itself numbered, its sums."""

    status: str
    due: Due | None
    numbered: bool
    sums: tuple[Sum, ...]


class _Order(NamedTuple):
    """One thing ordered: its kind, and of a payment its sum where it has one, else who is paid."""

    kind: str
    sum: Sum | None = None
    payee: str | None = None


def remedies(decision: Decision) -> tuple[Remedy, ...]:
    """The remedies of a decision in their order, none twice."""
    found = [
        remedy for section in decision.sections if section.kind == "action" for remedy in _of_action(section, decision)
    ]
    told: list[Remedy] = []
    for section in decision.sections:
        if section.kind == "decision":
            for paragraph in section.paragraphs:
                told += _of_prose(paragraph.text, "decision", paragraph.position, decision.decision_date)
    if decision.summary:
        told += _of_prose(decision.summary, "summary", None, decision.decision_date)
    for place in ("decision", "summary"):
        known = {_what(remedy) for remedy in found}
        found += [remedy for remedy in told if remedy.section == place and _what(remedy) not in known]
    return tuple(found)


def _what(remedy: Remedy) -> tuple[str, bool, int | None]:
    """What two sections would both say of one remedy: its kind, and of a sum offered before the sum."""
    before = remedy.status in ("already_paid", "offered_before")
    return remedy.kind, before, remedy.amount_pence if before else None


def _of_action(section: Section, decision: Decision) -> Iterator[Remedy]:
    """The remedies of a section of action, whose lists stand below a line that ends with a colon."""
    status = "agreed" if "agreed" in (section.heading or "").lower() else None
    lead: _Lead | None = None
    nested = False
    before = ""
    for paragraph in section.paragraphs:
        text = paragraph.text.strip()
        numbered = paragraph.number is not None and paragraph.level == 0
        if lead is not None and lead.numbered and numbered:
            lead, nested = None, False
        listed = lead is not None and not _SUBJECT.match(text)
        if text.endswith(":") and not (listed and lead is not None):
            lead, nested = _lead(text, status, decision.decision_date, numbered=numbered), False
        elif nested and (before[-1:] == ":" or before.endswith(_NESTED_GOES_ON)):
            pass
        elif listed and lead is not None:
            nested = text.endswith(":")
            yield from _of_item(text, paragraph, lead, decision.decision_date)
        else:
            for remedy in _of_prose(text, section.kind, paragraph.position, decision.decision_date):
                yield _with_status(remedy, status)
        before = text


def _lead(text: str, status: str | None, decided: date | None, *, numbered: bool) -> _Lead:
    duty = _DUTY.search(text)
    return _Lead(
        status or ("agreed" if duty and duty["agreed"] else "recommended"),
        due_in(text, decided),
        numbered,
        tuple(sums_in(text)),
    )


def _of_item(text: str, paragraph: Paragraph, lead: _Lead, decided: date | None) -> Iterator[Remedy]:
    """The remedies of one item of a list: what its first sentence orders."""
    head = sentences(text)[0] if text else ""
    due = due_in(head, decided) or lead.due
    for order in _orders(head, listed=True):
        yield _remedy(order, lead.status, due, "action", paragraph.position, head)


def _of_prose(text: str, kind: str, position: int | None, decided: date | None) -> Iterator[Remedy]:
    """The remedies that running sentences order, and what they say was offered or paid before."""
    for sentence in sentences(text):
        lowered = sentence.lower()
        if not any(map(lowered.__contains__, _SIGNS)) or any(map(lowered.__contains__, _words().none)):
            continue
        duty = next((duty for duty in _DUTY.finditer(sentence) if not _SPEAKS.search(sentence, 0, duty.start())), None)
        given = _BEFORE.search(sentence) if "offered" in lowered or "already" in lowered else None
        if duty is not None and (given is None or duty.start() < given.start()):
            status = "agreed" if duty["agreed"] else "recommended"
            for order in _orders(sentence[duty.end() :].lstrip(), listed=False):
                yield _remedy(order, status, due_in(sentence, decided), kind, position, sentence)
        elif given is not None and (given["already"] or given["done"].startswith("offered")):
            status = "already_paid" if given["done"] == "paid" else "offered_before"
            for order in _orders(sentence[given.start("done") :], listed=False):
                yield _remedy(order, status, None, kind, position, sentence)


def _orders(text: str, *, listed: bool) -> list[_Order]:
    """What a sentence orders, clause by clause; one of each kind, but every sum. In a list the first always orders."""
    if any(map(text.lower().__contains__, _words().none)):
        return []
    kinds: dict[str, None] = {}
    for number, clause in enumerate(text.replace("; ", ", ").replace(" and ", ", ").split(", ")):
        lowered = clause.lower().strip()
        filler = _FILLER.match(lowered)
        bare = lowered[filler.end() :] if filler else lowered
        whole = " " in bare or bare.startswith("apolog")  # "review and revise its policy" orders one thing
        if (number == 0 and listed and bare) or (whole and bare.startswith(_words().verbs)):
            kinds[_kind(bare)] = None
    orders: list[_Order] = []
    for kind in kinds:
        sums = sums_in(text) if kind == "payment" else []
        orders += [_Order(kind, one, one.payee) for one in sums] or [_Order(kind, payee=_payee(text, kind))]
    return orders


def _payee(text: str, kind: str) -> str | None:
    """Who is paid an unstated sum: the words right after "pay", "reimburse" and the like."""
    payee = _PAID.search(text) if kind == "payment" else None
    return payee["who"] if payee else None


def _kind(clause: str) -> str:
    """The kind of what a clause orders: `apology`, `payment`, `service_improvement` or `action`."""
    words = _words()
    if clause.startswith(words.improvement):
        return "service_improvement"
    if "apolog" in clause:
        return "apology"
    if clause.startswith(words.payment) or any(map(f" {clause}".__contains__, words.payment_inside)) or "£" in clause:
        return "payment"
    return "service_improvement" if any(map(f" {clause}".__contains__, words.improvement_inside)) else "action"


def _remedy(order: _Order, status: str, due: Due | None, kind: str, position: int | None, quote: str) -> Remedy:
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


def _with_status(remedy: Remedy, status: str | None) -> Remedy:
    from dataclasses import replace

    if status is None or remedy.status != "recommended":
        return remedy
    return replace(remedy, status=status)


@cache
def _words() -> _Words:
    by_kind: dict[str, list[str]] = {}
    for row in read_rows("remedy_words.csv"):
        by_kind.setdefault(row["kind"], []).append(row["words"])
    verbs = [word for kind, words in by_kind.items() if kind != "none" for word in words]
    return _Words(
        tuple(by_kind["payment"]),
        tuple(word if word.startswith("%") else f" {word}" for word in by_kind["payment"]),
        tuple(by_kind["service_improvement"]),
        tuple(f" {word}" for word in by_kind["service_improvement"]),
        tuple(by_kind["none"]),
        tuple(verbs),
    )
