"""The pages of the sample: what stands on them, where they lead, and what they never do."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest

from archive.storage.schema import ACKNOWLEDGEMENT

pytest.importorskip("datasette.app", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")

from serving import Answer, ask, one

if TYPE_CHECKING:
    from pathlib import Path

DECISION = "/decision/23-902-391"
PAGES = (
    "/",
    "/search",
    "/search?q=fault",
    DECISION,
    "/councils",
    "/council/hartlow-county-council",
    "/reasons",
    "/reason/insufficient_fault",
    "/decision/99-999-999",
)


def held(folder: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """The rows of a statement, asked of the folder's file itself."""
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        return connection.execute(sql, values).fetchall()


def decisions(folder: Path) -> list[tuple[object, object, Answer]]:
    """Id, reference and page of every decision."""
    rows = held(folder, "SELECT id, reference FROM decisions")
    pages = ask(folder, *(f"/decision/{str(reference).replace(' ', '-')}" for _, reference in rows))
    return [(number, reference, page) for (number, reference), page in zip(rows, pages, strict=True)]


@pytest.mark.parametrize("address", PAGES)
def test_every_page(folder: Path, address: str) -> None:
    """Each page carries the acknowledgement, one heading, a way past the head, and nothing that a script could use."""
    page = one(folder, address)
    assert page.status == (404 if "99-999" in address else 200)
    assert ACKNOWLEDGEMENT in page.words("footer.foot")
    assert len(page.tree.css("h1")) == 1
    assert page.tree.css_first("a.skip[href='#main']") is not None
    assert page.tree.css_first("html[lang='en-GB']") is not None
    assert not page.tree.css("script, style, [style], iframe, object, base")
    assert not re.search(r"<[^>]*\son[a-z]+=", page.text)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_home(folder: Path) -> None:
    """The front page says what is here, how complete it is, and why complaints were turned away."""
    page = one(folder, "/")
    assert "30 decisions of the Local Government and Social Care Ombudsman about 17 councils" in page.words(".lead")
    assert "Complaints made too early are left out" in page.words()
    assert "Not enough evidence of fault 5" in page.words()
    assert page.cells("tfoot tr") == ["All", "11", "4", "11", "4", "30"]
    assert "4 decisions here carry no date" in page.words()
    assert len(page.tree.css(".hits > li")) == 5


def test_chart_beside_its_table(folder: Path) -> None:
    """A chart has a title and a description that it names, and a bar for each figure of the table beside it."""
    page = one(folder, "/")
    drawing = page.tree.css_first("svg[role=img]")
    assert drawing is not None
    named = str(drawing.attributes["aria-labelledby"]).split()
    assert [page.words(f"#{each}") for each in named] == [
        "Decisions in this archive by year and outcome",
        "26 decisions from 2016 to 2026; the most in 2023, 6. The figures stand in the table with this chart.",
    ]
    figures = [cell.text() for cell in page.tree.css("tbody tr td.n")]
    dated = [row for row in page.tree.css("tbody tr") if "No date" not in row.text()]
    bars = sum(cell.text() != "–" for row in dated for cell in row.css("td.n")[:-1])
    assert figures
    assert len(drawing.css("rect")) == bars


def test_search(folder: Path) -> None:
    """Words are marked in their passage, which leads to its paragraph; the count and the facets stand beside."""
    page = one(folder, "/search?q=mould")
    assert page.words("#found") == "1 decision"
    assert page.words("mark") == "mould"
    assert f"{DECISION}#summary" in page.links(".snippet a")
    assert page.tree.css_first("input#q[value=mould]") is not None


def test_snippet_leads_to_the_paragraph(folder: Path) -> None:
    """Every place named under a hit is an anchor of that decision's page."""
    page = one(folder, "/search?q=evidence")
    places = page.links(".snippet a.place")
    assert len(places) > 3
    for place, found in zip(places, ask(folder, *(urldefrag(place)[0] for place in places)), strict=True):
        assert found.tree.css_first(f"#{urldefrag(place)[1]}") is not None, place


def test_facets_narrow(folder: Path) -> None:
    """Each facet's figure is what its link finds, and the filter can be taken away again."""
    page = one(folder, "/search?q=fault")
    choices = {
        str(item.css_first("a").attributes["href"]): int(item.css_first(".n").text().replace(",", ""))  # type: ignore[union-attr]
        for item in page.tree.css("aside li")
    }
    assert len(choices) > 20
    for (address, count), narrowed in zip(choices.items(), ask(folder, *choices), strict=True):
        assert narrowed.words("#found").startswith(f"{count} decision"), address
        assert narrowed.links(".chips a") == ["/search?q=fault"], address


def test_every_filter_stands_as_a_chip(folder: Path) -> None:
    """All filters of the form are understood, said back, and each can be taken away alone."""
    asked = (
        "/search?q=council&council=hartlow&predecessors=1&category=Education&outcome=Upheld&reason=fault_causing_injustice"
        "&role=primary&since=2024&until=2024-12&min-payment=500&remedy=apology&type=statement&cites=s26B&in=action"
    )
    page = one(folder, asked)
    chips = [" ".join(chip.text().split()) for chip in page.tree.css(".chips a span:first-child")]
    assert chips == [
        "Body: Hartlow County Council",
        "Subject: Education",
        "Outcome: Upheld",
        "Ground: Fault causing injustice",
        "Type: statement",
        "Payment of at least £: 500.00",
        "Remedy: apology",
        "Citing: s26B",
        "From: 2024-01-01",
        "To: 2024-12-31",
        "That ground was: given in the final decision",
        "Words in: action",
    ]
    without = dict(parse_qsl(urlsplit(page.links(".chips a")[0]).query))
    assert "council" not in without
    assert "predecessors" not in without
    assert without["category"] == "Education"


def test_year_is_one_filter(folder: Path) -> None:
    """A year is one chip, and takes both ends with it."""
    page = one(folder, "/search?year=2023")
    assert [" ".join(chip.text().split()) for chip in page.tree.css(".chips a b")] == ["2023"]
    assert page.links(".chips a") == ["/search"]
    assert page.words("#found") == "6 decisions"
    later = one(folder, "/search?year=2023&since=2023-10")
    assert [" ".join(chip.text().split()) for chip in later.tree.css(".chips a span:first-child")] == [
        "From: 2023-10-01",
        "To: 2023-12-31",
    ]
    assert later.links(".chips a") == ["/search?year=2023", "/search?since=2023-10"]


def test_paging(folder: Path) -> None:
    """Pages follow each other without repeating or losing a decision, and lead back to the first."""
    first = one(folder, "/search?sort=oldest")
    (following,) = first.links("a[rel=next]")
    second = one(folder, following)
    titles = first.links(".hits h3 a") + second.links(".hits h3 a")
    assert len(titles) == len(set(titles)) == 30
    assert "/search?sort=oldest" in second.links(".paging a")
    assert not second.links("a[rel=next]")


def test_a_reference_finds_its_decision(folder: Path) -> None:
    """A reference typed into the box, in any form, finds that decision alone."""
    page = one(folder, "/search?q=LGSCO+23902391")
    assert page.links(".hits h3 a") == [DECISION]
    assert not page.tree.css(".chips")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=zzyzx", "No decision has the word zzyzx"),
        ("q=%21%21", "nothing to look for in !!"),
        ("council=eastmore", "did you mean London Borough of Eastmere"),
        ("council=qqqqqq", "no council called 'qqqqqq'"),
        ("since=soon", "since soon: give a day, month or year"),
        ("min-payment=much", "min-payment much: give a sum in pounds"),
        ("after=1", "after is not a place in a result"),
        ("q=" + "a" * 5000, "what you typed has 5,000 characters: make it at most 500"),
        ("council=" + "a" * 5000, "the value of council has 5,000 characters"),
        ("reason=" + "a" * 400, "no reason called"),
    ],
)
def test_what_cannot_be_answered_is_said(folder: Path, query: str, said: str) -> None:
    """A question that cannot be read, or finds nothing, gets a page with one plain line, and the box to try again."""
    page = one(folder, f"/search?{query}")
    assert page.status == 200
    line = page.words(".note")
    assert said in line
    assert "--" not in line
    assert "lgsco" not in line
    assert page.tree.css_first("input#q") is not None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "+",
        "%22",
        "O%27Neill",
        "%22%3E%3Cscript%3E",
        "%00",
        "%F0%9F%98%80",
        "%ED%A0%80",
        "NEAR%28",
        "%2A",
        "a%25b",
        "-",
    ],
)
def test_odd_words(folder: Path, typed: str) -> None:
    """Whatever is typed gives a page, in which it stands as text."""
    page = one(folder, f"/search?q={typed}&council=&sort={typed}")
    assert page.status == 200
    assert "<script" not in page.text


def test_decision(folder: Path) -> None:
    """The page has the title block, why it ended so, the text in sections, and its own address."""
    page = one(folder, DECISION)
    assert page.words("h1") == "London Borough of Eastmere 23 902 391"
    assert page.links("link[rel=canonical]") == [DECISION]
    facts = page.words("dl.facts")
    for fact in ("Closed after initial enquiries", "6 October 2023", "Statement", "Not investigated"):
        assert fact in facts
    assert "put together from subject and reference, not read" in facts
    why = page.words("#why")
    assert why.startswith("Why Not enough evidence of fault")
    assert "“There is not enough evidence of fault by the Council to justify our involvement.”" in why
    assert page.links(".crumbs a")[1] == "/search?category=Housing+%3E+Other"


def test_paragraphs_can_be_cited(folder: Path) -> None:
    """Each paragraph with a number to cite has the anchor p and that number, every other i and its position."""
    for number, reference, page in decisions(folder):
        expected = [
            f"p{para}" if para is not None else f"i{position}"
            for position, para in held(
                folder, "SELECT position, para FROM paragraph_spans WHERE decision_id = ? ORDER BY position", number
            )
        ]
        assert [item.attributes["id"] for item in page.tree.css(".item")] == expected, reference
        every = [str(node.attributes["id"]) for node in page.tree.css("[id]")]
        assert len(every) == len(set(every)), reference


def test_the_text_is_unamended(folder: Path) -> None:
    """Every paragraph's words stand on the page as they are held, marks or not."""
    for number, reference, page in decisions(folder):
        shown = [item.text() for item in page.tree.css(".item > p")]
        texts = held(folder, "SELECT text FROM paragraphs WHERE decision_id = ? ORDER BY position", number)
        assert shown == [text for (text,) in texts], reference


def test_quotes_lead_to_their_paragraph(folder: Path) -> None:
    """A reason's words link to the paragraph that has them, where they are marked."""
    page = one(folder, "/decision/23-905-118")
    quotes = [
        (str(link.attributes["href"]), link.text().strip("“”"))
        for link in page.tree.css("#why blockquote a, #agreed blockquote a")
    ]
    assert len(quotes) > 8
    for address, quote in quotes:
        place = page.tree.css_first(f"#{urldefrag(address)[1]}")
        assert place is not None
        assert quote in " ".join(place.text().split())
        assert place.css(".read"), quote


@pytest.mark.parametrize("typed", ["23902391", "23%20902%20391", "(23-902-391)", "LGSCO%2023%20902%20391"])
def test_one_address(folder: Path, typed: str) -> None:
    """Every usual form of a reference leads to the one address."""
    page = one(folder, f"/decision/{typed}")
    assert (page.status, page.headers["location"]) == (301, DECISION)


@pytest.mark.parametrize("address", ["/decision/99-999-999", "/decision/nothing", "/council/nobody", "/reason/none"])
def test_not_there(folder: Path, address: str) -> None:
    """An unknown reference, key or code gives a plain page that says so and offers ways on."""
    page = one(folder, address)
    assert page.status == 404
    assert page.words("h1") == "Not found"
    assert "There is no" in page.words()
    assert "/councils" in page.links("main a")


def test_letters_of_a_joint_case(folder: Path) -> None:
    """Where the number is held only with a letter, the page that is not there offers those decisions."""
    page = one(folder, "/decision/22-903-771c")
    assert page.status == 404
    assert page.links("main ul a") == ["/decision/22-903-771", "/decision/22-903-771a", "/decision/22-903-771b"]


def test_council(folder: Path) -> None:
    """A body's page has its figures with a warning where they are small, its grounds, sums and promises."""
    page = one(folder, "/council/hartlow-county-council")
    assert page.words(".lead") == "3 decisions, 2 of them upheld."
    assert "Few decisions" in page.words(".note")
    assert "£2,700" in page.words("section[aria-labelledby=largest]")
    assert page.cells("section[aria-labelledby=sums] tfoot tr") == ["All", "4", "£637.92", "£4,175.84"]
    assert "/decision/23-905-118#i42" in page.links("section[aria-labelledby=largest] a")
    assert "remind officers" in page.words("section[aria-labelledby=promises]")


def test_reason(folder: Path) -> None:
    """A reason's page says what it means, the law, how it was worded and where."""
    page = one(folder, "/reason/insufficient_fault")
    text = page.words()
    assert "there is too little sign that the body did anything wrong" in text
    assert "Local Government Act 1974, s24A(6); s34B(8)" in text
    assert page.words(".prose p:nth-of-type(4)").startswith("5 decisions rest on it; 16 name it")
    assert "/decision/23-902-391#i15" in page.links("section[aria-labelledby=worded] a")


def test_weighed_and_not_applied(folder: Path) -> None:
    """A bar that was set aside shows those cases with their words, first."""
    page = one(folder, "/reason/late_complaint")
    cases = page.links("section[aria-labelledby=rejected] a")
    assert {urldefrag(case)[0] for case in cases} == {"/decision/18-906-940", "/decision/22-902-913"}


def test_floors_are_told(folder: Path) -> None:
    """A ground that is mostly not published says that its counts are floors."""
    assert "floors, not rates" in one(folder, "/reason/premature").words(".note")
    assert "floors, not rates" not in one(folder, "/reason/court_proceedings").words()


def crawl(folder: Path, start: str, most: int) -> dict[str, Answer]:
    """The pages of this program that links lead to from `start`, at most `most`, those with fewest parameters first."""
    found: dict[str, Answer] = {}
    waiting = [start]
    while waiting and len(found) < most:
        waiting.sort(key=lambda address: address.count("="))
        batch, waiting = waiting[:40], waiting[40:]
        found |= dict(zip(batch, ask(folder, *batch), strict=True))
        seen = {*found, *waiting}
        new = {urldefrag(link)[0] for address in batch for link in found[address].links()}
        waiting += sorted(link for link in new - seen if link.startswith("/") and not link.startswith("/archive"))
    return found


def test_no_broken_link(folder: Path) -> None:
    """Every link on every kind of page leads to a page that is there, and to an anchor that is there."""
    pages = crawl(folder, "/", 260)
    assert len(pages) > 200
    assert {address: page.status for address, page in pages.items() if page.status != 200} == {}
    anchors = {
        address: {str(node.attributes["id"]) for node in page.tree.css("[id]")} for address, page in pages.items()
    }
    broken = {
        link
        for address, page in pages.items()
        for link in page.links()
        for path, anchor in [urldefrag(link)]
        if anchor and (path or address) in anchors and anchor not in anchors[path or address]
    }
    assert broken == set()
