"""`lgsco categories`."""

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
    """List the subjects that have decisions here, with how many, and how many were upheld, not upheld or closed.

    A category counts the decisions of its subcategories too.

    \b
    Examples:
      lgsco categories
      lgsco categories --all
      lgsco categories --format json
    """
    from archive.query.vocabularies import CATEGORY_COLUMNS, categories

    return print_rows(settings, CATEGORY_COLUMNS, categories, form, everything=everything)
