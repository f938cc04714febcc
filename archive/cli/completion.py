"""`lgsco completion`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli import DONE
from archive.cli.declaring import common_options
from archive.cli.group import Command

if TYPE_CHECKING:
    from archive.cli.common import Settings

_INSTALLED = {
    "bash": "lgsco completion bash > ~/.local/share/bash-completion/completions/lgsco",
    "zsh": "lgsco completion zsh > ~/.zfunc/_lgsco   (a folder of your fpath, before compinit)",
    "fish": "lgsco completion fish > ~/.config/fish/completions/lgsco.fish",
}


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(tuple(_INSTALLED)), metavar="SHELL")
@common_options
def command(settings: Settings, shell: str) -> int:
    """Print the script that lets a shell complete commands, options, councils, subjects, reasons and references.

    \b
    Examples:
      lgsco completion bash > ~/.local/share/bash-completion/completions/lgsco
      lgsco completion zsh > ~/.zfunc/_lgsco
      lgsco completion fish > ~/.config/fish/completions/lgsco.fish
      eval "$(lgsco completion bash)"

    SHELL is bash, zsh or fish. Councils, subjects, reasons and references are those of the archive that --db or
    LGSCO_DB names, as they are at that moment; where there is none, nothing is offered.
    """
    from click.shell_completion import get_completion_class

    from archive.cli.group import main
    from archive.cli.printing import put

    made = get_completion_class(shell)
    if made is None:  # pragma: no cover - click has the three
        raise click.UsageError(f"no completion for {shell}")
    put(settings, made(main, {}, "lgsco", "_LGSCO_COMPLETE").source() + "\n")
    settings.say(f"to install it: {_INSTALLED[shell]}")
    return DONE
