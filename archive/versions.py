"""The documents a decision came in: its versions, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.errors import Refused

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_VERSIONS: Final = """
SELECT x.is_current, x.chapter, x.decision_date, x.format, x.path, x.sha256, x.bytes, x.retrieved_at, x.ingested_at,
  x.url, x.text
FROM documents x JOIN decisions d ON d.id = x.decision_id WHERE d.reference = ?
ORDER BY x.is_current DESC, x.chapter, x.decision_date DESC, x.retrieved_at DESC, x.id DESC
"""


class Version(NamedTuple):
    """One document that the archive holds of a decision. Dates are ISO text, None where not stated."""

    is_current: int
    chapter: int | None
    decision_date: str | None
    format: str
    path: str
    sha256: str
    bytes: int
    retrieved_at: str | None
    ingested_at: str
    url: str | None
    text: str


def versions(connection: sqlite3.Connection, reference: str) -> list[Version]:
    """The documents of a decision: the current ones first, then the others from the newest back."""
    return [Version(*row) for row in connection.execute(_VERSIONS, (reference,))]


def difference(older: Version, newer: Version) -> Iterator[str]:
    """What changed from `older` to `newer`, as the lines of a unified diff over fields, headings and paragraphs.

    Read from the decisions, not the files: a copy in another layout or format shows no difference by itself.
    """
    from difflib import unified_diff

    yield from unified_diff(list(_lines(older)), list(_lines(newer)), _name(older), _name(newer), n=1, lineterm="")


def _name(version: Version) -> str:
    return f"{version.path} ({version.decision_date or 'no date'}, came in {version.ingested_at[:10]})"


def _lines(version: Version) -> Iterator[str]:
    """A document's decision, a line a field, heading or paragraph."""
    from archive.parsing import parse
    from archive.reading import read_bytes

    # The stored text is read as it came in: the byte-order mark keeps an old charset declaration from being believed.
    for document in read_bytes(version.text.encode("utf-8-sig"), version.path):
        if isinstance(document, Refused):
            yield f"(not read: {document.reason})"
            continue
        decision = replace(parse(document), source=None)
        for name in ("council", "category", "subcategory", "outcome", "decision_date", "summary", "compliance_date"):
            value = getattr(decision, name)
            if value is not None:
                yield f"{name.replace('_', ' ')}: {value}"
        for section in decision.sections:
            yield f"[{section.heading or 'no heading'}]"
            yield from (paragraph.text for paragraph in section.paragraphs)
