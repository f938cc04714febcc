"""Small numbers as words."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    word: number
    for number, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        ),
        start=1,
    )
}
ANY_WORD: Final = "|".join(sorted(WORDS, key=len, reverse=True))
"""One of the words, within a regular expression: "six" is not taken for the beginning of "sixteen"."""
