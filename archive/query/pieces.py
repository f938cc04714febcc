"""Which texts of a page's decisions are worth weighing as the passage to show: those that can hold what was asked for.

A page of long decisions has a thousand paragraphs, and a search that looked at each would spend most of its time on
that. So the words are looked for in whole documents, and only the paragraphs where they stand are read.
"""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from archive.query.likely import plain
from archive.query.lists import ids_json, names_json
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from archive.query.likely import Likely


_ALL: Final = -1


class Piece(NamedTuple):
    """One text that can be shown for a hit. `position` and `para` are as in the decision, None for no paragraph."""

    decision: int
    section: str
    position: int | None
    para: int | None
    text: str


class _Document(NamedTuple):
    """`plain` is empty where letters changed their number in it (few do): then places in the two would differ."""

    text: str
    plain: str


class _Wanted(NamedTuple):
    """What to read of each decision: paragraphs of `kinds` that pass one of `tests`.

    Of a term that is all over a decision, only where fewer than `least` others are found, and then the first few.
    """

    tests: Sequence[Likely]
    kinds: str
    least: int


def likely_pieces(
    connection: sqlite3.Connection,
    decisions: Sequence[int],
    weights: Mapping[str, float],
    tests: Sequence[Likely],
    least: int,
    most: int,
) -> list[Piece]:
    """Of each decision the `most` texts that can hold most terms, where they weigh most, in the order of the text.

    `weights` says of each kind of section that may be shown, `title` and `summary` among them, what it is worth. Where
    a term is all over a decision, the paragraphs that have no other are left out if `least` remain, else but for the
    first few.
    """
    likely: dict[int, list[tuple[float, int, Piece]]] = {}
    wanted = _Wanted(tests, names_json(weights), least)
    for order, piece, words in _texts(connection, decisions, wanted):
        if piece.section in weights and (held := sum([test(words) for test in tests])):
            likely.setdefault(piece.decision, []).append((-held * weights[piece.section], order, piece))
    kept = [sorted(ranked)[:most] for ranked in likely.values()]
    return [piece for ranked in kept for _, _, piece in sorted(ranked, key=itemgetter(1))]


def _texts(
    connection: sqlite3.Connection, decisions: Sequence[int], wanted: _Wanted
) -> Iterator[tuple[int, Piece, str]]:
    """Titles, summaries and the paragraphs that are `wanted`, with their words as `plain`; some others, too.

    Each after a number for its place in the decision. Paragraphs are cut from their documents here: substr() in the
    view `paragraphs` would count through the whole document again for each.
    """
    listed = (ids_json(decisions),)
    for decision, title, summary in connection.execute(
        "SELECT id, title, summary FROM decisions WHERE id IN (SELECT value FROM json_each(?))", listed
    ):
        for order, section, text in ((-1, "title", title), (0, "summary", summary)):
            if text:
                yield order, Piece(decision, section, None, None, text), plain(text)
    documents: dict[int, dict[int, _Document]] = {}
    for decision, number, text in connection.execute(
        "SELECT decision_id, id, text FROM documents"
        " WHERE is_current AND decision_id IN (SELECT value FROM json_each(?))",
        listed,
    ):
        words = plain(text)
        document = _Document(text, words if len(words) == len(text) else "")
        documents.setdefault(decision, {})[number] = document
    begins = connection.execute(
        "SELECT decision_id, group_concat(coalesce(start, -1)), group_concat(position) FROM paragraph_spans"
        " WHERE decision_id IN (SELECT value FROM json_each(?)) GROUP BY decision_id",
        listed,
    ).fetchall()
    for decision, firsts, positions in begins:
        whole = documents[decision]
        places = sorted(zip(map(int, firsts.split(",")), map(int, positions.split(",")), strict=True))
        (document, *others) = whole.values()
        common: list[int] = []
        if others or not document.plain:
            telling = [position for _, position in places]
        else:
            telling, common = _where(wanted.tests, document.plain, places)
        found = _paragraphs(connection, decision, whole, telling, (wanted.kinds, _ALL))
        yield from found
        if common and len(found) < wanted.least:
            yield from _paragraphs(connection, decision, whole, common, (wanted.kinds, wanted.least + 1))


def _where(tests: Sequence[Likely], words: str, places: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The positions of the paragraphs that can have a term: first of terms that few of them have; then of the others.

    `places`: the first character and the position of each paragraph in `words`, in order; -1 for one elsewhere, which
    may have anything.
    """
    telling = {position for first, position in places if first < 0}
    common: set[int] = set()
    for test in tests:
        found = set()
        at = test.find(words)
        for (_, position), (following, _) in pairwise((*places, (len(words), 0))):
            if at < 0:
                break
            if at < following:
                found.add(position)
                at = test.find(words, following)
        if len(found) > len(places) / 2:
            common |= found
        else:
            telling |= found
    return sorted(telling), sorted(common - telling)


def _paragraphs(
    connection: sqlite3.Connection,
    decision: int,
    documents: Mapping[int, _Document],
    positions: Sequence[int],
    those: tuple[str, int],
) -> list[tuple[int, Piece, str]]:
    """The paragraphs at `positions`; of `those` kinds of section only, and at most so many of the first."""
    found = []
    for section, document, position, para, own, start, length in connection.execute(
        "SELECT s.kind, s.document_id, p.position, p.para, p.text, p.start, p.length FROM paragraph_spans p"
        " JOIN sections s ON s.decision_id = p.decision_id AND s.position = p.section"
        " WHERE p.decision_id = ? AND p.position IN (SELECT value FROM json_each(?))"
        " AND s.kind IN (SELECT value FROM json_each(?)) ORDER BY p.position LIMIT ?",
        (decision, ids_json(positions), *those),
    ):
        text, words = own, ""
        if own is None:
            whole = documents[document]
            text, words = whole.text[start : start + length], whole.plain[start : start + length]
        found.append((position, Piece(decision, section, position, para, text), words or plain(text)))
    return found
