"""What is derived from a decision: reasons, citations, remedies, references to others, disposition.

Everything found carries the words it was read from; what cannot be told is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.decision import Decision


def analyse(decision: Decision) -> Decision:
    """The decision with its reasons, citations, remedies, related references and disposition. Never raises."""
    from archive.analysis.citations import citations
    from archive.analysis.crossrefs import related_references
    from archive.analysis.disposition import disposition
    from archive.analysis.reasons import read_reasons
    from archive.analysis.remedies import remedies

    cited = citations(decision)
    reasons, early = read_reasons(decision, cited)
    return replace(
        decision,
        reasons=reasons,
        citations=cited,
        remedies=remedies(decision),
        related_references=related_references(decision),
        disposition=disposition(decision.outcome, reasons, early=early),
    )
