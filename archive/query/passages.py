"""The best passages of each hit of a page, with what was looked for marked.

FTS5 weighs and marks whole rows of its index, and snippet() on the big one would run the words anew for every row. So
the paragraphs of the page's hits go into a small index of the same tokenizer for a moment, which also says at which
paragraph the words stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.query.language import terms
from archive.query.likely import can_hold
from archive.query.lists import ids_json
from archive.query.match import expression
from archive.query.model import Passage
from archive.query.pieces import likely_pieces
from archive.query.scratch import scratch_index
from archive.storage.tokens import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from archive.query.pieces import Piece
    from archive.query.understanding import Asked

SECTION_WEIGHTS: Final = {
    "title": 0.05,
    "summary": 1.2,
    "complaint": 1.2,
    "scope": 0.6,
    "law": 0.4,
    "assessment": 1.0,
    "action": 0.9,
    "decision": 1.0,
    "other": 0.5,
}
"""How much a find is worth to a reader by where it stands. The title only where nothing else has the words."""

TOKENS: Final = 40
"""Words of a snippet: three or four lines of a terminal. FTS5 gives at most 64."""
CANDIDATES: Final = 6
"""Paragraphs of one hit that are weighed for each passage: those that can hold most of what was looked for."""

_ON, _OFF = "\x02", "\x03"


def best_passages(
    connection: sqlite3.Connection, decisions: Sequence[int], asked: Asked, most: int = 1
) -> dict[int, tuple[Passage, ...]]:
    """By decision id, at most `most` passages that answer, best first; none for a decision where no one passage does.

    They are of different places, and no two have the same words. Empty where no words were asked for.
    """
    if asked.node is None or asked.marks is None:
        return {}
    wanted = terms(asked.node)
    with scratch_index(connection):
        tests = can_hold(connection, wanted, asked.beginnings)
        weights = {kind: SECTION_WEIGHTS[kind] for kind in asked.sections or COLUMNS}
        pieces = likely_pieces(connection, decisions, weights, tests, most, CANDIDATES * most)
        connection.executemany(
            "INSERT INTO temp.scratch(rowid, text) VALUES (?, ?)",
            ((row, piece.text.replace(_ON, " ").replace(_OFF, " ")) for row, piece in enumerate(pieces)),
        )
        matches = [match for term in wanted if (match := expression(term, asked.beginnings)) is not None]
        rows = _best(connection, pieces, matches, asked.marks, most)
        snippets: dict[int, str] = dict(
            connection.execute(
                "SELECT rowid, snippet(scratch, 0, ?, ?, '…', ?) FROM temp.scratch"
                " WHERE scratch MATCH ? AND +rowid IN (SELECT value FROM json_each(?))",
                (_ON, _OFF, TOKENS, asked.marks, ids_json([row for ranked in rows.values() for row in ranked])),
            )
        )
    return {
        decision: tuple(_passage(pieces[row], snippets[row]) for row in ranked) for decision, ranked in rows.items()
    }


def _best(
    connection: sqlite3.Connection, pieces: Sequence[Piece], matches: Sequence[str], marks: str, most: int
) -> dict[int, list[int]]:
    """By decision, the rows in the scratch index of its best pieces, best first.

    A piece is worth what its section is, times the terms it has, each worth the more the fewer pieces have it. bm25,
    for which a word that most rows have counts nothing, only decides between equals, and then the order of the text.
    """
    worth = dict.fromkeys(range(len(pieces)), 0.0)
    for match in matches:
        rows = connection.execute("SELECT rowid FROM temp.scratch WHERE scratch MATCH ?", (match,)).fetchall()
        for (row,) in rows:
            worth[row] += 1 / len(rows)
    places = sorted(
        (-worth[row] * SECTION_WEIGHTS[pieces[row].section], score, row)
        for row, score in connection.execute(
            "SELECT rowid, bm25(scratch) FROM temp.scratch WHERE scratch MATCH ?", (marks,)
        )
    )
    best: dict[int, dict[str, int]] = {}
    for _, _, row in places:
        piece = pieces[row]
        kept = best.setdefault(piece.decision, {})
        if len(kept) < most:
            kept.setdefault(" ".join(piece.text.split()), row)
    return {decision: list(kept.values()) for decision, kept in best.items()}


def _passage(piece: Piece, snippet: str) -> Passage:
    text, marks = [], []
    length = 0
    for index, part in enumerate(snippet.replace(_OFF, _ON).split(_ON)):
        if index % 2:
            marks.append((length, length + len(part)))
        text.append(part)
        length += len(part)
    return Passage(piece.section, piece.position, piece.para, "".join(text), tuple(marks))
