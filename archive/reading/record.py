"""A scraper's record: one decision with its text, and the facts stated beside it under names that vary.

Which names stand for which fact is `data/reference/record_fields.csv`, the most believed first. A record's title, and
what its text says, are never taken for facts here: the text's own labels are the parser's to read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from archive.decision import Problem
from archive.errors import Refused
from archive.reading.address import address_of_path, canonical, read_address
from archive.reading.document import Document, Hints
from archive.reading.json_values import plain, shown
from archive.reading.text import decode, line_of
from archive.references import parse_reference
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.decision import Reference

    _Value = TypeVar("_Value")

_NOT_WORD: Final = re.compile("[^a-z0-9_]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ISO_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?")
_FIRST_YEAR: Final = 1974  # of the Act that set the Ombudsman up
_LAST_YEAR: Final = 2099
_LONGEST_NAME: Final = 200


class Origin(NamedTuple):
    """Where a record stood: the path, the digest and size of its bytes; `alone` where the file holds no other."""

    path: str
    sha256: str
    size: int
    alone: bool


@cache
def names(fact: str) -> tuple[str, ...]:
    """The folded names of the fields that state `fact`, the most believed first."""
    return tuple(row["field"] for row in read_rows("record_fields.csv") if row["fact"] == fact)


@cache
def _facts() -> dict[str, tuple[int, str]]:
    """The folded names of fields, each with its rank and the fact it states."""
    return {row["field"]: (rank, row["fact"]) for rank, row in enumerate(read_rows("record_fields.csv"))}


@lru_cache(maxsize=1_000)
def folded(name: str) -> str:
    """The form in which names of fields are compared: `Decision date` and `decision-date` are `decision_date`."""
    return _NOT_WORD.sub("_", name.strip().lower())


def read_record(record: dict[str, Any], origin: Origin) -> Document:
    """The Document that `record` is. Raises Refused where it has no text.

    A fact that cannot be read is None and told as `field_unreadable`; two fields that say different things of one fact
    are told as `field_differs`.
    """
    facts = _Facts(record)
    text, problems = _text(facts)
    url = facts.read("url", _address)
    if url is None and origin.alone:
        url = address_of_path(origin.path)
    # A file kept in folders that are laid out as the site's addresses says no less than an address.
    address = read_address(url or (origin.path if origin.alone else ""))
    reference = facts.read("reference", _reference) or address.reference
    if address.reference not in {None, reference}:
        reference, keeps_address = _settle(reference, address.reference, facts)
        if not keeps_address:
            url, address = None, Hints()
    category, subcategory = facts.read("category", _name), facts.read("subcategory", _name)
    if category is not None and subcategory is None:
        first, _, rest = category.partition(">")
        category, subcategory = first.strip() or None, rest.strip() or None
    hints = Hints(
        reference=reference,
        category_slug=address.category_slug,
        subcategory_slug=address.subcategory_slug,
        chapter=address.chapter,
        council=facts.read("council", _name),
        category=category,
        subcategory=subcategory,
        outcome=facts.read("outcome", _name),
        decision_date=facts.read("decision_date", _day),
        retrieved_at=facts.read("retrieved_at", _moment),
    )
    return Document(
        path=origin.path,
        format="json",
        text=text,
        sha256=origin.sha256,
        size=origin.size,
        url=url,
        hints=hints,
        problems=(*facts.problems, *problems),
    )


class _Facts:
    """The facts of a record under any of their names; null and blank state nothing. What is wrong is in `problems`."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.problems: list[Problem] = []
        stated = sorted((*_facts()[name], field) for field in record if (name := folded(field)) in _facts())
        self._fields: dict[str, list[tuple[str, Any]]] = {}
        for _rank, fact, field in stated:
            value = record[field]
            if value is not None and not (isinstance(value, str) and not value.strip()):
                self._fields.setdefault(fact, []).append((field, value))

    def values(self, fact: str, reader: Callable[[Any], _Value]) -> list[tuple[str, _Value]]:
        """The fields that state `fact`, each with what `reader` makes of it, the most believed first.

        `reader` raises ValueError with what it expected.
        """
        found = []
        for field, value in self._fields.get(fact, ()):
            try:
                found.append((plain(field), reader(value)))
            except ValueError as error:
                message = f"the field {plain(field)}: expected {error}, found {shown(value)}"
                self.problems.append(Problem(None, "field_unreadable", message))
        return found

    def read(self, fact: str, reader: Callable[[Any], _Value]) -> _Value | None:
        """The fact, by the most believed of its fields; None where no field states it in a form that can be read."""
        found = self.values(fact, reader)
        if not found:
            return None
        first, kept = found[0]
        for field, value in found[1:]:
            if value != kept:
                self.differs(f"the field {first} says {kept}, the field {field} {value}: the first is kept")
        return kept

    def differs(self, message: str) -> None:
        """Note that two statements of one fact do not agree."""
        self.problems.append(Problem(None, "field_differs", message))


def _settle(stated: Reference | None, addressed: Reference | None, facts: _Facts) -> tuple[Reference | None, bool]:
    """Which reference holds where field and address differ, and whether the address is this decision's at all.

    A collector that drops the letter of a joint case (19 018 519c) keeps it in the address; else the field holds.
    """
    says = f"the field says {stated}, the address {addressed}"
    if stated is not None and addressed is not None and addressed[:-1] == stated:
        facts.differs(f"{says}: the letter is kept")
        return addressed, True
    facts.differs(f"{says}: the field is kept, and the address is not")
    return stated, False


def _text(facts: _Facts) -> tuple[str, tuple[Problem, ...]]:
    """The text of the decision, and what had to be noted about it. Raises Refused where there is none."""
    found = facts.values("text", _words)
    if not found:
        if facts.problems:
            raise Refused("field_unreadable", facts.problems[0].message)
        raise Refused("no_text", f"a record without text: expected a field named {', '.join(names('text'))}")
    text = found[0][1]
    noted: tuple[Problem, ...] = ()
    if half := _SURROGATE.search(text):
        text, count = _SURROGATE.subn("\ufffd", text)
        message = f"{count} half character(s), the first here; each is now \ufffd"
        noted = (Problem(line_of(text, half.start()), "half_characters", message),)
    # From here on it is a text like that of a file.
    text, problems = decode(text.encode())
    return text, noted + problems


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text")  # noqa: TRY004 - what a field holds, not what a caller passed
    return value


def _name(value: object) -> str:
    name = " ".join(_words(value).split())
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise ValueError("a name")
    return name


def _reference(value: object) -> Reference:
    reference = parse_reference(value) if isinstance(value, str) else None
    if reference is None:
        raise ValueError("a reference such as 23 012 807")
    return reference


def _address(value: object) -> str:
    address = canonical(value.strip()) if isinstance(value, str) else None
    if address is None:
        raise ValueError("a decision's address on www.lgo.org.uk")
    return address


def _day(value: object) -> date:
    match = _ISO_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:
        day = None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError("the date of a decision such as 2016-12-20")
    return day


def _moment(value: object) -> str:
    """ISO, UTC, to the second. A time without a zone is taken for UTC, in which collectors count."""
    try:
        moment = datetime.fromisoformat(_words(value).strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        raise ValueError("a time such as 2026-07-17T20:34:13+00:00") from None
