"""The rows of web pages: lists, blocks, tables, labels, headings, and where their words stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import check_places, laid_out, rows
from strategies import TAGS

from archive.errors import Refused
from archive.reading import read_bytes
from archive.reading.html_guard import washed
from archive.reading.html_lists import numeral_of
from archive.reading.html_page import read_page


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # Lists: nesting, numbering, lettering.
        ("<ol><li>a<li>b</ol><ol start=4><li>c</ol>", ["  1. a", "  2. b", "  4. c"]),
        ("<ol><li value=7>a<li>b<li value=x>c</ol>", ["  7. a", "  8. b", "  9. c"]),
        ("<ol type=a><li>x<li>y</ol><ol type=I><li>z</ol>", ["  a. x", "  b. y", "  I. z"]),
        ("<ol style='list-style: lower-roman'><li>x</ol>", ["  i. x"]),
        ("<ol class='list upper-alpha'><li>x</ol>", ["  A. x"]),
        ("<ul><li>x<ol><li>y<ul><li>z</ul></ol></ul>", ["  • x", "      1. y", "          • z"]),
        ("<ol><li>a</li><ol><li>b</li></ol><li>c</li></ol>", ["  1. a", "      1. b", "  2. c"]),
        ("<ol><li><p>a</p><p>b</p>c</li><li>d</ol>", ["  1. a", "  b", "  c", "  2. d"]),
        ("<ol><li>a<ul><li>b</ul>c</ol>", ["  1. a", "      • b", "  c"]),
        ("<ol><li></li><li>b</ol>", ["  2. b"]),
        ("<p>x<li>a<ul><li>b</ul><div><li>c</div></li><p>y", ["x", "  • a", "      • b", "  • c", "y"]),
        ("<div><li>a<div><li>b</div></li></div>z", ["  • a", "  • b", "z"]),
        ("<menu><li>a</menu>", ["  • a"]),
        # Blocks end rows, inline elements do not.
        ("a<div>b<div>c</div>d</div>e", list("abcde")),
        ("<p>so<b>me</b> <i>of</i><a href=#x> it</a><span>all</span>", ["some of itall"]),
        ("<p>a\n  b\t<!-- c -->d&nbsp;e</p>", ["a b d e"]),
        ("<p><br>one<br>line</p>", ["one line"]),
        ("<p>one<br/> <br>two<br></p>", ["one", "two"]),
        ("<p>&lt;b&gt; &amp; &pound;5 &#8217; &rsquo; &#146; &bogus;", ["<b> & £5 ’ ’ ’ &bogus;"]),
        ("<custom-part>a</custom-part> b<hr>c", ["a b", "c"]),
        ("<p>a<svg><title>x</title><text>y</text></svg>b", ["ab"]),
        # What frames or hides is left out.
        ("<script>a</script><style>b</style><noscript>c</noscript><template>d</template>e<!-- f -->", ["e"]),
        ("<nav>a</nav><footer>b</footer><form>c</form><select><option>d</select><button>e</button>f", ["f"]),
        ("<p hidden>a<p style='Display : none'>b<p style='display: block'>c<p style='visibility:hidden'>d", ["c"]),
        ("<h2><button>The complaint</button></h2>", ["The complaint"]),
        (
            "<form>a long search form</form><form><p>the page itself, with all of its words, as some servers</form>",
            ["the page itself, with all of its words, as some servers"],
        ),
        (
            "<header>LGO<h1>A (21 900 001)</h1>menu<p>Decision : Upheld</header>x",
            ["A (21 900 001)", "Decision : Upheld", "x"],
        ),
        ("<div class='menu wide'>a</div><div id=footer>b</div><div class=menubar>c</div>", ["c"]),
        # Furniture is a row of its own, wherever it stands, and never an item.
        (
            "<ol><li>a <a href=#>\n                        Back to\n                        top\n</a></ol>",
            ["  1. a", "Back to top"],
        ),
        ("<ul><li><a>Print this page</a><li>b</ul>", ["Print this page", "  • b"]),
        ("<p><a>Back to top</a> of the hill", ["Back to top", "of the hill"]),
        # Tables.
        ("<table><tr><th>a<td>b<td><tr><td>c<td><p>d</p>e<td>f</table>", ["a | b", "c | d e | f"]),
        ("<table><tr><td>a<br>b<td></td></tr><tr><td><td></table>", ["a b"]),
        ("<table><tr><th>Decision:<td></table>", ["Decision :"]),
        (
            "<table><tr><th>Category:<td>Housing &gt; Other<tr><td>Decision<td>Upheld</table>",
            ["Category : Housing > Other", "Decision : Upheld"],
        ),
        ("<ol><li>x<table><tr><td>a<td>b</table></ol>", ["  1. x", "  a | b"]),
        ("<table><tr><td>menu<td><ol><li>a</ol></table>", ["menu", "  1. a"]),
        ("<table><tr><td><p>a</p><p>b</p></table>", ["a", "b"]),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", ["a | b", "c"]),
        # Labels and values.
        ("<dl><dt>Term<dd>a<dd>b<dt>Lone:<dt>Last</dl>", ["Term : a", "b", "Lone", "Last"]),
        ("<p><span>Category</span><span><a>Housing</a> > <a>Other</a></span>", ["Category : Housing > Other"]),
        ("<p><b>Decision date:</b> <i>03 May 2022</i>", ["Decision date : 03 May 2022"]),
        ("<p><b>Decision</b> of the panel", ["Decision of the panel"]),
        ("<p><b>Decision</b> <i></i>", ["Decision"]),
        ("<ul><li>Decision : Upheld<li>x</ul>", ["Decision : Upheld", "  • x"]),
        ("<p>A (21 900 001)<br>Category : Housing<br><br>x", ["A (21 900 001)", "Category : Housing", "x"]),
        # Pages laid out by line breaks, typed markers, or as text.
        ("<body>a<br>b<p>c<br>d", ["a", "b", "c d"]),
        ("<p>The complaint<br>1. a<br>2) b<br>• c", ["The complaint", "  1. a", "  2) b", "  • c"]),
        ("<p>12.&nbsp; a<p>(iv) b<p>c. d<p>· e<p>-f", ["  12. a", "  (iv) b", "  c. d", "  · e", "-f"]),
        ("<div>1.</div><div>a</div><div>b</div>", ["  1. a", "b"]),
        ("<pre>T\n\n  1. a\n     b\n    • c<br>d</pre>", ["T", "  1. a", "b", "    • c", "d"]),
        # Cut off.
        ("<ol><li>a</li><li>b <em>c", ["  1. a", "  2. b c"]),
        ("<p>a</p><p class='b", ["a"]),
    ],
)
def test_rows_of_a_page(html: str, expected: list[str]) -> None:
    """The rows of a snippet are these, written as lines of a text; so they are when it is washed before."""
    assert laid_out(rows("<!doctype html>" + html)) == expected
    assert laid_out(read_page(html, washed(html.encode())).rows) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>a</h2>", True),
        ("<h2><span>a</span><br>b</h2>", True),
        ("<p><strong>a</strong></p>", None),
        ("<p>a</p>", None),
        ("<ol><li>a", None),
        ("<ol><li><h3>a</h3>b", True),
        ("<ol><li><h3></h3><p></p></ol><p>a", None),
        ("<dl><dt>a<dd>b", False),
        ("<table><tr><td>a<td>b", False),
        ("<p>Back to top", False),
    ],
)
def test_what_is_a_heading(html: str, expected: bool | None) -> None:  # noqa: FBT001 - a table of cases
    """h1 to h6 are headings; labels, cells and furniture are not; the parser judges the rest."""
    assert rows("<!doctype html>" + html)[0].heading is expected


def test_lines_of_preformatted_text_keep_their_gaps() -> None:
    """In `<pre>` a blank line is what it is in a text."""
    assert [row.gap for row in rows("<!doctype html><pre>a\nb\n\nc</pre>")] == [True, False, True]


def test_the_second_row_of_an_item_is_no_heading() -> None:
    """An unmarked row inside an item is told apart from a sub-heading."""
    assert [row.heading for row in rows("<!doctype html><ol><li>a<p>What happened</ol>")] == [None, False]


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (1, "a", "a"),
        (27, "a", "aa"),
        (53, "A", "BA"),
        (0, "a", "0"),
        (4, "i", "iv"),
        (1994, "I", "MCMXCIV"),
        (4000, "i", "4000"),
        (-2, "1", "-2"),
    ],
)
def test_numerals(number: int, style: str, expected: str) -> None:
    """Numbers are written as browsers write them, in figures where a style cannot."""
    assert numeral_of(number, style) == expected


def test_rows_are_found_behind_a_long_head() -> None:
    """The first row may stand far down the page; a row that cannot be found has the line of the last one found."""
    script = "<script>" + "a();\n" * 20_000 + "</script>"
    found = rows(f"<!doctype html>{script}<p>First words\n<p>se<b>cond</b>\n<p>Third words</p>")
    assert [(row.text, row.line, row.start is None) for row in found] == [
        ("First words", 20_001, False),
        ("second", 20_001, True),
        ("Third words", 20_003, False),
    ]


def test_words_in_tags_are_not_the_row() -> None:
    """A row is not found in an attribute, though the same words stand there."""
    page = (
        "<!doctype html><p>Start</p><div title='The complaint' id='The complaint'><h2 class=a> The complaint</h2></div>"
    )
    row = rows(page)[1]
    assert (row.start, row.text) == (page.rindex("The complaint"), "The complaint")
    attributes = "<i title='The complaint'></i>" * 4
    assert rows(f"<!doctype html><p>Start</p>{attributes}<h2> The complaint</h2>")[1].start is None


def test_a_page_none_of_whose_rows_is_found() -> None:
    """Words written as entities throughout have no place, and the lines stay known as far as they were."""
    page = "<!doctype html>\n" + "<p>&#120;&#121;</p>\n" * 30
    assert {(row.text, row.line, row.start) for row in rows(page)} == {("xy", 1, None)}


def test_lines_of_any_kind_are_counted() -> None:
    """CRLF, CR and LF each end a line."""
    for end in ("\n", "\r\n", "\r"):
        page = f"<!doctype html>{end}<p>one words</p>{end}{end}<p>two words</p>"
        assert [row.line for row in rows(page)] == [2, 4]


@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=12)), max_size=60))
def test_any_tags(pieces: list[str]) -> None:
    """Any tags in any order give rows whose places hold; a washed page gives some, too."""
    text = "<!doctype html>" + "".join(pieces)
    for found in read_bytes(text.encode(errors="replace"), "page.html"):
        if not isinstance(found, Refused):
            check_places(found.text, found.rows)
            again = read_page(found.text, washed(found.text.encode()))
            check_places(found.text, again.rows)
