"""`lgsco reasons`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import click

from archive.cli.declaring import common_options, options
from archive.cli.group import Command
from archive.cli.listing import listing_options, print_rows
from archive.cli.options import PREDECESSORS, Option

if TYPE_CHECKING:
    from archive.cli.common import Settings
    from archive.output.form import Form


_COUNCIL: Final = Option(
    ("--council",), "councils", "Only in decisions about this body.", "NAME", many=True, completed="councils"
)


@click.command(cls=Command)
@options(_COUNCIL, PREDECESSORS)
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
