"""How a query was understood and run, in words and SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.query.blame import hits_of_terms
from archive.query.ranking import in_words
from archive.query.search import page_of
from archive.query.understanding import understand

if TYPE_CHECKING:
    import sqlite3

    from archive.query.model import Query

_OF_INTEREST: Final = ("SELECT count(*) FROM decisions", "SELECT rowid FROM decisions", "SELECT id, key FROM")


def explained(connection: sqlite3.Connection, query: Query) -> str:
    """Lines that say: the MATCH expression, each word's hits, the filters, the statements that ran and their plans.

    The query is run, and what is printed is what SQLite was given. Raises as `search` does.
    """
    asked = understand(connection, query)
    ran: list[str] = []
    connection.set_trace_callback(ran.append)
    try:
        page = page_of(connection, asked)
    finally:
        connection.set_trace_callback(None)
    lines = [f"words: {asked.query.words or '(none)'}", f"match: {asked.match or '(none)'}"]
    lines += [f"  {said}: {count:,}" for said, count in hits_of_terms(connection, asked)]
    lines += [f"--{option}: {', '.join(said)}" for option, said in page.filters.items()]
    lines += [f"sort: {in_words(asked)}", f"total: {page.total:,}"]
    for statement in ran:
        if statement.startswith(_OF_INTEREST):
            lines += ["", statement]
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}")
            lines += [f"  {detail}" for _, _, _, detail in plan]
    return "".join(f"{line}\n" for line in lines)
