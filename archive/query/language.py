"""The language of queries: typed text to a small tree. Total: any text gives a tree, nothing, or a QueryProblem.

    damp mould            both words, anywhere in the decision, in any of their forms
    "loft conversion"     the words side by side; so any typed word of several parts: child-protection, 24A(6)
    damp OR mould         either; OR binds least: a b OR c is (a b) OR c
    damp NOT mould        without the second; so is damp -mould, the minus right before its word
    (damp OR mould) rent  brackets group
    plann*                any word that begins so, in any of its forms
    exact:housing         the word in this form only
    near(damp mould, 5)   with at most so many words between, in any order
    council:thurrock      a filter, as --council; its value right after the colon, in quotes where it has blanks
    in:complaint damp     where the next word, phrase or bracket must stand

AND, OR, NOT are operators in capitals, and only with something on both sides (NOT: after it). Alone they are words:
`fault AND` looks for "fault" and "and". All other punctuation only parts words. An unclosed quote or bracket runs to
the end. A field twice side by side means either value, as an option given twice; with AND between them, both.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from archive.errors import QueryProblem
from archive.query.fields import ENDS, IN, REASON, REF, ROLE
from archive.query.tokens import CLOSE, MINUS, OPEN, OPERATORS, UNQUOTED, Field, Near, Sign, Term, tokenize
from archive.steering import CODES
from archive.storage.tokens import COLUMNS
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    from archive.query.tokens import Token


EXAMPLE: Final = "damp mould"
"""A query that can be read, for where nothing of what was typed can be kept."""
_CONTROLS: Final = dict.fromkeys(CODES, " ")
"""Control characters, and those that turn the order of a line: what is typed is printed again."""
_REPAIRS: Final = 16
_LONGEST_OFFERED: Final = 300
_SHORTEST_REFERENCE: Final = len("23012807")


class AllOf(NamedTuple):
    """Every one of `wanted` and none of `unwanted`; at least one of the two is not empty."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...]


class AnyOf(NamedTuple):
    """At least one of two or more."""

    choices: tuple[Node, ...]


class Within(NamedTuple):
    """`node`, whose words must stand in these columns."""

    columns: tuple[str, ...]
    node: Node


Node: TypeAlias = "Term | Near | Field | AllOf | AnyOf | Within"


def clean(text: str) -> str:
    """`text` without what steers a terminal: a control character is a blank, a lone surrogate a question mark.

    Letters and their accents are one character where Unicode has one.
    """
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8")).translate(_CONTROLS).strip()


def parse(text: str) -> Node | None:
    """The tree of `text`; None for an empty one.

    Raises QueryProblem (reason, the text, the offset, and a query that can be read) where there is nothing to look for
    but punctuation, where `in:` stands before no words or names no section, and where the tokenizer raises it.
    """
    try:
        return _read(text)
    except QueryProblem as problem:
        problem.instead = readable(problem.instead)
        raise


def readable(text: str | None) -> str:
    """`text`, or what is left of it when all that cannot be read is mended; EXAMPLE where that is nothing."""
    for _ in range(_REPAIRS):
        if text is None or len(text) > _LONGEST_OFFERED:
            break
        text = " ".join(text.split())
        try:
            return text if _read(text) is not None else EXAMPLE
        except QueryProblem as problem:
            text = problem.instead
    return EXAMPLE


def _read(text: str) -> Node | None:
    text = clean(text)
    if not text:
        return None
    tokens = tokenize(text)
    if not tokens:
        raise QueryProblem(f"nothing to look for in {text}: give a word", query=text, offset=0)
    return _Parser(text, _operators(tokens)).run()


def terms(node: Node) -> list[Term]:
    """All terms of a tree that are wanted, in the order typed."""
    if isinstance(node, Term):
        return [node]
    if isinstance(node, Near):
        return list(node.terms)
    if isinstance(node, Within):
        return terms(node.node)
    if isinstance(node, Field):
        return []
    parts = node.wanted if isinstance(node, AllOf) else node.choices
    return [term for part in parts for term in terms(part)]


def leaves(node: Node) -> list[Term | Near | Field]:
    """All terms and fields of a tree, wanted or not."""
    if isinstance(node, Within):
        return leaves(node.node)
    if isinstance(node, AllOf):
        return [leaf for part in (*node.wanted, *node.unwanted) for leaf in leaves(part)]
    if isinstance(node, AnyOf):
        return [leaf for part in node.choices for leaf in leaves(part)]
    return [node]


def beginnings(node: Node) -> set[str]:
    """The beginnings (`plann` of `plann*`) anywhere in a tree, wanted or not."""
    found: set[str] = set()
    for leaf in leaves(node):
        for term in leaf.terms if isinstance(leaf, Near) else (leaf,):
            if isinstance(term, Term) and term.prefix is not None:
                found.add(term.words[term.prefix])
    return found


def said(node: Node) -> str:
    """A tree as it could be typed: read again, it means the same."""
    if isinstance(node, Term):
        words = [f"{word}*" if index == node.prefix else word for index, word in enumerate(node.words)]
        alone = len(words) == 1 and words[0] not in OPERATORS
        return ("exact:" if node.exact else "") + (words[0] if alone else f'"{" ".join(words)}"')
    if isinstance(node, Near):
        return f"near({' '.join(map(said, node.terms))}, {node.distance})"
    if isinstance(node, Within):
        return f"in:{_said_values(node.columns)} {_in_brackets(node.node)}"
    if isinstance(node, Field):
        roles = f" {ROLE}:{_said_values([value.text for value in node.roles])}" if node.roles else ""
        field = f"{node.name}:{_said_values([value.text for value in node.values], part=node.name == REF)}{roles}"
        return f"({field})" if roles else field
    if isinstance(node, AllOf):
        fields = [part.name for part in node.wanted if isinstance(part, Field)]
        joint = " " if len(set(fields)) == len(fields) else " AND "
        bracket = {REASON, ROLE} <= set(fields)
        wanted = joint.join(
            f"({said(part)})" if bracket and isinstance(part, Field) and part.name == ROLE else said(part)
            for part in node.wanted
        )
        return f"({' '.join([*([wanted] if wanted else []), *(f'NOT {said(part)}' for part in node.unwanted)])})"
    return f"({' OR '.join(map(said, node.choices))})"


def _in_brackets(node: Node) -> str:
    text = said(node)
    return text if isinstance(node, AllOf | AnyOf) else f"({text})"


def _said_values(values: tuple[str, ...] | list[str], *, part: bool = False) -> str:
    """Values after their colon. `part`: one that is no whole reference is quoted, lest a number after it join it."""
    listed = [f'"{value}"' if part and len(value) < _SHORTEST_REFERENCE else quoted(value) for value in values]
    return listed[0] if len(listed) == 1 else f"({' OR '.join(listed)})"


def quoted(value: str) -> str:
    """A value as it can stand after the colon of its field."""
    plain = value.replace("_", "").replace("-", "").replace("..", "").isalnum()
    return value if plain and value.isascii() else f'"{value.translate(UNQUOTED)}"'


def _operators(tokens: list[Token]) -> list[Token]:
    """`tokens` with every operator word that has nothing to join made a term."""
    made: list[Token] = []
    for index, token in enumerate(tokens):
        if not isinstance(token, Sign) or token.text not in OPERATORS:
            made.append(token)
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        joins_after = after is not None and (_begins(after) or (_is(after, "NOT") and not _is(token, "NOT")))
        joins_before = bool(made) and not _is(made[-1], OPEN, MINUS, *OPERATORS) and not _is_in(made[-1])
        if joins_after and (joins_before or _is(token, "NOT")):
            made.append(token)
        else:
            made.append(Term((token.text,), None, token.start, token.end))
    return made


def _is(token: Token, *signs: str) -> bool:
    return isinstance(token, Sign) and token.text in signs


def _is_in(token: Token) -> bool:
    return isinstance(token, Field) and token.name == IN


def _begins(token: Token) -> bool:
    """Whether `token` can be the first of something to look for."""
    return not isinstance(token, Sign) or token.text in (OPEN, MINUS)


class _Parser:
    """Reads tokens from left to right; the tokenizer bounds how deep its methods call each other."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.position = 0

    def run(self) -> Node:
        return self._any_of()

    def _at(self, *signs: str) -> bool:
        return self.position == len(self.tokens) or _is(self.tokens[self.position], *signs)

    def _any_of(self) -> Node:
        """Branches with OR between them, to the end or the closing bracket."""
        choices = [self._all_of()]
        while not self._at(CLOSE):
            self.position += 1
            choices.append(self._all_of())
        return choices[0] if len(choices) == 1 else _either(choices)

    def _all_of(self) -> Node:
        """One branch, to OR, the end or the closing bracket."""
        wanted: list[Node] = []
        unwanted: list[Node] = []
        grouped: list[Node] = []
        without = joined = False
        while not self._at("OR", CLOSE):
            token = self.tokens[self.position]
            if _is(token, "NOT", MINUS):
                without = not without
                self.position += 1
            elif _is(token, "AND"):
                joined = True
                self.position += 1
            else:
                node = self._operand()
                if isinstance(node, AllOf) and not node.wanted:
                    # A group that only leaves out, left out, is asked for; asked for, it is left out.
                    without = not without
                    node = node.unwanted[0] if len(node.unwanted) == 1 else AnyOf(node.unwanted)
                if without:
                    unwanted.append(node)
                elif joined or _is(token, OPEN) or not _merged(wanted, grouped, node):
                    wanted.append(node)
                    grouped += [node] if _is(token, OPEN) else []
                without = joined = False
        wanted = _with_roles(wanted, grouped)
        if len(wanted) == 1 and not unwanted:
            return wanted[0]
        return AllOf(tuple(wanted), tuple(unwanted))

    def _operand(self) -> Node:
        """A term, a field, a bracket, or one of these after `in:`."""
        token = self.tokens[self.position]
        self.position += 1
        if isinstance(token, Field):
            return self._within(token) if token.name == IN else token
        if not isinstance(token, Sign):
            return token
        node = self._any_of()
        self.position += 1
        return node

    def _within(self, field: Field) -> Node:
        columns = []
        for value in field.values:
            section = value.text.lower()
            if section not in COLUMNS:
                instead = self.text[: value.start] + "complaint" + self.text[value.end :]
                raise QueryProblem(no_section(value.text), query=self.text, offset=value.start, instead=instead)
            columns.append(section)
        if self._at("AND", "OR", "NOT", MINUS, CLOSE):
            self._nothing_within(field)
        after = self.tokens[self.position]
        if isinstance(after, Field) and after.name != IN:
            self._nothing_within(field)
        return Within(tuple(dict.fromkeys(columns)), self._operand())

    def _nothing_within(self, field: Field) -> NoReturn:
        typed = self.text[field.start : field.end]
        rest = " ".join((self.text[: field.start] + " " + self.text[field.end :]).split())
        reason = f"{typed} says where words must stand: put it before a word or a bracket"
        # What else is wrong in the rest is left to `readable`: mending it here would double the work with each `in:`.
        words = any(isinstance(token, Term | Near) for token in self.tokens)
        instead = f"{typed} ({rest})" if words else f"{rest} {typed} damp"
        raise QueryProblem(reason, query=self.text, offset=field.start, instead=instead)


def no_section(typed: str) -> str:
    """Why words cannot be looked for in the section `typed`."""
    also = ": it is the same stock text everywhere" if typed in ("powers", "considered") else ""
    return f"cannot look in '{typed}'{also}; choose from {', '.join(COLUMNS)}"


def _either(choices: list[Node]) -> Node:
    """Choices as one node: values of one field are one field."""
    first = choices[0]
    if isinstance(first, Field) and first.name not in ENDS:
        fields = [choice for choice in choices if isinstance(choice, Field)]
        if len(fields) == len(choices) and all(field[0] == first.name and not field.roles for field in fields):
            return first._replace(values=tuple(value for field in fields for value in field.values))
    return AnyOf(tuple(choices))


def _merged(wanted: list[Node], grouped: list[Node], node: Node) -> bool:
    """Whether `node` is a field whose values could be added to an earlier one of its name, and now are.

    What stands in brackets (`grouped`) stays by itself.
    """
    if not isinstance(node, Field) or node.name in ENDS:
        return False
    for index, earlier in enumerate(wanted):
        if isinstance(earlier, Field) and earlier.name == node.name and earlier not in grouped:
            wanted[index] = earlier._replace(values=earlier.values + node.values)
            return True
    return False


def _with_roles(wanted: list[Node], grouped: list[Node]) -> list[Node]:
    """`wanted` with the roles asked for put to the reasons beside them; where there is none they stay as they are."""
    beside = [node for node in wanted if isinstance(node, Field) and node not in grouped]
    roles = tuple(value for node in beside if node.name == ROLE for value in node.values)
    if not roles or all(node.name != REASON for node in beside):
        return wanted
    found: list[Node] = []
    for node in wanted:
        if not isinstance(node, Field) or node not in beside or node.name not in (REASON, ROLE):
            found.append(node)
        elif node.name == REASON:
            found.append(node._replace(roles=roles))
    return found
