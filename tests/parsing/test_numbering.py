"""Levels and the running paragraph numbers that people cite."""

from __future__ import annotations

from making import HEAD, codes, decision, paragraphs

REPORT = HEAD.replace("The Ombudsman's final decision:\n\n", "")


def table(body: str, head: str = HEAD) -> list[tuple[str | None, int, int | None, bool]]:
    """Number, level, para and para_counted of each item."""
    return [(p.number, p.level, p.para, p.para_counted) for p in paragraphs(decision(head + body))]


def test_numbers_that_restart_are_counted() -> None:
    """Numbers restart in each section; the paragraphs people cite are counted through."""
    body = "The complaint\n\n  1. A.\n  2. B.\n\nBack to top\n\nFinal decision\n\n  1. C.\n"
    assert table(body) == [("1", 0, 1, True), ("2", 0, 2, True), ("1", 0, 3, True)]


def test_bullets_and_citations_have_no_number() -> None:
    """Bullets, citations and unmarked paragraphs are not counted, and a restart after them is."""
    body = "The complaint\n\n  1. A:\n  • b\n  • c\n\n(An Act 1974)\n\n  1. D.\n"
    assert [(number, para) for number, _, para, _ in table(body)] == [
        ("1", 1),
        (None, None),
        (None, None),
        (None, None),
        ("1", 2),
    ]


def test_restart_right_after_a_bullet() -> None:
    """The restart may stand straight below the bullets, without a blank line."""
    assert [para for _, _, para, _ in table("The complaint\n\n  1. A:\n  • b\n  1. D.\n")] == [1, None, 2]


def test_nested_levels() -> None:
    """Levels follow the indents: nested numbers, nested bullets, a third level; only the outermost is counted."""
    body = (
        "The complaint\n\n  1. A.\n      1. B.\n        1. C.\n        2. D.\n      2. E.\n  2. F.\n    • g\n"
        "  3. H.\n      1. I.\n      1. J.\n"
    )
    assert [(level, para) for _, level, para, _ in table(body)] == [
        (0, 1),
        (1, None),
        (2, None),
        (2, None),
        (1, None),
        (0, 2),
        (1, None),
        (0, 3),
        (1, None),
        (1, None),
    ]


def test_an_item_further_left_is_outermost_too() -> None:
    """A middle dot at the margin does not push the numbers one level down."""
    assert [(level, para) for _, level, para, _ in table("The complaint\n\n· a\n\n  1. B.\n\n· c\n\n  1. D.\n")] == [
        (0, None),
        (0, 1),
        (0, None),
        (0, 2),
    ]


def test_numbers_that_run_on_are_printed() -> None:
    """Numbers that go on through the sections (reports) are the published ones."""
    body = "The Investigation\n\nThe complaint\n\n1. A.\n\nWhat I found\n\n2. B.\n\n3. C.\n"
    assert table(body, REPORT) == [("1", 0, 1, False), ("2", 0, 2, False), ("3", 0, 3, False)]


def test_a_chapter_starts_where_the_last_ended() -> None:
    """A chapter whose first number is above 1 prints its numbers."""
    assert [(para, counted) for _, _, para, counted in table("The Investigation\n\n14. A.\n\n15. B.\n", REPORT)] == [
        (14, False),
        (15, False),
    ]


def test_one_section_prints_its_numbers_at_the_margin() -> None:
    """In a single section numbers from 1 are printed ones where the first stands at the margin, else a copy's own."""
    assert [counted for *_, counted in table("The complaint\n\n1. A.\n\n2. B.\n")] == [False, False]
    assert [counted for *_, counted in table("The complaint\n\n  1. A.\n\n2. B.\n")] == [True, True]


def test_numbers_that_run_on_over_two_sections_are_printed_at_any_indent() -> None:
    """Numbers that go on from one section to the next are printed ones, although each is indented."""
    body = "The complaint\n\n  1. A.\n\nFinal decision\n\n  2. B.\n"
    assert table(body) == [("1", 0, 1, False), ("2", 0, 2, False)]


def test_numbers_go_on_under_sub_headings() -> None:
    """Under a sub-heading the numbers may go on or restart; both are counted."""
    on = "The complaint\n\n  1. A.\n\nWhat I found\n\nRain\n\n  1. B.\n\nSnow\n\n  2. C.\n"
    again = on.replace("2. C", "1. C")
    assert [para for _, _, para, _ in table(on)] == [1, 2, 3]
    assert [para for _, _, para, _ in table(again)] == [1, 2, 3]
    assert codes(decision(HEAD + on)) == []


def test_a_list_at_the_same_indent_cannot_be_told() -> None:
    """Where a restart may be a nested list, the running number stays null from there, and a problem says so."""
    body = "The complaint\n\n  1. A.\n  1. B.\n  2. C.\n  2. D.\n\nFinal decision\n\n  1. E.\n"
    found = decision(HEAD + body)
    assert [p.para for p in paragraphs(found)] == [1, None, None, None, None]
    assert [(p.code, p.line) for p in found.problems] == [("numbers_uncertain", 14)]


def test_numbers_that_restart_begin_at_one() -> None:
    """Where numbers restart and the first is 2, a paragraph is lost: no running number can be told."""
    found = decision(HEAD + "The complaint\n\n  2. A.\n  3. B.\n\nFinal decision\n\n  1. C.\n")
    assert [p.para for p in paragraphs(found)] == [None, None, None]
    assert [problem.message.partition(":")[0] for problem in found.problems] == ["expected paragraph 1, found 2"]


def test_layout_b_has_no_numbers() -> None:
    """Where the layout has lost the numbers there are none."""
    assert table("The complaint\n- A.\n- B.\n") == [(None, 0, None, False), (None, 0, None, False)]


def test_positions_count_every_item() -> None:
    """Positions run through all sections, whatever the item."""
    body = "The complaint\n\n  1. A.\n  • b\n\n(Act)\n\nBack to top\n\nFinal decision\n\n  1. C.\n"
    assert [p.position for p in paragraphs(decision(HEAD + body))] == [1, 2, 3, 4]
