"""The words and filters that every command takes which finds decisions: one list, so that they mean the same."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.query.model import Query

_OPTIONS = (
    click.argument("words", nargs=-1),
    click.option(
        "--council", "councils", multiple=True, metavar="NAME", help="Body complained about: its name or part of it."
    ),
    click.option("--with-predecessors", is_flag=True, help="Also the councils that those named took over from."),
    click.option("--category", "categories", multiple=True, metavar="NAME", help="Subject: category or subcategory."),
    click.option("--outcome", "outcomes", multiple=True, metavar="NAME", help="Upheld, not upheld, or closed."),
    click.option(
        "--reason", "reasons", multiple=True, metavar="CODE", help="Ground relied on; `lgsco reasons` lists them."
    ),
    click.option(
        "--role", "roles", multiple=True, metavar="ROLE", help="How the reason stands, instead of relied on: cited, ..."
    ),
    click.option("--since", metavar="DATE", help="From this year, month or day on: 2024, 2024-05, 2024-05-03."),
    click.option("--until", metavar="DATE", help="To the end of this year, month or day."),
    click.option("--type", "document_type", metavar="TYPE", help="statement or report."),
    click.option(
        "--in", "sections", multiple=True, metavar="SECTION", help="Where the words must stand: complaint, ..."
    ),
    click.option("--min-payment", metavar="POUNDS", help="With a payment of at least this much."),
    click.option("--remedy", "remedies", multiple=True, metavar="KIND", help="With this kind of remedy: apology, ..."),
    click.option(
        "--cites", "cites", multiple=True, metavar="LAW", help="Citing it: s26B, Sch 5 para 1, Care Act 2014."
    ),
)


def query_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add WORDS and the filters; `function` gets as `query` one Query made of them.

    Any other option of the command that bears the name of a field of Query goes into it, too.
    """

    @functools.wraps(function)
    def wrapper(
        *,
        words: tuple[str, ...],
        since: str | None,
        until: str | None,
        min_payment: str | None,
        **options: Any,  # noqa: ANN401 - as click gives them
    ) -> Any:  # noqa: ANN401
        from archive.query.model import Query

        fields = {name: options.pop(name) for name in Query._fields if name in options}
        query = Query(words=" ".join(words), **fields)
        if since is not None or until is not None or min_payment is not None:
            query = _with_values(query, since, until, min_payment)
        return function(query=query, **options)

    wrapped: Callable[..., Any] = wrapper
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def _with_values(query: Query, since: str | None, until: str | None, min_payment: str | None) -> Query:
    """`query` with dates and a sum as they were typed. Raises QueryProblem."""
    from archive.query.values import first_day, last_day, pence

    return query._replace(
        since=None if since is None else first_day(since, "since"),
        until=None if until is None else last_day(until, "until"),
        min_payment_pence=None if min_payment is None else pence(min_payment, "min-payment"),
    )
