"""The figures of a measurement: what is counted, and how it is put in numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from archive.analysis.evaluate import Score, decision_of, main, measure, report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FAULT = "We will not investigate because there is not enough evidence of fault."
LATE = "We will not investigate because the complaint is late."


def labelled(tmp_path: Path, *items: Mapping[str, object]) -> Path:
    """A file of labelled summaries of declined complaints."""
    base = {"year": 2024, "outcome": "Closed after initial enquiries", "section": "summary"}
    path = tmp_path / "own.jsonl"
    path.write_text("".join(json.dumps({"ref": f"T-{at}", **base, **item}) + "\n" for at, item in enumerate(items)))
    return path


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (Score(3, 1, 2), 0.75, 0.6, 2 / 3),
        (Score(1, 0, 1), 1.0, 0.5, 2 / 3),
        (Score(0, 2, 0), 0.0, 1.0, 0.0),
        (Score(0, 2, 2), 0.0, 0.0, 0.0),
        (Score(0, 0, 0), 1.0, 1.0, 1.0),
    ],
)
def test_precision_recall_and_f1(score: Score, precision: float, recall: float, f1: float) -> None:
    """Shares of what was found and of what is labelled, and their harmonic mean; nothing asked is wholly right."""
    assert (score.precision, score.recall, score.f1) == pytest.approx((precision, recall, f1))


def test_counts_by_code_and_role(tmp_path: Path) -> None:
    """A code found and labelled is right, found alone is wrong, labelled alone is missed; each role by itself."""
    measured = measure(
        labelled(
            tmp_path,
            {"text": FAULT, "reasons": ["insufficient_fault"]},
            {"text": FAULT, "reasons": ["insufficient_fault", "premature"]},
            {"text": LATE, "reasons": [], "cited": []},
        )
    )
    assert measured.texts == 3
    assert measured.codes("relied on") == ["insufficient_fault", "late_complaint", "premature"]
    assert measured.score("relied on") == Score(2, 1, 1)
    assert measured.score("relied on", "insufficient_fault") == Score(2, 0, 0)
    assert measured.score("relied on", "late_complaint") == Score(0, 1, 0)
    assert measured.score("relied on", "premature") == Score(0, 0, 1)
    assert [measured.codes(role) for role in ("primary", "cited", "considered_and_rejected")] == [[], [], []]
    assert [(miss.ref, sorted(miss.missing), sorted(miss.extra)) for miss in measured.misses] == [
        ("T-1", ["premature"], []),
        ("T-2", [], ["late_complaint"]),
    ]


def test_the_table(tmp_path: Path) -> None:
    """Roles that were labelled have a row, then each of their codes, then come the texts that differ."""
    items = [{"text": FAULT, "reasons": ["insufficient_fault"]}, {"text": FAULT, "reasons": ["premature"]}]
    lines = report(measure(labelled(tmp_path, *items)), "own").splitlines()
    assert lines[0] == "own: 2 labelled texts"
    assert [line.split() for line in lines[3:7]] == [
        ["relied", "on", "1", "1", "1", "0.500", "0.500", "0.500"],
        [],
        ["relied", "on"],
        ["insufficient_fault", "1", "1", "0", "0.500", "1.000", "0.667"],
    ]
    assert lines[-2:] == [
        "texts that differ from their label",
        "  T-1 (relied on): missing premature; extra insufficient_fault;",
    ]
    assert "differ" not in report(measure(labelled(tmp_path, items[0])), "own")


def test_powers_give_nothing_relied_on(tmp_path: Path) -> None:
    """A labelled section of powers is read as one: its grounds are cited, the first paragraph's."""
    text = "We may decide not to start an investigation if there is not enough evidence of fault to justify it."
    measured = measure(
        labelled(tmp_path, {"section": "powers", "text": text, "reasons": [], "cited": ["insufficient_fault"]})
    )
    assert measured.misses == []
    assert measured.score("cited") == Score(1, 0, 0)
    (section,) = decision_of({"section": "powers", "text": text}, tmp_path).sections
    assert [(paragraph.position, paragraph.text) for paragraph in section.paragraphs] == [(1, text)]


def test_a_labelled_document(tmp_path: Path) -> None:
    """A labelled text of a whole document is parsed: its summary states, its final decision gives the ground."""
    text = f"Summary: {LATE}\n\nFinal decision\n\n  1. {LATE}\n"
    item = {"section": "document", "text": text, "reasons": ["late_complaint"], "primary": ["late_complaint"]}
    assert measure(labelled(tmp_path, item)).misses == []


@pytest.mark.parametrize(("line", "number"), [("[]", 1), ("no json", 1), ('{"ref": 1}', 2)])
def test_the_line_of_what_is_no_label(
    line: str, number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the line; the exit status is 2."""
    path = labelled(tmp_path, {"text": FAULT, "reasons": []})
    path.write_text("\n".join([*path.read_text().splitlines()[: number - 1], line]))
    assert main([str(path)]) == 2
    assert f"line {number}" in capsys.readouterr().err
