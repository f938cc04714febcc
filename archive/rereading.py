"""Reading a document again that the archive holds: from its stored text, and what its file stated beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.errors import Refused
from archive.reading import read_bytes
from archive.reading.document import Document
from archive.storage import carriers

if TYPE_CHECKING:
    from archive.storage.documents import HeldDocument


def reread(held: HeldDocument) -> Document | Refused:
    """The Document that `held` came in as; Refused where the archive does not have what its reader needs.

    Text and pages go through today's reader. A record and a PDF come back as the reader of their day gave them: the
    file itself, which only the reader could look at anew, is not stored.
    """
    facts = json.loads(held.facts) if held.facts else {}
    if held.facts and held.format in {"json", "pdf"}:
        return Document(
            path=held.path,
            format=held.format,
            text=held.text,
            sha256=held.sha256,
            size=held.bytes,
            url=held.url,
            hints=carriers.hints(facts),
            problems=carriers.problems(facts),
            rows=carriers.rows(facts, held.text),
        )
    if held.format == "pdf":
        return _lost(held)
    # The byte-order mark keeps an old charset declaration inside a page from being believed.
    found = next(read_bytes(held.text.encode("utf-8-sig"), held.path))
    if isinstance(found, Refused):
        return found
    if held.format == "json" and found.decision is None:
        return _lost(held)
    noted = carriers.problems(facts)
    seen = {problem.code for problem in noted}
    return replace(
        found,
        path=held.path,
        text=held.text,
        sha256=held.sha256,
        size=held.bytes,
        url=held.url,
        hints=replace(found.hints, chapter=held.chapter, retrieved_at=held.retrieved_at),
        problems=(*noted, *(problem for problem in found.problems if problem.code not in seen)),
    )


def _lost(held: HeldDocument) -> Refused:
    reason = "came in before archives kept what it takes to read it again: ingest its file again"
    return Refused("not_kept", reason, path=held.path)
