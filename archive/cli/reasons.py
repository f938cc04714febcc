"""`lgsco reasons`."""

from __future__ import annotations

import click

from archive.cli.common import Settings, common_options
from archive.cli.listing import listing_options, print_rows


@click.command()
@listing_options
@common_options
def command(settings: Settings, *, everything: bool, form: str) -> int:
    """List the grounds and findings met here, and how many decisions rely on each, only cite it, or reject it.

    \b
    Examples:
      lgsco reasons
      lgsco reasons --all --format markdown
      lgsco search --reason insufficient_fault

    gate: JA the law prevents; JD the law prevents, with discretion; D discretion; F finding; X administrative.
    """
    from archive.query.vocabularies import REASON_COLUMNS, reasons

    return print_rows(settings, REASON_COLUMNS, reasons, form, everything=everything)
