"""Chapters of a report made one decision again."""

from __future__ import annotations

from making import codes, decision, outline, paragraphs

from archive.parsing.chapters import join

HEAD = "Anytown Council (21 900 001)\n\nCategory : Housing > Allocations\n\nDecision : Upheld\n\n"
FIRST = decision(f"{HEAD}The complaint\n\n  1. Mr X complains:\n  • rain\n  2. He wants a roof.\n")
SECOND = decision(f"{HEAD}Decision date : 03 May 2022\n\nWhat I found\n\n  1. It rained.\n")


def test_fields_of_the_first_chapter_that_states_them() -> None:
    """A later chapter fills what an earlier one lacks; the whole is a report."""
    joined = join([(1, FIRST), (2, SECOND)])
    assert (joined.council, str(joined.decision_date), joined.document_type) == (
        "Anytown Council",
        "2022-05-03",
        "report",
    )
    assert outline(joined) == [("The complaint", "complaint", 3), ("What I found", "assessment", 1)]


def test_positions_and_counted_numbers_run_through() -> None:
    """The second chapter goes on counting where the first ended; what had no number has none."""
    joined = join([(1, FIRST), (2, SECOND), (3, SECOND)])
    assert [(p.position, p.para) for p in paragraphs(joined)] == [(1, 1), (2, None), (3, 2), (4, 3), (5, 4)]


def test_printed_numbers_stay() -> None:
    """Numbers that a chapter prints are the published ones, whatever stands before."""
    printed = decision(f"{HEAD}What I found\n\n14. It rained.\n\n15. It snowed.\n")
    assert [p.para for p in paragraphs(join([(1, FIRST), (2, printed)]))] == [1, None, 2, 14, 15]


def test_a_chapter_that_is_not_here_is_told() -> None:
    """Missing chapters are named, to the last that is here; where none is missing nothing is said."""
    whole, gap = join([(1, FIRST), (2, SECOND)]), join([(1, FIRST), (4, SECOND)])
    assert "chapter_missing" not in codes(whole)
    assert gap.problems[-1].message == "expected chapters 1 to 4; not here: 2, 3"
    assert codes(gap)[:-1] == [*codes(FIRST), *codes(SECOND)]
    assert join([(2, SECOND)]).problems[-1].message == "expected chapters 1 to 2; not here: 1"
