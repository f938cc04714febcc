"""What the making of a PDF can lose: apostrophes and pound signs. It is told, and nothing is mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from archive.decision import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.reading.pdf_block import Block

_APOSTROPHE: Final = re.compile(r"\w[’‘'`´]|[’‘'`´]\w")
# Words that are none without their apostrophe, whatever else the text has.
_LOST: Final = re.compile(
    r"\b(?:ombudsm[ae]ns|investigators decision|(?:mr|mrs|ms|miss|dr) [b-z]s"
    r"|(?:did|does|was|were|could|would|should|has|have|had|is|are) ?nt)\b"
    r"|[a-z][\ufffd\x80-\x9f]s\b",
    re.IGNORECASE,
)
# A plural in its own right, unless no apostrophe stands anywhere: a statement has some, if only in "the Ombudsman's".
_PLURAL: Final = r"have|are|were|and|or|to|in|of|on|must|may|should|can|could|will|would|do|did|with|that|who|which"
_PERHAPS: Final = re.compile(rf"\b[Cc]ouncils (?!(?:{_PLURAL})\b)[a-z]")
_POUND: Final = re.compile(r"£|\bGBP\b|\bpounds\b")
_SUMS: Final = (
    r"(?:charge|fee|fine|sum|payment|cost|refund|award|compensation|penalty|total|amount|balance|debt|arrears"
    r"|contribution|deposit|rent|grant|bill|invoice|remedy|loan|budget)s? of"
)
_PAYS: Final = r"(?:pay|paid|pays|paying|refund|refunded|reimburse|reimbursed|owes|owed|charged)"
_WHOM: Final = r"(?: (?:him|her|them|it|back|the (?:council|complainant)|(?:mr|mrs|ms|miss) [a-z]))?"
_ABOUT: Final = r"(?: (?:up to|about|around|at least|over|nearly|a further|another))?"
_FIGURES: Final = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,6}\.\d\d|\d{2,6})(?![\d,.]*\d)(?!\w)"
# What is counted and is no money: "a total of 12 weeks", "a fee of 2 %", "paid 14 days later", "paid 12 May".
_COUNTED: Final = (
    r"(?!\s*(?:%|per ?cent|pence\b|p\b|of\b|or more\b)"
    r"|\s+(?:(?:more|further|working|calendar|school|additional|separate|different)\s+)?"
    r"(?:day|week|month|year|hour|minute|night|term|time|occasion|visit|session|mile|metre|people|person|child|famil|home"
    r"|hous|bedroom|unit|propert|email|letter|call|complaint|part|stage|point|instalment|payment|invoice|case|council"
    r"|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec))"
)
_MONEY: Final = re.compile(rf"\b(?:{_SUMS}|{_PAYS}{_WHOM}){_ABOUT} {_FIGURES}{_COUNTED}", re.IGNORECASE)


def losses(blocks: Sequence[Block]) -> Iterator[Problem]:
    """A Problem for lost apostrophes and one for lost pound signs, each with the first line that shows it."""
    texts = [block.text for block in blocks]
    patterns = [_LOST] if any(map(_APOSTROPHE.search, texts)) else [_LOST, _PERHAPS]
    yield from _first(
        blocks,
        patterns,
        "apostrophes_lost",
        "'{}': the file has lost apostrophes, here first; its words are kept as they are",
    )
    if not any(map(_POUND.search, texts)):
        yield from _first(
            blocks,
            [_MONEY],
            "pounds_lost",
            "'{}': the file has lost its pound signs, here first; its words are kept as they are",
        )


def _first(blocks: Sequence[Block], patterns: Sequence[re.Pattern[str]], code: str, message: str) -> Iterator[Problem]:
    for block in blocks:
        found = [match for pattern in patterns if (match := pattern.search(block.text))]
        if found:
            match = min(found, key=re.Match.start)
            yield Problem(block.line_at(match.start()), code, message.format(" ".join(match[0].split())))
            return
