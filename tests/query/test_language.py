"""What people type, and the MATCH expression or the message that it gives."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import QUERY_PIECES

from archive.errors import QueryProblem
from archive.query.language import beginnings, clean, parse, terms
from archive.query.match import any_term, expression, within
from archive.query.tokens import DEEPEST, MOST_WORDS, split_words
from archive.storage.tokens import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.query.language import Node

WORDS = {"plann": ("planned", "planning"), "protect": ("protection",), "zzz": ()}
"""What beginnings stand for in these tests."""


def matched(typed: str) -> str | None:
    """The MATCH expression of what is typed; None where there is none."""
    node = parse(typed)
    return None if node is None else expression(node, WORDS)


ANSWERED = [
    ("damp", '"damp"'),
    ("damp mould", '("damp" AND "mould")'),
    ("  damp \t mould \n", '("damp" AND "mould")'),
    ("Damp MOULD", '("Damp" AND "MOULD")'),
    ('"loft conversion"', '"loft conversion"'),
    ("“loft conversion”", '"loft conversion"'),
    ('"loft conversion" damp', '("loft conversion" AND "damp")'),
    ("damp AND mould", '("damp" AND "mould")'),
    ("damp OR mould", '("damp" OR "mould")'),
    ("damp NOT mould", '("damp" NOT "mould")'),
    ("damp AND NOT mould", '("damp" NOT "mould")'),
    ("damp -mould", '("damp" NOT "mould")'),
    ('damp -"black mould"', '("damp" NOT "black mould")'),
    ("damp -(mould OR rot)", '("damp" NOT ("mould" OR "rot"))'),
    ("damp NOT mould rent", '(("damp" AND "rent") NOT "mould")'),
    ("damp NOT mould NOT rot", '("damp" NOT ("mould" OR "rot"))'),
    ("a b OR c d", '(("a" AND "b") OR ("c" AND "d"))'),
    ("damp OR mould NOT rot", '("damp" OR ("mould" NOT "rot"))'),
    ("(damp OR mould) rent", '(("damp" OR "mould") AND "rent")'),
    ("rent (damp OR mould)", '("rent" AND ("damp" OR "mould"))'),
    ("rent AND(damp OR mould)", '("rent" AND ("damp" OR "mould"))'),
    ("rent NOT(damp OR mould)", '("rent" NOT ("damp" OR "mould"))'),
    ("(damp)", '"damp"'),
    ("((damp))", '"damp"'),
    ("(damp mould", '("damp" AND "mould")'),
    ("damp) mould", '("damp" AND "mould")'),
    ("damp (NOT mould)", '("damp" NOT "mould")'),
    ("damp NOT (NOT mould)", '("damp" AND "mould")'),
    ("damp NOT -mould", '("damp" AND "mould")'),
    ("damp NOT (NOT mould NOT rot)", '("damp" AND ("mould" OR "rot"))'),
    ("NOT mould damp", '("damp" NOT "mould")'),
    ("plann*", '("planned" OR "planning")'),
    ("protect*", '"protection"'),
    ("damp plann*", '("damp" AND ("planned" OR "planning"))'),
    ("child-protect*", '"child protection"'),
    ('"child protect*"', '"child protection"'),
    ('"child protect"*', '"child protection"'),
    ('"plann* permission"', '("planned permission" OR "planning permission")'),
    ("zzz*", None),
    ("damp zzz*", None),
    ("damp OR zzz*", '"damp"'),
    ("damp NOT zzz*", '"damp"'),
    ("plann* * mould", '(("planned" OR "planning") AND "mould")'),
    ("child-protection", '"child protection"'),
    ("24A(6)", '"24A 6"'),
    ("(section 24A(6))", '("section" AND "24A 6")'),
    ("O'Neill", '"O Neill"'),
    ("O’Neill", '"O Neill"'),
    ("Ms X's", '("Ms" AND "X s")'),
    ("s.117", '"s 117"'),
    ("£500", '"500"'),
    ("£1,500.00", '"1 500 00"'),
    ("fault and injustice", '("fault" AND "and" AND "injustice")'),
    ("fault AND", '("fault" AND "AND")'),
    ("AND fault", '("AND" AND "fault")'),
    ("OR", '"OR"'),
    ("NOT", '"NOT"'),
    ("fault NOT", '("fault" AND "NOT")'),
    ("damp AND OR mould", '(("damp" AND "AND") OR "mould")'),
    ("damp NOT NOT mould", '(("damp" AND "NOT") NOT "mould")'),
    ("(OR)", '"OR"'),
    ("-OR damp", '("damp" NOT "OR")'),
    ('"AND"', '"AND"'),
    ('"open', '"open"'),
    ('"open to the end OR', '"open to the end OR"'),
    ("NEAR(", '"NEAR"'),
    ("NEAR(damp mould, 5)", 'NEAR("damp" "mould", 5)'),
    ("near(damp, mould 5)", 'NEAR("damp" "mould" "5", 10)'),
    ("near(damp AND mould)", 'NEAR("damp" "mould", 10)'),
    ("near(24A(6) mould)", 'NEAR("24A 6" "mould", 10)'),
    ('near("damp" "zzz*")', None),
    ("near(damp", '"near damp"'),
    ("near()", '"near"'),
    ('exact:"" damp', '"damp"'),
    ("damp -exact:+ mould", '("damp" AND "mould")'),
    ("damp NOT mould AND NOT rot", '("damp" NOT ("mould" OR "rot"))'),
    ("in:complaint OR", '{complaint} : ("OR")'),
    ("council:thurrock", None),
    ("council:thurrock damp", '"damp"'),
    ("damp OR council:thurrock", None),
    ("NOT mould", None),
    ("{title} : x ^y", '("title" AND "x" AND "y")'),
    ("damp - mould", '("damp" AND "mould")'),
    ("damp – mould", '("damp" AND "mould")'),
    ("damp -- mould", '("damp" AND "mould")'),
    ("2024-05", '"2024 05"'),
    ("damp () mould", '("damp" AND "mould")'),
    ("damp -() mould", '("damp" AND "mould")'),
    ('damp -"" mould', '("damp" AND "mould")'),
    ("damp -(", '"damp"'),
    ('"" damp', '"damp"'),
    ("damp\0mould", '("damp" AND "mould")'),
    ("damp\x1b[31m", '("damp" AND "31m")'),
    ("damp\u202edluom", '("damp" AND "dluom")'),
    ("crèche", '"crèche"'),
    ("cre\u0300che", '"crèche"'),
    ("दिल्ली", '"दिल्ली"'),
    ("", None),
    (" \t\0 ", None),
]


@pytest.mark.parametrize(("typed", "expected"), ANSWERED)
def test_typed_text_gives_this_expression(typed: str, expected: str | None) -> None:
    """Operators, phrases, brackets, beginnings and ordinary typing are read as documented."""
    assert matched(typed) == expected


REFUSED = [
    ("*", 0, "nothing to look for"),
    ("()", 0, "nothing to look for"),
    ('"', 0, "nothing to look for"),
    ("-", 0, "nothing to look for"),
    ("£ & ?!", 0, "nothing to look for"),
    ("in:complaint NOT mould", 0, "put it before a word"),
    ("damp (in:complaint)", 6, "put it before a word"),
    ("in:nowhere mould", 3, "cannot look in 'nowhere'"),
    ("exact:(a b)", 6, "one word or a phrase"),
    ("exact:()", 6, "one word or a phrase"),
    ("exact:plan*", 10, "in one form"),
    ("near(plan* permi*)", 9, "only one word in near()"),
    ("near(plan OR permit)", 10, "words and phrases only"),
    ("near(exact:plan permit)", 5, "words and phrases only"),
    ("near(plan, 5)", 5, "two words or phrases"),
    ("near(plan permit, 1000)", 17, "1 to 999"),
    ("damp dispositon:fault", 5, "did you mean disposition:?"),
    ('damp outcome:""', 13, "outcome: needs a value, as in outcome:upheld"),
    ("date:()", 5, "date: needs a value"),
    ("p*", 0, "two letters or more"),
    ("damp é*", 5, "two letters or more"),
    ("wom*n", 3, "only at the end of a word"),
    ("*ing", 0, "only at the end of a word"),
    ('"*ing"', 1, "only at the end of a word"),
    ('"plan* permi*"', 1, "only one word of a phrase"),
    ('"plan* permi"*', 1, "only one word of a phrase"),
    ("(" * (DEEPEST + 1) + "damp", DEEPEST, "brackets"),
    ("damp " * (MOST_WORDS + 1), 5 * MOST_WORDS, "too long"),
]


@pytest.mark.parametrize(("typed", "offset", "reason"), REFUSED)
def test_what_cannot_be_read_is_said_with_its_place(typed: str, offset: int, reason: str) -> None:
    """A query that cannot be read is a QueryProblem with a plain reason and the offset."""
    with pytest.raises(QueryProblem, match=r".+") as caught:
        parse(typed)
    assert reason in str(caught.value)
    assert caught.value.offset == offset
    assert caught.value.query == clean(typed)
    assert caught.value.instead is not None
    assert parse(caught.value.instead) is not None


def test_only_wanted_terms_are_marked() -> None:
    """What is left out is not worth marking in a passage."""
    node = parse("damp (mould OR rot) NOT rent")
    assert node is not None
    assert any_term(node, WORDS) == '("damp" OR "mould" OR "rot")'
    assert [term.words for term in terms(node)] == [("damp",), ("mould",), ("rot",)]


def test_nothing_is_marked_where_no_word_begins_so() -> None:
    """A beginning that no word has leaves nothing to mark."""
    node = parse("zzz*")
    assert node is not None
    assert any_term(node, WORDS) is None


def test_beginnings_are_found_wherever_they_stand() -> None:
    """Beginnings in brackets, in phrases and after NOT are all looked up."""
    node = parse('plann* OR (damp NOT "child protect*") OR zzz*')
    assert node is not None
    assert beginnings(node) == {"plann", "protect", "zzz"}


def test_columns_limit_the_whole_expression() -> None:
    """Columns are put before a bracket, so that they hold for every word of it."""
    assert within('"a" OR "b"', ("summary", "complaint")) == '{summary complaint} : ("a" OR "b")'
    assert within('"a"', ()) == '"a"'


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """An FTS5 table like the archive's, and what its tokenizer makes of a text."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    columns = ", ".join(COLUMNS)
    connection.execute(
        f"CREATE VIRTUAL TABLE texts USING fts5({columns}, tokenize='porter unicode61 remove_diacritics 2')"
    )
    connection.execute("INSERT INTO texts (title, summary) VALUES ('damp', 'mould and rot')")
    connection.execute("CREATE VIRTUAL TABLE plain USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab(plain, instance)")
    yield connection
    connection.close()


def read(typed: str) -> Node | QueryProblem | None:
    """What parsing gives, or raises."""
    try:
        return parse(typed)
    except QueryProblem as problem:
        return problem


def accepted(index: sqlite3.Connection, node: Node) -> None:
    """SQLite takes the expression of `node`, whole and within a column."""
    found = dict.fromkeys(beginnings(node), ("planned", "planning"))
    for given_expression in (expression(node, found), any_term(node, found)):
        if given_expression is not None:
            index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (given_expression,)).fetchone()
            narrowed = within(given_expression, ("title", "summary"))
            index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (narrowed,)).fetchone()


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.lists(st.sampled_from(QUERY_PIECES)).map("".join)
)
@example('IN:COMPLAINT"0')
@example("(((((((a OR b NOT c) d OR e NOT f) g OR h NOT i) j OR k NOT l) m OR n NOT o) p OR q NOT r) s OR t NOT u")
@example("\U0001e900\U000110cd 𞤀")
def test_any_text_is_answered(index: sqlite3.Connection, typed: str) -> None:
    """Any Unicode string gives a MATCH expression that SQLite accepts, nothing, or a QueryProblem."""
    found = read(typed)
    if isinstance(found, QueryProblem):
        assert str(found)
    elif found is not None:
        accepted(index, found)


def deepest() -> str:
    """A query with the deepest brackets that are read, each with all three operators in it."""
    typed = "damp"
    for _ in range(DEEPEST):
        typed = f"(a b NOT c NOT d OR e {typed} NOT f)"
    return typed


def test_the_deepest_brackets_are_not_too_deep_for_sqlite(index: sqlite3.Connection) -> None:
    """What the tokenizer lets pass, the parser of FTS5 can read."""
    node = parse(deepest())
    assert node is not None
    accepted(index, node)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F) | st.sampled_from("’“”–…½²")))
def test_words_are_cut_as_the_index_cuts_them(index: sqlite3.Connection, typed: str) -> None:
    """The words of a text, put side by side, are the same tokens to FTS5 as the text itself."""
    words = [typed[start:end] for start, end in split_words(typed)]
    index.execute("DELETE FROM plain")
    index.execute("INSERT INTO plain(rowid, text) VALUES (1, ?), (2, ?)", (typed.replace("\0", " "), " ".join(words)))
    of = {
        row: [term for _, term in sorted(index.execute("SELECT offset, term FROM tokens WHERE doc = ?", (row,)))]
        for row in (1, 2)
    }
    assert of[1] == of[2]
    assert len(of[1]) == len(words)


@pytest.mark.parametrize("piece", ["(", ")", '"', "*", "-", "x(", "a* ", "(a ", '"a" ', "AND ", "-("])
def test_long_input_is_read_or_refused_at_once(piece: str) -> None:
    """A hundred thousand of anything neither overflows the stack nor takes more than a moment."""
    assert read(piece * 100_000) is not None
