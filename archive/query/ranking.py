"""The ids of one page of a result, in the order asked for, from the narrowest tables that can tell.

Nothing is joined to texts here, and no snippet is taken: that is for the twenty rows of the page.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from archive.query.closeness import closeness
from archive.query.cursor import Place
from archive.query.language import terms
from archive.query.model import COUNCIL, NEWEST, OLDEST, RELEVANCE
from archive.storage.ids import FIRST_DATED
from archive.storage.tokens import COLUMNS
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3

    from archive.query.understanding import Asked

WEIGHTS: Final = {
    "title": 10.0,
    "summary": 10.0,
    "complaint": 8.0,
    "scope": 0.3,
    "law": 0.1,
    "assessment": 0.5,
    "action": 1.0,
    "decision": 3.0,
    "other": 0.2,
}
"""What a word counts for in each column: bm25 levels off with repetition (k1 is 1.2), so one mention where the
complaint is stated must weigh as much as a dozen deep in the assessment."""

RANKED_AT_MOST: Final = 5_000
"""Ranking costs some 1.7 us a match. Of more matches than this only the newest are ranked, and the page says so."""

COUNTED_AT_MOST: Final = 100_000
"""Counting costs some 0.1 us a match, and a phrase more. Of more matches than this the page says "at least" so many."""

RERANKED: Final = 50
"""So many of the best by bm25 are ranked by how near their words stand, too: more than two pages."""


class Ordered(NamedTuple):
    """How many decisions match, and the places of one page of them, with one more where there is one.

    `ranked`: where only the newest were ranked, how many those were; 0 where none were, for want of words that tell.
    `exact` is False where there are more than `total`, which were not counted.
    """

    total: int
    places: list[Place]
    ranked: int | None = None
    exact: bool = True


_BM25: Final = f"bm25(decisions_fts, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)}, 0)"
"""Facets narrow a result and count for nothing in its order."""
_COUNCIL: Final = "(SELECT c.name FROM decisions d JOIN councils c ON c.id = d.council_id WHERE d.id = {source}.rowid)"
_PAYMENT: Final = "(SELECT max(amount_pence) FROM remedies WHERE decision_id = {source}.rowid AND kind = 'payment')"


def in_words(asked: Asked) -> str:
    """How the result is put in order, for a person who asks."""
    if asked.query.sort != RELEVANCE:
        return asked.query.sort or ""
    weights = ", ".join(f"{column} {weight:g}" for column, weight in WEIGHTS.items())
    return f"relevance: bm25 ({weights}); the best {RERANKED} times how near the words stand in the first three"


def total_of(connection: sqlite3.Connection, asked: Asked, *, dropped: str | None = None) -> int:
    """How many decisions match, or would match without the condition of the name `dropped`."""
    if not asked.possible:
        return 0
    matching, parameters = asked.matching(dropped)
    (total,) = connection.execute(f"SELECT count(*) {matching}", parameters).fetchone()
    return int(total)


def counted_at_most(asked: Asked) -> int:
    """How many matches are counted at most; -1 for all. What no words are asked of is quick to count."""
    return -1 if asked.query.exact or asked.match is None else COUNTED_AT_MOST


def ordered(connection: sqlite3.Connection, asked: Asked, after: Place | None) -> Ordered:
    """How many match, and the places of the page after `after`, with one more where there is one.

    Ties: the newest first. Undated decisions are last in both sorts by date; decisions without a council or payment
    last in those.
    """
    found = _ordered(connection, asked, after)
    most = counted_at_most(asked)
    return found._replace(total=most, exact=False) if found.total > most >= 0 else found


def _counted(connection: sqlite3.Connection, asked: Asked) -> int:
    """How many match; of more than are counted, one more than that."""
    most = counted_at_most(asked)
    if most < 0 or not asked.possible:
        return total_of(connection, asked)
    # No decision is without a document. An archive with fewer is counted whole, which takes less than to stop in time.
    (documents,) = connection.execute("SELECT coalesce(max(id), 0) FROM documents").fetchone()
    if documents <= most:
        return total_of(connection, asked)
    matching, parameters = asked.matching()
    sql = f"SELECT count(*) FROM (SELECT 1 {matching} LIMIT ?)"  # noqa: S608 - our own texts; what was typed is bound
    (total,) = connection.execute(sql, (*parameters, most + 1)).fetchone()
    return int(total)


def _ordered(connection: sqlite3.Connection, asked: Asked, after: Place | None) -> Ordered:
    sort, limit = asked.query.sort, asked.query.limit + 1
    if sort == RELEVANCE:
        return _by_relevance(connection, asked, after, limit)
    total = _counted(connection, asked)
    if not total:
        return Ordered(0, [])
    if sort == NEWEST:
        places = _by_id(connection, asked, "rowid < ?", after, limit, "DESC")
    elif sort == OLDEST:
        places = _oldest(connection, asked, after, limit)
    elif sort == COUNCIL:
        places = _by_key(connection, asked, _COUNCIL, after, limit, descending=False)
    else:
        places = _by_key(connection, asked, _PAYMENT, after, limit, descending=True)
    return Ordered(total, places, 0 if asked.telling_nothing else None)


def _by_relevance(connection: sqlite3.Connection, asked: Asked, after: Place | None, limit: int) -> Ordered:
    """By bm25, and of the best RERANKED by bm25 times closeness, which is never less than bm25.

    So those stay before all others, whatever the page, and one place (score, id) says where a page ended.
    """
    total, most, best = _best(connection, asked)
    factors = closeness(connection, [place.id for place in best], asked)
    scored = [(float(place.key or 0) * factors[place.id], place.id) for place in best]
    scored.sort(reverse=True)
    start = (math.inf, 0) if after is None else (float(after.key or 0), after.id)
    found = [Place(number, score) for score, number in scored if (score, number) < start]
    if len(found) < limit and len(best) == RERANKED:
        last = best[-1]
        rest = last if after is None or start > (float(last.key or 0), last.id) else after
        found += _by_bm25(connection, asked, most, rest, limit - len(found))
    return Ordered(total, found[:limit], most if total > most >= 0 else None)


def _best(connection: sqlite3.Connection, asked: Asked) -> tuple[int, int, list[Place]]:
    """How many match, how many of the newest are ranked (-1: all), and the RERANKED best of these by bm25.

    To count beforehand is quick where plain words and facets alone are asked for. Elsewhere filters or phrases are
    worked out anew for every pass, and the ranking counts as it goes.
    """
    most = -1 if asked.query.exact else RANKED_AT_MOST
    if asked.node is None or not asked.possible:
        return 0, most, []
    if all(condition.facets for condition in asked.conditions) and all(
        len(term.words) == 1 for term in terms(asked.node)
    ):
        total = _counted(connection, asked)
        return total, most, _by_bm25(connection, asked, most, None, RERANKED) if total else []
    sql, parameters = _ranked(asked, most, "id, key, count(*) OVER ()", None, RERANKED)
    rows = connection.execute(sql, parameters).fetchall()
    total = rows[0][2] if rows else 0
    if total == most:
        total = _counted(connection, asked)
    return total, most, [Place(number, key) for number, key, _ in rows]


def _by_bm25(connection: sqlite3.Connection, asked: Asked, most: int, after: Place | None, limit: int) -> list[Place]:
    return [Place(*row) for row in connection.execute(*_ranked(asked, most, "id, key", after, limit))]


def _ranked(
    asked: Asked, most: int, columns: str, after: Place | None, limit: int
) -> tuple[str, list[float | int | str | None]]:
    """The SQL of `columns` of the newest `most` matches that come after `after`, best first, and its parameters.

    The LIMIT within also keeps SQLite from working bm25 out anew for every use outside.
    """
    matching, parameters = asked.matching()
    keyed = f"SELECT rowid AS id, -{_BM25} AS key {matching} ORDER BY rowid DESC LIMIT ?"
    values = [] if after is None else [after.key, after.key, after.id]
    beyond = "key < ? OR key = ? AND id < ?" if values else "1"
    sql = f"SELECT {columns} FROM ({keyed}) WHERE {beyond} ORDER BY key DESC, id DESC LIMIT ?"  # noqa: S608 - bound
    return sql, [*parameters, most, *values, limit]


def _by_id(
    connection: sqlite3.Connection, asked: Asked, test: str, after: Place | None, limit: int, direction: str
) -> list[Place]:
    matching, parameters = asked.matching()
    if after is not None:
        matching += f" AND {test}"
        parameters.append(after.id)
    rows = connection.execute(f"SELECT rowid {matching} ORDER BY rowid {direction} LIMIT ?", (*parameters, limit))
    return [Place(number, None) for (number,) in rows]


def _oldest(connection: sqlite3.Connection, asked: Asked, after: Place | None, limit: int) -> list[Place]:
    """Dated decisions from the first day on, then the undated."""
    found: list[Place] = []
    if after is None or after.id >= FIRST_DATED:
        start = after or Place(FIRST_DATED - 1, None)
        found = _by_id(connection, asked, "rowid > ?", start, limit, "ASC")
        after = Place(FIRST_DATED, None)
    if len(found) < limit:
        found += _by_id(connection, asked, "rowid < ?", after, limit - len(found), "DESC")
    return found


def _by_key(
    connection: sqlite3.Connection,
    asked: Asked,
    key: str,
    after: Place | None,
    limit: int,
    *,
    descending: bool,
) -> list[Place]:
    """Order by `key`, an expression in which `{source}` is the table searched. Rows without it come last.

    Among equals the newest come first.
    The LIMIT within keeps SQLite from working the key out anew for every use outside.
    """
    matching, values = asked.matching()
    parameters: list[str | int | float] = [*values]
    key = key.format(source="decisions" if asked.match is None else "decisions_fts")
    test, direction = ("<", "DESC") if descending else (">", "ASC")
    beyond = "1"
    if after is not None:
        beyond = "key IS NULL AND id < ?"
        if after.key is not None:
            beyond = f"key {test} ? OR key = ? AND id < ? OR key IS NULL"
            parameters += [after.key, after.key]
        parameters.append(after.id)
    keyed = f"SELECT rowid AS id, {key} AS key {matching} LIMIT -1"
    sql = (
        f"SELECT id, key FROM ({keyed})"  # noqa: S608 - the program's own texts; what was typed is bound
        f" WHERE {beyond} ORDER BY key IS NULL, key {direction}, id DESC LIMIT ?"
    )
    return [Place(*row) for row in connection.execute(sql, (*parameters, limit))]
