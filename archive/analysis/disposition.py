"""How a case ended, from its header and its reasons: declined, early_remedy, fault, no_fault, discontinued or mixed.

The three outcomes of the header hide these (the vocabulary, section 1): "Upheld" may be a remedy agreed without an
investigation, "Not upheld" an investigation that was ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.decision import RELIED_ON

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from archive.decision import Reason

_FAULT: Final = frozenset(
    {"fault_causing_injustice", "fault_no_injustice", "fault_injustice_not_stated", "fault_already_remedied"}
)
_FINDINGS: Final = _FAULT | {"no_fault", "investigation_discontinued", "unable_to_conclude"}


def disposition(outcome: str | None, reasons: Iterable[Reason], *, early: bool) -> str | None:
    """The disposition, or None where it cannot be told. `early`: upheld and put right without an investigation.

    Findings count as the final decision and the summary give them; those of the assessment only where both are silent.
    """
    relied = [reason for reason in reasons if reason.role in RELIED_ON]
    codes = {reason.code for reason in relied if reason.role != "reasoned"} or {reason.code for reason in relied}
    if outcome == "Closed after initial enquiries":
        return "declined"
    if early:
        return "early_remedy"
    ended = _ended(codes, upheld=outcome == "Upheld")
    if len(ended) > 1:
        return "mixed"
    if ended:
        return ended.pop()
    return "declined" if outcome is None and codes and not codes & _FINDINGS else None


def _ended(codes: AbstractSet[str], *, upheld: bool) -> set[str]:
    """The ways in which the parts of an investigated complaint ended. The header vouches for fault."""
    ended = set()
    if codes & _FAULT or upheld:
        ended.add("fault")
    if "no_fault" in codes:
        ended.add("no_fault")
    if "investigation_discontinued" in codes:
        ended.add("discontinued")
    return ended
