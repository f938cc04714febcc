"""The mutation testing itself: what is left out, and that a draw stays what it was."""

from __future__ import annotations

import pytest
from mutants.covering import Cover
from mutants.drawing import Change, changes, drawn, left_out, made

MODULE = '''"""A module; 1 + 1."""

from __future__ import annotations
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    LIMIT = 1

__all__ = ["one" + "two"]


@lru_cache(maxsize=8)
def longer(text: str | None, *, by: int = 3) -> str | None:
    """Not 2 but 3."""
    found: str | None = text
    return found and found * by
'''
CHANGED = '''"""Another beginning."""

TEN = 10

''' + MODULE.split("\n", 1)[1]


def all_of(source: str) -> list[Change]:
    """Every change of a module; the test is skipped without cosmic-ray."""
    pytest.importorskip("cosmic_ray", reason="cosmic-ray is not installed: pip install '.[mutants]'")
    return list(changes(source, "archive/parsing/longer.py"))


def test_what_changes_no_answer_is_left_out() -> None:
    """Annotations, `__all__`, TYPE_CHECKING blocks, what is remembered, and the star of a signature are not mutated."""
    assert {change.line for change in all_of(MODULE)} == {14, 17}
    assert {change.operator for change in all_of(MODULE) if change.line == 14} == {"core/NumberReplacer"}


def test_the_stretches_left_out() -> None:
    """A decorator is left out with its sign; a plain assignment is not left out."""
    assert ((13, 0), (13, 21)) in left_out(MODULE)
    assert left_out("total = 1 + 1\n") == []


def test_a_mutant_is_one_change() -> None:
    """A mutant differs from the program in the line it tells of; what does not compile is none."""
    mutants = [made(MODULE, change) for change in all_of(MODULE)]
    (longer,) = (mutant for mutant in mutants if mutant and mutant.after.startswith("return found or"))
    assert longer.source == MODULE.replace("found and found", "found or found")
    assert str(longer).splitlines()[1:] == [
        "    - return found and found * by",
        "    + return found or found * by",
    ]


def test_a_draw_does_not_hang_on_line_numbers() -> None:
    """Work elsewhere in a file leaves the order of a draw as it was; another seed gives another."""
    before = [(change.key, change.operator) for change in drawn(all_of(MODULE), 1)]
    after = [(change.key, change.operator) for change in drawn(all_of(CHANGED), 1)]
    assert [each for each in after if "TEN" not in each[0]] == before
    assert [(change.key, change.operator) for change in drawn(all_of(MODULE), 2)] != before
    assert len({key for key, _ in before[:3]}) == 3, "a second change of a place before the first of another"


def test_the_tests_of_a_mutant() -> None:
    """Those of its own room that run the statement, quick first; many of one function count as slower."""
    file = "archive/parsing/longer.py"
    seconds = {"tests/query/test_a.py::a": 0.1, "tests/parsing/test_b.py::b[1]": 2.0}
    seconds |= {"tests/parsing/test_b.py::b[2]": 1.9, "tests/parsing/test_b.py::c": 3.0}
    cover = Cover(seconds, {file: {16: {"tests/parsing/test_b.py::c"}, 17: set(seconds)}})
    assert cover.tests(Change(file, 17, 21, "core/ReplaceAndWithOr", 0, ""), MODULE) == [
        "tests/parsing/test_b.py::b[2]",
        "tests/parsing/test_b.py::c",
        "tests/parsing/test_b.py::b[1]",
    ]
    assert cover.tests(Change(file, 16, 0, "core/AddNot", 0, ""), MODULE) == ["tests/parsing/test_b.py::c"]
    assert set(cover.tests(Change(file, 14, 46, "core/NumberReplacer", 0, ""), MODULE)) == set(list(seconds)[1:])
