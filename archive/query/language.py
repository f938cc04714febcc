"""The language of queries: typed text to a small tree. Total: any text gives a tree, nothing, or a QueryProblem.

    damp mould            both words, anywhere in the decision, in any of their forms
    "loft conversion"     the words side by side; so any typed word of several parts: child-protection, 24A(6)
    damp OR mould         either; OR binds least: a b OR c is (a b) OR c
    damp NOT mould        without the second; so is damp -mould, the minus right before its word
    (damp OR mould) rent  brackets group
    plann*                any word that begins so, in any of its forms

AND, OR, NOT are operators in capitals, and only with something on both sides (NOT: after it). Alone they are words:
`fault AND` looks for "fault" and "and". All other punctuation only parts words. An unclosed quote or bracket runs to
the end.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, TypeAlias

from archive.errors import QueryProblem
from archive.query.tokens import CLOSE, MINUS, OPEN, OPERATORS, Sign, Term, tokenize

if TYPE_CHECKING:
    from archive.query.tokens import Token


_CONTROLS: Final = dict.fromkeys((*range(32), *range(127, 160)), " ")


class AllOf(NamedTuple):
    """Every one of `wanted` (never empty in what `parse` gives) and none of `unwanted`."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...]


class AnyOf(NamedTuple):
    """At least one of two or more."""

    choices: tuple[Node, ...]


Node: TypeAlias = "Term | AllOf | AnyOf"


def clean(text: str) -> str:
    """`text` without what cannot be printed: a control character is a blank, a lone surrogate a question mark.

    Letters and their accents are one character where Unicode has one.
    """
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8")).translate(_CONTROLS).strip()


def parse(text: str) -> Node | None:
    """The tree of `text`; None for an empty one.

    Raises QueryProblem (reason, the text, the offset) where there is nothing to look for but punctuation, where all
    that is asked is what to leave out, and where the tokenizer raises it.
    """
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
    parts = node.wanted if isinstance(node, AllOf) else node.choices
    return [term for part in parts for term in terms(part)]


def beginnings(node: Node) -> set[str]:
    """The beginnings (`plann` of `plann*`) anywhere in a tree, wanted or not."""
    if isinstance(node, Term):
        return set() if node.prefix is None else {node.words[node.prefix]}
    parts = (*node.wanted, *node.unwanted) if isinstance(node, AllOf) else node.choices
    return {beginning for part in parts for beginning in beginnings(part)}


def _operators(tokens: list[Token]) -> list[Token]:
    """`tokens` with every operator word that has nothing to join made a term."""
    made: list[Token] = []
    for index, token in enumerate(tokens):
        if not isinstance(token, Sign) or token.text not in OPERATORS:
            made.append(token)
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        joins_after = after is not None and (_begins(after) or (_is(after, "NOT") and not _is(token, "NOT")))
        joins_before = bool(made) and not _is(made[-1], OPEN, MINUS, *OPERATORS)
        if joins_after and (joins_before or _is(token, "NOT")):
            made.append(token)
        else:
            made.append(Term((token.text,), None, token.start, token.end))
    return made


def _is(token: Token, *signs: str) -> bool:
    return isinstance(token, Sign) and token.text in signs


def _begins(token: Token) -> bool:
    """Whether `token` can be the first of something to look for."""
    return isinstance(token, Term) or _is(token, OPEN, MINUS)


class _Parser:
    """Reads tokens from left to right; the tokenizer bounds how deep its two methods call each other."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.position = 0

    def run(self) -> Node:
        node = self._any_of()
        if _only_unwanted(node):
            self._problem("NOT leaves something out of what other words find", self.tokens[0].start)
        return node

    def _at(self, *signs: str) -> bool:
        return self.position == len(self.tokens) or _is(self.tokens[self.position], *signs)

    def _any_of(self) -> Node:
        """Branches with OR between them, to the end or the closing bracket."""
        choices = []
        starts = []
        while True:
            starts.append(self.tokens[self.position].start)
            choices.append(self._all_of())
            if self._at(CLOSE):
                break
            self.position += 1
        if len(choices) == 1:
            return choices[0]
        for start, choice in zip(starts, choices, strict=True):
            if _only_unwanted(choice):
                self._problem("NOT cannot stand alone beside OR", start)
        return AnyOf(tuple(choices))

    def _all_of(self) -> Node:
        """One branch, to OR, the end or the closing bracket."""
        wanted: list[Node] = []
        unwanted: list[Node] = []
        without = False
        while not self._at("OR", CLOSE):
            token = self.tokens[self.position]
            self.position += 1
            if _is(token, "NOT", MINUS):
                without = not without
            elif not _is(token, "AND"):
                node = token if isinstance(token, Term) else self._group()
                if isinstance(node, AllOf) and not node.wanted:
                    # A group that only leaves out, left out, is asked for; asked for, it is left out.
                    without = not without
                    node = node.unwanted[0] if len(node.unwanted) == 1 else AnyOf(node.unwanted)
                (unwanted if without else wanted).append(node)
                without = False
        if len(wanted) == 1 and not unwanted:
            return wanted[0]
        return AllOf(tuple(wanted), tuple(unwanted))

    def _group(self) -> Node:
        node = self._any_of()
        self.position += 1
        return node

    def _problem(self, reason: str, offset: int) -> NoReturn:
        raise QueryProblem(f"{reason}: put a word before it, as in damp NOT mould", query=self.text, offset=offset)


def _only_unwanted(node: Node) -> bool:
    return isinstance(node, AllOf) and not node.wanted
