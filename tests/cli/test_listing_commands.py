"""`lgsco councils`, `categories` and `reasons` as they are typed."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from archives import Builder, small_archive

from archive.cli import invoke

if TYPE_CHECKING:
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


def test_councils(capsys: Captured) -> None:
    """A table with how many decisions each has and from when to when."""
    assert invoke(["councils"]) == 0
    captured = capsys.readouterr()
    assert captured.out == (
        "name                              decisions  last        first       kind\n"
        "Marsh Care Homes (North) Limited          1  2022-06-15  2022-06-15  unknown\n"
        "Northwick Council                         4  2024-02-29  2021-05-03  unknown\n"
        "Southwick & Marsh Council                 2  2022-06-15  2022-01-01  unknown\n"
    )
    assert captured.err == "3 rows\n"


def test_categories(capsys: Captured) -> None:
    """Subjects with their counts by outcome."""
    assert invoke(["categories", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {"category": "Education", "decisions": "2", "upheld": "0", "not_upheld": "0", "closed": "2"} in rows


def test_reasons(capsys: Captured) -> None:
    """Codes as they are typed with --reason, never cut, names beside them, counts by role in JSON."""
    assert invoke(["reasons"]) == 0
    assert "\ninsufficient_fault               1  Not enough evidence of fault " in capsys.readouterr().out
    assert invoke(["reasons", "--json"]) == 0
    assert {
        "code": "late_complaint",
        "relied_on": 0,
        "name": "Complaint made late",
        "cited": 1,
        "rejected": 1,
        "gate": "JD",
        "test": None,
    } in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", ["councils", "categories", "reasons"])
def test_an_empty_archive(tmp_path: Path, capsys: Captured, command: str) -> None:
    """Nothing found is code 1 with advice; --all lists what is known; JSON is a list in any case."""
    builder = Builder(tmp_path / "archive.db")
    builder.council("Nowhere Council")
    builder.category("Housing")
    builder.finish()
    asked = [command, "--db", str(tmp_path / "archive.db")]
    assert invoke(asked) == 1
    assert capsys.readouterr() == ("", "nothing yet: run `lgsco ingest` first, or give --all\n")
    assert invoke([*asked, "--json"]) == 1
    assert capsys.readouterr().out == "[]\n"
    assert invoke([*asked, "--all", "--quiet"]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) >= 2
    assert captured.err == ""


@pytest.mark.parametrize("command", ["councils", "categories", "reasons"])
def test_help_begins_with_examples(capsys: Captured, command: str) -> None:
    """--help shows how, one example a line."""
    assert invoke([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"\n  Examples:\n    lgsco {command}\n" in out


def test_fields_of_a_list(capsys: Captured) -> None:
    """--fields picks columns of a table too; a wrong one is code 2 and names those there are."""
    assert invoke(["councils", "--fields", "decisions, name", "-q"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "        1  Marsh Care Homes (North) Limited"
    assert invoke(["councils", "--fields", "nmae"]) == 2
    expected = "lgsco: no field called 'nmae': choose from name, decisions, last, first, kind, region\n"
    assert capsys.readouterr() == ("", expected)


def test_a_list_for_a_screen_reader(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """--plain, or LGSCO_PLAIN, gives a line with its label for each fact."""
    assert invoke(["councils", "--plain"]) == 0
    plain = capsys.readouterr().out
    assert plain.startswith("name: Marsh Care Homes (North) Limited\ndecisions: 1\n")
    monkeypatch.setenv("LGSCO_PLAIN", "1")
    assert invoke(["councils"]) == 0
    assert capsys.readouterr().out == plain


def test_a_name_that_is_a_formula_is_made_text(tmp_path: Path, capsys: Captured) -> None:
    """CSV is safe to open in a spreadsheet, unless --no-safe-csv."""
    builder = Builder(tmp_path / "archive.db")
    builder.add("21 000 001", council='=HYPERLINK("x")')
    builder.finish()
    asked = ["councils", "--format", "csv", "--fields", "name", "--db", str(tmp_path / "archive.db")]
    assert invoke(asked) == 0
    assert capsys.readouterr().out.splitlines()[1] == '"\'=HYPERLINK(""x"")"'
    assert invoke([*asked, "--no-safe-csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == '"=HYPERLINK(""x"")"'
