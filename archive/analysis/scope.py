"""Who speaks in a sentence, what it is about, and what it denies: which words of it may give a ground.

The rules are those of the note on reasons, section 4: the subject phrase ("complaint about ...") gives no ground, nor
does what the body or the complainant says, nor a general statement of the law, nor a condition; a ground denied is one
that was considered and rejected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.analysis.lexicon import HARD, SOFT
from archive.analysis.marks import MARK, SPEECH

if TYPE_CHECKING:
    from archive.analysis.matching import Line, Places
    from archive.analysis.phrasings import Phrasing

RELIED, REJECTED, DENIED, NOTHING = "relied", "rejected", "denied", "nothing"
"""What a phrasing met in its sentence amounts to. DENIED: the words of a ground with a negator before or among them."""

_REACH: Final = 5
"""How many words before a ground its negator is looked for."""
_SPEAKER_REACH: Final = 6
"""How many words before a speech verb its speaker is looked for."""
_REFUSAL_REACH: Final = 3
"""How many words into a ground a refusal is looked for that it runs over."""
_IT_REACH: Final = 2
"""The same where the speaker is "it": "it said", "it has said", not "it is too early to tell"."""


class Scope:
    """The standing of each word of a line. Made only where a phrasing was met."""

    __slots__ = ("_attributed", "_general", "_line", "_subject")

    def __init__(self, line: Line) -> None:
        self._line = line
        self._subject = _subject(line)
        self._attributed = _attributed(line)
        self._general = bool(MARK.general & line.present)

    def weigh(self, phrasing: Phrasing, rows: Places, *, in_subject: bool = False) -> str:
        """RELIED, REJECTED, DENIED or NOTHING for a phrasing met in this line; `in_subject` lets the subject count."""
        if self._is_nothing(phrasing, rows, in_subject=in_subject):
            return NOTHING
        if not MARK.negator & self._line.present:
            return REJECTED if phrasing.sense == REJECTED else RELIED
        used = self._used(phrasing, rows)
        negated = any(self._negator_before(row[0], used) for row in rows)
        if phrasing.sense == REJECTED:
            return NOTHING if negated else REJECTED
        if not negated and not phrasing.negation_inside:
            negated = any(self._negator_among(row, used) for row in rows)
        return DENIED if negated else RELIED

    def _is_nothing(self, phrasing: Phrasing, rows: Places, *, in_subject: bool) -> bool:
        """Whether the words only name the subject, are another's, state the general rule, or are conditional."""
        return (
            (not in_subject and _meet(self._subject, rows))
            or (not phrasing.any_speaker and _meet(self._attributed, rows))
            or (self._general and not phrasing.general_rule)
            or self._conditional(rows[0][0])
            or any(map(self._over_refusal, rows))
        )

    def affirms(self, place: int) -> bool:
        """Whether the word at `place` is the Ombudsman's own, no part of the subject, and not denied."""
        return not (place in self._subject or place in self._attributed or self._negator_before(place, {place}))

    def _used(self, phrasing: Phrasing, rows: Places) -> set[int]:
        """The places that the phrasing accounts for: those of its words, and the rest of the phrases they begin."""
        words = self._line.words
        used: set[int] = set()
        for steps, row in zip(phrasing.pattern, rows, strict=True):
            for step, place in zip(steps, row, strict=True):
                at = place
                while at < len(words) and step.term in words[at].carried:
                    used.add(at)
                    at += 1
        return used

    def _conditional(self, first: int) -> bool:
        """An "if" opens the part of the sentence (to the next comma) in which the ground stands."""
        line = self._line
        if not MARK.condition & line.present:
            return False
        for at in range(first - 1, -1, -1):
            if line.words[at].stop:
                return False
            if MARK.condition & line.terms[at]:
                return True
        return False

    def _over_refusal(self, row: tuple[int, ...]) -> bool:
        """The words run from a refusal into its reason: "not investigate because the error made no difference"."""
        line = self._line
        if row[0] == row[-1] or not MARK.because & line.present or not MARK.negator & line.present:
            return False
        terms = line.terms
        for at in range(max(row[0] - 1, 0), min(row[0] + _REFUSAL_REACH + 1, len(terms))):
            if MARK.negator & terms[at] and any(MARK.after_negator & after for after in terms[at + 1 : at + 3]):
                return any(at < place < row[-1] and self._gives_reason(place) for place in line.marked(MARK.because))
        return False

    def _gives_reason(self, at: int) -> bool:
        """Whether a word such as "because" opens a reason: "as" does with a subject, not in "as a suitable person"."""
        terms = self._line.terms
        return not MARK.as_word & terms[at] or bool(at + 1 < len(terms) and MARK.as_what & terms[at + 1])

    def _negator_among(self, row: tuple[int, ...], used: set[int]) -> bool:
        """A negator stands among the words of the ground without being one of them."""
        terms = self._line.terms
        return any(
            MARK.negator & terms[at] and at not in used and not MARK.after_negator & terms[at + 1]
            for at in range(row[0] + 1, row[-1])
        )

    def _negator_before(self, first: int, used: set[int]) -> bool:
        """A negator stands shortly before the ground, in its part of the sentence; "not because" at any distance."""
        line = self._line
        if not MARK.negator & line.present:
            return False
        terms, words = line.terms, line.words
        reach = 0 if MARK.turn & terms[first] else _REACH
        for at in range(first - 1, max(first - reach, 0) - 1, -1):
            if words[at].stop or (MARK.because | MARK.turn) & terms[at]:
                break
            if MARK.negator & terms[at] and at not in used:
                return not any(MARK.after_negator & after for after in terms[at + 1 : at + 3])
        return bool(MARK.not_because & line.present) and self._not_because(first)

    def _not_because(self, first: int) -> bool:
        """The ground stands in "not because ..." and no turn ("but because") comes between."""
        for terms in reversed(self._line.terms[:first]):
            if MARK.turn & terms:
                return False
            if MARK.not_because & terms:
                return True
        return False


def _meet(places: frozenset[int] | set[int], rows: Places) -> bool:
    """Whether any word of the rows stands at one of some places."""
    return bool(places) and not all(map(places.isdisjoint, rows))


def _subject(line: Line) -> frozenset[int] | set[int]:
    """The places of the subject: from "complaint about" to the reason or the end of the sentence."""
    if not MARK.complaint & line.present or not MARK.about & line.present:
        return frozenset()
    terms, words = line.terms, line.words
    subject: set[int] = set()
    last = len(terms) - 1
    for start in line.marked(MARK.about):
        if start < 2 or start in subject or not MARK.complaint & terms[start - 1]:  # noqa: PLR2004 - a complaint is someone's
            continue
        # "We cannot investigate complaints about schools" and "a complaint that we would not investigate" speak of a
        # kind of complaint, not of this one.
        if MARK.takes_complaints & terms[start - 2] or (start < last and MARK.ombudsman & terms[start + 1]):
            continue
        subject.add(start)
        for at in range(start + 1, last + 1):
            stop = words[at - 1].stop
            if stop == HARD or (stop and _begins_statement(line, at)) or _ends_subject(line, at):
                break
            subject.add(at)
    return subject


def _ends_subject(line: Line, at: int) -> bool:
    """Whether the reason begins at a word: "because", "since", or "as" with a subject of its own."""
    terms = line.terms
    if MARK.subject_end & terms[at]:
        return True
    return at + 1 < len(terms) and bool(MARK.as_word & terms[at] and MARK.as_what & terms[at + 1])


def _attributed(line: Line) -> frozenset[int] | set[int]:
    """The places of someone else's words: after "the Council said" or "Mr X believes", to the next statement."""
    if not SPEECH & line.present:
        return frozenset()
    terms, words = line.terms, line.words
    attributed: set[int] = set()
    for verb in line.marked(SPEECH):
        if verb in attributed:
            continue
        told = (MARK.was_told | MARK.according_to) & terms[verb]
        if not told and not _speaker_is_another(line, verb):
            continue
        for at in range(verb + 1, len(terms)):
            stop = words[at - 1].stop
            if stop == HARD or (stop == SOFT and _begins_statement(line, at)) or _ombudsman_adds(line, at):
                break
            attributed.add(at)
    return attributed


def _ombudsman_adds(line: Line, at: int) -> bool:
    """Whether the Ombudsman's own words begin without a comma: "the Council said sorry and we are satisfied"."""
    terms = line.terms
    if not MARK.conjunction & terms[at] or at + 1 == len(terms):
        return False
    return bool(MARK.ombudsman & terms[at + 1])


def _begins_statement(line: Line, at: int) -> bool:
    """Whether the word after a comma begins a statement of its own: "and" does with a subject, not with a verb."""
    terms = line.terms
    if MARK.turn & terms[at]:
        return True
    if not MARK.conjunction & terms[at]:
        return bool(MARK.new_statement & terms[at])
    after = terms[at + 1] if at + 1 < len(terms) else 0
    begins = (MARK.as_what | MARK.ombudsman | MARK.new_statement) & after
    return bool(begins) and not MARK.that & after


def _speaker_is_another(line: Line, verb: int) -> bool:
    """Whether the nearest speaker before a verb of speech is not the Ombudsman; so too where "saying" names none."""
    terms = line.terms
    for at in range(verb - 1, max(verb - _SPEAKER_REACH, 0) - 1, -1):
        if MARK.ombudsman & terms[at]:
            return False
        if MARK.other_speaker & terms[at] or (MARK.it & terms[at] and verb - at <= _IT_REACH):
            return True
    return bool(MARK.reporting & terms[verb])
