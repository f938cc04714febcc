"""The sentences of a decision that can give a reason, each with its place, its words and the phrasings met in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.analysis.matching import find_all, line_of
from archive.analysis.scope import NOTHING, Scope
from archive.analysis.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.analysis.matching import Found
    from archive.analysis.lexicon import Lexicon
    from archive.decision import Decision

RANKS: Final = ("decision", "summary", "assessment", "scope")
"""The kinds of section in which the Ombudsman gives reasons, weightiest first."""


class Statement:
    """One sentence: its text, the kind of section and the paragraph it stands in, its words, the phrasings met."""

    __slots__ = ("_found", "_scope", "_words", "kind", "line", "paragraph", "text")

    def __init__(self, text: str, kind: str, paragraph: int | None, words: Lexicon) -> None:
        self.text = text
        self.kind = kind
        self.paragraph = paragraph
        self.line = line_of(text, words)
        self._words = words
        self._found: list[Found] | None = None
        self._scope: Scope | None = None

    @property
    def found(self) -> list[Found]:
        """The phrasings met, whatever they amount to here."""
        if self._found is None:
            self._found = list(find_all(self.line))
        return self._found

    @property
    def scope(self) -> Scope:
        """Who speaks in the sentence and what it denies."""
        if self._scope is None:
            self._scope = Scope(self.line, self._words)
        return self._scope

    def weighed(self) -> Iterator[tuple[Found, str]]:
        """The phrasings that count here, each with its sense."""
        for found in self.found:
            if found.phrasing.sense != "cited":
                sense = self.scope.weigh(found)
                if sense != NOTHING:
                    yield found, sense

    def has(self, concept: str) -> bool:
        """Whether a word of the sentence carries the concept, whoever speaks."""
        return bool(self.line.present & self._words.bit(f"{{{concept}}}"))

    def asserts(self, concept: str) -> bool:
        """Whether the Ombudsman affirms something of the concept here."""
        bit = self._words.bit(f"{{{concept}}}")
        if not self.line.present & bit:
            return False
        return any(mask & bit and self.scope.affirms(at) for at, mask in enumerate(self.line.masks))


def statements(decision: Decision, words: Lexicon) -> dict[str, list[Statement]]:
    """The sentences of each kind of section that can give or name a reason, in their order."""
    found: dict[str, list[Statement]] = {kind: [] for kind in (*RANKS, "powers")}
    if decision.summary:
        found["summary"] = [Statement(text, "summary", None, words) for text in sentences(decision.summary)]
    for section in decision.sections:
        into = found.get(section.kind)
        if into is None:
            continue
        for paragraph in section.paragraphs:
            into += [Statement(text, section.kind, paragraph.position, words) for text in sentences(paragraph.text)]
    return found
