"""The documents a decision came in, and what changed between them, for a terminal."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from archive.output.text import one_line, printable, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.storage.documents import HeldDocument


def documents_of(reference: str, held: Sequence[HeldDocument], width: int) -> str:
    """The documents, the current ones first, a few lines each."""
    lines = [f"{reference}: {len(held)} document{'s' if len(held) > 1 else ''}"]
    for version in held:
        standing = "current" if version.is_current else "earlier"
        chapter = "" if version.chapter is None else f", chapter {version.chapter}"
        dated = f", decision of {version.decision_date}" if version.decision_date else ""
        lines += ["", f"{standing}{chapter}: {version.format}{dated}, {version.bytes:,} bytes"]
        facts = {
            "from": version.path,
            "address": version.url,
            "retrieved": version.retrieved_at,
            "came in": version.ingested_at,
            "sha256": version.sha256,
        }
        for label, value in facts.items():
            if value:
                lines += wrapped(one_line(value), width, first=f"  {label:<10}")
    return "".join(f"{line}\n" for line in lines)


def differences_of(held: Sequence[HeldDocument]) -> str:
    """What changed from each whole document to the one before it in the list; one line where there is none.

    `held` has the newest first, as `documents_by_reference` gives them. Chapters of one report are parts, not versions.
    """
    from archive.versions import difference

    whole = [version for version in held if version.chapter is None]
    if len(whole) < 2:  # noqa: PLR2004 - a pair
        return "one version only: nothing to compare\n"
    lines: list[str] = []
    for newer, older in pairwise(whole):
        changed = [printable(line) for line in difference(older, newer)]
        lines += changed or [f"{one_line(older.path)} and {one_line(newer.path)} read the same"]
    return "".join(f"{line}\n" for line in lines)
