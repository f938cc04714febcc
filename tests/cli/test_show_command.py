"""`lgsco show` as it is typed."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import click
import pytest
from archives import Builder, small_archive

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
    assert [one.reference for one in split_references(typed)] == expected


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
    assert captured.out.startswith("Northwick Council (21 000 001)\n\nCategory     Housing > Allocations\n")
    assert "  Fault causing injustice\n    primary, decision: “words it was read from”\n" in captured.out
    assert "The complaint\n  [1] Mr X complained about damp and mould in his flat.\n" in captured.out
    assert "The powers: stock text folded, paragraph 2 (--all opens)\n" in captured.out
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
    builder = Builder(tmp_path / "archive.db")
    builder.add("21 000 001", sections={"complaint": ["a\x1b[31m b"]})
    builder.finish()
    asked = ["show", "21 000 001", "--format", "source", "--db", str(tmp_path / "archive.db"), "--no-pager"]
    assert invoke(asked) == 0
    assert capsys.readouterr().out == "a\x1b[31m b\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert invoke(asked) == 0
    assert capsys.readouterr().out == "a[31m b\n"


def test_words_are_marked(capsys: Captured) -> None:
    """--match marks any form of the words, as a search finds them, and changes nothing else."""
    assert invoke(["show", "21 000 001", "--match", "plan* visits"]) == 0
    out = capsys.readouterr().out
    assert "An officer [planned] a [visit]." in out
    assert "The [visit] took two hours." in out
    assert invoke(["show", "21 000 001"]) == 0
    assert out.replace("[planned]", "planned").replace("[visit]", "visit") == capsys.readouterr().out


def test_grep_prints_only_paragraphs_with_the_words(capsys: Captured) -> None:
    """Each under its heading with its number, marked; the summary and the powers are looked at too."""
    assert invoke(["show", "21 000 001", "--grep", "damp OR aardvark"]) == 0
    assert capsys.readouterr().out == (
        "Northwick Council (21 000 001)\n"
        "\nSummary\n  The Council was at fault for leaving [damp] in a flat.\n"
        "\nThe complaint\n  [1] Mr X complained about [damp] and mould in his flat.\n"
        "\nThe powers\n  [2] We may investigate fault, [aardvarks] and injustice.\n"
    )
    assert invoke(["show", "21 000 001", "--grep", "zebra"]) == 1
    assert capsys.readouterr() == ("", "21 000 001 has no paragraph with zebra\n")
    assert invoke(["show", "21 000 001", "--grep", "visit", "--json"]) == 0
    decision = json.loads(capsys.readouterr().out)
    assert [len(section["paragraphs"]) for section in decision["sections"]] == [2]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["21 000 001", "para", "4"], "The assessment\n  [4] The visit took two hours.\n"),
        (["21000001", "--para", "3-4"], "  [3] An officer planned a visit.\n  [4] The visit took two hours.\n"),
        (["21000001", "--para", "4,3"], "  [3] An officer planned a visit.\n  [4] The visit took two hours.\n"),
        (["LGSCO", "21", "000", "001,", "para", "4"], "  [4] The visit took two hours.\n"),
    ],
)
def test_paragraphs_are_picked_by_the_number_to_cite(capsys: Captured, arguments: list[str], expected: str) -> None:
    """Typed after the reference or with --para, one, a range or a list."""
    assert invoke(["show", *arguments]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Northwick Council (21 000 001)\n\nThe ")
    assert out.endswith(expected)
    assert "Summary" not in out


def test_a_paragraph_that_is_not_there_is_told(capsys: Captured) -> None:
    """Code 1, with the numbers there are."""
    assert invoke(["show", "21 000 001", "para", "70"]) == 1
    assert capsys.readouterr() == ("", "21 000 001 has no paragraph 70; its numbers go from 1 to 5\n")


def test_a_copy_without_numbers_says_so(capsys: Captured, tmp_path: Path) -> None:
    """Where no paragraph has a number, none can be asked for."""
    builder = Builder(tmp_path / "archive.db")
    builder.add("21 000 001", summary="damp")
    builder.finish()
    assert invoke(["show", "21 000 001", "para", "7", "--db", str(tmp_path / "archive.db")]) == 1
    assert capsys.readouterr() == ("", "21 000 001 has no paragraph 7: this copy has lost the numbers\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ""),
        (["--para", "3"], ", para 3"),
        (["--para", "1,3-4"], ", paras 1 and 3-4"),
        (["--grep", "visit"], ", paras 3-4"),
        (["--section", "assessment"], ""),
    ],
)
def test_citations(capsys: Captured, arguments: list[str], expected: str) -> None:
    """--cite prints one line, with the paragraphs that were picked by number or by words."""
    assert invoke(["show", "21 000 001", "--cite", *arguments]) == 0
    assert capsys.readouterr() == (f"LGSCO, Northwick Council (21 000 001), 3 May 2021{expected}\n", "")


def test_references_come_from_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """One a line in any form, blank lines left out; a wrong line is named with its number, the rest is shown."""
    lines = (
        "\ufeff21 000 001\r\n\n21-000-002 para 2\nrubbish\x1b\nhttps://www.lgo.org.uk/decisions/planning/23-000-005\n"
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert invoke(["show", "22000003", "-", "15000006", "--cite"]) == 3
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "LGSCO, Southwick & Marsh Council (22 000 003), 1 January 2022",
        "LGSCO, Northwick Council (21 000 001), 3 May 2021",
        "LGSCO, Northwick Council (21 000 002), 31 December 2021, para 2",
        "LGSCO, Northwick Council (23 000 005), 28 February 2023",
        "LGSCO, 15 000 006",
    ]
    message = "refused: standard input: line 4: 'rubbish\ufffd' is not a reference: give one a line, as 23 012 807\n"
    assert captured.err == message


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--cite", "--why"], "--why and --cite print different things: give one of them"),
        (["--para", "1", "--grep", "x"], "--para and --grep pick different parts: give one of them"),
        (["--para", "x"], "--para x: give a number or a range, as 7 or 7-9"),
        (["--para", "9-7"], "--para 9-7: give the lower number first"),
        (["--para", "1-9999"], "--para 1-9999: give the lower number first, and no more than 500"),
        (["--para", "7-"], "--para 7-: give a number or a range"),
        (["--grep", "p*"], "p* stands for too many words"),
    ],
)
def test_wrong_picks_are_code_2(capsys: Captured, arguments: list[str], message: str) -> None:
    """Contradictions and unreadable numbers are one plain line."""
    assert invoke(["show", "21 000 001", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_a_decision_for_a_screen_reader(capsys: Captured) -> None:
    """--plain labels every line."""
    assert invoke(["show", "21 000 001", "--plain"]) == 0
    out = capsys.readouterr().out
    assert "\nOutcome: Upheld\n" in out
    assert "\nParagraph 1, counted: Mr X complained" in out


def test_several_decisions_go_through_one_pager(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, what is longer than it is paged, as one text; what is shorter is not."""
    paged: list[str] = []
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("LINES", "30")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(click, "echo_via_pager", lambda texts, color: paged.append("".join(texts)))  # noqa: ARG005
    assert invoke(["show", "21 000 001", "21 000 002", "23 000 005"]) == 0
    assert capsys.readouterr().out == ""
    assert len(paged) == 1
    assert all(reference in paged[0] for reference in ("21 000 001", "21 000 002", "23 000 005"))
    assert invoke(["show", "23 000 005"]) == 0
    assert "23 000 005" in capsys.readouterr().out
    assert len(paged) == 1
