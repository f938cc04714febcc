"""What the body is to do, in the Ombudsman's words: not what we do, what she must pay, or what he says is due.

What the body says it will do counts: it is a promise. Time and memory grow with the length of the sentence.
"""

from __future__ import annotations

import re
from typing import Final

DUTY: Final = re.compile(
    r"(?<![a-zA-Z])(?:(?P<agreed>agree(?:d|s)(?: that it will| to)|will(?: now| also| then)?)"
    r"|(?P<recommended>should(?: now| also)?(?! have)|must|needs? to|recommend(?:s|ed)?(?: that)?(?: the \w+)?))"
    r"\b(?! not\b)"
)
"""The words that say that something is to be done: agreed, or recommended."""
_SPEAKS: Final = re.compile(r"\b(?:[Ww]e|I|[Oo]mbudsman) $")
_PERSON: Final = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? (?:and (?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? )?[A-Z]\w*|\b(?:[Hh]e|[Ss]he|(?:[Tt]he|[Aa]) "
    r"(?:complainant|family|couple|(?:wo)?man|mother|father|parent|resident|solicitor|representative)s?))"
)
_ON_A_PERSON: Final = re.compile(rf"(?<!and ){_PERSON} $")
"""The duty falls on a person: "Mr X must pay"; not on "the Council and Mr X"."""
_IS_GIVEN: Final = re.compile(r" (?:now |then |also )?(?:be|receive|get)\b")
"""After such a duty: the person is to have something, so that it falls on the body."""
_BEGINS: Final = r"(?:^(?:\w+ )?|[,;] |\b(?:and|but|because|although|where) )"
_CLAIM: Final = re.compile(
    rf"{_BEGINS}{_PERSON}(?: also| now| has| have| had)* (?:says?|said|believ|claim|want|think|thought|feel|felt"
    r"|consider|argu|alleg|ask|sought|seek)"
)
_COMPLAINS: Final = re.compile(rf"{_BEGINS}(?:[\w’'-]+ ){{1,4}}complain(?:s|ed)?\b")
"""Where a person's words begin, as the subject of a clause ("what she asked for" is none). "It" may be the body."""
_NEW_STATEMENT: Final = re.compile(
    r";|, (?:so|but|and we|we|I|and I)\b|(?:,| and) (?:the (?:\w+ )?(?:council|authority|provider|trust)|it|they)"
    r" (?:ha(?:s|ve) )?(?:now |also |since )?(?=agree|will\b)",
    re.IGNORECASE,
)
"""Where the Ombudsman goes on: "..., so the Council should", "... and the Council agreed to"."""
_NEAR: Final = 60
"""How far before a duty its subject is looked for, in characters."""
_OPENING_CLAUSE: Final = re.compile(r"(?:Although|While|Whilst|Where|When|If|As|Since|Because|Given|Though)\b")
"""A sentence that begins so tells the person's words up to the comma."""


def duty_in(sentence: str) -> re.Match[str] | None:
    """The first duty that is the body's, in the Ombudsman's words; None where there is none."""
    claimed: range | None = None
    for duty in DUTY.finditer(sentence):
        claimed = _claimed(sentence) if claimed is None else claimed
        start, end = duty.span()
        near = max(start - _NEAR, 0)
        on_a_person = _ON_A_PERSON.search(sentence, near, start) and not _IS_GIVEN.match(sentence, end)
        if start not in claimed and not on_a_person and not _SPEAKS.search(sentence, near, start):
            return duty
    return None


def _claimed(sentence: str) -> range:
    """The part of a sentence that tells what a person says, wants or complains of; empty where none does."""
    claim = _CLAIM.search(sentence) or (_COMPLAINS.search(sentence) if "complain" in sentence else None)
    if claim is None:
        return range(0)
    begin = claim.end()
    ends = [len(sentence)]
    if new := _NEW_STATEMENT.search(sentence, begin):
        ends.append(new.end())
    if _OPENING_CLAUSE.match(sentence) and "," in sentence[begin:]:
        ends.append(sentence.index(",", begin))
    return range(begin, min(ends))
