"""The program run in a pseudo-terminal, and what stands on the screen then."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS = 24
TALL = 500
"""Rows of a terminal on which nothing needs a pager."""
ESCAPE = "␛"
"""How an escape character is shown, so that a screen can be read in an editor."""


def screen(
    arguments: list[str],
    folder: Path,
    columns: int,
    *,
    color: bool,
    rows: int = TALL,
    pager: str = "cat",
    keys: str = "",
) -> str:
    """All that `lgsco` with `arguments`, run in `folder`, writes to a terminal of so many columns, both streams.

    Escapes begin with ESCAPE. `keys` are typed ahead, for the pager. The last line is the exit code.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "PAGER": pager,
        "HOME": str(folder),
        **({} if color else {"NO_COLOR": "1"}),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "archive", *arguments],
        cwd=folder,
        env=environment,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    os.write(master, keys.encode())
    written = b""
    try:
        while data := _read(master):
            written += data
    finally:
        os.close(master)
    code = process.wait()
    text = written.decode("utf-8").replace("\r\n", "\n").replace("\x1b", ESCAPE)
    return f"{text}[exit code {code}]\n"


def _read(master: int) -> bytes:
    """What the terminal has next; nothing at its end, which Linux tells as an error."""
    try:
        return os.read(master, 65536)
    except OSError:
        return b""
