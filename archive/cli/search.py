"""`lgsco search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli import DONE, NOTHING_FOUND, Command
from archive.cli.common import Settings, common_options, completing, plural
from archive.cli.filters import query_options
from archive.cli.forms import form_options

if TYPE_CHECKING:
    import sqlite3

    from archive.output.form import Form
    from archive.query.model import Page, Query

_FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown", "refs")


@click.command(cls=Command)
@query_options
@click.option(
    "--sort", metavar="ORDER", shell_complete=completing("sorts"), help="relevance, newest, oldest, council or payment."
)
@click.option("--limit", type=int, default=20, show_default=True, metavar="N", help="Decisions on a page.")
@click.option("--after", metavar="CURSOR", help="The page after the one that gave this as `next`.")
@click.option("--snippets", type=int, default=1, show_default=True, metavar="N", help="Passages of each decision.")
@click.option("--exact", is_flag=True, help="Rank and look at all that match, however long it takes.")
@click.option("--count", "count_only", is_flag=True, help="Print only how many there are.")
@click.option("--facets", is_flag=True, help="Count the result by council, year, category, outcome, ...")
@click.option("--explain", is_flag=True, help="Print how the query was understood and run, not the result.")
@form_options(*_FORMATS)
@common_options
def command(
    settings: Settings,
    *,
    query: Query,
    count_only: bool,
    facets: bool,
    explain: bool,
    form: Form,
) -> int:
    """Find decisions by words and filters. Without either: the newest.

    \b
    Examples:
      lgsco search damp mould --council thurrock --since 2023
      lgsco search '"special guardianship" allowance' --outcome upheld
      lgsco search 'in:complaint (damp OR mould) NOT council:thurrock'
      lgsco search plann* --reason insufficient_fault --sort newest
      lgsco search 'near(short breaks, 3) payment:500.. date:2023/24' --format csv
      lgsco search LGSCO 23 012 807 para 7

    Words are looked for in any of their forms, and all of them must be there. "A phrase" stands as it is; OR, NOT and
    brackets combine; plann* is any word that begins so, exact:housing this form only. Each filter is also a field among
    the words. A filter given twice means either; different filters all hold. A reference, an address or a citation
    finds its decision. All of the language: docs/searching.md.
    """
    from archive.storage.connection import database_errors, open_reader

    connection = open_reader(settings.db)
    try:
        with database_errors(settings.db):
            if explain:
                return _explain(settings, connection, query)
            if count_only:
                return _count(settings, connection, query)
            return _search(settings, connection, query, form, facets=facets)
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
        parts.append("newest first, for most decisions have these words (ranked: --exact)")
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
