"""Searching: a Query in, a Page of Hits out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.query.cursor import decode, encode
from archive.query.lists import ids_json
from archive.query.model import RELIED_ON, Ground, Hit, Page
from archive.query.passages import best_passages
from archive.query.ranking import ordered, total_of
from archive.query.understanding import understand

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from archive.query.cursor import Place
    from archive.query.model import Facet, Passage, Query
    from archive.query.understanding import Asked


def search(connection: sqlite3.Connection, query: Query, *, facets: bool = False) -> Page:
    """One page of the decisions that `query` asks for; without words or filters, of all.

    `connection` comes from `open_reader` (or is a writer's outside its transactions of other threads); nothing is
    written to the file. `facets` counts the whole result by council, year, category, outcome, disposition and reason.
    Raises QueryProblem for a query that cannot be read, and sqlite3.Error.
    """
    return page_of(connection, understand(connection, query), facets=facets)


def page_of(connection: sqlite3.Connection, asked: Asked, *, facets: bool = False) -> Page:
    """The page of a query already understood."""
    after = decode(asked.query)
    total, places, ranked, exact = ordered(connection, asked, after)
    more = len(places) > asked.query.limit
    places = places[: asked.query.limit]
    return Page(
        total=total,
        exact=asked.exact and exact,
        hits=_hits(connection, asked, places),
        next=encode(asked.query, places[-1]) if more else None,
        facets=_facets(connection, asked) if facets and total else {},
        filters=asked.filters,
        ranked=ranked,
        nearest=() if total else _nearest(connection, asked),
        notes=asked.notes if exact else (*asked.notes, f"no more than {total:,} were counted (all: --exact)"),
    )


def _facets(connection: sqlite3.Connection, asked: Asked) -> Mapping[str, tuple[Facet, ...]]:
    from archive.query.facets import facet_counts

    return facet_counts(connection, asked)


def _nearest(connection: sqlite3.Connection, asked: Asked) -> tuple[Hit, ...]:
    """A few decisions with most of the words of a query that nothing answers."""
    from archive.query.nearest import NEAREST_AT_MOST, loosened

    for nearly in loosened(connection, asked):
        total, places, *_ = ordered(connection, nearly, None)
        if total:
            return _hits(connection, nearly, places[:NEAREST_AT_MOST])
    return ()


def count(connection: sqlite3.Connection, query: Query) -> int:
    """How many decisions `query` asks for. Raises as `search` does."""
    return total_of(connection, understand(connection, query))


def _hits(connection: sqlite3.Connection, asked: Asked, places: Sequence[Place]) -> tuple[Hit, ...]:
    """The hits of `places`, in their order."""
    if not places:
        return ()
    ids = [place.id for place in places]
    passages = _passages(connection, ids, asked)
    grounds = _grounds(connection, ids)
    rows = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT d.id, d.reference, d.title, k.title, o.name, d.decision_date, d.summary, d.url FROM decisions d"
            " LEFT JOIN categories k ON k.id = d.category_id LEFT JOIN outcomes o ON o.id = d.outcome_id"
            " WHERE d.id IN (SELECT value FROM json_each(?))",
            (ids_json(ids),),
        )
    }
    hits = []
    for number, key in places:
        reference, title, category, outcome, day, summary, url = rows[number]
        top, _, sub = (category or "").partition(" > ")
        hits.append(
            Hit(
                reference=reference,
                title=title,
                council=title[: -len(f" ({reference})")] or None,
                category=top or None,
                subcategory=sub or None,
                outcome=outcome,
                decision_date=day,
                grounds=grounds.get(number, ()),
                summary=summary,
                url=url,
                passage=next(iter(passages.get(number, ())), None),
                passages=passages.get(number, ()),
                score=key if asked.query.sort == "relevance" and isinstance(key, float) else None,
            )
        )
    return tuple(hits)


def _passages(connection: sqlite3.Connection, ids: Sequence[int], asked: Asked) -> dict[int, tuple[Passage, ...]]:
    """By decision id, the passages to show, the best first; of a paragraph asked for by its number that one."""
    if asked.para is None:
        return best_passages(connection, ids, asked, asked.query.snippets)
    from archive.query.places import paragraphs

    return {number: (passage,) for number, passage in paragraphs(connection, ids, asked.para).items()}


def _grounds(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Ground, ...]]:
    """By decision id, each reason relied on, once, the strongest role first."""
    found: dict[int, dict[str, Ground]] = {}
    rows = connection.execute(
        "SELECT x.decision_id, r.code, r.name, x.role FROM decision_reasons x JOIN reasons r ON r.id = x.reason_id"
        " WHERE x.decision_id IN (SELECT value FROM json_each(?)) AND x.role IN (?, ?, ?) ORDER BY x.id",
        (ids_json(ids), *RELIED_ON),
    ).fetchall()
    for number, code, name, _ in sorted(rows, key=lambda row: RELIED_ON.index(row[3])):
        found.setdefault(number, {}).setdefault(code, Ground(code, name))
    return {number: tuple(grounds.values()) for number, grounds in found.items()}
