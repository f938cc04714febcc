"""What the making of a PDF can lose: apostrophes and pound signs. It is told, and nothing is mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from archive.decision import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.reading.pdf_blocks import Block

_APOSTROPHE: Final = re.compile(r"\w[’‘'`´]|[’‘'`´]\w")
# Words that are none without their apostrophe, whatever else the text has.
_LOST: Final = re.compile(
    r"\b(?:ombudsm[ae]ns|investigators decision|(?:mr|mrs|ms|miss|dr) [b-z]s|did ?nt|does ?nt|was ?nt|were ?nt|could ?nt|would ?nt|should ?nt"
    r"|has ?nt|have ?nt|had ?nt|is ?nt|are ?nt)\b|[a-z][\ufffd\x80-\x9f]s\b",
    re.IGNORECASE,
)
# A plural in its own right, unless no apostrophe stands anywhere: a council's statement always has one.
_PERHAPS: Final = re.compile(r"\bcouncils (?!have\b|are\b|were\b|and\b|to\b|in\b|must\b|may\b|should\b|can\b|with\b|that\b|who\b|which\b)[a-z]")
_POUND: Final = re.compile(r"£|\bGBP\b|\bpounds\b")
_UNITS: Final = (
    r"(?!\s*(?:%|per ?cent|pence|p\b|st\b|nd\b|rd\b|th\b|(?:more |further |working |calendar |school |additional )?"
    r"(?:day|week|month|year|hour|minute|night|time|occasion|visit|mile|metre|people|person|child|famil|bedroom|unit|home|hous|propert|email|letter|"
    r"call|call|complaint|part|stage|point|instalment|payment|of\b|or more\b|january|february|march|april|may\b|june|july|august|september|october|"
    r"november|december)))"
)
_AMOUNT: Final = rf"(?P<amount>\d{{1,3}}(?:,\d{{3}})+(?:\.\d\d)?|\d+\.\d\d|\d{{2,6}}(?![\d,.]*\d))(?!\w){_UNITS}"
_MONEY: Final = re.compile(
    r"\b(?:(?:charges?|fees?|fines?|sums?|payments?|costs?|refunds?|awards?|compensation|penalty|total|amount|balance|debt|arrears|contribution|deposit|"
    r"rent|grant|bill|invoice|remedy|loan|budget) of (?:up to |about |around |at least |over |nearly |a further |another )?"
    r"|(?:pay|paid|pays|paying|refund|refunded|reimburse|reimbursed|owes|owed|charged) (?:(?:him|her|them|it|back|the (?:council|complainant)|(?:mr|mrs|ms|miss) [a-z]) )?"
    r"(?:a further |another |about |over |nearly )?)" + _AMOUNT,
    re.IGNORECASE,
)


def losses(blocks: Sequence[Block]) -> Iterator[Problem]:
    """A Problem for the apostrophes and one for the pound signs, each with the first line that shows it."""
    texts = [block.text for block in blocks]
    kept = any(map(_APOSTROPHE.search, texts))
    yield from _first(
        blocks,
        [_LOST] if kept else [_LOST, _PERHAPS],
        "apostrophes_lost",
        "'{}': the file has lost apostrophes, here first; the words are kept as they are",
    )
    if not any(map(_POUND.search, texts)):
        yield from _first(
            blocks, [_MONEY], "pounds_lost", "'{}': a sum without its pound sign, and none in the whole file; no sum is read from such words"
        )


def _first(blocks: Sequence[Block], patterns: Sequence[re.Pattern[str]], code: str, message: str) -> Iterator[Problem]:
    for block in blocks:
        found = [match for pattern in patterns if (match := pattern.search(block.text))]
        if found:
            match = min(found, key=re.Match.start)
            yield Problem(block.line_at(match.start()), code, message.format(" ".join(match[0].split())))
            return
