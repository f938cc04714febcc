"""Provisions and cases named in the text: Acts, regulations, sections, schedules, paragraphs, neutral citations.

An Act (or Regulations, Order, Rules) is found by its last word; its provisions follow it ("Local Government Act 1974,
sections 26(1) and 26A(1)") or stand before it ("Section 41 of the Highways Act 1980"). A section without an Act ("a
section 17 assessment") is not a citation: whose section it is would be a guess.

Normal forms: `s24A(6)`, `Sch 5 para 1`, `reg 18`, `[2014] EWCA Civ 1407`. Slips are mended and marked: `34(B)` is 34B,
`34(B)6` is 34B(6), `34H(i)` is 34H(1), `Schedule 5.5` is Sch 5 para 5.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.analysis.provisions import Provision, read_list
from archive.decision import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.decision import Decision

_HEAD: Final = re.compile(r"(?:Act|Regulations)\b(?:,? (?P<year>(?:1[89]|20)\d\d))?|(?:Order|Rules) (?:1[89]|20)\d\d")
_CASE: Final = re.compile(
    r"\[(?:19|20)\d\d\]\s(?:EWCA(?: Civ| Crim)?|EWHC|EWFC|UKSC|UKHL|UKUT|UKFTT)\s?\d+(?: \((?:Admin|Ch|QB|KB|Fam"
    r"|AAC|LC|GRC|TCC)\))?"
)
_VERSUS: Final = re.compile(r"\s[–-]?v\.?[–-]?\s")
_PARTY: Final = re.compile(r"(?:\bR \([^()]{1,60}\)|\b[A-Z][\w'’.&-]*(?: (?:[A-Z][\w'’.&-]*|of|and|the|&))*)$")
_NAME_WORD: Final = re.compile(r"[A-Z][\w'’-]*$|\([A-Z][\w ,'’-]*\)$")
_BETWEEN: Final = frozenset({"and", "of", "for", "at", "in", "on", "to", "etc", "etc.", "&", "by"})
_NO_NAME: Final = frozenset(
    [
        "The",
        "Under",
        "In",
        "Section",
        "Sections",
        "Schedule",
        "Part",
        "Chapter",
        "By",
        "And",
        "If",
        "When",
        "As",
        "This",
        "That",
        "These",
        "An",
        "A",
        "Any",
        "Each",
        "Such",
        "Its",
        "Our",
        "Their",
        "His",
        "Her",
    ]
)
_STOCK_KINDS: Final = ("powers", "law")
"""The kinds of section that are stock texts, full of citations."""
_NAME_REACH: Final = 150
_CASE_REACH: Final = 200


class _Named(NamedTuple):
    """What is cited in a text: `raw` is a slice of it."""

    act: str
    provision: str | None
    raw: str
    repaired: bool


def citations(decision: Decision) -> tuple[Citation, ...]:
    """The citations of a decision in their order; of one provision in one paragraph, the first."""
    found: list[Citation] = []
    if decision.summary and _may_cite(decision.summary):
        found += _cited(decision.summary, "summary", None)
    for section in decision.sections:
        paragraphs = section.paragraphs
        if section.kind not in _STOCK_KINDS and not _may_cite("\n".join([paragraph.text for paragraph in paragraphs])):
            continue
        for paragraph in paragraphs:
            if _may_cite(paragraph.text):
                found += _cited(paragraph.text, section.kind, paragraph.position)
    return tuple(found)


def _may_cite(text: str) -> bool:
    """Whether one of the words that every citation has stands in the text; few paragraphs have any."""
    return "Act" in text or "Regulations" in text or "Order " in text or "Rules " in text or "] " in text


def _cited(text: str, kind: str, position: int | None) -> Iterator[Citation]:
    named = _stock(text) if kind in _STOCK_KINDS else _in(text)
    for act, provision, raw, repaired in named:
        yield Citation(act, provision, kind, position, raw, repaired)


def _in(text: str) -> tuple[_Named, ...]:
    """What a text cites, each provision once."""
    seen: dict[tuple[str, str | None], _Named] = {}
    for named in (*_acts(text), *_cases(text)):
        seen.setdefault((named.act, named.provision), named)
    return tuple(seen.values())


_stock = lru_cache(maxsize=4096)(_in)
"""The same, remembered: the powers and the law are stock texts."""


def _acts(text: str) -> Iterator[_Named]:
    done = 0
    for head in _HEAD.finditer(text):
        start = _name_start(text, done, head.start())
        if start is None:
            continue
        act = " ".join(text[start : head.end()].replace(",", "").split())
        before = None if start and text[start - 1] in "([" else _before(text, done, start)
        if before is not None:
            begin, provisions = before
            end = head.end()
        else:
            begin = start
            provisions, end = read_list(text, head.end())
        done = end
        if begin and text[begin - 1] in "([":
            begin -= 1
        if end < len(text) and text[end] in ")]" and text[begin] in "([":
            end += 1
        raw = text[begin:end]
        if not provisions:
            yield _Named(act, None, raw, repaired=False)
        for provision in provisions:
            yield _Named(act, provision.normal, raw, provision.repaired)


def _name_start(text: str, after: int, end: int) -> int | None:
    """Where the name of the Act whose last word begins at `end` starts; None for "the Act" and the like."""
    start = None
    at = end
    low = max(after, end - _NAME_REACH)
    while at > low:
        gap = text.rfind(" ", low, at - 1)
        word = text[gap + 1 : at - 1] if text[at - 1] == " " else ""
        if word.endswith(")") and "(" not in word:
            opened = text.rfind("(", low, at - 1)
            if opened < 0:
                break
            word, gap = text[opened : at - 1], opened - 1
        bare = word.lstrip("([")
        if (
            word
            and (_NAME_WORD.match(word) or _NAME_WORD.match(bare))
            and bare not in _NO_NAME
            and word not in _NO_NAME
        ):
            start = gap + 1 if _NAME_WORD.match(word) else gap + 1 + len(word) - len(bare)
            if start != gap + 1:
                break
        elif word not in _BETWEEN:
            break
        at = gap + 1
    return start


def _before(text: str, after: int, start: int) -> tuple[int, list[Provision]] | None:
    """The provisions that stand before an Act ("section 41 of the ..."), and where they begin."""
    window = max(after, start - _NAME_REACH)
    units = list(_UNIT.finditer(text, window, start))
    if not units:
        return None
    begin = units[-1].start()
    provisions, end = read_list(text, begin)
    if not _JOIN.fullmatch(text, end, start):
        return None
    earlier = _UNIT_BEFORE.search(text, window, begin)
    if earlier:
        more, stop = read_list(text, earlier.start())
        if stop >= end:
            begin, provisions = earlier.start(), more
    # Paragraphs without their Schedule are no provision.
    return (begin, provisions) if provisions else None


_UNIT: Final = re.compile(
    r"\b(?:[Ss]ections?|[Ss]chedules?|[Rr]egulations?|[Aa]rticles?|[Pp]arts?|[Pp]aragraphs?|ss?\.?) ?(?=\d)"
)
_UNIT_BEFORE: Final = re.compile(r"\b(?:[Ss]ections?|[Ss]chedules?|[Pp]aragraphs?|ss?\.?) ?\d[^.]*$")
_JOIN: Final = re.compile(r",?\s*(?:(?:of|to|in|under)\s)?\s*(?:[Tt]he\s)?\s*")


def _cases(text: str) -> Iterator[_Named]:
    done = 0
    for case in _CASE.finditer(text):
        start = _case_start(text, max(done, case.start() - _CASE_REACH), case.start())
        done = case.end()
        citation = " ".join(case.group().split())
        if start is None:
            yield _Named(citation, None, case.group(), repaired=False)
        else:
            name = " ".join(text[start : case.start()].split()).rstrip(" ,")
            yield _Named(name, citation, text[start : case.end()], repaired=False)


def _case_start(text: str, low: int, end: int) -> int | None:
    """Where the name of the case that ends at `end` starts: its first party; None where there is no "v"."""
    found = list(_VERSUS.finditer(text, low, end))
    if not found:
        return None
    party = _PARTY.search(text, low, found[-1].start())
    if party is None:
        return None
    first = party.group().split(" ", 1)[0]
    return party.start() + (len(first) + 1 if first in _NO_NAME and first != party.group() else 0)
