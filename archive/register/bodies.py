"""The shipped register of bodies, each with every name under which it may be met. No database.

Facts: `data/reference/councils.csv`. Names beyond the official one: hand-kept rows of `council_aliases.csv`, and the
forms of `council_forms.csv` filled with a body's short name, for the kinds and official names that a form fits.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from archive.register.names import fold
from archive.resources import read_rows


class Body(NamedTuple):
    """One body of the register. Dates are ISO, first and last day; what is not known is None. `aliases` are folded."""

    key: str
    name: str
    kind: str
    region: str | None
    county: str | None
    code: str | None
    valid_from: str | None
    valid_to: str | None
    aliases: frozenset[str]


class Succession(NamedTuple):
    """`successor` took over from `predecessor` (both keys) on `date`, the successor's first day, ISO."""

    predecessor: str
    successor: str
    date: str


def register() -> list[Body]:
    """Every listed body with its aliases, in the order of the file.

    An official or hand-kept name goes before a made form: the form is then no alias of another body. An alias that is
    left with several bodies is kept only where no two of them existed on one day, so that a date tells them apart.
    """
    rows = {row["key"]: row for row in read_rows("councils.csv")}
    given: dict[str, set[str]] = defaultdict(set)
    for key, row in rows.items():
        given[fold(row["name"])].add(key)
    for row in read_rows("council_aliases.csv"):
        given[fold(row["alias"])].add(row["key"])
    made: dict[str, set[str]] = defaultdict(set)
    for key, alias in _made_forms(rows):
        if alias not in given:
            made[alias].add(key)

    aliases: dict[str, set[str]] = defaultdict(set)
    for alias, keys in (given | made).items():
        if all(_apart(rows[one], rows[other]) for one, other in combinations(keys, 2)):
            for key in keys:
                aliases[key].add(alias)
    return [_body(row, aliases[key]) for key, row in rows.items()]


def successions() -> list[Succession]:
    """Which body took over from which."""
    return [
        Succession(row["predecessor"], row["successor"], row["date"]) for row in read_rows("council_successions.csv")
    ]


def _made_forms(rows: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Pairs of key and alias: the forms of each body's kind whose `name_has` stands in its official name."""
    forms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for form in read_rows("council_forms.csv"):
        forms[form["kind"]].append((form["name_has"], form["form"]))
    return [
        (key, fold(form.format(row["short"])))
        for key, row in rows.items()
        if row["short"]
        for name_has, form in forms[row["kind"]]
        if name_has in row["name"]
    ]


def _apart(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether it is known that one body had ended before the other began."""
    first, second = sorted((one, other), key=lambda row: row["valid_from"])
    return "" < first["valid_to"] < second["valid_from"]


def _body(row: dict[str, str], aliases: set[str]) -> Body:
    return Body(
        key=row["key"],
        name=row["name"],
        kind=row["kind"],
        region=row["region"] or None,
        county=row["county"] or None,
        code=row["code"] or None,
        valid_from=row["valid_from"] or None,
        valid_to=row["valid_to"] or None,
        aliases=frozenset(aliases),
    )
