"""Options made known to click, and their values made into what a command works with."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

from archive.cli.common import settings_of
from archive.cli.filters import query_of
from archive.cli.forms import form_of
from archive.cli.options import COMMON, FILTERS, Option, formats

if TYPE_CHECKING:
    from collections.abc import Callable

    Function = Callable[..., Any]


def option(row: Option) -> Callable[[Function], Function]:
    """The decorator that adds an option to a command."""
    given: dict[str, Any] = {"help": row.help, "metavar": row.metavar, "multiple": row.many, "show_default": row.told}
    typed = row.typed if row.off is None else (f"{row.typed[0]}/{row.off}",)
    if row.flag:
        given["is_flag"] = True
    elif row.value is not None:
        given["flag_value"] = row.value
    if row.choices:
        given["type"] = click.Choice(row.choices)
    elif row.whole:
        given["type"] = int
    if row.default is not None:
        given["default"] = row.default
    if row.env is not None:
        given["envvar"] = row.env
    if row.completed is not None:
        given["shell_complete"] = completing(row.completed)
    return click.option(*typed, row.name, **given)


def options(*rows: Option) -> Callable[[Function], Function]:
    """The decorator that adds several, in this order."""

    def decorate(function: Function) -> Function:
        for row in reversed(rows):
            function = option(row)(function)
        return function

    return decorate


def query_options(function: Function) -> Function:
    """Add WORDS and the filters; `function` gets as `query` one Query made of them, as `query_of` does."""

    @click.argument("words", nargs=-1)
    @options(*FILTERS)
    @functools.wraps(function)
    def wrapper(**values: Any) -> Any:  # noqa: ANN401 - as click gives them
        query = query_of(values)
        return function(query=query, **values)

    return wrapper


def form_options(*names: str) -> Callable[[Function], Function]:
    """Add --format (by default the first of `names`), --json and the rest; `function` gets a Form as `form`."""

    def decorate(function: Function) -> Function:
        @options(*formats(*names))
        @functools.wraps(function)
        def wrapper(**values: Any) -> Any:  # noqa: ANN401
            form = form_of(values)
            return function(form=form, **values)

        return wrapper

    return decorate


def common_options(function: Function) -> Function:
    """Add --db, -q/--quiet, --plain, --no-color and --no-pager; `function` gets a Settings first."""

    @options(*COMMON)
    @functools.wraps(function)
    def wrapper(**values: Any) -> Any:  # noqa: ANN401
        settings = settings_of(values)
        return function(settings, **values)

    return wrapper


def completing(name: str) -> Callable[[click.Context, click.Parameter, str], Any]:
    """The function of that name in `archive.cli.completing`, which is imported only when a shell asks for it."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:  # noqa: ANN401
        from archive.cli import completing as module

        return getattr(module, name)(ctx, param, incomplete)

    return complete
