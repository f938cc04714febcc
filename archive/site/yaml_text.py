"""Plain values as YAML, written so that nothing in a text can be taken for YAML's own signs.

Every text and key stands in double quotes with JSON's escapes, which are YAML's too, or, where it has lines, as a
literal block. Only what `json` can hold is written: mappings with text keys, lists, texts, numbers, truth values, null.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"

_UNSAFE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_BLOCK: Final = re.compile(r"[\x20-\x7e\n]+")
_INDENT: Final = "  "


def yaml_text(value: Mapping[str, Value]) -> str:
    """`value` as a YAML document."""
    return "".join(f"{line}\n" for line in _mapping(value, ""))


def _mapping(value: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, each in value.items():
        yield from _entry(f"{indent}{_key(key)}:", each, indent)


def _entry(head: str, value: Value, indent: str) -> Iterator[str]:
    """`head` with a value behind it, or below it where it takes lines."""
    if isinstance(value, str):
        if "\n" in value and _BLOCK.fullmatch(value) and value == value.strip():
            yield f"{head} |-"
            yield from (f"{indent}{_INDENT}{line}".rstrip() for line in value.split("\n"))
        else:
            yield f"{head} {_quoted(value)}"
    elif hasattr(value, "items") and value:
        yield head
        yield from _mapping(value, indent + _INDENT)  # type: ignore[arg-type]
    elif isinstance(value, (list, tuple)) and value:
        yield head
        for each in value:
            yield from _entry(f"{indent}{_INDENT}-", each, indent + _INDENT)
    else:
        yield f"{head} {json.dumps(value)}"


def _key(text: str) -> str:
    return (
        text
        if re.fullmatch("[a-z][a-z_]*", text)
        and text not in ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
        else _quoted(text)
    )


def _quoted(text: str) -> str:
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
