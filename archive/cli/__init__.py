"""The `lgsco` command: what it gives back, its commands, and how it is run.

Click is imported where it is needed: a plain search is not worth waiting for it.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

from archive import SELDOM

gc.set_threshold(*SELDOM)

from archive.errors import ArchiveError, DatabaseProblem, QueryProblem, Refused  # noqa: E402 - after that

DONE: Final = 0
NOTHING_FOUND: Final = 1
WRONG_USAGE: Final = 2
REFUSED: Final = 3
NO_DATABASE: Final = 4
INTERRUPTED: Final = 130

COMMANDS: Final = {
    "ingest": "Read decision files and store them.",
    "parse": "Read decision files and print them as JSON.",
    "search": "Find decisions by words and filters.",
    "show": "Read one decision.",
    "export": "Write decisions to a file, with the acknowledgement due.",
    "councils": "List councils and other bodies.",
    "categories": "List subjects.",
    "reasons": "List grounds and findings.",
    "datasette": "Write the folder that Datasette opens.",
    "check": "Test the archive for damage.",
    "backup": "Copy the archive, also while it is in use.",
    "reparse": "Read the stored documents again with the current parser.",
    "migrate": "Bring an older archive up to date.",
    "completion": "Print the script that completes commands in a shell.",
    "man": "Print the manual page.",
}
"""Each command with its line of help. A command stands as `command` in the module of its name."""


def run() -> None:
    """The console script: run the command, print any error as one plain line, exit with the contract's code."""
    code = invoke(sys.argv[1:])
    if sys.stderr is not None:
        sys.stderr.flush()
    # Nothing is left to close or write, and to take the interpreter apart is a tenth of a search's time, and a fifth of
    # that of a few files taken in.
    os._exit(code)


def invoke(arguments: list[str]) -> int:
    """Run `arguments` and give the exit code."""
    code = DONE
    try:
        code = _invoked(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("interrupted")
        code = INTERRUPTED
    except ArchiveError as error:
        say(f"lgsco: {error}")
        if isinstance(error, QueryProblem):
            from archive.cli.caret import pointed

            for line in pointed(error):
                say(line)
        code = {DatabaseProblem: NO_DATABASE, Refused: REFUSED}.get(type(error), WRONG_USAGE)
    except (BrokenPipeError, SystemExit):
        # The reader (head, a pager) has gone: click exits by itself then, and when it has completed a command.
        _silence()
    except OSError as error:
        # Every file is opened where its errors are told; what comes as far as this is standard output itself.
        say(f"lgsco: cannot print: {error.strerror}")
        _silence()
        code = WRONG_USAGE
    return code


def _invoked(arguments: list[str]) -> int:
    if arguments[:1] == ["search"]:
        from archive.cli.plain_line import values_of

        values = values_of(arguments[1:])
        if values is not None:
            from archive.cli.searching import run_search

            return run_search(values)
    from archive.cli.group import run_command

    return run_command(arguments)


def _silence() -> None:
    """Let nothing more be written to standard output, for Python tries once more at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """A line or several on standard error, fit for a terminal."""
    from archive.cli.common import talk

    talk(text)
