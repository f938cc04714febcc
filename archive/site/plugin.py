"""The hooks that Datasette calls. They do nothing unless the server's configuration names this plugin.

A folder that `lgsco datasette` wrote does so (`plugins: lgsco`), and loads these hooks from its `plugins/`.
Works with Datasette 0.65 and 1.0 alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from pluggy import HookimplMarker

from archive.references import parse_reference
from archive.site import DATABASE, NAME, addresses
from archive.site.words import pounds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

hookimpl = HookimplMarker("datasette")


def active(datasette: Any) -> bool:  # noqa: ANN401 - Datasette has no types
    """Whether this server opened a folder that `lgsco datasette` wrote."""
    return datasette.plugin_config(NAME) is not None


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:  # noqa: ANN401
    """The pages, before Datasette's own: the home page takes the place of its list of databases."""
    if not active(datasette):
        return []
    from archive.site import views

    return [
        (r"^/$", views.home),
        (rf"^{addresses.SEARCH}$", views.search),
        (r"^/decision/(?P<reference>[^/]{1,200})$", views.decision),
        (rf"^{addresses.COUNCILS}$", views.councils),
        (r"^/council/(?P<key>[^/]{1,200})$", views.council),
        (rf"^{addresses.REASONS}$", views.reasons),
        (r"^/reason/(?P<code>[^/]{1,200})$", views.reason),
    ]


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:  # noqa: ANN401
    """A sheet for Datasette's own pages; those of this program have theirs."""
    return [datasette.urls.path("/static/lgsco-tables.css")] if active(datasette) else []


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:  # noqa: ANN401
    """Read as the program's own reader does: small temporary tables in memory, the file mapped."""
    if database == DATABASE and active(datasette):
        conn.execute("PRAGMA temp_store = MEMORY")
        conn.execute("PRAGMA mmap_size = 2147483648")


@hookimpl
def render_cell(value: Any, column: str, database: str, datasette: Any) -> Markup | None:  # noqa: ANN401
    """On Datasette's own pages: a reference leads to the decision's page, pence are shown as pounds too."""
    if database != DATABASE or not active(datasette):
        return None
    if column in ("reference", "related_reference") and isinstance(value, str):
        reference = parse_reference(value)
        if reference is not None:
            href = datasette.urls.path(addresses.decision(reference))
            return Markup('<a href="{}">{}</a>').format(href, value)
    if column.endswith("_pence") and isinstance(value, int):
        return escape(pounds(value))
    return None
