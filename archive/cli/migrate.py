"""`lgsco migrate`."""

from __future__ import annotations

import click

from archive.cli import DONE, Command
from archive.cli.common import Settings, common_options


@click.command(cls=Command)
@common_options
def command(settings: Settings) -> int:
    """Bring an archive made by an older version up to date. Does nothing where it already is.

    \b
    Examples:
      lgsco migrate
      lgsco migrate --db other.db
    """
    from archive.storage.connection import open_writer

    connection = open_writer(settings.db)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    finally:
        connection.close()
    settings.say(f"{settings.db}: up to date (schema {version})")
    return DONE
