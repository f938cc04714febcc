"""The ids of one page of a result, in the order asked for, from the narrowest tables that can tell.

Nothing is joined to texts here, and no snippet is taken: that is for the twenty rows of the page.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from archive.query.closeness import closeness
from archive.query.cursor import Place
from archive.query.model import COUNCIL, NEWEST, OLDEST, PAYMENT, RELEVANCE
from archive.storage.ids import FIRST_DATED
from archive.storage.tokens import COLUMNS

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

RANKED_AT_MOST: Final = 20_000
"""Ranking costs some 1.5 us a match. Of more matches than this only the newest are ranked, and the page says so."""

RERANKED: Final = 50
"""So many of the best by bm25 are ranked by how near their words stand, too: more than two pages."""

_BM25: Final = f"bm25(decisions_fts, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)})"
_COUNCIL: Final = "(SELECT c.name FROM decisions d JOIN councils c ON c.id = d.council_id WHERE d.id = {source}.rowid)"
_PAYMENT: Final = "(SELECT max(amount_pence) FROM remedies WHERE decision_id = {source}.rowid AND kind = 'payment')"


def ranked_newest(total: int, asked: Asked) -> int | None:
    """How many of the newest matches the ranking looks at, None where it looks at all or there is no ranking."""
    return RANKED_AT_MOST if asked.query.sort == RELEVANCE and total > RANKED_AT_MOST else None


def in_words(asked: Asked) -> str:
    """How the result is put in order, for a person who asks."""
    if asked.query.sort != RELEVANCE:
        return asked.query.sort or ""
    weights = ", ".join(f"{column} {weight:g}" for column, weight in WEIGHTS.items())
    return f"relevance: bm25 ({weights}); the best {RERANKED} times how near the words stand in the first three"


def ordered(connection: sqlite3.Connection, asked: Asked, after: Place | None, total: int) -> list[Place]:
    """The places of the page after `after`, and one more where there is one. Ties: the newest first.

    Undated decisions are last in both sorts by date; decisions without a council or payment last in those.
    """
    sort, limit = asked.query.sort, asked.query.limit + 1
    if sort == NEWEST:
        return _by_id(connection, asked, "rowid < ?", after, limit, "DESC")
    if sort == OLDEST:
        return _oldest(connection, asked, after, limit)
    if sort == COUNCIL:
        return _by_key(connection, asked, _COUNCIL, after, limit, descending=False)
    if sort == PAYMENT:
        return _by_key(connection, asked, _PAYMENT, after, limit, descending=True)
    return _by_relevance(connection, asked, after, limit, ranked_newest(total, asked))


def _by_relevance(
    connection: sqlite3.Connection, asked: Asked, after: Place | None, limit: int, newest: int | None
) -> list[Place]:
    """By bm25, and of the best RERANKED by bm25 times closeness, which is never less than bm25.

    So those stay before all others, whatever the page, and one place (score, id) says where a page ended.
    """
    floor = None if newest is None else _nth_newest(connection, asked, newest)
    best = _by_key(connection, asked, f"-{_BM25}", None, RERANKED, descending=True, floor=floor)
    factors = closeness(connection, [place.id for place in best], asked)
    scored = [(float(place.key or 0) * factors[place.id], place.id) for place in best]
    scored.sort(reverse=True)
    start = (math.inf, 0) if after is None else (float(after.key or 0), after.id)
    found = [Place(number, score) for score, number in scored if (score, number) < start]
    if len(found) < limit and len(best) == RERANKED:
        last = best[-1]
        rest = last if after is None or start > (float(last.key or 0), last.id) else after
        found += _by_key(connection, asked, f"-{_BM25}", rest, limit - len(found), descending=True, floor=floor)
    return found[:limit]


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


def _nth_newest(connection: sqlite3.Connection, asked: Asked, number: int) -> int:
    matching, parameters = asked.matching()
    sql = f"SELECT rowid {matching} ORDER BY rowid DESC LIMIT 1 OFFSET ?"
    (found,) = connection.execute(sql, (*parameters, number - 1)).fetchone()
    return int(found)


def _by_key(
    connection: sqlite3.Connection,
    asked: Asked,
    key: str,
    after: Place | None,
    limit: int,
    *,
    descending: bool,
    floor: int | None = None,
) -> list[Place]:
    """Order by `key`, an expression in which `{source}` is the table searched. Rows without it come last.

    Among equals the newest come first.
    The LIMIT within keeps SQLite from working the key out anew for every use outside. `floor`: the lowest id looked at.
    """
    matching, values = asked.matching()
    parameters: list[str | int | float] = [*values]
    key = key.format(source="decisions" if asked.match is None else "decisions_fts")
    if floor is not None:
        matching += " AND rowid >= ?"
        parameters.append(floor)
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
