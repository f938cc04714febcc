"""Typed text cut into tokens: terms, fields, operators, brackets, each with its place.

Words are cut as FTS5's unicode61 cuts them (letters, digits, private use; combining marks go on a word), so that what
stands between the quotes of a MATCH expression has no other meaning than what was typed.
"""

from __future__ import annotations

import unicodedata
from typing import Final, NoReturn

from archive.errors import QueryProblem
from archive.query.fields import BEFORE_WORDS, EXACT, FIELDS, IN, LONGEST_NAME, NEAR, REF, meant
from archive.tuples import NamedTuple

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
NEAR_BY: Final = 10
"""Words between, where `near` does not say how many."""
FARTHEST: Final = 999

_QUOTES: Final = frozenset('"“”„')
UNQUOTED: Final = dict.fromkeys(map(ord, _QUOTES), " ")
"""For `str.translate`: no quote mark is part of a value, for none could be typed within quotes."""
_AFTER_A_VALUE: Final = ",;"


class Term(NamedTuple):
    """A word, or several that stand side by side (a phrase, or parts of one typed word: `child-protection`).

    `prefix` is the index of the one word that is a beginning (`plann*`), or None. `start` and `end` are its place.
    `exact`: in this form only.
    """

    words: tuple[str, ...]
    prefix: int | None
    start: int
    end: int
    exact: bool = False


class Near(NamedTuple):
    """Two terms or more, in any order, with at most `distance` words between them."""

    terms: tuple[Term, ...]
    distance: int
    start: int
    end: int


class Value(NamedTuple):
    """What a field is asked to be, as typed but for quote marks, which are blanks, with its place."""

    text: str
    start: int
    end: int


class Field(NamedTuple):
    """A filter among the words: any of `values`, of which there is at least one. `name` is one of FIELDS, or IN.

    `roles`: of a reason, how it must stand, as typed.
    """

    name: str
    values: tuple[Value, ...]
    start: int
    end: int
    roles: tuple[Value, ...] = ()


class Sign(NamedTuple):
    """An operator word, a bracket or a minus, with its place."""

    text: str
    start: int
    end: int


Token = Term | Near | Field | Sign


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

    Raises QueryProblem, with the offset and a text nearer to one that can be read, for a `*` that is not at the end of
    a word, for a beginning of one letter, for two beginnings in one phrase, for a field mistyped or without a value,
    for what near() and exact: cannot take, and for more words or deeper brackets than are read.
    """
    return _Tokenizer(text).run()


def end_of_chunk(text: str, start: int) -> int:
    """Where what stands together from `start` on ends: at a blank, a quote, or a bracket that it did not open."""
    end, inner = start, 0
    while end < len(text) and not text[end].isspace() and text[end] not in _QUOTES:
        if text[end] == OPEN:
            inner += 1
        elif text[end] == CLOSE:
            if not inner:
                break
            inner -= 1
        end += 1
    return end


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
                position = self._field(position) or self._near(position) or self._chunk(position)
        while self.tokens and _text(self.tokens[-1]) in (OPEN, MINUS):
            self.depth -= _text(self.tokens.pop()) == OPEN
        for _ in range(self.depth):
            self._sign(CLOSE, len(text))
        return self.tokens

    def _problem(self, reason: str, offset: int, cut: tuple[int, int], put: str = "") -> NoReturn:
        """Raise: what is wrong, where, and the text with `put` in the place of `cut`."""
        instead = self.text[: cut[0]] + put + self.text[cut[1] :]
        raise QueryProblem(reason, query=self.text, offset=offset, instead=instead)

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
                f"brackets go deeper than {DEEPEST}: write it more simply",
                query=self.text,
                offset=position,
                instead=self.text.replace(OPEN, " ").replace(CLOSE, " "),
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

    def _quote_ends(self, position: int) -> int:
        """Where the quote that opens at `position` closes; the end of the text where it does not."""
        end = position + 1
        while end < len(self.text) and self.text[end] not in _QUOTES:
            end += 1
        return end

    def _bracket_ends(self, position: int) -> int:
        """Where the bracket that opens at `position` closes, quotes apart; the end of the text where it does not."""
        inner, end = 0, position
        while end < len(self.text):
            if self.text[end] in _QUOTES:
                end = self._quote_ends(end)
            else:
                inner += (self.text[end : end + 1] == OPEN) - (self.text[end : end + 1] == CLOSE)
                if not inner:
                    return end
            end += 1
        return len(self.text)

    def _quoted(self, position: int, *, exact: bool = False) -> int:
        """A phrase to the next quote mark, or to the end; a `*` right after the mark belongs to the last word."""
        end = self._quote_ends(position)
        after = min(end + 1, len(self.text))
        starred = self.text[after : after + 1] == "*"
        if not self._add(position + 1, end, starred=starred, exact=exact):
            self._drop_minus()
        return after + starred

    def _chunk(self, position: int, *, exact: bool = False) -> int:
        """What stands together without a blank or quote: `24A(6)` with its bracket, an operator word, a word."""
        text = self.text
        end = end_of_chunk(text, position)
        bracket = text.find(OPEN, position, min(end, position + _LONGEST_OPERATOR + 1))
        if bracket >= 0 and text[position:bracket] in OPERATORS:
            end = bracket
        if not exact and end - position <= _LONGEST_OPERATOR and text[position:end] in OPERATORS:
            self._sign(text[position:end], position)
        else:
            self._add(position, end, exact=exact)
        return end

    def _field(self, position: int) -> int | None:
        """A field and its value; gives where it ends, None where there is none."""
        text = self.text
        colon = text.find(":", position, position + LONGEST_NAME + 2)
        if colon < 0:
            return None
        name = text[position:colon].lower()
        begin = colon + 1
        if not name.isalpha() or not text[begin : begin + 1].strip() or text[begin] == CLOSE:
            return None
        if name == EXACT:
            return self._exact(position, begin)
        if name not in FIELDS and name != IN:
            known = meant(name)
            if known is not None:
                self._problem(f"no field called '{name}': did you mean {known}:?", position, (position, colon), known)
            return None
        values, end = self._values(name, begin)
        if not values:
            example = f"{name}:{FIELDS.get(name, 'complaint')}"
            self._problem(f"{name}: needs a value, as in {example}", begin, (position, end))
        self._counted(len(values), position)
        self.tokens.append(Field(name, values, position, end))
        return end

    def _values(self, name: str, begin: int) -> tuple[tuple[Value, ...], int]:
        """The values that stand from `begin` on and where they end: one word, a quote, or a bracket with OR between."""
        text = self.text
        if text[begin] in _QUOTES:
            end = self._quote_ends(begin)
            return self._value(begin + 1, end), min(end + 1, len(text))
        if text[begin] == OPEN:
            end = self._bracket_ends(begin)
            return self._alternatives(begin + 1, end), min(end + 1, len(text))
        end = end_of_chunk(text, begin)
        if name == REF:
            from archive.query.places import reference_ends

            end = reference_ends(text, begin) or end
        return self._value(begin, begin + len(text[begin:end].rstrip(_AFTER_A_VALUE))), end

    def _alternatives(self, start: int, end: int) -> tuple[Value, ...]:
        """The values between two offsets, parted by the word OR where it stands outside quotes."""
        found: list[Value] = []
        begin = position = start
        while position < end:
            if self.text[position] in _QUOTES:
                position = self._quote_ends(position) + 1
            elif self.text.startswith(" OR ", position, end):
                found += self._value(begin, position)
                begin = position = position + len(" OR ")
            else:
                position += 1
        return (*found, *self._value(begin, end))

    def _value(self, begin: int, last: int) -> tuple[Value, ...]:
        """What stands between two offsets, without blanks and quotes around it; nothing where that is nothing."""
        while begin < last and (self.text[begin].isspace() or self.text[begin] in _QUOTES):
            begin += 1
        while last > begin and (self.text[last - 1].isspace() or self.text[last - 1] in _QUOTES):
            last -= 1
        return (Value(self.text[begin:last].translate(UNQUOTED), begin, last),) if begin < last else ()

    def _exact(self, position: int, begin: int) -> int:
        """`exact:` before a word or a phrase."""
        if self.text[begin] == OPEN:
            end = self._bracket_ends(begin)
            inner = self.text[begin + 1 : end].replace('"', " ").strip()
            put = f'exact:"{inner}"' if split_words(inner) else ""
            reason = 'exact: takes one word or a phrase, as in exact:housing or exact:"loft conversions"'
            self._problem(reason, begin, (position, end + 1), put)
        in_quotes = self.text[begin] in _QUOTES
        end = self._quoted(begin, exact=True) if in_quotes else self._chunk(begin, exact=True)
        term = self.tokens[-1] if self.tokens else None
        if not isinstance(term, Term) or term.start < begin:
            self._drop_minus()
        elif term.prefix is not None:
            star = self.text.index("*", begin, end)
            reason = "exact: finds a word in one form, a * in all that begin so: give one of them"
            self._problem(reason, star, (star, star + 1))
        return end

    def _near(self, position: int) -> int | None:
        """`near(damp mould, 5)`; gives where it ends, None where there is none: one word in the bracket is text."""
        text = self.text
        begin = position + len(NEAR) + 1
        if text[position:begin].lower() != f"{NEAR}{OPEN}":
            return None
        close = self._bracket_ends(begin - 1)
        comma = text.rfind(",", begin, close)
        number = text[comma + 1 : close].strip() if comma >= 0 else ""
        given = number.isascii() and number.isdigit()
        end = min(close + 1, len(text))
        terms = self._near_terms(begin, comma if given else close)
        if len(terms) <= 1:
            if given:
                reason = "near() takes two words or phrases or more, as in near(damp mould, 5)"
                self._problem(reason, begin, (position, end), text[begin:comma])
            return None
        if given and (len(number) > len(str(FARTHEST)) or not 1 <= int(number) <= FARTHEST):
            reason = f"near() takes a distance of 1 to {FARTHEST} words"
            self._problem(reason, comma + 1, (comma, close))
        self._counted(sum(len(term.words) for term in terms), position)
        self.tokens.append(Near(terms, int(number) if given else NEAR_BY, position, end))
        return end

    def _near_terms(self, start: int, end: int) -> tuple[Term, ...]:
        text = self.text
        found = []
        while start < end:
            if text[start].isspace():
                start += 1
                continue
            quoted = text[start] in _QUOTES
            stop = min(self._quote_ends(start) if quoted else end_of_chunk(text, start), end)
            self._plain_in_near(start, stop)
            term = None if text[start:stop] == "AND" else self._term(start + quoted, stop)
            found += [] if term is None else [term]
            start = max(stop + quoted, start + 1)
        starred = [term for term in found if term.prefix is not None]
        if len(starred) > 1:
            star = text.index("*", starred[0].start)
            self._problem("only one word in near() can end in *", star, (star, star + 1))
        return tuple(found)

    def _plain_in_near(self, start: int, stop: int) -> None:
        """Refuse what means something elsewhere but not in near()."""
        word, colon, _ = self.text[start : min(stop, start + LONGEST_NAME + 1)].partition(":")
        if word in OPERATORS[1:] or (colon and word.lower() in (*FIELDS, *BEFORE_WORDS)):
            reason = 'near() takes words and phrases only, as in near(damp "black mould", 5)'
            self._problem(reason, start, (start, stop if word in OPERATORS else start + len(word) + 1))

    def _counted(self, words: int, offset: int) -> None:
        self.count += words
        if self.count > MOST_WORDS:
            self._problem(f"too long: give at most {MOST_WORDS} words", offset, (offset, len(self.text)))

    def _add(self, start: int, end: int, *, starred: bool = False, exact: bool = False) -> bool:
        """Add the words between two offsets as one term; False where there is none. `starred`: a `*` follows them."""
        term = self._term(start, end, starred=starred)
        if term is not None:
            self._counted(len(term.words), start)
            self.tokens.append(term._replace(exact=exact))
        return term is not None

    def _term(self, start: int, end: int, *, starred: bool = False) -> Term | None:
        """The words between two offsets."""
        places = split_words(self.text, start, end)
        stars = self._stars(start, end, {place[1]: index for index, place in enumerate(places)})
        if starred and places:
            stars.add(len(places) - 1)
        if len(stars) > 1:
            first = places[min(stars)][1]
            self._problem("only one word of a phrase can end in *", start, (first, first + 1))
        for index in stars:
            self._long_enough(*places[index], starred=starred and index == len(places) - 1)
        if not places:
            return None
        words = tuple(self.text[begin:stop] for begin, stop in places)
        return Term(words, next(iter(stars), None), places[0][0], places[-1][1])

    def _stars(self, start: int, end: int, endings: dict[int, int]) -> set[int]:
        """The indexes of the words that a `*` follows. A star among punctuation is punctuation."""
        found = set()
        position = self.text.find("*", start, end)
        while position >= 0:
            if position + 1 < end and is_word_character(self.text[position + 1]):
                after = position + 1
                while position in endings and after < end and _goes_on(self.text[after]):
                    after += 1
                put = "*" if position in endings else ""
                reason = "a * can stand only at the end of a word, as in plan*"
                self._problem(reason, position, (position, after), put)
            if position in endings:
                found.add(endings[position])
            position = self.text.find("*", position + 1, end)
        return found

    def _long_enough(self, begin: int, stop: int, *, starred: bool) -> None:
        if stop - begin < SHORTEST_PREFIX:
            star = self.text.index("*", stop)
            word = self.text[begin:stop]
            reason = f"{word}* stands for too many words: give two letters or more before the *"
            self._problem(reason, star if starred else begin, (star, star + 1))


def _text(token: Token) -> str | None:
    return token.text if isinstance(token, Sign) else None
