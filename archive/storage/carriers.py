"""What a file stated beside its text, as JSON: with it a document held can be read again as on the day it came in.

Text and pages say all themselves, but for what only their bytes showed. This program's own JSON is its own text. The
fields of a record, and how the lines of a PDF were laid out, are nowhere else.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from archive.decision import Problem
from archive.reading.document import Hints, Row
from archive.references import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.reading.document import Document

_SELF_CONTAINED: Final = ("text", "html")
"""The formats whose stored text is what their reader reads."""

_OF_BYTES: Final = ("encoding_windows_1252", "cut_off", "control_characters")
"""The problems of those formats that the stored text, being decoded, may show no more."""


def facts(document: Document) -> str | None:
    """The JSON to keep beside the text of `document`; None where the text alone says all."""
    if document.decision is not None:
        return None
    if document.format in _SELF_CONTAINED:
        problems = [problem for problem in document.problems if problem.code in _OF_BYTES]
        return _json({"problems": _problems(problems)}) if problems else None
    found: dict[str, Any] = {"hints": _hints(document.hints), "problems": _problems(document.problems)}
    if document.rows is not None:
        found["rows"] = [_row(row, document.text) for row in document.rows]
    return _json(found)


def hints(found: dict[str, Any]) -> Hints:
    """The Hints in parsed `facts`."""
    stated = dict(found.get("hints", {}))
    if "decision_date" in stated:
        stated["decision_date"] = date.fromisoformat(stated["decision_date"])
    if "reference" in stated:
        stated["reference"] = Reference(stated["reference"])
    return Hints(**stated)


def problems(found: dict[str, Any]) -> tuple[Problem, ...]:
    """The problems in parsed `facts`."""
    return tuple(Problem(*problem) for problem in found.get("problems", ()))


def rows(found: dict[str, Any], text: str) -> tuple[Row, ...] | None:
    """The rows in parsed `facts` of a document with this text; None where it had none."""
    if "rows" not in found:
        return None
    return tuple(Row(text[row[2] : row[3]] if row[0] is None else row[0], *row[1:]) for row in found["rows"])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hints(stated: Hints) -> dict[str, Any]:
    named = {name: getattr(stated, name) for name in Hints.__dataclass_fields__}
    if stated.decision_date is not None:
        named["decision_date"] = stated.decision_date.isoformat()
    return {name: value for name, value in named.items() if value is not None}


def _problems(met: Iterable[Problem]) -> list[list[object]]:
    return [[problem.line, problem.code, problem.message] for problem in met]


def _row(row: Row, text: str) -> list[object]:
    """A row; without its words where they stand in `text`, the document's."""
    return [None if row.start is not None and text[row.start : row.end] == row.text else row.text, *row[1:]]
