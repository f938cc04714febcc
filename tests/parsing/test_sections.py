"""Summary, sections, items, sign-off."""

from __future__ import annotations

import pytest
from making import HEAD, codes, decision, outline, paragraphs


def texts(body: str) -> list[str]:
    """The words of each item of a decision with this body."""
    return [paragraph.text for paragraph in paragraphs(decision(HEAD + body))]


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("Summary: We found fault.", "We found fault."),
        ("Summary : We found fault.", "We found fault."),
        ("SUMMARY:  We found fault.", "We found fault."),
        ("Summary:\nWe found fault.", "We found fault."),
        ("Summary\n\nWe found fault.", "We found fault."),
        ("Summary: We found fault in\nMay 2021 and after.", "We found fault in May 2021 and after."),
        ("Summary: we found fault.\n\nIt has paid.", "we found fault. It has paid."),
    ],
)
def test_summary(summary: str, words: str) -> None:
    """The summary is inline or below a heading, over any number of lines, and never among the sections."""
    found = decision(f"{HEAD}{summary}\n\nThe complaint\n\n  1. Rain.\n")
    assert found.summary == words
    assert outline(found) == [("The complaint", "complaint", 1)]


def test_no_summary() -> None:
    """A decision without a summary has none."""
    assert decision(f"{HEAD}The complaint\n\n  1. Rain.\n").summary is None


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("The complaint", "complaint"),
        ("THE COMPLAINT", "complaint"),
        ("The Ombudsman's role and powers", "powers"),
        ("The Ombudsmen’s role and powers", "powers"),
        ("What I have and have not investigated", "scope"),
        ("How I considered this complaint", "considered"),
        ("My assessment", "assessment"),
        ("What I found:", "assessment"),
        ("Finding", "assessment"),
        ("Agreed Action", "action"),
        ("Recommendations", "action"),
        ("Final decision", "decision"),
        ("Legal and administrative background", "law"),
        ("Further report", "other"),
    ],
)
def test_headings_of_the_catalogue(heading: str, kind: str) -> None:
    """A heading of the catalogue has its kind, whatever its quotes, case or colon, and stays as printed."""
    assert outline(decision(f"{HEAD}{heading}\n\n  1. Rain.\n")) == [(heading, kind, 1)]


def test_free_headings_keep_the_kind_of_their_section() -> None:
    """A free sub-heading belongs to the section it stands in; one about the law has that kind for itself alone."""
    law = "Relevant law and guidance\n\n  1. An Act.\n\n"
    body = f"What I found\n\n{law}What happened?\n\n  1. Rain.\n\nNoise\n\n  1. Din.\n"
    assert outline(decision(HEAD + body)) == [
        ("What I found", "assessment", 0),
        ("Relevant law and guidance", "law", 1),
        ("What happened?", "assessment", 1),
        ("Noise", "assessment", 1),
    ]


def test_law_heading_inside_the_assessment_does_not_take_it_over() -> None:
    """A heading "The Law" between assessment headings ends with the next free heading; on its own level it lasts."""
    inside = "What I found\n\nThe Law\n\n  1. An Act.\n\nWhat happened\n\n  1. Rain.\n"
    outside = "How I considered this complaint\n\n  1. I read.\n\nThe Law\n\n  1. An Act.\n\nTrees\n\n  1. Oaks.\n"
    assert [kind for _, kind, _ in outline(decision(HEAD + inside))] == ["assessment", "law", "assessment"]
    assert [kind for _, kind, _ in outline(decision(HEAD + outside))] == ["considered", "law", "law"]


@pytest.mark.parametrize("line", ["‘Fair’ charges", "“Fair” charges", "£500 for the roof", "2019 and before", "Noise"])
def test_how_a_free_heading_begins(line: str) -> None:
    """A free heading begins with a capital, a figure, a quote or a pound sign."""
    assert outline(decision(f"{HEAD}What I found\n\n{line}\n\n  1. Rain.\n")) == [
        ("What I found", "assessment", 0),
        (line, "assessment", 1),
    ]


def test_unknown_heading_after_stock_text_is_told() -> None:
    """A free heading after the powers opens a section of its own kind, with a problem row."""
    body = "The Ombudsman's role and powers\n\n  1. We may.\n\nA curious heading\n\n  1. Rain.\n"
    found = decision(HEAD + body)
    assert outline(found)[1] == ("A curious heading", "other", 1)
    assert [(p.code, p.line) for p in found.problems] == [("unknown_heading", 15)]


def test_a_free_heading_right_below_a_heading() -> None:
    """Below a heading a free heading needs no blank line; below a paragraph it does."""
    body = "What I found\nNoise\n  1. Rain.\n\nFinal decision\n\n  1. Fault.\n\nA note\nMore\n  1. Snow.\n"
    assert outline(decision(HEAD + body)) == [
        ("What I found", "assessment", 0),
        ("Noise", "assessment", 1),
        ("Final decision", "decision", 1),
        ("A note", "other", 0),
        ("More", "other", 1),
    ]


def test_a_short_line_above_the_next_heading_is_text() -> None:
    """A short line with nothing below it but the next heading of the catalogue heads nothing: it is a paragraph."""
    body = "What I found\n\n  1. Rain.\n\nNoise\n\nFinal decision\n\n  1. Fault.\n"
    assert texts(body) == ["Rain.", "Noise", "Fault."]


def test_a_short_last_line() -> None:
    """At the end of a file a short line set off by a blank line is a heading cut off from its text, else an item."""
    head = HEAD.replace("\n\n", "\n")
    assert outline(decision(f"{HEAD}What I found\n\n- Rain.\n\nNoise"))[-1] == ("Noise", "assessment", 0)
    assert [paragraph.text for paragraph in paragraphs(decision(f"{head}What I found\n- Rain.\nNoise"))][-1] == "Noise"
    signed = f"{HEAD}Final decision\n\n  1. Fault.\n\nInvestigator's decision on behalf of the Ombudsman\n\nA note"
    assert codes(decision(signed)) == ["text_after_sign_off"]


def test_stacked_headings() -> None:
    """Headings with nothing between are sections without paragraphs."""
    body = "The Investigation\n\nThe complaint\n\nLegislative background\n\nAlternative provision\n\n1. Rain.\n"
    assert outline(decision(HEAD + body)) == [
        ("The Investigation", "assessment", 0),
        ("The complaint", "complaint", 0),
        ("Legislative background", "law", 0),
        ("Alternative provision", "law", 1),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Mr X remains unhappy with the answer.",
        "(Local Government Act 1974, section 24A(6), as amended)",
        "Local Government Act 1974, section 24A(6), as amended",
        "the following points stand in lower case",
        "A line that goes on for so many words that nobody would ever set it as a heading over anything",
    ],
)
def test_not_a_heading(line: str) -> None:
    """Sentences, citations and long lines are paragraphs, also where an item follows."""
    body = f"My assessment\n\n  1. Rain.\n\n{line}\n\n  1. Snow.\n"
    assert texts(body) == ["Rain.", line, "Snow."]


@pytest.mark.parametrize(
    ("line", "marker", "number", "words"),
    [
        ("  1. Rain.", "1.", "1", "Rain."),
        ("  12) Rain.", "12)", "12", "Rain."),
        ("  • Rain.", "•", None, "Rain."),
        ("- Rain.", "-", None, "Rain."),
        (" - Rain.", "-", None, "Rain."),
        ("· Rain.", "·", None, "Rain."),
        ("– Rain.", "–", None, "Rain."),
        ("(a) Rain.", "(a)", "a", "Rain."),
        ("  iv) Rain.", "iv)", "iv", "Rain."),
        ("  b. Rain.", "b.", "b", "Rain."),
        ("\t1.\u00a0Rain.", "1.", "1", "Rain."),
        ("1.\n\nRain.", "1.", "1", "Rain."),
        ("Rain.", None, None, "Rain."),
        ("2.5 metres of rain.", None, None, "2.5 metres of rain."),
        ("(Rain Act 1974)", None, None, "(Rain Act 1974)"),
        ("-5 degrees.", None, None, "-5 degrees."),
    ],
)
def test_markers(line: str, marker: str | None, number: str | None, words: str) -> None:
    """Every marker of the layouts is taken off and kept; what only looks like one stays with the words."""
    (item,) = paragraphs(decision(f"{HEAD}The complaint\n\n{line}\n"))
    assert (item.marker, item.number, item.text) == (marker, number, words)


def test_marker_with_nothing_after_it_is_kept() -> None:
    """A marker without words is an empty item: nothing of the document is dropped unseen."""
    assert texts("The complaint\n\n  1.\n  2. Rain.\n\n  3.\n") == ["", "Rain.", ""]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("  1. The Council said it would look\nat the drain.", ["The Council said it would look at the drain."]),
        ("- The Council said it would look\nat the drain.", ["The Council said it would look at the drain."]),
        ("  1. It rained.\nWe must use public money carefully.", ["It rained.", "We must use public money carefully."]),
        ("- it is late, or\n(Local Government Act 1974)", ["it is late, or", "(Local Government Act 1974)"]),
        ("- it is late, or\nthere is no fault.", ["it is late, or", "there is no fault."]),
        (
            "apologise to the family\nrefund the fees; and\nreview",
            ["apologise to the family", "refund the fees; and", "review"],
        ),
        ("- a place such as Leeds,\nhe said.", ["a place such as Leeds, he said."]),
    ],
)
def test_lines_that_go_on(lines: str, expected: list[str]) -> None:
    """A hard line break inside an item is mended; a new sentence, a citation or an unmarked list item stands alone."""
    assert texts(f"The complaint\n\n{lines}\n") == expected


def test_furniture_is_no_text() -> None:
    """The site's furniture is taken off between sections and at either end, the cookie texts by their beginnings."""
    cookies = (
        "Review your privacy settings\n\nThese cookies enable the website to work as "
        + "it should " * 30
        + "\n\nPrivacy settings\n\n"
    )
    body = "The complaint\n\n  1. Rain.\n\nBack to top\n\nFinal decision\n\n  1. Fault.\n\nBack to top\n\n"
    body += "Print this page\n\n;\n\n"
    found = decision(cookies + HEAD + body + cookies)
    assert [paragraph.text for paragraph in paragraphs(found)] == ["Rain.", "Fault."]
    assert codes(found) == []


@pytest.mark.parametrize(
    "line",
    [
        "Investigator's decision on behalf of the Ombudsman",
        "Investigator’s final decision on behalf of the Ombudsman",
        "Ombudsman’s decision on behalf of the Ombudsmen",
        "Investigator's decision on beh",
    ],
)
def test_sign_off(line: str) -> None:
    """The sign-off ends the text, also where the file is cut off inside it."""
    assert texts(f"Final decision\n\n  1. Fault.\n\n{line}") == ["Fault."]


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("Investigator", "Final decision"),
        ("Investigato", "Investigato"),
        ("Investigator's deciding", "Investigator's deciding"),
    ],
)
def test_the_beginning_of_a_sign_off(line: str, last: str) -> None:
    """Cut off, the sign-off is known by its first word; less of it, or other words, are a heading."""
    assert outline(decision(f"{HEAD}Final decision\n\n  1. Fault.\n\n{line}"))[-1][0] == last


def test_text_after_the_sign_off_is_kept_and_told() -> None:
    """Nothing is lost: words below the sign-off stand in a section of their own."""
    found = decision(
        HEAD + "Final decision\n\n  1. Fault.\n\nInvestigator's decision on behalf of the Ombudsman\n\nA note below.\n"
    )
    assert outline(found) == [("Final decision", "decision", 1), (None, "other", 1)]
    assert codes(found) == ["text_after_sign_off"]


@pytest.mark.parametrize(
    ("end", "kind"),
    [("The Ombudsman’s role and po", "powers"), ("How I consi", "considered"), ("Law and guid", "law")],
)
def test_cut_off_in_a_heading(end: str, kind: str) -> None:
    """A file that ends inside a heading of the catalogue keeps it, with its kind, and says so."""
    found = decision(f"{HEAD}The complaint\n\n  1. Rain.\n\n{end}")
    assert outline(found)[-1] == (end, kind, 0)
    assert codes(found) == ["cut_off"]


def test_too_short_to_be_a_heading_cut_off() -> None:
    """Five letters of a heading at the end of a file are its beginning; of four nothing is guessed."""
    body = f"{HEAD}The complaint\n\n  1. Rain.\n\n"
    assert outline(decision(f"{body}Final"))[-1] == ("Final", "decision", 0)
    assert codes(decision(f"{body}Final")) == ["cut_off"]
    assert codes(decision(f"{body}Fina")) == codes(decision(f"{body}The")) == []


@pytest.mark.parametrize(("length", "is_heading"), [(100, True), (101, False)])
def test_longest_heading(length: int, is_heading: bool) -> None:  # noqa: FBT001 - what is expected
    """A heading has up to 100 characters and 14 words."""
    line = "Noise " + "o" * (length - 6)
    assert (texts(f"What I found\n\n{line}\n\n  1. Rain.\n") == ["Rain."]) == is_heading
    assert texts("What I found\n\nA" + " a" * 13 + "\n\n  1. Rain.\n") == ["Rain."]
    assert texts("What I found\n\nA" + " a" * 14 + "\n\n  1. Rain.\n") == ["A" + " a" * 14, "Rain."]


def test_a_short_heading_above_items_is_not_cut_off() -> None:
    """Only the last line of a file can be cut off: above items the beginning of a heading is a heading of its own."""
    found = decision(f"{HEAD}What I found\n\nHow I consi\n\n  1. Rain.\n\nFinal decision\n\n  1. Fault.\n")
    assert outline(found)[1] == ("How I consi", "assessment", 1)
    assert codes(found) == []


def test_headings_lost() -> None:
    """Text without any heading is kept in a section without one; the summary is not guessed."""
    head = HEAD.replace("The Ombudsman's final decision:\n\n", "")
    found = decision(
        f"{head}\nIt rained.\n\n\nThe Council was at fault.\n\nOmbudsman satisfied with response: 23 September 2016\n"
    )
    assert (found.summary, outline(found)) == (None, [(None, "other", 2)])
    assert str(found.compliance_date) == "2016-09-23"
    assert codes(found) == ["heading_lost"]


@pytest.mark.parametrize(
    "words",
    [
        "with council response:",
        "with council's response:",
        "with the council's response:",
        "with Council’s response:",
        "with response:",
        "with response",
    ],
)
@pytest.mark.parametrize("stop", ["", "."])
def test_compliance_date(words: str, stop: str) -> None:
    """The five spellings of the status line, with or without a full stop, give the compliance date and no paragraph."""
    found = decision(
        f"{HEAD}Recommendations\n\nPay.\n\nOmbudsman satisfied {words} 12 September 2017{stop}\n\nPrint this page\n"
    )
    assert str(found.compliance_date) == "2017-09-12"
    assert [paragraph.text for paragraph in paragraphs(found)] == ["Pay."]


def test_compliance_date_that_cannot_be_read() -> None:
    """A status line without a date gives null and a problem with its line."""
    found = decision(f"{HEAD}Recommendations\n\nPay.\n\nOmbudsman satisfied with council's response: soon\n")
    assert found.compliance_date is None
    assert [(p.code, p.line) for p in found.problems] == [("unreadable_date", 15)]
