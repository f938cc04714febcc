"""What `lgsco search` does, once its line is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.cli import DONE, NOTHING_FOUND
from archive.cli.common import Settings, plural, settings_of
from archive.cli.filters import query_of
from archive.cli.forms import form_of

if TYPE_CHECKING:
    import sqlite3

    from archive.output.form import Form
    from archive.query.model import Page, Query


def run_search(values: dict[str, Any]) -> int:
    """Print what `values` ask for, those of the words and of all options of SEARCH by their names; the exit code.

    Raises QueryProblem and DatabaseProblem.
    """
    from archive.storage.connection import database_errors, open_reader

    settings, form, query = settings_of(values), form_of(values), query_of(values)
    connection = open_reader(settings.db)
    try:
        with database_errors(settings.db):
            if values["explain"]:
                return _explain(settings, connection, query)
            if values["count_only"]:
                return _count(settings, connection, query)
            return _search(settings, connection, query, form, facets=values["facets"])
    finally:
        connection.close()


def _search(settings: Settings, connection: sqlite3.Connection, query: Query, form: Form, *, facets: bool) -> int:
    from archive.cli.printing import fitted, put
    from archive.output.hits import page_as
    from archive.query.search import page_of
    from archive.query.understanding import understand

    asked = understand(connection, query)
    page = page_of(connection, asked, facets=facets)
    form = fitted(settings, form)
    text = page_as(page, asked.query.words, form)
    if page.hits or form.name == "json":
        put(settings, text, paged=form.name == "table")
    for note in page.notes:
        settings.say(note)
    if not page.total:
        from archive.output.hits import nearest_lines
        from archive.query.blame import why_nothing

        for line in (*why_nothing(connection, asked), *nearest_lines(page, form.width)):
            settings.say(line)
        return NOTHING_FOUND
    settings.say(_summary(page))
    return DONE


def _summary(page: Page) -> str:
    """`20 of 1,234 decisions; the next: --after ...`, and what was not ranked."""
    parts = [plural(page.total, "decision") if page.exact else f"at least {plural(page.total, 'decision')}"]
    if len(page.hits) < page.total:
        parts = [f"{len(page.hits):,} of {parts[0]}"]
    if page.ranked:
        parts.append(f"ranked among the newest {page.ranked:,} (all: --exact)")
    elif page.ranked == 0 and page.total > 1:
        parts.append("newest first, for so many decisions have these words (ranked: --exact)")
    if page.next:
        parts.append(f"the next: --after {page.next}")
    return "; ".join(parts)


def _count(settings: Settings, connection: sqlite3.Connection, query: Query) -> int:
    from archive.cli.printing import put
    from archive.query.ranking import total_of
    from archive.query.understanding import understand

    asked = understand(connection, query)
    total = total_of(connection, asked)
    put(settings, f"{total}\n")
    for note in asked.notes:
        settings.say(note)
    return DONE if total else NOTHING_FOUND


def _explain(settings: Settings, connection: sqlite3.Connection, query: Query) -> int:
    from archive.cli.printing import put
    from archive.output.text import printable
    from archive.query.explain import explained

    put(settings, printable(explained(connection, query)), paged=True)
    return DONE
