"""`lgsco ingest`."""

from __future__ import annotations

import os
import time
from typing import IO, TYPE_CHECKING

import click

from archive.cli import DONE, INTERRUPTED, REFUSED
from archive.cli.common import STOPPED, Settings, plural, progress, talk
from archive.cli.declaring import common_options
from archive.cli.group import Command

if TYPE_CHECKING:
    from archive.decision import Problem
    from archive.errors import Refused
    from archive.ingester import IngestReport

_MOST_JOBS = 8
"""More than this many reading processes give one that stores nothing to do."""


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--dry-run", is_flag=True, help="Read and compare, but write nothing.")
@click.option("--strict", is_flag=True, help="Refuse a document with any problem.")
@click.option(
    "--problems",
    "problems_file",
    type=click.File("w", encoding="utf-8"),
    metavar="FILE",
    help="Write refusals and problems as JSON Lines.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that read at once, where there are many files.  [default: one a core, at most 8]",
)
@common_options
def command(
    settings: Settings,
    paths: tuple[str, ...],
    *,
    dry_run: bool,
    strict: bool,
    problems_file: IO[str] | None,
    jobs: int | None,
) -> int:
    """Read decision files and store them.

    \b
    Examples:
      lgsco ingest decisions/
      lgsco ingest --dry-run --problems problems.jsonl decisions/
      lgsco ingest - < decision.txt

    PATH is a file, a folder (with all below it), or - for standard input. A file taken in before that has kept its
    length and time is not opened again; the same reference with other text replaces the current decision, and the
    earlier document stays.

    Exit code 3 says that some input was refused; all the rest is stored.
    """
    from archive.ingester import Listener, ingest

    started = time.monotonic()
    with progress(settings, "Reading", lambda: _files(paths)) as advance:
        listener = Listener(
            refused=lambda refused: _refused(refused, problems_file),
            problem=lambda path, problem: _problem(path, problem, problems_file),
            done=advance,
        )
        try:
            report = ingest(
                paths,
                settings.db,
                dry_run=dry_run,
                strict=strict,
                listener=listener,
                jobs=jobs or min(os.cpu_count() or 1, _MOST_JOBS),
            )
        except KeyboardInterrupt:
            talk(STOPPED)
            return INTERRUPTED
    _summary(settings, report, time.monotonic() - started, dry_run=dry_run)
    return REFUSED if report.refused else DONE


def _files(paths: tuple[str, ...]) -> int:
    """How many files `paths` name; 0 where standard input is one of them."""
    from archive.reading.files import find

    return sum(1 for _ in find(paths)) if "-" not in paths else 0


def _refused(refused: Refused, file: IO[str] | None) -> None:
    talk(f"refused: {refused}")
    if file is not None:
        _write(
            file,
            {
                "path": refused.path,
                "line": refused.line,
                "code": refused.code,
                "message": refused.reason,
                "refused": True,
            },
        )


def _problem(path: str, problem: Problem, file: IO[str] | None) -> None:
    if file is not None:
        _write(
            file,
            {"path": path, "line": problem.line, "code": problem.code, "message": problem.message, "refused": False},
        )


def _write(file: IO[str], row: dict[str, object]) -> None:
    from archive.output.rows import json_line

    file.write(json_line(row))


def _summary(settings: Settings, report: IngestReport, seconds: float, *, dry_run: bool) -> None:
    refused = sum(report.refused.values())
    problems = sum(report.problems.values())
    would = "would be " if dry_run else ""
    settings.say(
        f"{would}{report.added} added, {report.changed} changed, {report.unchanged} unchanged; "
        f"{refused} refused; {plural(problems, 'problem')}; {seconds:.1f} s"
    )
    for code, count in report.problems.most_common():
        settings.say(f"  {count:>6} {code}")
