"""What is derived, over whole corpora: labelled texts, the sample, generated documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from analysed import holds_its_words
from conftest import ROOT
from hypothesis import given
from making import calls, decision, document
from strategies import WORDS, accepted, texts

from archive.analysis import analyse
from archive.analysis.evaluate import main, measure
from archive.decision import Decision, Reference
from archive.errors import Refused
from archive.parsing import parse
from archive.reading import read

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [json.loads(line) for line in (ROOT / "tests" / "sample" / "index.jsonl").read_text().splitlines()]


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
    measured = measure(ROOT / "tests" / "sample" / "index.jsonl", sample)
    assert measured.texts == len(ROWS)
    assert measured.score("relied on").precision >= 0.9
    assert measured.score("relied on").recall >= 0.88


def test_own_labelled_texts() -> None:
    """The half of the project's own labelled texts that rules were built on is read rightly."""
    measured = measure(ROOT / "tests" / "eval" / "own_dev.jsonl")
    assert measured.texts >= 50
    for role in ("relied on", "primary", "cited", "considered_and_rejected"):
        assert measured.score(role).f1 >= 0.97, role


def test_development_set(shared: Path) -> None:
    """On the development set precision and F1 of what is relied on are 0.97 or more, and powers give nothing."""
    path = shared / "eval" / "reasons_dev.jsonl"
    measured = measure(path)
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
    assert out.startswith(f"{path}: 2 labelled texts\n")
    assert "T-1 (relied on): missing premature;" in out
    assert "T-2 (relied on): extra insufficient_fault;" in out
    with pytest.raises(SystemExit, match="2"):
        main([])


def test_evaluation_of_documents_beside_their_labels(capsys: pytest.CaptureFixture[str], sample: Path) -> None:
    """An index that names documents is measured with them, from the folder given or its own."""
    index = ROOT / "tests" / "sample" / "index.jsonl"
    assert main(["--documents", str(sample), str(index)]) == 0
    assert capsys.readouterr().out.startswith(f"{index}: 30 labelled texts\n")
    assert main([str(index)]) == 2
    assert "15-900-276.txt" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["no json", "[]", '{"ref": "T-1"}', '{"file": "two.json", "relied_on": []}', "null"])
def test_evaluation_of_what_is_no_labelled_text(line: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One plain line says where: the file, the line, what is wrong."""
    (tmp_path / "two.json").write_text("[]")
    path = tmp_path / "own.jsonl"
    path.write_text(line + "\n")
    assert main([str(path)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert str(tmp_path) in err
    assert main([str(tmp_path / "absent.jsonl")]) == 2


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
