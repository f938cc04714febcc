"""`lgsco check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli import DONE, NO_DATABASE
from archive.cli.common import Settings, plural, progress, told
from archive.cli.declaring import common_options
from archive.cli.group import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from archive.maintain.check import CheckReport
    from archive.storage.integrity import Finding

_MOST = 20


@click.command(cls=Command)
@click.option("--full", is_flag=True, help="Compare every decision with its documents, not only a sample.")
@click.option("--repair", "mend", is_flag=True, help="Mend what the stored documents allow, after a copy of the file.")
@click.option("--seed", type=int, metavar="N", help="Draw the same sample as a check before.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="How to print it."
)
@common_options
def command(settings: Settings, *, full: bool, mend: bool, seed: int | None, form: str) -> int:
    """Test the archive for damage.

    \b
    Examples:
      lgsco check
      lgsco check --full --format json
      lgsco check --repair

    Tested are the file, its schema, its keys, and the index beside the text. Of 1,000 decisions (or all, with --full
    and with --repair) the documents are read again and every row is compared. Nothing is changed but with --repair,
    which first puts a copy beside the file and names it.

    Exit code 4 says that something is wrong; what, is printed, with what to do.
    """
    import random

    from archive.maintain.check import check, how_many

    drawn = random.randrange(1_000_000) if seed is None else seed  # noqa: S311 - no secret
    with progress(settings, "Comparing", lambda: how_many(settings.db, full=full or mend)) as advance:
        if mend:
            return _repair(settings, form, advance)
        report = check(settings.db, full=full, seed=drawn, done=advance)
    if form == "json":
        _json({"path": settings.db, **report.to_dict()})
    else:
        _print(report.findings)
    return _verdict(settings, report)


def _repair(settings: Settings, form: str, advance: Callable[[int], None]) -> int:
    from archive.maintain.repair import repair

    report = repair(settings.db, done=advance)
    if form == "json":
        _json({"path": settings.db, **report.to_dict()})
    else:
        for line in report.mended:
            click.echo(told(f"mended: {line}"))
        _print(report.left.findings)
    if report.backup:
        settings.say(f"a copy of the file as it was: {report.backup}")
    return _verdict(settings, report.left)


def _json(value: object) -> None:
    from archive.output.rows import json_text

    click.echo(json_text(value), nl=False)


def _print(findings: Sequence[Finding]) -> None:
    """The findings, a line each; of many of one kind the first, and how many more."""
    from collections import Counter

    counted: Counter[str] = Counter()
    for finding in findings:
        counted[finding.code] += 1
        if counted[finding.code] <= _MOST:
            click.echo(told(f"{finding.message}; {finding.advice}"))
    for code, count in counted.items():
        if count > _MOST:
            click.echo(f"... and {count - _MOST:,} more of this kind ({code}); --format json lists them all")


def _verdict(settings: Settings, report: CheckReport) -> int:
    for line in report.advice:
        settings.say(line)
    if not report.whole:
        settings.say(f"{settings.db}: {plural(len(report.findings), 'finding')}")
        return NO_DATABASE
    settings.say(f"{settings.db}: whole")
    if report.counts:
        drawn = "" if report.seed is None else f" (drawn by --seed {report.seed}; --full compares all)"
        settings.say(f"  {plural(report.compared, 'decision')} compared with the stored documents{drawn}")
        _say_counts(settings, report.counts)
    return DONE


def _say_counts(settings: Settings, counts: Mapping[str, int]) -> None:
    from archive.cli.printing import terminal_width
    from archive.output.text import wrapped

    rows = ", ".join(f"{number:,} {table.replace('_', ' ')}" for table, number in counts.items() if number)
    for line in wrapped(rows, terminal_width(), first="  "):
        settings.say(line)
