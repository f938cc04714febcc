"""Sums of money in a remedy: how much, to whom, for what, how reckoned."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_SUM: Final = re.compile(r"£ ?(?P<pounds>\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(?P<pence>\d\d)(?!\d))?(?P<million> million)?")
_RATE: Final = re.compile(
    r"\s*(?:(?:for )?(?:per|a|each|every)(?: full| calendar| school)? (?P<unit>month|term|week|year)"
    r"|(?P<adverb>monthly|termly|weekly))\b"
)
_TOTAL: Final = re.compile(r"\b(?:total of|totalling|in total|total)\s*$", re.IGNORECASE)
_TOTAL_AFTER: Final = re.compile(r"\s*(?:in total|altogether)\b", re.IGNORECASE)
_EXPLAINS: Final = re.compile(
    r"\b(?:represents?|equivalent to|equal to|calculated (?:at|as)|based on|at a rate of|at the rate of|being"
    r"|made up of|less|minus"
    r"|rather than|instead of|deduct\w*|(?:in addition to|on top of|including|includes|plus)(?: the)?"
    r"|threshold of|limit of|owes?"
    r"|arrears of|debt of|worth|up to|over|more than|the)\s*$",
    re.IGNORECASE,
)
_LET_OFF: Final = re.compile(
    r"\b(?:waiv|writ\w+ off|cancel|withdraw|remov|reduc)"
    r"(?:(?!\b(?:pay|refund|reimburs|repay|compensat|offer|award|give|giving))(?:[^,;.]|[,.](?=\d)))*$",
    re.IGNORECASE,
)
"""Before a sum: it is charged or owed, and the person is let off it, not paid it."""
_LET_OFF_REACH: Final = 100
_REFUNDED: Final = re.compile(
    r"\b(?:refund|reimburse|repay)(?:ing)? (?:(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? [A-Z]\w* |him |them )?"
    r"(?P<what>(?:the|her|his|their|any|all)\b[^,;.:£()]{3,80}?)(?:,? of|,? totalling|,| \()?\s*$"
)
"""Before a sum: what is given back, which is what the sum is for."""
_PARTS_FOLLOW: Final = re.compile(
    r"\b(?:made up of|comprising|comprised of|consisting of|as follows|broken down)\b", re.IGNORECASE
)
_OTHERWISE: Final = re.compile(
    r"\b(?:less|minus|already (?:paid|offered|made)|rather than|instead of|threshold|represents|per hour|an hour)\b"
)
_PURPOSE: Final = re.compile(
    r"[\s,)]*(?:to (?:\w+ly )?(?:recognise|acknowledge|remedy|reflect|address|cover)|in (?:recognition"
    r"|acknowledgement|respect) of"
    r"|to (?:reimburse|compensate) (?:\w+ ){1,3}?for|for|towards|because of|on account of) (?P<cause>.*)",
    re.DOTALL,
)
_PAYEE: Final = re.compile(
    r"\b(?:pay|paying|paid|refund|refunding|reimburse|reimbursing|repay|compensate|offer|offered|offering|give"
    r"|award)\b(?: back| to)? (?P<who>.*)$",
    re.DOTALL | re.IGNORECASE,
)
_TO_WHOM: Final = re.compile(
    r"\s*(?:each )?to (?P<who>(?:(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? (?:and (?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? )?[A-Z]\w*|(?:her"
    r"|his|their|the) (?!for\b|to\b|in\b|and\b|as\b|because\b|towards\b)\w+|her|him|them)(?: and (?:her|his|their"
    r"|the) \w+)?)"
)
_NEXT_PAYEE: Final = re.compile(r"^[\s,;]*(?:and )?(?:to )?(?P<who>.+)$", re.DOTALL)
_A_PERSON: Final = re.compile(
    r"^(?:(?:both |each of )?(?:Mr|Mrs|Ms|Miss|Dr|Mx|the|her|him|them|his|their|each|both|[A-Z]\b|[a-z]*(?:first"
    r"|second|third|fourth|fifth|family))\b.{0,60})$",
    re.DOTALL,
)
_NAMED_FIRST: Final = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? (?:and (?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? )?[A-Z]\w*|him|them)"
    r"(?= (?:the|an?|all|any)\b)"
)
"""A person before what is paid: "pay Mr X the sum of ..."."""
_NO_PERSON: Final = re.compile(
    r"\b(?:sum|amount|payment|fees?|charges?|bill|invoice|debt|arrears|cost|costs|remedy|total|money|balance|difference|£)\b|^(?:the)?$"
)
_TAIL: Final = re.compile(
    r"(?:[\s,;.:]|\band\b|\bor\b|\ba further\b|\ban additional\b|\band to\b|\bpay(?:ing)?\b|\(|\ba total of\b)+$",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"[;]|\.(?:\s|$)|, which\b|, (?:and|but) (?:to |will |should )?(?:apolog|remind|review|train|arrange|issue|provide"
    r"|ensure|consider|write|share|make|carry|complete|pay|change|improve|offer)|(?: and|,) (?:to )?(?:apolog"
    r"|remind|review its|train|arrange|issue|ensure|write|share|carry|complete|change|improve)\w*"
)


class Sum(NamedTuple):
    """A sum to be paid: pence, basis (fixed, per_month, per_term, per_week, per_year, total), payee and purpose."""

    pence: int
    basis: str
    payee: str | None
    purpose: str | None


def sums_in(text: str) -> list[Sum]:
    """The sums that a sentence about payment awards, in their order.

    A sum that explains another ("this represents £100 a month") or is set against it ("less £50") is none. Of a
    total and its parts only the parts are given where they add up to it, else only the total: nothing is counted twice.
    """
    if "£" not in text:
        return []
    matches = [match for match in _SUM.finditer(text) if not _set_aside(text, match)]
    found: list[Sum] = []
    payee: str | None = None
    for number, match in enumerate(matches):
        before = text[matches[number - 1].end() if number else 0 : match.start()]
        after = text[match.end() : matches[number + 1].start() if number + 1 < len(matches) else len(text)]
        payee = _payee(before, after, first=number == 0) or payee
        rate = _RATE.match(after)
        basis = "fixed"
        if rate:
            basis = f"per_{rate['unit'] or {'monthly': 'month', 'termly': 'term', 'weekly': 'week'}[rate['adverb']]}"
            after = after[rate.end() :]
        elif _TOTAL.search(before) or _TOTAL_AFTER.match(after):
            basis = "total"
        found.append(Sum(_pence(match), basis, payee, _purpose(after) or _refunded(before)))
    found = _share_purpose(found)
    return _without_double(found, parts_follow=bool(_PARTS_FOLLOW.search(text)))


def _set_aside(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - 25, 0) : match.start()]
    explains = _EXPLAINS.search(before)
    if explains is None:
        return _LET_OFF.search(text, max(match.start() - _LET_OFF_REACH, 0), match.start()) is not None
    # "refund the £400 she paid" awards a sum; "made up of £200 and £100" lists the parts of one.
    word = explains.group().strip().lower()
    if word == "the":
        return bool(
            re.match(
                r" (?:it|already|the council|offered)\b.{0,30}\b(?:offered|paid|already)",
                text[match.end() : match.end() + 60],
            )
        )
    return word != "made up of"


def _pence(match: re.Match[str]) -> int:
    pounds = int(match["pounds"].replace(",", ""))
    return (pounds * 1_000_000 if match["million"] else pounds) * 100 + int(match["pence"] or 0)


def _payee(before: str, after: str, *, first: bool) -> str | None:
    """Who is paid: named between the verb (or the sum before) and the sum, or after it ("£150 to Ms B")."""
    told = _TO_WHOM.match(after)
    if told:
        return told["who"]
    verbs = list(_PAYEE.finditer(before))
    who = verbs[-1]["who"] if verbs else None
    if who is None and not first:
        following = _NEXT_PAYEE.match(before)
        who = following["who"] if following else None
        if who is not None and " for " in f" {who}":
            who = re.split(r",? and |, ", who)[-1]
    if who is None:
        return None
    who = _TAIL.sub("", who).strip()
    who = re.sub(r"^to |\s+(?:a total of|an additional|a further|a)$", "", who)
    named = _NAMED_FIRST.match(who)
    who = named.group() if named else who
    return who if _A_PERSON.match(who) and not _NO_PERSON.search(who) else None


def _purpose(after: str) -> str | None:
    """What a sum is for: the words after "for", "to recognise" and the like, to the end of the clause."""
    match = _PURPOSE.match(_after_payee(after))
    if match is None:
        return None
    words = match["cause"]
    cut = _CUT.search(words)
    words = _TAIL.sub("", words[: cut.start()] if cut else words)
    return words.strip() or None


def _refunded(before: str) -> str | None:
    """What is given back, where the words before a sum say so: "refund the fees (£300)"."""
    match = _REFUNDED.search(before)
    return match["what"] if match and _NO_PERSON.search(match["what"]) else None


def _after_payee(after: str) -> str:
    told = _TO_WHOM.match(after)
    return after[told.end() :] if told else after


def _share_purpose(found: list[Sum]) -> list[Sum]:
    """Give a sum without a purpose the next one's: "pay A £300 and B £100 for the distress"."""
    shared: list[Sum] = []
    purpose: str | None = None
    for one in reversed(found):
        purpose = one.purpose or purpose
        shared.append(one._replace(purpose=purpose if one.basis != "total" else one.purpose))
    return shared[::-1]


def _without_double(found: list[Sum], *, parts_follow: bool) -> list[Sum]:
    totals = [one for one in found if one.basis == "total"]
    if not totals and parts_follow and len(found) > 1:
        totals = [found[0]._replace(basis="total")]
        found = [totals[0], *found[1:]]
    if not totals:
        return found
    parts = [one for one in found if one.basis != "total"]
    if parts and sum(part.pence for part in parts) == totals[0].pence:
        return parts
    return totals[:1]
