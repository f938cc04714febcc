"""The answers to requests: who may read, what was asked, the page made in a thread of the database, its headers.

Every page is a function of a connection and plain values in its own module; here it is run under the server's time
limit and put into its template.
"""

from __future__ import annotations

import functools
import sqlite3
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote

from archive import __version__
from archive.references import hyphenated, parse_reference
from archive.site import DATABASE, NAME, addresses, asking, words
from archive.storage.connection import SCHEMA_VERSION
from archive.storage.schema import ACKNOWLEDGEMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SECURITY: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""No script runs on these pages, and nothing is fetched from elsewhere."""


class Sheet(NamedTuple):
    """A page before it is drawn: its template, what stands in it, its status."""

    template: str
    values: Mapping[str, object]
    status: int = 200


_OTHERWISE: Final = Sheet(
    "missing",
    {
        "heading": "Another version",
        "message": "This folder was written by another version of the program.",
        "advice": "Run `lgsco datasette` again with the one that is installed here.",
    },
    status=503,
)


async def home(request: Any, datasette: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    """`/`."""
    from archive.site.home import front

    return await _answer(request, datasette, lambda connection: Sheet("home", front(connection)))


async def search(request: Any, datasette: Any) -> Any:  # noqa: ANN401
    """`/search`."""
    from archive.site.results import results

    def make(connection: sqlite3.Connection) -> Sheet:
        return Sheet("search", results(connection, request.args))

    return await _answer(request, datasette, make)


async def decision(request: Any, datasette: Any) -> Any:  # noqa: ANN401
    """`/decision/REFERENCE`; any usual form of the reference leads to the one address."""
    from archive.site.reading import reading, siblings

    typed = unquote(request.url_vars["reference"])
    reference = parse_reference(typed)
    if reference is not None and typed != hyphenated(reference):
        return _redirect(datasette.urls.path(addresses.decision(reference)))

    def make(connection: sqlite3.Connection) -> Sheet:
        found = None if reference is None else reading(connection, reference)
        if found is None:
            near = [] if reference is None else siblings(connection, reference)
            return _missing(f"There is no decision {reference or typed} in this archive.", near=near)
        return Sheet("decision", found)

    return await _answer(request, datasette, make)


async def councils(request: Any, datasette: Any) -> Any:  # noqa: ANN401
    """`/councils`."""
    from archive.site.lists import all_councils

    return await _answer(request, datasette, lambda connection: Sheet("councils", all_councils(connection)))


async def council(request: Any, datasette: Any) -> Any:  # noqa: ANN401
    """`/council/KEY`."""
    from archive.site.council import body

    key = unquote(request.url_vars["key"])

    def make(connection: sqlite3.Connection) -> Sheet:
        found = body(connection, key)
        return _missing(f"There is no body with the key {key} here.") if found is None else Sheet("council", found)

    return await _answer(request, datasette, make)


async def reasons(request: Any, datasette: Any) -> Any:  # noqa: ANN401
    """`/reasons`."""
    from archive.site.lists import all_reasons

    return await _answer(request, datasette, lambda connection: Sheet("reasons", all_reasons(connection)))


async def reason(request: Any, datasette: Any) -> Any:  # noqa: ANN401
    """`/reason/CODE`."""
    from archive.site.reason import ground

    code = unquote(request.url_vars["code"])

    def make(connection: sqlite3.Connection) -> Sheet:
        found = ground(connection, code)
        return _missing(f"There is no reason with the code {code} here.") if found is None else Sheet("reason", found)

    return await _answer(request, datasette, make)


def _missing(message: str, near: object = ()) -> Sheet:
    values = {"heading": "Not found", "message": message[: asking.LONGEST], "near": near}
    return Sheet("missing", values, status=404)


async def _answer(request: Any, datasette: Any, make: Callable[[sqlite3.Connection], Sheet]) -> Any:  # noqa: ANN401
    await _must_be_allowed(request, datasette)
    if datasette.plugin_config(NAME).get("program") == __version__:
        limit = int(datasette.setting("sql_time_limit_ms"))
        sheet = await datasette.get_database(DATABASE).execute_fn(functools.partial(within, make, limit))
    else:
        sheet = _OTHERWISE
    values = {"at": addresses, "words": words, "acknowledgement": ACKNOWLEDGEMENT, **sheet.values}
    from datasette.utils.asgi import Response

    html = await datasette.render_template(f"lgsco/{sheet.template}.html", values, request=request)
    return Response.html(html, status=sheet.status, headers=dict(SECURITY))


def within(make: Callable[[sqlite3.Connection], Sheet], limit: int, connection: sqlite3.Connection) -> Sheet:
    """The sheet that `make` gives within `limit` milliseconds, else one that says it took too long, or why it cannot.

    Rows come as plain tuples, as from the program's own reader. The connection is left as it was found.
    """
    from datasette.utils import sqlite_timelimit

    factory, connection.row_factory = connection.row_factory, None
    started = time.perf_counter()
    try:
        with sqlite_timelimit(connection, limit):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return make(connection) if version == SCHEMA_VERSION else _OTHERWISE
    except sqlite3.OperationalError:
        if (time.perf_counter() - started) * 1000 < limit:
            raise
        if connection.in_transaction:
            connection.rollback()
        message = f"This took longer than the {limit / 1000:g} seconds that this server allows a page."
        advice = "Ask for rarer words, or narrow the search with a filter."
        return Sheet("missing", {"heading": "Too slow", "message": message, "advice": advice}, status=503)
    finally:
        connection.row_factory = factory


async def _must_be_allowed(request: Any, datasette: Any) -> None:  # noqa: ANN401
    """Raises Datasette's Forbidden where the server's permissions keep this visitor from the database."""
    if hasattr(datasette, "ensure_permission"):
        from datasette.resources import DatabaseResource

        resource = DatabaseResource(database=DATABASE)
        await datasette.ensure_permission(action="view-database", resource=resource, actor=request.actor)
    else:
        await datasette.ensure_permissions(request.actor, [("view-database", DATABASE), "view-instance"])


def _redirect(path: str) -> Any:  # noqa: ANN401
    from datasette.utils.asgi import Response

    return Response.redirect(path, status=301)
