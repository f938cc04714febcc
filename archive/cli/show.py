"""`lgsco show`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from archive.cli import DONE, NOTHING_FOUND
from archive.cli.common import Settings, common_options

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from archive.decision import Decision, Reference

_FORMATS = ("text", "json", "markdown", "source")
_MOST_PIECES = 5
"""Words that one reference can be typed in: `LGSCO : 23 012 807`."""


@click.command()
@click.argument("references", nargs=-1, required=True, metavar="REF...")
@click.option(
    "--section", "kinds", multiple=True, metavar="KIND", help="Only these sections: complaint, assessment, ..."
)
@click.option("--all", "everything", is_flag=True, help="Unfold the Ombudsman's powers.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to print it."
)
@click.option("--why", is_flag=True, help="Only the reasons, each with its words, its place and its role.")
@click.option("--versions", is_flag=True, help="List the documents it came in instead.")
@click.option("--diff", is_flag=True, help="Print what changed between its documents instead.")
@click.option("--json", "form", flag_value="json", type=click.Choice(_FORMATS), help="The same as --format json.")
@common_options
def command(
    settings: Settings,
    references: tuple[str, ...],
    *,
    kinds: tuple[str, ...],
    everything: bool,
    form: str,
    why: bool,
    versions: bool,
    diff: bool,
) -> int:
    """Read one decision, or several one after the other.

    \b
    Examples:
      lgsco show 23 012 807
      lgsco show 23012807 --section assessment
      lgsco show 23-012-807 --format markdown > decision.md
      lgsco show 23 012 807 --format source
      lgsco show 23 012 807 --why
      lgsco show 23 012 807 --versions

    `source` is the text as it came in; on a terminal, without control characters. Exit code 1: a reference, or the
    section asked for, is not in the archive.
    """
    from archive.cli.printing import put
    from archive.errors import QueryProblem
    from archive.storage.connection import database_errors, open_reader

    wanted = split_references(references)
    if form == "source" and kinds:
        raise QueryProblem("--section needs sections, and --format source has none: leave one of them out")
    connection = open_reader(settings.db)
    texts: list[str] = []
    try:
        with database_errors(settings.db):
            for reference in wanted:
                if why:
                    text = _why(settings, connection, reference)
                elif versions or diff:
                    text = _documents(connection, reference, diff=diff)
                else:
                    text = _text(settings, connection, reference, kinds, form, everything=everything or bool(kinds))
                if text is not None:
                    texts.append(text)
    finally:
        connection.close()
    put(settings, ("" if form == "json" else "\n").join(texts), paged=form == "text")
    return DONE if len(texts) == len(wanted) else NOTHING_FOUND


def split_references(typed: Sequence[str]) -> list[Reference]:
    """The references that the words of a command line are, each in one word or several. Raises QueryProblem."""
    from archive.errors import QueryProblem
    from archive.references import parse_reference

    found = []
    start = 0
    while start < len(typed):
        for end in range(min(len(typed), start + _MOST_PIECES), start, -1):
            reference = parse_reference(" ".join(typed[start:end]))
            if reference is not None:
                found.append(reference)
                start = end
                break
        else:
            unread = " ".join(typed[start:])
            raise QueryProblem(f"'{unread}' is not a reference: give one as 23 012 807, 23-012-807 or 23012807")
    return found


def _text(
    settings: Settings,
    connection: sqlite3.Connection,
    reference: Reference,
    kinds: tuple[str, ...],
    form: str,
    *,
    everything: bool,
) -> str | None:
    """What to print of one decision; None, having said so, where it is not held or has none of `kinds`."""
    from archive.storage.reader import read_decision, read_source

    if form == "source":
        source = read_source(connection, reference)
        if source is not None:
            return _source(source)
    else:
        decision = read_decision(connection, reference)
        if decision is not None:
            picked = _only(decision, kinds) if kinds else decision
            return None if picked is None else _decision(settings, connection, picked, form, everything=everything)
    click.echo(f"{reference} is not in this archive", err=True)
    return None


def _why(settings: Settings, connection: sqlite3.Connection, reference: Reference) -> str | None:
    """Why a decision ended as it did; None, having said so, where it is not held."""
    from archive.cli.printing import terminal_width
    from archive.output.reading import why_of
    from archive.query.vocabularies import reason_names
    from archive.storage.reader import read_decision

    decision = read_decision(connection, reference)
    if decision is None:
        click.echo(f"{reference} is not in this archive", err=True)
        return None
    return why_of(decision, reason_names(connection), terminal_width(), color=settings.color)


def _documents(connection: sqlite3.Connection, reference: Reference, *, diff: bool) -> str | None:
    """The documents of a decision, or what changed between them; None, having said so, where it is not held."""
    from archive.cli.printing import terminal_width
    from archive.output.documents import differences_of, documents_of
    from archive.storage.documents import documents_by_reference

    held = documents_by_reference(connection, reference)
    if not held:
        click.echo(f"{reference} is not in this archive", err=True)
        return None
    return differences_of(held) if diff else documents_of(reference, held, terminal_width())


def _source(text: str) -> str:
    """The text as it came, unless a terminal would obey it."""
    from archive.output.text import printable

    return printable(text) if sys.stdout.isatty() else text


def _decision(
    settings: Settings, connection: sqlite3.Connection, decision: Decision, form: str, *, everything: bool
) -> str:
    from archive.cli.printing import terminal_width
    from archive.output.reading import markdown_of, text_of
    from archive.output.rows import json_line
    from archive.query.vocabularies import reason_names
    from archive.storage.reader import read_address

    if form == "json":
        return json_line(decision.to_dict())
    names = reason_names(connection)
    address = read_address(connection, decision.reference)
    if form == "markdown":
        return markdown_of(decision, names, address=address)
    return text_of(decision, names, terminal_width(), color=settings.color, everything=everything, address=address)


def _only(decision: Decision, kinds: tuple[str, ...]) -> Decision | None:
    """`decision` with these kinds of section alone; None, having said so, where it has none of them."""
    from dataclasses import replace

    from archive.decision import KINDS
    from archive.errors import QueryProblem

    for kind in kinds:
        if kind not in KINDS:
            raise QueryProblem(f"no kind of section called '{kind}': choose from {', '.join(KINDS)}")
    sections = tuple(section for section in decision.sections if section.kind in kinds)
    summary = decision.summary if "summary" in kinds else None
    if not sections and summary is None:
        has = dict.fromkeys((*(["summary"] if decision.summary else []), *(s.kind for s in decision.sections)))
        click.echo(f"{decision.reference} has no section {', '.join(kinds)}; it has {', '.join(has)}", err=True)
        return None
    return replace(decision, sections=sections, summary=summary, reasons=(), remedies=())
