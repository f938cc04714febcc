"""Markdown: the acknowledgement, then each decision whole under its title."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from archive.errors import QueryProblem
from archive.output.reading import markdown_of
from archive.output.rows import markdown

if TYPE_CHECKING:
    from archive.output.exports import Export


def write(export: Export, file: BinaryIO) -> None:
    """Write Markdown in UTF-8. Raises QueryProblem where fields were chosen: a text has none."""
    if export.fields is not None:
        raise QueryProblem("--fields chooses columns, and --format markdown has none: leave one of them out")
    file.write(f"> {markdown(export.acknowledgement)}\n".encode())
    for exported in export.decisions:
        text = markdown_of(exported.decision, export.names, address=exported.address)
        file.write(f"\n{text}".encode())
