"""`lgsco councils`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli.declaring import common_options
from archive.cli.group import Command
from archive.cli.listing import listing_options, print_rows

if TYPE_CHECKING:
    from archive.cli.common import Settings
    from archive.output.form import Form


@click.command(cls=Command)
@listing_options
@common_options
def command(settings: Settings, *, everything: bool, form: Form) -> int:
    """List the councils and other bodies that have decisions here, with how many and from when to when.

    \b
    Examples:
      lgsco councils
      lgsco councils --format csv > councils.csv
      lgsco councils --all | grep -i borough
    """
    from archive.query.vocabularies import COUNCIL_COLUMNS, councils

    return print_rows(settings, COUNCIL_COLUMNS, councils, form, everything=everything)
