"""Every form that decisions give a remedy, and what only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from analysed import UPHELD, decision

from archive.analysis.remedies import remedies

if TYPE_CHECKING:
    from archive.decision import Remedy

Facts = tuple[str, int | None, str | None, str | None, str | None, str]
"""Kind, sum, basis, payee, purpose, status."""

APOLOGY: Facts = ("apology", None, None, None, None, "agreed")
PAYMENT: Facts = ("payment", None, None, None, None, "agreed")
ACTION: Facts = ("action", None, None, None, None, "agreed")
IMPROVEMENT: Facts = ("service_improvement", None, None, None, None, "agreed")

FORMS: list[tuple[str, list[Facts]]] = [
    # Apology.
    ("The Council has agreed to apologise to Ms F.", [APOLOGY]),
    ("The organisations should jointly apologise.", [("apology", None, None, None, None, "recommended")]),
    ("It will send him a written apology.", [APOLOGY]),
    ("The Council will fully apologise.", [APOLOGY]),
    # One sum.
    ("The Council has agreed to pay her £100.", [("payment", 10000, "fixed", "her", None, "agreed")]),
    (
        "It will pay £150 for the injustice this did.",
        [("payment", 15000, "fixed", None, "the injustice this did", "agreed")],
    ),
    (
        "It should pay Mr Y £750 to remedy the worry and frustration.",
        [("payment", 75000, "fixed", "Mr Y", "the worry and frustration", "recommended")],
    ),
    (
        "It will make a payment of £250.50 to fully recognise her time and trouble.",
        [("payment", 25050, "fixed", None, "her time and trouble", "agreed")],
    ),
    (
        "It has agreed to make a payment of £250 to fully remedy his time and trouble.",
        [("payment", 25000, "fixed", None, "his time and trouble", "agreed")],
    ),
    ("It will pay Mrs G the sum of £70.", [("payment", 7000, "fixed", "Mrs G", None, "agreed")]),
    ("It will pay £2 million to the fund.", [("payment", 200000000, "fixed", "the fund", None, "agreed")]),
    ("Mrs G should be paid £80.", [("payment", 8000, "fixed", None, None, "recommended")]),
    ("Mrs G should receive a payment of £80.", [("payment", 8000, "fixed", None, None, "recommended")]),
    # A sum for each purpose, and for each payee.
    (
        "It will pay £500 for the uncertainty over it, £3,000 for her child’s lost education and £100 for the delay.",
        [
            ("payment", 50000, "fixed", None, "the uncertainty over it", "agreed"),
            ("payment", 300000, "fixed", None, "her child’s lost education", "agreed"),
            ("payment", 10000, "fixed", None, "the delay", "agreed"),
        ],
    ),
    (
        "The Council has agreed to pay £3,600 for lost schooling, £200 for the delay.",
        [
            ("payment", 360000, "fixed", None, "lost schooling", "agreed"),
            ("payment", 20000, "fixed", None, "the delay", "agreed"),
        ],
    ),
    (
        "The Council will pay Mr X £500, and Mr and Mrs L £3,000.",
        [
            ("payment", 50000, "fixed", "Mr X", None, "agreed"),
            ("payment", 300000, "fixed", "Mr and Mrs L", None, "agreed"),
        ],
    ),
    (
        "It will pay the first family £300, the second £100 and fourth £500 for the disruption caused.",
        [
            ("payment", 30000, "fixed", "the first family", "the disruption caused", "agreed"),
            ("payment", 10000, "fixed", "the second", "the disruption caused", "agreed"),
            ("payment", 50000, "fixed", "fourth", "the disruption caused", "agreed"),
        ],
    ),
    (
        "It will pay £300 to Ms B and £150 to her son in recognition of the distress.",
        [
            ("payment", 30000, "fixed", "Ms B", "the distress", "agreed"),
            ("payment", 15000, "fixed", "her son", "the distress", "agreed"),
        ],
    ),
    # At a rate.
    ("It will pay her £1,400. This represents £100 per month.", [("payment", 140000, "fixed", "her", None, "agreed")]),
    (
        "It should pay her £100 per month for the delay.",
        [("payment", 10000, "per_month", "her", "the delay", "recommended")],
    ),
    ("It will pay £200 a term for lost lessons.", [("payment", 20000, "per_term", None, "lost lessons", "agreed")]),
    ("It will pay him £20 weekly.", [("payment", 2000, "per_week", "him", None, "agreed")]),
    # A total: alone, or with its parts, of which it is the sum.
    (
        "It has agreed to pay a total of £1,950 for the impact its fault had on Mrs G and her son.",
        [("payment", 195000, "total", None, "the impact its fault had on Mrs G and her son", "agreed")],
    ),
    (
        "It will pay Mrs V £450 made up of £250 for distress and £200 for her time.",
        [
            ("payment", 25000, "fixed", "Mrs V", "distress", "agreed"),
            ("payment", 20000, "fixed", "Mrs V", "her time", "agreed"),
        ],
    ),
    (
        "It will pay £300 for each of four months, £1,200 in total.",
        [("payment", 120000, "total", None, None, "agreed")],
    ),
    # Offered or paid before.
    (
        "The Council offered Mrs X £300 for the delays, which is suitable.",
        [("payment", 30000, "fixed", "Mrs X", "the delays", "offered_before")],
    ),
    ("It has already paid her £80.", [("payment", 8000, "fixed", "her", None, "already_paid")]),
    (
        "The Council has already refunded some fees and apologised.",
        [("payment", None, None, None, None, "offered_before"), ("apology", None, None, None, None, "offered_before")],
    ),
    # Given back.
    (
        "The Council should refund Mrs G the care fees (£4,628).",
        [("payment", 462800, "fixed", "Mrs G", "the care fees", "recommended")],
    ),
    ("It will refund the £400 she paid for it.", [("payment", 40000, "fixed", None, None, "agreed")]),
    ("It will repay the charge, totalling £1,250.50.", [("payment", 125050, "total", None, "the charge", "agreed")]),
    # No sum.
    ("It will make a symbolic payment.", [PAYMENT]),
    ("It agreed to pay him a financial remedy.", [("payment", None, None, "him", None, "agreed")]),
    ("It will put this right by reimbursing mileage costs.", [PAYMENT]),
    ("It should reimburse Mrs V for the lessons.", [("payment", None, None, "Mrs V", None, "recommended")]),
    # Corrective action.
    ("It has agreed to issue a final Plan within one month.", [ACTION]),
    ("It will offer a fresh appeal.", [ACTION]),
    ("It will give Miss G a blue badge for one year.", [ACTION]),
    ("It will re-start the training.", [ACTION]),
    ("It will carry out a stage three independent panel.", [ACTION]),
    ("It will offer Mrs G a parent carer’s assessment.", [ACTION]),
    # Service improvement.
    ("It will remind relevant officers of the need to properly keep records.", [IMPROVEMENT]),
    ("It will review and revise its policy.", [IMPROVEMENT]),
    ("It will train staff.", [IMPROVEMENT]),
    ("It will share this decision with staff.", [IMPROVEMENT]),
    ("It will write to other families who may have been affected.", [IMPROVEMENT]),
    # Several at once.
    ("It will apologise, complete the assessment and remind officers to keep records.", [APOLOGY, ACTION, IMPROVEMENT]),
    (
        "It agreed to resolve the complaint early by apologising and paying him £100.",
        [APOLOGY, ("payment", 10000, "fixed", "him", None, "agreed")],
    ),
    # Told beside a remedy, without being one.
    (
        "It has agreed to pay Ms G £200 and waive its bill of £450.",
        [("payment", 20000, "fixed", "Ms G", None, "agreed"), ACTION],
    ),
    (
        "It will waive the charge of £1,200 and pay her £100 for her distress.",
        [ACTION, ("payment", 10000, "fixed", "her", "her distress", "agreed")],
    ),
    ("It will reduce her bill of £900 by £300.", [ACTION]),
    ("It has agreed to write off the £900 she owes.", [ACTION]),
    (
        "Although Mrs G says she lost £90, the Council will pay her £50.",
        [("payment", 5000, "fixed", "her", None, "agreed")],
    ),
    (
        "The Council accepts the delay Mr G complained about and will pay the £40 he asked for.",
        [("payment", 4000, "fixed", None, None, "agreed")],
    ),
    (
        "Mr G complained about a loss of £60 and the Council agreed to pay £40.",
        [("payment", 4000, "fixed", None, None, "agreed")],
    ),
]

NONE = [
    "Mr X lost £800 worth of goods and his bill is £159.58.",
    "Mr G claimed losses totalling more than £150,000.",
    "He says there was over £800 worth of damage.",
    "The savings threshold is £23,250.",
    "Mr G must pay the repair costs of £159.58.",
    "Mrs G will have to pay fees of £900 a week.",
    "The complainant should send the Council her receipts.",
    "The Council should have paid him £500.",
    "Mr G says the Council should pay him £900.",
    "Mr G complains the Council should pay him £900, for he lost his deposit.",
    "Mrs G complained the Council did not pay £600 it should pay each month.",
    "In her complaint, Mrs G says the Council must apologise.",
    "A surveyor complains the Council should pay her £70.",
    "Four tenants complain that it must pay them £70.",
    "The family say that the Council must apologise.",
    "We will not pay for legal costs.",
    "We will consider the Council’s response.",
    "The Council should provide us with evidence it has complied.",
    "The Council has agreed to our recommendations.",
    "The Council should ensure full compliance with the recommendations of our first report.",
    "We publish guidance on remedies, which the Council should consider.",
    "A goodwill payment is a fine thing and needless to say more.",
]

PLACES = ["complaint", "scope", "powers", "considered", "law", "assessment", "other"]
"""The kinds of section beside a final decision in which no sum is a remedy."""


def facts(remedy: Remedy) -> Facts:
    """What is compared of a remedy."""
    return remedy.kind, remedy.amount_pence, remedy.basis, remedy.payee, remedy.purpose, remedy.status


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text[:70] for text, _ in FORMS])
def test_form(text: str, expected: list[Facts]) -> None:
    """What a sentence of the final decision orders or tells, with its facts; the quote stands in it."""
    found = remedies(decision(UPHELD, None, ("decision", [text])))
    assert [facts(remedy) for remedy in found] == expected
    assert all(remedy.quote in text and remedy.paragraph == 1 for remedy in found)


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text[:70] for text, _ in FORMS])
def test_form_in_a_summary(text: str, expected: list[Facts]) -> None:
    """The summary's clause is read as the final decision is."""
    found = remedies(decision(UPHELD, text))
    assert [(facts(remedy), remedy.section, remedy.paragraph) for remedy in found] == [
        (one, "summary", None) for one in expected
    ]


@pytest.mark.parametrize("text", NONE)
@pytest.mark.parametrize("place", ["summary", "decision", "action"])
def test_none(text: str, place: str) -> None:
    """Losses, bills, fees, thresholds, what the complainant wants and what we do are no remedies, wherever told."""
    found = decision(UPHELD, text) if place == "summary" else decision(UPHELD, None, (place, [text]))
    assert remedies(found) == ()


@pytest.mark.parametrize("place", PLACES)
def test_sums_told_elsewhere(place: str) -> None:
    """A sum that should be paid, told in the complaint, the law or the assessment, is no remedy."""
    text = "She says the charge was £70. The Council should pay her £5,000."
    assert remedies(decision(UPHELD, None, (place, [text]), ("decision", ["We found fault."]))) == ()
