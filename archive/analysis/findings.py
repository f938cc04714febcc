"""Findings of Upheld and Not upheld decisions, and what a ground amounts to under each outcome.

Nearly half of the Upheld summaries lack the word "fault"; the finding is then in what was done and agreed. So a finding is
put together: fault by the header, the injustice by what is said of it, the remedy by what was agreed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.analysis.scope import REJECTED, RELIED
from archive.decision import ReasonCode
from archive.resources import read_rows

if TYPE_CHECKING:
    from archive.analysis.statements import Statement
    from archive.decision import Decision

FAULT: Final = frozenset({"fault_causing_injustice", "fault_no_injustice", "fault_injustice_not_stated", "fault_already_remedied"})
"""The findings of fault: one of them is what an investigated, upheld complaint ends with."""

_NO_FAULT: Final = ReasonCode("no_fault")
_INSUFFICIENT_FAULT: Final = ReasonCode("insufficient_fault")
_SATISFIED: Final = ReasonCode("satisfied_with_actions")
_DISCONTINUED: Final = ReasonCode("investigation_discontinued")
_MERITS: Final = "merits"
_NO_INJUSTICE: Final = frozenset({"no_injustice", "insufficient_injustice"})


class Reading(NamedTuple):
    """A code read in a statement. `sense` is relied or rejected."""

    code: ReasonCode
    sense: str
    statement: Statement


class Outcome(NamedTuple):
    """What the header, or failing that the text, says of how far the Ombudsman went.

    `early`: upheld, but put right without an investigation. `investigated`: a finding was made or an investigation ended.
    """

    upheld: bool
    early: bool
    investigated: bool

    @classmethod
    def of(cls, decision: Decision, weighty: list[Statement]) -> Outcome:
        """The outcome of a decision, by its header and the sentences of its summary and final decision."""
        refused = any(statement.has("will_not_investigate") or statement.has("early_resolution") for statement in weighty)
        upheld = decision.outcome == "Upheld"
        if decision.outcome is None:
            return cls(upheld=False, early=False, investigated=not any(statement.has("decline") for statement in weighty))
        early = upheld and refused
        return cls(upheld, early, decision.outcome in ("Upheld", "Not upheld") and not early)


@cache
def _supported() -> frozenset[str]:
    """The codes that words in passing may name: all bars, and the grounds in which a plain fact can look like one."""
    soft = {
        "other_body_better_placed",
        "ico_better_placed",
        "internal_review_available",
        "matter_ongoing",
        "not_warranted_unspecified",
        "insufficient_information",
        "complainant_withdrew",
        "related_legal_proceedings",
        "previously_decided",
    }
    return frozenset(row["code"] for row in read_rows("reasons.csv") if row["gate"] in ("JA", "JD") or row["code"] in soft)


def needs_support(code: str) -> bool:
    """Whether a code read in passing needs something else to show that it was relied on."""
    return code in _supported()


def settle(readings: list[Reading], statements: list[Statement], outcome: Outcome) -> list[Reading]:
    """What the readings of one kind of section amount to under the outcome."""
    if not outcome.investigated:
        settled = [reading for reading in map(_unfound, readings) if reading is not None]
        return settled + (_early(settled, statements) if outcome.early else [])
    discontinued = any(reading.code == _DISCONTINUED for reading in readings)
    settled = []
    for reading in readings:
        converted = _investigated(reading, discontinued=discontinued, upheld=outcome.upheld)
        if converted is not None:
            settled.append(converted)
    if outcome.upheld or any(statement.asserts("fault_found") for statement in statements):
        found = [] if discontinued and not outcome.upheld else fault_finding(readings, statements)
        if not outcome.upheld:
            found = [reading for reading in found if reading.code == "fault_no_injustice"]
        settled = [reading for reading in settled if reading.code not in _NO_INJUSTICE or discontinued] + found
    return settled


def _unfound(reading: Reading) -> Reading | None:
    """A reading where nothing was investigated: no finding can stand, "no fault" is a ground."""
    code, sense, statement = reading
    if sense == REJECTED:
        return reading if _is_bar(code) else None
    if code in (_NO_FAULT, _MERITS):
        return Reading(_INSUFFICIENT_FAULT, sense, statement)
    return None if _is_finding(code) else reading


def _investigated(reading: Reading, *, discontinued: bool, upheld: bool) -> Reading | None:
    """A reading where something was investigated: what denies fault is a finding unless the investigation ended early."""
    code, sense, statement = reading
    if sense == REJECTED:
        return reading if _is_bar(code) else None
    tentative = statement.has("tentative") and (discontinued or statement.has("decline"))
    if code == _INSUFFICIENT_FAULT and not tentative:
        return Reading(_NO_FAULT, sense, statement)
    if code == _MERITS:
        return None if upheld else Reading(_NO_FAULT, sense, statement)
    if code == _SATISFIED and not (discontinued or statement.has("decline")):
        return None
    return reading


def _early(settled: list[Reading], statements: list[Statement]) -> list[Reading]:
    """What an early remedy adds: satisfaction where the remedy is agreed, and the finding "if we were to investigate"."""
    found: list[Reading] = []
    codes = {reading.code for reading in settled}
    for statement in statements:
        if (
            _SATISFIED not in codes
            and statement.kind != "assessment"
            and statement.has("agreed")
            and statement.has("personal_remedy")
        ):
            found.append(Reading(_SATISFIED, RELIED, statement))
            codes.add(_SATISFIED)
        if statement.has("condition") and statement.has("likely") and statement.has("fault_found"):
            injustice = any(other.has("injustice_word") or other.has("distress") for other in statements)
            if injustice:
                found.append(Reading(ReasonCode("fault_causing_injustice"), RELIED, statement))
    return found


def fault_finding(readings: list[Reading], statements: list[Statement]) -> list[Reading]:
    """The finding of fault that the sentences of one kind of section amount to, if any. `readings` are theirs."""
    denied = next((reading for reading in readings if reading.code in _NO_INJUSTICE and reading.sense == RELIED), None)
    fault = _first(statements, "fault_found") or _first(statements, "upheld")
    failed = _first(statements, "failed")
    injustice = _first(statements, "distress") or _first(statements, "injustice_word")
    remedy = next((statement for statement in statements if statement.has("personal_remedy")), None)
    improvement = next((s for s in statements if s.has("improvement") and s.has("agreed")), None)
    if statements and statements[0].kind in ("assessment", "scope"):
        failed = remedy = improvement = None
    shown = fault or failed or remedy or improvement
    if shown is None:
        return []
    found: list[Reading] = []
    if denied is not None:
        found.append(Reading(ReasonCode("fault_no_injustice"), RELIED, denied.statement))
        if injustice is None or injustice is denied.statement:
            return found
    remedied = next((statement for statement in statements if statement.has("no_further_remedy")), None)
    if remedied is not None:
        found.append(Reading(ReasonCode("fault_already_remedied"), RELIED, remedied))
    elif injustice is not None or (remedy is not None and denied is None):
        found.append(Reading(ReasonCode("fault_causing_injustice"), RELIED, fault or failed or injustice or shown))
    elif denied is None:
        found.append(Reading(ReasonCode("fault_injustice_not_stated"), RELIED, shown))
    return found


def _first(statements: list[Statement], concept: str) -> Statement | None:
    return next((statement for statement in statements if statement.asserts(concept)), None)


@cache
def _by_gate() -> dict[str, str]:
    return {row["code"]: row["gate"] for row in read_rows("reasons.csv")}


def _is_bar(code: str) -> bool:
    return _by_gate().get(code, "") in ("JA", "JD")


def _is_finding(code: str) -> bool:
    return _by_gate().get(code, "") == "F"
