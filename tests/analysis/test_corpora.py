"""What is derived, over whole corpora: labelled texts, the sample, generated documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from hypothesis import given
from making import calls, decision, document
from strategies import WORDS, accepted, texts

from archive.analysis import analyse
from archive.analysis.evaluate import main, measure
from archive.decision import RELIED_ON, ROLES, Decision, Reference
from archive.errors import Refused
from archive.parsing import parse
from archive.reading import read
from archive.resources import read_rows

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [json.loads(line) for line in (ROOT / "tests" / "sample" / "index.jsonl").read_text().splitlines()]
CODES = {row["code"] for row in read_rows("reasons.csv")}


def holds_its_words(found: Decision) -> None:
    """Every quote and every citation stands letter for letter where its row says."""
    held = {p.position: (section.kind, p.text) for section in found.sections for p in section.paragraphs}
    rows = [(r.section, r.paragraph, r.quote) for r in found.reasons]
    rows += [(r.section, r.paragraph, r.quote) for r in found.remedies]
    rows += [(c.section, c.paragraph, c.raw) for c in found.citations]
    for kind, position, words in rows:
        at, text = ("summary", found.summary or "") if position is None else held[position]
        assert kind == at
        assert words
        assert words in text
    assert {reason.code for reason in found.reasons} <= CODES
    assert {reason.role for reason in found.reasons} <= set(ROLES)


@given(accepted())
def test_words_of_generated_documents(text: str) -> None:
    """Whatever is accepted, what is derived from it carries its own words."""
    holds_its_words(analyse(decision(text)))


@given(texts())
def test_any_summary(text: str) -> None:
    """Any text as a summary is analysed without an error, and stock text of the powers gives nothing relied on."""
    words = " ".join(text.split()) or None
    holds_its_words(analyse(Decision(Reference("21 900 001"), summary=words)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"].rsplit("/", 1)[-1])
def test_words_of_the_sample(row: dict[str, str], sample: Path) -> None:
    """Every row derived from the sample carries words of its document."""
    (source,) = read(str(sample / row["file"]))
    assert not isinstance(source, Refused)
    holds_its_words(analyse(parse(source)))


def test_sample_against_its_author(sample: Path) -> None:
    """Over the sample, some nine in ten of what is found is right, and of what its author labelled is found."""
    right = wrong = missed = 0
    for row in ROWS:
        (source,) = read(str(sample / row["file"]))
        assert not isinstance(source, Refused)
        found = {reason.code for reason in analyse(parse(source)).reasons if reason.role in RELIED_ON}
        expected = set(row["relied_on"])
        right += len(found & expected)
        wrong += len(found - expected)
        missed += len(expected - found)
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.88


def test_own_labelled_texts() -> None:
    """The half of the project's own labelled texts that rules were built on is read rightly."""
    measured = measure([ROOT / "tests" / "eval" / "own_dev.jsonl"])
    assert measured.texts >= 50
    for role in ("relied on", "primary", "cited", "considered_and_rejected"):
        assert measured.score(role).f1 >= 0.97, role


def test_development_set(shared: Path) -> None:
    """On the development set precision and F1 of what is relied on are 0.97 or more, and powers give nothing."""
    path = shared / "eval" / "reasons_dev.jsonl"
    measured = measure([path])
    assert measured.texts == 87
    assert measured.score("relied on").precision >= 0.97
    assert measured.score("relied on").f1 >= 0.97
    powers = [json.loads(line) for line in path.read_text().splitlines()]
    refs = {item["ref"] for item in powers if item["section"] == "powers"}
    assert refs
    assert not [miss for miss in measured.misses if miss.ref in refs and miss.role == "relied on"]


def test_evaluation_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The report has a line a role and a code, and names each text that differs."""
    item = {
        "ref": "T-1",
        "year": 2024,
        "outcome": "Closed after initial enquiries",
        "section": "summary",
        "text": "We will not investigate because there is not enough evidence of fault.",
        "reasons": ["insufficient_fault", "premature"],
    }
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps(item) + "\n" + json.dumps({**item, "ref": "T-2", "reasons": []}) + "\n")
    assert main([str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2 labelled texts\n")
    assert "T-1 (relied on): missing premature;" in out
    assert "T-2 (relied on): extra insufficient_fault;" in out
    assert main([]) == 2


def test_cost_grows_with_length() -> None:
    """A text ten times as long takes some ten times the steps, not a hundred: counted, not timed."""

    def steps(times: int) -> int:
        body = "The Council said it was late. We will not investigate because there is not enough evidence of fault. "
        found = decision(
            "Anytown Council (21 900 001)\nThe Ombudsman's final decision:\nSummary: x\n\nMy assessment\n\n"
            + "".join(f"  {number}. {body * 5}\n" for number in range(1, times + 1))
        )
        return calls(lambda: analyse(found))

    steps(2)
    assert steps(40) < 14 * steps(4)


def test_a_document_of_words_alone() -> None:
    """A document without a single stock word gives no reason, remedy or citation."""
    found = analyse(
        parse(document(f"Anytown Council (21 900 001)\nThe Ombudsman's final decision:\nSummary: {WORDS[8]}\n"))
    )
    assert (found.reasons, found.remedies, found.citations) == ((), (), ())
