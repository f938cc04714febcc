"""A scraper's record: one decision with its text and the facts stated beside it, under names that vary.

Which names stand for which fact is `data/reference/record_fields.csv`: the names of a fact in the order in which they are
believed. A title, or what the text says, is never taken for a fact here.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.decision import Problem
from archive.errors import Refused
from archive.reading.address import address_of_path, canonical, read_address
from archive.reading.document import Document, Hints
from archive.reading.text import decode, line_of
from archive.references import parse_reference
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.decision import Reference

_NOT_WORD: Final = re.compile("[^a-z0-9_]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ISO_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?")
_FIRST_YEAR: Final = 1974  # the Local Government Act that set the Ombudsman up
_LAST_YEAR: Final = 2099
_LONGEST_NAME: Final = 200
_LONGEST_SHOWN: Final = 60


class Origin(NamedTuple):
    """Where a record stood: its path, digest and size; `alone` where the file holds no other."""

    path: str
    sha256: str
    size: int
    alone: bool


class _Unreadable(ValueError):
    """A field's value is not what the field is for; the message says what was expected."""


@cache
def names(fact: str) -> tuple[str, ...]:
    """The folded names of fields that hold `fact`, the most believed first."""
    return tuple(row["field"] for row in read_rows("record_fields.csv") if row["fact"] == fact)


def folded(name: str) -> str:
    """The form in which names of fields are compared: `Decision date` and `decision-date` are `decision_date`."""
    return _NOT_WORD.sub("_", name.strip().lower())


def read_record(record: dict[str, Any], origin: Origin, problems: tuple[Problem, ...] = ()) -> Document:
    """The Document that `record` is; `problems` are those of its bytes. Raises Refused where it has no text.

    A fact that cannot be read is None and told as `field_unreadable`; two fields that say different things of one fact
    are told as `field_differs`.
    """
    facts = _Facts(record)
    text, problems_of_text = _text(facts)
    url = facts.read("url", _address)
    address = read_address(url or "")
    here = read_address(origin.path) if origin.alone else Hints()
    reference = facts.read("reference", _reference)
    if reference is None:
        reference = address.reference or here.reference
    elif address.reference not in {None, reference}:
        reference, url, address = facts.settle(reference, url, address)
    category, subcategory = _path(facts.read("category", _name), facts.read("subcategory", _name))
    hints = Hints(
        reference=reference,
        category_slug=address.category_slug or here.category_slug,
        subcategory_slug=address.subcategory_slug or here.subcategory_slug,
        chapter=address.chapter or here.chapter,
        council=facts.read("council", _name),
        category=category,
        subcategory=subcategory,
        outcome=facts.read("outcome", _name),
        decision_date=facts.read("decision_date", _day),
        retrieved_at=facts.read("retrieved_at", _moment),
    )
    if url is None and origin.alone:
        url = address_of_path(origin.path)
    return Document(
        path=origin.path,
        format="json",
        text=text,
        sha256=origin.sha256,
        size=origin.size,
        url=url,
        hints=hints,
        problems=(*problems, *problems_of_text, *facts.problems),
    )


class _Facts:
    """The facts of a record, looked up by any of their names; what is wrong with them gathers in `problems`."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.record = record
        self.problems: list[Problem] = []
        self._fields: dict[str, list[str]] = {}
        for name in record:
            self._fields.setdefault(folded(name), []).append(name)

    def fields(self, fact: str) -> list[str]:
        """The record's own names of the fields that state `fact`, the most believed first; null and blank ones left out."""
        return [
            field
            for name in names(fact)
            for field in self._fields.get(name, ())
            if self.record[field] is not None and not (isinstance(self.record[field], str) and not self.record[field].strip())
        ]

    def read[Value](self, fact: str, reader: Callable[[object], Value]) -> Value | None:
        return None

    def settle(self, reference: Reference, url: str | None, address: Hints) -> tuple[Reference, str | None, Hints]:
        ...
