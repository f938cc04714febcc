"""What was asked as one line of the language: its filters as fields beside its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.query.fields import REASON, ROLE
from archive.query.language import AllOf, Within, leaves, quoted, said
from archive.query.tokens import Field
from archive.query.values import RANGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archive.query.language import Node
    from archive.query.understanding import Asked


def as_typed(asked: Asked, *more: tuple[str, str]) -> str:
    """A line that, given to `lgsco search` without options, finds what `asked` finds.

    `more` are fields and values that must hold, too.
    """
    fields = [*_fields(asked), *((name, f"{name}:{quoted(value)}") for name, value in more)]
    words = _words(asked)
    names = [name for name, _ in fields]
    # With AND between, each of two values of one field must hold; without it either would do.
    joint = " AND " if len(set(names)) < len(names) else " "
    if isinstance(asked.node, AllOf) and not asked.query.sections and joint == " " and not _has_fields(asked.node):
        words = words[1:-1]
    return joint.join([*([words] if words else []), *(field for _, field in fields)])


def narrowed_to(asked: Asked) -> Callable[[str, str], str]:
    """Of a field and its value, the line that asks for what `asked` asks for, with this value."""
    return lambda name, value: as_typed(asked, (name, value))


def _has_fields(node: Node) -> bool:
    return any(isinstance(leaf, Field) for leaf in leaves(node))


def _words(asked: Asked) -> str:
    if asked.node is None:
        return ""
    return said(Within(asked.query.sections, asked.node) if asked.query.sections else asked.node)


def _fields(asked: Asked) -> Iterator[tuple[str, str]]:
    """The filters, each with its name."""
    query, understood = asked.query, asked.filters
    named: tuple[tuple[str, Sequence[str]], ...] = (
        ("ref", (*understood.get("reference", ()), *query.references)),
        ("council", understood.get("council", ()) if query.with_predecessors else query.councils),
        ("kind", query.kinds),
        ("region", query.regions),
        ("category", query.categories),
        ("outcome", query.outcomes),
        ("disposition", query.dispositions),
        (REASON, query.reasons),
        ("type", query.document_types),
        ("date", understood.get("date", ())),
        ("since", understood.get("since", ())),
        ("until", understood.get("until", ())),
        ("cites", query.cites),
        ("remedy", query.remedies),
        ("payment", [f"{least}{RANGE}" for least in understood.get("min-payment", ())]),
        ("payment", understood.get("payment", ())),
    )
    for name, values in named:
        if values:
            yield name, _field(name, values, query.roles if name == REASON else ())
    if query.roles and not query.reasons:
        yield ROLE, f"({_field(ROLE, query.roles)})"


def _field(name: str, values: Sequence[str], roles: Sequence[str] = ()) -> str:
    """A field as it is typed; a reason with the roles that it must stand in, in brackets, which keep it by itself."""
    listed = [quoted(value) for value in dict.fromkeys(values)]
    field = f"{name}:{listed[0]}" if len(listed) == 1 else f"{name}:({' OR '.join(listed)})"
    return f"({field} {_field(ROLE, roles)})" if roles else field
