"""Words and the concepts they carry: a sentence becomes a list of `Word`, each a set of concepts as bits.

Concepts are the rows of `data/reference/concepts.csv`: a name and the words and phrases that mean it. Words stand there
in their plain form and are known in every regular inflection; `word*` means whatever starts so, `=word` that form alone.
A slip of one letter (missing, doubled or swapped) in a long word of the lexicon is forgiven.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HARD, SOFT = 2, 1
"""What follows a word: the end of a clause (`;`, `:` or a bracket), or a comma."""

_EDGES: Final = "\"'‘’“”()[]{}*•"
_CLOSING: Final = ".,;:!?)]\"'”’"
_LONG: Final = 8
_LONGEST: Final = 20
_REMEMBERED: Final = 50_000


class Phrase:
    """Several words in a row that mean one concept: the bits wanted in order, and the bit that they give."""

    __slots__ = ("bits", "gives")

    def __init__(self, bits: tuple[int, ...], gives: int) -> None:
        self.bits = bits
        self.gives = gives


class Word:
    """One word as met: its concepts (`mask`), the kind of break after it, and the phrases that may start with it."""

    __slots__ = ("mask", "phrases", "stop")

    def __init__(self, mask: int, stop: int, phrases: tuple[Phrase, ...]) -> None:
        self.mask = mask
        self.stop = stop
        self.phrases = phrases


class Lexicon(dict[str, Word]):
    """From a word as it stands in a sentence, in lower case with its punctuation, to its `Word`.

    What was looked up once is remembered, up to a limit, so that reading many decisions costs one look-up a word.
    """

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self._bits: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._phrases: dict[int, list[Phrase]] = {}
        self._slips: dict[str, str] = {}
        for name in concepts:
            self._new_bit(f"{{{name}}}")
        for name, entries in concepts.items():
            for entry in entries:
                self._define(self._bits[f"{{{name}}}"], entry)

    def bit(self, term: str) -> int:
        """The bit of a term of a phrasing: a plain word, `=word`, `word*`, `{concept}`, or several with `|` between.

        `_` joins words that stand together: `no_longer`.

        Raises KeyError for a concept that no row defines.
        """
        found = self._bits.get(term)
        if found is not None:
            return found
        if term.startswith("{") and "|" not in term:
            raise KeyError(term)
        bit = self._new_bit(term)
        for part in term.split("|"):
            if part.startswith("{"):
                self._include(bit, self.bit(part))
            else:
                self._define(bit, part)
        return bit

    def ready(self) -> None:
        """Index the long words for slips of the pen, once all terms are known."""
        for form in self._forms:
            if len(form) >= _LONG:
                for slip in _slips(form):
                    self._slips.setdefault(slip, form)

    def __missing__(self, token: str) -> Word:
        bare = token.strip(_EDGES)
        word = bare.rstrip(_CLOSING)
        tail = token[token.rfind(word) + len(word) :] if word else token
        stop = HARD if any(mark in tail for mark in ";:)") or token[:1] == "(" else SOFT if "," in tail else 0
        if word.endswith("'s"):
            word = word[:-2]
        mask = self._mask(word)
        phrases = tuple(phrase for bit, found in self._phrases.items() if mask & bit for phrase in found)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[token] = made = Word(mask, stop, phrases)
        return made

    def _mask(self, word: str) -> int:
        mask = self._forms.get(word, 0)
        for size in range(3, min(len(word), _LONGEST) + 1):
            mask |= self._stems.get(word[:size], 0)
        if not mask and _LONG - 1 <= len(word) <= _LONGEST:
            mask = self._forms.get(self._meant(word), 0)
        return mask

    def _meant(self, word: str) -> str:
        """The long word of the lexicon that `word` is a slip for, or `word` itself."""
        if word in self._slips:
            return self._slips[word]
        for slip in _slips(word):
            if slip in self._forms and len(slip) >= _LONG:
                return slip
        return word

    def _new_bit(self, term: str) -> int:
        self._bits[term] = bit = 1 << len(self._bits)
        return bit

    def _define(self, bit: int, entry: str) -> None:
        words = entry.replace("_", " ").split()
        if len(words) > 1:
            bits = tuple(self.bit(word) for word in words)
            self._phrases.setdefault(bits[0], []).append(Phrase(bits, bit))
        elif entry.endswith("*"):
            self._stems[entry[:-1]] = self._stems.get(entry[:-1], 0) | bit
        elif entry.startswith("{"):
            self._include(bit, self.bit(entry))
        else:
            for form in inflections(entry):
                self._forms[form] = self._forms.get(form, 0) | bit

    def _include(self, bit: int, other: int) -> None:
        """Let whatever carries `other` carry `bit` too."""
        for table in (self._forms, self._stems):
            for form, mask in table.items():
                if mask & other:
                    table[form] = mask | bit
        for found in self._phrases.values():
            found.extend([Phrase(phrase.bits, bit) for phrase in found if phrase.gives == other])


def inflections(word: str) -> Iterator[str]:
    """The regular forms of a plain word, itself first; only itself where it is written `=word`."""
    if word.startswith("="):
        yield word[1:]
        return
    yield word
    if len(word) < 3 or not word.isalpha():  # noqa: PLR2004 - "is", "no" and "it" have no regular forms
        return
    if word[-1] == "e":
        yield from (f"{word}s", f"{word}d", f"{word[:-1]}ing")
    elif word[-1] == "y" and word[-2] not in "aeiou":
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    else:
        yield from (f"{word}s", f"{word}es", f"{word}ed", f"{word}ing")


def _slips(word: str) -> Iterator[str]:
    """`word` with one letter inside it left out, or two neighbours swapped."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
