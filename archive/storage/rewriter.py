"""Writing decisions anew whose documents are held: after a repair, or with a newer parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archive.parsing_version import PARSER_VERSION
from archive.storage.packing import pack_decision
from archive.storage.rows import Part, Rows, Vocabulary
from archive.storage.writer import Change, Entry, Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.decision import Decision, Problem


class ReadAgain(NamedTuple):
    """What a document held reads as now. `day` is ISO; None where not stated."""

    document_id: int
    is_current: bool
    day: str | None
    text_hash: str | None
    problems: tuple[Problem, ...]


class Rebuilt(NamedTuple):
    """A decision as its documents give it, `stored` being the id it has; `parts` are the documents of its sections."""

    stored: int
    decision: Decision
    parts: tuple[Part, ...]
    url: str | None
    documents: tuple[ReadAgain, ...]


class Rewriter(Writer):
    """Writes rebuilt decisions over what is held of them. Texts, and when they came in, stay as they are.

    Make a new one for each transaction.
    """

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabularies in memory: whoever else gathers rows in this transaction must use the same."""
        return self._vocabulary

    def rewrite(self, rebuilt: Iterable[Rebuilt]) -> None:
        """Write these decisions anew, with the words of the index and the links of siblings. Inside a transaction."""
        rows = Rows(self._vocabulary, next_document=0)
        for each in rebuilt:
            decision = each.decision
            packed = pack_decision(decision)
            decision_id = self._clear(Change[Entry](decision.reference, each.stored, [], []), packed.day)
            rows.leaving.append(each.stored)
            self._note(each.documents, rows)
            rows.add_decision(packed, decision_id, each.parts, url=each.url)
        self._flush(rows)

    def mark(self, documents: Iterable[ReadAgain]) -> None:
        """Note that this parser has read these documents and found in them what is held."""
        self.connection.executemany(
            "UPDATE documents SET parser = ? WHERE id = ?", [(PARSER_VERSION, each.document_id) for each in documents]
        )

    def _note(self, documents: tuple[ReadAgain, ...], rows: Rows) -> None:
        self.connection.executemany(
            "UPDATE documents SET is_current = ?, decision_date = ?, text_hash = ?, parser = ? WHERE id = ?",
            [(int(d.is_current), d.day, d.text_hash, PARSER_VERSION, d.document_id) for d in documents],
        )
        self.connection.executemany("DELETE FROM problems WHERE document_id = ?", [(d.document_id,) for d in documents])
        for document in documents:
            rows.add_problems(document.document_id, document.problems)
