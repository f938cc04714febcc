"""This program's own JSON (`parse`, `show --format json`) back to the Decision it was made from.

Somebody may have edited it, so that everything is checked first: every field's type and vocabulary, the count of the
positions, and that each quote stands in the paragraph it names. What does not fit is refused, never mended.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.decision import KINDS, ROLES, Decision
from archive.errors import Refused
from archive.reading.json_values import plain, shown
from archive.references import parse_reference
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_UNFIT: Final = re.compile("[\x00\ud800-\udfff]")
_DAY: Final = re.compile(r"(?:19[7-9][0-9]|20[0-9]{2})-[0-9]{2}-[0-9]{2}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MOST: Final = 10**12

_DOCUMENT_TYPES: Final = ("statement", "report")
_DISPOSITIONS: Final = ("declined", "early_remedy", "fault", "no_fault", "discontinued", "mixed")


class _Check(NamedTuple):
    """What a value must be: in words, and as a question."""

    expected: str
    fits: Callable[[Any], bool]

    @property
    def or_null(self) -> _Check:
        return _Check(f"{self.expected} or null", lambda value: value is None or self.fits(value))


class _Object(NamedTuple):
    """A value that must be an object with exactly these fields."""

    fields: dict[str, _Check | _Object | _ListOf]
    check: _Check = _Check("an object", lambda value: isinstance(value, dict))


class _ListOf(NamedTuple):
    """A value that must be a list of these."""

    item: _Check | _Object
    check: _Check = _Check("a list", lambda value: isinstance(value, list))


def claims(record: dict[str, Any]) -> bool:
    """Whether `record` is, or means to be, a decision as this program prints it."""
    return "reference" in record and "sections" in record


def read_own(record: dict[str, Any]) -> Decision:
    """The Decision that `record` was printed from. Raises Refused, with field, expected and found, where it was not.

    The acknowledgement that `lgsco export` puts on each line says nothing about the decision.
    """
    record = {name: value for name, value in record.items() if name != "acknowledgement"}
    fault = _fault(record, _decision())
    if fault:
        raise _refused(*fault)
    decision = Decision.from_dict(record)
    _check_positions(decision)
    _check_places(decision)
    return decision


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _UNFIT.search(value)


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _whole(least: int) -> _Check:
    return _Check(
        f"a whole number from {least} on",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= _MOST,
    )


def _one_of(words: Iterable[str]) -> _Check:
    known = tuple(words)
    return _Check(f"one of {', '.join(known)}", lambda value: isinstance(value, str) and value in known)


_TEXT: Final = _Check("text", _is_text)
_FLAG: Final = _Check("true or false", lambda value: isinstance(value, bool))
_DATE: Final = _Check("a date such as 2023-12-18", _is_day)
_REFERENCE: Final = _Check(
    "a reference such as 23 012 807", lambda value: isinstance(value, str) and parse_reference(value) == value
)
_KIND: Final = _one_of(KINDS)

_PARAGRAPH: Final = _Object(
    {
        "position": _whole(1),
        "number": _TEXT.or_null,
        "marker": _TEXT.or_null,
        "level": _whole(0),
        "para": _whole(1).or_null,
        "para_counted": _FLAG,
        "text": _TEXT,
    }
)
_PLACE: Final = {"section": _KIND, "paragraph": _whole(1).or_null}
_SECTION: Final = _Object({"heading": _TEXT.or_null, "kind": _KIND, "paragraphs": _ListOf(_PARAGRAPH)})
_CITATION: Final = _Object({"act": _TEXT, "provision": _TEXT.or_null, **_PLACE, "raw": _TEXT, "repaired": _FLAG})
_REMEDY: Final = _Object(
    {
        "kind": _TEXT,
        "amount_pence": _whole(0).or_null,
        "basis": _TEXT.or_null,
        "purpose": _TEXT.or_null,
        "payee": _TEXT.or_null,
        "status": _TEXT,
        "due": _TEXT.or_null,
        **_PLACE,
        "quote": _TEXT,
    }
)
_PROBLEM: Final = _Object({"line": _whole(1).or_null, "code": _TEXT, "message": _TEXT})
_SOURCE: Final = _Object(
    {
        "path": _TEXT,
        "format": _TEXT,
        "sha256": _Check(
            "64 hexadecimal digits", lambda value: isinstance(value, str) and bool(_SHA256.fullmatch(value))
        ),
        "url": _TEXT.or_null,
    }
)


@cache
def _decision() -> _Object:
    """What `Decision.to_dict` gives, with the vocabularies of the reference rows."""
    outcomes = [row["name"] for row in read_rows("outcomes.csv")]
    codes = {row["code"] for row in read_rows("reasons.csv")}
    code = _Check("a code of reasons.csv", lambda value: isinstance(value, str) and value in codes)
    return _Object(
        {
            "reference": _REFERENCE,
            "council": _TEXT.or_null,
            "category": _TEXT.or_null,
            "subcategory": _TEXT.or_null,
            "outcome": _one_of(outcomes).or_null,
            "decision_date": _DATE.or_null,
            "document_type": _one_of(_DOCUMENT_TYPES).or_null,
            "disposition": _one_of(_DISPOSITIONS).or_null,
            "summary": _TEXT.or_null,
            "sections": _ListOf(_SECTION),
            "reasons": _ListOf(_Object({"code": code, "role": _one_of(ROLES), **_PLACE, "quote": _TEXT})),
            "citations": _ListOf(_CITATION),
            "remedies": _ListOf(_REMEDY),
            "related_references": _ListOf(_REFERENCE),
            "compliance_date": _DATE.or_null,
            "problems": _ListOf(_PROBLEM),
            "source": _SOURCE,
        }
    )


class _Fault(NamedTuple):
    """What does not fit, and where: `place` as in `sections[0].kind`."""

    place: str
    expected: str
    found: str

    def inside(self, place: str) -> _Fault:
        """The same fault, told from outside of `place`."""
        return self._replace(place=place + (f".{self.place}" if self.place and self.place[0] != "[" else self.place))


def _fault(value: Any, wanted: _Check | _Object | _ListOf) -> _Fault | None:  # noqa: ANN401 - whatever JSON can hold
    """The first thing in `value` that is not as wanted, or None."""
    check = _of(wanted)
    if not check.fits(value):
        return _Fault("", check.expected, shown(value))
    if isinstance(wanted, _ListOf):
        for index, item in enumerate(value):
            if fault := _fault(item, wanted.item):
                return fault.inside(f"[{index}]")
    if isinstance(wanted, _Object):
        return _fault_of_fields(value, wanted.fields)
    return None


def _fault_of_fields(value: dict[str, Any], fields: dict[str, _Check | _Object | _ListOf]) -> _Fault | None:
    for field, wanted in fields.items():
        if field not in value:
            return _Fault(field, _of(wanted).expected, "nothing")
        if fault := _fault(value[field], wanted):
            return fault.inside(field)
    unknown = next((field for field in value if field not in fields), None)
    return None if unknown is None else _Fault(plain(unknown), "no such field", shown(value[unknown]))


def _of(wanted: _Check | _Object | _ListOf) -> _Check:
    return wanted if isinstance(wanted, _Check) else wanted.check


def _check_positions(decision: Decision) -> None:
    """Positions count every paragraph of the decision from 1."""
    expected = 1
    for index, section in enumerate(decision.sections):
        for place, paragraph in enumerate(section.paragraphs):
            if paragraph.position != expected:
                raise _refused(
                    f"sections[{index}].paragraphs[{place}].position", str(expected), str(paragraph.position)
                )
            expected += 1


def _check_places(decision: Decision) -> None:
    """What was derived stands in the paragraph it names, or in the summary where it names none."""
    texts: dict[int | None, str] = {None: decision.summary or ""}
    for section in decision.sections:
        texts.update((paragraph.position, paragraph.text) for paragraph in section.paragraphs)
    for name, place, quote in _quotes(decision):
        if place not in texts:
            raise _refused(f"{name}.paragraph", f"a position up to {len(texts) - 1}", str(place))
        if quote not in texts[place]:
            where = "the summary" if place is None else f"paragraph {place}"
            raise _refused(name, f"words of {where}", shown(quote))


def _quotes(decision: Decision) -> Iterator[tuple[str, int | None, str]]:
    """What names a place: field, position, words."""
    for index, reason in enumerate(decision.reasons):
        yield f"reasons[{index}]", reason.paragraph, reason.quote
    for index, citation in enumerate(decision.citations):
        yield f"citations[{index}]", citation.paragraph, citation.raw
    for index, remedy in enumerate(decision.remedies):
        yield f"remedies[{index}]", remedy.paragraph, remedy.quote


def _refused(name: str, expected: str, found: str) -> Refused:
    return Refused("not_this_program", f"field {name}: expected {expected}, found {found}")
