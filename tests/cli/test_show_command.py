"""`lgsco show` as it is typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from archives import small_archive

from archive.cli import invoke
from archive.cli.show import split_references
from archive.errors import QueryProblem

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


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["23", "012", "807"], ["23 012 807"]),
        (["23 012 807"], ["23 012 807"]),
        (["23012807"], ["23 012 807"]),
        (["23-012-807"], ["23 012 807"]),
        (["(23", "012", "807)"], ["23 012 807"]),
        (["LGSCO", "23", "012", "807"], ["23 012 807"]),
        (["LGSCO", ":", "23", "012", "807"], ["23 012 807"]),
        (["19", "018", "519C"], ["19 018 519c"]),
        (["23012807", "25000290"], ["23 012 807", "25 000 290"]),
        (["23", "012", "807", "25", "000", "290"], ["23 012 807", "25 000 290"]),
        (["23-012-807", "25", "000", "290", "19018519c"], ["23 012 807", "25 000 290", "19 018 519c"]),
        (["https://www.lgo.org.uk/decisions/education/other/23-012-807"], ["23 012 807"]),
    ],
)
def test_references_are_read_in_any_form(typed: list[str], expected: list[str]) -> None:
    """Quoted or as bare words, one or several, an address too."""
    assert split_references(typed) == expected


@pytest.mark.parametrize("typed", [["23", "012"], ["damp"], ["23", "012", "807", "x"], [""]])
def test_what_is_no_reference_is_said(typed: list[str]) -> None:
    """The message repeats what could not be read."""
    with pytest.raises(QueryProblem, match=f"'{typed[-1]}' is not a reference|'23 012' is not a reference"):
        split_references(typed)
    assert invoke(["show", *typed]) == 2


def test_a_decision_is_shown(capsys: Captured) -> None:
    """Title, facts, why with its words, remedies, sections with numbers; powers are folded unless --all."""
    assert invoke(["show", "21", "000", "001"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("Northwick Council (21 000 001)\n\nCategory    Housing > Allocations\n")
    assert "  Fault causing injustice (primary, decision)\n    “words it was read from”\n" in captured.out
    assert "The complaint\n  [1] Mr X complained about damp and mould in his flat.\n" in captured.out
    assert "The powers: 1 item of stock text (--all unfolds)\n" in captured.out
    assert "aardvarks" not in captured.out
    assert captured.err == ""
    assert invoke(["show", "21 000 001", "--all"]) == 0
    assert "aardvarks" in capsys.readouterr().out


def test_sections_can_be_picked(capsys: Captured) -> None:
    """Only the kinds asked for, the summary one of them, powers unfolded, nothing derived."""
    assert invoke(["show", "21 000 001", "--section", "powers", "--section", "assessment"]) == 0
    out = capsys.readouterr().out
    assert "aardvarks" in out
    assert "An officer planned a visit." in out
    assert "mould" not in out
    assert "Why" not in out
    assert invoke(["show", "21 000 001", "--section", "summary"]) == 0
    out = capsys.readouterr().out
    assert "leaving damp" in out
    assert "The complaint" not in out


def test_a_section_that_is_not_there_is_nothing_found(capsys: Captured) -> None:
    """Code 1, and stderr says which there are."""
    assert invoke(["show", "15 000 006", "--section", "law"]) == 1
    assert capsys.readouterr() == ("", "15 000 006 has no section law; it has other\n")
    assert invoke(["show", "21 000 002", "--section", "law", "--section", "scope"]) == 1
    assert "has no section law, scope; it has summary, complaint, assessment" in capsys.readouterr().err


def test_json_is_the_decision_of_the_contract(capsys: Captured) -> None:
    """One object a line, as `parse` gives; with --section, those sections alone."""
    assert invoke(["show", "21 000 001", "22000003", "--format", "json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["reference"], second["reference"]) == ("21 000 001", "22 000 003")
    assert first["sections"][0]["paragraphs"][0]["text"] == "Mr X complained about damp and mould in his flat."
    assert first["remedies"][0]["amount_pence"] == 25000
    assert invoke(["show", "21 000 001", "--json", "--section", "action"]) == 0
    assert [section["kind"] for section in json.loads(capsys.readouterr().out)["sections"]] == ["action"]


def test_markdown_and_source(capsys: Captured) -> None:
    """Markdown unfolds everything; source is the text as it came."""
    assert invoke(["show", "21 000 001", "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Northwick Council (21 000 001)\n")
    assert "aardvarks" in out
    assert invoke(["show", "15 000 006", "--format", "source"]) == 0
    assert capsys.readouterr().out == "An old report about damp.\n"


@pytest.mark.parametrize("form", ["text", "json", "markdown", "source"])
def test_what_is_not_held_is_said(capsys: Captured, form: str) -> None:
    """Code 1 with what was asked; what is held is still shown."""
    assert invoke(["show", "99 999 999", "--format", form]) == 1
    assert capsys.readouterr() == ("", "99 999 999 is not in this archive\n")
    assert invoke(["show", "99 999 999", "15 000 006", "--format", form]) == 1
    captured = capsys.readouterr()
    assert "An old report about damp." in captured.out
    assert captured.err == "99 999 999 is not in this archive\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["21 000 001", "--section", "start"], "no kind of section called 'start': choose from summary, complaint"),
        (["21 000 001", "--section", "law", "--format", "source"], "--format source has none"),
        ([], "Missing argument 'REF...'"),
    ],
)
def test_wrong_usage_is_code_2(capsys: Captured, arguments: list[str], message: str) -> None:
    """One plain line on stderr."""
    assert invoke(["show", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_a_source_with_controls_does_not_steer_the_terminal(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Written to a file the source is as it came; on a terminal its control characters are left out."""
    from archives import Builder

    builder = Builder(tmp_path / "archive.db")
    builder.add("21 000 001", sections={"complaint": ["a\x1b[31m b"]})
    builder.finish()
    asked = ["show", "21 000 001", "--format", "source", "--db", str(tmp_path / "archive.db"), "--no-pager"]
    assert invoke(asked) == 0
    assert capsys.readouterr().out == "a\x1b[31m b\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert invoke(asked) == 0
    assert capsys.readouterr().out == "a[31m b\n"
