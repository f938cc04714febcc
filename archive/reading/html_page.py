"""An HTML page to rows: which part of it is the decision, and what that part lacks from the rest.

The decision stands in the element with the id `article`, or in the one `<article>`, else in `<main>`, else anywhere.
What hides or frames it is left out: navigation, footers, forms, scripts, hidden elements, and outside an article
whatever is named as the frame of a site.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.decision import Problem
from archive.errors import Refused
from archive.reading.document import Row
from archive.reading.html_guard import guarded
from archive.reading.html_head import addresses, is_label, is_title, title_of
from archive.reading.html_lists import integer
from archive.reading.html_places import Places
from archive.reading.html_rows import Rows
from archive.reading.html_walk import Plan, walk
from archive.reading.text import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_FRAME: Final = (
    "nav navbar navigation menu breadcrumb breadcrumbs cookie cookies cookie-banner cookie-notice footer site-footer"
    " page-footer skip-link sidebar social share search pagination"
)
_SPECIAL: Final = 'form, [hidden], [style*="display" i], [style*="visibility" i], li[value], table, button'
_FRAMING: Final = ", ".join(
    [
        "aside, [role=navigation], [role=contentinfo], [role=search], [role=complementary], [role=dialog]",
        *(f".{name}, #{name}" for name in _FRAME.split()),
    ]
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Tables that hold data: no lists, headings or tables in them, and cells beside each other. Others lay a page out.
_TABLES: Final = "table:not(:has(table, ol, ul, dl, h1, h2, h3, h4, h5, h6)):has(td + td, th + td, td + th, th + th)"
# What may hold the word "<article" without being one, with its end.
_HIDERS: Final = ((b"<!--", b"-->"), (b"<script", b"</script"), (b"<noscript", b"</noscript"))
_LABEL: Final = b"Decision date"
_MOST_ARTICLES: Final = 20
_ROWS_OF_HEAD: Final = 20
_ROWS_OF_OPENING: Final = 5  # the longest of them is not found elsewhere on the page


class Page(NamedTuple):
    """What a page gives: its rows, the addresses it states, what a person should know."""

    rows: tuple[Row, ...]
    addresses: list[str]
    problems: tuple[Problem, ...]


class _Part(NamedTuple):
    """An element that may be the decision. `framed`: the frame of a site may stand in it too."""

    root: LexborNode
    framed: bool


def read_page(text: str, markup: bytes) -> Page:
    """The page `text`, which `markup` is in UTF-8. Raises Refused("too_complex") for one that no parser should get."""
    short = _without_frame(markup)
    tree = _parse(short)
    rows = _decision(tree, text)
    whole = short is markup
    # What the article lacks may stand in what was cut off; labels only if their words are there.
    if not whole and _lacks_head(rows) and (not _has_title(rows) or markup.rfind(_LABEL) >= 0):
        try:
            tree = _parse(markup)
        except Refused:
            if not rows:
                raise
        else:
            rows = _decision(tree, text) or rows
            whole = True
    if whole and rows and tree.body is not None and _lacks_head(rows):
        _complete(rows, _rows(_Part(tree.body, framed=True), text))
    return Page(tuple(rows), addresses(tree, text), _cut_off(tree, text, short))


def _without_frame(markup: bytes) -> bytes:
    """`markup` without what stands between its `<head>` and its one `<article>`, and after it: that is most of a page.

    The same bytes where the article cannot be told without parsing. (Searching backwards is several times faster.)
    """
    start = markup.rfind(b"<article")
    head = markup.rfind(b"</head>", 0, start) if start > 0 else -1
    if head < 0 or markup.rfind(b"<article", 0, start) >= 0:
        return markup
    for opens, closes in _HIDERS:
        opened = markup.rfind(opens, head, start)
        if opened >= 0 and markup.find(closes, opened, start) < 0:
            return markup
    end = markup.find(b"</article", start)
    article = markup[start : len(markup) if end < 0 else end + len(b"</article>")]
    return _without_code(_without_code(markup[:head], b"script"), b"style") + article


def _without_code(head: bytes, element: bytes) -> bytes:
    """`head` without what stands in its elements of this name."""
    pieces = []
    end = len(head)
    while (closes := head.rfind(b"</" + element, 0, end)) >= 0:
        pieces.append(head[closes:end])
        end = head.rfind(b"<" + element, 0, closes)
        if end < 0:
            return head
    pieces.append(head[:end])
    return b"".join(reversed(pieces))


def _parse(markup: bytes) -> LexborHTMLParser:
    """The tree of `markup`, which is guarded. With scripting, as browsers read it: `<noscript>` holds no elements."""
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, SelectolaxError

    try:
        return LexborHTMLParser(guarded(markup), options=LexborDocumentOptions.WO_EVENTS, scripting=True)
    except SelectolaxError as error:
        raise Refused("unreadable", "the HTML parser gave up on this page: save it again") from error


def _decision(tree: LexborHTMLParser, text: str) -> list[Row]:
    """The rows of the first part that has any, with the title from `<title>` where they have none."""
    for part in _parts(tree):
        if rows := _rows(part, text):
            break
    else:
        return []
    if not _has_title(rows) and (title := title_of(tree)):
        places = Places(text, max(text.find("<title"), 0))
        start = places.find(title)
        rows.insert(0, Row(title, places.line, start, None if start is None else start + len(title)))
    return rows


def _parts(tree: LexborHTMLParser) -> Iterator[_Part]:
    """The elements that may be the decision, the likeliest first."""
    body = tree.body
    if body is None:
        return
    named = tree.css("#article")
    articles = named or tree.css("article")
    if len(articles) == 1:
        yield _Part(articles[0], framed=False)
    elif not named and 1 < len(articles) <= _MOST_ARTICLES:
        sizes = [len(article.text_lexbor()) for article in articles]
        if 2 * max(sizes) > len(body.text_lexbor()):
            yield _Part(articles[sizes.index(max(sizes))], framed=False)
    main = tree.css_first("main, [role=main]")
    if main is not None and len(named) < 2:  # noqa: PLR2004 - two decisions in one page: the parser must see both
        yield _Part(main, framed=True)
    yield _Part(body, framed=True)


def _rows(part: _Part, text: str) -> list[Row]:
    """The rows of one part of the page."""
    root = part.root
    tag = f"<{root.tag}"
    rows = Rows(Places(text, max(text.find(tag) if part.framed else text.rfind(tag), 0)))
    walk(root, rows, _plan(part))
    found = rows.finish()
    if part.framed:
        for header in reversed(rows.headers):
            found[header] = [row for row in found[header] if is_title(row.text) or is_label(row.text)]
    return found


def _plan(part: _Part) -> Plan:
    """What the walk must know of single elements."""
    root = part.root
    skipped: set[int] = set()
    values: dict[int, int] = {}
    forms: list[LexborNode] = []
    tables = False
    for element in root.css(_SPECIAL):
        attributes = element.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            skipped.add(element.mem_id)
        elif element.tag == "button":
            # Only a heading that opens and closes its section is one: `<h2><button>The complaint</button></h2>`.
            if element.parent is None or element.parent.tag not in _HEADINGS:
                skipped.add(element.mem_id)
        elif element.tag == "form":
            forms.append(element)
        elif element.tag == "table":
            tables = True
        elif (value := integer(attributes.get("value"))) is not None:
            values[element.mem_id] = value
    if forms:
        # A form that holds most of the text is the page itself, as some servers write it.
        most = len(root.text_lexbor()) / 2 if part.framed else 0
        skipped.update(form.mem_id for form in forms if not part.framed or len(form.text_lexbor()) < most)
    if part.framed:
        skipped.update(element.mem_id for element in root.css(_FRAMING))
    return Plan(skipped, {table.mem_id for table in root.css(_TABLES)} if tables else frozenset(), values)


def _lacks_head(rows: list[Row]) -> bool:
    return not (_has_title(rows) and any(is_label(row.text) for row in rows[:_ROWS_OF_HEAD]))


def _has_title(rows: list[Row]) -> bool:
    return any(row.marker is None and is_title(row.text) for row in rows[:_ROWS_OF_HEAD])


def _complete(rows: list[Row], others: list[Row]) -> None:
    """Put before `rows` the labels and the title they lack, from the rows of the whole page.

    A title stands before the text, in a heading if it can; labels that the page gives twice are not this decision's.
    """
    opening = max(rows[:_ROWS_OF_OPENING], key=lambda row: len(row.text)).text
    labels = [row for row in others if row.marker is None and is_label(row.text)]
    names = [row.text.partition(":")[0].strip().lower() for row in labels]
    if not any(is_label(row.text) for row in rows[:_ROWS_OF_HEAD]) and len(set(names)) == len(names):
        rows[:0] = labels
    if not _has_title(rows):
        before = itertools.takewhile(lambda row: row.text != opening, others)
        titles = [row for row in before if row.marker is None and is_title(row.text)]
        rows[:0] = sorted(titles, key=lambda row: row.heading is True)[-1:]


def _cut_off(tree: LexborHTMLParser, text: str, markup: bytes) -> tuple[Problem, ...]:
    """The problem of a page that breaks off inside an article; the end of other elements need not be written."""
    closed = max(markup.rfind(b"</article"), markup.rfind(b"</ARTICLE"))
    opened = max(markup.find(b"<article", closed + 1), markup.find(b"<ARTICLE", closed + 1))
    if opened < 0 or tree.css_first("article") is None:
        return ()
    return (Problem(line_of(text, len(text)), "cut_off", "the page ends inside its article: text may be missing"),)
