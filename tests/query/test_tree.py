"""What typed words are taken for: said again in full, with their places, and what is offered where they cannot be."""

from __future__ import annotations

import pytest

from archive.errors import QueryProblem
from archive.query.language import EXAMPLE, leaves, parse, readable, said, terms
from archive.query.tokens import Field, Near, Term

SAID = [
    # A field ends where its value does.
    ('council:"northwick" damp mould', "(council:northwick damp mould)"),
    ("council:northwick, damp", "(council:northwick damp)"),
    ('council:"open', "council:open"),
    ("council:(open", "council:open"),
    ("ref:21 000 001 damp", '(ref:"21 000 001" damp)'),
    ("cites:s26B(1) x", '(cites:"s26B(1)" x)'),
    ('council:(northwick OR "south wick") damp', '(council:(northwick OR "south wick") damp)'),
    ('council:("a OR b" OR c)', 'council:("a OR b" OR c)'),
    # What can be typed bare after a colon is; all else stands in quotes.
    ("council:a_b-c", "council:a_b-c"),
    ("date:2023..2024", "date:2023..2024"),
    ("council:o'neill", 'council:"o\'neill"'),
    ("council:é", 'council:"é"'),
    # No field: no name, no value, or a blank before it.
    ("re:x", '"re x"'),
    ("dat:2021", '"dat 2021"'),
    ("http://x", '"http x"'),
    ("10:30", '"10 30"'),
    ("role:", "role"),
    ("reason:)", "reason"),
    ("role: cited", "(role cited)"),
    # Side by side either value will do; with AND both, and so of ends; brackets stay by themselves.
    ("council:northwick council:southwick", "council:(northwick OR southwick)"),
    ("council:northwick OR council:southwick", "council:(northwick OR southwick)"),
    ("council:northwick AND council:southwick", "(council:northwick AND council:southwick)"),
    ("council:northwick (council:southwick)", "(council:northwick AND council:southwick)"),
    ("(council:northwick) council:southwick", "(council:northwick AND council:southwick)"),
    ("council:northwick OR damp", "(council:northwick OR damp)"),
    ("council:northwick OR region:london", "(council:northwick OR region:london)"),
    ("since:2022 since:2023", "(since:2022 AND since:2023)"),
    ("since:2022 OR since:2023", "(since:2022 OR since:2023)"),
    # A role belongs to the reasons beside it.
    ("reason:late_complaint role:cited", "(reason:late_complaint role:cited)"),
    ("reason:late_complaint role:cited role:primary", "(reason:late_complaint role:(cited OR primary))"),
    ("reason:late_complaint reason:premature role:cited", "(reason:(late_complaint OR premature) role:cited)"),
    ("reason:late_complaint (role:cited)", "(reason:late_complaint (role:cited))"),
    ("(reason:late_complaint) role:cited", "(reason:late_complaint (role:cited))"),
    ("role:cited damp", "(role:cited damp)"),
    ("damp reason:late_complaint role:cited", "(damp (reason:late_complaint role:cited))"),
    (
        "(reason:late_complaint role:cited) OR reason:premature",
        "((reason:late_complaint role:cited) OR reason:premature)",
    ),
    # Where words must stand.
    ("in:complaint damp", "in:complaint (damp)"),
    ("in:COMPLAINT damp", "in:complaint (damp)"),
    ("in:(complaint OR summary) (damp mould)", "in:(complaint OR summary) (damp mould)"),
    ("in:complaint in:summary damp", "in:complaint (in:summary (damp))"),
    ("in:complaint (damp OR mould) rent", "(in:complaint (damp OR mould) rent)"),
    # Operators, minus and brackets.
    ("a AND b OR c AND d", "((a b) OR (c d))"),
    ("a OR (b OR c)", "(a OR (b OR c))"),
    ("AND OR NOT", '("AND" OR "NOT")'),
    ("x NOT mould NOT rot", "(x NOT mould NOT rot)"),
    ("-(damp mould)", "(NOT (damp mould))"),
    ('a -"b c" d', '(a d NOT "b c")'),
    ('"a"-b', "(a b)"),
    ("(a b)-c", "((a b) c)"),
    ("(-b) a", "(a NOT b)"),
    ("a (-b)", "(a NOT b)"),
    ("damp NOT council:northwick", "(damp NOT council:northwick)"),
    ('x -exact:"" y', "(x y)"),
    ("-exact:damp x", "(x NOT exact:damp)"),
    ("exact:AND", 'exact:"AND"'),
    # Words near each other.
    ("near(damp mould) rent", "(near(damp mould, 10) rent)"),
    ('near(damp "black mould", 7)', 'near(damp "black mould", 7)'),
    ("near(damp mould, 1)", "near(damp mould, 1)"),
    ("near(damp mould, 999)", "near(damp mould, 999)"),
    ("near(damp mould, x)", "near(damp mould x, 10)"),
    ("near(damp mould, ٣)", "near(damp mould ٣, 10)"),
    ("near(damp mould,)", "near(damp mould, 10)"),
    ('near(damp "mould', "near(damp mould, 10)"),
    ("near (damp mould)", "(near (damp mould))"),
]


@pytest.mark.parametrize(("typed", "expected"), SAID)
def test_what_is_typed_is_said_in_full(typed: str, expected: str) -> None:
    """Each form means what its full form says; the full form, typed, means the same."""
    node = parse(typed)
    assert node is not None
    assert said(node) == expected
    again = parse(expected)
    assert again is not None
    assert said(again) == expected


OFFERED = [
    ("exact:plan*", "exact:plan"),
    ("exact:plan* damp", "exact:plan damp"),
    ("exact:(loft conversion) damp", 'exact:"loft conversion" damp'),
    ('exact:("loft" a)', 'exact:"loft a"'),
    ('"plan* permi*"', '"plan permi*"'),
    ('"plan* permi"* damp', '"plan permi"* damp'),
    ("near(plan* mould permi*, 4)", "near(plan mould permi*, 4)"),
    ("near(plan, 5) x", "plan x"),
    ("near(, 5) x", "x"),
    ("near(plan permit, 1000)", "near(plan permit)"),
    ("near(plan permit, 0) x", "near(plan permit) x"),
    ("near(plan OR permit)", "near(plan permit)"),
    ("near(exact:plan permit)", "near(plan permit)"),
    ("near(disposition:plan permit)", "near(plan permit)"),
    ("damp dispositon:fault", "damp disposition:fault"),
    ("councl:x", "council:x"),
    ("counsil:x", "council:x"),
    ("cuoncil:x", "council:x"),
    ("ccouncil:x", "council:x"),
    ('damp outcome:"" x', "damp x"),
    ("wom*n x", "wom* x"),
    ("damp *ing", "damp ing"),
    ("p* x", "p x"),
    ('"p"* x', '"p" x'),
    ("(((((((((damp)))))))))", "damp"),
    ("in:nowhere mould", "in:complaint mould"),
    ("in:complaint NOT mould", "in:complaint (NOT mould)"),
    ("damp in:complaint", "in:complaint (damp)"),
    ("council:x in:powers damp", "council:x in:complaint damp"),
    ("in:complaint council:x", "council:x in:complaint damp"),
]


@pytest.mark.parametrize(("typed", "expected"), OFFERED)
def test_what_is_offered_instead(typed: str, expected: str) -> None:
    """Of what cannot be read as much as can be is kept, word for word."""
    with pytest.raises(QueryProblem) as caught:
        parse(typed)
    assert caught.value.instead == expected


def test_two_slips_are_no_slip() -> None:
    """A name that is two letters off is no mistyped field: it is a word."""
    for typed, expected in (
        ("cuncl:x", '"cuncl x"'),
        ("counxyl:x", '"counxyl x"'),
        ("ocunicl:x", '"ocunicl x"'),
        ("lanruoc:x", '"lanruoc x"'),
    ):
        node = parse(typed)
        assert node is not None
        assert said(node) == expected


def test_how_much_is_read() -> None:
    """256 words and eight brackets within each other are read; a value counts as a word, one of near() too."""
    assert parse("damp " * 256) is not None
    assert parse("(" * 8 + "damp") is not None
    for typed in ("damp " * 257, "council:x " + "damp " * 256, "near(damp mould) " + "damp " * 255):
        with pytest.raises(QueryProblem, match="too long: give at most 256 words"):
            parse(typed)
    with pytest.raises(QueryProblem, match="brackets go deeper than 8"):
        parse("(" * 9 + "damp")


def test_how_much_is_mended() -> None:
    """Fifteen faults are mended, and a text of 300 characters is offered again; beyond that an example is."""
    assert readable("p* " * 15) == " ".join("p" * 15)
    assert readable("p* " * 16) == EXAMPLE
    assert readable("a" * 300) == "a" * 300
    assert readable("a" * 301) == EXAMPLE
    assert readable(None) == readable("  ") == EXAMPLE


def test_words_keep_their_places() -> None:
    """The place of a word is that of its letters, so that a message can point at it."""
    typed = ' fault AND "loft conversion"* (24A(6) pro* NOT) rent'
    node = parse(typed)
    assert node is not None
    assert [typed.strip()[term.start : term.end] for term in terms(node)] == [
        "fault",
        "loft conversion",
        "24A(6",
        "pro",
        "NOT",
        "rent",
    ]
    assert [term.prefix for term in terms(node)] == [None, 1, None, 0, None, None]


def test_fields_keep_their_places() -> None:
    """The place of a value is that of its letters, without quotes, blanks and the comma after it."""
    typed = 'x council:"  north wick " remedy:( "a b" OR c ) outcome:upheld, near(damp mould, 3)'
    node = parse(typed)
    assert node is not None
    found = [leaf for leaf in leaves(node) if not isinstance(leaf, Term)]
    fields = [leaf for leaf in found if isinstance(leaf, Field)]
    assert [typed[field.start : field.end] for field in fields] == [
        'council:"  north wick "',
        'remedy:( "a b" OR c )',
        "outcome:upheld,",
    ]
    assert [(value.text, typed[value.start : value.end]) for field in fields for value in field.values] == [
        ("north wick", "north wick"),
        ("a b", "a b"),
        ("c", "c"),
        ("upheld", "upheld"),
    ]
    (near,) = (leaf for leaf in found if isinstance(leaf, Near))
    assert typed[near.start : near.end] == "near(damp mould, 3)"
    assert [typed[term.start : term.end] for term in near.terms] == ["damp", "mould"]
