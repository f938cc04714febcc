"""Findings of Upheld and Not upheld decisions, and what a ground amounts to under each outcome.

Nearly half of the Upheld summaries lack the word "fault"; the finding is then in what was done and agreed. So a
finding is put together: fault by the header, the injustice by what is said of it, the remedy by what was agreed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.analysis.marks import MARK
from archive.analysis.scope import REJECTED, RELIED
from archive.decision import ReasonCode
from archive.resources import read_rows

if TYPE_CHECKING:
    from archive.analysis.statements import Statement
    from archive.decision import Decision

_NO_FAULT: Final = ReasonCode("no_fault")
_INSUFFICIENT_FAULT: Final = ReasonCode("insufficient_fault")
_SATISFIED: Final = ReasonCode("satisfied_with_actions")
_DISCONTINUED: Final = ReasonCode("investigation_discontinued")
_CAUSING: Final = ReasonCode("fault_causing_injustice")
_WITHOUT: Final = ReasonCode("fault_no_injustice")
_UNSTATED: Final = ReasonCode("fault_injustice_not_stated")
_REMEDIED: Final = ReasonCode("fault_already_remedied")
_MERITS: Final = "merits"
"""What "we cannot question the decision" is read as: no bar, but no fault (the note on reasons, section 3, rule 10)."""
_NO_INJUSTICE: Final = frozenset({"no_injustice", "insufficient_injustice"})


class Reading(NamedTuple):
    """A code read in a statement. `sense` is relied or rejected."""

    code: ReasonCode
    sense: str
    statement: Statement


class Outcome(NamedTuple):
    """What the header, or failing that the text, says of how far the Ombudsman went.

    `early`: upheld, but put right without an investigation. `investigated`: a finding was made or an investigation
    ended.
    """

    upheld: bool
    early: bool
    investigated: bool


def outcome_of(decision: Decision, weighty: list[Statement]) -> Outcome:
    """The outcome of a decision, by its header and the sentences of its summary and final decision."""
    if decision.outcome is None:
        upheld = any(said.asserts(MARK.fault_found) or said.asserts(MARK.upheld) for said in weighty)
        refused = any(MARK.decline & said.present and MARK.ombudsman & said.present for said in weighty)
        return Outcome(upheld, early=False, investigated=upheld or not refused)
    upheld = decision.outcome == "Upheld"
    early = upheld and any((MARK.will_not_investigate | MARK.early_resolution) & said.present for said in weighty)
    return Outcome(upheld, early, investigated=decision.outcome in ("Upheld", "Not upheld") and not early)


@cache
def gates() -> dict[str, str]:
    """The gate of each code: JA, JD, D, F or X."""
    return {row["code"]: row["gate"] for row in read_rows("reasons.csv")}


def is_bar(code: str) -> bool:
    """Whether a code is a bar in law, absolute or with discretion."""
    return gates().get(code) in ("JA", "JD")


def settle(readings: list[Reading], statements: list[Statement], outcome: Outcome) -> list[Reading]:
    """What the readings of one kind of section amount to under the outcome."""
    if not outcome.investigated:
        settled = [reading for reading in map(_unfound, readings) if reading is not None]
        return [*settled, *_early(settled, statements)] if outcome.early else settled
    discontinued = any(reading.code == _DISCONTINUED for reading in readings)
    settled = [
        converted
        for reading in readings
        if (converted := _investigated(reading, discontinued=discontinued, upheld=outcome.upheld)) is not None
    ]
    if discontinued and not outcome.upheld:
        return settled
    found = fault_finding(readings, statements)
    if not outcome.upheld:
        found = [reading for reading in found if reading.code == _WITHOUT]
    if outcome.upheld or found:
        settled = [reading for reading in settled if reading.code not in _NO_INJUSTICE]
    return [*settled, *found]


def _unfound(reading: Reading) -> Reading | None:
    """A reading where nothing was investigated: no finding can stand, "no fault" is a ground."""
    code, sense, statement = reading
    if sense == REJECTED:
        return reading if is_bar(code) else None
    if code in (_NO_FAULT, _MERITS):
        return Reading(_INSUFFICIENT_FAULT, sense, statement)
    return None if gates()[code] == "F" else reading


def _investigated(reading: Reading, *, discontinued: bool, upheld: bool) -> Reading | None:
    """A reading where something was investigated: what denies fault is a finding unless it ended early."""
    code, sense, statement = reading
    if sense == REJECTED:
        return reading if is_bar(code) else None
    refusing = discontinued or bool(MARK.decline & statement.present)
    if code == _INSUFFICIENT_FAULT and not (refusing and MARK.tentative & statement.present):
        return Reading(_NO_FAULT, sense, statement)
    if code == _MERITS:
        return None if upheld else Reading(_NO_FAULT, sense, statement)
    return None if code == _SATISFIED and not refusing else reading


def _early(settled: list[Reading], statements: list[Statement]) -> list[Reading]:
    """What an early remedy adds: satisfaction where a remedy is agreed, and the finding "if we were to investigate"."""
    found: list[Reading] = []
    if all(reading.code != _SATISFIED for reading in settled):
        agreed = next(
            (
                said
                for said in statements
                if said.kind in ("summary", "decision")
                and MARK.agreed & said.present
                and MARK.personal_remedy & said.present
            ),
            None,
        )
        if agreed is not None:
            found.append(Reading(_SATISFIED, RELIED, agreed))
    if any((MARK.injustice_word | MARK.distress) & said.present for said in statements):
        found += [
            Reading(_CAUSING, RELIED, said)
            for said in statements
            if MARK.would_find & said.present and not MARK.unlikely & said.present and MARK.fault_found & said.present
        ]
    return found


def fault_finding(readings: list[Reading], statements: list[Statement]) -> list[Reading]:
    """The finding of fault that the sentences of one kind of section amount to, if any. `readings` are theirs."""
    fault = _first(statements, MARK.fault_found) or _first(statements, MARK.upheld)
    denied = next((reading for reading in readings if _denies_injustice(reading)), None)
    # In the summary and the final decision failure and remedy show the fault; in the assessment they may be anyone's.
    told = bool(statements) and statements[0].kind in ("summary", "decision")
    failed = _first(statements, MARK.failed) if told else None
    remedy = _first(statements, MARK.personal_remedy) if told else None
    agreed = next((said for said in statements if MARK.agreed_to & said.present), None) if told else None
    shown = fault or failed or remedy or agreed
    if shown is None:
        return []
    injustice = _first(statements, MARK.distress) or _first(statements, MARK.injustice_word)
    found: list[Reading] = []
    if denied is not None:
        found.append(Reading(_WITHOUT, RELIED, denied.statement))
        if injustice is None or injustice is denied.statement:
            return found
    owing = not told or any(MARK.will_remedy & said.present for said in statements)
    remedied = None if owing else next((said for said in statements if MARK.no_further_remedy & said.present), None)
    if remedied is not None:
        found.append(Reading(_REMEDIED, RELIED, remedied))
    elif injustice is not None or (remedy is not None and denied is None):
        found.append(Reading(_CAUSING, RELIED, fault or failed or injustice or shown))
    elif denied is None and told:
        found.append(Reading(_UNSTATED, RELIED, shown))
    return found


def _denies_injustice(reading: Reading) -> bool:
    """Whether a reading says that there was no injustice, or none of weight; "a small injustice" is one."""
    return reading.sense == RELIED and reading.code in _NO_INJUSTICE and bool(MARK.negator & reading.statement.present)


def _first(statements: list[Statement], mark: int) -> Statement | None:
    return next((said for said in statements if mark & said.present and said.asserts(mark)), None)
