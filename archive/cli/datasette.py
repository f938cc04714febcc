"""`lgsco datasette`."""

from __future__ import annotations

import click

from archive.cli import DONE
from archive.cli.common import Settings, plural
from archive.cli.declaring import common_options
from archive.cli.group import Command

_HOST = "127.0.0.1"


@click.command(cls=Command)
@click.argument("folder", default="lgsco-site")
@click.option("--serve", is_flag=True, help="Open it with Datasette, for this machine alone.")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Where to serve.")
@common_options
def command(settings: Settings, folder: str, *, serve: bool, port: int) -> int:
    """Write a folder that Datasette opens as pages for reading: search, decisions, councils, reasons, tables.

    \b
    Examples:
      lgsco datasette --serve
      lgsco datasette public
      lgsco datasette public --serve --port 8080

    The folder holds a checked copy of the archive. Run the command again to refresh it; it overwrites no folder but
    its own.
    """
    from archive.site.folder import write_folder
    from archive.storage.connection import open_reader

    # Whatever is wrong with the archive is said before anything is said to be under way.
    open_reader(settings.db).close()
    decisions = write_folder(settings.db, folder, settings.say)
    settings.say(f"{folder}: {plural(decisions, 'decision')}; `datasette {folder}` opens it")
    if serve:
        from archive.site.serve import serve_folder

        settings.say(f"http://{_HOST}:{port}/ (Ctrl-C stops)")
        serve_folder(folder, _HOST, port)
    return DONE
