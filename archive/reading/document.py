"""What crosses from reading to parsing: the decoded text of one source, and what its carrier knew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.decision import Problem, Reference

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Hints:
    """Facts the carrier stated beside the text; each None where it did not.

    `reference` from an address, a file name laid out as one, or a field; `category_slug` and `subcategory_slug` from an
    address; `chapter` from `?chapter=N`; the rest from the fields of a record.
    """

    reference: Reference | None = None
    category_slug: str | None = None
    subcategory_slug: str | None = None
    chapter: int | None = None
    council: str | None = None
    category: str | None = None
    subcategory: str | None = None
    outcome: str | None = None
    decision_date: date | None = None
    retrieved_at: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source. `text` is as it came but for a NUL, which is U+FFFD; `sha256` and `size` are of the bytes."""

    path: str
    format: str
    text: str
    sha256: str
    size: int
    url: str | None = None
    hints: Hints = field(default_factory=Hints)
    problems: tuple[Problem, ...] = ()
