"""Why a decision ended as it did: each ground or finding with its role, its place and the sentence that gives it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from archive.analysis import backrefs
from archive.analysis.findings import Outcome, Reading, gates, is_bar, outcome_of, settle
from archive.analysis.marks import MARK, POINTS_BACK, SETS_ASIDE
from archive.analysis.scope import REJECTED, RELIED
from archive.analysis.statements import RANKS, Statement, named_in, of_sections, of_summary
from archive.decision import ROLES, Reason, ReasonCode
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.decision import Citation, Decision, Section

_METHOD: Final = "considered"
"""The kind of "How I considered this complaint": it gives no ground, but may tell of a bar that was set aside."""
_WAIVING: Final = ("iscretion", "easonabl", " reasons ")
"""One of these stands in every paragraph that tells of it there."""
_ROLE: Final = {"decision": "primary", "summary": "stated", "assessment": "reasoned", "scope": "reasoned"}
_WEIGHTY: Final = ("decision", "summary")
_REJECTED_ROLE: Final = "considered_and_rejected"
_UNSPECIFIED: Final = ReasonCode("not_warranted_unspecified")
_NOT_IMPLEMENTED: Final = ReasonCode("remedy_not_implemented")
_NO_FAULT: Final = ReasonCode("no_fault")
_NOT_ACHIEVABLE: Final = ReasonCode("outcome_not_achievable")
_STRONGER: Final = {
    "tribunal_right_of_appeal": ("tribunal_appeal_used",),
    "minister_appeal_right": ("minister_appeal_used",),
    "court_remedy_available": ("court_remedy_used", "related_legal_proceedings"),
    "other_body_better_placed": ("ico_better_placed",),
    "related_legal_proceedings": ("court_proceedings",),
    "body_not_in_jurisdiction": ("complainant_not_eligible",),
}
"""Where one sentence gives both, only the second is meant: who has appealed is not told that they could."""
_SOFT: Final = frozenset(
    {
        "other_body_better_placed",
        "ico_better_placed",
        "internal_review_available",
        "matter_ongoing",
        "insufficient_information",
        "complainant_withdrew",
        "related_legal_proceedings",
        "previously_decided",
        _UNSPECIFIED,
    }
)
"""Grounds that a plain fact told in passing can look like."""
_WAIVED_REACH: Final = 3
"""How many sentences before "it was not reasonable to expect that" the bar may be named."""
_FAMILIES: Final = ("tribunal", "minister", "court")

_OWN_ACT: Final = "Local Government Act 1974"

Cited = dict[int, tuple[tuple[ReasonCode, str], ...]]
"""The grounds named in the powers with their sentences, by the position of their paragraph."""
Settled = dict[str, list[Reading]]
"""Readings by kind of section."""


def read_reasons(decision: Decision, citations: Iterable[Citation]) -> tuple[tuple[Reason, ...], bool]:
    """The reasons of a decision, and whether it is an early remedy: upheld, but put right without an investigation.

    One row for each code and role, strongest role first and then in order of place. `citations` are the decision's.
    """
    parts = _parts(decision)
    said = {"summary": of_summary(decision), "decision": of_sections(parts["decision"])}
    outcome = outcome_of(decision, [*said["summary"], *said["decision"]])
    said["assessment"] = of_sections(parts["assessment"], judging=outcome.investigated)
    said["scope"] = of_sections(parts["scope"])
    cited = _cited(decision, citations)
    settled = {kind: settle(_readings(said[kind], decision, cited), said[kind], outcome) for kind in RANKS}
    settled[_METHOD] = _set_aside(decision, cited)
    _support(settled, said, cited, outcome)
    _reconcile(settled)
    if not any(reading.sense == RELIED for kind in RANKS for reading in settled[kind]):
        _last_resort(settled, said, cited)
    _drop_wrapper(settled)
    rows: dict[tuple[str, str], Reason] = {}
    for kind in (*RANKS, _METHOD):
        # The Ombudsman's own words are the best quotation, so they come first.
        for code, sense, statement in sorted(
            settled[kind], key=lambda read: not MARK.ombudsman & read.statement.present
        ):
            role = _ROLE[kind] if sense == RELIED else _REJECTED_ROLE
            rows.setdefault((code, role), Reason(code, role, statement.kind, statement.paragraph, statement.text))
    for position, named in cited.items():
        for code, sentence in named:
            rows.setdefault((code, "cited"), Reason(code, "cited", "powers", position, sentence))
    early = outcome.early or (outcome.upheld and ("satisfied_with_actions", "primary") in rows)
    return tuple(sorted(rows.values(), key=lambda row: ROLES.index(row.role))), early


def _set_aside(decision: Decision, cited: Cited) -> list[Reading]:
    """The bars that "How I considered this complaint" tells were set aside."""
    sections = [
        section
        for section in decision.sections
        if section.kind == _METHOD
        and any(word in paragraph.text for paragraph in section.paragraphs for word in _WAIVING)
    ]
    readings = _readings(of_sections(sections), decision, cited)
    return [reading for reading in readings if reading.sense == REJECTED and is_bar(reading.code)]


def _parts(decision: Decision) -> dict[str, list[Section]]:
    """The sections in which the Ombudsman gives reasons, by their rank.

    A further report is what was found again. An old report may have lost its headings: then all of it is what was
    found.
    """
    parts: dict[str, list[Section]] = {kind: [] for kind in RANKS}
    headless = {section.kind for section in decision.sections}.isdisjoint(("assessment", "decision", "action"))
    for section in decision.sections:
        again = section.kind == "other" and (headless or (section.heading or "").lower().startswith("further report"))
        kind = "assessment" if again else section.kind
        if kind in parts:
            parts[kind].append(section)
    return parts


def _cited(decision: Decision, citations: Iterable[Citation]) -> Cited:
    """The grounds that the powers name, by their words or else by a provision that carries one ground alone.

    A finding, an administrative closing or a wrapper is none: no law stands for them.
    """
    cited = {
        paragraph.position: tuple(
            (code, sentence)
            for code, sentence in named_in(paragraph.text)
            if gates().get(code, "F") not in "FX" and code != _UNSPECIFIED
        )
        for section in decision.sections
        if section.kind == "powers"
        for paragraph in section.paragraphs
    }
    told = {_provisions_of(code) for named in cited.values() for code, _ in named}
    for citation in citations:
        if citation.section == "powers" and citation.paragraph in cited and citation.act == _OWN_ACT:
            code = _grounds_of_provisions().get(citation.provision or "")
            if code is not None and _provisions_of(code) not in told:
                told.add(_provisions_of(code))
                cited[citation.paragraph] += ((code, citation.raw),)
    return cited


def _provisions_of(code: str) -> str:
    """The provisions that a code rests on, as one text; the code itself where it rests on none."""
    return _provisions().get(code) or code


@cache
def _provisions() -> dict[str, str]:
    return {row["code"]: row["provision"] for row in read_rows("reasons.csv")}


@cache
def _grounds_of_provisions() -> dict[str, ReasonCode]:
    return {row["provision"]: ReasonCode(row["code"]) for row in read_rows("provisions.csv")}


def _readings(said: list[Statement], decision: Decision, cited: Cited) -> list[Reading]:
    """What the sentences of one kind of section say, taken as they stand."""
    readings: list[Reading] = []
    for statement in said:
        here = _read(statement)
        if "aragraph" in statement.text:
            pointed = dict(_pointed_at(statement, decision, cited)) or dict(_lost_number(statement, readings))
            here.update(pointed)
        if not here and POINTS_BACK & statement.present:
            here.update(_of_two(statement))
        if here:
            readings += [Reading(code, here[code], statement) for code in sorted(here)]
    return readings


def _read(statement: Statement, *, in_subject: bool = False) -> dict[ReasonCode, str]:
    """The sense of each code met in a sentence: set aside expressly, else relied on, else denied."""
    weighed = statement.wording.weigh(in_subject=True) if in_subject else statement.wording.weighed
    if not weighed:
        return {}
    senses: dict[ReasonCode, set[str]] = {}
    for phrasing, sense in weighed:
        if not phrasing.weak or statement.kind in _WEIGHTY:
            senses.setdefault(phrasing.code, set()).add(sense)
    here = {code: RELIED if RELIED in met and REJECTED not in met else REJECTED for code, met in senses.items()}
    relied = {code for code, sense in here.items() if sense == RELIED}
    return {code: sense for code, sense in here.items() if relied.isdisjoint(_STRONGER.get(code, ()))}


def _pointed_at(statement: Statement, decision: Decision, cited: Cited) -> Iterator[tuple[ReasonCode, str]]:
    """The ground of a numbered paragraph that the sentence applies, or says does not apply."""
    if not (MARK.applies | MARK.decline) & statement.present:
        return
    for number in backrefs.numbers(statement.text):
        codes = backrefs.grounds_at(decision, number, cited)
        if len(codes) == 1:
            yield codes[0], REJECTED if MARK.not_apply & statement.present else RELIED


def _lost_number(statement: Statement, readings: list[Reading]) -> Iterator[tuple[ReasonCode, str]]:
    """The bar of the same paragraph that "the restriction in paragraph 6 does not prevent me" sets aside.

    For copies that have lost the numbers, so that nothing says which paragraph is meant.
    """
    if MARK.not_apply & statement.present and MARK.applies & statement.present and backrefs.numbers(statement.text):
        for reading in readings:
            if reading.statement.paragraph == statement.paragraph and is_bar(reading.code):
                yield reading.code, REJECTED


def _of_two(statement: Statement) -> Iterator[tuple[ReasonCode, str]]:
    """What a sentence and the one before it give together where it points back.

    An absolute bar ("It is about X. The law says we cannot investigate such matters."), a bar set aside ("She could
    go to court. It is not reasonable to expect that."), a promise not kept ("It agreed to do X. It has not."), a
    wish that cannot be met ("She wants X. We cannot do that.").
    """
    present = statement.present
    barred = MARK.excluded & present and MARK.such & present
    waived = SETS_ASIDE & present
    broken = MARK.not_done & present and statement.kind in _WEIGHTY
    vain = MARK.cannot_do & present and MARK.ombudsman & present
    before = statement.before(_WAIVED_REACH if waived else 1)
    if not before or not (barred or waived or broken or vain):
        return
    for code, sense in _read(Statement(f"{before} ; {statement.text}", statement.kind, statement.paragraph)).items():
        bar = sense == RELIED and gates().get(code) == "JA"
        if (
            (barred and bar)
            or (waived and sense == REJECTED)
            or (broken and code == _NOT_IMPLEMENTED)
            or (vain and sense == RELIED and code == _NOT_ACHIEVABLE)
        ):
            yield code, sense


def _support(settled: Settled, said: dict[str, list[Statement]], cited: Cited, outcome: Outcome) -> None:
    """Keep a bar read in passing only where something shows that it was relied on.

    In an investigated decision that is a refusal beside it; in the assessment of another, a refusal, the citation of
    its kind of bar in the powers, or the same code in the summary or the final decision. Where the complaint was
    upheld, "no fault" in the assessment clears one step of many; it is a finding if the summary or the end says so.
    """
    weighty = {reading.code for kind in _WEIGHTY for reading in settled[kind] if reading.sense == RELIED}
    families = {_family(code) for named in cited.values() for code, _ in named}

    def supported(reading: Reading) -> bool:
        code, sense, statement = reading
        if code == _NO_FAULT and outcome.upheld and statement.kind not in _WEIGHTY:
            return code in weighty
        if sense == REJECTED or not (is_bar(code) or code in _SOFT):
            return True
        if not outcome.investigated and (statement.kind in _WEIGHTY or code in weighty or _family(code) in families):
            return True
        return any(
            _refuses(beside)
            for beside in said["assessment" if statement.kind == "other" else statement.kind]
            if abs(beside.at - statement.at) <= 1
        )

    for kind in RANKS:
        settled[kind] = [reading for reading in settled[kind] if supported(reading)]


def _refuses(statement: Statement) -> bool:
    """Whether the Ombudsman refuses here to investigate, or says that the law does not let them."""
    present = statement.present
    if MARK.law_prevents & present:
        return True
    return bool(MARK.ombudsman & present and (MARK.decline | MARK.excluded) & present)


def _family(code: str) -> str:
    return next((family for family in _FAMILIES if code.startswith(family)), code)


def _reconcile(settled: Settled) -> None:
    """Where a bar is both stated and set aside, keep what the weight of the sections and the sentences bears out."""
    for kind in RANKS:
        rejected = {reading.code for reading in settled[kind] if reading.sense == REJECTED}
        settled[kind] = [
            reading
            for reading in settled[kind]
            if reading.sense == REJECTED or reading.code not in rejected or MARK.decline & reading.statement.present
        ]
    rejected = {reading.code for kind in settled for reading in settled[kind] if reading.sense == REJECTED}
    weighty = {reading.code for kind in _WEIGHTY for reading in settled[kind] if reading.sense == RELIED}
    for kind in ("assessment", "scope"):
        settled[kind] = [
            reading
            for reading in settled[kind]
            if reading.sense == REJECTED or reading.code not in rejected or reading.code in weighty
        ]


def _last_resort(settled: Settled, said: dict[str, list[Statement]], cited: Cited) -> None:
    """Where no ground is given, the absolute bar that "we cannot investigate the complaint about X" names in X.

    Failing that, where "the law prevents us" is said, the one bar that the powers name (the note on reasons, section
    4).
    """
    bars = {code for named in cited.values() for code, _ in named if is_bar(code)}
    for kind in _WEIGHTY:
        for statement in said[kind]:
            if MARK.excluded & statement.present and MARK.ombudsman & statement.present:
                settled[kind] += [
                    Reading(code, RELIED, statement)
                    for code, sense in _read(statement, in_subject=True).items()
                    if sense == RELIED and gates().get(code) == "JA"
                ]
        if not settled[kind] and len(bars) == 1:
            barred = next((statement for statement in said[kind] if MARK.law_prevents & statement.present), None)
            if barred is not None:
                settled[kind].append(Reading(next(iter(bars)), RELIED, barred))


def _drop_wrapper(settled: Settled) -> None:
    """Drop "does not meet our tests" where any ground is given."""
    if any(reading.code != _UNSPECIFIED and reading.sense == RELIED for kind in RANKS for reading in settled[kind]):
        for kind in RANKS:
            settled[kind] = [reading for reading in settled[kind] if reading.code != _UNSPECIFIED]
