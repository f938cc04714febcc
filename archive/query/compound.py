"""Words and filters combined in ways that no one MATCH expression can say: as sets of ids, in SQL.

`damp OR council:thurrock`, `NOT mould`, `exact:housing`: the MATCH expression narrows as far as words can, so that what
is found is ranked by them, and a condition of set membership says the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.query.filters import Condition, where, within_facets
from archive.query.language import AllOf, AnyOf, Within, said
from archive.query.match import expression, narrowed, tells_all, within
from archive.query.tokens import Field, Near, Term
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from archive.query.language import Node

    Columns = tuple[str, ...] | None
    """The columns in which words must stand; None means all, () means none."""


_MATCHING: Final = "{id} IN (SELECT rowid FROM decisions_fts WHERE decisions_fts MATCH ?)"


class Compound(NamedTuple):
    """`match` and `conditions` together find what is asked for, of what was looked at: all where `exact`."""

    match: str | None
    conditions: list[Condition]
    exact: bool
    notes: tuple[str, ...]


def compound(
    connection: sqlite3.Connection,
    text: str,
    node: Node,
    beginnings: Mapping[str, tuple[str, ...]],
    filters: Sequence[Condition],
    *,
    every: bool,
) -> Compound:
    """What finds `node`, the tree of `text` without the filters that hold for the whole of it.

    `every`: look at all decisions for a form, however many. Raises QueryProblem for a field that means nothing, with
    its place.
    """
    builder = _Builder(connection, text, beginnings, filters, every=every)
    return builder.build(node)


class _Builder:
    def __init__(
        self,
        connection: sqlite3.Connection,
        text: str,
        beginnings: Mapping[str, tuple[str, ...]],
        filters: Sequence[Condition],
        *,
        every: bool,
    ) -> None:
        self.connection = connection
        self.text = text
        self.beginnings = beginnings
        self.filters = filters
        self.every = every
        self.notes: list[str] = []
        self.floor = 0
        self.sure: str | None = None
        """What every decision of the result matches, whatever the forms of its words."""

    def build(self, node: Node) -> Compound:
        columns: Columns = None
        if isinstance(node, Within):
            columns, node = node.columns, node.node
        node = self._settled(node)
        parts = node if isinstance(node, AllOf) else AllOf((node,), ())
        match = narrowed(Within(columns, parts) if columns else parts, self.beginnings)
        if match == "":
            return Compound("", [], exact=True, notes=())
        self.sure = match
        found = [self._condition(part, columns, without=False) for part in parts.wanted if not tells_all(part)]
        found += [
            self._condition(part, columns, without=True)
            for part in parts.unwanted
            if match is None or not tells_all(part)
        ]
        if self.floor:
            found.append(Condition("", "rowid >= ?", (self.floor,), (), by_id=True))
        return Compound(match, found, exact=not self.floor, notes=tuple(self.notes))

    def _settled(self, node: Node) -> Node:
        """`node` with every exact term made plain whose stem no other word of the archive has."""
        if isinstance(node, Term) and node.exact:
            from archive.query.exact import only_form

            return node._replace(exact=not only_form(self.connection, node.words))
        if isinstance(node, Within):
            return node._replace(node=self._settled(node.node))
        if isinstance(node, AllOf):
            return AllOf(tuple(map(self._settled, node.wanted)), tuple(map(self._settled, node.unwanted)))
        if isinstance(node, AnyOf):
            return AnyOf(tuple(map(self._settled, node.choices)))
        return node

    def _condition(self, node: Node, columns: Columns, *, without: bool) -> Condition:
        sql, parameters = self._ids(node, columns)
        sign = "NOT " if without else ""
        return Condition("", f"{sign}{sql}", tuple(parameters), (f"{sign}{said(node)}",), by_id=True)

    def _ids(self, node: Node, columns: Columns) -> tuple[str, list[str | int]]:
        """That `{id}` is a decision that `node` finds: never null, so that it can be denied. And its parameters."""
        if isinstance(node, Within):
            kept = node.columns if columns is None else tuple(c for c in node.columns if c in columns)
            return self._ids(node.node, kept)
        if isinstance(node, Near) or tells_all(node):
            match = expression(node, self.beginnings)
            if match is None or columns == ():
                return "0", []
            return _MATCHING, [within(match, columns or ())]
        if isinstance(node, Field):
            from archive.query.lifting import condition_of

            found = condition_of(self.connection, node, self.text)
            sql = " AND ".join(condition.sql for condition in found)
            parameters = [parameter for condition in found for parameter in condition.parameters]
            return f"{{id}} IN (SELECT id FROM decisions WHERE {sql})", parameters  # noqa: S608 - bound values
        if isinstance(node, Term):
            return "{id} IN (SELECT value FROM json_each(?))", [self._exactly(node, columns)]
        return self._joined(node, columns)

    def _joined(self, node: AllOf | AnyOf, columns: Columns) -> tuple[str, list[str | int]]:
        """The same of several parts."""
        wanted, unwanted = (node.choices, ()) if isinstance(node, AnyOf) else node
        tests: list[str] = []
        parameters: list[str | int] = []
        for part in (*wanted, *unwanted):
            sql, values = self._ids(part, columns)
            tests.append(sql if len(tests) < len(wanted) else f"NOT {sql}")
            parameters += values
        sign = " OR " if isinstance(node, AnyOf) else " AND "
        return f"({sign.join(tests)})", parameters

    def _exactly(self, term: Term, columns: Columns) -> str:
        """The ids of the decisions with the words of `term` in their own form, as JSON."""
        from archive.query.exact import exactly
        from archive.query.lists import ids_json

        match = expression(term, self.beginnings)
        if match is None or columns == ():
            return ids_json(())
        match = within(match, columns or ())
        narrower = match if self.sure is None else f"({match}) AND ({self.sure})"
        narrower, others = within_facets(narrower, self.filters)
        condition, parameters = where(others, on_index=True)
        found = exactly(self.connection, term.words, narrower, condition, parameters, columns, every=self.every)
        if found.floor:
            self.floor = max(self.floor, found.floor)
            self.notes.append(
                f"{said(term)}: only the newest {found.looked_at:,} decisions with a form of it were looked at;"
                " more words or filters make it whole, or --exact on the command line"
            )
        return ids_json(found.ids)
