"""The sentences of a decision that can give a reason, each with its place, its words and the phrasings met in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from archive.analysis.matching import Line, candidates, find
from archive.analysis.phrasings import lexicon
from archive.analysis.scope import NOTHING, REJECTED, RELIED, Scope
from archive.analysis.sentences import sentences as cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archive.analysis.phrasings import Phrasing
    from archive.decision import Decision, ReasonCode, Section

_VOICES: Final = (
    *("fault", "I ", "We ", " we ", "mbudsm", "njustice", "caused", " us ", " our ", "Our ", "discretion"),
    *("istress", "rustrat", "ncertain", "rvice fail"),
)
"""One of these stands in every sentence in which the Ombudsman judges: the first person, fault, injustice."""
_FAR: Final = 2
"""Sentences on either side of a paragraph that was passed over are no neighbours."""
_LONGEST_STOCK: Final = 250
"""Characters of a sentence that is remembered: so little that what is remembered stays small whatever is read."""
_ITEM_ENDS: Final = re.compile(r"(?<=[,;]) or |(?<=: )")
"""Where a list that runs on in one sentence goes to its next item."""
RANKS: Final = ("decision", "summary", "assessment", "scope")
"""The kinds of section in which the Ombudsman gives reasons, weightiest first."""


class Wording(Line):
    """What a sentence says by its words alone, wherever it stands."""

    __slots__ = ("_scope", "_weighed")

    def __init__(self, text: str) -> None:
        super().__init__(text, lexicon())
        self._scope: Scope | None = None
        self._weighed: list[tuple[Phrasing, str]] | None = None

    @property
    def scope(self) -> Scope:
        """Who speaks in the sentence and what it denies."""
        if self._scope is None:
            self._scope = Scope(self)
        return self._scope

    @property
    def weighed(self) -> list[tuple[Phrasing, str]]:
        """The phrasings that count here, each with its sense."""
        if self._weighed is None:
            self._weighed = self.weigh()
        return self._weighed

    def weigh(self, *, in_subject: bool = False) -> list[tuple[Phrasing, str]]:
        """The same, not remembered; `in_subject` lets what the complaint is about count.

        Of a code once relied on no further wording is looked for, save those that would set it aside.
        """
        weighed: list[tuple[Phrasing, str]] = []
        relied: set[ReasonCode] = set()
        for phrasing in candidates(self):
            code, sense = phrasing.code, phrasing.sense
            if sense == "cited" or (sense == RELIED and code in relied):
                continue
            for places in find(self, phrasing):
                met = self.scope.weigh(phrasing, places, in_subject=in_subject)
                if met != NOTHING:
                    weighed.append((phrasing, met))
                if met == RELIED and not phrasing.weak:
                    relied.add(code)
                    break
        return weighed


_stock = lru_cache(maxsize=1024)(Wording)
"""Wordings remembered: an eighth of the sentences stand word for word in decisions read shortly before."""


class Statement:
    """One sentence of a kind of section. `present` are the terms of its words.

    `at` counts the sentences of its kind; `texts` are all of them that were cut, and `index` its own place among these.
    """

    __slots__ = ("_index", "_texts", "at", "kind", "paragraph", "present", "text", "wording")

    def __init__(
        self, text: str, kind: str, paragraph: int | None, at: int = 0, texts: Sequence[str] = (), index: int = 0
    ) -> None:
        self.text = text
        self.kind = kind
        self.paragraph = paragraph
        self.at = at
        self._texts = texts
        self._index = index
        self.wording = wording = _stock(text) if len(text) <= _LONGEST_STOCK else Wording(text)
        self.present = wording.present

    def before(self, count: int) -> str:
        """The sentences right before this one, at most `count`, in one text in which each is a clause of its own."""
        return " ; ".join(self._texts[max(self._index - count, 0) : self._index])

    def asserts(self, mark: int) -> bool:
        """Whether the Ombudsman affirms something of the concept here."""
        return bool(mark & self.present) and any(map(self.wording.scope.affirms, self.wording.marked(mark)))


def of_summary(decision: Decision) -> list[Statement]:
    """The sentences of the summary."""
    texts = cut(decision.summary) if decision.summary else []
    return [Statement(text, "summary", None, at, texts, at) for at, text in enumerate(texts)]


def of_sections(sections: Iterable[Section], *, judging: bool = False) -> list[Statement]:
    """The sentences of some sections; with `judging` only those in which the Ombudsman can be judging.

    These are in the first person, or name fault, injustice or discretion.
    """
    found: list[Statement] = []
    at = 0
    texts: list[str] = []
    voices: list[str] = []
    for section in sections:
        for paragraph in section.paragraphs:
            if judging:
                voices = list(filter(paragraph.text.__contains__, _VOICES))
                if not voices:
                    at += _FAR
                    continue
            for text in cut(paragraph.text):
                if not judging or any(map(text.__contains__, voices)):
                    found.append(Statement(text, section.kind, paragraph.position, at, texts, len(texts)))
                at += 1
                texts.append(text)
    return found


@lru_cache(maxsize=4096)
def named_in(text: str) -> tuple[tuple[ReasonCode, str], ...]:
    """The codes that a paragraph of the powers names, each with the words that name it: a sentence or a list item.

    Remembered, for these texts are stock.
    """
    named: dict[ReasonCode, str] = {}
    for sentence in (item for whole in cut(text) for item in _ITEM_ENDS.split(whole)):
        line = Line(sentence, lexicon())
        for phrasing in candidates(line):
            if phrasing.sense != REJECTED and phrasing.code not in named and find(line, phrasing):
                named[phrasing.code] = sentence
    return tuple(named.items())
