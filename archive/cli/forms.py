"""How a command prints what it has: the options for it, one list for all."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def form_options(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --format (the first of `formats` where it is not given), --json and what goes with each of them.

    The function gets `form`; `archive.cli.printing.fitted` puts what the terminal is like into it.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(
            *,
            form_name: str,
            fields: str | None,
            safe_csv: bool,
            null: bool = False,
            **options: Any,  # noqa: ANN401 - as click gives them
        ) -> Any:  # noqa: ANN401
            from archive.output.form import Form

            form = Form("refs" if null else form_name, fields=split_fields(fields), safe=safe_csv, null=null)
            return function(form=form, **options)

        wrapped: Callable[..., Any] = wrapper
        for option in reversed(_options(formats)):
            wrapped = option(wrapped)
        return wrapped

    return decorate


def split_fields(typed: str | None) -> tuple[str, ...] | None:
    """The names in `reference, council`; None where nothing was typed."""
    return None if typed is None else tuple(name.strip() for name in typed.split(","))


fields_option = click.option("--fields", metavar="NAMES", help="Only these columns, in this order: reference,council.")
safe_csv_option = click.option(
    "--safe-csv/--no-safe-csv",
    default=True,
    show_default=True,
    help="Put ' before a CSV or TSV text that a spreadsheet would run as a formula (= + - @).",
)


def _options(formats: tuple[str, ...]) -> Sequence[Callable[[Callable[..., Any]], Callable[..., Any]]]:
    choice = click.Choice(formats)
    options = [
        click.option(
            "--format", "form_name", type=choice, default=formats[0], show_default=True, help="How to print it."
        ),
        click.option("--json", "form_name", flag_value="json", type=choice, help="The same as --format json."),
        fields_option,
        safe_csv_option,
    ]
    if "refs" in formats:
        options.append(
            click.option("-0", "--null", is_flag=True, help="References alone, a NUL after each, for xargs -0.")
        )
    return options
