"""What the schema says of itself, as the tables of docs/clients.md: `cog -P -r docs/clients.md` writes them."""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import closing

from sqlite_utils import Database

from archive.output.parquet_columns import COLUMNS
from archive.storage.schema import migrations


def notes() -> dict[str, str]:
    """The note on each view, by its name, in the order in which they were made."""
    with closing(sqlite3.connect(":memory:")) as connection:
        migrations().apply(Database(connection, execute_plugins=False))
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
    return {name: match[1] for name, sql in found if (match := re.search(r"^  --! (.+)$", sql, re.MULTILINE))}


def print_views() -> None:
    """Print the table of the views."""
    lines = ["| view | holds |", "|---|---|", *(f"| `{name}` | {note} |" for name, note in notes().items())]
    sys.stdout.write("\n".join(lines) + "\n")


def print_parquet() -> None:
    """Print the table of the columns of the Parquet files, with the parts of lists below them."""
    lines = ["| column | type | holds |", "|---|---|---|"]
    kinds = {"rows": "list", "texts": "list of text"}
    for column in COLUMNS:
        lines.append(f"| `{column.name}` | {kinds.get(column.kind, column.kind)} | {column.note} |")
        lines += [f"| `{column.name}.{part.name}` | {part.kind} | {part.note} |" for part in column.parts]
    sys.stdout.write("\n".join(lines) + "\n")
