"""Opening a written folder with Datasette, in this process."""

from __future__ import annotations

import importlib.util
import socket

from archive.errors import ArchiveError


def serve_folder(folder: str, host: str, port: int) -> None:
    """Serve `folder` until it is stopped. Raises ArchiveError without Datasette, or where the port is taken."""
    if importlib.util.find_spec("datasette") is None:
        raise ArchiveError(
            "Datasette is not installed: pip install 'lgsco-archive[datasette]', or `pip install datasette`"
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ArchiveError(
                f"port {port} of {host} cannot be used ({error.strerror}): give another with --port"
            ) from error
    from datasette.cli import cli

    cli.main(["serve", folder, "--host", host, "--port", str(port)], standalone_mode=False)
