"""Web pages as documents: shapes of one decision, what is the decision on a page, addresses, encodings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import codes, decision, document, outline, paragraphs
from pages import HEAD, SAMPLE, SHAPES, TITLE, TRUTHS, check_places, minimal, padded, printed, sample_page, saved, site

from archive.errors import Refused
from archive.parsing import parse
from archive.reading import Hints, read_bytes
from archive.reading.html_ import matches

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages import Outline

    from archive.decision import Decision

PAGES = Path(__file__).resolve().parent / "html"


def without_carrier(found: Decision) -> Decision:
    """A decision without what depends on the carrier: markers, printed numbers, levels, problems, source."""
    sections = tuple(
        replace(
            section,
            paragraphs=tuple(replace(paragraph, number=None, marker=None, level=0) for paragraph in section.paragraphs),
        )
        for section in found.sections
    )
    return replace(found, sections=sections, problems=(), source=None)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth["file"].rpartition("/")[2])
def test_every_shape_gives_the_decision_of_the_text(truth: dict[str, Any], shape: str) -> None:
    """A page of any shape gives the Decision of the text, running paragraph numbers included, and no problem more."""
    path = truth["file"]
    text = document((SAMPLE / path).read_bytes(), path)
    page = SHAPES[shape](sample_page(path, text.url))
    found = decision(page, path.replace(".txt", ".html"))
    expected = parse(text)
    assert found.source is not None
    assert found.source.format == "html"
    assert without_carrier(found) == without_carrier(expected)
    assert set(codes(found)) <= set(codes(expected))


@pytest.mark.parametrize("shape", [site, minimal, printed, saved])
def test_rows_are_spans_of_the_page(shape: Callable[[Outline], bytes]) -> None:
    """The text of a document is its page as it came; rows with a place stand there letter for letter, in their line."""
    page = shape(sample_page())
    found = document(page, "page.html")
    assert found.text == page.decode("cp1252" if shape is printed else "utf-8")
    starts = [0]
    for row in found.rows or ():
        if row.start is not None:
            assert found.text[row.start : row.end] == row.text
            assert row.line == 1 + found.text.count("\n", 0, row.start)
            starts.append(row.start)
    assert starts == sorted(starts)
    # One shape writes its quotation marks as entities and breaks its lines.
    assert len(starts) > len(found.rows or ()) * (0.4 if shape is saved else 0.9)
    assert all(paragraph.start is not None for paragraph in paragraphs(parse(found))) or shape is saved


def test_a_whole_page() -> None:
    """A page with labels as items of a list, lettered lists, numbers that go on, a table, and all that the site has."""
    found = decision((PAGES / "article.html").read_bytes(), "article.html")
    assert (found.title, found.category, found.subcategory) == (
        "Marlhurst & Vale Council (23 900 417)",
        "Education",
        "School transport",
    )
    assert (found.outcome, str(found.decision_date), found.problems) == ("Upheld", "2024-02-09", ())
    assert found.summary is not None
    assert found.summary.startswith("The Council was at fault for the way it assessed the walking route to school. It")
    assert outline(found) == [
        ("The complaint", "complaint", 7),
        ("What I found", "assessment", 0),
        ("The route", "assessment", 7),
        ("Final decision", "decision", 1),
    ]
    items = [(item.marker, item.level, item.para, item.text) for item in paragraphs(found)]
    assert items[:7] == [
        ("1.", 0, 1, "Mr T complains that the Council:"),
        ("a.", 1, None, "measured the route along a path that is shut in winter; and"),
        ("b.", 1, None, "did not tell him:"),
        ("•", 2, None, "who had walked it; or"),
        ("•", 2, None, "when."),
        (None, 0, None, "He also says his second appeal was not minuted."),
        ("2.", 0, 2, "He wants free transport for his daughter."),
    ]
    assert items[7:] == [
        ("3.", 0, 3, "The officer walked the route on 4 June."),
        ("7.", 0, 7, "The distances are:"),
        (None, 0, None, "Two ways to school"),
        (None, 0, None, "Way | Miles"),
        (None, 0, None, "By the path | 2.8"),
        (None, 0, None, "By the road | 3.4"),
        (None, 0, None, "(Education Act 1996, section 508B)"),
        ("8.", 0, 8, "I found fault causing injustice."),
    ]
    assert [item.line for item in paragraphs(found)][:8] == [29, 31, 32, 34, 35, 39, 41, 47]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>{}</h1><article id=article>{}</article>",
        "<header><p>Home</p><p>{}</p></header><article id=article>{}</article>",
        "{}<article id=article>{}</article>",
        "<title>{} - Local Government and Social Care Ombudsman</title><article>{}</article>",
        "<title>Local Government and Social Care Ombudsman | {}</title><main><p>x</p>{}</main>",
        "<head><title>x</title></head><h2>{}</h2><p>Other Council (21 900 002)</p><article id=article>{}</article>",
        "<h1>{}</h1><main>{}</main><p>Other Council (21 900 003)</p>",
        "<!-- <article> --><h1>{}</h1><p>{}",
        "<head></head><!-- <article>x</article> --><h1>{}</h1><p>{}",
        "<head></head><h1>{}</h1><!-- <article> --><article>{}</article>",
        "<div id=article><header>{}</header>{}</div><article>More decisions</article>",
        "<article><p>{}</p>{}</article><article>Other Council (21 900 004)</article>",
        "<form id=aspnetForm><header>{}</header>{}</form>",
    ],
)
def test_where_a_title_may_stand(page: str) -> None:
    """The title is found in a heading, a header, plain text or `<title>`, in the article or before it."""
    labels = HEAD.partition("</h1>")[2]
    html = "<!doctype html>" + page.replace("{}", TITLE, 1).replace("{}", f"{labels}<p>Summary: The words of it.</p>")
    found = decision(html, "page.html")
    assert (found.title, found.summary) == (TITLE, "The words of it.")


def test_labels_outside_the_article() -> None:
    """Labels that stand beside the article are the decision's; not where they stand there for several decisions."""
    labels = "<p>Category : Housing > Allocations</p><p>Decision : Upheld</p><p>Decision date : 03 May 2022</p>"
    article = f"<head></head><article><h1>{TITLE}</h1><p>The Ombudsman's final decision:</p><p>Summary: x</p></article>"
    assert decision(f"<!doctype html>{labels}{article}").outcome == "Upheld"
    assert decision(f"<!doctype html>{labels}{labels}{article}").outcome is None


@pytest.mark.parametrize(
    "form",
    [
        "<p>{} : {}</p>",
        "<p>{}: {}<br></p>",
        "<p><b>{}</b>: {}</p>",
        "<div><span class=label>{}</span><span class=value>{}</span></div>",
        "<div class=row><div class=label>{}</div><div class=value>{}</div></div>",
        "<div class=label>{} :</div><p class=value>{}</p>",
        "<h3>{}</h3><p>{}</p>",
        "<ul><li>{} : {}</li></ul>",
        "<ul><li><strong>{}</strong> {}</li></ul>",
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
        "<table><tr><th>{}</th><td>{}</td></tr></table>",
        "<table><tr><td><p>{} :</p></td><td><p>{}</p></td></tr></table>",
        "{} : {}<br>",
    ],
)
def test_how_labels_may_be_written(form: str) -> None:
    """Labels and their values are found in any form that shows one beside or below the other."""
    pairs = (("Category", "Housing &gt; <a>Allocations</a>"), ("Decision", "Upheld"), ("Decision date", "03 May 2022"))
    labels = "".join(form.format(*pair) for pair in pairs)
    found = decision(f"<!doctype html><main><h1>{TITLE}</h1>{labels}<p>The Ombudsman's final decision:</p></main>")
    fields = (found.category, found.subcategory, found.outcome, str(found.decision_date))
    assert fields == ("Housing", "Allocations", "Upheld", "2022-05-03")
    assert not found.problems


def test_an_empty_article_is_passed_over() -> None:
    """Where the article has no words, as before a script filled it, the rest of the page is read."""
    page = f"<!doctype html><head></head><article></article><main></main><div>{HEAD}<p>Summary: x</p></div>"
    assert decision(page).summary == "x"


def test_an_article_with_no_way_to_tell_its_title() -> None:
    """A page that names no decision is refused as any text is."""
    with pytest.raises(Refused) as caught:
        decision("<!doctype html><head></head><article><p>Words</p></article><p>More words</p>")
    assert caught.value.code == "not_a_decision"


def test_a_page_without_rows_is_empty() -> None:
    """A page with no words, or of frames, is refused as empty."""
    for page in ("<!doctype html><p> </p>", "<!doctype html><frameset><frame src=a></frameset>"):
        with pytest.raises(Refused) as caught:
            decision(page)
        assert caught.value.code == "empty"


def test_pages_that_are_no_decision() -> None:
    """Results of a search, drafts and two decisions in one page are refused with their reason and line."""
    refusals = {}
    for name, page in {
        "results": (PAGES / "results.html").read_bytes(),
        "draft": f"<!doctype html>{HEAD}<h2>The Ombudsman's draft decision</h2>".encode(),
        "two": f"<!doctype html>\n<article id=article>{HEAD}</article>\n<article id=article>{HEAD}</article>".encode(),
    }.items():
        with pytest.raises(Refused) as caught:
            decision(page, f"{name}.html")
        refusals[name] = caught.value.code, caught.value.line
    assert refusals == {"results": ("listing", 6), "draft": ("draft", 1), "two": ("several_decisions", 3)}


@pytest.mark.parametrize(
    ("page", "line"),
    [
        (f"<!doctype html>\n<article>{HEAD}\n<p>Summary: x", 3),
        (f"<!doctype html>\n<head></head><article>{HEAD}<p>Summary: x</p>", 2),
        (f"<!DOCTYPE HTML>\n<ARTICLE>{HEAD}", 2),
        (f"<!doctype html>{HEAD}<p>Summary: x", None),
        (f"<!DOCTYPE HTML><ARTICLE>{HEAD}</ARTICLE>", None),
        (f"<!doctype html>{HEAD}<!-- <article> -->", None),
    ],
)
def test_a_page_that_breaks_off(page: str, line: int | None) -> None:
    """A page that ends inside its article says so; nothing is missed where end tags may be left out."""
    found = decision(page)
    assert [problem.line for problem in found.problems if problem.code == "cut_off"] == ([line] if line else [])


SITE = "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001"
KNOWN = Hints(reference="21 900 001", category_slug="housing", subcategory_slug="allocations")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "path", "url", "hints"),
    [
        (f'<link rel="canonical" href="{SITE}">', "a.html", SITE, KNOWN),
        (f'<link href="{SITE}?displaypref=2" rel="x Canonical">', "a.html", SITE, KNOWN),
        (f'<meta property="og:url" content="{SITE}#top">', "a.html", SITE, KNOWN),
        (f"<base href='{SITE}'>", "a.html", SITE, KNOWN),
        (f"<!-- saved from url=(0064){SITE} -->", "a.html", SITE, KNOWN),
        (
            f"<!--\n Page saved with SingleFile \n url: {SITE}?chapter=3 \n-->",
            "a.html",
            f"{SITE}?chapter=3",
            replace(KNOWN, chapter=3),
        ),
        (
            "<!-- Mirrored from www.lgo.org.uk/decisions/housing/allocations/21-900-001 by HTTrack -->",
            "a.html",
            SITE,
            KNOWN,
        ),
        ("<link rel=canonical href=/decisions/housing/allocations/21-900-001>", "a.html", None, KNOWN),
        (f"<link rel=canonical href=https://www.lgo.org.uk/><base href={SITE}>", "a.html", SITE, KNOWN),
        (f"<link rel=canonical href={SITE}><!-- saved from url=(0064){SITE}2 -->", "a.html", SITE, KNOWN),
        (f"<link rel=canonical href={SITE}>", "x/decisions/planning/other/21-900-009.html", SITE, KNOWN),
        (
            f"<link rel=canonical href={SITE}><!-- saved from url=(0064){SITE}?chapter=2 -->",
            "a.html",
            f"{SITE}?chapter=2",
            replace(KNOWN, chapter=2),
        ),
        (
            f"<link rel=canonical href={SITE}>",
            "x/21-900-001_chapter-4.html",
            f"{SITE}?chapter=4",
            replace(KNOWN, chapter=4),
        ),
        ("", "22-010-785?chapter=2.html", None, Hints(chapter=2)),
        ("", "mirror/22-010-785%3Fchapter%3D12.html", None, Hints(chapter=12)),
        ("", "notes/my-chapter-3.html", None, Hints()),
        ("", "www.lgo.org.uk/decisions/housing/allocations/21-900-001.html", SITE, KNOWN),
        ("", "www.lgo.org.uk/decisions/housing/allocations/21-900-001?displaypref=1.html", SITE, KNOWN),
        ("", "decisions/housing/allocations/21-900-001@chapter=2.html", None, replace(KNOWN, chapter=2)),
        ("<link rel=canonical><meta property=og:url><base>", "a.html", None, Hints()),
        (
            f"<style>a</style><style>b</style><link rel=canonical href={SITE}><script></script></head>",
            "a.html",
            SITE,
            KNOWN,
        ),
        (f"</style><link rel=canonical href={SITE}></head>", "a.html", SITE, KNOWN),
    ],
)
def test_addresses(head: str, path: str, url: str | None, hints: Hints) -> None:
    """A page's address comes from its canonical link, its comment or its path, in this order; the chapter from any."""
    found = document(f"<!DOCTYPE html>{head}<article>{HEAD}</article>", path)
    assert (found.format, found.url, found.hints) == ("html", url, hints)


BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"", "utf-8"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("£ ’".encode(), []),
        ("<meta charset=utf-8>£ ’".encode("utf-8-sig"), []),
        ("<meta charset=utf-8>£ ’".encode("utf-16"), []),
        ('<META CHARSET="Windows-1252">£ ’'.encode("cp1252"), []),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">£ ’'.encode("cp1252"), []),
        ("<meta charset=windows-1252>£ ’".encode(), []),
        ("<meta charset=utf-8>£ ’".encode("cp1252"), ["encoding_windows_1252"]),
        ("£ ’".encode("cp1252"), ["encoding_windows_1252"]),
        ("£ ’<!--\x01-->".encode(), ["control_characters"]),
    ],
)
def test_encodings(data: bytes, expected: list[str]) -> None:
    """A byte-order mark holds, then UTF-8, then what the page declares; a guess of Windows-1252 is told."""
    bom, encoding = next(found for found in BOMS if data.startswith(found[0]))
    page = bom + "<!doctype html>".encode(encoding) + data.removeprefix(bom)
    found = document(page, "page.html")
    assert found.rows is not None
    assert [row.text for row in found.rows] == ["£ ’"]
    assert [problem.code for problem in found.problems] == expected


def test_bytes_that_are_no_text() -> None:
    """A page that is not text is refused with its path."""
    (found,) = read_bytes(b"<!doctype html>" + bytes(1000), "page.html")
    assert isinstance(found, Refused)
    assert (found.code, found.path) == ("not_text", "page.html")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><p>", "x", True),
        (b"\xef\xbb\xbf\r\n <HTML lang=en>", "x", True),
        ("<!doctype html>".encode("utf-16"), "x", True),
        (b"<!-- saved from url=(0014)about:internet -->\n<html>", "x", True),
        (b"<?xml version='1.0'?>\n<!-- a --><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'>", "x", True),
        (b"<?xml version='1.0'?><rss><html></html></rss>", "x", False),
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html>", "x", True),
        (b"<article id=article>", "x", True),
        (b"<div class='a'>", "x", True),
        (b"<h1>Title</h1>", "x", True),
        (b"Anytown Council (21 900 001)\nCategory : A > B\nif a < b then", "x", False),
        (b"Anytown Council (21 900 001)<br>Category", "x", False),
        (b"Anytown Council (21 900 001)<br>Category", "x.htm", True),
        (b"Anytown Council (21 900 001)<br>Category", "a/21-900-001.html?chapter=2", True),
        (b"Anytown Council (21 900 001)\nCategory < B", "x.html", False),
        (b"<department> said", "x", False),
        (b"<b>old</b>", "x", False),
        (b'{"text": "<html>"}', "x.html", False),
        (b'[{"text": "<html>"}]', "x", False),
        (b"PK\x03\x04\x00<html>", "x", False),
        (b"%PDF-1.7 <html>", "x.html", False),
        (b"", "x.html", False),
    ],
)
def test_what_is_taken_for_a_page(data: bytes, name: str, expected: bool) -> None:  # noqa: FBT001 - a table of cases
    """The content says what is a page; a name such as `.html` only where there is a tag near the beginning."""
    assert matches(data, name) is expected


def test_noscript_does_not_break_the_head() -> None:
    """An image in a `<noscript>` of the head does not hide the address that follows it."""
    page = (
        f'<!doctype html><head><noscript><img src="p.gif"></noscript><link rel="canonical" href="{SITE}"></head>{HEAD}'
    )
    assert document(page).url == SITE


def test_padded_pages_give_the_same_decision() -> None:
    """The site's chrome, however much, changes nothing; the pages measured for speed are such."""
    page = site(sample_page())
    large = padded(page)
    assert 47_000 < len(large) < 49_000
    assert replace(decision(large), source=None) == replace(decision(page), source=None)


@given(st.data())
def test_any_mangled_page(data: st.DataObject) -> None:
    """A page cut, patched and stirred in any way gives documents, decisions or refusals, never an error."""
    page = bytearray(data.draw(st.sampled_from([shape(sample_page("24-907-330.txt")) for shape in SHAPES.values()])))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(page)))
        length = data.draw(st.integers(0, 400))
        page[start : start + length] = data.draw(
            st.one_of(
                st.binary(max_size=30), st.sampled_from([b"<", b">", b"<!--", b"<table>", b"</ol>", b"<article>"])
            )
        )
    for found in read_bytes(b"<!doctype html>" + bytes(page), "page.html"):
        if not isinstance(found, Refused):
            check_places(found.text, found.rows)
            try:
                parse(found)
            except Refused as refused:
                assert refused.path == "page.html"  # noqa: PT017 - any page may be refused, and then with its place
