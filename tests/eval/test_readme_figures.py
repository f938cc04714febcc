"""The figures of the README's "How good is it": each row as it is measured today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from relevance.corpus import write

from archive.analysis.evaluate import measure

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")


def row(name: str, path: Path, noun: str, documents: Path | None = None) -> str:
    """The row that the README should have for the labelled file at `path`."""
    found = measure(path, documents)
    score = found.score("relied on")
    figures = " | ".join(f"{figure:.3f}" for figure in (score.precision, score.recall, score.f1))
    return f"| {name} | {found.texts} {noun} | {figures} |\n"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("our own, half that the rules were built on", "own_dev.jsonl"),
        ("our own, half held back until the first look", "own_held_back.jsonl"),
        ("by an author who never saw the rules, no rule changed for them", "blind_three.jsonl"),
    ],
)
def test_own_texts(name: str, file: str) -> None:
    """The composed texts stand in the README as they measure."""
    assert row(name, ROOT / "tests" / "eval" / file, "texts") in README


def test_the_sample(sample: Path) -> None:
    """The sample against its authors' labels."""
    index = ROOT / "tests" / "sample" / "index.jsonl"
    assert row("the sample, labelled by its authors", index, "decisions", sample) in README


def test_the_stories(tmp_path: Path) -> None:
    """The stories of the search questions, against the reasons each is meant to tell."""
    write(tmp_path)
    assert row("the stories made for the search questions below", tmp_path / "index.jsonl", "decisions") in README


def test_the_shared_set(shared: Path) -> None:
    """The development set, where it is here."""
    name = "composed texts used in development (a shared set, not in this repository)"
    assert row(name, shared / "eval" / "reasons_dev.jsonl", "texts") in README
