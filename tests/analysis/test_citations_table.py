"""Every form of citation seen in real decisions reads to the provisions it stands for."""

from __future__ import annotations

import pytest

from archive.analysis.citations import citations
from archive.decision import Decision, Paragraph, Reference, Section

LGA = "Local Government Act 1974"
HSC = "Health Service Commissioners Act 1993"
MENDED = "*"
"""After a provision: it mends a slip in what is printed."""

FORMS = [
    (f"({LGA}, section 24A(6), as amended, section 34(B))", [(LGA, "s24A(6)"), (LGA, "s34B*")]),
    (f"({LGA}, section 24A(6), as amended, section 34(B)", [(LGA, "s24A(6)"), (LGA, "s34B*")]),
    (f"({LGA}, section 24A(6), as amended)", [(LGA, "s24A(6)")]),
    (f"({LGA}, section 24A(6))", [(LGA, "s24A(6)")]),
    (f"({LGA}, section 24A(7), as amended)", [(LGA, "s24A(7)")]),
    (
        f"({LGA}, sections 24A(6) and 34B(8), as amended, section 34(B))",
        [(LGA, "s24A(6)"), (LGA, "s34B(8)"), (LGA, "s34B*")],
    ),
    (f"({LGA}, section 24A(1), as amended)", [(LGA, "s24A(1)")]),
    (f"({LGA}, sections 25 and 34(1), as amended)", [(LGA, "s25"), (LGA, "s34(1)")]),
    (f"({LGA}, section 26(1) as amended).", [(LGA, "s26(1)")]),
    (f"({LGA}, sections 26(1), as amended)", [(LGA, "s26(1)")]),
    (f"({LGA}, sections 26(1) and 26A(1), as amended)", [(LGA, "s26(1)"), (LGA, "s26A(1)")]),
    (f"({LGA}, sections 26(1) and 26A(1), as amended.", [(LGA, "s26(1)"), (LGA, "s26A(1)")]),
    (f"({LGA}, s26(1) and s26A(1) as amended)", [(LGA, "s26(1)"), (LGA, "s26A(1)")]),
    (f"({LGA}, sections 26(1), 26A(1) and 34(3), as amended)", [(LGA, "s26(1)"), (LGA, "s26A(1)"), (LGA, "s34(3)")]),
    (f"({LGA}, section 26(5))", [(LGA, "s26(5)")]),
    (f"({LGA}, section 26(5), section 34(B)6)", [(LGA, "s26(5)"), (LGA, "s34B(6)*")]),
    (f"({LGA}, section 26(6)(a), as amended)", [(LGA, "s26(6)(a)")]),
    (f"({LGA}, section 26(6)(b), as amended)", [(LGA, "s26(6)(b)")]),
    (f"({LGA}, section 26(6)(c), as amended).", [(LGA, "s26(6)(c)")]),
    (f"({LGA}, section 26(7), as amended)", [(LGA, "s26(7)")]),
    (f"({LGA}, section 26A, as amended)", [(LGA, "s26A")]),
    (f"({LGA}, section 26A(1), as amended)", [(LGA, "s26A(1)")]),
    (f"({LGA}, section 26A(2), as amended)", [(LGA, "s26A(2)")]),
    (f"({LGA}, section 26B, as amended)", [(LGA, "s26B")]),
    (f"({LGA}, sections 26B and 34D, as amended)", [(LGA, "s26B"), (LGA, "s34D")]),
    (f"({LGA}, section 27(1)(a), as amended)", [(LGA, "s27(1)(a)")]),
    (f"({LGA}, section 30(1B) and 34H(i), as amended)", [(LGA, "s30(1B)"), (LGA, "s34H(1)*")]),
    (f"({LGA}, section 33ZA,as amended, and {HSC}, section 18ZA)", [(LGA, "s33ZA"), (HSC, "s18ZA")]),
    (f"({LGA}, section 34(3), as amended)", [(LGA, "s34(3)")]),
    (f"({LGA}, sections 34B and 34C)", [(LGA, "s34B"), (LGA, "s34C")]),
    (
        f"({LGA}, sections 34 B, 34C and 34 H(3 and 4) as amended)",
        [(LGA, "s34B"), (LGA, "s34C"), (LGA, "s34H(3)"), (LGA, "s34H(4)")],
    ),
    (f"({LGA}, sections 34B(8) and (9))", [(LGA, "s34B(8)"), (LGA, "s34B(9)")]),
    (f"({LGA}, sections 34B(8) and (9", [(LGA, "s34B(8)")]),
    (f"({LGA}, Schedule 5/5A, paragraph 1/3, as amended)", [(LGA, "Sch 5 para 1"), (LGA, "Sch 5A para 3")]),
    (f"({LGA}, Schedule 5/5a, paragraph 3, as amended)", [(LGA, "Sch 5 para 3"), (LGA, "Sch 5A para 3")]),
    (f"({LGA}, Schedule 5, paragraph 1, as amended)", [(LGA, "Sch 5 para 1")]),
    (f"({LGA}, Schedule 5, paragraph 2)", [(LGA, "Sch 5 para 2")]),
    (f"({LGA}, Schedule 5, Section 26, paragraph 2 as amended)", [(LGA, "Sch 5 para 2"), (LGA, "s26")]),
    (f"({LGA}, Schedule 5, paragraph 5(b))", [(LGA, "Sch 5 para 5(b)")]),
    (f"({LGA}, Schedule 5, paragraph 5(2), as amended)", [(LGA, "Sch 5 para 5(2)")]),
    (f"({LGA}, paragraph 5A schedule 5, as amended)", [(LGA, "Sch 5 para 5A")]),
    (f"[{LGA}, Schedule 5.5 (as amended)]", [(LGA, "Sch 5 para 5*")]),
    (
        f"({HSC}, section 9(3) and {LGA}, section 26A(2)) ({LGA}, section 26A(1))",
        [(HSC, "s9(3)"), (LGA, "s26A(2)"), (LGA, "s26A(1)")],
    ),
    (f"({HSC}, section 3(2) and {LGA}, section 24A(6), as amended)", [(HSC, "s3(2)"), (LGA, "s24A(6)")]),
    (f"It is excluded by Schedule 5 or s26(6) {LGA}.", [(LGA, "Sch 5"), (LGA, "s26(6)")]),
    ("Section 41 of the Highways Act 1980 applies.", [("Highways Act 1980", "s41")]),
    ("Section 130 of the Highways Act applies.", [("Highways Act", "s130")]),
    (
        "It used section 215 of the Town and Country Planning Act 1990.",
        [("Town and Country Planning Act 1990", "s215")],
    ),
    ("It relied on the Traffic Management Act 2004.", [("Traffic Management Act 2004", None)]),
    ("See the Housing Benefit Regulations 2006 (the Regulations).", [("Housing Benefit Regulations 2006", None)]),
    ("She is owed section 117 of the Mental Health Act 1983 care.", [("Mental Health Act 1983", "s117")]),
    ("The courts said so in R (M) –v- CLAE [2006] EWHC 2847.", [("R (M) –v- CLAE", "[2006] EWHC 2847")]),
    ("(The Social Entitlement Chamber of the First Tier Tribunal)", []),
    ("(The Special Educational Needs and Disability Tribunal (‘SEND’))", []),
    ("The Council carried out a section 17 assessment.", []),
    ("The court asked for a section 7 / 37 report.", []),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text[:60] for text, _ in FORMS])
def test_form(text: str, expected: list[tuple[str, str | None]]) -> None:
    """The provisions are those the form stands for, in order, and what was mended is marked."""
    item = Paragraph(1, None, None, 0, None, para_counted=False, text=text)
    found = citations(Decision(Reference("21 900 001"), sections=(Section(None, "powers", (item,)),)))
    assert [(c.act, f"{c.provision}{MENDED}" if c.repaired else c.provision) for c in found] == expected
    assert all(citation.raw in text for citation in found)
