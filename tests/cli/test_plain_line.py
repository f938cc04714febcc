"""The line of a search read without click, beside click's own reading of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from archives import small_archive
from hypothesis import given
from hypothesis import strategies as st

from archive.cli import invoke, plain_line
from archive.cli.options import SEARCH
from archive.cli.search import command

if TYPE_CHECKING:
    from pathlib import Path

    Captured = pytest.CaptureFixture[str]


def by_click(arguments: list[str]) -> dict[str, Any]:
    """The values that click reads from the line of a search."""
    return command.make_context("search", list(arguments)).params


PLAIN = [
    [],
    ["damp"],
    ["damp", "--limit", "5", "mould"],
    ["--council", "thurrock", "--council=Essex", "damp"],
    ["--json"],
    ["--format", "csv", "--format", "tsv"],
    ["--safe-csv", "--fields", "reference,council"],
    ["-q", "-0", "--count", "--exact"],
    ["--since", "2024", "--until=", ""],
    ["--db", "x.db", "--plain", "--no-color", "--no-pager"],
    ["--limit", "٥"],
]


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_plain_line_is_read_as_click_reads_it(arguments: list[str]) -> None:
    """Every option has the same value, given or not."""
    assert plain_line.values_of(arguments) == by_click(arguments)


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "-h",
        "--",
        "-",
        "-q0",
        "--counci leeds",
        "--no-safe-csv",
        "--limit five",
        "--limit -1",
        f"--limit {'9' * 5_000}",
        "--limit",
        "--format word",
        "--count=1",
        "--json=1",
        "--format csv --json",
        "--since -2024",
        "--council=-x",
        "-mould",
    ],
    ids=lambda line: line[:20],
)
def test_what_is_not_plain_is_left_to_click(line: str) -> None:
    """A mistake, a short form, a value that looks like an option: click knows what to make of it, or to say."""
    assert plain_line.values_of(["damp", *line.split()]) is None


@pytest.mark.parametrize("variable", ["_LGSCO_COMPLETE", "LGSCO_PLAIN"])
def test_variables_of_click_are_left_to_it(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """Where a shell asks what completes a line, or the environment sets a flag."""
    monkeypatch.setenv(variable, "1")
    assert plain_line.values_of(["damp"]) is None


@pytest.mark.parametrize("path", ["other.db", ""])
def test_the_variable_of_the_archive_is_read_as_click_reads_it(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """LGSCO_DB stands in for --db; empty it says nothing; --db is stronger."""
    monkeypatch.setenv("LGSCO_DB", path)
    for arguments in ([], ["--db", "mine.db"]):
        assert plain_line.values_of(arguments) == by_click(arguments)


TYPED = [name for option in SEARCH for name in (*option.typed, option.off) if name]
VALUES = ["damp", "5", "05", "csv", "", "2024", "-1", "x=y", "--", "thurrock"]


@given(st.lists(st.sampled_from([*TYPED, *VALUES, *(f"{name}={value}" for name in TYPED for value in VALUES[:4])])))
def test_whatever_is_read_is_read_as_by_click(arguments: list[str]) -> None:
    """Any line of options, values and words is left to click or means the same."""
    values = plain_line.values_of(arguments)
    assert values is None or values == by_click(arguments)


def test_a_search_says_the_same_either_way(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer, the talk and the exit code are those of click; where nothing is found or named, too."""
    db = str(small_archive(tmp_path / "archive.db"))
    for words in (["damp"], ["zzz"], ["damp", "--council", "nowhere"], ["damp", "--db", str(tmp_path / "none.db")]):
        arguments = ["search", "--db", db, *words]
        plainly = (invoke(arguments), capsys.readouterr())
        with monkeypatch.context() as patched:
            patched.setattr(plain_line, "values_of", lambda _arguments: None)
            assert (invoke(arguments), capsys.readouterr()) == plainly
