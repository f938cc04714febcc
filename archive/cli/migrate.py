"""`lgsco migrate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli import DONE
from archive.cli.declaring import common_options
from archive.cli.group import Command

if TYPE_CHECKING:
    from archive.cli.common import Settings


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
