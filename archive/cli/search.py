"""`lgsco search`, as click knows it."""

from __future__ import annotations

from typing import Any

import click

from archive.cli.declaring import options
from archive.cli.group import Command
from archive.cli.options import SEARCH


@click.command(cls=Command)
@click.argument("words", nargs=-1)
@options(*SEARCH)
def command(**values: Any) -> int:  # noqa: ANN401 - as click gives them
    """Find decisions by words and filters. Without either: the newest.

    \b
    Examples:
      lgsco search damp mould --council thurrock --since 2023
      lgsco search '"special guardianship" allowance' --outcome upheld
      lgsco search 'in:complaint (damp OR mould) NOT council:thurrock'
      lgsco search plann* --reason insufficient_fault --sort newest
      lgsco search 'near(short breaks, 3) payment:500.. date:2023/24' --format csv
      lgsco search LGSCO 23 012 807 para 7

    Words are looked for in any of their forms, and all of them must be there. "A phrase" stands as it is; OR, NOT and
    brackets combine; plann* is any word that begins so, exact:housing this form only. Each filter is also a field among
    the words. A filter given twice means either; different filters all hold. A reference, an address or a citation
    finds its decision. All of the language: docs/searching.md.
    """
    from archive.cli.searching import run_search

    return run_search(values)
