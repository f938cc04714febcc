"""Typed text cut into tokens: terms, operators, brackets, each with its place.

Words are cut as FTS5's unicode61 cuts them (letters, digits, private use; combining marks go on a word), so that what
stands between the quotes of a MATCH expression has no other meaning than what was typed.
"""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

from archive.errors import QueryProblem

OPEN: Final = "("
CLOSE: Final = ")"
MINUS: Final = "-"
OPERATORS: Final = ("AND", "OR", "NOT")
_LONGEST_OPERATOR: Final = 3

MOST_WORDS: Final = 256
"""More words than anyone types; a pasted page is refused instead of being searched for minutes."""
DEEPEST: Final = 8
"""Brackets within brackets; one may take three of FTS5's own, whose parser gives up at some thirty."""
SHORTEST_PREFIX: Final = 2

_QUOTES: Final = frozenset('"“”„')


class Term(NamedTuple):
    """A word, or several that stand side by side (a phrase, or parts of one typed word: `child-protection`).

    `prefix` is the index of the one word that is a beginning (`plann*`), or None. `start` and `end` are its place.
    """

    words: tuple[str, ...]
    prefix: int | None
    start: int
    end: int


class Sign(NamedTuple):
    """An operator word, a bracket or a minus, with its place."""

    text: str
    start: int
    end: int


Token = Term | Sign


def is_word_character(character: str) -> bool:
    """Whether a word may begin with `character`."""
    if character < "\x80":
        return character.isalnum()
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"


def _goes_on(character: str) -> bool:
    return is_word_character(character) or unicodedata.category(character)[0] == "M"


def split_words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The place (start, end) of each word of `text` between two offsets."""
    end = len(text) if end is None else end
    found = []
    position = start
    while position < end:
        if not is_word_character(text[position]):
            position += 1
            continue
        begin = position
        while position < end and _goes_on(text[position]):
            position += 1
        found.append((begin, position))
    return found


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, brackets balanced and never empty. Linear in its length.

    Raises QueryProblem, with the offset, for a `*` that is not at the end of a word, for a beginning of one letter, for
    two beginnings in one phrase, and for more words or deeper brackets than are read.
    """
    return _Tokenizer(text).run()


class _Tokenizer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.depth = 0
        self.count = 0

    def run(self) -> list[Token]:
        text, position = self.text, 0
        while position < len(text):
            character = text[position]
            if character in _QUOTES:
                position = self._quoted(position)
            elif character == OPEN:
                self._open(position)
                position += 1
            elif character == CLOSE:
                self._close(position)
                position += 1
            elif character == MINUS and self._is_minus(position):
                self._sign(MINUS, position)
                position += 1
            elif character.isspace():
                position += 1
            else:
                position = self._chunk(position)
        while self.tokens and _text(self.tokens[-1]) in (OPEN, MINUS):
            self.depth -= _text(self.tokens.pop()) == OPEN
        for _ in range(self.depth):
            self._sign(CLOSE, len(text))
        return self.tokens

    def _is_minus(self, position: int) -> bool:
        """A minus comes after a blank or bracket and right before a word, quote or bracket; else it is a dash."""
        before = self.text[position - 1 : position]
        after = self.text[position + 1 : position + 2]
        clear = not before or before.isspace() or before == OPEN
        return clear and bool(after) and (after in _QUOTES or after == OPEN or is_word_character(after))

    def _sign(self, sign: str, position: int) -> None:
        self.tokens.append(Sign(sign, position, position + len(sign)))

    def _open(self, position: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryProblem(
                f"brackets go deeper than {DEEPEST}: write it more simply", query=self.text, offset=position
            )
        self._sign(OPEN, position)

    def _close(self, position: int) -> None:
        if not self.depth:
            return
        self.depth -= 1
        if _text(self.tokens[-1]) == OPEN:
            self.tokens.pop()
            self._drop_minus()
        else:
            self._sign(CLOSE, position)

    def _drop_minus(self) -> None:
        """Take back a minus that turned out to have nothing after it."""
        if self.tokens and _text(self.tokens[-1]) == MINUS:
            self.tokens.pop()

    def _quoted(self, position: int) -> int:
        """A phrase to the next quote mark, or to the end; a `*` right after the mark belongs to the last word."""
        text = self.text
        end = position + 1
        while end < len(text) and text[end] not in _QUOTES:
            end += 1
        after = min(end + 1, len(text))
        starred = text[after : after + 1] == "*"
        if not self._term(position + 1, end, starred=starred):
            self._drop_minus()
        return after + starred

    def _chunk(self, position: int) -> int:
        """What stands together without a blank or quote: `24A(6)` with its bracket, an operator word, a word."""
        text = self.text
        end, inner = position, 0
        while end < len(text) and not text[end].isspace() and text[end] not in _QUOTES:
            if text[end] == OPEN:
                if end - position <= _LONGEST_OPERATOR and text[position:end] in OPERATORS:
                    break
                inner += 1
            elif text[end] == CLOSE:
                if not inner:
                    break
                inner -= 1
            end += 1
        if text[position:end] in OPERATORS:
            self._sign(text[position:end], position)
        else:
            self._term(position, end)
        return end

    def _term(self, start: int, end: int, *, starred: bool = False) -> bool:
        """Add the words between two offsets as one term; False where there is none. `starred`: a `*` follows them."""
        places = split_words(self.text, start, end)
        self.count += len(places)
        if self.count > MOST_WORDS:
            raise QueryProblem(f"too long: give at most {MOST_WORDS} words", query=self.text, offset=start)
        stars = self._stars(start, end, {place[1]: index for index, place in enumerate(places)})
        if starred and places:
            stars.add(len(places) - 1)
        if len(stars) > 1:
            raise QueryProblem("only one word of a phrase can end in *", query=self.text, offset=start)
        for index in stars:
            self._long_enough(*places[index])
        if places:
            words = tuple(self.text[begin:stop] for begin, stop in places)
            self.tokens.append(Term(words, next(iter(stars), None), places[0][0], places[-1][1]))
        return bool(places)

    def _stars(self, start: int, end: int, endings: dict[int, int]) -> set[int]:
        """The indexes of the words that a `*` follows. A star among punctuation is punctuation."""
        found = set()
        position = self.text.find("*", start, end)
        while position >= 0:
            if position + 1 < end and is_word_character(self.text[position + 1]):
                raise QueryProblem(
                    "a * can stand only at the end of a word, as in plan*", query=self.text, offset=position
                )
            if position in endings:
                found.add(endings[position])
            position = self.text.find("*", position + 1, end)
        return found

    def _long_enough(self, begin: int, stop: int) -> None:
        if stop - begin < SHORTEST_PREFIX:
            raise QueryProblem(
                f"{self.text[begin:stop]}* stands for too many words: give two letters or more before the *",
                query=self.text,
                offset=begin,
            )


def _text(token: Token) -> str | None:
    return token.text if isinstance(token, Sign) else None
