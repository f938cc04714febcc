"""Findings and dispositions: what the three outcomes of the header hide."""

from __future__ import annotations

import pytest
from analysed import CLOSED, NOT_UPHELD, UPHELD, decision, roles

from archive.analysis import analyse
from archive.analysis.disposition import disposition
from archive.decision import Reason, ReasonCode

SUMMARIES = [
    (UPHELD, "The Council was at fault. It caused her distress.", ["fault_causing_injustice"], "fault"),
    (UPHELD, "The Council delayed a reply. It will pay her £100.", ["fault_causing_injustice"], "fault"),
    (UPHELD, "We uphold the complaint. It has agreed to apologise.", ["fault_causing_injustice"], "fault"),
    (UPHELD, "There was fault, but it caused her no injustice.", ["fault_no_injustice"], "fault"),
    (UPHELD, "There was fault. He was not caused significant injustice.", ["fault_no_injustice"], "fault"),
    (
        UPHELD,
        "There was fault in the letter, which caused no injustice. A second fault caused him distress.",
        ["fault_causing_injustice", "fault_no_injustice"],
        "fault",
    ),
    (UPHELD, "Its policy was wrong. It has agreed to revise it.", ["fault_injustice_not_stated"], "fault"),
    (
        UPHELD,
        "There was fault. The Council has already put this right and no further remedy is needed.",
        ["fault_already_remedied"],
        "fault",
    ),
    (
        UPHELD,
        "There was no fault in the visit. There was fault in the reply, which caused frustration.",
        ["fault_causing_injustice", "no_fault"],
        "mixed",
    ),
    (
        UPHELD,
        "We will not investigate because the Council has agreed to apologise and pay £100.",
        ["satisfied_with_actions"],
        "early_remedy",
    ),
    (
        UPHELD,
        "We have upheld the complaint. The Council has agreed to resolve it early by paying £100.",
        ["satisfied_with_actions"],
        "early_remedy",
    ),
    (UPHELD, "Mr A complains that the Council was at fault.", [], "fault"),
    (NOT_UPHELD, "We found no evidence of fault.", ["no_fault"], "no_fault"),
    (NOT_UPHELD, "The Council considered it all, so we cannot question its decision.", ["no_fault"], "no_fault"),
    (
        NOT_UPHELD,
        "We have ended our investigation because there is not enough evidence of fault.",
        ["insufficient_fault", "investigation_discontinued"],
        "discontinued",
    ),
    (
        NOT_UPHELD,
        "We ended our investigation because the injustice is slight.",
        ["insufficient_injustice", "investigation_discontinued"],
        "discontinued",
    ),
    (
        UPHELD,
        "The Council was at fault and caused her distress. It has already apologised and will also pay £90.",
        ["fault_causing_injustice"],
        "fault",
    ),
    (
        UPHELD,
        "The Council did not tell her of the change, which caused her an injustice.",
        ["fault_causing_injustice"],
        "fault",
    ),
    (NOT_UPHELD, "We cannot say what was agreed at the meeting.", ["unable_to_conclude"], None),
    (NOT_UPHELD, "We found fault, but it did not cause him injustice.", ["fault_no_injustice"], "fault"),
    (NOT_UPHELD, "He has appealed to the tribunal and won. We found no fault.", ["no_fault"], "no_fault"),
    (NOT_UPHELD, "The Council’s apology is a suitable remedy. We found no fault.", ["no_fault"], "no_fault"),
    (CLOSED, "There was no fault in how it decided.", ["insufficient_fault"], "declined"),
    (CLOSED, "We cannot question the merits of its decision.", ["insufficient_fault"], "declined"),
    (CLOSED, "We ended our investigation as she has withdrawn her complaint.", ["complainant_withdrew"], "declined"),
    (
        None,
        "We will not investigate because there is not enough evidence of fault.",
        ["insufficient_fault"],
        "declined",
    ),
    (None, "The Council was at fault and caused her distress.", ["fault_causing_injustice"], "fault"),
    (None, "We found no fault by the Council.", ["no_fault"], "no_fault"),
    (None, "It rained.", [], None),
]


@pytest.mark.parametrize(("outcome", "summary", "codes", "ended"), SUMMARIES, ids=[row[1][:60] for row in SUMMARIES])
def test_summary(outcome: str | None, summary: str, codes: list[str], ended: str | None) -> None:
    """The findings and grounds that a summary states under its outcome, and how the case ended."""
    found = analyse(decision(outcome, summary))
    assert roles(found).get("stated", []) == codes
    assert found.disposition == ended


def test_conditional_finding_of_an_early_remedy() -> None:
    """A finding "if we were to investigate" is one, and reasoned."""
    found = decision(
        UPHELD,
        "We will not investigate because the Council has agreed to a suitable remedy.",
        ("assessment", ["If we were to investigate it is likely we would find fault causing her an injustice."]),
        ("decision", ["The Council has agreed to provide a proportionate remedy."]),
    )
    assert roles(analyse(found)) == {
        "primary": ["satisfied_with_actions"],
        "stated": ["satisfied_with_actions"],
        "reasoned": ["fault_causing_injustice"],
    }


def test_no_fault_in_one_step_of_an_upheld_complaint() -> None:
    """Where the complaint was upheld, "no fault" in the assessment counts only if the summary or the end says so."""
    steps = ("assessment", ["It was at fault. This caused her distress.", "I found no fault in the second letter."])
    final = ("decision", ["There was fault by the Council which caused injustice."])
    assert roles(analyse(decision(UPHELD, None, steps, final)))["reasoned"] == ["fault_causing_injustice"]
    summary = "There was no fault in the letter. There was fault in the visit, which caused distress."
    assert "no_fault" in roles(analyse(decision(UPHELD, summary, steps, final)))["reasoned"]


def test_assessment_gives_a_finding_only_where_it_says_fault() -> None:
    """A failure told in the assessment may be anyone's; fault and its injustice must be said."""
    assert analyse(decision(UPHELD, None, ("assessment", ["He did not reply and will pay."]))).reasons == ()
    assert analyse(decision(UPHELD, None, ("assessment", ["I find that it was at fault."]))).reasons == ()
    found = analyse(decision(UPHELD, None, ("assessment", ["It was at fault. This caused her frustration."])))
    assert roles(found) == {"reasoned": ["fault_causing_injustice"]}


@pytest.mark.parametrize(
    ("outcome", "given", "ended"),
    [
        ("Not upheld", [("no_fault", "reasoned")], "no_fault"),
        ("Not upheld", [("no_fault", "reasoned"), ("investigation_discontinued", "primary")], "discontinued"),
        ("Not upheld", [("no_fault", "primary"), ("investigation_discontinued", "primary")], "mixed"),
        ("Not upheld", [("late_complaint", "cited")], None),
        ("Upheld", [("investigation_discontinued", "primary")], "mixed"),
        (None, [("late_complaint", "considered_and_rejected")], None),
        (None, [("unable_to_conclude", "primary")], None),
    ],
)
def test_disposition(outcome: str | None, given: list[tuple[str, str]], ended: str | None) -> None:
    """Final decision and summary tell, the assessment only where they are silent; what is cited never does."""
    reasons = [Reason(ReasonCode(code), role, "decision", 1, "x") for code, role in given]
    assert disposition(outcome, reasons, early=False) == ended


@pytest.mark.parametrize(
    ("summary", "codes", "ended"),
    [
        (
            "There was no fault by the Council. We will not investigate the complaint.",
            ["insufficient_fault"],
            "declined",
        ),
        ("There was no fault by the Council.", ["no_fault"], "no_fault"),
    ],
)
def test_without_an_outcome_the_words_tell(summary: str, codes: list[str], ended: str) -> None:
    """Where the header states no outcome, a refusal shows that nothing was investigated."""
    found = analyse(decision(None, summary))
    assert (sorted(reason.code for reason in found.reasons), found.disposition) == (codes, ended)
