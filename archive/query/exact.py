"""Words in one form only, which an index of stems cannot tell: the texts themselves are looked at.

Where no other word of the archive has the stem there is nothing to look at. Otherwise the index, the other words and
the filters narrow the decisions to those that have a form of the word, and the newest LOOKED_AT_MOST of these are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from archive.query.likely import plain
from archive.query.lists import ids_json
from archive.query.scratch import scratch_index
from archive.storage.tokens import COLUMNS, words_of
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

LOOKED_AT_MOST: Final = 10_000
"""Reading a decision costs some 50 us; of more than this only the newest are read, and the page says so."""
_AT_ONCE: Final = 500
_ALIKE_AT_MOST: Final = 5_000
"""Words with the same beginning that are stemmed to find those of one stem."""


class Exact(NamedTuple):
    """`ids` of the decisions found. `floor`: the lowest id looked at, 0 where all were; `looked_at`: how many."""

    ids: list[int]
    floor: int
    looked_at: int


def only_form(connection: sqlite3.Connection, words: Sequence[str]) -> bool:
    """Whether no other word of the archive has the stem of any of `words`: to find the stem is to find the word."""
    return all(_only_form(connection, word) for word in set(words))


def _only_form(connection: sqlite3.Connection, word: str) -> bool:
    as_words = words_of(word)
    if len(as_words) != 1:
        return True
    (folded,) = as_words
    with scratch_index(connection):
        connection.execute("INSERT INTO temp.scratch(rowid, text) VALUES (1, ?)", (folded,))
        (stem,) = connection.execute("SELECT coalesce(min(term), ?) FROM temp.scratch_terms", (folded,)).fetchone()
        # Porter's stemmer changes endings only: every form begins as the stem does, but for its last letter.
        start = stem[:-1] or stem
        alike = connection.execute(
            "SELECT word FROM words WHERE word >= ? AND word < ? LIMIT ?",
            (start, start + "\U0010ffff", _ALIKE_AT_MOST + 1),
        ).fetchall()
        if len(alike) > _ALIKE_AT_MOST:
            return False
        connection.execute("DELETE FROM temp.scratch")
        rows = ((row, word) for row, (word,) in enumerate(alike))
        connection.executemany("INSERT INTO temp.scratch(rowid, text) VALUES (?, ?)", rows)
        forms = connection.execute("SELECT rowid FROM temp.scratch WHERE scratch MATCH ?", (f'"{folded}"',)).fetchall()
        return all(alike[row][0] == folded for (row,) in forms)


def exactly(
    connection: sqlite3.Connection,
    words: Sequence[str],
    match: str,
    condition: str,
    parameters: Sequence[str | int],
    columns: Collection[str] | None,
    *,
    every: bool = False,
) -> Exact:
    """The decisions among those of `match` and `condition` that have `words` side by side, in their own form.

    In one of `columns`, None means any. `every`: look at all, however many. Case and accents count for nothing, as in
    the index.
    """
    sql = (
        f"SELECT rowid FROM decisions_fts WHERE decisions_fts MATCH ? AND {condition}"  # noqa: S608 - bound values
        " ORDER BY rowid DESC LIMIT ?"
    )
    ids = [number for (number,) in connection.execute(sql, (match, *parameters, -1 if every else LOOKED_AT_MOST + 1))]
    more = not every and len(ids) > LOOKED_AT_MOST
    ids = ids[:LOOKED_AT_MOST] if more else ids
    wanted = COLUMNS if columns is None else columns
    side_by_side = r"[\W_]+".join(re.escape(plain(word)) for word in words)
    form = re.compile(rf"(?<![^\W_]){side_by_side}(?![^\W_])")
    found: list[int] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        has = set(_in_heads(connection, some, form, wanted))
        has.update(_in_sections(connection, [number for number in some if number not in has], form, wanted))
        found += [number for number in some if number in has]
    return Exact(found, ids[-1] if more else 0, len(ids))


def _in_heads(
    connection: sqlite3.Connection, ids: Sequence[int], form: re.Pattern[str], columns: Collection[str]
) -> Iterator[int]:
    """The decisions with the form in their title or summary."""
    for number, *texts in connection.execute(
        "SELECT id, title, summary FROM decisions WHERE id IN (SELECT value FROM json_each(?))", (ids_json(ids),)
    ):
        for column, text in zip(COLUMNS, texts, strict=False):
            if text and column in columns and form.search(plain(text)):
                yield number
                break


def _in_sections(
    connection: sqlite3.Connection, ids: Sequence[int], form: re.Pattern[str], columns: Collection[str]
) -> Iterator[int]:
    """The decisions with the form in a section. Most are told by their documents, without cutting paragraphs out."""
    documents: dict[int, str] = {}
    likely: set[int] = set()
    for document, number, text in connection.execute(
        "SELECT id, decision_id, text FROM documents"
        " WHERE is_current AND decision_id IN (SELECT value FROM json_each(?))",
        (ids_json(ids),),
    ):
        if form.search(plain(text)):
            likely.add(number)
            documents[document] = text
    pieces: dict[int, dict[str, list[str]]] = {}
    for number, kind, document, start, length, text in connection.execute(
        "SELECT p.decision_id, s.kind, s.document_id, p.start, p.length, p.text"
        " FROM paragraph_spans p JOIN sections s ON s.decision_id = p.decision_id AND s.position = p.section"
        " WHERE p.decision_id IN (SELECT value FROM json_each(?))"
        " AND (p.text IS NOT NULL OR p.decision_id IN (SELECT value FROM json_each(?)))"
        " ORDER BY p.decision_id, p.position",
        (ids_json(ids), ids_json(likely)),
    ):
        if kind in columns and (text is not None or document in documents):
            words = documents[document][start : start + length] if text is None else text
            pieces.setdefault(number, {}).setdefault(kind, []).append(words)
    for number, kinds in pieces.items():
        if any(form.search(plain("\n".join(texts))) for texts in kinds.values()):
            yield number
