"""Text to stdout: through the pager where it is longer than the terminal, never with what stdout cannot write."""

from __future__ import annotations

import itertools
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.cli.common import Settings
    from archive.output.form import Form

_NO_TERMINAL = os.terminal_size((80, 24))


def terminal_width() -> int:
    """The columns of the terminal; 80 where stdout is none."""
    return _terminal_size().columns if sys.stdout.isatty() else _NO_TERMINAL.columns


def _terminal_size() -> os.terminal_size:
    """As the terminal says, or COLUMNS and LINES where they are set."""
    from shutil import get_terminal_size

    return get_terminal_size(_NO_TERMINAL)


def fitted(settings: Settings, form: Form) -> Form:
    """`form` for the terminal there is, with its width, and with colour and labels as `settings` say."""
    return form._replace(width=terminal_width(), color=settings.color, plain=settings.plain)


def put(settings: Settings, text: str, *, paged: bool = False) -> None:
    """Write `text`, which ends its own lines. `paged`: meant for reading, so long text goes through the pager."""
    put_all(settings, (text,), paged=paged)


def put_all(settings: Settings, texts: Iterable[str], *, paged: bool = False) -> None:
    """Write `texts` one after the other as they come. `paged`: as `put`, all of them in one pager."""
    encoding = sys.stdout.encoding or "utf-8"
    writable = (text.encode(encoding, "replace").decode(encoding) for text in texts)
    if not (paged and settings.pager):
        for text in writable:
            _echo(text)
        return
    held, lines, height = [], 0, _terminal_size().lines
    for text in writable:
        held.append(text)
        lines += text.count("\n")
        if lines >= height:
            import click

            # Left to click, colour is passed on where the pager can show it: it asks less to.
            click.echo_via_pager(itertools.chain(held, writable), color=None if settings.color else False)
            return
    _echo("".join(held))


def _echo(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
