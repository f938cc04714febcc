"""Fifty questions of fixed kinds, and a few by date and with facets, in the language of each engine that answers them.

Most are words that the field always has. The rare words and phrases are taken from the archive itself, so that they are
as rare in any archive; the same archive gives the same questions.
"""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.query import Query

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

RARE, MIDDLING, COMMON, AND, PHRASE, STOCK = "rare", "middling", "common", "AND", "phrase", "boilerplate phrase"
PREFIX, SHORT, OR, NOT, FILTER, DATE, FACETS = (
    "prefix", "prefix of two letters", "OR of five", "NOT", "with filters", "by date", "with facets",
)  # fmt: skip
KINDS: Final = (RARE, MIDDLING, COMMON, AND, PHRASE, STOCK, PREFIX, SHORT, OR, NOT, FILTER, DATE, FACETS)
BESIDES: Final = (DATE, FACETS)
"""Kinds that are asked besides the fifty: another order, or more than a page."""

_MIDDLING: Final = ("damp", "autism", "boiler", "catchment", "neighbour")
_COMMON: Final = ("council", "complaint", "fault", "investigation", "decision")
_STOCK: Final = (
    "not enough evidence of fault",
    "we will not investigate",
    "Local Government Act 1974",
    "i have completed my investigation",
)
_RAREST, _LEAST_RARE = 0.0001, 0.002
"""Shares of the decisions that have a rare word."""
_SAMPLE: Final = 400


class Asked(NamedTuple):
    """One question. `must` all, `any_of` at least one, `without` none; `phrase` side by side; `prefix` a beginning."""

    kind: str
    must: tuple[str, ...] = ()
    phrase: str = ""
    any_of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    prefix: str = ""
    council: str | None = None
    category: str | None = None
    outcome: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def newest_first(self) -> bool:
        """Whether the order asked for is that of dates."""
        return self.kind == DATE

    @property
    def facets(self) -> bool:
        """Whether the whole result is to be counted by what it can be narrowed to."""
        return self.kind == FACETS

    @property
    def filtered(self) -> bool:
        """Whether there is a filter."""
        return any((self.council, self.category, self.outcome, self.since, self.until))

    @property
    def words(self) -> str:
        """The words as they are typed for this program."""
        return " ".join(
            [
                *self.must,
                *([f'"{self.phrase}"'] if self.phrase else []),
                *(["(" + " OR ".join(self.any_of) + ")"] if self.any_of else []),
                *([f"{self.prefix}*"] if self.prefix else []),
                *(f"NOT {word}" for word in self.without),
            ]
        )

    @property
    def query(self) -> Query:
        """For archive.query."""
        return Query(
            words=self.words,
            councils=(self.council,) if self.council else (),
            categories=(self.category,) if self.category else (),
            outcomes=(self.outcome,) if self.outcome else (),
            since=self.since,
            until=self.until,
            sort="newest" if self.newest_first else None,
        )

    @property
    def options(self) -> list[str]:
        """For the command line, after the name of the command."""
        given = {
            "--council": self.council,
            "--category": self.category,
            "--outcome": self.outcome,
            "--since": self.since and self.since.isoformat(),
            "--until": self.until and self.until.isoformat(),
            "--sort": "newest" if self.newest_first else None,
        }
        listed = [part for option, value in given.items() if value for part in (option, value)]
        return [self.words, *listed, *(["--facets"] if self.facets else [])]

    @property
    def match(self) -> str:
        """For FTS5."""
        parts = [f'"{word}"' for word in self.must]
        parts += [f'"{self.phrase}"'] if self.phrase else []
        parts += ["(" + " OR ".join(f'"{word}"' for word in self.any_of) + ")"] if self.any_of else []
        parts += [f'"{self.prefix}"*'] if self.prefix else []
        return " AND ".join(parts) + "".join(f' NOT "{word}"' for word in self.without)

    def __str__(self) -> str:
        given = (self.council, self.category, self.outcome, self.since, self.until)
        return " ".join([self.words, *(f"[{value}]" for value in given if value)])


def questions(connection: sqlite3.Connection) -> list[Asked]:
    """The fifty, by relevance; then those BESIDES."""
    rare = _rare(connection)
    council, fifth, hundredth = _councils(connection)
    (category,) = connection.execute(
        "SELECT k.title FROM decisions d JOIN categories k ON k.id = d.category_id GROUP BY 1 ORDER BY count(*) DESC, 1"
    ).fetchone()
    (last,) = connection.execute("SELECT max(decision_date) FROM decisions").fetchone()
    year = date.fromisoformat(last).year - 1
    january = date(year, 1, 1)
    return [
        *(Asked(RARE, (word,)) for word in rare),
        *(Asked(MIDDLING, (word,)) for word in _MIDDLING[:4]),
        *(Asked(COMMON, (word,)) for word in _COMMON),
        Asked(AND, (rare[0], "council")),
        Asked(AND, ("damp", "boiler")),
        Asked(AND, ("autism", "school")),
        Asked(AND, ("injustice", "remedy")),
        Asked(AND, ("council", "complaint")),
        Asked(AND, ("housing", "fault")),
        *(Asked(PHRASE, phrase=phrase) for phrase in _phrases(connection)),
        Asked(PHRASE, phrase="the council apologised"),
        Asked(PHRASE, phrase="special educational needs"),
        Asked(PHRASE, phrase="council tax"),
        *(Asked(STOCK, phrase=phrase) for phrase in _STOCK),
        *(Asked(PREFIX, prefix=prefix) for prefix in ("discrim", "hous", "comp")),
        Asked(SHORT, prefix="in"),
        Asked(OR, any_of=tuple(rare)),
        Asked(OR, any_of=_MIDDLING),
        Asked(OR, any_of=("housing", "planning", "tenant", "school", "parking")),
        Asked(OR, any_of=("council", "fault", "complaint", "damp", rare[1])),
        Asked(NOT, ("damp",), without=("housing",)),
        Asked(NOT, ("housing",), without=("tenant",)),
        Asked(NOT, ("council",), without=("tax",)),
        Asked(NOT, ("fault",), without=("housing",)),
        Asked(FILTER, ("damp",), council=council),
        Asked(FILTER, ("council",), council=council),
        Asked(FILTER, ("council",), council=hundredth),
        Asked(FILTER, ("fault",), since=january, until=date(year, 3, 31)),
        Asked(FILTER, ("council",), category=category),
        Asked(FILTER, ("complaint",), outcome="Not upheld"),
        Asked(FILTER, phrase="not enough evidence", council=fifth, since=january),
        Asked(FILTER, ("housing", "repair"), outcome="Upheld", since=january),
        Asked(FILTER, (rare[1],), since=january),
        Asked(DATE, ("council",)),
        Asked(DATE, ("damp",)),
        Asked(DATE, ("housing", "fault"), council=council),
        Asked(FACETS, ("damp",)),
        Asked(FACETS, ("council",)),
        Asked(FACETS, ("complaint",), council=council),
    ]


def matching(connection: sqlite3.Connection, match: str) -> int:
    """How many decisions an expression of FTS5 finds."""
    sql = "SELECT count(*) FROM decisions_fts WHERE decisions_fts MATCH ?"
    return int(connection.execute(sql, (match,)).fetchone()[0])


def _rare(connection: sqlite3.Connection) -> list[str]:
    """Five words, spread over the alphabet, that few decisions have."""
    (held,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    fewest, most = max(1, held * _RAREST), max(3, held * _LEAST_RARE)
    listed = [word for (word,) in connection.execute("SELECT word FROM words WHERE length(word) > 5 ORDER BY word")]
    listed = [word for word in listed if word.isascii() and word.isalpha()]
    sample = listed[:: max(1, len(listed) // _SAMPLE)]
    rare = (word for word in sample if fewest <= matching(connection, f'"{word}"') <= most)
    found = list(itertools.islice(rare, _SAMPLE))
    return found[:: max(1, len(found) // 5)][:5]


def _phrases(connection: sqlite3.Connection) -> Iterator[str]:
    """Two runs of three words, each from the assessment of a long decision, that hardly another has."""
    rows = connection.execute(
        "SELECT text FROM paragraphs WHERE decision_id IN (SELECT id FROM decisions ORDER BY id LIMIT 100)"
        " AND section = 'assessment'"
    )
    runs = (run.split() for (text,) in rows for run in re.findall(r"\b[a-z]{5,}(?: [a-z]{5,}){2}\b", text))
    found = 0
    for run in runs:
        phrase = " ".join(run)
        if matching(connection, f'"{phrase}"') <= 2:
            yield phrase
            found += 1
            if found == 2:
                return


def _councils(connection: sqlite3.Connection) -> tuple[str, str, str]:
    """Those with most decisions, fifth most and hundredth most; of few the last."""
    rows = connection.execute(
        "SELECT c.name FROM decisions d JOIN councils c ON c.id = d.council_id GROUP BY 1 ORDER BY count(*) DESC, 1"
    ).fetchall()
    names = [name for (name,) in rows]
    return names[0], names[min(4, len(names) - 1)], names[min(99, len(names) - 1)]
