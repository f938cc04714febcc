"""The configuration that Datasette reads: titles, licence and source at every level, notes, facets, sorts, questions.

Datasette 0.65 takes all of it from metadata.yaml, 1.0 the questions and the plugin from datasette.yaml; both files say
the same. Notes on tables and columns come from the schema itself. 1.0 hands no licence down, so each level repeats it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from archive import __version__
from archive.site import DATABASE, NAME
from archive.site.notes import Notes, notes
from archive.site.queries import QUESTIONS
from archive.storage.schema import ACKNOWLEDGEMENT

if TYPE_CHECKING:
    import sqlite3

_SOURCE: Final[dict[str, Any]] = {
    "license": "© Commission for Local Administration in England: re-use with acknowledgement, accurate, unamended",
    "license_url": "https://www.lgo.org.uk/copyright",
    "source": "Local Government and Social Care Ombudsman",
    "source_url": "https://www.lgo.org.uk/decisions",
}
_PAGE: Final = 20
"""Rows of long text on a page; a hundred of them are half a megabyte."""
_FULL_TEXT: Final = {"fts_table": "decisions_fts"}
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "decisions": {
        **_FULL_TEXT,
        "fts_pk": "id",
        "label_column": "title",
        "size": _PAGE,
        "sort_desc": "decision_date",
        "facets": ["outcome_id", "decision_year", "disposition"],
    },
    "decision_search": {
        **_FULL_TEXT,
        "fts_pk": "rowid",
        "size": _PAGE,
        "facets": ["outcome", "disposition"],
    },
    "decision_reading": {"size": _PAGE},
    "payments_by_purpose": {"size": _PAGE, "facets": ["status", "basis"]},
    "bars_considered_and_rejected": {"size": _PAGE, "facets": ["bar", "outcome"]},
    "promises_by_council": {"size": _PAGE, "facets": ["kind"]},
    "decision_reasons": {"size": _PAGE, "facets": ["reason_id", "role", "section"]},
    "remedies": {"size": _PAGE, "sort_desc": "amount_pence", "facets": ["kind", "status", "basis"]},
    "citations": {"size": _PAGE, "facets": ["act"]},
    "councils": {"label_column": "name", "sort": "name", "facets": ["kind", "region"]},
    "categories": {"label_column": "title", "sort": "title"},
    "outcomes": {"label_column": "name"},
    "reasons": {"label_column": "name", "facets": ["gate", "test"]},
    "documents": {"size": _PAGE, "facets": ["format", "is_current"]},
    "problems": {"facets": ["code"]},
}
_HIDDEN: Final = ("words", "paragraph_spans", "decision_fts_source", "archive_info", "_sqlite_migrations")
"""What a reader has no use for. The words of paragraphs stand in the view `paragraphs`."""
_ABOUT: Final = (
    "Decisions of the Local Government and Social Care Ombudsman (England): why complaints were turned away, what was"
    " agreed to put things right. Reasons, amounts and links are derived by a program, each with the words it was read"
    " from. The published set leaves out most early complaints, staff matters and cases without consent, so counts of"
    " these are floors, not rates. Sums are in pence, dates ISO."
)


def metadata(connection: sqlite3.Connection) -> dict[str, Any]:
    """metadata.yaml, for Datasette 0.65; 1.0 reads all of it but the questions and the plugin."""
    about = f"{_ABOUT} {ACKNOWLEDGEMENT}"
    return {
        "title": "Decisions of the Local Government and Social Care Ombudsman",
        "description": about,
        **_SOURCE,
        "plugins": _plugins(),
        "databases": {
            DATABASE: {
                "description": about,
                **_SOURCE,
                "tables": {
                    name: _table(name, said)
                    for name, said in notes(connection).items()
                    if not name.startswith(("decisions_fts", "sqlite_"))
                },
                "queries": _questions(),
            }
        },
    }


def configuration() -> dict[str, Any]:
    """datasette.yaml, for Datasette 1.0; 0.65 does not read it."""
    return {"settings": settings(), "plugins": _plugins(), "databases": {DATABASE: {"queries": _questions()}}}


def settings() -> dict[str, Any]:
    """settings.json, for 0.65; 1.0 takes them from datasette.yaml.

    Searches for the commonest words in the full set need more than the second Datasette allows.
    """
    return {"sql_time_limit_ms": 3000, "facet_time_limit_ms": 1000, "suggest_facets": False, "default_page_size": 50}


def _plugins() -> dict[str, Any]:
    return {NAME: {"program": __version__}}


def _table(name: str, said: Notes) -> dict[str, Any]:
    return {
        **({"description": said.table} if said.table else {}),
        **_SOURCE,
        **({"hidden": True} if name in _HIDDEN else {}),
        **_OPTIONS.get(name, {}),
        **({"columns": dict(said.columns)} if said.columns else {}),
    }


def _questions() -> dict[str, Any]:
    return {
        question.name: {
            "title": question.title,
            "description": question.description,
            "hide_sql": True,
            "sql": question.sql,
        }
        for question in QUESTIONS
    }
