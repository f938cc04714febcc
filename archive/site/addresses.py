"""The addresses of the pages, made of references, keys and codes: never of an internal id.

Paths begin with `/`; the server's own prefix is put before them in the templates (`urls.path`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from archive.references import Reference, hyphenated

if TYPE_CHECKING:
    from collections.abc import Iterable

HOME: Final = "/"
SEARCH: Final = "/search"
COUNCILS: Final = "/councils"
REASONS: Final = "/reasons"
TABLES: Final = "/archive"
"""Datasette's own page of the file."""


def decision(reference: str, anchor: str | None = None) -> str:
    """`/decision/23-012-807#p7`."""
    path = f"/decision/{hyphenated(Reference(reference))}"
    return path if anchor is None else f"{path}#{anchor}"


def council(key: str) -> str:
    """`/council/thurrock`."""
    return f"/council/{quote(key, safe='')}"


def reason(code: str) -> str:
    """`/reason/late_complaint`."""
    return f"/reason/{quote(code, safe='')}"


def search(parameters: Iterable[tuple[str, str]] = (), **more: str) -> str:
    """`/search?q=damp&outcome=Upheld`: the given parameters in their order, then `more`; empty ones left out."""
    given = [(name, value) for name, value in (*parameters, *more.items()) if value]
    return f"{SEARCH}?{urlencode(given)}" if given else SEARCH
