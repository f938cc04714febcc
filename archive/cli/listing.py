"""What `councils`, `categories` and `reasons` share: their options, and rows printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from archive.cli import DONE, NOTHING_FOUND
from archive.cli.common import Settings, plural
from archive.cli.declaring import form_options, option
from archive.cli.options import Option

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from archive.output.form import Form
    from archive.query.vocabularies import Rows

_NEEDED = 3
_FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown")


class Listed(Protocol):
    """A function of `archive.query.vocabularies`."""

    def __call__(self, connection: sqlite3.Connection, *, everything: bool) -> Rows:
        """The rows."""


def listing_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --all and how to print; `function` gets `everything` and `form`."""
    everything = option(Option(("--all",), "everything", "Those without decisions too.", flag=True))
    return everything(form_options(*_FORMATS)(function))


def print_rows(settings: Settings, names: Sequence[str], listed: Listed, form: Form, *, everything: bool) -> int:
    """Print what `listed` gives under `names`, of which a table shows at least the first three.

    NOTHING_FOUND where there is nothing.
    """
    from archive.cli.printing import fitted, put
    from archive.output.rows import rows_as
    from archive.storage.connection import database_errors, open_reader

    connection = open_reader(settings.db)
    try:
        with database_errors(settings.db):
            rows = listed(connection, everything=everything)
    finally:
        connection.close()
    text = rows_as(names, rows, fitted(settings, form), needed=_NEEDED)
    if rows or form.name != "table":
        put(settings, text, paged=form.name == "table")
    if not rows:
        settings.say("nothing yet: run `lgsco ingest` first, or give --all")
        return NOTHING_FOUND
    settings.say(plural(len(rows), "row"))
    return DONE
