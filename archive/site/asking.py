"""What a form or a link asks for, made a Query.

The limits stand here: a value is at most LONGEST characters, and at most MOST_VALUES of a filter are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from archive.errors import QueryProblem
from archive.query.model import SORTS, Query
from archive.query.values import first_day, last_day, pence

if TYPE_CHECKING:
    from collections.abc import Sequence

Parameters: TypeAlias = "tuple[tuple[str, str], ...]"
"""Names and values of an address, in order."""

LONGEST: Final = 500
"""Characters of one value. No question needs more, and the answer to a longer one is a plain line."""
MOST_VALUES: Final = 20
PAGE: Final = 20

FILTERS: Final = (
    "council",
    "kind",
    "region",
    "category",
    "outcome",
    "disposition",
    "reason",
    "role",
    "type",
    "in",
    "remedy",
    "cites",
)
"""Filters that take several values, by their names in addresses: those of the command line."""
SINGLE: Final = ("since", "until", "year", "min-payment")

_OPTION: Final = re.compile(r"--(?=[a-z])")
_COMMAND: Final = re.compile(r": `lgsco [^`]*` lists them")


class Arguments(Protocol):
    """The query string of a request, as both Datasettes give it."""

    def getlist(self, name: str) -> Sequence[str]:
        """All values of `name`, in their order."""


class Asked(NamedTuple):
    """What an address asks: its parameters that are not empty, in a fixed order, and the Query they make."""

    parameters: Parameters
    query: Query

    def value(self, name: str) -> str:
        """The first value of a parameter, empty where it is not there."""
        return next((value for key, value in self.parameters if key == name), "")


def read(arguments: Arguments) -> Asked:
    """What the query string asks for. Raises QueryProblem for a value too long or one that cannot be read."""
    parameters = _parameters(arguments)
    asked = Asked(parameters, Query())
    values = {name: tuple(value for key, value in parameters if key == name) for name in FILTERS}
    since, until = asked.value("since"), asked.value("until")
    year = asked.value("year")
    payment = asked.value("min-payment")
    query = Query(
        words=asked.value("q"),
        councils=values["council"],
        with_predecessors=bool(asked.value("predecessors") and values["council"]),
        categories=values["category"],
        outcomes=values["outcome"],
        reasons=values["reason"],
        roles=values["role"],
        document_types=values["type"],
        dispositions=values["disposition"],
        kinds=values["kind"],
        regions=values["region"],
        sections=values["in"] if asked.value("q") else (),
        remedies=values["remedy"],
        cites=values["cites"],
        since=first_day(since or year, "since " if since else "year ") if since or year else None,
        until=last_day(until or year, "until " if until else "year ") if until or year else None,
        min_payment_pence=pence(payment, "min-payment ") if payment else None,
        sort=asked.value("sort") if asked.value("sort") in SORTS else None,
        limit=PAGE,
        after=asked.value("after") or None,
    )
    return asked._replace(query=query)


def plain(problem: QueryProblem) -> str:
    """The line of a problem without what belongs to a terminal: options, and commands that list."""
    return _OPTION.sub("", _COMMAND.sub("", problem.reason))


def _parameters(arguments: Arguments) -> Parameters:
    found = []
    for name in ("q", *FILTERS, "predecessors", *SINGLE, "sort", "after"):
        for value in list(arguments.getlist(name))[: MOST_VALUES if name in FILTERS else 1]:
            text = value.strip()
            if len(text) > LONGEST:
                what = "what you typed" if name == "q" else f"the value of {name}"
                raise QueryProblem(
                    f"{what} has {len(text):,} characters: make it at most {LONGEST}, a few words are enough"
                )
            if text:
                found.append((name, text))
    return tuple(found)
