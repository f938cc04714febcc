"""A decision as it is read in a terminal and in Markdown, beside the golden files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import pytest

from archive.decision import (
    Decision,
    Paragraph,
    Reason,
    ReasonCode,
    Reference,
    Remedy,
    Section,
    Source,
)
from archive.output.excerpt import of_paras, of_positions
from archive.output.reading import View, markdown_of, text_of
from archive.output.spoken import spoken_of
from archive.output.text import OFF, ON, columns

GOLDEN = Path(__file__).parent / "golden"
NAMES = {
    "insufficient_fault": "Not enough evidence of fault",
    "late_complaint": "Complaint made late",
    "no_different_outcome": "Further investigation would not lead to a different outcome",
}


def _reason(code: str, role: str, section: str, paragraph: int | None, quote: str) -> Reason:
    return Reason(ReasonCode(code), role, section, paragraph, quote)


def _paragraph(position: int, text: str, mark: str | None, para: int | None = None, level: int = 0) -> Paragraph:
    """A paragraph whose number, where it has one, is counted if its mark is not the number."""
    counted = para is not None and mark != f"{para}."
    return Paragraph(position, None, mark, level, para, counted, text)


ADDRESS = ("https://example.org/23-000-001", False)
POWERS = "The Ombudsman’s role and powers"
FULL = Decision(
    reference=Reference("23 000 001"),
    council="Northwick Council",
    category="Housing",
    subcategory="Allocations",
    outcome="Upheld",
    decision_date=date(2023, 12, 8),
    document_type="report",
    summary="The Council left *damp* in\na flat \x1b[31mfor a year.",
    sections=(
        Section("The complaint", "complaint", (_paragraph(1, "Mr X complained about damp. " * 6, None, 1),)),
        Section(
            POWERS,
            "powers",
            (
                _paragraph(2, "We investigate fault:", "1.", 2),
                _paragraph(3, "where there is some, or", "•"),
                _paragraph(4, "where there may be.", "•", level=1),
            ),
        ),
        Section(None, "assessment", (_paragraph(5, "There was damp.", "12.", 12),)),
        Section(
            "What happened",
            "assessment",
            (_paragraph(6, "It rained.", "(a)", level=1), _paragraph(7, "A paragraph without a mark.", None, level=9)),
        ),
        Section("Final decision", "decision"),
    ),
    reasons=(
        _reason("late_complaint", "considered_and_rejected", "assessment", 7, "The complaint is late, but"),
        _reason("no_different_outcome", "cited", "powers", 3, "would not lead to a different outcome"),
        _reason("no_different_outcome", "cited", "powers", 4, "would not lead to a different outcome"),
        _reason("insufficient_fault", "stated", "summary", None, "not enough evidence of fault"),
        _reason("unheard_of", "primary", "decision", 5, "for a reason without a name"),
    ),
    remedies=(
        Remedy(
            "payment",
            125050,
            "per_month",
            "distress",
            "Mr X",
            "agreed",
            "within one month",
            "action",
            5,
            "pay £1,250.50",
        ),
        Remedy("service_improvement", None, None, None, None, "recommended", None, "action", None, "train its staff"),
    ),
    related_references=(Reference("22 000 002"), Reference("22 000 003")),
    compliance_date=date(2024, 3, 1),
    source=Source("a.txt", "text", "00", "https://example.org/23-000-001"),
)
BARE_TEXT = Decision(
    reference=Reference("15 000 003"),
    sections=(Section("The complaint", "complaint", (_paragraph(1, "Mr X complained about damp. " * 6, None, 1),)),),
)
BARE = Decision(reference=Reference("15 000 002"), sections=(Section("Finding", "decision"),))


@pytest.mark.parametrize(
    ("name", "width", "options"),
    [
        ("reading-80", 80, {"color": False, "everything": False}),
        ("reading-40-all", 40, {"color": False, "everything": True}),
        ("reading-80-colour", 80, {"color": True, "everything": False}),
    ],
)
def test_a_decision_reads_as_in_its_golden_file(
    name: str, width: int, options: dict[str, bool], *, update_golden: bool
) -> None:
    """Title block, why, remedies, sections; numbers counted and printed told apart; powers folded or not."""
    view = View(width, options["color"], options["everything"], NAMES, ADDRESS)
    made = text_of(FULL, view)
    golden = GOLDEN / f"{name}.txt"
    if update_golden:
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")
    if not options["color"]:
        assert max(columns(line) for line in made.splitlines()) <= width


def test_an_address_put_together_says_so() -> None:
    """An address that no source gave is marked as derived."""
    made = text_of(BARE, View(address=("https://example.org/15-000-002", True)))
    assert (
        "Address      (put together from category and reference, not read)\n  https://example.org/15-000-002\n" in made
    )


def test_a_decision_in_markdown_is_as_in_its_golden_file(*, update_golden: bool) -> None:
    """Nothing is folded, every reason and remedy has its words, and Markdown's own signs are escaped."""
    made = markdown_of(FULL, NAMES, address=ADDRESS)
    golden = GOLDEN / "reading-markdown.txt"
    if update_golden:
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


def test_what_a_decision_does_not_state_is_left_out() -> None:
    """A bare decision is its reference and its headings."""
    assert text_of(BARE, View()) == "15 000 002\n\nFinding\n"
    assert markdown_of(BARE, {}) == "# 15 000 002\n\n## Finding\n"


def test_one_item_of_powers_is_one_item() -> None:
    """The folded line counts in good English."""
    section = Section(POWERS, "powers", (_paragraph(1, "We may.", None),))
    made = text_of(replace(BARE, sections=(section,)), View())
    assert f"{POWERS}: stock text folded, 1 item (--all opens)\n" in made


def test_reasons_relied_on_need_no_cited_ones() -> None:
    """Where nothing is only cited, there is no line for it."""
    stated = replace(BARE, reasons=(_reason("late_complaint", "stated", "summary", None, "late"),))
    made = text_of(stated, View(names=NAMES))
    assert "Why\n  Complaint made late\n    stated, summary: “late”\n\nFinding\n" in made


def test_reasons_that_are_only_cited_still_make_a_why() -> None:
    """A decision with cited grounds alone says so, without quotes."""
    cited = replace(BARE, reasons=(_reason("late_complaint", "cited", "powers", 1, "late"),))
    assert "\nWhy\n  Only cited: Complaint made late\n" in text_of(cited, View(names=NAMES))


def test_what_was_looked_for_is_marked() -> None:
    """In brackets without colour, in bold with it; lines still fit."""
    text = BARE_TEXT.sections[0].paragraphs[0].text
    marked = {text: text.replace("damp", f"{ON}damp{OFF}")}
    made = text_of(BARE_TEXT, View(40, marked=marked))
    assert made.count("[damp]") == 6
    assert max(columns(line) for line in made.splitlines()) <= 40
    assert click.style("damp", bold=True) in text_of(BARE_TEXT, View(40, color=True, marked=marked))


def test_an_excerpt_says_under_which_number_a_point_stands() -> None:
    """The numbered paragraph that was left out shows its number; one that is there shows it once."""
    section = Section(
        "Agreed action",
        "action",
        (
            _paragraph(1, "The Council will:", "1.", 30),
            _paragraph(2, "apologise;", "a)"),
            _paragraph(3, "pay.", "b)"),
            _paragraph(4, "The Council agreed.", "2.", 31),
        ),
    )
    whole = replace(BARE, sections=(section,), summary="It rained.", decision_date=date(2024, 1, 1))
    point = text_of(of_positions(whole, {2, 3, 4}), View(whole=whole))
    assert point == ("15 000 002\n\nAgreed action\n [30] …\n   a) apologise;\n   b) pay.\n [31] The Council agreed.\n")
    paragraph = text_of(of_paras(whole, {30}), View(whole=whole))
    assert paragraph == ("15 000 002\n\nAgreed action\n [30] The Council will:\n   a) apologise;\n   b) pay.\n")
    lost = replace(BARE, sections=(Section("Finding", "decision", (_paragraph(1, "Fault.", "-"),)),))
    assert text_of(of_positions(lost, {1}), View(whole=lost)) == "15 000 002\n\nFinding\n    - Fault.\n"
    summary = text_of(of_positions(whole, (), summary=True), View(whole=whole))
    assert summary == "15 000 002\n\nSummary\n  It rained.\n"


def test_a_decision_for_a_screen_reader_is_as_in_its_golden_file(*, update_golden: bool) -> None:
    """Every line has its label, nothing is side by side, powers are named; --all reads them."""
    made = spoken_of(FULL, View(names=NAMES, address=ADDRESS))
    golden = GOLDEN / "reading-plain.txt"
    if update_golden:
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")
    assert "where there is some, or" not in made
    assert "where there is some, or" in spoken_of(FULL, View(everything=True))


def test_an_excerpt_for_a_screen_reader_has_no_facts() -> None:
    """Title and what was picked; an address put together says so in the whole."""
    picked = of_positions(FULL, {5})
    assert spoken_of(picked, View(whole=FULL, names=NAMES, address=ADDRESS)) == (
        "Decision: Northwick Council (23 000 001)\n\nSection: (assessment; the heading is lost)\n"
        "Paragraph 12: There was damp.\n"
    )
    assert "Address, put together: https://x" in spoken_of(BARE, View(address=("https://x", True)))
    assert "https" not in spoken_of(BARE, View())


def test_text_is_never_wider_than_the_eye_follows() -> None:
    """On a wide terminal the text stops at a hundred columns."""
    made = text_of(FULL, View(200))
    assert 90 < max(columns(line) for line in made.splitlines()) <= 100


def test_an_address_is_never_broken() -> None:
    """It stays in one piece, on a line of its own where it does not fit beside its label."""
    url = f"https://example.org/{'a' * 60}"
    assert f"\nAddress\n  {url}\n" in text_of(BARE, View(40, address=(url, False)))


def test_a_reason_stands_once_with_all_its_words() -> None:
    """Each place it was read from is a line below it, and what is relied on is not named again among the cited."""
    reasons = (
        _reason("late_complaint", "cited", "powers", 1, "late"),
        _reason("late_complaint", "stated", "summary", None, "it is late"),
        _reason("late_complaint", "primary", "decision", None, "too late"),
    )
    assert text_of(replace(BARE, reasons=reasons), View(names=NAMES)).endswith(
        "\nWhy\n  Complaint made late\n"
        "    primary, decision: “too late”\n    stated, summary: “it is late”\n\nFinding\n"
    )
