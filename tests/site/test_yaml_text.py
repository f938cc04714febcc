"""YAML as it is written: read back by YAML's own reader it is what went in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.site.yaml_text import yaml_text

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed; it comes with datasette")

TEXTS = st.text(max_size=40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda each: st.lists(TEXTS | st.integers(), max_size=3) | st.dictionaries(TEXTS, each, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_read_back(value: dict[str, Any]) -> None:
    """Any texts, keys and nesting come back unchanged, whatever signs they hold."""
    assert (yaml.safe_load(yaml_text(value)) or {}) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "null",
        "1",
        "- a",
        "a: b",
        "#",
        "'",
        '"',
        "{",
        "a\nb",
        "a\n\n  b",
        " a\nb",
        "a\nb\n",
        "é\nb",
        "\x85",
        "\u2028",
    ],
)
def test_signs(text: str) -> None:
    """What looks like YAML is a text, as a value and as a key."""
    assert yaml.safe_load(yaml_text({"a": text, text: [text]})) == {"a": text, text: [text]}


def test_lines_are_a_block() -> None:
    """SQL stands on its own lines, to be read and changed."""
    assert yaml_text({"sql": "select 1\nfrom x"}) == "sql: |-\n  select 1\n  from x\n"
