"""A decision of the sample written as web pages of several shapes, for the HTML reader's tests and measurements.

Nobody at hand has seen a page of the Ombudsman's site: these are what is known of it, and what browsers, mirrors and
printers make of such pages.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from making import document

from archive.register.categories import slug_of

if TYPE_CHECKING:
    from archive.reading import Row

_ITEM: Final = re.compile(r"(?P<indent> *)(?:(?P<number>\d+)\.|[•-]) (?P<text>.*)")
_REFERENCE: Final = re.compile(r"\d\d \d{3} \d{3}[a-c]?")
_LABELS: Final = ("Category", "Decision", "Decision date")
_SIGN_OFF: Final = "Investigator's decision on behalf of the Ombudsman"
_ADDRESS: Final = "https://www.lgo.org.uk/decisions/{}/{}"


class Block(NamedTuple):
    """One line of a text layout: `kind` is final, summary, heading, subheading, item, paragraph, top or end.

    `number` is that of a numbered item, `indent` that of any item.
    """

    kind: str
    text: str
    indent: int = 0
    number: int | None = None


class Outline(NamedTuple):
    """A decision to be written as a page. `address` is where it stands on the site, where that is known."""

    title: str
    labels: dict[str, str]
    blocks: list[Block]
    address: str | None


def outline(text: str, headings: list[str], address: str | None = None) -> Outline:
    """What a text layout says, whose lines `headings` are headings: the upper ones after "Back to top", if it has any.

    Without an `address` it is made of the category, where the text has one.
    """
    lines = [line.rstrip() for line in text.lstrip("\ufeff").splitlines() if line.strip() and line != "Print this page"]
    title = next(line for line in lines if _REFERENCE.search(line))
    del lines[: lines.index(title) + 1]
    labels = {}
    while lines and (label := lines[0].partition(" : "))[0] in _LABELS:
        labels[label[0]] = label[2]
        lines.pop(0)
    if address is None and "Category" in labels:
        category = [slug_of(name) for name in labels["Category"].split(" > ")]
        address = _ADDRESS.format("/".join(category), _REFERENCE.findall(title)[-1].replace(" ", "-"))
    return Outline(title, labels, _blocks(lines, headings), address)


def _blocks(lines: list[str], headings: list[str]) -> list[Block]:
    blocks: list[Block] = []
    upper = True
    for line in lines:
        item = _ITEM.fullmatch(line)
        if item:
            number = int(item["number"]) if item["number"] else None
            blocks.append(Block("item", item["text"], len(item["indent"]), number))
        elif line in headings:
            blocks.append(Block("heading" if upper or "Back to top" not in lines else "subheading", line))
            upper = False
        elif line == "Back to top":
            blocks.append(Block("top", line))
            upper = True
        elif line.startswith("Summary: "):
            blocks.append(Block("summary", line.removeprefix("Summary: ")))
        elif line.endswith("final decision:"):
            blocks.append(Block("final", line))
        else:
            blocks.append(Block("end" if line == _SIGN_OFF else "paragraph", line))
    return blocks


class Style(NamedTuple):
    """How a shape writes the parts: formats with one place for the words; `li` may leave its end tag out."""

    heading: str
    subheading: str
    paragraph: str
    summary: str
    item: str
    item_end: str = "</li>"
    ordered: str = "<ol{}>"
    unordered: str = "<ul>"
    top: str = ""
    end: str = "<p>{}</p>"


def body(found: Outline, style: Style) -> list[str]:
    """The blocks as lines of HTML, with their nested lists."""
    lines: list[str] = []
    lists: list[tuple[int, str, int]] = []  # indent, element, last number

    def close(below: int) -> None:
        while lists and lists[-1][0] > below:
            lines.append(f"{style.item_end}</{lists.pop()[1]}>")

    for block in found.blocks:
        if block.kind != "item":
            close(-1)
            form = style.heading if block.kind == "final" else getattr(style, block.kind)
            lines.append(form.format(escape(block.text, quote=False)))
            continue
        element = "ul" if block.number is None else "ol"
        number = block.number or 0
        close(block.indent)
        if lists and lists[-1][0] == block.indent:
            _, open_element, last = lists[-1]
            if open_element == element and number in {0, last + 1}:
                lines.append(style.item_end)
                lists[-1] = (block.indent, element, number)
            else:
                close(block.indent - 1)
        if not lists or lists[-1][0] < block.indent:
            lists.append((block.indent, element, number))
            start = f' start="{number}"' if number > 1 else ""
            lines.append(style.unordered if element == "ul" else style.ordered.format(start))
        lines.append(style.item.format(escape(block.text, quote=False)))
    close(-1)
    return [line for line in lines if line]


def site(found: Outline) -> bytes:
    """The page as the site may serve it: an article with labels and values, amid the site's own chrome."""
    style = Style(
        heading="<h2>{}</h2>",
        subheading="<h3>{}</h3>",
        paragraph="<p>{}</p>",
        summary='<p class="summary"><strong>Summary:</strong> {}</p>',
        item="<li><p>{}</p>",
        top='<p class="back-to-top"><a href="#top">{}</a></p>',
    )
    labels = [
        f'<div class="row"><span class="label">{label}</span><span class="value">{escape(value)}</span></div>'
        for label, value in found.labels.items()
    ]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB"><head><meta charset="utf-8">',
        f"<title>{escape(found.title)} - Local Government and Social Care Ombudsman</title>",
        f'<link rel="canonical" href="{found.address}">' if found.address else "",
        '<style>.hidden { display: none } article > p { margin: 0 }</style><script>if (1 < 2) { go("<p>no") }</script>',
        '</head><body class="decision"><a class="skip-link" href="#article">Skip to main content</a>',
        '<header class="site-header"><a href="/"><img alt="LGO logogram"></a><nav><ol><li><a href="/">Home</a></li>',
        '<li><a href="/decisions">Decisions</a></li></ol></nav>',
        '<form action="/search"><label>Search <input name="q"></label><button>Search</button></form></header>',
        '<main id="main"><article id="article" class="decision">',
        '<div class="articleHeader">',
        f"<h1>{escape(found.title)}</h1>",
        *labels,
        "</div>",
        "<!-- the narrative: <h2>not a heading</h2> -->",
        *body(found, style),
        '<a class="print" href="javascript:print()">Print this page</a>',
        "</article></main>",
        "<footer><h2>Contact</h2><p>0300 000 0000</p><ul><li>Privacy settings</li></ul></footer></body></html>",
    ]
    return "\n".join(lines).encode()


def saved(found: Outline) -> bytes:
    """The same saved by a browser: other attributes, more chrome, entities, the title outside, no id, CRLF."""
    style = Style(
        heading='<h3 class="heading-medium" data-v-1="">{}</h3>',
        subheading='<div class="wrap"><h4>{}</h4></div>',
        paragraph="<div><p style='margin-top: 0'>{}</p></div>",
        summary="<p><b>Summary</b>: {}</p>",
        item="<li style='color: black'>{}",
        ordered='<ol{} style="list-style-type: decimal" class=list>',
        top="<div><a href='page.html#top'><span>{}</span></a></div>",
    )
    pairs = [
        f"<dt>{label}:</dt><dd>{escape(value).replace(' &gt; ', '</a> &gt; <a href=#>')}</dd>"
        for label, value in found.labels.items()
    ]
    narrative = "\n".join(body(found, style)).replace("’", "&rsquo;").replace("£", "&#163;").replace(" and ", "\nand ")
    lines = [
        "<!DOCTYPE html>",
        f"<!-- saved from url=(0064){found.address}?displaypref=1 -->" if found.address else "",
        '<html class="js flexbox"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">',
        "<title>Decision</title><script src='./page_files/site.js.download'></script><base href='.'></head>",
        '<body style="overflow: auto"><div class="cookie-banner"><p>We use cookies.</p></div>',
        '<div id="overlay" style="display: none;"><p>Please wait</p><ol><li>Nothing</li></ol></div>',
        f"<header role='banner'><div><h1 class='page-title'>{escape(found.title)}</h1></div></header>",
        "<div role='main'><article class='content-main'>",
        f"<dl class='meta'>{''.join(pairs)}</dl>",
        narrative,
        "<aside hidden><p>Read more</p></aside>",
        "</article></div><footer>&copy; LGSCO</footer></body></html>",
    ]
    return "\r\n".join("\r\n".join(lines).split("\n")).replace("\r\r", "\r").encode()


def printed(found: Outline) -> bytes:
    """A print view: no article, capital letters, headings in bold, labels in a table, no end tags, Windows-1252."""
    style = Style(
        heading="<P><STRONG>{}</STRONG></P>",
        subheading="<P><STRONG>{}</STRONG></P>",
        paragraph="<P>{}",
        summary="<P>Summary: {}",
        item="<LI>{}",
        item_end="",
        ordered="<OL{} TYPE=1>",
        unordered="<UL TYPE=disc>",
        end="<P>{}",
    )
    rows = [
        f"<TR><TH ALIGN=left>{label} :<TD>{escape(value, quote=False)}</TR>" for label, value in found.labels.items()
    ]
    lines = [
        '<html><head><meta http-equiv=content-type content="text/html; charset=windows-1252">',
        '<style media=print>nav { display: none }</style></head><body onload="window.print()">',
        f"<P>{escape(found.title)}</P>",
        f"<TABLE BORDER=0><TBODY>{''.join(rows)}</TABLE>" if rows else "",
        *body(found, style),
        "</body></html>",
    ]
    return "\n".join(lines).encode("cp1252")


def minimal(found: Outline) -> bytes:
    """The least a page can be: no head, no body; the labels in one paragraph; the title in `<title>` alone."""
    style = Style(
        heading="<h4>{}</h4>",
        subheading="<h5>{}</h5>",
        paragraph="<div>{}</div>",
        summary="<div>Summary: {}</div>",
        item="<li>{}",
        item_end="",
        top="<a href=#>{}</a>",
        end="<div>{}</div>",
    )
    labels = "<br>".join(f"{label} : {escape(value, quote=False)}" for label, value in found.labels.items())
    lines = [f"<title>{escape(found.title)}</title>", f"<p>{labels}</p>", *body(found, style)]
    return "".join(lines).encode()


SHAPES: Final = {"site": site, "saved": saved, "printed": printed, "minimal": minimal}
"""The shapes in which each decision of the sample must be read alike."""


def padded(page: bytes, size: int = 48_000) -> bytes:
    """The page of `site` with as much more chrome as makes it `size` bytes: menus, a style sheet, a script."""
    missing = size - len(page)
    entry = '<li class="nav-item"><a class="nav-link" href="/pages/{0}" title="Page {0}">Entry {0}</a></li>\n'
    menu = "".join(entry.format(number) for number in range(missing // 3 // len(entry)))
    rule = ".nav-item > a:hover { color: #1d70b8; text-decoration: none }\n"
    code = "function go(n) { return n < 3 ? '<b>' : n && go(n - 1); }\n"
    page = page.replace(b"<nav><ol>", b"<nav><ol>" + menu.encode(), 1)
    page = page.replace(b"<style>", b"<style>" + rule.encode() * (missing // 3 // len(rule)), 1)
    script = "<script>" + code * ((size - len(page)) // len(code)) + "</script>"
    return page.replace(b"</body>", script.encode() + b"</body>", 1)


HEAD: Final = (
    "<h1>Anytown Council (21 900 001)</h1><p>Category : Housing > Allocations</p><p>Decision : Upheld</p>"
    "<p>Decision date : 03 May 2022</p><h2>The Ombudsman's final decision:</h2>"
)
"""The head of a decision as elements."""

TITLE: Final = "Anytown Council (21 900 001)"

SAMPLE: Final = Path(__file__).resolve().parent.parent / "data" / "sample"
TRUTHS: Final[list[dict[str, Any]]] = [
    json.loads(line) for line in (SAMPLE / "../../tests/sample/index.jsonl").read_text(encoding="utf-8").splitlines()
]


def sample_page(name: str = "22-903-771.txt", address: str | None = None) -> Outline:
    """A decision of the sample, ready to be written: unless another is named, one with all that decisions have."""
    (truth,) = [truth for truth in TRUTHS if truth["file"] == name]
    return outline((SAMPLE / name).read_text(encoding="utf-8-sig"), truth["headings"], address)


def rows(html: str) -> tuple[Row, ...]:
    """The rows that the reader gives of a page."""
    found = document(html, "page.html").rows
    assert found is not None
    return found


def laid_out(found: tuple[Row, ...]) -> list[str]:
    """Rows as lines of a text layout: indent, marker, words."""
    return [" " * row.indent + (f"{row.marker} " if row.marker else "") + row.text for row in found]


def check_places(text: str, found: tuple[Row, ...] | None) -> None:
    """Assert that every row has words of its own, a line of the page, and its place where it says."""
    assert found is not None
    lines = text.count("\n") + text.count("\r") + 1
    for row in found:
        assert row.text
        assert row.text.strip() == row.text
        assert 1 <= row.line <= lines
        if row.start is not None:
            assert text[row.start : row.end] == row.text
