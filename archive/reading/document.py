"""What crosses from reading to parsing: the decoded text of one source, and what its carrier knew."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from archive.decision import record

if TYPE_CHECKING:
    from datetime import date

    from archive.decision import Decision, Problem, Reference


@record
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


class Row(NamedTuple):
    """One line of a carrier that knows its structure (HTML, PDF): the words, and what is known of them.

    `text` holds no marker; label lines read as in the text layouts (`Category : Education > School transport`).
    `start` and `end` are offsets into the document's text where `text` stands there letter for letter, else None.
    `indent` grows with the depth of a list. `heading` is True or False where the carrier knows, None where it does not.
    """

    text: str
    line: int
    start: int | None = None
    end: int | None = None
    indent: int = 0
    marker: str | None = None
    number: str | None = None
    heading: bool | None = None
    gap: bool = True


@record
class Document:
    """One source. `text` is as it came but for a NUL, which is U+FFFD; `sha256` and `size` are of the bytes.

    `rows` is the text as its carrier lays it out, None where the lines of `text` are all there is. `decision` is set
    where the source is this program's own JSON: then there is nothing left to parse.
    """

    path: str
    format: str
    text: str
    sha256: str
    size: int
    url: str | None = None
    hints: Hints = field(default_factory=Hints)
    problems: tuple[Problem, ...] = ()
    rows: tuple[Row, ...] | None = None
    decision: Decision | None = None
