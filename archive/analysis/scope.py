"""Who speaks in a sentence, what it is about, and what it denies: which words of it may give a ground.

The rules are those of the note on reasons, section 4: the subject phrase ("complaint about ...") gives no ground, nor
does what the body or the complainant says, nor a general statement of the law, nor a condition; a ground denied is one
that was considered and rejected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.analysis.lexicon import HARD, SOFT

if TYPE_CHECKING:
    from archive.analysis.lexicon import Lexicon
    from archive.analysis.matching import Found, Line, Places
    from archive.analysis.phrasings import Phrasing

RELIED, REJECTED, DENIED, NOTHING = "relied", "rejected", "denied", "nothing"
"""What a phrasing met in its sentence amounts to. DENIED: the words of a ground with a negator before or among them."""

_REACH: Final = 5
"""How many words before a speech verb its speaker is looked for, and before a ground its negator."""


class Scope:
    """The standing of each word of a line. Made only where a phrasing was met."""

    __slots__ = ("_attributed", "_bits", "_general", "_line", "_subject")

    def __init__(self, line: Line, lexicon: Lexicon) -> None:
        self._line = line
        self._bits = lexicon
        self._subject = _subject(line, lexicon)
        self._attributed = _attributed(line, lexicon)
        self._general = bool(line.present & lexicon.bit("{general}"))

    def weigh(self, found: Found) -> str:
        """RELIED, REJECTED, DENIED or NOTHING for a phrasing met in this line."""
        phrasing, rows = found
        if any(self._subject[place] for row in rows for place in row):
            return NOTHING
        if not phrasing.any_speaker and any(self._attributed[place] for row in rows for place in row):
            return NOTHING
        if self._general and not phrasing.general_rule:
            return NOTHING
        if self._conditional(rows[0][0]):
            return NOTHING
        used = self._used(phrasing, rows)
        negated = any(self._negator_before(row[0], used) for row in rows)
        if phrasing.sense == REJECTED:
            return NOTHING if negated else REJECTED
        if not negated and not phrasing.negation_inside:
            negated = any(self._negator_among(row, used) for row in rows)
        return DENIED if negated else RELIED

    def affirms(self, place: int) -> bool:
        """Whether the word at `place` is the Ombudsman's own, no part of the subject, and not denied."""
        return not (self._subject[place] or self._attributed[place] or self._negator_before(place, {place}))

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
        line = self._line
        condition = self._bits.bit("{condition}")
        for at in range(first - 1, -1, -1):
            if line.words[at].stop:
                return False
            if line.masks[at] & condition:
                return True
        return False

    def _negator_among(self, row: tuple[int, ...], used: set[int]) -> bool:
        """A negator stands among the words of the ground without being one of them."""
        masks = self._line.masks
        negator, harmless = self._bits.bit("{negator}"), self._bits.bit("{after_negator}")
        return any(
            masks[at] & negator and at not in used and not masks[at + 1] & harmless for at in range(row[0] + 1, row[-1])
        )

    def _negator_before(self, first: int, used: set[int]) -> bool:
        """A negator stands shortly before the ground, in its part of the sentence; "not because" at any distance."""
        line, bit = self._line, self._bits.bit
        negator, harmless, because = bit("{negator}"), bit("{after_negator}"), bit("{because}")
        masks, words = line.masks, line.words
        for at in range(first - 1, max(first - _REACH, 0) - 1, -1):
            if words[at].stop or masks[at] & because:
                break
            if masks[at] & negator and at not in used:
                return not any(masks[after] & harmless for after in range(at + 1, min(at + 3, len(masks))))
        return self._not_because(first)

    def _not_because(self, first: int) -> bool:
        """The ground stands in "not because ..." and no turn ("but because") comes between."""
        line, bit = self._line, self._bits.bit
        denied, turn = bit("{not_because}"), bit("{turn}")
        for at in range(first - 1, -1, -1):
            if line.masks[at] & turn:
                return False
            if line.masks[at] & denied:
                return True
        return False


def _subject(line: Line, lexicon: Lexicon) -> list[bool]:
    """Which words belong to the subject: from "complaint about" to the reason or the end of the sentence."""
    masks, words = line.masks, line.words
    subject = [False] * len(masks)
    complaint, about, end = lexicon.bit("{complaint}"), lexicon.bit("{about}"), lexicon.bit("{subject_end}")
    after_comma = lexicon.bit("{new_statement}")
    # "We cannot investigate complaints about schools" speaks of a kind of complaint, not of this one.
    kinds = lexicon.bit("{takes_complaints}")
    as_word, as_what = lexicon.bit("{as}"), lexicon.bit("{as_what}")
    if not (line.present & complaint and line.present & about):
        return subject
    inside = False
    for at in range(1, len(masks)):
        if inside:
            comma = words[at - 1].stop
            ends = masks[at] & end or (masks[at] & as_word and at + 1 < len(masks) and masks[at + 1] & as_what)
            inside = not (ends or (comma and masks[at] & after_comma) or comma == HARD)
        if masks[at] & about and masks[at - 1] & complaint and not (at > 1 and masks[at - 2] & kinds):
            inside = True
        subject[at] = inside
    return subject


def _attributed(line: Line, lexicon: Lexicon) -> list[bool]:
    """Which words are someone else's: after "the Council said", "Mr X believes", "was told", to the next statement."""
    masks, words = line.masks, line.words
    attributed = [False] * len(masks)
    says, told, according = lexicon.bit("{says}"), lexicon.bit("{was_told}"), lexicon.bit("{according_to}")
    if not line.present & (says | told | according):
        return attributed
    speaker, ombudsman = lexicon.bit("{other_speaker}"), lexicon.bit("{ombudsman}")
    release, that = lexicon.bit("{new_statement}"), lexicon.bit("{that}")
    inside = False
    for at, mask in enumerate(masks):
        if inside and at:
            comma = words[at - 1].stop
            goes_on = at + 1 < len(masks) and masks[at + 1] & that
            if comma == HARD or (comma == SOFT and mask & release and not goes_on):
                inside = False
        attributed[at] = inside
        if mask & (told | according):
            inside = True
        elif mask & says:
            for before in range(at - 1, max(at - _REACH, 0) - 1, -1):
                if masks[before] & ombudsman:
                    break
                if masks[before] & speaker:
                    inside = True
                    break
    return attributed
