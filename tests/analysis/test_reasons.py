"""Reasons of whole documents: roles, the trap that cited is not relied on, what sets a bar aside."""

from __future__ import annotations

import pytest
from analysed import CLOSED, NOT_UPHELD, UPHELD, decision, roles

from archive.analysis import analyse

FAULT = "there is not enough evidence of fault to justify investigating"
LATE = "We cannot investigate late complaints unless we decide there are good reasons."
TRIBUNAL = "The law says we cannot normally investigate when someone has a right of appeal to a tribunal."


def test_roles_quotes_and_places() -> None:
    """Each section gives its role; a quote is the sentence, with its kind and position; the strongest come first."""
    found = analyse(
        decision(
            CLOSED,
            "We will not investigate. There is not enough evidence of fault.",
            ("powers", [f"We do not start an investigation if we decide {FAULT}."]),
            ("assessment", ["It was cold. I see no sign of fault in how it decided."]),
            ("decision", ["We will not investigate because there is not enough evidence of fault."]),
        )
    )
    assert [(reason.role, reason.section, reason.paragraph) for reason in found.reasons] == [
        ("primary", "decision", 3),
        ("stated", "summary", None),
        ("reasoned", "assessment", 2),
        ("cited", "powers", 1),
    ]
    assert {reason.code for reason in found.reasons} == {"insufficient_fault"}
    assert found.reasons[2].quote == "I see no sign of fault in how it decided."


def test_powers_alone_are_never_relied_on() -> None:
    """Whatever the powers name is cited and no more, a list in one sentence item by item."""
    text = (
        f"We do not start an investigation if we decide: {FAULT}, or we cannot achieve the outcome someone wants, or "
        "there is another body better placed to consider this complaint."
    )
    found = analyse(decision(CLOSED, None, ("powers", [text])))
    assert roles(found) == {"cited": ["insufficient_fault", "other_body_better_placed", "outcome_not_achievable"]}
    assert all(reason.quote in text for reason in found.reasons)


@pytest.mark.parametrize(
    ("citation", "code"),
    [
        ("(Local Government Act 1974, section 26B)", "late_complaint"),
        ("(Local Government Act 1974, Schedule 5, paragraph 4)", "personnel_matter"),
        ("(Local Government Act 1974, section 26(1) and 26A(1))", None),
        ("(Housing Act 1996, section 26B)", None),
    ],
)
def test_provision_that_carries_one_ground(citation: str, code: str | None) -> None:
    """A provision that stands for one ground alone cites it, where the words around it do not."""
    found = analyse(decision(CLOSED, None, ("powers", [f"The rule is in the Act. {citation}"])))
    assert roles(found) == ({} if code is None else {"cited": [code]})


def test_provision_beside_another_of_its_family() -> None:
    """What takes place in court is cited by its own provision although the right to go to court is cited too."""
    court = "We cannot normally investigate where a court could help. (Local Government Act 1974, section 26(6)(c))"
    other = "Nor may we look at what is done there. (Local Government Act 1974, Schedule 5/5A, paragraph 1/3)"
    found = roles(analyse(decision(CLOSED, None, ("powers", [court, other]))))
    assert found == {"cited": ["court_proceedings", "court_remedy_available"]}


def test_stock_text_without_a_ground_cites_none() -> None:
    """The opening paragraph on fault and injustice, and the one on completing an investigation, name no ground."""
    texts = [
        "We must also consider whether any fault has had an adverse impact on the person, which we call ‘injustice’.",
        "If we are satisfied with an organisation’s actions, we can complete our investigation and issue a decision.",
        "If there was no fault in how the organisation decided, we cannot question the outcome.",
    ]
    assert roles(analyse(decision(CLOSED, None, ("powers", texts)))) == {}


@pytest.mark.parametrize(
    ("assessment", "expected"),
    [
        (["The restriction in paragraph 1 applies."], {"reasoned": ["tribunal_right_of_appeal"]}),
        (["As per paragraph one, we will not investigate."], {"reasoned": ["tribunal_right_of_appeal"]}),
        (
            ["The restriction in paragraph 1 does not apply here."],
            {"considered_and_rejected": ["tribunal_right_of_appeal"]},
        ),
        (["Paragraph 1 is about tribunals."], {}),
        (["The restriction in paragraph 2 applies."], {}),
    ],
)
def test_back_reference(assessment: list[str], expected: dict[str, list[str]]) -> None:
    """A paragraph of the powers that is applied gives its ground, where it names one alone."""
    both = f"We do not start an investigation if {FAULT}, or we cannot achieve the outcome someone wants."
    found = roles(analyse(decision(CLOSED, None, ("powers", [TRIBUNAL, both]), ("assessment", assessment))))
    del found["cited"]
    assert found == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (
            "Mr A’s complaint is about what happens inside schools. The law says we cannot investigate such matters.",
            {"stated": ["school_internal_matter"]},
        ),
        (
            "We cannot investigate Mr A’s complaint about what a teacher told the family court.",
            {"stated": ["court_proceedings"]},
        ),
        ("We will not investigate Mr A’s complaint about what happens inside schools.", {}),
        (
            "Mr A wants the tree felled. We cannot do that and will not investigate.",
            {"stated": ["outcome_not_achievable"]},
        ),
        (
            "It does not meet the tests in our Assessment Code. There is no sign of fault.",
            {"stated": ["insufficient_fault"]},
        ),
        ("It does not meet the tests in our Assessment Code.", {"stated": ["not_warranted_unspecified"]}),
        ("She has appealed to the tribunal and the tribunal can decide it.", {"stated": ["tribunal_appeal_used"]}),
        (
            "The complaint is not late. There is not enough evidence of fault.",
            {"stated": ["insufficient_fault"], "considered_and_rejected": ["late_complaint"]},
        ),
        (
            "The complaint is late. There are good reasons to consider it now.",
            {"considered_and_rejected": ["late_complaint"]},
        ),
        (
            "We will not look at the early part, as it is late. There are good reasons to look at the rest from 2020.",
            {"stated": ["late_complaint"], "considered_and_rejected": ["late_complaint"]},
        ),
        (
            "Only a court can decide that. She could have gone to the tribunal but it would not have been reasonable.",
            {"stated": ["court_remedy_available"], "considered_and_rejected": ["tribunal_right_of_appeal"]},
        ),
        (
            "We cannot investigate matters which concern court proceedings because she asked us not to go on.",
            {"stated": ["complainant_withdrew", "court_proceedings"]},
        ),
    ],
)
def test_summary_of_a_closed_complaint(summary: str, expected: dict[str, list[str]]) -> None:
    """What points back, what is only wrapped, what is set aside."""
    assert roles(analyse(decision(CLOSED, summary))) == expected


def test_a_bar_set_aside_in_the_summary_is_not_relied_on() -> None:
    """A bar that the summary sets aside is not relied on because the assessment names it; alone it is."""
    assessment = ("assessment", ["We will not investigate because the complaint is late."])
    aside = "The complaint is late. There are good reasons to consider it now."
    assert roles(analyse(decision(CLOSED, aside, assessment))) == {"considered_and_rejected": ["late_complaint"]}
    assert roles(analyse(decision(CLOSED, None, assessment))) == {"reasoned": ["late_complaint"]}


def test_law_prevents_us() -> None:
    """Where only that is said, the one bar that the powers name is meant; two bars leave it open."""
    final = ("decision", ["We cannot investigate it: the law prevents us."])
    found = roles(analyse(decision(CLOSED, None, ("powers", [LATE]), final)))
    assert found["primary"] == ["late_complaint"]
    assert "primary" not in roles(analyse(decision(CLOSED, None, ("powers", [LATE]), ("decision", ["That is all."]))))
    assert "primary" not in roles(analyse(decision(CLOSED, None, ("powers", [LATE, TRIBUNAL]), final)))


def test_bar_in_passing() -> None:
    """In the assessment a bar counts where its kind is cited, where it is refused, or where the summary says it."""
    told = ("assessment", ["He could have appealed to a tribunal.", "It rained.", "It was cold."])
    assert roles(analyse(decision(CLOSED, None, told))) == {}
    assert "reasoned" in roles(analyse(decision(CLOSED, None, ("powers", [TRIBUNAL]), told)))
    refused = ("assessment", ["He could have appealed to a tribunal so we will not investigate."])
    assert roles(analyse(decision(CLOSED, None, refused))) == {"reasoned": ["tribunal_right_of_appeal"]}
    summary = "It was reasonable for him to appeal to the tribunal."
    assert "reasoned" in roles(analyse(decision(CLOSED, summary, told)))


def test_weak_wording_counts_in_the_weighty_sections_only() -> None:
    """What may be a plain fact ("has already refunded") is a ground in summary and decision, not in the assessment."""
    text = "The Council has already put matters right."
    assert roles(analyse(decision(CLOSED, None, ("decision", [text])))) == {"primary": ["satisfied_with_actions"]}
    assert roles(analyse(decision(CLOSED, None, ("assessment", [text])))) == {}


def test_rejected_in_the_assessment() -> None:
    """A bar set aside, in its own sentence or in one soon after, is not relied on."""
    found = decision(
        NOT_UPHELD,
        "We found no fault.",
        ("powers", [TRIBUNAL]),
        (
            "assessment",
            [
                "She had a right of appeal to a tribunal. It is slow. I did not think it reasonable to expect that.",
                "We found no fault in what it did.",
            ],
        ),
        ("decision", ["There was no fault by the Council."]),
    )
    assert roles(analyse(found)) == {
        "primary": ["no_fault"],
        "stated": ["no_fault"],
        "reasoned": ["no_fault"],
        "cited": ["tribunal_right_of_appeal"],
        "considered_and_rejected": ["tribunal_right_of_appeal"],
    }


def test_discretion_used_two_sentences_on() -> None:
    """A bar told as a fact is set aside by the discretion used in a sentence soon after."""
    texts = ["The letter came two years before Mr A complained to us. He was ill, so I have used discretion here."]
    found = roles(analyse(decision(NOT_UPHELD, "We found no fault.", ("assessment", texts))))
    assert found == {"stated": ["no_fault"], "considered_and_rejected": ["late_complaint"]}


def test_bar_set_aside_where_the_method_is_told() -> None:
    """How the complaint was considered gives no ground, but may tell of a bar that was set aside."""
    told = ["She could have gone to court. It would be unreasonable to expect that.", "There is no sign of fault."]
    found = decision(UPHELD, "The Council was at fault. It caused distress.", ("considered", told))
    (stated, rejected) = analyse(found).reasons
    assert (stated.code, stated.role) == ("fault_causing_injustice", "stated")
    assert (rejected.code, rejected.role) == ("court_remedy_available", "considered_and_rejected")
    assert (rejected.section, rejected.paragraph, rejected.quote) == ("considered", 1, told[0].partition(". ")[2])


def test_scope_section() -> None:
    """What was not investigated, and why, counts as reasoned; so does discretion that was exercised."""
    found = decision(
        UPHELD,
        "The Council was at fault. It caused distress.",
        (
            "scope",
            [
                "I have not investigated the Plan because she has appealed to the tribunal about it.",
                "I exercised discretion to look back to 2019.",
            ],
        ),
    )
    assert roles(analyse(found)) == {
        "stated": ["fault_causing_injustice"],
        "reasoned": ["tribunal_appeal_used"],
        "considered_and_rejected": ["late_complaint"],
    }


def test_further_report_and_lost_headings() -> None:
    """A further report is read as what was found; so is all of a report that has lost its headings."""
    again = ("Further report/other", ["The council has not done all that our report recommended."])
    found = analyse(decision(UPHELD, None, ("Finding/assessment", ["We found fault causing injustice."]), again))
    assert roles(found) == {"reasoned": ["fault_causing_injustice", "remedy_not_implemented"]}
    headless = analyse(decision(UPHELD, None, ("other", ["The Ombudsman found fault which caused injustice."])))
    assert [(reason.code, reason.section) for reason in headless.reasons] == [("fault_causing_injustice", "other")]
    background = ("Background/other", ["The Ombudsman found fault which caused injustice."])
    assert analyse(decision(UPHELD, None, background, ("decision", ["Done."]))).reasons == ()


def test_restriction_whose_number_is_lost() -> None:
    """In a copy without numbers, the restriction set aside is the bar named in the same paragraph."""
    text = "The Plan carries a right of appeal to the tribunal. The restriction in paragraph 6 does not apply to delay."
    found = analyse(decision(CLOSED, None, ("powers", [TRIBUNAL]), ("scope", [text])))
    assert roles(found)["considered_and_rejected"] == ["tribunal_right_of_appeal"]
    other = "There is no sign of fault. The restriction in paragraph 6 does not apply."
    assert "considered_and_rejected" not in roles(analyse(decision(CLOSED, None, ("scope", [other]))))


def test_two_sentences_that_give_nothing_together() -> None:
    """A sentence that points back at one without a bar gives none."""
    summary = "Mr A’s complaint is about a hedge. The law says we cannot investigate such matters."
    assert roles(analyse(decision(CLOSED, summary))) == {}
    late = "The complaint is late. We cannot investigate such matters."
    assert roles(analyse(decision(CLOSED, late))) == {"stated": ["late_complaint"]}


def test_own_words_are_quoted_first() -> None:
    """Of several sentences that give one code, the Ombudsman's first person is quoted."""
    texts = ["There is no sign of fault by the officer.", "I see no sign of fault in the decision either."]
    (reason,) = analyse(decision(CLOSED, None, ("assessment", texts))).reasons
    assert reason.quote == texts[1]


def test_nothing_to_read() -> None:
    """A decision without text has no reasons."""
    assert analyse(decision(CLOSED)).reasons == ()
