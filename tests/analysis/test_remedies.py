"""Remedies: where they stand, lists and what their lines say, deadlines, sums set aside."""

from __future__ import annotations

from datetime import date

import pytest
from analysed import UPHELD, decision

from archive.analysis.deadlines import due_in, later
from archive.analysis.orders import orders_in
from archive.analysis.remedies import remedies
from archive.analysis.sums import sums_in
from archive.decision import Decision, Paragraph, Reference, Section
from archive.resources import read_rows


def agreed(*paragraphs: tuple[str | None, str], heading: str = "Agreed action", kind: str = "action") -> Decision:
    """A decision with one section of action, each paragraph with its printed number or None."""
    items = tuple(
        Paragraph(at, number, None, 0 if number else 1, None, para_counted=False, text=text)
        for at, (number, text) in enumerate(paragraphs, start=1)
    )
    return Decision(
        Reference("21 900 001"),
        outcome=UPHELD,
        decision_date=date(2024, 1, 31),
        sections=(Section(heading, kind, items),),
    )


def test_lists_have_the_status_and_deadline_of_their_line() -> None:
    """Items take them from the line above; a numbered paragraph ends the list; an item's own deadline goes before."""
    found = remedies(
        agreed(
            ("1", "Within one month of my final decision the Council should:"),
            (None, "apologise to Ms B;"),
            (None, "within two weeks of the decision pay her £50; and"),
            (None, "find a school place."),
            ("2", "The Council will remind its staff within three months."),
        )
    )
    assert [(r.kind, r.status, r.due, r.due_on, r.paragraph) for r in found] == [
        ("apology", "agreed", "Within one month of my final decision", date(2024, 2, 29), 2),
        ("payment", "agreed", "within two weeks of the decision", date(2024, 2, 14), 3),
        ("action", "agreed", "Within one month of my final decision", date(2024, 2, 29), 4),
        ("service_improvement", "agreed", "within three months", None, 5),
    ]


def test_recommendations_are_recommended() -> None:
    """Under another heading "should" recommends; what the list introduces with "agreed" is agreed."""
    items = [(None, "The council should:"), (None, "apologise"), (None, "The council should pay £5.")]
    assert [r.status for r in remedies(agreed(*items, heading="Recommendations"))] == ["recommended", "recommended"]
    items[0] = (None, "To remedy this the council has agreed to:")
    assert remedies(agreed(*items, heading="Recommendations"))[0].status == "agreed"


def test_should_under_agreed_action_is_agreed() -> None:
    """Prose under "Agreed action" is agreed, however it is worded."""
    assert [r.status for r in remedies(agreed(("1", "The Council should apologise.")))] == ["agreed"]


def test_parts_of_an_item_are_no_items() -> None:
    """A list within an item belongs to it; the item after its last part counts again."""
    found = remedies(
        agreed(
            (None, "The council has agreed to:"),
            (None, "get a quotation for:"),
            (None, "work on the road; and"),
            (None, "work on the wall"),
            (None, "pay the woman £250"),
        )
    )
    assert [(r.kind, r.paragraph) for r in found] == [("action", 2), ("payment", 5)]


def test_sums_of_the_line_above_a_list() -> None:
    """A sum in that line counts where the items name none, and only then."""
    lead = (None, "The Council will pay Ms B £450 for:")
    assert [r.amount_pence for r in remedies(agreed(lead, (None, "her distress; and"), (None, "her time.")))] == [
        45000,
        None,
        None,
    ]
    parts = remedies(agreed(lead, (None, "£250 for her distress; and"), (None, "£200 for her time.")))
    assert [r.amount_pence for r in parts] == [25000, 20000]


def test_sums_in_later_sentences_of_an_item() -> None:
    """A payment that the first sentence leaves open is stated by the next ones."""
    text = "make a payment to each of them. The Council will pay Mr G £200 for distress. The ICB will pay Ms F £150."
    found = remedies(agreed((None, "They will:"), (None, text)))
    assert [(r.amount_pence, r.payee) for r in found] == [(20000, "Mr G"), (15000, "Ms F")]
    assert [r.quote for r in found] == ["The Council will pay Mr G £200 for distress.", "The ICB will pay Ms F £150."]


def test_what_sections_repeat_is_given_once() -> None:
    """The action goes before the final decision and that before the summary; a new kind is added."""
    base = agreed(("1", "The Council will pay her £100."))
    final = decision(UPHELD, "It will apologise, pay her £100 and remind staff.", ("decision", ["It will apologise."]))
    both = Decision(
        Reference("21 900 001"), outcome=UPHELD, summary=final.summary, sections=(*base.sections, *final.sections)
    )
    assert [(r.kind, r.section) for r in remedies(both)] == [
        ("payment", "action"),
        ("apology", "decision"),
        ("service_improvement", "summary"),
    ]


def test_a_repeated_recommendation_is_given_once() -> None:
    """A further report that asks again for the same sum adds nothing."""
    first = agreed((None, "The council should:"), (None, "refund the charge of £5"), heading="Recommendations")
    again = Decision(Reference("21 900 001"), outcome=UPHELD, sections=(*first.sections, *first.sections))
    assert [r.amount_pence for r in remedies(again)] == [500]


def test_what_a_further_report_repeats_is_given_once() -> None:
    """An apology asked for again in the same words is one; one for another is a second."""
    first = agreed((None, "The council should:"), (None, "apologise to Ms B"), heading="Recommendations")
    again = agreed((None, "The council should:"), (None, "Apologise to Ms B"), (None, "apologise to Mr C"))
    both = Decision(Reference("21 900 001"), outcome=UPHELD, sections=(*first.sections, *again.sections))
    assert [r.quote for r in remedies(both)] == ["apologise to Ms B", "apologise to Mr C"]


def test_early_remedy_in_the_assessment() -> None:
    """Without a section of action the list below "has agreed to" counts; the rest of the assessment does not."""
    items = [
        ("1", "The Council will have to think about £70."),
        ("2", "He should:"),
        (None, "say why"),
        ("3", "The Council has agreed to:"),
        (None, "pay him £650, which includes the £100 it had already offered; and"),
        (None, "apologise."),
    ]
    found = remedies(agreed(*items, heading="My assessment", kind="assessment"))
    assert [(r.kind, r.amount_pence, r.section) for r in found] == [
        ("payment", 65000, "assessment"),
        ("apology", None, "assessment"),
    ]


def test_report_without_headings() -> None:
    """Of a report that has lost its headings, what "has agreed to" introduces counts."""
    found = remedies(
        agreed((None, "A man complains."), (None, "The council has agreed to pay him £500."), heading="", kind="other")
    )
    assert [(r.kind, r.amount_pence, r.section) for r in found] == [("payment", 50000, "other")]


@pytest.mark.parametrize("row", read_rows("remedy_words.csv"), ids=lambda row: f"{row['kind']}: {row['words']}")
def test_word_proves_itself(row: dict[str, str]) -> None:
    """Each word gives its kind in its example, the words of `action_first` an action; those of none give nothing."""
    found = [remedy.kind for remedy in remedies(decision(UPHELD, None, ("decision", [row["example"]])))]
    assert found == ([] if row["kind"] == "none" else [row["kind"].removesuffix("_first")])


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("within one month of my final decision", "within one month of my final decision", "2024-02-29"),
        ("Within 4 weeks of the date of this decision", "Within 4 weeks of the date of this decision", "2024-02-28"),
        ("within 10 days of the final decision date", "within 10 days of the final decision date", "2024-02-10"),
        ("within a year of the decision", "within a year of the decision", "2025-01-31"),
        ("within three months of this decision", "within three months of this decision", "2024-04-30"),
        ("within ten working days of my decision", "within ten working days of my decision", None),
        ("within three months of the final decision", "within three months of the final decision", "2024-04-30"),
        ("within one month", "within one month", None),
        ("within four weeks", "within four weeks", None),
        ("by 30 June 2024", "by 30 June 2024", "2024-06-30"),
        ("By 30 June", "By 30 June", None),
        ("no later than the 31st June 2024", "no later than the 31st June 2024", None),
        ("without delay", "without delay", None),
        ("caused by the delay, immediately", "immediately", None),
        ("by then, within two weeks", "within two weeks", None),
        ("nearby 3 May 2024", None, None),
        ("at some time", None, None),
    ],
)
def test_deadline(text: str, words: str | None, day: str | None) -> None:
    """A deadline is kept as worded; its day is told only where a date or the decision's own date fixes it."""
    due = due_in(text, date(2024, 1, 31))
    assert (due and due.words) == words
    assert (due and due.day and due.day.isoformat()) == day


def test_deadline_without_a_decision_date() -> None:
    """Without a date of the decision no day is told."""
    due = due_in("within one month of my final decision", None)
    assert due is not None
    assert due.day is None


def test_end_of_month() -> None:
    """A month on from the 31st is the last day of the next."""
    assert later(date(2023, 1, 31), 1, "month") == date(2023, 2, 28)
    assert later(date(2023, 11, 30), 3, "month") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "It owes £50.",
        "pay it, less £50",
        "rather than £60",
        "up to £500",
        "the £300 it has already offered",
        "a threshold of £14,250",
    ],
)
def test_sums_set_aside(text: str) -> None:
    """A sum that is owed, taken off, a limit or an earlier offer is none."""
    assert sums_in(text) == []


def test_a_sum_that_the_person_paid() -> None:
    """What she paid is what is refunded."""
    assert [one.pence for one in sums_in("refund the £400 she paid for the course")] == [40000]


def test_a_total_that_its_parts_do_not_make() -> None:
    """Where the parts do not add up to the total, the total stands alone: nothing is counted twice."""
    found = [(one.pence, one.basis) for one in sums_in("pay a total of £500, £300 of it for distress")]
    assert found == [(50000, "total")]


def test_a_sentence_that_begins_with_its_duty() -> None:
    """An item that is a sentence of the decision, cut off before its subject, orders what it says."""
    found = remedies(decision(UPHELD, None, ("decision", ["will apologise to Mr X."])))
    assert [(remedy.kind, remedy.status) for remedy in found] == [("apology", "agreed")]


def test_the_summary_tells_a_remedy_again() -> None:
    """A kind of remedy that the section of action orders is not counted again; a sum offered before is another."""
    told = "The Council will pay £150. It had already offered £80."
    found = remedies(decision(UPHELD, told, ("action", ["The Council will pay Mr X £100."])))
    assert [(remedy.amount_pence, remedy.status, remedy.section) for remedy in found] == [
        (10000, "agreed", "action"),
        (8000, "offered_before", "summary"),
    ]


def test_clause_that_orders_nothing() -> None:
    """A clause that begins with no known verb orders nothing in prose."""
    assert orders_in("be glad and be patient", listed=False) == []
