"""Words and the concepts they carry: a sentence becomes a list of `Word`, each with the terms that it is one of.

Concepts are the rows of `data/reference/concepts.csv`: a name and the entries that mean it, each a word, a phrase or
another concept. A word stands there in its plain form and is known in every regular inflection; `word*` means whatever
begins so, `=word` that form alone. A slip (a letter missing, doubled or swapped with its neighbour) in a word of the
concept `stock` is forgiven.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.analysis.marks import CLAUSE_END, bit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archive.analysis.phrasings import Phrasing

HARD, SOFT = 2, 1
"""What follows a word: the end of a clause (`;`, `:` or a bracket), or a comma."""

_STOCK: Final = "{stock}"
_OPENING: Final = "\"'‘’“”([{*•"
_CLOSING: Final = ".,;:!?)]}\"'‘’“”*"
_HARD_MARKS: Final = frozenset(");:")
_SHORTEST_STEM, _LONGEST_STEM = 4, 14
_SHORTEST_INFLECTED: Final = 3
_REMEMBERED: Final = 50_000


class Word:
    """What a word as met amounts to: its terms, the kind of break after it, what begins with it or is looked up by it.

    `terms` are bits, with that of the end of a clause where it stands there; `carried` are their numbers. `kin` are the
    words of phrases that this is a form of; `begun`, by the next word, the phrases that begin here; `phrasings` stand
    each after the terms that it needs. Words that amount to the same are one object, so that there are few of them
    however large the vocabulary.
    """

    __slots__ = ("begun", "carried", "kin", "phrasings", "stop", "terms")

    def __init__(
        self,
        terms: int,
        kin: tuple[str, ...],
        begun: Begun,
        phrasings: tuple[tuple[int, Phrasing], ...],
        stop: int,
    ) -> None:
        self.terms = terms
        self.carried = frozenset(at for at, digit in enumerate(reversed(f"{terms:b}")) if digit == "1")
        self.kin = kin
        self.begun = begun
        self.phrasings = phrasings
        self.stop = stop


class Phrase(dict[Word, Word]):
    """Words in a row that carry terms together: `rest` are those after the second, `gives` the terms.

    From a word to what it amounts to as one of the phrase; worked out once and then remembered.
    """

    __slots__ = ("gives", "rest")

    def __init__(self, rest: tuple[str, ...], gives: int) -> None:
        super().__init__()
        self.rest = rest
        self.gives = gives

    def __missing__(self, word: Word) -> Word:
        """The word with the terms of the phrase added to its own."""
        self[word] = made = Word(word.terms | self.gives, word.kin, word.begun, word.phrasings, word.stop)
        return made


class Begun(dict[Word, tuple[Phrase, ...]]):
    """From the word after a first to the phrases that the two begin; worked out once and then remembered."""

    __slots__ = ("_phrases",)

    def __init__(self, phrases: Mapping[str, list[Phrase]]) -> None:
        """`phrases` are those that begin with the first word, by their second."""
        super().__init__()
        self._phrases = phrases

    def __missing__(self, second: Word) -> tuple[Phrase, ...]:
        """The phrases begun with a second word not met before."""
        self[second] = begun = tuple(phrase for kin in second.kin for phrase in self._phrases.get(kin, ()))
        return begun


class Lexicon(dict[str, Word]):
    """From a token of a sentence, in lower case and with its punctuation, to its `Word`.

    A token is worked out once and then remembered, up to a limit.
    """

    def __init__(self, concepts: Mapping[str, Iterable[str]], terms: Iterable[str]) -> None:
        """The words of `terms` are known. Raises KeyError for a concept that is named but not defined."""
        super().__init__()
        self._made: dict[tuple[object, ...], Word] = {}
        self._concepts = {name: tuple(entries) for name, entries in concepts.items()}
        self._entries: dict[str, tuple[str, ...]] = {}
        self._forms: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._starts: set[str] = set()
        """What the words of all stems begin with: most words have no stem, and are done with at a glance."""
        self._kin_forms: dict[str, list[str]] = {}
        self._kin_stems: dict[str, list[str]] = {}
        self._begun: dict[str, Begun] = {}
        self._begins_none = Begun({})
        self._phrasings: dict[str, list[Phrasing]] = {}
        rows: dict[tuple[str, ...], int] = {}
        for term in terms:
            for entry in self.entries(term):
                row = tuple(entry.split())
                if len(row) > 1:
                    rows[row] = rows.get(row, 0) | bit(term)
                elif entry.endswith("*"):
                    self._starts.add(entry[:_SHORTEST_STEM])
                    self._stems[entry[:-1]] = self._stems.get(entry[:-1], 0) | bit(term)
                else:
                    for form in inflections(entry):
                        self._forms[form] = self._forms.get(form, 0) | bit(term)
        self._add_phrases(rows)
        self._slips = {
            slip: form
            for word in self.entries(_STOCK)
            for form in inflections(word)
            for slip in _slips(form)
            if slip not in self._forms
        }
        self._known = {*self._forms, *self._kin_forms, *self._begun}
        """The words that amount to something as they stand: most words of any text are not among them."""
        self._plain = tuple(self._word("", stop) for stop in (0, SOFT, HARD))
        """What any other word amounts to, by the break after it."""

    def entries(self, term: str) -> tuple[str, ...]:
        """The words and phrases of a term: a word, `=word`, `word*`, `{concept}`, or several with `|` between.

        `_` joins the words of a phrase: `no_longer`. Raises KeyError for a concept that is not defined.
        """
        found = self._entries.get(term)
        if found is None:
            found = ()
            for part in term.split("|"):
                if part.startswith("{"):
                    for entry in self._concepts[part[1:-1]]:
                        found += self.entries(entry) if entry.startswith("{") else (entry,)
                else:
                    found += (part.replace("_", " "),)
            self._entries[term] = found = tuple(dict.fromkeys(found))
        return found

    def look_up_by(self, word: str, phrasing: Phrasing) -> None:
        """Let every form of `word` (an entry without a space) lead to `phrasing`. To be called before any look-up."""
        if word.endswith("*"):
            self._starts.add(word[:_SHORTEST_STEM])
        for form in (word,) if word.endswith("*") else inflections(word):
            self._known.add(form)
            self._phrasings.setdefault(form, []).append(phrasing)

    def __missing__(self, token: str) -> Word:
        """The Word of a token not met before."""
        opened = token.lstrip(_OPENING)
        bare = opened.rstrip(_CLOSING)
        stop = 0 if bare == token else _stop(token[: len(token) - len(opened)], opened[len(bare) :])
        bare = bare.removesuffix("'s")
        word = self._slips.get(bare, bare)
        known = word in self._known or word[:_SHORTEST_STEM] in self._starts
        made = self._word(word, stop) if known else self._plain[stop]
        if len(self) >= _REMEMBERED:
            self.clear()
        self[token] = made
        return made

    def _word(self, word: str, stop: int) -> Word:
        terms = self._forms.get(word, 0) | (CLAUSE_END if stop == HARD else 0)
        kin = list(self._kin_forms.get(word, ()))
        phrasings = list(self._phrasings.get(word, ()))
        longest = min(len(word), _LONGEST_STEM) if word[:_SHORTEST_STEM] in self._starts else 0
        for size in range(_SHORTEST_STEM, longest + 1):
            stem = word[:size]
            terms |= self._stems.get(stem, 0)
            kin += self._kin_stems.get(stem, ())
            phrasings += self._phrasings.get(f"{stem}*", ())
        unique = {id(phrasing): phrasing for phrasing in phrasings}
        begun = self._begun.get(word, self._begins_none)
        same = (terms, tuple(kin), id(begun), tuple(unique), stop)
        if same not in self._made:
            with_needs = tuple((phrasing.needs, phrasing) for phrasing in unique.values())
            self._made[same] = Word(terms, tuple(kin), begun, with_needs, stop)
        return self._made[same]

    def _add_phrases(self, rows: Mapping[tuple[str, ...], int]) -> None:
        kin: set[str] = set()
        phrases: dict[str, dict[str, list[Phrase]]] = {}
        for row, gives in rows.items():
            first, second, *rest = row
            phrase = Phrase(tuple(rest), gives)
            for form in inflections(first):
                phrases.setdefault(form, {}).setdefault(second, []).append(phrase)
            kin.update(row[1:])
        self._begun = {form: Begun(by_second) for form, by_second in phrases.items()}
        for word in sorted(kin):
            if word.endswith("*"):
                self._starts.add(word[:_SHORTEST_STEM])
                self._kin_stems.setdefault(word[:-1], []).append(word)
            else:
                for form in inflections(word):
                    self._kin_forms.setdefault(form, []).append(word)


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


def _stop(before: str, after: str) -> int:
    """The kind of break that the punctuation before and after a word is."""
    if "(" in before or not _HARD_MARKS.isdisjoint(after):
        return HARD
    return SOFT if "," in after else 0


def _slips(word: str) -> Iterator[str]:
    """`word` with one letter inside it left out or any of them doubled, or two neighbours swapped."""
    for at in range(len(word)):
        yield word[:at] + word[at] + word[at:]
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1 :]
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
