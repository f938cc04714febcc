"""`lgsco export`."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from archive.cli import DONE, NOTHING_FOUND
from archive.cli.common import Settings, plural, progress
from archive.cli.declaring import common_options, options, query_options
from archive.cli.forms import split_fields
from archive.cli.group import Command
from archive.cli.options import FIELDS, SAFE_CSV

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from archive.decision import Decision
    from archive.output.exports import Exported
    from archive.query.model import Query
    from archive.query.understanding import Asked

_FORMATS = ("csv", "jsonl", "markdown", "parquet")


@click.command(cls=Command)
@query_options
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="How to write it; else by the ending of FILE, else csv."
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to this file, whole or not at all, instead of stdout; of parquet, a folder.",
)
@options(FIELDS, SAFE_CSV)
@common_options
def command(
    settings: Settings,
    *,
    query: Query,
    form: str | None,
    output: str | None,
    fields: str | None,
    safe_csv: bool,
) -> int:
    """Write all decisions that a search finds to a file; without words or filters, the whole archive.

    \b
    Examples:
      lgsco export --output all.jsonl
      lgsco export --council thurrock --since 2023 -o thurrock.csv
      lgsco export damp mould --outcome upheld --format markdown > damp.md
      lgsco export --reason late_complaint --fields reference,council,reasons_quoted
      lgsco export --format parquet -o parquet

    Words and filters are those of `lgsco search`; the newest decision comes first. csv has a row a decision, with
    reasons and remedies in words (ask for the column text with --fields); jsonl has each decision whole, as `lgsco
    parse` prints it; markdown is for reading; parquet is a new folder with a file a year, for DuckDB and Spark (the
    extra `parquet`). Each carries the acknowledgement that the Ombudsman's terms of re-use ask for: csv in its last
    column, jsonl in a key of every line, markdown at its head, parquet in the metadata of every file.
    """
    from archive.output.exports import SUFFIXES, Export, writer_of
    from archive.query.understanding import understand
    from archive.query.vocabularies import reason_names
    from archive.storage.connection import database_errors, open_reader
    from archive.storage.schema import ACKNOWLEDGEMENT

    if form is None:
        form = next((name for name, suffix in SUFFIXES.items() if (output or "").lower().endswith(suffix)), "csv")
    if form == "parquet" and (output is None or fields):
        raise click.UsageError("parquet is a folder of files with all fields: name the folder with --output alone")
    connection = open_reader(settings.db)
    try:
        with database_errors(settings.db):
            asked = understand(connection, query)
            # What is written to standard output is its own sign of progress.
            count = _Counted(settings if output else settings._replace(quiet=True), connection, asked)
            export = Export(count, ACKNOWLEDGEMENT, reason_names(connection), split_fields(fields), safe_csv)
            if form == "parquet":
                from archive.output.parquet import write_parquet

                write_parquet(count, output or "", acknowledgement=export.acknowledgement, names=export.names)
            else:
                with _opened(output) as file:
                    writer_of(form)(export, file)
            if not count.done:
                from archive.query.blame import why_nothing

                for line in why_nothing(connection, asked):
                    settings.say(line)
                return NOTHING_FOUND
    finally:
        connection.close()
    settings.say(plural(count.done, "decision"))
    return DONE


class _Counted:
    """The decisions to write, one by one; counts them, and shows on a terminal how far it has come."""

    def __init__(self, settings: Settings, connection: sqlite3.Connection, asked: Asked) -> None:
        self.done = 0
        self._settings = settings
        self._connection = connection
        self._asked = asked

    def __iter__(self) -> Iterator[Exported]:
        from archive.query.ranking import total_of

        with progress(self._settings, "Writing", lambda: total_of(self._connection, self._asked)) as advance:
            for exported in self._read():
                yield exported
                advance(1)

    def _read(self) -> Iterator[Exported]:
        from archive.output.exports import Exported
        from archive.query.whole import references
        from archive.storage.reader import read_address, read_decision

        for reference in references(self._connection, self._asked):
            # It is there: the list of references and what is read of each are one snapshot.
            decision = cast("Decision", read_decision(self._connection, reference))
            self.done += 1
            yield Exported(decision, read_address(self._connection, reference))


@contextlib.contextmanager
def _opened(output: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that gets its name only when all is written. Raises ArchiveError."""
    from archive.errors import ArchiveError

    if output is None:
        yield sys.stdout.buffer
        return
    # What is there and no plain file, a pipe or /dev/stdout, is written to as it is.
    beside = output if os.path.exists(output) and not os.path.isfile(output) else f"{output}.part-{os.getpid()}"  # noqa: PTH110, PTH113
    try:
        with open(beside, "wb") as file:  # noqa: PTH123 - no pathlib for a name
            yield file
        if beside != output:
            os.replace(beside, output)  # noqa: PTH105
    except OSError as error:
        raise ArchiveError(f"cannot be written: {error.strerror}", path=output) from error
    finally:
        if beside != output:
            with contextlib.suppress(OSError):
                os.unlink(beside)  # noqa: PTH108
