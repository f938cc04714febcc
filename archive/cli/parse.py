"""`lgsco parse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli import DONE, REFUSED
from archive.cli.common import Settings, talk
from archive.cli.declaring import common_options
from archive.cli.group import Command

if TYPE_CHECKING:
    from archive.storage.writer import Entry


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--account", is_flag=True, help="Print what every character was taken for, instead of the decision.")
@common_options
def command(settings: Settings, paths: tuple[str, ...], *, account: bool) -> int:  # noqa: ARG001 - all take settings
    """Read decision files and print them as JSON, one decision a line. No database is used.

    \b
    Examples:
      lgsco parse decision.txt
      lgsco parse decisions/ > decisions.jsonl
      cat decision.txt | lgsco parse -
      lgsco parse --account decision.txt

    With --account, each line of output gives the ranges of characters (from 0, the end not included) by what they
    are: header, decision line, summary, heading, paragraph, marker, sign-off, furniture, blank. No character is in
    two, and none is in none.

    Exit code 3 says that some input was refused.
    """
    from archive.errors import Refused
    from archive.ingester import read_entries
    from archive.output.rows import json_line

    refused = 0
    for entry in read_entries(paths):
        if isinstance(entry, Refused):
            refused += 1
            talk(f"refused: {entry}")
        else:
            shown = _account(entry) if account else entry.decision.to_dict()
            click.echo(json_line(shown), nl=False)
    return REFUSED if refused else DONE


def _account(entry: Entry) -> dict[str, object]:
    """The ranges of each role in the text of a document."""
    from archive.parsing.account import account

    ranges: dict[str, list[list[int]]] = {}
    for role, start, end in account(entry.document):
        ranges.setdefault(role, []).append([start, end])
    return {
        "reference": entry.decision.reference,
        "path": entry.document.path,
        "characters": len(entry.document.text),
        "ranges": ranges,
    }
