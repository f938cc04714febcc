"""`lgsco reasons`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

from archive.cli import Command
from archive.cli.common import Settings, common_options, completing
from archive.cli.listing import listing_options, print_rows

if TYPE_CHECKING:
    from archive.output.form import Form


@click.command(cls=Command)
@click.option(
    "--council",
    "councils",
    multiple=True,
    metavar="NAME",
    shell_complete=completing("councils"),
    help="Only in decisions about this body.",
)
@click.option("--with-predecessors", is_flag=True, help="Also the councils that those named took over from.")
@listing_options
@common_options
def command(
    settings: Settings, *, councils: tuple[str, ...], with_predecessors: bool, everything: bool, form: Form
) -> int:
    """List the grounds and findings met here, and how many decisions rely on each, only cite it, or reject it.

    \b
    Examples:
      lgsco reasons
      lgsco reasons --council thurrock
      lgsco reasons --all --format markdown
      lgsco search --reason insufficient_fault

    gate: JA the law prevents; JD the law prevents, with discretion; D discretion; F finding; X administrative.
    """
    from archive.query.vocabularies import REASON_COLUMNS, reasons

    listed = functools.partial(reasons, councils=councils, with_predecessors=with_predecessors)
    return print_rows(settings, REASON_COLUMNS, listed, form, everything=everything)
