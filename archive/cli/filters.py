"""The words and filters that every command takes which finds decisions: one list, so that they mean the same."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

from archive.cli.common import completing

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.query.model import Query

_OPTIONS = (
    click.argument("words", nargs=-1),
    click.option(
        "--council",
        "councils",
        multiple=True,
        metavar="NAME",
        shell_complete=completing("councils"),
        help="Body complained about: its name or part of it.",
    ),
    click.option("--with-predecessors", is_flag=True, help="Also the councils that those named took over from."),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        metavar="KIND",
        shell_complete=completing("kinds"),
        help="Kind of body: london_borough, county, ...",
    ),
    click.option(
        "--region",
        "regions",
        multiple=True,
        metavar="NAME",
        shell_complete=completing("regions"),
        help="Region of the council: london, ...",
    ),
    click.option(
        "--category",
        "categories",
        multiple=True,
        metavar="NAME",
        shell_complete=completing("categories"),
        help="Subject: category or subcategory.",
    ),
    click.option(
        "--outcome",
        "outcomes",
        multiple=True,
        metavar="NAME",
        shell_complete=completing("outcomes"),
        help="Upheld, not upheld, or closed.",
    ),
    click.option(
        "--disposition",
        "dispositions",
        multiple=True,
        metavar="NAME",
        shell_complete=completing("dispositions"),
        help="How it really ended: declined, early_remedy, ...",
    ),
    click.option(
        "--reason",
        "reasons",
        multiple=True,
        metavar="CODE",
        shell_complete=completing("reasons"),
        help="Ground relied on; `lgsco reasons` lists them.",
    ),
    click.option(
        "--role",
        "roles",
        multiple=True,
        metavar="ROLE",
        shell_complete=completing("roles"),
        help="How the reason stands, instead of relied on: cited, ...",
    ),
    click.option(
        "--date", "typed_dates", multiple=True, metavar="RANGE", help="Decided in it: 2024, 2024/25, 2023..2024-05."
    ),
    click.option("--since", metavar="DATE", help="From it on: 2024, 2024-05, 2024-05-03, 2024/25, 6months."),
    click.option("--until", metavar="DATE", help="To the end of it."),
    click.option(
        "--type",
        "document_types",
        multiple=True,
        metavar="TYPE",
        shell_complete=completing("document_types"),
        help="statement or report.",
    ),
    click.option(
        "--in",
        "sections",
        multiple=True,
        metavar="SECTION",
        shell_complete=completing("sections"),
        help="Where the words must stand: complaint, ...",
    ),
    click.option(
        "--payment", "typed_payments", multiple=True, metavar="RANGE", help="With a payment in it: 500.., ..300, 250."
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
        typed_dates: tuple[str, ...],
        since: str | None,
        until: str | None,
        typed_payments: tuple[str, ...],
        min_payment: str | None,
        **options: Any,  # noqa: ANN401 - as click gives them
    ) -> Any:  # noqa: ANN401
        from archive.query.model import Query

        fields = {name: options.pop(name) for name in Query._fields if name in options}
        query = Query(words=" ".join(words), **fields)
        if since is not None or until is not None or min_payment is not None:
            query = _with_values(query, since, until, min_payment)
        if typed_dates or typed_payments:
            query = _with_ranges(query, typed_dates, typed_payments)
        return function(query=query, **options)

    wrapped: Callable[..., Any] = wrapper
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def _with_values(query: Query, since: str | None, until: str | None, min_payment: str | None) -> Query:
    """`query` with dates and a sum as they were typed. Raises QueryProblem."""
    from archive.query.values import first_day, last_day, pence

    return query._replace(
        since=None if since is None else first_day(since, "--since "),
        until=None if until is None else last_day(until, "--until "),
        min_payment_pence=None if min_payment is None else pence(min_payment, "--min-payment "),
    )


def _with_ranges(query: Query, dates: tuple[str, ...], payments: tuple[str, ...]) -> Query:
    """`query` with ranges as they were typed. Raises QueryProblem."""
    from archive.query.values import days, sums

    return query._replace(
        dates=tuple(days(typed, "--date ") for typed in dates),
        payments=tuple(sums(typed, "--payment ") for typed in payments),
    )
