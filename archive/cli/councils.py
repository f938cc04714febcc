"""`lgsco councils`."""

from __future__ import annotations

import click

from archive.cli.common import Settings, common_options
from archive.cli.listing import listing_options, print_rows


@click.command()
@listing_options
@common_options
def command(settings: Settings, *, everything: bool, form: str) -> int:
    """List the councils and other bodies that have decisions here, with how many and from when to when.

    \b
    Examples:
      lgsco councils
      lgsco councils --format csv > councils.csv
      lgsco councils --all | grep -i borough
    """
    from archive.query.vocabularies import COUNCIL_COLUMNS, councils

    return print_rows(settings, COUNCIL_COLUMNS, councils, form, everything=everything)
