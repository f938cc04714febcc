"""The indexed text of a decision, and its words."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from archive.decision import Decision

COLUMNS: Final = ("title", "summary", "complaint", "scope", "law", "assessment", "action", "decision", "other")
"""The columns of `decisions_fts` with words. The Ombudsman's powers and "how I considered" are stock, never indexed."""
FACETS: Final = "facets"
"""The column after them: the ids that `decisions` has in these columns, each made a word of the index by its name."""
INDEXED: Final = (*COLUMNS, FACETS)
"""All columns of `decisions_fts`."""
_FACETS: Final = {"council_id": "facetcouncil", "category_id": "facetcategory", "outcome_id": "facetoutcome"}

_FEWEST_CHARACTERS: Final = 200
_MARKS: Final = "’‘£–“”•—…\u00a0"
"""What parts words in nearly all texts and is not ASCII, the commonest first."""
_ACCENTS: Final = "[\u0300-\u0331]"
_LETTERS: Final = r"[^\W_]+"


def indexed_text(decision: Decision) -> tuple[str | None, ...]:
    """The values of COLUMNS, exactly as the view `decision_fts_source` gives them from the stored rows."""
    texts: dict[str, list[str]] = {}
    for section in decision.sections:
        if section.paragraphs:
            texts.setdefault(section.kind, []).extend([paragraph.text for paragraph in section.paragraphs])
    columns = ("\n".join(texts[kind]) if kind in texts else None for kind in COLUMNS[2:])
    return (decision.title, decision.summary, *columns)


def facet(column: str, number: int) -> str:
    """The word of the index that decisions with `number` in `column` have."""
    return f"{_FACETS[column]}{number}"


def may_be_facet(word: str) -> bool:
    """Whether a word that somebody typed could be one that `facet` makes, as the index folds words."""
    return any("facet" in made for made in words_of(word))


def facets(*ids: int | None) -> str:
    """The value of FACETS for the ids of council, category and outcome, as `decision_fts_source` gives it."""
    named = zip(_FACETS, ids, strict=True)
    return " ".join(facet(column, number) for column, number in named if number is not None)


def text_hash(decision: Decision) -> str | None:
    """What decisions with the same words share; None where there are too few words to tell."""
    import hashlib

    words = "\n".join([decision.summary or "", *[p.text for section in decision.sections for p in section.paragraphs]])
    if len(words) < _FEWEST_CHARACTERS:
        return None
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def words_of(text: str) -> set[str]:
    """The distinct words of `text` as the index splits them, unstemmed: lower case, diacritics removed."""
    text = without_marks(text)
    if text.isascii():
        return set(text.encode("ascii").translate(_ascii_words()).decode("ascii").split())
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    # An accent that stands apart would part the word, which the index keeps whole.
    text = re.sub(_ACCENTS, "", text.lower())
    return {word if word.isascii() else _plain(word) for word in re.findall(_LETTERS, text)}


def without_marks(text: str) -> str:
    """`text` with blanks for the usual marks that are not ASCII. Most texts then are, and quick to go through."""
    for mark in _MARKS:
        if text.isascii():
            break
        text = text.replace(mark, " ")
    return text


@functools.cache
def _ascii_words() -> bytes:
    """For bytes.translate: letters in lower case and digits stay, all else is a blank."""
    letters = (chr(byte).lower() for byte in range(128))
    return bytes(ord(letter) if letter.isalnum() else ord(" ") for letter in letters).ljust(256, b" ")


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
