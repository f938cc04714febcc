"""What `councils`, `categories` and `reasons` share: their options, and rows printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import click

from archive.cli import DONE, NOTHING_FOUND
from archive.cli.common import Settings, plural

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from archive.query.vocabularies import Rows

_NEEDED = 3
_FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown")


class Listed(Protocol):
    """A function of `archive.query.vocabularies`."""

    def __call__(self, connection: sqlite3.Connection, *, everything: bool) -> Rows:
        """The rows."""


def listing_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --all, --format and --json."""
    for option in (
        click.option(
            "--json", "form", flag_value="json", type=click.Choice(_FORMATS), help="The same as --format json."
        ),
        click.option(
            "--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True, help="How to print it."
        ),
        click.option("--all", "everything", is_flag=True, help="Those without decisions too."),
    ):
        function = option(function)
    return function


def print_rows(settings: Settings, names: Sequence[str], listed: Listed, form: str, *, everything: bool) -> int:
    """Print what `listed` gives under `names`, of which a table shows at least the first three.

    NOTHING_FOUND where there is nothing.
    """
    from archive.cli.printing import put, terminal_width
    from archive.output.rows import rows_as
    from archive.storage.connection import database_errors, open_reader

    connection = open_reader(settings.db)
    try:
        with database_errors(settings.db):
            rows = listed(connection, everything=everything)
    finally:
        connection.close()
    if rows or form != "table":
        put(settings, rows_as(form, names, rows, width=terminal_width(), needed=_NEEDED), paged=form == "table")
    if not rows:
        settings.say("nothing yet: run `lgsco ingest` first, or give --all")
        return NOTHING_FOUND
    settings.say(plural(len(rows), "row"))
    return DONE
