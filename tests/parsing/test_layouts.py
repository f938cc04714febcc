"""The layouts made one: the same decision in layouts A and B gives the same Decision."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from making import decision, plain
from strategies import HEADINGS

WORDS = st.lists(
    st.sampled_from(["the", "Council", "said", "fault", "£250", "Mr X’s", "2019/20"]), min_size=3, max_size=12
)
SENTENCE = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
ITEMS = st.lists(
    st.tuples(st.sampled_from(["number", "bullet", "nested", "citation"]), SENTENCE), min_size=1, max_size=6
)
SECTIONS = st.lists(st.tuples(st.sampled_from([h for h in HEADINGS if h != "Summary"]), ITEMS), min_size=1, max_size=5)
HEAD = [
    "Anytown Council (21 900 001)",
    "Category : Housing > Allocations",
    "Decision : Upheld",
    "Decision date : 03 May 2022",
    "The Ombudsman's final decision:",
    "Summary: The Council was at fault.",
]


def layout_a(sections: list[tuple[str, list[tuple[str, str]]]]) -> str:
    """Numbers, blank lines, "Back to top"."""
    blocks = list(HEAD)
    for heading, items in sections:
        blocks.append(heading)
        number = 0
        for kind, words in items:
            number += kind == "number"
            mark = {"number": f"  {number}. ", "bullet": "  • ", "nested": "      1. ", "citation": ""}[kind]
            blocks.append(mark + words)
        blocks.append("Back to top")
    return "\n\n".join(blocks)


def layout_b(sections: list[tuple[str, list[tuple[str, str]]]]) -> str:
    """A dash for every item, no blank lines."""
    lines = list(HEAD)
    for heading, items in sections:
        lines.append(heading)
        lines += [("" if kind == "citation" else "- ") + words for kind, words in items]
    return "\n".join(lines)


@given(SECTIONS)
def test_a_and_b_are_one(sections: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """Layouts A and B of one decision differ in markers, numbers and levels alone."""
    assert plain(decision(layout_a(sections))) == plain(decision(layout_b(sections)))
