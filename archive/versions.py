"""What changed from one document of a decision to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.storage.documents import HeldDocument


def difference(older: HeldDocument, newer: HeldDocument) -> Iterator[str]:
    """What changed from `older` to `newer`, as the lines of a unified diff over fields, headings and paragraphs.

    Read from the decisions, not the files: a copy in another layout or format shows no difference by itself.
    """
    from difflib import unified_diff

    yield from unified_diff(list(_lines(older)), list(_lines(newer)), _name(older), _name(newer), n=1, lineterm="")


def _name(version: HeldDocument) -> str:
    return f"{version.path} ({version.decision_date or 'no date'}, came in {version.ingested_at[:10]})"


def _lines(version: HeldDocument) -> Iterator[str]:
    """A document's decision, a line a field, heading or paragraph."""
    from archive.parsing import parse
    from archive.rereading import reread

    document = reread(version)
    if isinstance(document, Refused):
        yield f"(not read: {document.reason})"
        return
    decision = replace(parse(document), source=None)
    for name in ("council", "category", "subcategory", "outcome", "decision_date", "summary", "compliance_date"):
        value = getattr(decision, name)
        if value is not None:
            yield f"{name.replace('_', ' ')}: {value}"
    for section in decision.sections:
        yield f"[{section.heading or 'no heading'}]"
        yield from (paragraph.text for paragraph in section.paragraphs)
