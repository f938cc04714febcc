"""JSON Lines: on each line the decision as `lgsco parse` and `lgsco show --format json` print it.

The acknowledgement is one more key of every line, so that a file can be split anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from archive.decision import Decision, Reference
from archive.output.form import chosen
from archive.output.rows import json_line

if TYPE_CHECKING:
    from archive.output.exports import Export

ACKNOWLEDGEMENT: Final = "acknowledgement"
FIELDS: Final = (*Decision(Reference("")).to_dict(), ACKNOWLEDGEMENT)


def write(export: Export, file: BinaryIO) -> None:
    """Write JSON Lines in UTF-8."""
    fields = chosen(export.fields, FIELDS)
    keys = [field for field in fields if field != ACKNOWLEDGEMENT]
    for exported in export.decisions:
        data = exported.decision.to_dict()
        line = {key: data[key] for key in keys} | {ACKNOWLEDGEMENT: export.acknowledgement}
        file.write(json_line(line).encode())
