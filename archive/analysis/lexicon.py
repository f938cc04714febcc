"""Words and the concepts they carry: a sentence becomes a list of `Word`, each with its concepts as bits.

Concepts are the rows of `data/reference/concepts.csv`: a name and the entries that mean it, each a word, a phrase or
another concept. A word stands there in its plain form and is known in every regular inflection; `word*` means whatever
begins so, `=word` that form alone. A slip (a letter missing, doubled or swapped with its neighbour) in a word of the
concept `stock` is forgiven.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archive.analysis.phrasings import Phrasing

HARD, SOFT = 2, 1
"""What follows a word: the end of a clause (`;`, `:` or a bracket), or a comma."""

STOCK: Final = "stock"
_OPENING: Final = "\"'‘’“”([{*•"
_CLOSING: Final = ".,;:!?)]}\"'‘’“”*"
_SHORTEST_STEM, _LONGEST_STEM = 4, 14
_SHORTEST_INFLECTED: Final = 3
_REMEMBERED: Final = 50_000


class Phrase(NamedTuple):
    """Words in a row that carry concepts together: the kins of its words after the second, and the bits it gives."""

    rest: tuple[int, ...]
    gives: int


class Word:
    """One word as met: its concepts, the kind of break after it, what may begin with it, what is looked up by it.

    `kin` has a bit for each plain word, met inside a phrase, that this is a form of; `second` is the kin that the next
    word must have for a phrase to begin here, 0 where none can, and `phrases` those that go on so, by its bits.
    `phrasings` stand beside their masks.
    """

    __slots__ = ("kin", "mask", "phrases", "phrasings", "second", "stop")

    def __init__(
        self, mask: int, kin: int, phrases: dict[int, list[Phrase]], phrasings: Iterable[Phrasing], stop: int = 0
    ) -> None:
        self.mask = mask
        self.kin = kin
        self.phrases = phrases
        self.phrasings = tuple((phrasing.mask, phrasing) for phrasing in phrasings)
        self.stop = stop
        self.second = sum(phrases)


class Lexicon(dict[str, Word]):
    """From a token of a sentence, in lower case and with its punctuation, to its `Word`.

    A token is worked out once and then remembered, up to a limit.
    """

    def __init__(self, concepts: Mapping[str, Iterable[str]], terms: Iterable[str]) -> None:
        """All `terms` get a bit, the first the lowest. Raises KeyError for a concept that is named but not defined."""
        super().__init__()
        self._concepts = {name: tuple(entries) for name, entries in concepts.items()}
        self._entries: dict[str, tuple[str, ...]] = {}
        self._bits: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._rows: dict[tuple[str, ...], int] = {}
        self._kin_forms: dict[str, int] = {}
        self._kin_stems: dict[str, int] = {}
        for term in terms:
            self._define(term)
        self._phrases: dict[str, dict[int, list[Phrase]]] = {}
        kins: dict[str, int] = {}
        for row, gives in self._rows.items():
            first, second, *rest = row
            phrase = Phrase(tuple(self._kin(word, kins) for word in rest), gives)
            for form in inflections(first):
                self._phrases.setdefault(form, {}).setdefault(self._kin(second, kins), []).append(phrase)
        self._slips = {
            slip: form
            for word in self.entries(f"{{{STOCK}}}")
            for form in inflections(word)
            for slip in _slips(form)
            if slip not in self._forms
        }
        self._phrasings: dict[str, list[Phrasing]] = {}

    def bit(self, term: str) -> int:
        """The bit of a term that the lexicon was made with. Raises KeyError for any other."""
        return self._bits[term]

    def entries(self, term: str) -> tuple[str, ...]:
        """The words and phrases of a term: a word, `=word`, `word*`, `{concept}`, or several with `|` between.

        `_` joins the words of a phrase: `no_longer`. Raises KeyError for a concept that is not defined.
        """
        found = self._entries.get(term)
        if found is None:
            found = ()
            for part in term.replace("_", " ").split("|") if "{" not in term else term.split("|"):
                if part.startswith("{"):
                    for entry in self._concepts[part[1:-1]]:
                        found += self.entries(entry) if entry.startswith("{") else (entry,)
                else:
                    found += (part.replace("_", " "),)
            self._entries[term] = found = tuple(dict.fromkeys(found))
        return found

    def look_up_by(self, word: str, phrasing: Phrasing) -> None:
        """Let every form of `word` (an entry without a space) lead to `phrasing`. To be called before any look-up."""
        for form in (word,) if word.endswith("*") else inflections(word):
            self._phrasings.setdefault(form, []).append(phrasing)

    def __missing__(self, token: str) -> Word:
        """The Word of a token not met before."""
        word = token.lstrip(_OPENING)
        opened = "(" in token[: len(token) - len(word)]
        bare = word.rstrip(_CLOSING)
        tail = word[len(bare) :]
        stop = HARD if opened or ")" in tail or ";" in tail or ":" in tail else SOFT if "," in tail else 0
        made = self._word(bare.removesuffix("'s"), stop)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[token] = made
        return made

    def _word(self, word: str, stop: int) -> Word:
        word = self._meant(word)
        mask = self._forms.get(word, 0)
        kin = self._kin_forms.get(word, 0)
        phrasings = self._phrasings.get(word, [])
        for size in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            stem = word[:size]
            if stem in self._stems:
                mask |= self._stems[stem]
                phrasings = [*phrasings, *self._phrasings.get(f"{stem}*", ())]
            kin |= self._kin_stems.get(stem, 0)
        return Word(mask, kin, self._phrases.get(word, {}), dict.fromkeys(phrasings), stop)

    def _meant(self, word: str) -> str:
        """The stock word that `word` is a slip for, or `word` itself."""
        if word in self._slips:
            return self._slips[word]
        if word not in self._forms:
            for at in range(1, len(word)):
                if word[at] == word[at - 1] and (once := word[:at] + word[at + 1 :]) in self._slips.values():
                    return once
        return word

    def _kin(self, word: str, kins: dict[str, int]) -> int:
        """The bit of a word inside phrases."""
        if word not in kins:
            kins[word] = bit = 1 << len(kins)
            table, forms = (self._kin_stems, (word[:-1],)) if word.endswith("*") else (self._kin_forms, inflections(word))
            for form in forms:
                table[form] = table.get(form, 0) | bit
        return kins[word]

    def _define(self, term: str) -> int:
        """Give a term its bit and let its words carry it."""
        if term in self._bits:
            return self._bits[term]
        self._bits[term] = bit = 1 << len(self._bits)
        for entry in self.entries(term):
            row = tuple(entry.split())
            if len(row) > 1:
                self._rows[row] = self._rows.get(row, 0) | bit
            elif entry.endswith("*"):
                self._stems[entry[:-1]] = self._stems.get(entry[:-1], 0) | bit
            else:
                for form in inflections(entry):
                    self._forms[form] = self._forms.get(form, 0) | bit
        return bit


def inflections(word: str) -> Iterator[str]:
    """The regular forms of a plain word, itself first; only itself where it is written `=word` or is very short."""
    if word.startswith("="):
        yield word[1:]
        return
    yield word
    if len(word) < _SHORTEST_INFLECTED or not word.isalpha():
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
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
