"""What a shell offers after Tab: the councils, subjects, reasons and references of the archive, as one word each.

Completion never talks: where there is no archive, or it cannot be read, there is nothing to offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

MOST: Final = 200
"""More than this nobody reads: another letter narrows it."""

_BEYOND: Final = "\U0010ffff"
_COUNCILS: Final = """
SELECT replace(min(a.alias), ' ', '-'), c.name FROM council_aliases a JOIN councils c ON c.id = a.council_id
WHERE a.alias >= ?1 AND a.alias < ?2 AND EXISTS (SELECT 1 FROM decisions d WHERE d.council_id = c.id)
GROUP BY c.id ORDER BY 1 LIMIT ?3
"""
_CATEGORIES: Final = """
SELECT k.slug, k.title FROM categories k WHERE k.slug >= ?1 AND k.slug < ?2 AND EXISTS (SELECT 1 FROM decisions d
  WHERE d.category_id = k.id OR d.category_id IN (SELECT s.id FROM categories s WHERE s.parent_id = k.id))
ORDER BY k.slug LIMIT ?3
"""
_OUTCOMES: Final = "SELECT slug, name FROM outcomes WHERE slug >= ?1 AND slug < ?2 ORDER BY id LIMIT ?3"
_KINDS: Final = "SELECT DISTINCT kind, kind FROM councils WHERE kind >= ?1 AND kind < ?2 ORDER BY kind LIMIT ?3"
_REGIONS: Final = """
SELECT DISTINCT lower(replace(region, ' ', '-')) AS slug, region FROM councils WHERE slug >= ?1 AND slug < ?2
ORDER BY slug LIMIT ?3
"""
_REASONS: Final = """
SELECT r.code, r.name FROM reasons r WHERE r.code >= ?1 AND r.code < ?2
  AND EXISTS (SELECT 1 FROM decision_reasons x WHERE x.reason_id = r.id) ORDER BY r.id LIMIT ?3
"""
_REFERENCES: Final = (
    "SELECT reference, title FROM decisions WHERE reference >= ?1 AND reference < ?2 ORDER BY 1 LIMIT ?3"
)


def councils(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of bodies with decisions here, folded, with hyphens, as --council takes them."""
    from archive.register.names import fold

    return _offered(_rows(ctx, _COUNCILS, fold(incomplete)))


def categories(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Subjects with decisions here, as in addresses: `education/school-transport`."""
    return _offered(_rows(ctx, _CATEGORIES, incomplete.lower()))


def outcomes(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The outcomes, as in addresses: `not-upheld`."""
    return _offered(_rows(ctx, _OUTCOMES, incomplete.lower()))


def kinds(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Kinds of bodies."""
    return _offered(_rows(ctx, _KINDS, incomplete.lower()))


def regions(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Regions of councils, in one word: `south-east`."""
    return _offered(_rows(ctx, _REGIONS, incomplete.lower()))


def dispositions(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """How a decision can really have ended."""
    from archive.query.model import DISPOSITIONS

    return _words(DISPOSITIONS, incomplete)


def reasons(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of the reasons met here."""
    return _offered(_rows(ctx, _REASONS, incomplete.lower()))


def references(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """References that begin as typed, in the form typed: with hyphens, or run together."""
    digits = incomplete.replace("-", "")
    if incomplete and not digits[:1].isdigit():
        return []
    joint = "" if len(digits) > 2 and "-" not in incomplete else "-"  # noqa: PLR2004 - the two digits of the year
    parts = [part for part in (digits[:2], digits[2:5], digits[5:]) if part]
    found = _rows(ctx, _REFERENCES, " ".join(parts))
    return _offered([(reference.replace(" ", joint), title) for reference, title in found])


def sections(_ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Kinds of section: those that words can stand in for `--in`, else all."""
    from archive.decision import KINDS
    from archive.storage.tokens import COLUMNS

    return _words(COLUMNS if "--in" in param.opts else KINDS, incomplete)


def roles(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """How a reason can stand."""
    from archive.query.model import ROLES

    return _words(ROLES, incomplete)


def document_types(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What a decision can be published as."""
    from archive.query.model import DOCUMENT_TYPES

    return _words(DOCUMENT_TYPES, incomplete)


def sorts(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The orders of a result."""
    from archive.query.model import SORTS

    return _words(SORTS, incomplete)


def _words(known: Sequence[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(word) for word in known if word.startswith(incomplete.lower())]


def _rows(ctx: click.Context, sql: str, start: str) -> list[tuple[str, str]]:
    """The rows of `sql` for what begins with `start`; none where the archive cannot be read."""
    import os
    import sqlite3

    from archive.errors import DatabaseProblem
    from archive.storage.connection import open_reader

    try:
        connection = open_reader(ctx.params.get("db") or os.environ.get("LGSCO_DB") or "archive.db")
    except DatabaseProblem:
        return []
    try:
        return connection.execute(sql, (start, start + _BEYOND, MOST)).fetchall()
    except sqlite3.Error:
        return []
    finally:
        connection.close()


def _offered(rows: list[tuple[str, str]]) -> list[CompletionItem]:
    from archive.output.text import one_line

    return [CompletionItem(one_line(value), help=one_line(about)) for value, about in rows]
