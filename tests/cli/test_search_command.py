"""`lgsco search` as it is typed."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import click
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


@pytest.fixture
def db(held: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small archive, named by the environment."""
    monkeypatch.setenv("LGSCO_DB", str(held))
    return held


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("mould", ["21 000 001"]),
        ("damp mould", ["21 000 001"]),
        ("23 000 005", ["23 000 005"]),
        ("23000005", ["23 000 005"]),
        ("damp --council northwick --outcome closed --since 2021", ["21 000 002"]),
        ("damp --council northwick --council southwick --sort oldest", ["21 000 001", "21 000 002", "22 000 003"]),
        ("--category planning --sort newest", ["23 000 005", "22 000 003"]),
        ("--reason late_complaint --role cited", ["21 000 002"]),
        ("--reason insufficient_fault", ["21 000 002"]),
        ("--since 2022-06 --until 2022-06-15", ["22 000 004b", "22 000 004a"]),
        ("--type report", ["22 000 004b", "22 000 004a"]),
        ("--min-payment £1,000", ["22 000 004a"]),
        ("damp --in complaint", ["21 000 001"]),
        ("--limit 1", ["24 000 007"]),
        ("loft -- -conversion", ["22 000 003"]),
    ],
)
def test_refs_are_what_was_asked_for(capsys: Captured, arguments: str, expected: list[str]) -> None:
    """Words and filters find their decisions; stdout holds the references and nothing else."""
    asked = arguments.split()
    expected_code = 0
    if arguments == "loft -- -conversion":
        expected, expected_code = [], 1
    before = asked.index("--") if "--" in asked else len(asked)
    assert invoke(["search", "--format", "refs", *asked[:before], *asked[before:]]) == expected_code
    assert capsys.readouterr().out.splitlines() == expected


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("child-protection", 0),
        ("O'Neill", 0),
        ("24A(6)", 0),
        ("fault AND", 0),
        ('"open', 1),
        ("*", 2),
        ("()", 2),
        ("NEAR(", 1),
        ("", 0),
        ("mould\0", 0),
        ("\udcff", 2),
        ("plann*", 0),
        ("p*", 2),
    ],
)
def test_any_typing_ends_with_a_code_of_the_contract(capsys: Captured, typed: str, code: int) -> None:
    """Found 0, nothing found 1, cannot be read 2, and never a traceback."""
    assert invoke(["search", typed]) == code
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert bool(captured.out) == (code == 0)
    assert captured.err


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "soon"], "--since soon: give a day, month or year"),
        (["--until", "2024-13"], "--until 2024-13: give a day, month or year"),
        (["--min-payment", "much"], "--min-payment much: give a sum in pounds"),
        (["--council", "Nothwick"], "no council called 'Nothwick': did you mean Northwick Council?"),
        (["--sort", "best"], "cannot sort by 'best'"),
        (["--limit", "0"], "--limit 0: give a number"),
        (["--limit", "x"], "Invalid value for '--limit'"),
        (["--format", "xml"], "Invalid value for '--format'"),
        (["--nonsense"], "No such option"),
        (["mould", "--after", "x"], "--after is not a place in a result"),
    ],
)
def test_a_wrong_value_is_one_plain_line_and_code_2(capsys: Captured, arguments: list[str], message: str) -> None:
    """What is wrong and what is accepted, on stderr; nothing on stdout."""
    assert invoke(["search", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


@pytest.mark.usefixtures("db")
def test_the_table_is_for_people(capsys: Captured) -> None:
    """Blocks on stdout, finds in brackets, and on stderr how many there are and how to go on."""
    assert invoke(["search", "damp", "--limit", "1", "--sort", "oldest"]) == 0
    captured = capsys.readouterr()
    assert captured.out == (
        "Northwick Council (21 000 001)\n"
        "  3 May 2021 · Upheld · Housing > Allocations\n"
        "  Fault causing injustice\n"
        "  complaint, para 1: Mr X complained about [damp] and mould in his flat.\n"
    )
    told, after = captured.err.split("; the next: --after ")
    assert told == "1 of 4 decisions"
    assert invoke(["search", "damp", "--limit", "5", "--sort", "oldest", "--after", after.strip()]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("(2") == 2
    assert captured.err == "3 of 4 decisions\n"


@pytest.mark.usefixtures("db")
def test_json_is_one_page(capsys: Captured) -> None:
    """--json is --format json: the contract's page, also where nothing is found."""
    assert invoke(["search", "mould", "--json"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert (page["total"], page["total_is_exact"], page["next"]) == (1, True, None)
    assert page["results"][0]["reference"] == "21 000 001"
    assert invoke(["search", "mould", "--format", "json", "--outcome", "closed"]) == 1
    page = json.loads(capsys.readouterr().out)
    assert page["results"] == []
    assert page["query"] == {"words": "mould", "filters": {"outcome": ["Closed after initial enquiries"]}}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv", "markdown"])
def test_the_other_formats(capsys: Captured, form: str) -> None:
    """Each gives the decision found, in its own way."""
    assert invoke(["search", "mould", "--format", form]) == 0
    out = capsys.readouterr().out
    assert "21 000 001" in out
    if form == "csv":
        (row,) = csv.DictReader(io.StringIO(out))
        assert row["snippet"] == "Mr X complained about damp and [mould] in his flat."


@pytest.mark.usefixtures("db")
def test_facets_follow_the_hits(capsys: Captured) -> None:
    """Counts of the whole result, under the table and in JSON."""
    assert invoke(["search", "damp", "--limit", "1", "--facets"]) == 0
    assert "outcome\n        1  Closed after initial enquiries\n" in capsys.readouterr().out
    assert invoke(["search", "damp", "--facets", "--json"]) == 0
    assert {"value": "2021", "count": 2, "query": "damp date:2021"} in json.loads(capsys.readouterr().out)["facets"][
        "year"
    ]


@pytest.mark.usefixtures("db")
def test_count_prints_a_number(capsys: Captured) -> None:
    """--count is the total alone, and 0 with code 1 where there is nothing."""
    assert invoke(["search", "damp", "--count"]) == 0
    assert capsys.readouterr() == ("4\n", "")
    assert invoke(["search", "qqqq", "--count"]) == 1
    assert capsys.readouterr().out == "0\n"


@pytest.mark.usefixtures("db")
def test_several_passages_of_a_decision_are_shown(capsys: Captured) -> None:
    """--snippets shows as many passages as there are, up to the number, each with its place."""
    assert invoke(["search", "damp OR visit", "--council", "northwick", "--until", "2021-06", "--snippets", "3"]) == 0
    out = capsys.readouterr().out
    assert "  complaint, para 1: Mr X complained about [damp] and mould in his flat.\n" in out
    assert "  summary: The Council was at fault for leaving [damp] in a flat.\n" in out
    assert out.count("[damp]") + out.count("[visit]") == 3
    assert invoke(["search", "damp", "--snippets", "11"]) == 2
    assert capsys.readouterr().err == "lgsco: --snippets 11: give a number from 1 to 10\n"


@pytest.mark.usefixtures("db")
def test_ranges_and_fields_are_options_too(capsys: Captured) -> None:
    """--date and --payment take ranges, several times; each means what the field means."""
    for arguments in (
        ["--date", "2021/22", "--date", "2024", "--payment", "..300"],
        ["date:(2021/22 OR 2024) payment:..300"],
    ):
        assert invoke(["search", "--format", "refs", "--sort", "oldest", *arguments]) == 0
        assert capsys.readouterr().out == "21 000 001\n"
    assert invoke(["search", "--payment", "much"]) == 2
    assert capsys.readouterr().err.startswith("lgsco: --payment much: give a sum in pounds")


@pytest.mark.usefixtures("db")
def test_what_cannot_be_read_is_pointed_at(capsys: Captured) -> None:
    """The reason, the query with a caret under the place, and a query that can be read."""
    assert invoke(["search", "damp", "counil:northwick"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "lgsco: no field called 'counil': did you mean council:?",
        "  damp counil:northwick",
        "       ^",
        "try: damp council:northwick",
    ]


@pytest.mark.usefixtures("db")
def test_what_was_not_looked_at_is_told(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """A total that may be too low says "at least", beside why."""
    monkeypatch.setattr("archive.query.exact.LOOKED_AT_MOST", 1)
    assert invoke(["search", "exact:plan", "--format", "refs"]) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert err.startswith("exact:plan: only the newest 1 decisions")
    assert err.endswith("at least 1 decision\n")
    assert invoke(["search", "exact:plan", "--count"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.partition(":")[0]) == ("1\n", "exact")


@pytest.mark.usefixtures("db")
def test_explain_prints_how_it_was_understood(capsys: Captured) -> None:
    """--explain prints the expression and the SQL in place of the result."""
    assert invoke(["search", "damp", "mould", "--explain"]) == 0
    out = capsys.readouterr().out
    assert out.startswith('words: damp mould\nunderstood: damp and mould\nmatch: ("damp" AND "mould")\n')
    assert "SELECT count(*)" in out


@pytest.mark.usefixtures("db")
def test_nothing_found_says_why(capsys: Captured) -> None:
    """Nothing on stdout, the word to blame on stderr, code 1; quiet says nothing at all."""
    assert invoke(["search", "complant"]) == 1
    assert capsys.readouterr() == ("", "no decision has the word complant: did you mean complaint or complained?\n")
    assert invoke(["search", "complant", "-q"]) == 1
    assert capsys.readouterr() == ("", "")


def test_a_missing_archive_is_code_4_and_makes_no_file(tmp_path: Path, capsys: Captured) -> None:
    """A mistyped path is said, and nothing is made there."""
    assert invoke(["search", "damp", "--db", str(tmp_path / "nope.db")]) == 4
    assert "nope.db: no archive there" in capsys.readouterr().err
    assert not (tmp_path / "nope.db").exists()


def test_a_damaged_archive_is_code_4(tmp_path: Path, capsys: Captured) -> None:
    """What SQLite finds broken while searching is one plain line."""
    path = small_archive(tmp_path / "archive.db")
    data = bytearray(path.read_bytes())
    for page in range(4096 * 2, len(data), 4096):
        data[page : page + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert invoke(["search", "damp", "--db", str(path)]) == 4
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "archive.db: " in captured.err


def test_a_ranking_that_does_not_look_at_all_says_so(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where more match than are ranked, stderr says how many were."""
    monkeypatch.setattr("archive.query.ranking.RANKED_AT_MOST", 2)
    builder = Builder(tmp_path / "archive.db")
    for number in range(3):
        builder.add(f"21 000 00{number}", decision_date=date(2021, 1, 1), summary="damp")
    builder.finish()
    assert invoke(["search", "damp", "--db", str(tmp_path / "archive.db"), "--format", "refs"]) == 0
    told = "2 of 3 decisions; ranked among the newest 2 (all: --exact)\n"
    assert capsys.readouterr() == ("21 000 002\n21 000 001\n", told)
    assert invoke(["search", "damp", "--db", str(tmp_path / "archive.db"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["ranked_newest"] == 2
    assert invoke(["search", "damp", "--exact", "--db", str(tmp_path / "archive.db"), "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert (len(json.loads(out)["results"]), "ranked_newest" in json.loads(out), err) == (3, False, "3 decisions\n")


def test_words_that_tell_nothing_are_told(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where most decisions have the words, stderr says that the newest come first, unless there is but one."""
    monkeypatch.setattr("archive.query.commonness.NEWEST", 3)
    builder = Builder(tmp_path / "archive.db")
    for number in range(3):
        builder.add(f"21 000 00{number}", decision_date=date(2021, 1, 1 + number), summary="damp")
    builder.finish()
    search = ["search", "damp", "--db", str(tmp_path / "archive.db")]
    assert invoke([*search, "--format", "refs"]) == 0
    told = "3 decisions; newest first, for so many decisions have these words (ranked: --exact)\n"
    assert capsys.readouterr() == ("21 000 002\n21 000 001\n21 000 000\n", told)
    assert invoke([*search, "--since", "2021-01-03"]) == 0
    assert capsys.readouterr().err == "1 decision\n"
    assert invoke([*search, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["ranked_newest"] == 0


@pytest.mark.usefixtures("db")
def test_help_begins_with_examples(capsys: Captured) -> None:
    """--help says in a line what it does, then shows how, one example a line."""
    assert invoke(["search", "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[4] == "  Examples:"
    assert lines[5].startswith("    lgsco search damp mould ")
    assert "\b" not in "".join(lines)


@pytest.mark.usefixtures("db")
def test_on_a_colour_terminal_finds_are_bold(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour is for terminals: bold finds, no brackets; NO_COLOR and --no-color give brackets back."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert invoke(["search", "mould", "--no-pager"]) == 0
    assert click.style("mould", bold=True) in capsys.readouterr().out
    assert invoke(["search", "mould", "--no-pager", "--no-color"]) == 0
    assert "[mould]" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    assert invoke(["search", "mould", "--no-pager"]) == 0
    assert "[mould]" in capsys.readouterr().out


@pytest.mark.usefixtures("db")
def test_a_long_list_goes_through_the_pager_on_a_terminal(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """More lines than the terminal has are paged; fewer, other formats, and --no-pager are not."""
    paged: list[str] = []
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("LINES", "10")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(click, "echo_via_pager", lambda text, color: paged.append(text))  # noqa: ARG005 - click's names
    assert invoke(["search"]) == 0
    assert len(paged) == 1
    assert capsys.readouterr().out == ""
    for arguments in (["mould"], ["--format", "refs"], ["--no-pager"]):
        assert invoke(["search", *arguments]) == 0
        assert capsys.readouterr().out
    assert len(paged) == 1


@pytest.mark.usefixtures("db")
def test_references_for_xargs(capsys: Captured) -> None:
    """-0 prints references alone, each ended by a NUL."""
    assert invoke(["search", "damp", "-0", "--sort", "oldest"]) == 0
    assert capsys.readouterr().out.split("\0")[:2] == ["21 000 001", "21 000 002"]


@pytest.mark.usefixtures("db")
def test_plain_results(capsys: Captured) -> None:
    """--plain labels each fact."""
    assert invoke(["search", "mould", "--plain"]) == 0
    assert capsys.readouterr().out.startswith("Decision: Northwick Council (21 000 001)\nDate: 3 May 2021\n")
