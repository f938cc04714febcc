"""A list as one parameter of a statement: `IN (SELECT value FROM json_each(?))`. The SQL stays one constant text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def ids_json(ids: Iterable[int]) -> str:
    """Ids as the JSON that json_each reads."""
    return f"[{', '.join(map(str, ids))}]"


def names_json(names: Iterable[str]) -> str:
    """Names of the program's own as that JSON: they have nothing in them to escape, and json is slow to import."""
    return '["' + '", "'.join(names) + '"]'


def texts_json(texts: Iterable[str]) -> str:
    """Texts as the JSON that json_each reads."""
    import json

    return json.dumps(list(texts))
