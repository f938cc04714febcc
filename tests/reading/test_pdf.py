"""PDF: the Ombudsman's own file and a browser's print give the decision that the text gives."""

from __future__ import annotations

import hashlib
import json
import logging
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from making import codes, decision, document, paragraphs

from archive.errors import Refused
from archive.reading import pdf, pdf_pages, read_bytes
from archive.reading.pdf_joins import Joiner
from archive.reading.pdf_pages import MOST_PAGES
from reading.pdf_writer import BOLD, ITALIC, PLAIN, Text, statement, web_print, write

if TYPE_CHECKING:
    from archive.decision import Decision
    from archive.reading import Document

SAMPLE = Path(__file__).resolve().parent.parent.parent / "data" / "sample"
NAMES = sorted(str(path.relative_to(SAMPLE)) for path in SAMPLE.rglob("*.txt"))
STATEMENTS = (
    "17-904-058.txt",
    "18-906-940.txt",
    "20-903-417.txt",
    "22-903-771.txt",
    "23-905-118.txt",
    "21-906-277.txt",
)
GOLDEN = Path(__file__).resolve().parent / "pdf" / "16-005-626.json"

HEAD = ("4 May 2022", "Complaint reference:", "21 900 001", "Complaint against:", "Anytown Council", "")
FINAL = ("The Ombudsman’s final decision", "")
BODY = ("Summary: We found fault.", "", "The complaint", "", "1. Mr X complains about the Council’s charge of £60.")


def from_text(name: str) -> Decision:
    """The decision of the sample file `name`, read as text."""
    return decision((SAMPLE / name).read_bytes(), name)


def words(found: Decision) -> list[tuple[str | None, str, list[str]]]:
    """Headings, kinds and the words of the paragraphs."""
    return [(section.heading, section.kind, [each.text for each in section.paragraphs]) for section in found.sections]


def page(*lines: str | Text, y: float = 800.0, x: float = 60.0, step: float = 14.0) -> list[Text]:
    """Lines one below the other; an empty one is a gap."""
    found = []
    for line in lines:
        if isinstance(line, Text):
            found.append(line if line.y else line._replace(y=y))
        elif line:
            found.append(Text(x, y, line))
        y -= step if line else step / 2
    return found


def bold(text: str, size: float = 14.0) -> Text:
    """A line of bold type, to be placed by `page`."""
    return Text(60, 0, text, BOLD, size)


def read(*pages: list[Text]) -> Document:
    """The document of a PDF of these pages. Raises Refused where it is refused."""
    return document(write(pages), "test.pdf")


def parsed(*pages: list[Text]) -> Decision:
    """The decision of a PDF of these pages."""
    return decision(write(pages), "test.pdf")


def refusal(data: bytes) -> Refused:
    """What the file `data` is refused with."""
    (found,) = read_bytes(data, "test.pdf")
    assert isinstance(found, Refused)
    assert found.path == "test.pdf"
    return found


# The two forms


def test_the_real_statement(shared: Path) -> None:
    """A real file of the Ombudsman gives the fields, headings, numbers and whole paragraphs that a reader found."""
    data = (shared / "decisions" / "pdf" / "16-005-626.pdf").read_bytes()
    golden = json.loads(GOLDEN.read_text())
    found = decision(data, "16-005-626.pdf")

    def digest(text: str | None) -> str:
        return hashlib.sha256((text or "").encode()).hexdigest()

    assert hashlib.sha256(data).hexdigest() == golden["file_sha256"]
    assert found.decision_date is not None
    facts = {name: getattr(found, name) for name in golden if hasattr(found, name) and name != "decision_date"}
    assert facts | {"decision_date": found.decision_date.isoformat()} == {name: golden[name] for name in facts} | {
        "decision_date": golden["decision_date"],
        "sections": found.sections,
        "problems": found.problems,
    }
    assert codes(found) == golden["problems"]
    assert digest(found.summary) == golden["summary_sha256"]
    assert [
        {
            "heading": section.heading,
            "kind": section.kind,
            "paragraphs": [
                {"marker": each.marker, "para": each.para, "sha256": digest(each.text)} for each in section.paragraphs
            ],
        }
        for section in found.sections
    ] == golden["sections"]
    assert [each.para for each in paragraphs(found) if each.para] == list(range(1, 24))
    assert not any(each.para_counted for each in paragraphs(found))


TURNS: list[dict[str, Any]] = [
    {},
    {"labels": "beside"},
    {"labels": "first"},
    {"labels": "last"},
    {"feet": "last"},
    {"feet": "apart"},
    {"numbers": "together"},
    {"bold": False},
    {"gap": 0.0},
    {"gap": 0.0, "bold": False, "feet": "last"},
]


@pytest.mark.parametrize("turn", TURNS, ids=str)
@pytest.mark.parametrize("name", STATEMENTS)
def test_statement(name: str, turn: dict[str, Any]) -> None:
    """The Ombudsman's file gives the text's decision, numbers as printed, without the category and outcome it lacks."""
    expected = from_text(name)
    found = decision(statement(expected, **turn), "test.pdf")
    assert (found.reference, found.council, found.decision_date) == (
        expected.reference,
        expected.council,
        expected.decision_date,
    )
    assert (found.category, found.subcategory, found.outcome) == (None, None, None)
    assert (found.document_type, found.summary, words(found)) == ("statement", expected.summary, words(expected))
    assert [each.para for each in paragraphs(found)] == [each.para for each in paragraphs(expected)]
    assert not any(each.para_counted for each in paragraphs(found))
    assert codes(found) == ["fields_missing"]


WEB_TURNS: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in NAMES),
    *((name, {"bullets": False}) for name in NAMES),
    *((name, {"bold": False}) for name in STATEMENTS),
    *((name, {"pitch": 1.2}) for name in STATEMENTS),
]


@pytest.mark.parametrize(("name", "turn"), WEB_TURNS, ids=str)
def test_web_print(name: str, turn: dict[str, Any]) -> None:
    """A browser's print gives the text's decision, all fields included, though its bullets may be drawn and lost."""
    expected = from_text(name)
    found = decision(web_print(expected, **turn), name)
    assert words(found) == words(expected)
    without = {"sections": (), "problems": ()}
    assert all(
        getattr(found, field) == getattr(expected, field)
        for field in expected.__dataclass_fields__.keys() - without.keys() - {"source"}
    )
    if turn.get("bullets", True):
        assert [each.para for each in paragraphs(found)] == [each.para for each in paragraphs(expected)]


def test_web_print_with_a_browsers_lines() -> None:
    """The browser's lines around each page are left out, and the address among them is the decision's."""
    expected = from_text("20-903-417.txt")
    address = "https://www.lgo.org.uk/decisions/benefits-and-tax/covid-19/20-903-417"
    found = document(web_print(expected, address=address), "print.pdf")
    assert found.url == address
    assert (found.hints.reference, found.hints.category_slug) == ("20 903 417", "benefits-and-tax")
    assert found.rows is not None
    assert not any("14:07" in row.text or "https" in row.text or row.text.startswith("1/") for row in found.rows)
    assert words(decision(web_print(expected, address=address), "print.pdf")) == words(expected)


def test_document() -> None:
    """The document keeps the text as extracted, pages joined by a form feed, and rows say where they stand in it."""
    data = write([page(*HEAD, *FINAL, *BODY), page("2. Mrs Y agrees with", "what he says.")])
    found = document(data, "test.pdf")
    assert (found.format, found.size, found.sha256) == ("pdf", len(data), hashlib.sha256(data).hexdigest())
    assert found.text.count("\n\f\n") == 1
    assert found.rows is not None
    for row in found.rows:
        if row.start is not None:
            assert found.text[row.start : row.end] == row.text
    lines = found.text.split("\n")
    last = found.rows[-1]
    assert (last.text, last.start, last.marker, last.number, last.indent) == (
        "Mrs Y agrees with what he says.",
        None,
        "2.",
        "2",
        2,
    )
    assert lines[last.line - 1] == "2. Mrs Y agrees with"


def test_matches() -> None:
    """A PDF is told by its mark, which may stand a little way in."""
    assert pdf.matches(b"%PDF-1.7\n", "a")
    assert pdf.matches(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "a")
    assert not pdf.matches(b"Anytown Council (21 900 001)", "a.pdf")


# The head


LETTER = ("1 June 2022", "Dear Mr X", "We enclose our decision.", "Yours")


@pytest.mark.parametrize(
    ("head", "council", "reference"),
    [
        (
            "4 May 2022 | Complaint reference: 21 900 001 | Complaint against: Anytown Council",
            "Anytown Council",
            "21 900 001",
        ),
        (
            "4th May 2022 | Complaint reference: Complaint against: | 21 900 001 | Anytown Council",
            "Anytown Council",
            "21 900 001",
        ),
        (
            "Date: 4 May 2022 | Complaint reference | 21-900-001a | Complaint against | Anytown Council",
            "Anytown Council",
            "21 900 001a",
        ),
        (
            "Complaint against: | Anytown Council | Complaint reference: | 21 900 001 | 4 May 2022",
            "Anytown Council",
            "21 900 001",
        ),
        (
            "4 May 2022 | Complaint reference number: | 21 900 001 | Complaint against: | Royal Borough of | Anytown",
            "Royal Borough of Anytown",
            "21 900 001",
        ),
        ("4 May 2022 | Complaint reference: | 21 900 001", None, "21 900 001"),
        (" | ".join((*LETTER, *HEAD[:-1])), "Anytown Council", "21 900 001"),
    ],
)
def test_heads(head: str, council: str | None, reference: str) -> None:
    """Labels may stand above or beside their values, in either order, after a letter; the day is the one near them."""
    found = parsed(page(*head.split(" | "), "", *FINAL, *BODY))
    assert (found.council, found.reference, str(found.decision_date)) == (council, reference, "2022-05-04")


def test_label_box_after_the_heading() -> None:
    """The labels are found where the text of their box comes after the heading."""
    found = parsed(page(*FINAL, *HEAD, *BODY))
    assert (found.council, found.reference, str(found.decision_date)) == ("Anytown Council", "21 900 001", "2022-05-04")
    assert [each.text for each in paragraphs(found)] == ["Mr X complains about the Council’s charge of £60."]


def test_head_without_a_day() -> None:
    """A head that states no day leaves it open."""
    assert parsed(page(*HEAD[1:], *FINAL, *BODY)).decision_date is None


def test_several_references() -> None:
    """A head with several references is kept under the first, and says so."""
    head = (
        "4 May 2022",
        "Complaint reference:",
        "21 900 001 and 21 900 001a",
        "Complaint against:",
        "Anytown Council",
        "",
    )
    found = parsed(page(*head, *FINAL, *BODY))
    assert found.reference == "21 900 001"
    assert codes(found) == ["several_references", "fields_missing"]
    assert found.problems[0].line == 3


@pytest.mark.parametrize(
    "head",
    [
        ("4 May 2022", "Complaint against:", "Anytown Council", ""),
        ("4 May 2022", "Complaint reference:", "Complaint against:", "The Ombudsman", "", "x" * 250, ""),
    ],
)
def test_head_without_reference(head: tuple[str, ...]) -> None:
    """Without a reference there is no decision."""
    with pytest.raises(Refused) as refused:
        parsed(page(*head, *FINAL, *BODY))
    assert refused.value.code == "not_a_decision"


def test_reference_from_the_path() -> None:
    """A mirror's path gives the reference that the head lacks, and the category."""
    data = write([page("4 May 2022", "Complaint against:", "Anytown Council", "", *FINAL, *BODY)])
    found = decision(data, "www.lgo.org.uk/decisions/housing/allocations/21-900-001.pdf")
    assert (found.reference, found.category) == ("21 900 001", "Housing")


@pytest.mark.parametrize(
    ("lines", "council"),
    [
        (("Anytown Care Homes Limited", "(21 900 001)"), "Anytown Care Homes Limited"),
        (
            tuple(map(bold, ("Anytown and Otherham", "Care Homes (North)", "Limited (21 900", "001)"))),
            "Anytown and Otherham Care Homes (North) Limited",
        ),
        (("Decisions", "Anytown Council (21 900 001)", "Print this page"), "Anytown Council"),
    ],
)
def test_wrapped_titles(lines: tuple[str | Text, ...], council: str) -> None:
    """The title of a printed page is whole though it was wrapped, and no menu is part of it."""
    found = parsed(page(*lines, "", "Decision date : 4 May 2022", "Decision :", "Upheld", "", *FINAL, *BODY))
    assert (found.council, found.outcome, str(found.decision_date)) == (council, "Upheld", "2022-05-04")


def test_wrapped_category() -> None:
    """A label's value is whole though it was wrapped."""
    long = "Category : Adult care services > Assessment and care plan and a good many more words to fill the line up to"
    found = read(
        page("Anytown Council (21 900 001)", long, "its end", "Decision : Upheld", "", *FINAL, *BODY, "", long[:80])
    )
    assert found.rows is not None
    assert [row.text for row in found.rows[1:3]] == [f"{long} its end", "Decision : Upheld"]


# Drafts and other refusals


@pytest.mark.parametrize(
    "heading",
    [
        ("The Ombudsman’s draft decision",),
        ("The Ombudsmans draft decision",),
        ("The Ombudsman s DRAFT decision",),
        ("The Local Government and Social Care Ombudsman’s", "draft decision"),
        ("The Ombudsman’s provisional decision",),
        ("DRAFT - not for publication", "", "The Ombudsman’s final decision"),
    ],
)
def test_drafts(heading: tuple[str, ...]) -> None:
    """A draft is refused as one, with its line, whatever became of the apostrophe."""
    with pytest.raises(Refused) as refused:
        parsed(page(*HEAD, *heading, "", *BODY))
    assert (refused.value.code, refused.value.line) == ("draft", 6)


def test_draft_by_its_feet() -> None:
    """A running title that calls the file a draft is enough."""
    first = page(*HEAD, *FINAL, *BODY)
    feet = [Text(60, 30, "Draft decision"), Text(500, 30, "2")]
    with pytest.raises(Refused, match="draft"):
        parsed(first, [*page("2. More."), *feet])


def test_real_form_of_a_draft(shared: Path) -> None:
    """The lines of a draft seen in the world are refused; the same as a final decision is read, losses told."""
    lines = (shared / "lookalikes" / "pdf_text_draft.txt").read_text().splitlines()
    with pytest.raises(Refused) as refused:
        parsed(page(*lines))
    assert refused.value.code == "draft"
    found = parsed(page(*(line.replace("draft", "final") for line in lines)))
    assert [(each.para, each.para_counted) for each in paragraphs(found)] == [(number, False) for number in range(1, 6)]
    assert [section.heading for section in found.sections][3:] == [
        "What I found",
        "Previous complaints to the Ombudsman",
    ]
    assert codes(found) == ["apostrophes_lost", "pounds_lost", "fields_missing"]
    assert [problem.line for problem in found.problems[:2]] == [6, 15]


def test_two_statements_in_one_file() -> None:
    """Two statements bound together are refused."""
    with pytest.raises(Refused) as refused:
        parsed(page(*HEAD, *FINAL, *BODY), page(*HEAD, *FINAL, *BODY, y=770))
    assert refused.value.code == "several_decisions"


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (write([[], []]), "scanned", "pictures without text"),
        (write([[Text(10, 10, "  ")]]), "scanned", "pictures without text"),
        (write([]), "malformed", "without pages"),
        (b"%PDF-1.4\nnothing more", "malformed", "damaged"),
        (write([page("a")])[:300], "malformed", "damaged"),
        (write([page("a")] * (MOST_PAGES + 1)), "too_large", "301 pages"),
    ],
)
def test_refusals(data: bytes, code: str, reason: str) -> None:
    """What cannot be read is refused with its reason."""
    found = refusal(data)
    assert found.code == code
    assert reason in found.reason


@pytest.mark.parametrize("limit", ["MOST_LINES", "MOST_CHARACTERS"])
def test_too_much_text(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more text than any decision has is refused."""
    monkeypatch.setattr(pdf_pages, limit, 20)
    found = refusal(write([page(*["a"] * 15), page(*["a"] * 15)]))
    assert (found.code, "no decision is" in found.reason) == ("too_large", True)


def encrypted(password: str, algorithm: str) -> bytes:
    """A statement encrypted by pypdf; `password` may be empty."""
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=BytesIO(write([page(*HEAD, *FINAL, *BODY)])))
    writer.encrypt(password, algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_encrypted() -> None:
    """A file that asks for a password is refused; one that is only protected against changes is read."""
    found = refusal(encrypted("secret", "RC4-128"))
    assert (found.code, "password" in found.reason) == ("encrypted", True)
    assert decision(encrypted("", "RC4-128"), "test.pdf").reference == "21 900 001"


def test_encrypted_beyond_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose protection pypdf cannot undo alone is refused."""
    import pypdf
    from pypdf.errors import DependencyError

    def fail(*_: object) -> None:
        message = "cryptography>=3.1 is required for AES algorithm"
        raise DependencyError(message)

    data = encrypted("", "RC4-128")
    monkeypatch.setattr(pypdf.PdfReader, "decrypt", fail)
    assert refusal(data).code == "encrypted"


def test_without_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pypdf is not installed, the refusal says how to install it."""
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    found = refusal(write([page("a")]))
    assert (found.code, found.reason) == ("needs_pdf", "a PDF: install lgsco-archive[pdf] to read PDFs")


def test_pypdf_keeps_quiet(caplog: pytest.LogCaptureFixture) -> None:
    """What pypdf logs about a broken file stays inside, and its logger is as it was."""
    data = write([page(*HEAD, *FINAL, *BODY)]).replace(b"startxref\n", b"startxref\n9")
    assert decision(data, "test.pdf").reference == "21 900 001"
    assert not caplog.records
    assert logging.getLogger("pypdf").level == logging.NOTSET


# Heads and feet of pages


def pages_with(*feet: list[Text], head: bool = False) -> list[list[str]]:
    """The words of the sections of a statement whose pages have `feet`, before or after their text."""
    bodies = [
        page(*HEAD, *FINAL, *BODY),
        page("2. Second.", "", "What I found", "", "3. Third, which goes on"),
        page("with words on the next page.", "", "Final decision", "", "4. Fourth."),
    ]
    made = [[*foot, *body] if head else [*body, *foot] for body, foot in zip(bodies, feet, strict=False)]
    return [[section.heading or "", *(each.text for each in section.paragraphs)] for section in parsed(*made).sections]


WHOLE = [
    ["The complaint", "Mr X complains about the Council’s charge of £60.", "Second."],
    ["What I found", "Third, which goes on with words on the next page."],
    ["Final decision", "Fourth."],
]


@pytest.mark.parametrize("head", [False, True])
@pytest.mark.parametrize(
    "feet",
    [
        [[], [], []],
        [[Text(500, 30, str(number))] for number in (1, 2, 3)],
        [[Text(500, 30, f"Page {number} of 3")] for number in (1, 2, 3)],
        [[Text(500, 30, f"- {number} -")] for number in (7, 8, 9)],
        [[Text(60, 30, f"Final decision {number}")] for number in (1, 2, 3)],
        [[Text(60, 30, "Final decision"), Text(500, 30, str(number))] for number in (1, 2, 3)],
        [[Text(60, 44, "Final decision"), Text(500, 30, str(number))] for number in (1, 2, 3)],
        [[Text(60, 830, "Final decision")] for number in (1, 2, 3)],
        [[Text(60, 830, "21 900 001 - Anytown Council"), Text(60, 20, f"{number} of 3")] for number in (1, 2, 3)],
        [[Text(60, 20, f"https://intranet.anytown.example/a.pdf {number}/3")] for number in (1, 2, 3)],
        [[Text(60, 825, "03/02/2025,"), Text(60, 816, "14:07")] for _ in (1, 2, 3)],
    ],
)
def test_feet(feet: list[list[Text]], *, head: bool) -> None:
    """Running titles and page numbers go, wherever they stand; the heading of the same words stays."""
    assert pages_with(*feet, head=head) == WHOLE


def test_feet_of_two_pages() -> None:
    """In two pages nothing comes again: the foot is told by its form, outside the text."""
    assert pages_with([Text(500, 30, "1")], [Text(60, 30, "Final decision 2")]) == [
        WHOLE[0],
        ["What I found", "Third, which goes on"],
    ]


def test_feet_right_below_the_text() -> None:
    """Feet that follow the text at whatever height are told by their order; a heading just above them stays."""
    pages = [
        page(*HEAD, *FINAL, *BODY, "", "Final decision", "Final decision", "1"),
        page("2. Second.", "Final decision", "2"),
        page("3. Third, which", "is longer.", "Final decision", "3"),
    ]
    found = [(section.heading, len(section.paragraphs)) for section in parsed(*pages).sections]
    assert found == [("The complaint", 1), ("Final decision", 2)]


def test_heading_with_the_number_of_its_page() -> None:
    """A heading that ends with the number of its page stays: it stands where text stands."""
    second = page("2. Second.", "", "Complaint 2", "", "3. Third.")
    found = parsed(page(*HEAD, *FINAL, *BODY), second)
    assert [section.heading for section in found.sections] == ["The complaint", "Complaint 2"]


def test_an_address_in_the_text_stays() -> None:
    """An address alone on a line of the text is no foot."""
    lines = ("2. The guidance is at", "https://www.gov.example/guidance/of-a-kind", "which I have considered.")
    found = parsed(page(*HEAD, *FINAL, *BODY), page(*lines, "", "3. Third."))
    assert paragraphs(found)[1].text == " ".join(part.removeprefix("2. ") for part in lines)


def test_page_without_text() -> None:
    """A page without text among others is told, with the line at which it stands."""
    found = read(page(*HEAD, *FINAL, *BODY), [], page("2. Second."))
    (problem,) = found.problems
    assert (problem.code, problem.line) == ("page_without_text", found.text.split("\n").index("\f") + 2)
    assert "page 2 of 3" in problem.message


# Paragraphs


def body(*lines: str | Text, step: float = 14.0) -> list[tuple[str | None, str]]:
    """Marker and words of the paragraphs of a statement with these lines under its first heading."""
    text = page(*HEAD, *FINAL, "Summary: Short.", "", "The complaint", "", *lines, step=step)
    return [(each.marker, each.text) for each in paragraphs(parsed(text))]


LONG = "with words enough to fill a whole line from its beginning to its end as text does"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            (f"1. As I say in paragraph {LONG}", f"2. says and goes on {LONG}", "to its end."),
            [("1.", f"As I say in paragraph {LONG}"), ("2.", f"says and goes on {LONG} to its end.")],
            id="a number in its turn",
        ),
        pytest.param(
            (f"1. This is set out {LONG}", f"and words and words and words {LONG} in paragraph", "2. of the guidance."),
            [("1.", f"This is set out {LONG} and words and words and words {LONG} in paragraph 2. of the guidance.")],
            id="a number in a sentence",
        ),
        pytest.param(
            (f"1. One {LONG}", "and a sub-heading", f"2. Two {LONG}", "(that is all)", f"3. Three {LONG}."),
            [("1.", f"One {LONG} and a sub-heading"), ("2.", f"Two {LONG} (that is all)"), ("3.", f"Three {LONG}.")],
            id="a number after a short line",
        ),
        pytest.param(
            (f"1. This happened in {LONG} May", "14. That is all."),
            [("1.", f"This happened in {LONG} May 14. That is all.")],
            id="a number out of turn",
        ),
        pytest.param(
            (f"1. The Council {LONG}", "- which had no policy - refused."),
            [("1.", f"The Council {LONG} - which had no policy - refused.")],
            id="a dash in a sentence",
        ),
        pytest.param(
            ("1. The Council will:", "- apologise", "- pay £60."),
            [("1.", "The Council will:"), ("-", "apologise"), ("-", "pay £60.")],
            id="dashes of a list",
        ),
        pytest.param(
            ("1. The Council will:", "a) apologise", "b) pay £60; and", "o write."),
            [("1.", "The Council will:"), ("a)", "apologise"), ("b)", "pay £60; and"), ("o", "write.")],
            id="letters without stops",
        ),
        pytest.param(
            (f"1. Under section 26(6) {LONG}", "(b) of the Act it may."),
            [("1.", f"Under section 26(6) {LONG} (b) of the Act it may.")],
            id="a letter in a sentence",
        ),
        pytest.param(
            ("1. The Council says:", "", "“We will", "not.”", "", "2. It did."),
            [("1.", "The Council says:"), (None, "“We will not.”"), ("2.", "It did.")],
            id="a quotation",
        ),
        pytest.param(
            (f"1. One {LONG}.", "", f"Two {LONG} (Local Government", "Act 1974, section 26(1))", "", "2. Three."),
            [
                ("1.", f"One {LONG}."),
                (None, f"Two {LONG} (Local Government Act 1974, section 26(1))"),
                ("2.", "Three."),
            ],
            id="an unnumbered paragraph",
        ),
        pytest.param(
            ("1.", "One.", "2.", "Two."),
            [("1.", "One."), ("2.", "Two.")],
            id="numbers on lines of their own",
        ),
        pytest.param(
            ("1.", "2.", "", "One.", "", "Two.", "", "• with a point", "", "3. Three."),
            [("1.", "One."), ("2.", "Two."), ("•", "with a point"), ("3.", "Three.")],
            id="numbers before their paragraphs",
        ),
        pytest.param(
            (Text(60, 0, "1. On the 1"), Text(118, 664, "st", PLAIN, 7), Text(126, 660, "of May it wrote.")),
            [("1.", "On the 1st of May it wrote.")],
            id="a raised ordinal",
        ),
        pytest.param(
            (
                "1. It offered a full re-",
                "assessment, a long-",
                "term plan and the resig-",
                "nation.",
                "",
                "2. The resignation came.",
            ),
            [
                ("1.", "It offered a full re-assessment, a long-term plan and the resignation."),
                ("2.", "The resignation came."),
            ],
            id="hyphens",
        ),
    ],
)
def test_paragraphs(lines: tuple[str | Text, ...], expected: list[tuple[str | None, str]]) -> None:
    """Wrapped lines become the paragraphs they were; a marker is one only where it can be."""
    assert body(*lines) == expected


def test_number_before_a_heading() -> None:
    """A number that stands alone before a heading is that of the paragraph below it."""
    text = page(*HEAD, *FINAL, *BODY, "", "2.", "", "What I found", "", "Two.", "", "3. Three.")
    assert [(each.para, each.text) for each in paragraphs(parsed(text))][1:] == [(2, "Two."), (3, "Three.")]


def test_numbers_adrift() -> None:
    """Numbers that stand together before fewer paragraphs belong to none for certain: none is given, and it is told."""
    found = parsed(
        page(*HEAD, *FINAL, "Summary: S.", "", "The complaint", "", "1.", "2.", "3.", "", "One.", "", "Two.")
    )
    assert [(each.number, each.text) for each in paragraphs(found)] == [(None, "One."), (None, "Two.")]
    assert "numbers_adrift" in codes(found)


def test_headings_by_their_type() -> None:
    """Where headings are set in a type of their own, lines in it are headings, wrapped ones whole; few others are."""
    long = "Analysis – is there fault which has led to an injustice to Mr X and"
    lines: list[str | Text] = [bold("The complaint"), "1. Mr X complains that the Council wrote to him", ""]
    lines += [bold("The Law"), bold(long), bold("to others"), "2. He is right.", ""]
    lines += ["He gave an address", "", "3. The Council has none.", ""]
    lines += [Text(60, 0, "Injustice", ITALIC, 12), "", "4. There is some.", ""]
    lines += [bold("This is bold and a sentence of its own, so it is no heading.")]
    found = parsed(page(*HEAD, *FINAL, "Summary: S.", "", *lines))
    assert [section.heading for section in found.sections] == [
        "The complaint",
        "The Law",
        f"{long} to others",
        "He gave an address",
        "Injustice",
    ]
    assert paragraphs(found)[-1].text.startswith("This is bold")


def test_heading_at_the_top_of_a_page() -> None:
    """A heading in its own type opens a section though the page before ends without a stop."""
    first = page(*HEAD, *FINAL, "Summary: S.", "", bold("The complaint"), "1. One", "• with a point")
    found = parsed(first, page(bold("The blue badge guidance"), "2. Two."), page(bold("Final decision"), "3. Three."))
    assert [section.heading for section in found.sections] == [
        "The complaint",
        "The blue badge guidance",
        "Final decision",
    ]


def test_wrapped_fixed_wordings() -> None:
    """A known heading and the sign-off are known though they were wrapped."""
    lines = (bold("The Ombudsman’s role"), bold("and powers"), "1. One.", "")
    off = ("Investigator’s decision on behalf", "of the Ombudsman")
    found = parsed(page(*HEAD, *FINAL, "Summary: S.", "", *lines, *off))
    (section,) = found.sections
    assert (section.heading, section.kind) == ("The Ombudsman’s role and powers", "powers")
    assert codes(found) == ["fields_missing"]


def test_fixed_wording_in_a_sentence() -> None:
    """A wrapped line that happens to read as a known heading is none."""
    text = f"1. I have told Mr X {LONG} what I have written under"
    assert body(text, "The complaint", "and elsewhere.")[0][1].endswith("under The complaint and elsewhere.")


def test_tight_paragraphs() -> None:
    """Where no space stands between paragraphs, a line with room left for the next word ends one."""
    lines = (f"One {LONG} and so on", "and ends here.", f"Two {LONG} and so on", "and ends, too.", f"Three {LONG}.")
    assert [text for _, text in body(*lines)] == [f"{lines[0]} {lines[1]}", f"{lines[2]} {lines[3]}", lines[4]]


def test_sub_heading_in_tight_text() -> None:
    """Where neither type nor space shows a sub-heading, a short line between a sentence and the next number is one."""
    lines = (f"1. One {LONG}", f"and so on {LONG}.", "The Trust", f"2. Two {LONG}", f"and so on {LONG}.")
    found = parsed(page(*HEAD[:-1], FINAL[0], "Summary: S.", "The complaint", *lines))
    assert [(section.heading, len(section.paragraphs)) for section in found.sections] == [
        ("The complaint", 1),
        ("The Trust", 1),
    ]


def test_text_out_of_order() -> None:
    """A page whose text is not in the order of its lines is read from top to bottom; two columns are left alone."""
    found = parsed(page(*HEAD, *FINAL, *BODY), list(reversed(page("2. Two.", "", "3. Three.", "", "4. Four."))))
    assert [each.para for each in paragraphs(found)] == [1, 2, 3, 4]
    columns = [*page("2. Two.", "", "3. Three."), *page("4. Four.", "", "5. Five.", x=300)]
    assert [each.text for each in paragraphs(parsed(page(*HEAD, *FINAL, *BODY), columns))][1:] == [
        "Two.",
        "Three.",
        "Four.",
        "Five.",
    ]


def test_symbols_as_bullets() -> None:
    """A letter in a font of symbols is a bullet."""
    data = write([page(*HEAD, *FINAL, *BODY, "", Text(60, 0, "v", ITALIC), "")]).replace(b"(v)", b"(v a point)")
    data = data.replace(b"/Helvetica-Oblique", b"/AAAAAA+Wingdings ")
    assert [(each.marker, each.text) for each in paragraphs(decision(data, "test.pdf"))][1] == ("v", "a point")


def test_text_that_stands_nowhere() -> None:
    """Where the place of the text is not known, words and numbers do: items, feet and known headings are told."""
    filler = "word " * 12
    bodies = [
        page(*HEAD, *FINAL, *BODY),
        page(
            f"2. Two {filler}",
            "goes on.",
            "What I found",
            "3. Three.",
            "• point",
            f"a) {filler}",
            "more.",
            "Final decision 2",
        ),
        page("Final decision", "4. Four."),
    ]
    bodies[0].append(Text(60, 20, "Final decision 1"))
    bodies[2].append(Text(60, 20, "Final decision 3"))
    found = decision(write(bodies, turned=True), "test.pdf")
    assert [section.heading for section in found.sections] == ["The complaint", "What I found", "Final decision"]
    assert [each.para for each in paragraphs(found) if each.para] == [1, 2, 3, 4]


def test_text_beyond_the_page() -> None:
    """Text that is set far outside the page has no place; breaks of line within one piece of text count."""
    text = [*page(*HEAD, *FINAL), Text(60, 30_000, "Summary: Short.\nThe complaint\n1. One.")]
    assert [each.text for each in paragraphs(parsed(text))] == ["One."]


def test_lone_foot_that_stands_nowhere() -> None:
    """Of such a file of two pages the usual title with the page's number is left out."""
    found = decision(write([page(*HEAD, *FINAL, *BODY), page("2. Two.", "Final decision 2")], turned=True), "test.pdf")
    assert [each.text for each in paragraphs(found)][1:] == ["Two."]


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (("decision-", "making"), "decision-making"),
        (("short-", "and long-term"), "short- and long-term"),
        (("the accom-", "modation"), "the accommodation"),
        (("co-", "operation"), "co-operation"),
        (("a soft\u00ad", "ware"), "a software"),
        (("a typeset\u2010", "ter"), "a typesetter"),
        (("2015–", "16"), "2015–16"),
        (("the Council –", "which"), "the Council – which"),
        (("and/", "or"), "and/or"),
        (("section 26(6)", "(a)"), "section 26(6)(a)"),
        (("the Council (", "it"), "the Council ( it"),
        (("on 3", "rd parties"), "on 3rd parties"),
        (("non-", "(a)"), "non- (a)"),
    ],
)
def test_joins(texts: tuple[str, ...], joined: str) -> None:
    """Two lines join as the document's own words show; no word is made that it does not have."""
    assert Joiner(["accommodation is", "co-operation", "cooperation"]).join(texts) == joined


def test_typographers_hyphen_of_the_text() -> None:
    """Where the typographer's hyphen stands within lines, one at the end of a line is the word's own, too."""
    joined = Joiner(["a long\u2010term plan"]).join(("by decision\u2010", "making, not re\u2010", "making"))
    assert joined == "by decision\u2010making, not re\u2010making"


def test_ligatures() -> None:
    """A ligature is the letters it is made of."""
    from archive.reading.pdf_words import plain

    assert plain("ﬁnal oﬃce – ﬂat") == "final office – flat"


# What a PDF loses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ombudsmans view. It’s", ["apostrophes_lost"]),
        ("the Councils decision", ["apostrophes_lost"]),
        ("the Councils decision and Mr X’s", []),
        ("the Councils have agreed", []),
        ("He didnt know. It’s", ["apostrophes_lost"]),
        ("Mr Xs home. It’s", ["apostrophes_lost"]),
        ("a charge of 60 a week", ["pounds_lost"]),
        ("It will pay Mr X 250 for his distress", ["pounds_lost"]),
        ("It paid her about 1,250.50 in all", ["pounds_lost"]),
        ("a fee of 20% of the sum", []),
        ("a total of 12 weeks", []),
        ("It paid 14 days later", []),
        ("compensation of £60 and a charge of 60", []),
        ("a payment of 5", []),
        ("It paid 12 further weeks", []),
    ],
)
def test_losses(text: str, expected: list[str]) -> None:
    """Lost apostrophes and pound signs are told, each once, and nothing else is taken for a loss."""
    lines = ("The Ombudsman s final decision", "", "Summary: Short.", "", "The complaint", "", f"1. {text}.")
    found = read(page(*HEAD, *lines))
    assert [problem.code for problem in found.problems] == expected
    assert all(problem.line == found.text.split("\n").index(f"1. {text}.") + 1 for problem in found.problems)


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_line_of_a_loss(lost: int) -> None:
    """A loss names its own line, not that of its paragraph."""
    lines = [f"One {LONG}", f"two {LONG}", f"three {LONG}"]
    lines[lost] = f"a charge of 60 {LONG}"
    found = read(page(*HEAD, *FINAL, "Summary: S.", "", "The complaint", "", f"1. {lines[0]}", *lines[1:]))
    (problem,) = found.problems
    assert "charge of 60" in found.text.split("\n")[problem.line - 1 if problem.line else 0]
