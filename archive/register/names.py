"""The one form of a body's name under which it is looked up.

Only what never tells two bodies apart is folded away. "County", "City", "Borough", "District" and "Metropolitan" stay:
Somerset County Council and Somerset Council are two bodies.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans("", "", "'‘’ʼ`")
_NOT_WORD = r"[\W_]+"


def fold(name: str) -> str:
    """The lookup form of `name`: `Redcar & Cleveland Council` gives `redcar and cleveland`.

    NFKC, lower case, `&` as `and`, apostrophes gone, other punctuation and runs of space one space, and a final
    "council" dropped where other words are left. A name of punctuation alone gives an empty string.
    """
    text = unicodedata.normalize("NFKC", name).casefold().translate(_APOSTROPHES)
    folded = re.sub(_NOT_WORD, " ", text.replace("&", " and ")).strip()
    return folded.removesuffix(" council")


def without_article(folded: str) -> str:
    """A folded name without a leading "the". For bodies of the register only: elsewhere it may tell two apart."""
    return folded.removeprefix("the ")
