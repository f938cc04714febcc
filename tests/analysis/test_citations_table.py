"""Every form of citation seen in real decisions reads to the provisions it stands for."""

from __future__ import annotations

import pytest

from archive.analysis.citations import citations
from archive.decision import Decision, Paragraph, Reference, Section

LGA = "Local Government Act 1974"
HSC = "Health Service Commissioners Act 1993"
ER = "R (on the application of ER) v CLAE and London Borough of Hillingdon"
M = "R (M) –v- CLAE"
MENDED = "*"
"""After a provision: it mends a slip in what is printed."""

FORMS: list[tuple[int, str, list[tuple[str, str | None]]]] = [
    (1, f"({LGA}, section 24A(6), as amended, section 34(B))", [(LGA, "s24A(6)"), (LGA, "s34B*")]),
    (2, f"({LGA}, section 24A(6), as amended, section 34(B)", [(LGA, "s24A(6)"), (LGA, "s34B*")]),
    (3, f"({LGA}, section 24A(6), as amended)", [(LGA, "s24A(6)")]),
    (4, f"({LGA}, section 24A(6))", [(LGA, "s24A(6)")]),
    (5, f"({LGA}, section 24A(7), as amended)", [(LGA, "s24A(7)")]),
    (
        6,
        f"({LGA}, sections 24A(6) and 34B(8), as amended, section 34(B))",
        [(LGA, "s24A(6)"), (LGA, "s34B(8)"), (LGA, "s34B*")],
    ),
    (7, f"({LGA}, section 24A(1), as amended)", [(LGA, "s24A(1)")]),
    (8, f"({LGA}, sections 25 and 34(1), as amended)", [(LGA, "s25"), (LGA, "s34(1)")]),
    (9, f"({LGA}, section 26(1) as amended).", [(LGA, "s26(1)")]),
    (10, f"({LGA}, sections 26(1), as amended)", [(LGA, "s26(1)")]),
    (11, f"({LGA}, sections 26(1) and 26A(1), as amended)", [(LGA, "s26(1)"), (LGA, "s26A(1)")]),
    (12, f"({LGA}, sections 26(1) and 26A(1), as amended.", [(LGA, "s26(1)"), (LGA, "s26A(1)")]),
    (13, f"({LGA}, s26(1) and s26A(1) as amended)", [(LGA, "s26(1)"), (LGA, "s26A(1)")]),
    (
        14,
        f"({LGA}, sections 26(1), 26A(1) and 34(3), as amended)",
        [(LGA, "s26(1)"), (LGA, "s26A(1)"), (LGA, "s34(3)")],
    ),
    (15, f"({LGA}, section 26(5))", [(LGA, "s26(5)")]),
    (16, f"({LGA}, section 26(5), section 34(B)6)", [(LGA, "s26(5)"), (LGA, "s34B(6)*")]),
    (17, f"({LGA}, section 26(6)(a), as amended)", [(LGA, "s26(6)(a)")]),
    (18, f"({LGA}, section 26(6)(b), as amended)", [(LGA, "s26(6)(b)")]),
    (19, f"({LGA}, section 26(6)(c), as amended).", [(LGA, "s26(6)(c)")]),
    (20, f"({LGA}, section 26(7), as amended)", [(LGA, "s26(7)")]),
    (21, f"({LGA}, section 26A, as amended)", [(LGA, "s26A")]),
    (22, f"({LGA}, section 26A(1), as amended)", [(LGA, "s26A(1)")]),
    (23, f"({LGA}, section 26A(2), as amended)", [(LGA, "s26A(2)")]),
    (24, f"({LGA}, section 26B, as amended)", [(LGA, "s26B")]),
    (25, f"({LGA}, sections 26B and 34D, as amended)", [(LGA, "s26B"), (LGA, "s34D")]),
    (26, f"({LGA}, section 27(1)(a), as amended)", [(LGA, "s27(1)(a)")]),
    (27, f"({LGA}, section 30(1B) and 34H(i), as amended)", [(LGA, "s30(1B)"), (LGA, "s34H(1)*")]),
    (28, f"({LGA}, section 33ZA,as amended, and {HSC}, section 18ZA)", [(LGA, "s33ZA"), (HSC, "s18ZA")]),
    (29, f"({LGA}, section 34(3), as amended)", [(LGA, "s34(3)")]),
    (30, f"({LGA}, sections 34B and 34C)", [(LGA, "s34B"), (LGA, "s34C")]),
    (
        31,
        f"({LGA}, sections 34 B, 34C and 34 H(3 and 4) as amended)",
        [(LGA, "s34B"), (LGA, "s34C"), (LGA, "s34H(3)"), (LGA, "s34H(4)")],
    ),
    (32, f"({LGA}, sections 34B(8) and (9))", [(LGA, "s34B(8)"), (LGA, "s34B(9)")]),
    (32, f"({LGA}, sections 34B(8) and (9", [(LGA, "s34B(8)")]),
    (33, f"({LGA}, Schedule 5/5A, paragraph 1/3, as amended)", [(LGA, "Sch 5 para 1"), (LGA, "Sch 5A para 3")]),
    (34, f"({LGA}, Schedule 5/5a, paragraph 3, as amended)", [(LGA, "Sch 5 para 3"), (LGA, "Sch 5A para 3")]),
    (35, f"({LGA}, Schedule 5, paragraph 1, as amended)", [(LGA, "Sch 5 para 1")]),
    (36, f"({LGA}, Schedule 5, paragraph 2)", [(LGA, "Sch 5 para 2")]),
    (37, f"({LGA}, Schedule 5, Section 26, paragraph 2 as amended)", [(LGA, "Sch 5 para 2"), (LGA, "s26")]),
    (38, f"({LGA}, Schedule 5, paragraph 5(b))", [(LGA, "Sch 5 para 5(b)")]),
    (39, f"({LGA}, Schedule 5, paragraph 5(b), as amended)", [(LGA, "Sch 5 para 5(b)")]),
    (40, f"({LGA}, Schedule 5, paragraph 5(2), as amended)", [(LGA, "Sch 5 para 5(2)")]),
    (41, f"({LGA}, paragraph 5A schedule 5, as amended)", [(LGA, "Sch 5 para 5A")]),
    (42, f"[{LGA}, Schedule 5.5 (as amended)]", [(LGA, "Sch 5 para 5*")]),
    (
        43,
        f"({HSC}, section 9(3) and {LGA}, section 26A(2)) ({LGA}, section 26A(1))",
        [(HSC, "s9(3)"), (LGA, "s26A(2)"), (LGA, "s26A(1)")],
    ),
    (44, f"({HSC}, section 3(2) and {LGA}, section 24A(6), as amended)", [(HSC, "s3(2)"), (LGA, "s24A(6)")]),
    (45, f"It is excluded by Schedule 5 or s26(6) {LGA}.", [(LGA, "Sch 5"), (LGA, "s26(6)")]),
    (
        46,
        f"See {ER} [2014] EWCA Civ 1407 and {M} [2006] EWHC 2847.",
        [(ER, "[2014] EWCA Civ 1407"), (M, "[2006] EWHC 2847")],
    ),
    (47, "(The Social Entitlement Chamber of the First Tier Tribunal)", []),
    (47, "(The Special Educational Needs and Disability Tribunal (‘SEND’))", []),
    (48, "Section 41 of the Highways Act 1980 applies.", [("Highways Act 1980", "s41")]),
    (48, "Section 130 of the Highways Act applies.", [("Highways Act", "s130")]),
    (
        48,
        "It used section 215 of the Town and Country Planning Act 1990.",
        [("Town and Country Planning Act 1990", "s215")],
    ),
    (48, "It relied on the Traffic Management Act 2004.", [("Traffic Management Act 2004", None)]),
    (48, "See the Housing Benefit Regulations 2006 (the Regulations).", [("Housing Benefit Regulations 2006", None)]),
    (48, "She is owed section 117 of the Mental Health Act 1983 care.", [("Mental Health Act 1983", "s117")]),
    (48, "The Council carried out a section 17 assessment.", []),
    (48, "The court asked for a section 7 / 37 report.", []),
]
"""The number of the form among those the field has met, a text, and what it cites."""


@pytest.mark.parametrize(
    ("number", "text", "expected"), FORMS, ids=[f"{number} {text[:60]}" for number, text, _ in FORMS]
)
def test_form(number: int, text: str, expected: list[tuple[str, str | None]]) -> None:
    """The provisions are those the form stands for, in order, and what was mended is marked."""
    item = Paragraph(number, None, None, 0, None, para_counted=False, text=text)
    found = citations(Decision(Reference("21 900 001"), sections=(Section(None, "powers", (item,)),)))
    assert [(c.act, f"{c.provision}{MENDED}" if c.repaired else c.provision) for c in found] == expected
    assert all(citation.raw in text and citation.paragraph == number for citation in found)


def test_every_form_is_here() -> None:
    """All 48 forms have a row."""
    assert {number for number, _, _ in FORMS} == set(range(1, 49))
