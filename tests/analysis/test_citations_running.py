"""Citations in running text, and what reads like one."""

from __future__ import annotations

import pytest
from analysed import decision

from archive.analysis.citations import citations

CASES = [
    ("See Part 7 of the Housing Act 1996.", [("Housing Act 1996", "Part 7")]),
    ("Article 8 of the Human Rights Act says so.", [("Human Rights Act", "art 8")]),
    ("Articles 8 and 10 of the Human Rights Act", [("Human Rights Act", "art 8"), ("Human Rights Act", "art 10")]),
    ("paragraph 3 of Schedule 2 to the Care Act 2014", [("Care Act 2014", "Sch 2 para 3")]),
    ("Schedule 2 and Schedule 3 to the Care Act 2014", [("Care Act 2014", "Sch 2"), ("Care Act 2014", "Sch 3")]),
    (
        "The Education (Pupil Registration) (England) Regulations 2006, regulation 8, apply.",
        [("Education (Pupil Registration) (England) Regulations 2006", "reg 8")],
    ),
    (
        "Section 19 of the Education Act 1996 and section 42 of the Children and Families Act 2014 apply.",
        [("Education Act 1996", "s19"), ("Children and Families Act 2014", "s42")],
    ),
    ("Schedule 2, paragraph 3 of the Care Act 2014", [("Care Act 2014", "Sch 2 para 3")]),
    (
        "Schedule 2, paragraph 3(a) and (b) to the Care Act 2014",
        [("Care Act 2014", "Sch 2 para 3(a)"), ("Care Act 2014", "Sch 2 para 3(b)")],
    ),
    ("paragraph 3 of the Care Act 2014", [("Care Act 2014", None)]),
    ("sections 9 to 10 of the Care Act 2014", [("Care Act 2014", "s9"), ("Care Act 2014", "s10")]),
    ("In the Human Rights Act 1998.", [("Human Rights Act 1998", None)]),
    ("By the Town and Country Planning (Fees) Order 2012", [("Town and Country Planning (Fees) Order 2012", None)]),
    ("(Housing Act 1996, section 188)", [("Housing Act 1996", "s188")]),
    ("(Housing Act 1996, section 8.3)", [("Housing Act 1996", "s8")]),
    ("Housing Act 1996, 188 homes", [("Housing Act 1996", None)]),
    ("Housing Act 1996 and 188 homes", [("Housing Act 1996", None)]),
    ("Housing Act 1996 (as amended)", [("Housing Act 1996", None)]),
    ("Housing Act 1996 (1)", [("Housing Act 1996", None)]),
    ("It said [2014] EWCA Civ 1407 was clear.", [("[2014] EWCA Civ 1407", None)]),
    ("They lost v everyone, [2014] UKSC 3.", [("[2014] UKSC 3", None)]),
    ("In Smith v Jones [2011] UKSC 33 it held", [("Smith v Jones", "[2011] UKSC 33")]),
    (
        "Under section 202 of the Housing Act 1996, he asked. Section 204 of the Act gives a right.",
        [("Housing Act 1996", "s202")],
    ),
    (
        "Care Act 2014, Schedules 5 and 6, paragraph 2",
        [("Care Act 2014", "Sch 5 para 2"), ("Care Act 2014", "Sch 6 para 2")],
    ),
    (
        "the Care Act 2014, article 8, section 3 and part 4",
        [("Care Act 2014", "art 8"), ("Care Act 2014", "s3"), ("Care Act 2014", "Part 4")],
    ),
    ("Care Act 2014, regs 4 and 5", [("Care Act 2014", "reg 4"), ("Care Act 2014", "reg 5")]),
    ("section 2(BB) of the Care Act 2014", [("Care Act 2014", "s2(BB)")]),
    ("Under (Housing) Act 1996", [("(Housing) Act 1996", None)]),
    ("A v B [2011] UKSC 33 and C v D [2012] UKSC 34", [("A v B", "[2011] UKSC 33"), ("C v D", "[2012] UKSC 34")]),
    ("The King v Smith [2011] UKSC 33", [("King v Smith", "[2011] UKSC 33")]),
    ("The Act says so. Its Act was odd. Any Act would do.", []),
    ("unopened) Act 1996", []),
    ("Act now. Regulations apply. Order! Rules are rules.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:60] for text, _ in CASES])
def test_running_text(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Acts with what stands before or after them; a case with its name where it has one; nothing else."""
    found = citations(decision(None, None, ("law", [text])))
    assert [(citation.act, citation.provision) for citation in found] == expected
    assert all(citation.raw in text for citation in found)


def test_once_a_paragraph() -> None:
    """One provision is given once for each paragraph, with the section it stands in; the summary counts."""
    text = "Section 9 of the Care Act 2014 and section 9 of the Care Act 2014"
    found = citations(decision(None, text, ("law", [text, text]), ("powers", [text])))
    assert [(citation.section, citation.paragraph) for citation in found] == [
        ("summary", None),
        ("law", 1),
        ("law", 2),
        ("powers", 3),
    ]


@pytest.mark.parametrize(
    ("before", "raw", "after"),
    [
        ("See ", "(Housing Act 1996, section 188)", " for it."),
        ("the duty ", "(section 19 of the Education Act 1996)", " holds"),
        ("", "Section 41 of the Highways Act 1980", " applies."),
        ("The ", "Care Act 2014, sections 26(1) and 26A(1), as amended", ", says so"),
        ("", "[Housing Act 1996, section 8]", ""),
        ("(the ", "Housing Act 1996", ") and"),
        ("It is so: ", "sections 9, 10 and 11 of the Care Act 2014", " and the rest."),
        ("He said the Act. ", "Paragraphs 3 and 4 of Schedule 2 to the Care Act 2014", " apply"),
        ("See ", "R (M) v CLAE [2006] EWHC 2847 (Admin)", ", and more."),
        ("In ", "Smith v Jones [2011] UKSC 33", " it held"),
        ("The ", "King v Smith [2011] UKSC 33", "."),
    ],
)
def test_the_words_of_a_citation(before: str, raw: str, after: str) -> None:
    """What is quoted runs from the first word of the citation to its last, with the brackets around it if any."""
    found = citations(decision(None, None, ("law", [before + raw + after])))
    assert {citation.raw for citation in found} == {raw}


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("section 34(B)(6) of the Care Act 2014", {"s34B(6)": True}),
        ("section 26(i) of the Care Act 2014", {"s26(1)": True}),
        ("section 26(j) of the Care Act 2014", {"s26(j)": False}),
        ("section 26(a) of the Care Act 2014", {"s26(a)": False}),
        ("Care Act 2014, section 3, Schedule 5.5 and Part 2A", {"s3": False, "Sch 5 para 5": True, "Part 2A": False}),
        ("Care Act 2014, Schedule 5, paragraph 1(i)", {"Sch 5 para 1(i)": False}),
        ("Care Act 2014, Schedule 5, paragraph 5(2)3", {"Sch 5 para 5(2)(3)": True}),
    ],
)
def test_what_is_mended(text: str, mended: dict[str, bool]) -> None:
    """A slip in what is printed is mended and marked; what is printed rightly is not marked."""
    found = citations(decision(None, None, ("law", [text])))
    assert {citation.provision: citation.repaired for citation in found} == mended
