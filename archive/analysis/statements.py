"""The sentences of a decision that can give a reason, each with its place, its words and the phrasings met in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from archive.analysis.matching import Line, find_all, fold
from archive.analysis.phrasings import lexicon
from archive.analysis.scope import NOTHING, Scope
from archive.analysis.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.analysis.matching import Found
    from archive.decision import Decision, ReasonCode

_VOICES: Final = (
    *("We ", "we ", "We’", "we’", "I ", "I’", " us ", " us.", " us,", "our ", "Our ", " my ", "My ", "mbudsm"),
    *("fault", "njustice", "discretion", "caused", "istress", "rustrat", "ncertain", "worry", "anxiety", "inconvenien"),
)
"""One of these stands in every sentence in which the Ombudsman judges: the first person, fault, injustice."""
_FAR: Final = 2
"""Sentences on either side of a paragraph that was passed over are no neighbours."""
_ITEM_ENDS: Final = re.compile(r"(?<=[,;]) or |(?<=: )")
"""Where a list that runs on in one sentence goes to its next item."""
RANKS: Final = ("decision", "summary", "assessment", "scope")
"""The kinds of section in which the Ombudsman gives reasons, weightiest first."""


class Statement:
    """One sentence. `at` counts the sentences of its kind of section, `before` is the one before it.

    `present` are the concepts of its words.
    """

    __slots__ = ("_scope", "at", "before", "kind", "line", "paragraph", "present", "text")

    def __init__(
        self, text: str, tokens: list[str], kind: str, paragraph: int | None, at: int = 0, before: str = ""
    ) -> None:
        self.text = text
        self.kind = kind
        self.paragraph = paragraph
        self.at = at
        self.before = before
        self.line = line = Line(list(map(lexicon().__getitem__, tokens)))
        self.present = line.present
        self._scope: Scope | None = None

    @property
    def scope(self) -> Scope:
        """Who speaks in the sentence and what it denies."""
        if self._scope is None:
            self._scope = Scope(self.line)
        return self._scope

    def weighed(self, *, in_subject: bool = False) -> Iterator[tuple[Found, str]]:
        """The phrasings that count here, each with its sense; `in_subject` lets what the complaint is about count."""
        for found in find_all(self.line):
            if found.phrasing.sense != "cited":
                sense = self.scope.weigh(found, in_subject=in_subject)
                if sense != NOTHING:
                    yield found, sense

    def asserts(self, mark: str) -> bool:
        """Whether the Ombudsman affirms something of the concept here."""
        return mark in self.present and any(map(self.scope.affirms, self.line.where(mark)))


def of_summary(decision: Decision) -> list[Statement]:
    """The sentences of the summary."""
    texts = sentences(decision.summary) if decision.summary else []
    return [
        Statement(text, fold(text).split(), "summary", None, at, texts[at - 1] if at else "")
        for at, text in enumerate(texts)
    ]


def of_sections(decision: Decision, kind: str, *, judging: bool = False) -> list[Statement]:
    """The sentences of the sections of a kind; with `judging` only those in which the Ombudsman can be judging.

    These are in the first person, or name fault, injustice or discretion.
    """
    found: list[Statement] = []
    at = 0
    before = ""
    for section in decision.sections:
        if section.kind != kind:
            continue
        for paragraph in section.paragraphs:
            if judging and not any(map(paragraph.text.__contains__, _VOICES)):
                at += _FAR
                continue
            for text in sentences(paragraph.text):
                if not judging or any(map(text.__contains__, _VOICES)):
                    found.append(Statement(text, fold(text).split(), kind, paragraph.position, at, before))
                at += 1
                before = text
    return found


@lru_cache(maxsize=4096)
def named_in(text: str) -> tuple[tuple[ReasonCode, str], ...]:
    """The codes that a paragraph of the powers names, each with the words that name it: a sentence or a list item.

    Remembered, for these texts are stock.
    """
    named: dict[ReasonCode, str] = {}
    for sentence in (item for whole in sentences(text) for item in _ITEM_ENDS.split(whole)):
        line = Line(list(map(lexicon().__getitem__, fold(sentence).split())))
        for found in find_all(line):
            if found.phrasing.sense != "rejected":
                named.setdefault(found.phrasing.code, sentence)
    return tuple(named.items())
