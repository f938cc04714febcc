"""What all commands share: the database, quiet, colour and pager, and how they talk."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any, Final

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
            talk(text)


def settings_of(values: dict[str, Any]) -> Settings:
    """The Settings that the options of COMMON make, which are taken out of `values`.

    Colour and pager are for terminals only, and never with --plain or TERM=dumb; colour not with NO_COLOR.
    """
    plain, no_color, no_pager = values.pop("plain"), values.pop("no_color"), values.pop("no_pager")
    terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not plain
    return Settings(
        db=values.pop("db"),
        quiet=values.pop("quiet"),
        color=terminal and not no_color and not os.environ.get("NO_COLOR"),
        pager=terminal and not no_pager,
        plain=plain,
    )


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
    import click

    with click.progressbar(length=length(), label=label, file=sys.stderr) as bar:
        yield bar.update


def plural(number: int, noun: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


_BLANKS: Final = frozenset("\t\u00a0\u2009\u202f")


def told(text: str) -> str:
    """`text` fit for a terminal: control characters, which a file's name or words may hold, shown as �."""
    return "".join(c if c.isprintable() or c in _BLANKS else "\ufffd" for c in text)


def talk(text: str) -> None:
    """A line or several on standard error; what was typed may stand in them, so no control character passes."""
    # There is none where the caller closed it.
    if sys.stderr is not None:
        sys.stderr.write("".join(f"{told(line)}\n" for line in text.split("\n")))
        sys.stderr.flush()
