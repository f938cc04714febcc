"""The `lgsco` command. Only click is imported here; each command's module is imported when it is run."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from typing import TYPE_CHECKING, Final

from archive import SELDOM, __version__

gc.set_threshold(*SELDOM)

import click  # noqa: E402 - after that

from archive.errors import ArchiveError, DatabaseProblem, QueryProblem, Refused  # noqa: E402

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

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


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own signature
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not ctx.resilient_parsing:
        click.echo(f"lgsco {__version__}")
        ctx.exit()


# click's own of these two ask gettext for their line, which imports locale: a fiftieth of a search's time.
_HELP: Final = click.Option(
    ["-h", "--help", "_help"],
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_help,
    help="Show this message and exit.",
)
_VERSION: Final = click.Option(
    ["--version"],
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version and exit.",
)


class Command(click.Command):
    """A command of `lgsco`, with -h and --help."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002 - click's own signature
        """The one for all commands."""
        return _HELP


class _Commands(click.Group):
    """A group whose commands are imported only when they are run."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002
        return _HELP

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"archive.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            if not near or not error.message.startswith("No such command"):
                raise
            raise click.UsageError(f"No such command '{args[0]}'. Did you mean '{near[0]}'?", ctx) from error

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        named = [CompletionItem(name, help=line) for name, line in COMMANDS.items() if name.startswith(incomplete)]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, params=[_VERSION], context_settings={"max_content_width": 100})
def main() -> None:
    """Decisions of the Local Government and Social Care Ombudsman, in one SQLite file.

    \b
    Examples:
      lgsco ingest decisions/
      lgsco search damp --council thurrock --since 2023
      lgsco show 23 012 807
    """


def run() -> None:
    """The console script: run the command, print any error as one plain line, exit with the contract's code."""
    code = invoke(sys.argv[1:])
    if sys.argv[1:2] == ["search"]:
        # Nothing is left to close or write, and taking the interpreter apart is a tenth of a search's time.
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def invoke(arguments: list[str]) -> int:
    """Run `arguments` and give the exit code."""
    code: object = DONE
    try:
        code = main.main(arguments, prog_name="lgsco", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        _say(shown.getvalue().rstrip("\n"))
        code = WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except ArchiveError as error:
        _say(f"lgsco: {error}")
        if isinstance(error, QueryProblem):
            from archive.cli.caret import pointed

            for line in pointed(error):
                _say(line)
        code = {DatabaseProblem: NO_DATABASE, Refused: REFUSED}.get(type(error), WRONG_USAGE)
    except (BrokenPipeError, SystemExit):
        # The reader (head, a pager) has gone: click exits by itself then, and when it has completed a command.
        _silence()
    except OSError as error:
        # Every file is opened where its errors are told; what comes as far as this is standard output itself.
        _say(f"lgsco: cannot print: {error.strerror}")
        _silence()
        code = WRONG_USAGE
    return code if isinstance(code, int) else DONE


def _silence() -> None:
    """Let nothing more be written to standard output, for Python tries once more at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    """Lines on standard error; what was typed may stand in them, so no control character passes."""
    from archive.cli.common import told

    for line in text.split("\n"):
        click.echo(told(line), err=True)
