"""A decision, or a paragraph of it, named as people name it: by reference, address or citation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from archive.references import PATTERN, normal, parse_reference
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from archive.query.model import Passage

_REFERENCE: Final = re.compile(rf"{PATTERN}(?![0-9A-Za-z])")
_PARAGRAPH: Final = re.compile(
    r"[\s,;:]+(?:at\s+)?(?:paragraphs?|paras?|¶|§)\s*\.?\s*(?P<number>[0-9]{1,4})\s*\.?$|#para-?(?P<anchor>[0-9]{1,4})$",
    re.IGNORECASE,
)
_CITATION: Final = re.compile(
    r"(?:(?:LGSCO|LGO)\b[\s,:]*)?[^()\"]{0,120}\((?P<reference>[0-9 \-\u2010-\u2013\u00a0]{8,12}[a-z]?)\)"
    r"(?:,?\s*[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4})?",
    re.IGNORECASE,
)
_LONGEST: Final = 400


class Named(NamedTuple):
    """The decision that a text names, and the running number of a paragraph in it."""

    reference: str
    para: int | None


def named(text: str) -> Named | None:
    """What the whole of `text` names; None where it does not.

    `23 012 807` in any usual form or address, with `para 7` after it or without; and the citation that `lgsco show
    --cite` prints, with or without its date: `LGSCO, Thurrock Council (23 012 807), 18 December 2023, para 7`.
    """
    if len(text) > _LONGEST:
        return None
    text = text.strip()
    found = _PARAGRAPH.search(text)
    para = None if found is None else int(found["number"] or found["anchor"])
    rest = text if found is None else text[: found.start()].rstrip(" ,;:")
    reference = parse_reference(rest)
    if reference is None and (para is not None or rest[:3].upper() == "LGO" or rest[:5].upper() == "LGSCO"):
        cited = _CITATION.fullmatch(rest)
        reference = parse_reference(cited["reference"]) if cited else None
    return None if reference is None else Named(reference, para)


def reference_ends(text: str, start: int) -> int | None:
    """Where the reference that stands in `text` from `start` on ends, blanks within it or not; None without one."""
    found = _REFERENCE.match(text, start)
    return None if found is None else found.end()


def reference_of(typed: str) -> str | None:
    """The normal form of the reference that `typed` is, or that its address names."""
    found = _REFERENCE.fullmatch(typed.strip())
    return normal(found) if found else parse_reference(typed)


def paragraphs(connection: sqlite3.Connection, decisions: Sequence[int], para: int) -> dict[int, Passage]:
    """By decision id, its paragraph of this running number, whole; nothing for a decision that has none."""
    from archive.query.lists import ids_json
    from archive.query.model import Passage

    rows = connection.execute(
        "SELECT decision_id, section, position, text FROM paragraphs"
        " WHERE decision_id IN (SELECT value FROM json_each(?)) AND para = ? ORDER BY position DESC",
        (ids_json(decisions), para),
    )
    return {decision: Passage(section, position, para, text, ()) for decision, section, position, text in rows}


def paragraphs_of(connection: sqlite3.Connection, reference: str) -> int | None:
    """The highest running number of a paragraph, 0 where there are no numbers; None where it is not held."""
    row = connection.execute(
        "SELECT max(p.para) FROM decisions d LEFT JOIN paragraph_spans p ON p.decision_id = d.id"
        " WHERE d.reference = ? GROUP BY d.id",
        (reference,),
    ).fetchone()
    return None if row is None else int(row[0] or 0)
