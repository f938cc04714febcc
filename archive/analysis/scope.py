"""Who speaks in a sentence, what it is about, and what it denies: which words of it may give a ground.

The rules are those of the note on reasons, section 4: the subject phrase ("complaint about ...") gives no ground, nor
does what the body or the complainant says, nor a general statement of the law, nor a condition; a ground denied is one
that was considered and rejected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.analysis.lexicon import HARD, SOFT
from archive.analysis.phrasings import marks

if TYPE_CHECKING:
    from archive.analysis.matching import Found, Line, Places
    from archive.analysis.phrasings import Phrasing

RELIED, REJECTED, DENIED, NOTHING = "relied", "rejected", "denied", "nothing"
"""What a phrasing met in its sentence amounts to. DENIED: the words of a ground with a negator before or among them."""

_REACH: Final = 5
"""How many words before a ground its negator is looked for."""
_SPEAKER_REACH: Final = 6
"""How many words before a speech verb its speaker is looked for."""
_IT_REACH: Final = 2
"""The same where the speaker is "it": "it said", "it has said", not "it is too early to tell"."""


class Scope:
    """The standing of each word of a line. Made only where a phrasing was met."""

    __slots__ = ("_attributed", "_general", "_line", "_marks", "_subject")

    def __init__(self, line: Line) -> None:
        self._line = line
        self._marks = marks()
        self._subject = _subject(line)
        self._attributed = _attributed(line)
        self._general = bool(line.present & self._marks.general)

    def weigh(self, found: Found, *, in_subject: bool = False) -> str:
        """RELIED, REJECTED, DENIED or NOTHING for a phrasing met in this line; `in_subject` lets the subject count."""
        phrasing, rows = found
        if self._subject and not in_subject and any(place in self._subject for row in rows for place in row):
            return NOTHING
        if self._attributed and not phrasing.any_speaker and any(place in self._attributed for row in rows for place in row):
            return NOTHING
        if self._general and not phrasing.general_rule:
            return NOTHING
        if self._conditional(rows[0][0]):
            return NOTHING
        if not self._line.present & self._marks.negator:
            return REJECTED if phrasing.sense == REJECTED else RELIED
        used = self._used(phrasing, rows)
        negated = any(self._negator_before(row[0], used) for row in rows)
        if phrasing.sense == REJECTED:
            return NOTHING if negated else REJECTED
        if not negated and not phrasing.negation_inside:
            negated = any(self._negator_among(row, used) for row in rows)
        return DENIED if negated else RELIED

    def affirms(self, place: int) -> bool:
        """Whether the word at `place` is the Ombudsman's own, no part of the subject, and not denied."""
        return not (place in self._subject or place in self._attributed or self._negator_before(place, {place}))

    def _used(self, phrasing: Phrasing, rows: Places) -> set[int]:
        """The places that the phrasing accounts for: those of its words, and the rest of the phrases they begin."""
        masks = self._line.masks
        used: set[int] = set()
        for steps, row in zip(phrasing.pattern, rows, strict=True):
            for step, place in zip(steps, row, strict=True):
                at = place
                while at < len(masks) and masks[at] & step.bit:
                    used.add(at)
                    at += 1
        return used

    def _conditional(self, first: int) -> bool:
        """An "if" opens the part of the sentence (to the next comma) in which the ground stands."""
        line, condition = self._line, self._marks.condition
        if not line.present & condition:
            return False
        for at in range(first - 1, -1, -1):
            if line.words[at].stop:
                return False
            if line.masks[at] & condition:
                return True
        return False

    def _negator_among(self, row: tuple[int, ...], used: set[int]) -> bool:
        """A negator stands among the words of the ground without being one of them."""
        masks, negator, harmless = self._line.masks, self._marks.negator, self._marks.after_negator
        return any(
            masks[at] & negator and at not in used and not masks[at + 1] & harmless for at in range(row[0] + 1, row[-1])
        )

    def _negator_before(self, first: int, used: set[int]) -> bool:
        """A negator stands shortly before the ground, in its part of the sentence; "not because" at any distance."""
        line, mark = self._line, self._marks
        if not line.present & mark.negator:
            return False
        masks, words = line.masks, line.words
        for at in range(first - 1, max(first - _REACH, 0) - 1, -1):
            if words[at].stop or masks[at] & mark.because:
                break
            if masks[at] & mark.negator and at not in used:
                return not any(masks[after] & mark.after_negator for after in range(at + 1, min(at + 3, len(masks))))
        return bool(line.present & mark.not_because) and self._not_because(first)

    def _not_because(self, first: int) -> bool:
        """The ground stands in "not because ..." and no turn ("but because") comes between."""
        line, mark = self._line, self._marks
        for at in range(first - 1, -1, -1):
            if line.masks[at] & mark.turn:
                return False
            if line.masks[at] & mark.not_because:
                return True
        return False


def _subject(line: Line) -> frozenset[int] | set[int]:
    """The places of the subject: from "complaint about" to the reason or the end of the sentence."""
    mark, masks, words = marks(), line.masks, line.words
    if not (line.present & mark.complaint and line.present & mark.about):
        return frozenset()
    subject: set[int] = set()
    last = len(masks) - 1
    for start in line.where(mark.about):
        if start < 2 or start in subject or not masks[start - 1] & mark.complaint:  # noqa: PLR2004 - a complaint is someone's
            continue
        # "We cannot investigate complaints about schools" and "a complaint that we would not investigate" speak of a kind of
        # complaint, not of this one.
        if masks[start - 2] & mark.takes_complaints or (start < last and masks[start + 1] & mark.ombudsman):
            continue
        subject.add(start)
        for at in range(start + 1, last + 1):
            mask, stop = masks[at], words[at - 1].stop
            ends = mask & mark.subject_end or (mask & mark.as_word and at < last and masks[at + 1] & mark.as_what)
            if ends or stop == HARD or (stop and _begins_statement(masks, at)):
                break
            subject.add(at)
    return subject


def _attributed(line: Line) -> frozenset[int] | set[int]:
    """The places of someone else's words: after "the Council said", "Mr X believes", "was told", to the next statement."""
    mark, masks, words = marks(), line.masks, line.words
    speech = mark.says | mark.was_told | mark.according_to | mark.reporting
    if not line.present & speech:
        return frozenset()
    attributed: set[int] = set()
    for verb in line.where(speech):
        told = masks[verb] & (mark.was_told | mark.according_to)
        if verb in attributed or not (told or _speaker_is_another(masks, verb)):
            continue
        for at in range(verb + 1, len(masks)):
            stop = words[at - 1].stop
            if stop == HARD or (stop == SOFT and _begins_statement(masks, at)):
                break
            attributed.add(at)
    return attributed


def _begins_statement(masks: list[int], at: int) -> bool:
    """Whether the word after a comma begins a statement of its own: "and" does with a subject, not with "that" or a verb."""
    mark = marks()
    if not masks[at] & mark.conjunction:
        return bool(masks[at] & mark.new_statement)
    after = masks[at + 1] if at + 1 < len(masks) else 0
    return bool(after & (mark.as_what | mark.ombudsman | mark.new_statement)) and not after & mark.that


def _speaker_is_another(masks: list[int], verb: int) -> bool:
    """Whether the nearest speaker before a verb of speech is not the Ombudsman; so too where "saying" names none."""
    mark = marks()
    for at in range(verb - 1, max(verb - _SPEAKER_REACH, 0) - 1, -1):
        if masks[at] & mark.ombudsman:
            return False
        if masks[at] & mark.other_speaker or (masks[at] & mark.it and verb - at <= _IT_REACH):
            return True
    return bool(masks[verb] & mark.reporting)
