"""`lgsco parse`."""

from __future__ import annotations

import click

from archive.cli import DONE, REFUSED
from archive.cli.common import Settings, common_options, told


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@common_options
def command(settings: Settings, paths: tuple[str, ...]) -> int:  # noqa: ARG001 - every command takes the same
    r"""Read decision files and print them as JSON, one decision a line. No database is used.

    \b
    Examples:
      lgsco parse decision.txt
      lgsco parse decisions/ > decisions.jsonl
      cat decision.txt | lgsco parse -

    Exit code 3 says that some input was refused.
    """
    import json

    from archive.errors import Refused
    from archive.ingest import read_entries

    refused = 0
    for entry in read_entries(paths):
        if isinstance(entry, Refused):
            refused += 1
            click.echo(told(f"refused: {entry}"), err=True)
        else:
            click.echo(json.dumps(entry.decision.to_dict(), ensure_ascii=False))
    return REFUSED if refused else DONE
