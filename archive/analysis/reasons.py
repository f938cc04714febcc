"""Why a decision ended as it did: each ground or finding with its role, its place and the sentence that gives it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from archive.analysis import backrefs, findings
from archive.analysis.findings import Reading
from archive.analysis.phrasings import lexicon
from archive.analysis.scope import REJECTED, RELIED
from archive.analysis.statements import RANKS, Statement, statements
from archive.decision import ROLES, Reason, ReasonCode
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.analysis.lexicon import Lexicon
    from archive.decision import Decision

_ROLE: Final = {"decision": "primary", "summary": "stated", "assessment": "reasoned", "scope": "reasoned"}
_WEIGHTY: Final = ("decision", "summary")
_REJECTED_ROLE: Final = "considered_and_rejected"
_UNSPECIFIED: Final = ReasonCode("not_warranted_unspecified")
_NOT_IMPLEMENTED: Final = ReasonCode("remedy_not_implemented")
_STRONGER: Final = {
    "tribunal_right_of_appeal": "tribunal_appeal_used",
    "minister_appeal_right": "minister_appeal_used",
    "court_remedy_available": "court_remedy_used",
    "other_body_better_placed": "ico_better_placed",
    "related_legal_proceedings": "court_proceedings",
}
"""Where one sentence gives both, only the second is meant: who has appealed is not told that they could."""
_FAMILIES: Final = ("tribunal", "minister", "court")


@cache
def gates() -> dict[ReasonCode, str]:
    """The gate of each code: JA, JD, D, F or X."""
    return {ReasonCode(row["code"]): row["gate"] for row in read_rows("reasons.csv")}


def reasons(decision: Decision) -> tuple[Reason, ...]:
    """The reasons of a decision, strongest role first and then in order of place; one row for each code and role."""
    words = lexicon()
    by_kind = statements(decision, words)
    cited = _cited(by_kind["powers"])
    read = {kind: _readings(by_kind[kind], decision, cited, words) for kind in RANKS}
    outcome = findings.Outcome.of(decision, [*by_kind["summary"], *by_kind["decision"]])
    settled = {kind: findings.settle(read[kind], by_kind[kind], outcome) for kind in RANKS}
    _support(settled, by_kind, {code for codes in cited.values() for code, _ in codes}, outcome)
    _reconcile(settled)
    _last_resort(settled, by_kind, cited)
    _drop_wrapper(settled)
    rows: dict[tuple[str, str], Reason] = {}
    for kind in RANKS:
        for code, sense, statement in settled[kind]:
            role = _ROLE[kind] if sense == RELIED else _REJECTED_ROLE
            rows.setdefault((code, role), Reason(code, role, kind, statement.paragraph, statement.text))
    for codes in cited.values():
        for code, statement in codes:
            rows.setdefault((code, "cited"), Reason(code, "cited", "powers", statement.paragraph, statement.text))
    return tuple(sorted(rows.values(), key=lambda row: ROLES.index(row.role)))


Cited = dict[int, list[tuple[ReasonCode, Statement]]]
"""The grounds named in the powers, by the position of their paragraph."""


def _cited(powers: list[Statement]) -> Cited:
    cited: Cited = {}
    for statement in powers:
        for found in statement.found:
            phrasing = found.phrasing
            if phrasing.sense != REJECTED and gates().get(phrasing.code, "F") != "F" and phrasing.code != _UNSPECIFIED:
                cited.setdefault(statement.paragraph or 0, []).append((phrasing.code, statement))
    return cited


def _readings(found: list[Statement], decision: Decision, cited: Cited, words: Lexicon) -> list[Reading]:
    """What the sentences of one kind of section say, taken as they stand."""
    readings: list[Reading] = []
    before: Statement | None = None
    for statement in found:
        here = _read(statement)
        here.update(_pointed_at(statement, decision, cited))
        if not here and before is not None:
            here.update(_of_two(before, statement, words))
        readings += [Reading(code, here[code], statement) for code in sorted(here)]
        before = statement
    return readings


def _read(statement: Statement) -> dict[ReasonCode, str]:
    """The sense of each code met in a sentence: set aside expressly, else relied on, else denied."""
    senses: dict[ReasonCode, set[str]] = {}
    for met, sense in statement.weighed():
        if statement.kind in _WEIGHTY or not met.phrasing.weak:
            senses.setdefault(met.phrasing.code, set()).add(sense)
    here = {
        code: RELIED if RELIED in found and REJECTED not in found else REJECTED
        for code, found in senses.items()
    }
    return {code: sense for code, sense in here.items() if here.get(ReasonCode(_STRONGER.get(code, ""))) != RELIED}


def _pointed_at(statement: Statement, decision: Decision, cited: Cited) -> Iterable[tuple[ReasonCode, str]]:
    """The ground of a numbered paragraph that the sentence applies, or says does not apply."""
    if not statement.has("applies") and not statement.has("decline"):
        return
    by_position = {position: [code for code, _ in codes] for position, codes in cited.items()}
    for number in backrefs.numbers(statement.text):
        codes = backrefs.grounds_at(decision, number, by_position)
        if len(codes) == 1:
            yield codes[0], REJECTED if statement.has("not_apply") else RELIED


def _of_two(before: Statement, statement: Statement, words: Lexicon) -> Iterable[tuple[ReasonCode, str]]:
    """What two sentences give together where the second points at the first.

    An absolute bar ("It is about X. The law says we cannot investigate such matters."), a bar set aside ("She could go to
    court. It is not reasonable to expect that."), a promise not kept ("It agreed to do X. It has not.").
    """
    barred = statement.has("excluded") and statement.has("such")
    waived = statement.has("unreasonable") or statement.has("separable")
    if not (barred or waived or statement.has("not_done")):
        return
    both = Statement(f"{before.text} {statement.text}", statement.kind, statement.paragraph, words)
    for code, sense in _read(both).items():
        bar = sense == RELIED and gates().get(code) == "JA"
        if (barred and bar) or (waived and sense == REJECTED) or code == _NOT_IMPLEMENTED:
            yield code, sense


def _support(
    settled: dict[str, list[Reading]],
    by_kind: dict[str, list[Statement]],
    cited: set[ReasonCode],
    outcome: findings.Outcome,
) -> None:
    """Keep a bar read in passing only where something shows that it was relied on.

    In an investigated decision that is a refusal beside it; in the assessment of another, a refusal, the citation of its
    kind of bar in the powers, or the same code in the summary or the final decision.
    """
    weighty = {reading.code for kind in _WEIGHTY for reading in settled[kind] if reading.sense == RELIED}
    families = {_family(code) for code in cited}
    for kind in RANKS:
        refusals = _beside_refusals(by_kind[kind])
        settled[kind] = [
            reading
            for reading in settled[kind]
            if reading.sense == REJECTED
            or not findings.needs_support(reading.code)
            or id(reading.statement) in refusals
            or (not outcome.investigated and (kind in _WEIGHTY or reading.code in weighty or _family(reading.code) in families))
        ]


def _beside_refusals(found: list[Statement]) -> set[int]:
    """The ids of the statements that refuse an investigation, and of their neighbours."""
    ids: set[int] = set()
    for at, statement in enumerate(found):
        if statement.has("decline") or statement.has("excluded"):
            ids.update(id(beside) for beside in found[max(at - 1, 0) : at + 2])
    return ids


def _family(code: str) -> str:
    return next((family for family in _FAMILIES if code.startswith(family)), code)


def _reconcile(settled: dict[str, list[Reading]]) -> None:
    """Where a bar is both stated and set aside, keep what the weight of the sections and the sentences bears out."""
    for kind in RANKS:
        rejected = {reading.code for reading in settled[kind] if reading.sense == REJECTED}
        settled[kind] = [
            reading
            for reading in settled[kind]
            if reading.sense == REJECTED or reading.code not in rejected or reading.statement.has("decline")
        ]
    rejected = {reading.code for kind in RANKS for reading in settled[kind] if reading.sense == REJECTED}
    weighty = {reading.code for kind in _WEIGHTY for reading in settled[kind] if reading.sense == RELIED}
    for kind in ("assessment", "scope"):
        settled[kind] = [
            reading
            for reading in settled[kind]
            if reading.sense == REJECTED or reading.code not in rejected or reading.code in weighty
        ]


def _last_resort(settled: dict[str, list[Reading]], by_kind: dict[str, list[Statement]], cited: Cited) -> None:
    """Where only "the law prevents us" is said, the one bar that the powers name (the note on reasons, section 4)."""
    if any(reading.sense == RELIED for kind in RANKS for reading in settled[kind]):
        return
    bars = {code for codes in cited.values() for code, _ in codes if gates()[code] in ("JA", "JD")}
    if len(bars) != 1:
        return
    for kind in _WEIGHTY:
        said = next((statement for statement in by_kind[kind] if statement.has("law_prevents")), None)
        if said is not None:
            settled[kind].append(Reading(next(iter(bars)), RELIED, said))


def _drop_wrapper(settled: dict[str, list[Reading]]) -> None:
    """Drop "does not meet our tests" where any ground is given."""
    if any(reading.code != _UNSPECIFIED and reading.sense == RELIED for kind in RANKS for reading in settled[kind]):
        for kind in RANKS:
            settled[kind] = [reading for reading in settled[kind] if reading.code != _UNSPECIFIED]
