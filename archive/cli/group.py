"""The `lgsco` command as click knows it. Only click is imported; each command's module is imported when it is run."""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING, Final

import click

from archive import __version__
from archive.cli import COMMANDS, DONE, INTERRUPTED, WRONG_USAGE, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


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


def run_command(arguments: list[str]) -> int:
    """Run the command that `arguments` name and give its exit code. Wrong usage is told."""
    try:
        code: object = main.main(arguments, prog_name="lgsco", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        say(shown.getvalue().rstrip("\n"))
        code = WRONG_USAGE
    except click.Abort:
        say("interrupted")
        code = INTERRUPTED
    return code if isinstance(code, int) else DONE
