"""How something is to be printed, as it was asked for on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.errors import QueryProblem
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Form(NamedTuple):
    """One of a command's formats, and what bears on it.

    `width` (columns of the terminal), `color` and `plain` (for a screen reader: no columns side by side, no signs,
    every fact with its label) are for what people read. `fields` chooses and orders columns. `safe`: cells of CSV and
    TSV that a spreadsheet would run as a formula are made text. `null`: a NUL after each reference, not a newline.
    """

    name: str
    width: int = 80
    color: bool = False
    plain: bool = False
    fields: tuple[str, ...] | None = None
    safe: bool = True
    null: bool = False


def chosen(fields: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    """The fields to print: those asked for in their order, or all. Raises QueryProblem, naming the known ones."""
    if fields is None:
        return tuple(known)
    for field in fields:
        if field not in known:
            said = f"no field called '{field}'" if field else "--fields has an empty name in it"
            raise QueryProblem(f"{said}: choose from {', '.join(known)}")
    return tuple(dict.fromkeys(fields))
