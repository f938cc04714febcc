"""The bytes of one record to values, strictly; and how a value is told to a person."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from archive.errors import Refused

_LONGEST_SHOWN: Final = 60


def load(text: str, line: int) -> dict[str, Any]:
    """The object that `text`, which begins on `line`, is. Raises Refused, with the line.

    The text must have been measured before (`json_scan`): its depth and size are trusted here.
    """
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        reason = f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]} (character {error.colno} of the line)"
        raise Refused("not_json", reason, line=line + error.lineno - 1) from None
    except ValueError as error:
        raise Refused("not_json", f"this is not JSON: {error}", line=line) from None
    if not isinstance(value, dict):
        raise Refused("not_a_record", f"expected a record ({{...}}), found {shown(value)}", line=line)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: one of the two values would be lost."""
    value = dict(pairs)
    if len(value) < len(pairs):
        ((twice, _times),) = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the field {plain(twice)} stands twice")
    return value


def _constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def shown(value: object) -> str:
    """`value` in a few plain words: `'abc'`, `the number 5`, `null`, `a list`."""
    if isinstance(value, str):
        return f"'{plain(value)}'"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float):
        return f"the number {plain(str(value))}"
    return "a list" if isinstance(value, list) else "an object"


def plain(text: str) -> str:
    """The beginning of `text` in printable characters: fit for a message and for the database."""
    start = "".join(character if character.isprintable() else "\ufffd" for character in text[:_LONGEST_SHOWN])
    return start + "..." if len(text) > _LONGEST_SHOWN else start
