"""What is derived from a decision: reasons, citations, remedies, references to others, disposition.

Everything found carries the words it was read from; what cannot be told is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.decision import Decision


def analyse(decision: Decision) -> Decision:
    """The decision with its reasons, citations, remedies, related references and disposition. Never raises."""
    (analysed,) = analyse_all([decision])
    return analysed


def analyse_all(decisions: Sequence[Decision]) -> list[Decision]:
    """Each of some decisions as `analyse` gives it.

    One thing is sought in all of them before the next, so that the tables it is sought with stay at hand for the
    processor.
    """
    from archive.analysis.citations import citations
    from archive.analysis.crossrefs import related_references
    from archive.analysis.disposition import disposition
    from archive.analysis.reasons import read_reasons
    from archive.analysis.remedies import remedies

    cited = [citations(decision) for decision in decisions]
    read = [read_reasons(decision, named) for decision, named in zip(decisions, cited, strict=True)]
    owed = [remedies(decision) for decision in decisions]
    related = [related_references(decision) for decision in decisions]
    return [
        replace(
            decision,
            reasons=reasons,
            citations=named,
            remedies=promised,
            related_references=others,
            disposition=disposition(decision.outcome, reasons, early=early),
        )
        for decision, named, (reasons, early), promised, others in zip(
            decisions, cited, read, owed, related, strict=True
        )
    ]
