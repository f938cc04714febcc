"""Who speaks, what a sentence is about and what it denies decide whether the words of a ground count."""

from __future__ import annotations

import pytest

from archive.analysis.statements import Statement

CASES = [
    # The Ombudsman's own words.
    ("The complaint is late.", "late_complaint", "relied"),
    ("We told Mr A that his complaint is late.", "late_complaint", "relied"),
    ("Mr A believes he was wronged, but the complaint is late.", "late_complaint", "relied"),
    ("The Council said it was sorry, and there is not enough evidence of fault.", "insufficient_fault", "relied"),
    ("In the end, and as the Council replied; the complaint is late.", "late_complaint", "relied"),
    ("The Council answered and we told Mr A it is late.", "late_complaint", "relied"),
    ("The Council said sorry and we are satisfied with that.", "satisfied_with_actions", "relied"),
    # What others say.
    ("The Council said the complaint is late.", "late_complaint", None),
    ("The Council said it was sorry, and that the complaint is late.", "late_complaint", None),
    ("Mrs B says there is no evidence of fault.", "insufficient_fault", None),
    ("She was told the complaint is late.", "late_complaint", None),
    ("According to the provider the complaint is late.", "late_complaint", None),
    ("It said the complaint is late.", "late_complaint", None),
    ("The reply came in May, saying the complaint is late.", "late_complaint", None),
    ("The Council said it was sorry, and now the complaint is late.", "late_complaint", None),
    # The subject.
    ("We will not investigate the complaint about a decision that the appeal is late.", "late_complaint", None),
    ("We will not investigate his complaint about a fee because it is late.", "late_complaint", "relied"),
    ("We will not investigate his complaint about a fee as it is late.", "late_complaint", "relied"),
    ("We will not investigate his complaint about a fee, since it is late.", "late_complaint", "relied"),
    ("We cannot investigate complaints about what happens in schools.", "school_internal_matter", "relied"),
    # General statements and conditions.
    ("We cannot look at it unless there are reasons why the complaint is late.", "late_complaint", None),
    ("If the complaint is late, we say so.", "late_complaint", None),
    ("If all is well, we say the complaint is late.", "late_complaint", "relied"),
    ("I have considered whether the complaint is late.", "late_complaint", None),
    # Negation.
    ("The complaint is not late.", "late_complaint", "denied"),
    ("It is neither wrong nor is the complaint late.", "late_complaint", "denied"),
    ("We will not investigate, as the complaint is late.", "late_complaint", "relied"),
    ("The complaint is not only trivial, it is late.", "late_complaint", "relied"),
    ("This is not because the complaint is late.", "late_complaint", "denied"),
    ("This is not because of its length but because the complaint is late.", "late_complaint", "relied"),
    ("There are no good reasons why he did not complain sooner.", "late_complaint", "relied"),
    ("There are good reasons why she did not complain sooner.", "late_complaint", "rejected"),
    ("We saw no reason to exercise discretion to look back to 2012.", "late_complaint", "relied"),
    ("It was at fault for not paying but this did not cause her injustice.", "no_injustice", "relied"),
    ("The complaint is at any rate not late.", "late_complaint", "denied"),
    ("The complaint is late and she told us why not.", "late_complaint", "relied"),
    # A refusal is no part of its reason.
    ("We will not investigate because the error made no difference to him.", "no_different_outcome", None),
    ("We cannot investigate as he wants the permission revoked.", "no_consent_or_unsuitable_representative", None),
    ("We cannot accept her as a suitable person to complain.", "no_consent_or_unsuitable_representative", "relied"),
]


@pytest.mark.parametrize(("sentence", "code", "sense"), CASES, ids=[sentence for sentence, _, _ in CASES])
def test_sense(sentence: str, code: str, sense: str | None) -> None:
    """The strongest sense in which the sentence gives the code; None: it gives it in none."""
    found = {weight for met, weight in Statement(sentence, "summary", None).wording.weighed if met.code == code}
    strongest = next((weight for weight in ("rejected", "relied", "denied") if weight in found), None)
    assert strongest == sense


def test_subject_counts_when_asked() -> None:
    """What the complaint is about can be let count."""
    statement = Statement("We cannot investigate the complaint about what happens in schools.", "summary", None)
    assert not list(statement.wording.weighed)
    assert {met.code for met, _ in statement.wording.weigh(in_subject=True)} == {"school_internal_matter"}
