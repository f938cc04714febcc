"""Searches in one process, warm: this program, the plain form of SQL on the same file, and tantivy, in turn.

The plain form is what one writes first: bm25, snippet() and the join in one SELECT, ordered and cut, and a count beside
it. Every answer is a total, the best twenty and their snippets. Times are of CPU.
"""

from __future__ import annotations

import statistics
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from archive.errors import QueryProblem
from archive.query import search
from archive.storage.connection import open_reader
from bench import queries
from bench.figures import spread
from bench.ground import say
from bench.peers import tantivy_index
from bench.rows import COUNT, MS, Row, missing, ratio

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from bench.ground import Ground
    from bench.queries import Asked

GROUP: Final = "search, warm"
PERCENTILES: Final = {"p50": (50, 8.0, 0.16), "p95": (95, 60.0, 0.38), "p99": (99, 150.0, 0.5)}
"""Each with the ms, and the share of the plain form, that are asked for."""
_AGREEING: Final = (queries.RARE, queries.MIDDLING, queries.COMMON, queries.AND, queries.OR, queries.NOT)
"""Kinds of which every engine must find as many, but for what stemmers differ in."""


class Timed:
    """Milliseconds by name of an engine, of every question in every round; and how many were found."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.asked = asked
        self.spent: dict[str, list[list[float]]] = {}
        self.totals: dict[str, list[int]] = {}

    def percentiles(self, engine: str, percent: int) -> list[float]:
        """Of each round, the time that so many in a hundred of the fifty questions do not exceed."""
        fifty = [place for place, asked in enumerate(self.asked) if asked.kind not in queries.BESIDES]
        which = max(0, -(-percent * len(fifty) // 100) - 1)
        return [sorted(each[place] for place in fifty)[which] for each in self.spent[engine]]

    def of_kind(self, engine: str, kind: str) -> list[float]:
        """Of each round, the median of the questions of a kind."""
        places = [place for place, asked in enumerate(self.asked) if asked.kind == kind]
        return [statistics.median(each[place] for place in places) for each in self.spent[engine]]


def measure(ground: Ground) -> Iterator[Row]:
    """The rows."""
    with closing(open_reader(ground.archive)) as connection:
        asked = queries.questions(connection)
        engines = {"ours": ours(connection), "plain": plain(connection)}
        peer = tantivy_index(ground)
        if peer is not None:
            searcher = peer
            engines["tantivy"] = lambda one: searcher.find(searcher.query(one), newest=one.newest_first)[0]
        say(f"{len(asked)} questions")
        timed = time_all(asked, engines, ground.pairs)
    yield from _rows(timed, with_tantivy=peer is not None)


def _rows(timed: Timed, *, with_tantivy: bool) -> Iterator[Row]:
    for name, (percent, most, share) in PERCENTILES.items():
        own, other = timed.percentiles("ours", percent), timed.percentiles("plain", percent)
        yield Row(GROUP, name, MS, spread(own), most, 5)
        yield Row(GROUP, f"{name} of the plain form", MS, spread(other))
        ratios = [a / b for a, b in zip(own, other, strict=True)]
        yield ratio(GROUP, f"{name} / the plain form's", ratios, bound=share, show=5)
        if with_tantivy:
            peers = timed.percentiles("tantivy", percent)
            ratios = [a / b for a, b in zip(own, peers, strict=True)]
            yield ratio(GROUP, f"{name} / tantivy's", ratios, **({"bound": 1.3, "show": 5} if percent == 50 else {}))
    if not with_tantivy:
        yield missing(GROUP, "p50 / tantivy's", "`pip install lgsco-archive[peers]` first")
    for kind in queries.KINDS:
        yield Row(GROUP, kind, MS, spread(timed.of_kind("ours", kind)))
        for engine in list(timed.spent)[1:]:
            pairs = zip(timed.of_kind("ours", kind), timed.of_kind(engine, kind), strict=True)
            yield ratio(GROUP, f"{kind} / {engine}", [a / b for a, b in pairs])
    yield from _agreement(timed)


def _agreement(timed: Timed) -> Iterator[Row]:
    """How many questions two engines answer with different totals."""
    for engine in list(timed.totals)[1:]:
        differing = [
            f"{asked}: {own:,} and {other:,}"
            for asked, own, other in zip(timed.asked, timed.totals["ours"], timed.totals[engine], strict=True)
            if own != other and (engine == "plain" or asked.kind in _AGREEING)
            if asked.kind not in (queries.PREFIX, queries.SHORT)
        ]
        note = "; ".join(differing[:3])
        yield Row(GROUP, f"totals that differ from {engine}'s", COUNT, spread([len(differing)]), note=note)


def time_all(asked: Sequence[Asked], engines: dict[str, Callable[[Asked], int]], rounds: int) -> Timed:
    """Every question put to every engine in turn, `rounds` times after one that does not count."""
    timed = Timed(asked)
    timed.totals = {name: [find(one) for one in asked] for name, find in engines.items()}
    timed.spent = {name: [] for name in engines}
    for _ in range(rounds):
        for spent in timed.spent.values():
            spent.append([])
        for one in asked:
            for name, find in engines.items():
                started = time.process_time()
                find(one)
                timed.spent[name][-1].append(1_000 * (time.process_time() - started))
    return timed


def ours(connection: sqlite3.Connection) -> Callable[[Asked], int]:
    """This program's own search. What it refuses to look for counts as nothing found."""

    def find(asked: Asked) -> int:
        try:
            return search(connection, asked.query, facets=asked.facets).total
        except QueryProblem:
            return 0

    return find


def plain(connection: sqlite3.Connection) -> Callable[[Asked], int]:
    """The plain form."""

    def find(asked: Asked) -> int:
        conditions, parameters = ["decisions_fts MATCH ?"], [asked.match]
        for column, value in (
            ("c.name", asked.council),
            ("k.title", asked.category),
            ("o.name", asked.outcome),
            ("d.decision_date >", asked.since and asked.since.isoformat()),
            ("d.decision_date <", asked.until and asked.until.isoformat()),
        ):
            if value:
                conditions.append(f"{column}= ?")
                parameters.append(value)
        source = (
            "FROM decisions_fts JOIN decisions d ON d.id = decisions_fts.rowid LEFT JOIN councils c ON"
            " c.id = d.council_id LEFT JOIN categories k ON k.id = d.category_id LEFT JOIN outcomes o ON"
            f" o.id = d.outcome_id WHERE {' AND '.join(conditions)}"
        )
        order = "d.decision_date DESC" if asked.newest_first else "bm25(decisions_fts)"
        connection.execute(
            "SELECT d.reference, d.title, c.name, k.title, o.name, d.decision_date, d.summary, d.url,"
            f" snippet(decisions_fts, -1, '[', ']', '…', 40) {source} ORDER BY {order} LIMIT 20",
            parameters,
        ).fetchall()
        if asked.facets:
            for column in ("c.name", "d.decision_year", "k.title", "o.name", "d.disposition"):
                connection.execute(f"SELECT {column}, count(*) {source} GROUP BY 1", parameters).fetchall()
        return int(connection.execute(f"SELECT count(*) {source}", parameters).fetchone()[0])

    return find
