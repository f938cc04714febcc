"""The opaque text of `next`: where a page ended, and of which search.

It holds the place as values of the sort, not as a count of rows, so that the pages after it neither repeat nor skip a
decision when others come in between.
"""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING, Final

from archive.errors import QueryProblem
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    from archive.query.model import Query

_LONGEST_NUMBER: Final = 18
_ORDINARY = bytes.maketrans(b"+/", b"-_")
_STANDARD = bytes.maketrans(b"-_", b"+/")


class Place(NamedTuple):
    """The last row of a page: its id and what it was sorted by, None where the row has none of it or ids suffice."""

    id: int
    key: float | int | str | None


def encode(query: Query, place: Place) -> str:
    """The cursor for what comes after `place` in the result of `query`: letters, digits, `-`, `_`; first a letter."""
    kind = {float: "f", int: "i", str: "s"}.get(type(place.key), "n")
    text = f"{_digest(query)}.{place.id}.{kind}{'' if place.key is None else place.key}"
    return binascii.b2a_base64(text.encode(), newline=False).rstrip(b"=").translate(_ORDINARY).decode()


def decode(query: Query) -> Place | None:
    """The place that `query.after` means; None without one. Raises QueryProblem for what `encode` did not give."""
    if query.after is None:
        return None
    try:
        data = query.after.encode("ascii").translate(_STANDARD)
        digest, number, key = binascii.a2b_base64(data + b"=" * (-len(data) % 4)).decode().split(".", 2)
        place = Place(_number(number), _key(key))
    except ValueError:
        raise QueryProblem("--after is not a place in a result: copy it whole from `next`, or leave it out") from None
    if digest != _digest(query):
        raise QueryProblem("--after belongs to another search: give it with the same words, filters and sort")
    return place


def _key(text: str) -> float | int | str | None:
    kind, value = text[:1], text[1:]
    if kind == "f":
        return float(value)
    if kind == "i":
        return _number(value)
    return value if kind == "s" else None


def _number(text: str) -> int:
    """A whole number that SQLite can hold, else ValueError."""
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(text)
    return int(text)


def _digest(query: Query) -> str:
    """A few characters that tell one search from another, whatever the page."""
    return f"{binascii.crc32(repr(query._replace(limit=0, after=None)).encode()):08x}"
