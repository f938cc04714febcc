"""How near the words asked for stand in what a decision says it is about: its title, summary and complaint.

bm25 weighs each word by itself. A summary that has all of them, side by side and in the order typed, says that the
decision is about them ("home care" is not "care home"); the same words a page apart in an assessment do not. These
leads of the best few go into a small index of the same tokenizer for a moment, so that the cost does not grow with the
archive. A decision about the council that is named comes before others that speak of that council.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

from archive.query.commonness import is_common
from archive.query.language import terms
from archive.query.lists import ids_json
from archive.query.match import expression
from archive.query.scratch import scratch_index
from archive.storage.tokens import words_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from archive.query.tokens import Term
    from archive.query.understanding import Asked

NAMED: Final = 1.0
"""What it adds to a score that the council's own name was typed, in times of its bm25."""
COVERED: Final = 1.0
"""What all the words in the lead add."""
NEAR: Final = 0.4
"""What they add further where they all stand together, with at most APART other words in between."""
APART: Final = 8
IN_ORDER: Final = 0.6
"""What they add further where each stands right after the one typed before it; of some, their share."""
LONGEST: Final = 600
"""Characters of the complaint that are looked at."""

_FORMS: Final = frozenset(
    (
        "and",
        "authority",
        "borough",
        "city",
        "council",
        "county",
        "district",
        "london",
        "metropolitan",
        "of",
        "royal",
        "the",
    )
)
"""Words of councils' names that many share."""
_LEADS: Final = (
    "INSERT INTO temp.scratch(rowid, text)"
    " SELECT d.id, d.title || char(10) || coalesce(d.summary, '') || char(10) || coalesce((SELECT"
    " substr(t.text, min(p.start) + 1, min(max(p.start + p.length) - min(p.start), ?)) FROM sections s"
    " JOIN paragraph_spans p ON p.decision_id = s.decision_id AND p.section = s.position"
    " JOIN documents t ON t.id = s.document_id WHERE s.decision_id = d.id AND s.kind = 'complaint'), '')"
    " FROM decisions d WHERE d.id IN (SELECT value FROM json_each(?))"
)


def closeness(connection: sqlite3.Connection, decisions: Sequence[int], asked: Asked) -> dict[int, float]:
    """By decision id, by how much to multiply its bm25: 1 for none of the words in its lead, more for more and nearer.

    A word counts the more, the fewer of these leads have it; one that very many decisions have does not count. Of a
    single word there is only to tell whether it names the council: bm25 knows where it stands.
    """
    found = dict.fromkeys(decisions, 1.0)
    if asked.node is None or not decisions:
        return found
    typed = list({(" ".join(term.words).lower(), term.prefix): term for term in terms(asked.node)}.values())
    _add(found, _named(connection, decisions, typed), NAMED)
    if not typed[1:]:
        return found
    wanted = [(term, match) for term in typed if (match := _telling(connection, term, asked)) is not None]
    if not wanted[1:]:
        return found
    with scratch_index(connection):
        leads = connection.execute(_LEADS, (LONGEST, ids_json(decisions))).rowcount
        having = [_having(connection, match) for _, match in wanted]
        weights = [math.log((leads + 1) / len(held)) if held else 0.0 for held in having]
        whole = sum(weights) or 1.0
        for held, weight in zip(having, weights, strict=True):
            _add(found, held, COVERED * weight / whole)
        if all(term.prefix is None for term, _ in wanted):
            _add(found, _having(connection, f"NEAR({' '.join(match for _, match in wanted)}, {APART})"), NEAR)
        pairs = _pairs([term for term, _ in wanted])
        for pair in pairs:
            _add(found, _having(connection, pair), IN_ORDER / len(pairs))
    return found


def _named(connection: sqlite3.Connection, decisions: Sequence[int], typed: Sequence[Term]) -> list[int]:
    """The decisions of whose council all the words were typed that tell it from others."""
    words = words_of(" ".join(word for term in typed for word in term.words))
    titles = connection.execute(
        "SELECT id, title FROM decisions WHERE id IN (SELECT value FROM json_each(?))", (ids_json(decisions),)
    )
    return [
        number for number, title in titles if (name := words_of(title.rpartition(" (")[0]) - _FORMS) and name <= words
    ]


def _telling(connection: sqlite3.Connection, term: Term, asked: Asked) -> str | None:
    """The expression of `term`; None where nothing has it, or most of the newest decisions."""
    match = expression(term, asked.beginnings)
    return None if match is None or is_common(connection, match) else match


def _pairs(wanted: Sequence[Term]) -> list[str]:
    """Each two neighbours as one phrase. A beginning (`plan*`) stands for many words and has no neighbour."""
    return [
        f'"{" ".join(first.words)} {" ".join(second.words)}"'
        for first, second in itertools.pairwise(wanted)
        if first.prefix is None and second.prefix is None
    ]


def _add(found: dict[int, float], decisions: Sequence[int], worth: float) -> None:
    for number in decisions:
        found[number] += worth


def _having(connection: sqlite3.Connection, match: str) -> list[int]:
    return [n for (n,) in connection.execute("SELECT rowid FROM temp.scratch WHERE scratch MATCH ?", (match,))]
