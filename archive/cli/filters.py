"""The words and filters that find decisions: one way from what was typed to a Query, so that they mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.query.model import Query


def query_of(values: dict[str, Any]) -> Query:
    """The Query that `words` and the options of FILTERS make, which are taken out of `values`.

    So is any other value that bears the name of a field of Query. Raises QueryProblem.
    """
    from archive.query.model import Query

    words = " ".join(values.pop("words"))
    dates, payments = values.pop("typed_dates"), values.pop("typed_payments")
    since, until, min_payment = values.pop("since"), values.pop("until"), values.pop("min_payment")
    query = Query(words=words, **{name: values.pop(name) for name in Query._fields if name in values})
    if since is not None or until is not None or min_payment is not None:
        query = _with_values(query, since, until, min_payment)
    if dates or payments:
        query = _with_ranges(query, dates, payments)
    return query


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
