"""Reading a document again that the archive holds: from its stored text, and what its file stated beside it."""

from __future__ import annotations

import hashlib
import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from archive.errors import Refused
from archive.reading import read_bytes
from archive.reading.document import Document
from archive.storage import carriers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.storage.documents import HeldDocument


CHANGED: Final = "the stored text is not the one that came in"


def reread(held: HeldDocument) -> Document | Refused:
    """The Document that `held` came in as; Refused where its text was changed since, or not all was kept.

    Text and pages go through today's reader. A record and a PDF come back as the reader of their day gave them: the
    file itself, which only the reader could look at anew, is not stored.
    """
    if not as_it_came(held):
        return Refused("document_changed", CHANGED, path=held.path)
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


def as_it_came(held: HeldDocument) -> bool:
    """Whether a stored text has the digest of the file it came from; True where that cannot be known.

    It cannot of records, which are a part of their file, of PDFs, and of bytes that decoding had to mend.
    """
    if held.format not in {"text", "html"} or held.facts is not None or "\ufffd" in held.text:
        return True
    return any(hashlib.sha256(data).hexdigest() == held.sha256 for data in _encodings(held.text))


def _encodings(text: str) -> Iterator[bytes]:
    """The bytes that read as `text`, the likeliest first."""
    yield text.encode()
    yield text.encode("utf-8-sig")
    yield BOM_UTF16_LE + text.encode("utf-16-le")
    yield BOM_UTF16_BE + text.encode("utf-16-be")
    yield text.encode("cp1252", errors="replace")


def _lost(held: HeldDocument) -> Refused:
    reason = "came in before archives kept what it takes to read it again: ingest its file again"
    return Refused("not_kept", reason, path=held.path)
