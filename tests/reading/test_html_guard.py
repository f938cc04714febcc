"""Web pages made to hurt, and what is done to them before they are parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import decision, document
from pages import HEAD, SHAPES, TITLE, minimal, printed, sample_page, site

from archive.errors import Refused
from archive.reading import LARGEST, read_bytes
from archive.reading.html_guard import LARGEST_WASHED, MOST_TAGS, guarded, washed
from archive.reading.html_page import read_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages import Outline


def test_small_plain_pages_are_parsed_as_they_came() -> None:
    """The guard leaves alone what cannot hurt: pages as the site may serve them."""
    for shape in (site, minimal, printed):
        page = shape(sample_page())
        assert guarded(page) is page


@pytest.mark.parametrize("shape", SHAPES.values())
def test_washing_changes_no_decision(shape: Callable[[Outline], bytes]) -> None:
    """A washed page gives the same rows."""
    text = document(shape(sample_page()), "page.html").text
    assert read_page(text, washed(text.encode())) == read_page(text, text.encode())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<P CLASS='a\"b' onclick=go() ID=c>x</P >", '<p class="a&quot;b" id="c">x</p>'),
        ("<b class=x><a href='/' hidden>y</a></B>", '<span><a hidden="">y</a></span>'),
        ("a<!-- b --><!x><?y>c</ d>e", "ace"),
        ("a < b <3 <", "a &lt; b &lt;3 &lt;"),
        ("<script>a<b</script >b<style>c</STYLE>d<noscript>e", "bd"),
        ("</script>x", "x"),
        ("<!-- cut", ""),
        ("<p", "<p>"),
        ("<p class='a", '<p class="a">'),
        ("<p =a class= >x<p/class=b/>", '<p class="">x<p class="b/">'),
    ],
)
def test_washing(markup: str, expected: str) -> None:
    """Tags are written anew with the attributes that matter; comments, scripts and styles are gone."""
    assert washed(markup.encode()).decode() == expected


ORDINARY = '<b class="x" id=y>'


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        (ORDINARY + "<p>x" * 1000, True),
        (ORDINARY * 300 + "<p>x" * 1000, False),
        ("<b " + " ".join(f"a{number}" for number in range(20)) + ">", False),
        ('<A title="a > b">', False),
        ("<eM\n title='a'>", False),
        ("<p>" * (MOST_TAGS // 2), False),
        ("<p>" + "x" * 200_000, False),
    ],
)
def test_what_the_guard_washes(markup: str, plain: bool) -> None:  # noqa: FBT001 - a table of cases
    """Washed is what is large, has many tags, or many or unusual elements that a parser copies."""
    data = markup.encode()
    assert (guarded(data) is data) is plain


DEEP = 100_000


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<div>" * DEEP, "too_complex"),
        ("<ul><li>" * DEEP, "too_complex"),
        ("<b>" * DEEP, "too_complex"),
        ("<" * 300_000, "too_complex"),
        ("words " * (LARGEST_WASHED // 6 + 1), "too_complex"),
        ("<div>" * 9_000 + "</p>" * 9_000, None),
        ("<ul><li>" * 9_000 + "x", None),
        ("<p>" + "".join(f"<b a{number}>" for number in range(5_000)) + "<p>x" * 5_000, None),
        ("<p><a " + " ".join(f"a{number}" for number in range(9_000)) + ">" + "<p>x" * 9_000, None),
        ("<div " + " ".join(f"a{number}" for number in range(400_000)) + ">", None),
        ("<header>" * 5_000 + "<p>x" * 5_000, None),
        ("<form></form>" * 6_000, None),
        ("<table><tr><td>a<td>" + "<div>x</div>" * 6_000, None),
        ("<!--" * DEEP, None),
        ("<a href='" * DEEP, None),
        ("<dt>x" * 9_000, None),
    ],
    ids=lambda value: str(value)[:24],
)
def test_hostile_pages(markup: str, code: str | None) -> None:
    """Depth, tags, attributes and copies beyond all measure are refused with their reason, or read, in little time."""
    (found,) = read_bytes(f"<!doctype html>{HEAD}{markup}".encode(), "page.html")
    if code is None:
        assert not isinstance(found, Refused)
        assert [row.text for row in found.rows or ()][:1] == [TITLE]
    else:
        assert isinstance(found, Refused)
        assert (found.code, found.path) == (code, "page.html")
        assert "no decision" in found.reason


def test_the_largest_page() -> None:
    """A page as large as a file may be is read where its article is of ordinary size, whatever stands around it."""
    noise = b"<script>" + b"if (a < b) { go('<p>') }\n" * (LARGEST // 2 // 26) + b"</script>"
    article = f"<article>{HEAD}<p>Summary: x</p></article>".encode()
    found = decision(b"<!doctype html><head></head>" + noise + article + noise)
    assert (found.title, found.summary) == (TITLE, "x")


def test_chrome_that_is_refused_does_not_cost_the_article() -> None:
    """Where an article has no labels and the page around it is too much to look through, the article is read."""
    article = f"<article><h1>{TITLE}</h1><p>The Ombudsman's final decision:</p><p>Summary: x</p></article>"
    chrome = "<p>Decision date" * DEEP
    assert decision(f"<!doctype html><head></head>{chrome}{article}").summary == "x"
    (found,) = read_bytes(f"<!doctype html><head></head>{chrome}<article></article>".encode(), "page.html")
    assert isinstance(found, Refused)


def test_a_parser_that_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the HTML library cannot parse is a refusal."""
    from selectolax import lexbor

    def give_up(*_arguments: object, **_options: object) -> None:
        message = "Can't parse HTML."
        raise lexbor.SelectolaxError(message)

    document("<!doctype html><p>x")
    monkeypatch.setattr(lexbor, "LexborHTMLParser", give_up)
    (found,) = read_bytes(b"<!doctype html><p>x", "page.html")
    assert isinstance(found, Refused)
    assert (found.code, found.path) == ("unreadable", "page.html")
