"""What must hold for whatever is typed into a search: the language by itself, and a whole search of a small archive."""

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archives import small_archive

from archive.cli.caret import pointed
from archive.cli.common import told
from archive.errors import QueryProblem
from archive.output.form import Form
from archive.output.hits import FORMATS, nearest_lines, page_as
from archive.output.text import printable
from archive.query import Query, count, search
from archive.query.blame import why_nothing
from archive.query.explain import explained
from archive.query.finds import OFF, ON, Text, finds
from archive.query.language import AllOf, AnyOf, Within, beginnings, clean, parse, said
from archive.query.match import any_term, expression, within
from archive.query.model import SORTS, Page
from archive.query.tokens import DEEPEST, Field, Near, Term
from archive.query.understanding import understand
from archive.storage.connection import open_reader
from archive.storage.tokens import COLUMNS
from fuzz.terminal import harmless

if TYPE_CHECKING:
    from archive.query.language import Node

SPELLED: Final = ("planned", "planning")
"""What each beginning stands for where no archive is asked."""
TOO_DEEP: Final = f"brackets go deeper than {DEEPEST}"
"""What is said of a tree has a bracket around each of its parts: of one with many, that may be too deep to be read."""
WORLDS: Final = 4
"""Decisions made up to compare two trees: in each, every word and filter is there or not by the toss of a coin."""
TEXTS: Final = (
    Text("complaint", "Mr X complained about damp and mould; the Council’s officer planned nothing."),
    Text("assessment", "The visit took two hours. Section 24A(6) was cited in O’Neill."),
    Text("decision", "Café \x02steering\x03 closed\x1b[31m: we will not investigate £250.50."),
)


def of_query(data: bytes) -> None:
    """Typed text: a tree whose MATCH expression SQLite takes, or one line of why not with a query that can be read."""
    typed = _typed(data)
    node = _read(typed)
    harmless(f"{clean(typed)}\n")
    if node is None:
        assert not clean(typed)
    elif isinstance(node, QueryProblem):
        _pointed(node)
    else:
        _taken(node)
        again = _read(said(node))
        assert again is not None
        if isinstance(again, QueryProblem):
            _pointed(again)
            assert again.reason.startswith(TOO_DEEP)
        else:
            assert all(means(again, world) == means(node, world) for world in range(WORLDS))
        if len(data) % 4 == 0:
            assert _read(typed) == node


def of_search(data: bytes) -> None:
    """Typed text, asked of an archive: a page in every form, or one line of why not."""
    typed = _typed(data)
    choice = zlib.crc32(data)
    query = Query(words=typed, sort=SORTS[choice % len(SORTS)], limit=1 + choice % 20, snippets=1 + choice % 3)
    try:
        page = search(held(), query, facets=True)
    except QueryProblem as problem:
        _pointed(problem)
        return
    assert page == search(held(), query, facets=True)
    assert page.total == count(held(), query)
    assert len(page.hits) == min(page.total, query.limit)
    _marks_in_bounds(page)
    _printed(page, query, choice)
    every = [facet for facets in page.facets.values() for facet in facets]
    if every:
        facet = every[choice % len(every)]
        try:
            number = count(held(), query._replace(words=facet.query))
        except QueryProblem as problem:
            assert problem.reason.startswith(TOO_DEEP)  # noqa: PT017 - as above
        else:
            assert number == facet.number
    _found_in_texts(typed)


def means(node: Node, world: int, columns: frozenset[str] = frozenset(COLUMNS)) -> bool:
    """Whether the decision number `world` answers to `node`, whose words stand in `columns`."""
    if isinstance(node, Within):
        return means(node.node, world, columns.intersection(node.columns))
    if isinstance(node, AnyOf):
        return any(means(part, world, columns) for part in node.choices)
    if isinstance(node, AllOf):
        wanted = all(means(part, world, columns) for part in node.wanted)
        return wanted and not any(means(part, world, columns) for part in node.unwanted)
    if isinstance(node, Field):
        roles = sorted({value.text for value in node.roles})
        return any(_tossed(world, node.name, value.text, roles) for value in node.values)
    if isinstance(node, Near):
        return _tossed(world, [_form(term) for term in node.terms], node.distance, sorted(columns))
    return _tossed(world, _form(node), sorted(columns))


def _form(term: Term) -> tuple[tuple[str, ...], int | None, bool]:
    return term.words, term.prefix, term.exact


def _tossed(*what: object) -> bool:
    return zlib.crc32(repr(what).encode()) % 2 == 1


@cache
def held() -> sqlite3.Connection:
    """The small archive, open for reading."""
    folder = tempfile.TemporaryDirectory(prefix="lgsco-fuzz-")
    connection = open_reader(small_archive(Path(folder.name) / "archive.db", hostile=True))
    folder.cleanup()
    return connection


@cache
def _index() -> sqlite3.Connection:
    """An index with the columns and the tokenizer of an archive's."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        f"CREATE VIRTUAL TABLE texts USING fts5({', '.join(COLUMNS)}, tokenize='porter unicode61 remove_diacritics 2')"
    )
    return connection


def _typed(data: bytes) -> str:
    """As a shell hands it over: what is not UTF-8 is a lone surrogate."""
    return data.decode("utf-8", "surrogateescape")


def _read(typed: str) -> Node | QueryProblem | None:
    try:
        return parse(typed)
    except QueryProblem as problem:
        return problem


def _pointed(problem: QueryProblem) -> None:
    """The problem is told in single lines, points into the query, and offers one that can be read."""
    lines = [str(problem), *pointed(problem)]
    assert not any("\n" in line for line in lines)
    _said(lines)
    if problem.offset is not None:
        assert 0 <= problem.offset <= len(problem.query or "")
        assert problem.instead is not None
        assert parse(problem.instead) is not None


def _taken(node: Node) -> None:
    """SQLite takes what is made of `node`, whole and within columns."""
    spelled = dict.fromkeys(beginnings(node), SPELLED)
    for made in (expression(node, spelled), any_term(node, spelled)):
        if made is not None:
            match = within(made, COLUMNS[: len(made) % 3])
            _index().execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (match,)).fetchone()


def _marks_in_bounds(page: Page) -> None:
    """Every mark of every passage stands in its text, after the one before."""
    for hit in (*page.hits, *page.nearest):
        for passage in hit.passages:
            done = 0
            for start, end in passage.marks:
                assert done <= start < end <= len(passage.text)
                done = end
            assert passage.marked("", "") == passage.text


def _said(lines: list[str]) -> None:
    """Talk, as every command says it, steers no terminal."""
    harmless("".join(f"{told(line)}\n" for line in lines))


def _printed(page: Page, query: Query, choice: int) -> None:
    """Nothing that is printed of a page steers a terminal."""
    form = Form(FORMATS[choice % len(FORMATS)], width=20 + choice % 100, plain=choice % 2 == 1)
    asked = understand(held(), query)
    harmless(page_as(page, asked.query.words, form))
    lines = [*page.notes, *nearest_lines(page, form.width), *([] if page.total else why_nothing(held(), asked))]
    _said(lines)
    harmless(printable(explained(held(), query)))


def _found_in_texts(typed: str) -> None:
    """What a query finds in texts is those texts, with marks that alternate."""
    found = finds(held(), TEXTS, typed)
    assert found.answers <= set(range(len(TEXTS)))
    for row, marked in found.marked.items():
        bare = TEXTS[row].words.replace(ON, " ").replace(OFF, " ")
        assert marked.replace(ON, "").replace(OFF, "") == bare
        assert [mark for mark in marked if mark in (ON, OFF)] == [ON, OFF] * marked.count(ON)
