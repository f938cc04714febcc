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
    from archive.analysis.matching import Found, Line

RELIED, REJECTED, NOTHING = "relied", "rejected", "nothing"
"""What a phrasing met in its sentence amounts to."""

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
        """RELIED, REJECTED or NOTHING for a phrasing met in this line."""
        phrasing, places = found
        if any(self._subject[place] for place in places):
            return NOTHING
        if not phrasing.any_speaker and any(self._attributed[place] for place in places):
            return NOTHING
        if phrasing.sense == REJECTED:
            return REJECTED
        if self._general and not phrasing.general_rule:
            return NOTHING
        if self._conditional(places):
            return NOTHING
        return REJECTED if self._negated(places) else RELIED

    def _conditional(self, places: tuple[int, ...]) -> bool:
        """An "if" opens the part of the sentence (to the next comma) in which the ground stands."""
        line = self._line
        condition = self._bits.bit("{condition}")
        for at in range(places[0] - 1, -1, -1):
            word = line.words[at]
            if word.stop:
                return False
            if line.masks[at] & condition:
                return True
        return False

    def _negated(self, places: tuple[int, ...]) -> bool:
        """A negator governs the ground: shortly before it, or among its words without being one of them."""
        line, bit = self._line, self._bits.bit
        negator, harmless, because = bit("{negator}"), bit("{after_negator}"), bit("{because}")
        masks, words = line.masks, line.words
        first, last = places[0], places[-1]
        for at in range(first + 1, last):
            if masks[at] & negator and at not in places and not masks[at + 1] & harmless:
                return True
        for at in range(first - 1, max(first - _REACH, 0) - 1, -1):
            if words[at].stop or masks[at] & because:
                break
            if masks[at] & negator:
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
    if not (line.present & complaint and line.present & about):
        return subject
    inside = False
    for at in range(1, len(masks)):
        if inside:
            comma = words[at - 1].stop
            inside = not (masks[at] & end or (comma and masks[at] & after_comma) or comma == HARD)
        if masks[at] & about and masks[at - 1] & complaint:
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
    release, that = lexicon.bit("{new_statement}"), lexicon.bit("that")
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
