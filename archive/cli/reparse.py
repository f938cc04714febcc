"""`lgsco reparse`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from archive.cli import DONE, INTERRUPTED, REFUSED
from archive.cli.common import STOPPED, Settings, plural, progress, talk
from archive.cli.declaring import common_options
from archive.cli.group import Command

if TYPE_CHECKING:
    from archive.maintain.reparse import ReparseReport


@click.command(cls=Command)
@click.option("--dry-run", is_flag=True, help="Read and compare, but write nothing.")
@click.option("--all", "everything", is_flag=True, help="Those that this parser has read already, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How to print what changed.",
)
@common_options
def command(settings: Settings, *, dry_run: bool, everything: bool, form: str) -> int:
    """Read the stored documents again with the current parser.

    \b
    Examples:
      lgsco reparse --dry-run
      lgsco reparse
      lgsco reparse --all --format json > changes.json

    No file is needed: the archive holds the text as it came. What changed is printed, by field, with a few references
    to look at. A decision whose document can no longer be read stays as it is.

    Exit code 3 says that some stayed as they were; why, is printed.
    """
    from archive.maintain.reparse import reparse, stale

    started = time.monotonic()
    with progress(settings, "Reading again", lambda: stale(settings.db, everything=everything)) as advance:
        try:
            report = reparse(settings.db, dry_run=dry_run, everything=everything, done=advance)
        except KeyboardInterrupt:
            talk(STOPPED)
            return INTERRUPTED
    if form == "json":
        from archive.output.rows import json_text

        click.echo(json_text(report.to_dict()), nl=False)
    else:
        _table(report)
    for kept in report.kept:
        talk(f"kept as it is: {kept.reference}: {kept.path}: {kept.reason}")
    _summary(settings, report, time.monotonic() - started, dry_run=dry_run)
    return REFUSED if report.kept else DONE


def _table(report: ReparseReport) -> None:
    from archive.cli.printing import terminal_width
    from archive.output.rows import table

    if report.counts:
        rows = [(name, count, ", ".join(report.fields[name])) for name, count in report.counts.most_common()]
        click.echo(table(("changed", "decisions", "such as"), rows, width=terminal_width(), needed=3), nl=False)


def _summary(settings: Settings, report: ReparseReport, seconds: float, *, dry_run: bool) -> None:
    from archive.parsing_version import PARSER_VERSION

    if not report.read:
        settings.say(f"nothing to do: parser {PARSER_VERSION}, the current one, has read every document")
        return
    for line in report.why:
        settings.say(line)
    parsers = ", ".join(str(parser) for parser in sorted(report.parsers - {PARSER_VERSION}))
    by = f"parser {parsers} to {PARSER_VERSION}" if parsers else f"parser {PARSER_VERSION}"
    would = "would have " if dry_run else ""
    settings.say(
        f"{plural(report.read, 'decision')} read again, {by}: {would}"
        f"{report.changed:,} changed, {report.unchanged:,} unchanged, {len(report.kept):,} kept; {seconds:.1f} s"
    )
