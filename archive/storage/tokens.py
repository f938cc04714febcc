"""The indexed text of a decision, and its words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from archive.decision import Decision

COLUMNS: Final = ("title", "summary", "complaint", "scope", "law", "assessment", "action", "decision", "other")
"""The columns of `decisions_fts`. The Ombudsman's powers and "how I considered" are stock and never indexed."""

_FEWEST_CHARACTERS: Final = 200
_TOKEN: Final = re.compile(r"[^\W_]+")


def indexed_text(decision: Decision) -> tuple[str | None, ...]:
    """The values of COLUMNS, exactly as the view `decision_fts_source` gives them from the stored rows."""
    texts: dict[str, list[str]] = {}
    for section in decision.sections:
        if section.paragraphs:
            texts.setdefault(section.kind, []).extend(paragraph.text for paragraph in section.paragraphs)
    columns = ("\n".join(texts[kind]) if kind in texts else None for kind in COLUMNS[2:])
    return (decision.title, decision.summary, *columns)


def text_hash(decision: Decision) -> str | None:
    """What decisions with the same words share; None where there are too few words to tell."""
    import hashlib

    words = "\n".join([decision.summary or "", *(p.text for section in decision.sections for p in section.paragraphs)])
    if len(words) < _FEWEST_CHARACTERS:
        return None
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def words_of(text: str) -> set[str]:
    """The distinct words of `text` as the index splits them, unstemmed: lower case, diacritics removed."""
    if not unicodedata.is_normalized("NFC", text):
        # A mark that stands apart would part the word, which the index keeps whole.
        text = unicodedata.normalize("NFC", text)
    return {word if word.isascii() else _plain(word) for word in _TOKEN.findall(text.lower())}


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
