"""The head of a document: title, labels, and what is refused."""

from __future__ import annotations

import pytest
from making import HEAD, codes, decision, outline

from archive.errors import Refused

BODY = "Summary: We found fault.\n\nThe complaint\n\n  1. Mr X complains.\n"


@pytest.mark.parametrize(
    ("title", "council", "reference"),
    [
        ("Thurrock Council (23 012 807)", "Thurrock Council", "23 012 807"),
        ("Bupa Care Homes (BNH) Limited (23 008 879)", "Bupa Care Homes (BNH) Limited", "23 008 879"),
        ("NHS Somewhere ICB (ICB) (24 001 411a)", "NHS Somewhere ICB (ICB)", "24 001 411a"),
        (
            "Bournemouth, Christchurch and Poole Council (20 000 001)",
            "Bournemouth, Christchurch and Poole Council",
            "20 000 001",
        ),
        ("Our Lady & St. Swithins Primary School (24 005 593)", "Our Lady & St. Swithins Primary School", "24 005 593"),
        ("Sandwell MBC - Homes (20 000 076b)", "Sandwell MBC - Homes", "20 000 076b"),
        ("15 010 742", None, "15 010 742"),
        ("(15 010 742)", None, "15 010 742"),
        ("City of York Council (21-900-001)", "City of York Council", "21 900 001"),
        ("City of York Council (21\u00a0900\u00a0001)", "City of York Council", "21 900 001"),
        ("City of York Council (21\u2011900\u2011001)", "City of York Council", "21 900 001"),
        ("City of York Council (21900001)", "City of York Council", "21 900 001"),
        ("City of York Council(21 900 001C)", "City of York Council", "21 900 001c"),
        ("City of York Council [21 900 001]", "City of York Council", "21 900 001"),
    ],
)
def test_title(title: str, council: str | None, reference: str) -> None:
    """The reference stands in the last bracket of the title, or alone; the rest is the body as printed."""
    found = decision(f"{title}\n\nThe Ombudsman's final decision:\n\n{BODY}")
    assert (found.council, found.reference) == (council, reference)


@pytest.mark.parametrize(
    "labels",
    [
        "Category : Housing > Allocations\nDecision : Upheld\nDecision date : 03 May 2022\n",
        "Category: Housing>Allocations\n\nDecision: upheld\n\nDecision date: 3 May 2022\n",
        "category   :Housing  >  Allocations\nDECISION :  UPHELD\nDecision  date:03-May-2022\n",
        "Category :\nHousing\n>\nAllocations\nDecision :\nUpheld\nDecision date :\n03 May 2022\n",
        "Category\n:\nHousing > Allocations\nDecision\n: Upheld\nDecision date\n: 2022-05-03\n",
        "Decision date : 3rd May 2022\nDecision : Upheld\nCategory : Housing >\nAllocations\n",
        "Category :\tHousing\u00a0> Allocations\nDecision\u00a0: Upheld\nDecision date : Tuesday 3 May 2022.\n",
        "Category\nHousing > Allocations\nDecision\nUpheld\nDecision date\n03 May 2022\n",
    ],
)
def test_labels(labels: str) -> None:
    """Labels are read in any spacing and case, on one line or split over several, in any order."""
    found = decision(f"Anytown Council (21 900 001)\n{labels}The Ombudsman's final decision:\n{BODY}")
    assert (found.category, found.subcategory, found.outcome) == ("Housing", "Allocations", "Upheld")
    assert str(found.decision_date) == "2022-05-03"
    assert codes(found) == []


@pytest.mark.parametrize("stated", ["Housing > Houseboats", "Space > Allocations", "Space"])
def test_new_category_is_kept_and_told(stated: str) -> None:
    """A category that the list does not know is stored as it stands, with a problem row."""
    found = decision(HEAD.replace("Housing > Allocations", stated) + BODY)
    assert " > ".join(part for part in (found.category, found.subcategory) if part) == stated
    assert [(p.code, p.line) for p in found.problems] == [("new_category", 3)]
    assert found.problems[0].message.startswith(f"'{stated}' is not in the list")


def test_category_without_subcategory() -> None:
    """A category alone has no subcategory."""
    found = decision(HEAD.replace(" > Allocations", "") + BODY)
    assert (found.category, found.subcategory) == ("Housing", None)


def test_no_labels_are_null_and_told() -> None:
    """Without labels, category, outcome and date stay null and one problem says so."""
    found = decision(f"Anytown Council (21 900 001)\nThe Ombudsman's final decision:\n{BODY}")
    assert (found.category, found.outcome, found.decision_date) == (None, None, None)
    assert codes(found) == ["fields_missing"]


def test_category_from_the_address() -> None:
    """Where the text lacks the category, the folders laid out as the address give it, with a problem row."""
    text = f"Anytown Council (21 900 001)\nThe Ombudsman's final decision:\n{BODY}"
    path = "mirror/www.lgo.org.uk/decisions/housing/allocations/21-900-001.txt"
    found = decision(text, path)
    assert (found.category, found.subcategory) == ("Housing", "Allocations")
    assert "category_from_address" in codes(found)
    assert found.source is not None
    assert found.source.url == "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001"


def test_unknown_slug_is_no_guess() -> None:
    """An address whose category is not known leaves it null and says so."""
    text = f"Anytown Council (21 900 001)\nThe Ombudsman's final decision:\n{BODY}"
    found = decision(text, "decisions/made-up/thing/21-900-001")
    assert found.category is None
    assert "unknown_category" in codes(found)


def test_reference_from_the_address() -> None:
    """A copy without a title takes its reference from the address; the body stays null."""
    text = f"Category : Housing > Allocations\nDecision : Upheld\nDecision date : 03 May 2022\n{BODY}"
    found = decision(text, "decisions/housing/allocations/21-900-001.txt")
    assert (found.reference, found.council) == ("21 900 001", None)


def test_title_holds_against_the_address() -> None:
    """Where title and address disagree, the title holds, and a problem says so."""
    found = decision(HEAD + BODY, "decisions/housing/allocations/21-900-002.txt")
    assert found.reference == "21 900 001"
    assert "reference_differs" in codes(found)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Decision : Report issued", "unknown_outcome"),
        ("Decision date : 06/07/2021", "unreadable_date"),
        ("Decision date : May 2022", "unreadable_date"),
        ("Decision date : 30 Feb 2022", "unreadable_date"),
        ("Decision date : 03 May 1922", "implausible_date"),
    ],
)
def test_what_cannot_be_read_is_null_with_its_line(line: str, code: str) -> None:
    """A value that is not understood stays null; the problem names its line and what was found."""
    text = (
        HEAD.replace("Decision : Upheld", line)
        if line.startswith("Decision :")
        else HEAD.replace("Decision date : 03 May 2022", line)
    )
    found = decision(text + BODY)
    (problem,) = found.problems
    assert problem.code == code
    assert problem.line == (5 if code == "unknown_outcome" else 7)
    assert line.split(" : ")[1] in problem.message
    assert (found.outcome if code == "unknown_outcome" else found.decision_date) is None


@pytest.mark.parametrize(
    "decision_line",
    ["The Ombudsman's final decision:", "The Ombudsman’s final decision", "THE OMBUDSMEN'S FINAL DECISION :"],
)
def test_statement(decision_line: str) -> None:
    """The final-decision line, in any spelling, makes a statement."""
    found = decision(f"Anytown Council (21 900 001)\n{decision_line}\n{BODY}")
    assert found.document_type == "statement"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Summary\n\nIt rained.\n\nFinding\n\nThe complaint was upheld.\n", "report"),
        ("The Investigation\n\n1. It rained.\n", "report"),
        (
            "It rained, and the drain did not take the water away.\n\nOmbudsman satisfied with response: 3 June 2023\n",
            "report",
        ),
        ("The complaint\n\nIt rained.\n", None),
    ],
)
def test_reports(text: str, kind: str | None) -> None:
    """Without that line, a finding, an investigation or a satisfaction line makes a report; else the type is null."""
    head = "21 900 001\n\nCategory : Housing > Allocations\n\nDecision : Upheld\n\nDecision date : 03 May 2022\n\n"
    assert decision(head + text).document_type == kind


def test_contents_before_the_decision_line_are_passed_over() -> None:
    """A list of contents, and the site's furniture, before the decision line are no text of the decision."""
    contents = "- The complaint\n- The Ombudsman’s role and powers\n- Final decision\n"
    found = decision(f"Anytown Council (21 900 001)\n{contents}The Ombudsman's final decision:\n{BODY}")
    assert outline(found) == [("The complaint", "complaint", 1)]


def test_numbered_titles_are_no_titles() -> None:
    """A numbered line that ends in a reference is an item of a list on the page, not a second title."""
    found = decision("1. Othertown Council (21 900 002)\n" + HEAD + BODY)
    assert (found.council, found.reference) == ("Anytown Council", "21 900 001")


def test_unread_line_of_the_head_is_told() -> None:
    """A line of the head that means nothing here is told with its number, and not lost in silence."""
    found = decision("Home page\n" + HEAD + BODY)
    assert [(p.code, p.line) for p in found.problems] == [("unread_line", 1)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 1),
        (" \n\n \n", "empty", 1),
        ("Dear Mr X\n\nThank you for your letter.\n", "not_a_decision", 1),
        ("Sample Housing Trust (202100001)\n\nThe complaint\n\n1. It rained.\n", "not_a_decision", 1),
        ("Anytown Council (21 900 001)\n\nThe complaint\n\n1. It rained.\n", "not_a_decision", 1),
        ("Anytown Council (21 900 001)\n\nDecision : Upheld\n\nIt rained.\n", "not_a_decision", 1),
        ("Anytown Council (21 900 001)\nThe Ombudsmans draft decision\nSummary: Rain.\n", "draft", 2),
        (HEAD.replace("final", "draft") + BODY, "draft", 9),
        (
            "News\n\n• A Council (21 900 001)\n\n  Statement Upheld 1-Jan-2022\n\n• B Council (21 900 002)\n",
            "listing",
            7,
        ),
        (
            "News\n\n• A Council (21 900 001)\n\nSummary: Rain.\n\n• B Council (21 900 002)\n\nSummary: Snow.\n",
            "listing",
            7,
        ),
        (HEAD + BODY + "\n" + HEAD.replace("001", "002") + BODY, "several_decisions", 17),
        (
            "A Council (21 900 001)\nCategory : Housing\nDecision : Upheld\nThe complaint\n- Rain.\n" * 2,
            "several_decisions",
            6,
        ),
    ],
)
def test_refused(text: str, code: str, line: int) -> None:
    """What is not one final decision of this Ombudsman is refused, with its kind, file and line."""
    with pytest.raises(Refused) as caught:
        decision(text, "some/file.txt")
    assert (caught.value.code, caught.value.line, caught.value.path) == (code, line, "some/file.txt")
    assert str(caught.value).startswith(f"some/file.txt: line {line}: ")


@pytest.mark.parametrize(("length", "is_title"), [(160, True), (161, False)])
def test_longest_name(length: int, is_title: bool) -> None:  # noqa: FBT001 - what is expected
    """A name of 160 characters can be a body's; a longer line that ends in a reference is text."""
    name = "Anytown " + "A" * (length - 8)
    text = f"{name} (21 900 001)\nThe Ombudsman's final decision:\n{BODY}"
    found = decision(text, "decisions/housing/allocations/21-900-001.txt")
    assert found.council == (name if is_title else None)


@pytest.mark.parametrize(("length", "kind"), [(300, "statement"), (301, None)])
def test_text_before_the_final_decision_line(length: int, kind: str | None) -> None:
    """Below a line of more than 300 characters, which is text, no final-decision line is looked for."""
    line = "a" * length
    found = decision(HEAD.replace("The Ombudsman's final", f"{line}\n\nThe Ombudsman's final") + BODY)
    assert found.document_type == kind
    assert ("unread_line" in codes(found)) == (kind == "statement")


def test_a_label_at_the_end_of_the_file() -> None:
    """A file that ends in a label without its value has no such field."""
    found = decision("Anytown Council (21 900 001)\nDecision : Upheld\nDecision date : 03 May 2022\nCategory")
    assert (found.category, found.outcome, str(found.decision_date)) == (None, "Upheld", "2022-05-03")


def test_too_many_lines() -> None:
    """A text of more lines than any decision has is refused before each costs memory."""
    with pytest.raises(Refused, match="more than 50,000 lines"):
        decision(HEAD + BODY + "\n" * 50_000)


def test_draft_words_in_running_text_refuse_nothing() -> None:
    """The words "my draft decision" in a paragraph do not make a draft."""
    found = decision(HEAD + BODY + "  2. Mr X commented on the Ombudsman's draft decision.\n")
    assert outline(found) == [("The complaint", "complaint", 2)]
