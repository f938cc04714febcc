"""What a sentence orders: apology, payment, action, service improvement; clause by clause, by its first words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from archive.analysis.duties import duty_in
from archive.analysis.sums import Sum, sums_in
from archive.resources import read_rows

_FILLER: Final = re.compile(
    r"^(?:(?:to|also|then|will|should|now|fully|formally|jointly|promptly|it|they|the council|both) )*"
    r"(?:be (?=paid|refunded|reimbursed)|receive (?:an? )?(?=(?:\w+ )?payment|refund))?"
)
_BY: Final = re.compile(r"(?:remedy|put|resolve|settle)\b[^,;.]{0,60}? by (?=\w{3,}ing\b)")
"""Before the means by which something is put right: "remedy this by paying ..." orders the payment."""
_TITLED: Final = r"(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? (?:and (?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? )?[A-Z]\w*"
_PAID: Final = re.compile(
    rf"\b(?:pay|reimburse|compensate|refund|repay) "
    rf"(?P<who>(?:{_TITLED}|the (?:wo)?man|the family|the complainant|her|him|them)\b)",
    re.IGNORECASE,
)


class Order(NamedTuple):
    """One thing ordered: its kind, and of a payment its sum where it has one, else who is paid."""

    kind: str
    sum: Sum | None = None
    payee: str | None = None


UNSTATED: Final = Order("payment")
"""A payment of which neither sum nor payee is said."""


class _Words(NamedTuple):
    """The stems of `remedy_words.csv` by kind; `verbs` are those with which a clause that orders something begins.

    A clause that begins with one of `action_first` is an action whatever else it names ("waive the bill of £75").
    """

    action_first: tuple[str, ...]
    payment: tuple[str, ...]
    payment_inside: tuple[str, ...]
    improvement: tuple[str, ...]
    improvement_inside: tuple[str, ...]
    none: tuple[str, ...]
    verbs: tuple[str, ...]


def orders_nothing(lowered: str) -> bool:
    """Whether a sentence, in lower case, is one of those that speak of remedies and order none."""
    return any(map(lowered.__contains__, _words().none))


def orders_in(text: str, *, listed: bool) -> list[Order]:
    """What a sentence orders, clause by clause; one of each kind, but every sum. In a list the first always orders.

    Not for sentences that `orders_nothing` tells.
    """
    kinds: dict[str, None] = {}
    text = _BY.sub("", text, count=1)
    for number, clause in enumerate(text.replace("; ", ", ").replace(" and ", ", ").split(", ")):
        lowered = clause.lower().strip()
        bare = _FILLER.sub("", lowered)
        whole = " " in bare or bare.startswith("apolog")  # "review and revise its policy" orders one thing
        if (number == 0 and listed and bare) or (whole and bare.startswith(_words().verbs)):
            kinds[_kind(bare)] = None
    found: list[Order] = []
    for kind in kinds:
        sums = sums_in(text) if kind == "payment" else []
        found += [Order(kind, one, one.payee) for one in sums] or [Order(kind, payee=_payee(text, kind))]
    return found


def sums_ordered(sentence: str) -> list[Order]:
    """The payments with a sum that a whole sentence orders: "The Council will pay Mr G £200"."""
    duty = duty_in(sentence) if "£" in sentence and not orders_nothing(sentence.lower()) else None
    return [order for order in orders_in(sentence[duty.end() :].lstrip(), listed=False) if order.sum] if duty else []


def _payee(text: str, kind: str) -> str | None:
    """Who is paid an unstated sum: the words right after "pay", "reimburse" and the like."""
    payee = _PAID.search(text) if kind == "payment" else None
    return payee["who"] if payee else None


def _kind(clause: str) -> str:
    """The kind of what a clause orders: `apology`, `payment`, `service_improvement` or `action`."""
    words = _words()
    if clause.startswith(words.action_first):
        return "action"
    if clause.startswith(words.improvement):
        return "service_improvement"
    if "apolog" in clause:
        return "apology"
    if clause.startswith(words.payment) or any(map(f" {clause}".__contains__, words.payment_inside)) or "£" in clause:
        return "payment"
    return "service_improvement" if any(map(f" {clause}".__contains__, words.improvement_inside)) else "action"


@cache
def _words() -> _Words:
    by_kind: dict[str, list[str]] = {}
    for row in read_rows("remedy_words.csv"):
        by_kind.setdefault(row["kind"], []).append(row["words"])
    return _Words(
        action_first=tuple(by_kind["action_first"]),
        payment=tuple(by_kind["payment"]),
        payment_inside=tuple(word if word.startswith("%") else f" {word}" for word in by_kind["payment"]),
        improvement=tuple(by_kind["service_improvement"]),
        improvement_inside=tuple(f" {word}" for word in by_kind["service_improvement"]),
        none=tuple(by_kind["none"]),
        verbs=tuple(word for kind, words in by_kind.items() if kind != "none" for word in words),
    )
