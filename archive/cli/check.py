"""`lgsco check`."""

from __future__ import annotations

import click

from archive.cli import DONE, NO_DATABASE
from archive.cli.common import Settings, common_options, plural


@click.command()
@common_options
def command(settings: Settings) -> int:
    """Test the archive for damage.

    \b
    Examples:
      lgsco check
      lgsco check --db other.db

    Tested are the file, its keys, and the index beside the text. Nothing is changed.

    Exit code 4 says that something is wrong; what, is printed.
    """
    from archive.storage.connection import database_errors, open_checker
    from archive.storage.integrity import counts, findings

    connection = open_checker(settings.db)
    try:
        with database_errors(settings.db):
            wrong = 0
            for finding in findings(connection):
                wrong += 1
                click.echo(finding)
            if wrong:
                advice = "restore a copy, or ingest the files again into a new archive"
                settings.say(f"{settings.db}: {plural(wrong, 'finding')}; {advice}")
                return NO_DATABASE
            rows = ", ".join(f"{number:,} {table.replace('_', ' ')}" for table, number in counts(connection).items())
            settings.say(f"{settings.db}: whole ({rows})")
    finally:
        connection.close()
    return DONE
