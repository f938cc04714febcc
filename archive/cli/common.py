"""What all commands share: the database option, quiet, colour and pager."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from archive.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Settings(NamedTuple):
    """The options every command takes. `db` is a path; `color` and `pager` already weigh terminal and environment.

    `plain`: for a screen reader, so without colour, pager and bars, and every fact with its label in words.
    """

    db: str
    quiet: bool
    color: bool
    pager: bool
    plain: bool = False

    @property
    def bar(self) -> bool:
        """Whether to show a progress bar: on standard error, where that is a terminal that can redraw a line."""
        return not self.quiet and not self.plain and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def say(self, text: str) -> None:
        """Talk: a line or several on stderr, unless quiet."""
        if not self.quiet:
            click.echo("\n".join(map(told, text.split("\n"))), err=True)


def common_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --db, -q/--quiet, --plain, --no-color and --no-pager; `function` gets a Settings first.

    Colour and pager are for terminals only, and never with --plain or TERM=dumb; colour not with NO_COLOR.
    """

    @click.option(
        "--db",
        envvar="LGSCO_DB",
        default="archive.db",
        show_default=True,
        metavar="PATH",
        help="The archive file. [env: LGSCO_DB]",
    )
    @click.option("-q", "--quiet", is_flag=True, help="Say nothing but data and errors.")
    @click.option(
        "--plain",
        is_flag=True,
        envvar="LGSCO_PLAIN",
        help="For a screen reader: labels in words, no columns, no colour. [env: LGSCO_PLAIN]",
    )
    @click.option("--no-color", is_flag=True, help="No colour.")
    @click.option("--no-pager", is_flag=True, help="No pager.")
    @functools.wraps(function)
    def wrapper(
        *,
        db: str,
        quiet: bool,
        plain: bool,
        no_color: bool,
        no_pager: bool,
        **options: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not plain
        settings = Settings(
            db=db,
            quiet=quiet,
            color=terminal and not no_color and not os.environ.get("NO_COLOR"),
            pager=terminal and not no_pager,
            plain=plain,
        )
        return function(settings, **options)

    return wrapper


STOPPED: Final = "interrupted: what was committed stays; the same command goes on from there"
"""What Ctrl-C leaves of a command that commits as it goes."""


@contextlib.contextmanager
def progress(settings: Settings, label: str, length: Callable[[], int]) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where that is a terminal. Gives what to call with how many more are done.

    `length` is asked only where there is a bar.
    """
    if not settings.bar:
        yield lambda _done: None
        return
    with click.progressbar(length=length(), label=label, file=sys.stderr) as bar:
        yield bar.update


def completing(name: str) -> Callable[[click.Context, click.Parameter, str], Any]:
    """The function of that name in `archive.cli.completing`, which is imported only when a shell asks for it."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:  # noqa: ANN401
        from archive.cli import completing as module

        return getattr(module, name)(ctx, param, incomplete)

    return complete


def plural(number: int, noun: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


_BLANKS: Final = frozenset("\t\u00a0\u2009\u202f")


def told(text: str) -> str:
    """`text` fit for a terminal: control characters, which a file's name or words may hold, shown as �."""
    return "".join(c if c.isprintable() or c in _BLANKS else "\ufffd" for c in text)
