"""`lgsco backup`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli import DONE
from archive.cli.declaring import common_options
from archive.cli.group import Command

if TYPE_CHECKING:
    from archive.cli.common import Settings


@click.command(cls=Command)
@click.argument("path", type=click.Path(), metavar="PATH")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@common_options
def command(settings: Settings, path: str, *, overwrite: bool) -> int:
    """Copy the archive, also while it is in use, and test the copy.

    \b
    Examples:
      lgsco backup /mnt/safe/archive.db
      lgsco backup --overwrite archive-backup.db

    The copy is the archive as it stood at one moment. It gets its name only when it is whole and has reached the disk.
    A damaged archive is not copied: run `lgsco check`.
    """
    from archive.storage.shipping import backup

    backup(settings.db, path, overwrite=overwrite)
    settings.say(f"{path}: a whole copy of {settings.db}")
    return DONE
