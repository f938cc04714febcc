"""`lgsco export` as it is typed."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
from typing import TYPE_CHECKING

import pytest
from archives import Builder, small_archive

from archive.cli import invoke
from archive.decision import Decision
from archive.storage.schema import ACKNOWLEDGEMENT

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive."""
    return small_archive(tmp_path_factory.mktemp("held") / "archive.db")


@pytest.fixture(autouse=True)
def db(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small archive, named by the environment."""
    monkeypatch.setenv("LGSCO_DB", str(held))


def test_csv_has_a_row_a_decision(capfd: pytest.CaptureFixture[str]) -> None:
    """All of the archive, the newest first, what is derived in words, the acknowledgement on every row."""
    assert invoke(["export"]) == 0
    captured = capfd.readouterr()
    rows = list(csv.DictReader(io.StringIO(captured.out)))
    assert captured.err == "8 decisions\n"
    assert [row["reference"] for row in rows][:2] == ["24 000 007", "23 000 005"]
    assert next(iter(rows[0])) == "reference"
    assert list(rows[0])[-1] == "acknowledgement"
    assert {row["acknowledgement"] for row in rows} == {ACKNOWLEDGEMENT}
    first = next(row for row in rows if row["reference"] == "21 000 001")
    assert first["category"] == "Housing"
    assert first["subcategory"] == "Allocations"
    assert first["decision_date"] == "2021-05-03"
    assert first["reasons"] == "fault_causing_injustice"
    assert first["reasons_quoted"] == "fault_causing_injustice (primary, decision): “words it was read from”"
    assert first["payments"] == "£250.00 agreed"
    assert first["remedies"] == "payment of £250.00: agreed (action): “pay”"
    assert first["url_derived"] == "no"
    assert "text" not in first
    late = next(row for row in rows if row["reference"] == "23 000 005")
    assert (late["reasons"], late["reasons_rejected"]) == ("no_different_outcome", "late_complaint")
    cited = next(row for row in rows if row["reference"] == "21 000 002")
    assert (cited["reasons"], cited["reasons_cited"]) == ("insufficient_fault", "late_complaint")
    assert (rows[-1]["council"], rows[-1]["decision_date"], rows[-1]["url"]) == ("", "", "")


def test_words_and_filters_are_those_of_a_search(capfd: pytest.CaptureFixture[str]) -> None:
    """The same decisions as `lgsco search` finds, whatever the number on its page."""
    asked = ["damp", "--council", "northwick", "--until", "2021"]
    assert invoke(["search", *asked, "--sort", "newest", "--format", "refs"]) == 0
    expected = capfd.readouterr().out.splitlines()
    assert invoke(["export", *asked, "--fields", "reference"]) == 0
    rows = list(csv.reader(io.StringIO(capfd.readouterr().out)))
    assert [row[0] for row in rows[1:]] == expected == ["21 000 002", "21 000 001"]
    assert rows[0] == ["reference", "acknowledgement"]


def test_fields_are_chosen(capfd: pytest.CaptureFixture[str]) -> None:
    """In the order asked for; the whole text is one of them, the acknowledgement is always there, and last."""
    assert invoke(["export", "mould", "--fields", "acknowledgement,text,reference"]) == 0
    (row,) = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert list(row) == ["text", "reference", "acknowledgement"]
    assert row["text"].splitlines()[:2] == ["The complaint", "1. Mr X complained about damp and mould in his flat."]
    assert invoke(["export", "mould", "--fields", "reference,summary", "--format", "jsonl"]) == 0
    assert json.loads(capfd.readouterr().out) == {
        "reference": "21 000 001",
        "summary": "The Council was at fault for leaving damp in a flat.",
        "acknowledgement": ACKNOWLEDGEMENT,
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fields", "nmae"], "no field called 'nmae': choose from reference, title, "),
        (["--fields", "title", "--format", "jsonl"], "no field called 'title': choose from reference, council, "),
        (["--fields", "reference", "--format", "markdown"], "--format markdown has none"),
        (["--format", "xml"], "Invalid value for '--format'"),
        (["--council", "nothwick"], "no council called 'nothwick'"),
        (["-o", "nowhere/out.csv"], "nowhere/out.csv: cannot be written: No such file or directory"),
        (["-o", "."], ".: cannot be written: Is a directory"),
    ],
)
def test_wrong_usage_is_code_2(
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    """One plain line, nothing on stdout, and no file is left."""
    monkeypatch.chdir(tmp_path)
    assert invoke(["export", *arguments]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert list(tmp_path.iterdir()) == []


def test_json_lines_are_the_decisions_of_the_contract(capfd: pytest.CaptureFixture[str]) -> None:
    """As `show --format json` prints them, with the acknowledgement as one more key of each."""
    assert invoke(["export", "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert len(lines) == 8
    assert invoke(["show", "21 000 001", "--json"]) == 0
    shown = json.loads(capfd.readouterr().out)
    exported = next(line for line in lines if line["reference"] == "21 000 001")
    assert exported == shown | {"acknowledgement": ACKNOWLEDGEMENT}
    assert Decision.from_dict(exported) == Decision.from_dict(shown)


def test_markdown_begins_with_the_acknowledgement(capfd: pytest.CaptureFixture[str]) -> None:
    """Then each decision, whole, under its title."""
    assert invoke(["export", "damp", "--format", "markdown"]) == 0
    out = capfd.readouterr().out
    assert out.startswith(f"> {ACKNOWLEDGEMENT}\n\n# ")
    assert out.count("\n# ") == 4
    assert "aardvarks" in out


@pytest.mark.parametrize(("name", "first"), [("a.csv", "reference,"), ("a.JSONL", "{"), ("a.md", "> "), ("a", "ref")])
def test_the_ending_of_a_file_names_the_format(tmp_path: Path, name: str, first: str) -> None:
    """Without --format; the file is whole, and nothing stands beside it."""
    path = tmp_path / name
    path.write_text("older")
    assert invoke(["export", "mould", "--output", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith(first)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Interrupted, the older file stays as it was."""
    path = tmp_path / "a.csv"
    path.write_text("older")

    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("archive.storage.reader.read_address", stop)
    assert invoke(["export", "-o", str(path)]) == 130
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]
    assert capfd.readouterr().err.strip() == "interrupted"


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    """What is no plain file keeps its name and its kind."""
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(path.read_text(encoding="utf-8")))
    reader.start()
    assert invoke(["export", "mould", "-o", str(path)]) == 0
    reader.join()
    assert read[0].startswith("reference,")
    assert path.is_fifo()


def test_nothing_found_says_why(capfd: pytest.CaptureFixture[str]) -> None:
    """Code 1, the word to blame on stderr; CSV has its names, so that what reads it does not fail."""
    assert invoke(["export", "complant", "--fields", "reference"]) == 1
    captured = capfd.readouterr()
    assert captured.out == "reference,acknowledgement\n"
    assert "no decision has the word complant" in captured.err
    assert invoke(["export", "zz*", "--format", "jsonl", "-q"]) == 1
    assert capfd.readouterr() == ("", "")


def test_formulas_are_made_text(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A cell that a spreadsheet would run has an apostrophe before it, unless that is not wanted."""
    builder = Builder(tmp_path / "archive.db")
    builder.add("21 000 001", summary="=1+1")
    builder.finish()
    asked = ["export", "--fields", "summary", "--db", str(tmp_path / "archive.db")]
    assert invoke(asked) == 0
    assert capfd.readouterr().out.splitlines()[1].startswith("'=1+1,")
    assert invoke([*asked, "--no-safe-csv"]) == 0
    assert capfd.readouterr().out.splitlines()[1].startswith("=1+1,")


def test_progress_is_for_terminals(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar on stderr while a file is written, where that is a terminal; never with --plain, -q or TERM=dumb."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    asked = ["export", "-o", str(tmp_path / "a.csv")]
    assert invoke(asked) == 0
    assert "Writing" in capfd.readouterr().err
    for quiet in (["--plain"], ["-q"]):
        assert invoke([*asked, *quiet]) == 0
        assert "Writing" not in capfd.readouterr().err
    monkeypatch.setenv("TERM", "dumb")
    assert invoke(asked) == 0
    assert capfd.readouterr().err == "8 decisions\n"


def test_decisions_are_written_one_by_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No more than one is held: each is written before the next is read, however many there are."""
    from archive.output import rows
    from archive.storage import reader

    happened: list[str] = []
    read, written = reader.read_decision, rows.json_line

    def reading(connection: sqlite3.Connection, reference: str) -> Decision | None:
        happened.append("read")
        return read(connection, reference)

    def writing(value: object) -> str:
        happened.append("written")
        return written(value)

    monkeypatch.setattr("archive.storage.reader.read_decision", reading)
    monkeypatch.setattr("archive.output.exports.as_jsonl.json_line", writing)
    assert invoke(["export", "-o", str(tmp_path / "a.jsonl")]) == 0
    assert happened == ["read", "written"] * 8


def test_what_is_exported_can_be_taken_in(tmp_path: Path, capfd: pytest.CaptureFixture[str], sample: Path) -> None:
    """JSON Lines make the same archive again."""
    first, second, lines = (str(tmp_path / name) for name in ("first.db", "second.db", "all.jsonl"))
    assert invoke(["ingest", str(sample), "--db", first, "-q"]) == 0
    assert invoke(["export", "--db", first, "-o", lines, "-q"]) == 0
    assert invoke(["ingest", lines, "--db", second, "-q"]) == 0
    capfd.readouterr()
    texts = []
    for db in (first, second):
        assert invoke(["export", "--db", db, "-q"]) == 0
        texts.append(capfd.readouterr().out)
    assert texts[0] == texts[1]


def test_parquet_is_a_folder(tmp_path: Path, capfd: Captured) -> None:
    """A folder a year, from what a search finds, with the acknowledgement in every file."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install '.[parquet]'")
    assert invoke(["export", "--council", "northwick", "--format", "parquet", "-o", str(tmp_path / "out")]) == 0
    assert capfd.readouterr() == ("", "4 decisions\n")
    table = parquet.read_table(tmp_path / "out")
    assert sorted(table.column("year").to_pylist()) == [2021, 2021, 2023, 2024]
    (names,) = {tuple(reason["name"] for reason in row) for row in table.column("reasons").to_pylist() if len(row) == 1}
    assert names == ("Fault causing injustice",)
    for path in (tmp_path / "out").rglob("*.parquet"):
        assert parquet.read_schema(path).metadata[b"acknowledgement"].decode() == ACKNOWLEDGEMENT


@pytest.mark.parametrize("options", [[], ["-o", "out", "--fields", "reference"]], ids=["stdout", "fields"])
def test_parquet_wants_a_folder_and_all_fields(options: list[str], capfd: Captured) -> None:
    """Parquet is no stream and has its own columns."""
    assert invoke(["export", "--format", "parquet", *options]) == 2
    assert "name the folder with --output" in capfd.readouterr().err
