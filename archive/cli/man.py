"""`lgsco man`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli import DONE
from archive.cli.declaring import common_options
from archive.cli.group import Command

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from archive.cli.common import Settings

_AFTER = """
.SH EXIT STATUS
.IP 0
Done, or found.
.IP 1
Nothing found; for show, a reference that is not held.
.IP 2
Wrong usage, or a query that cannot be read.
.IP 3
Some input was refused, or is not there; all the rest is done.
.IP 4
The archive is missing, cannot be written, is damaged, newer than the program, or no archive.
.IP 130
Interrupted.
.SH ENVIRONMENT
.IP LGSCO_DB
The archive file, where --db does not name one.
.IP LGSCO_PLAIN
Set to 1: as --plain, for a screen reader.
.IP NO_COLOR
Set to anything: no colour.
.IP TERM
Where it is dumb: no colour, no pager, no bars.
.IP PAGER
What long text is read with on a terminal.
.SH FILES
.IP archive.db
The archive, in the current folder, where neither --db nor LGSCO_DB names one.
.SH COPYRIGHT
"""


@click.command(cls=Command)
@common_options
def command(settings: Settings) -> int:
    """Print the manual page, made from the help of every command.

    \b
    Examples:
      lgsco man | man -l -
      lgsco man > ~/.local/share/man/man1/lgsco.1
    """
    from archive.cli.printing import put

    put(settings, manual())
    return DONE


def manual() -> str:
    """The manual page in roff."""
    from archive import __version__
    from archive.cli import COMMANDS
    from archive.cli.group import main
    from archive.storage.schema import ACKNOWLEDGEMENT

    context = click.Context(main, info_name="lgsco", **main.context_settings)
    commands = [(name, found) for name in COMMANDS if (found := main.get_command(context, name)) is not None]
    options = [
        {param.name for param in found.get_params(click.Context(found, parent=context))} for _, found in commands
    ]
    common = set.intersection(*options)
    lines = [
        f'.TH LGSCO 1 "" "lgsco {__version__}" "User Commands"',
        ".ad l",
        ".SH NAME",
        "lgsco \\- search and read the decisions of the Local Government and Social Care Ombudsman",
        ".SH SYNOPSIS",
        ".B lgsco",
        ".I COMMAND",
        "[OPTIONS] [ARGS]",
        ".SH DESCRIPTION",
        *_text(main.help or ""),
        ".SH OPTIONS",
        "Every command takes these.",
        *_options(commands[0][1], click.Context(commands[0][1], parent=context), common),
        ".SH COMMANDS",
    ]
    for (name, found), own in zip(commands, options, strict=True):
        within = click.Context(found, info_name=name, parent=context)
        lines.append(f".SS {_escaped(' '.join([within.command_path, *found.collect_usage_pieces(within)]))}")
        lines += [*_text(found.help or ""), *_options(found, within, own - common)]
    return "\n".join(lines) + _AFTER + _escaped(ACKNOWLEDGEMENT) + "\n"


def _options(found: click.Command, context: click.Context, names: Collection[str | None]) -> Iterator[str]:
    """The options of these names, each with its help."""
    for param in found.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None and param.name in names:
            spelled, about = record
            yield from (".TP", f".B {_escaped(spelled)}", _escaped(" ".join(about.split())))


def _text(text: str) -> Iterator[str]:
    """The paragraphs of a help text; one after click's own sign for it keeps its lines."""
    import inspect

    for index, paragraph in enumerate(inspect.cleandoc(text).split("\n\n")):
        lines = paragraph.strip("\n").split("\n")
        if index:
            yield ".PP"
        if lines[0].strip() == "\b":
            yield _escaped(lines[1])
            yield from (".nf", ".RS 4", *_verbatim(lines[2:]), ".RE", ".fi")
        else:
            yield _escaped(" ".join(line.strip() for line in lines))


def _verbatim(lines: Iterable[str]) -> Iterator[str]:
    return (_escaped(line.strip()) for line in lines)


def _escaped(text: str) -> str:
    """`text` as roff prints it: backslashes and hyphens as they are, no line taken for a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text[:1] in (".", "'") else text
