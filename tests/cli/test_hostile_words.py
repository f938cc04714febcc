"""No command lets a document, a name of a file, or what is typed steer the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from archives import HOSTILE, small_archive
from fuzz.terminal import COMMANDS, harmless
from making import HEAD

from archive.cli import invoke

if TYPE_CHECKING:
    from pathlib import Path

    Captured = pytest.CaptureFixture[str]

TEXT = (
    HEAD.replace("Anytown Council", f"Any{HOSTILE}town Council")
    .replace("Housing > Allocations", f"Housing{HOSTILE} > Allo{HOSTILE}cations")
    .replace("Decision : Upheld", f"Decision : Up{HOSTILE}held")
    + f"Summary: We found fault. {HOSTILE}\n\nThe complaint\n\n  1. {HOSTILE} damp.\n\nAgreed action\n\n"
    + f"  2. The Council will pay Mr X £250 {HOSTILE} within one month.\n\n{HOSTILE}\n\nFinal decision\n\n"
    + "  3. I found fault causing injustice.\n"
)
"""A decision that tries to steer whatever it is printed on, in every part of it."""

ASKED = [
    ["search", "damp", "--facets"],
    *(["search", "damp", "--format", form] for form in ("json", "jsonl", "csv", "tsv", "markdown", "refs")),
    ["search", "damp", "--plain", "--facets"],
    ["search", "damp", "--explain"],
    ["search", "--explain", "council:damp"],
    ["search", f"zzz {HOSTILE}"],
    ["search", f"council:x{HOSTILE}"],
    ["search", "--council", f"damp{HOSTILE}"],
    ["search", "--council", "damp"],
    ["search", "--council", "damq"],
    ["search", "--category", "housing"],
    ["search", "damp", "zzz"],
    ["search", "--limit", HOSTILE],
    ["show", "21 900 001"],
    *(["show", "21 900 001", "--format", form] for form in ("json", "markdown")),
    *(["show", "21 900 001", f"--{mode}"] for mode in ("why", "versions", "diff", "cite", "plain", "all")),
    ["show", "21 900 001", "--match", "damp"],
    ["show", "21 900 001", "--grep", HOSTILE],
    ["show", "21 900 001", "--section", HOSTILE],
    ["show", HOSTILE],
    ["show", "20 000 008", "--cite"],
    *([name, *form] for name in ("councils", "categories", "reasons") for form in ([], ["--json"], ["--plain"])),
    *(["export", "damp", "--format", form] for form in ("csv", "jsonl", "markdown")),
    ["check", "--full"],
    ["check", "--json"],
    ["reparse", "--dry-run"],
    ["reparse", "--json"],
    ["migrate"],
    [HOSTILE],
    ["search", f"--{HOSTILE}"],
]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with hostile names, and one more hostile decision in two versions."""
    folder = tmp_path_factory.mktemp("hostile")
    db = small_archive(folder / "archive.db", hostile=True)
    for version in ("", "Now with more words.\n"):
        (folder / f"a{len(version)}\x1b[31m\u202e.txt").write_text(TEXT + version, encoding="utf-8")
        assert invoke(["ingest", str(folder), "--db", str(db), "-q"]) == 3  # the archive beside them is no decision
    assert invoke(["show", "21 900 001", "--cite", "--db", str(db)]) == 0
    return db


@pytest.mark.parametrize("arguments", ASKED, ids=lambda given: " ".join(given)[:40].encode("unicode_escape").decode())
def test_nothing_printed_steers_the_terminal(
    held: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Whatever is asked, neither data nor talk holds a character that a terminal obeys."""
    monkeypatch.setenv("LGSCO_DB", str(held))
    invoke(arguments)
    printed = capsys.readouterr()
    assert printed.out + printed.err
    harmless(printed.out)
    harmless(printed.err)


def test_files_with_hostile_names(tmp_path: Path, capsys: Captured) -> None:
    """What is taken in, read or refused is named without what would steer the terminal."""
    (tmp_path / "good\x1b]0;x\x07.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bad\x9b31m\u202e.txt").write_text(f"Dear {HOSTILE}\n", encoding="utf-8")
    problems = tmp_path / "problems\x1b.jsonl"
    for arguments in (
        ["parse", str(tmp_path)],
        ["parse", "--account", str(tmp_path)],
        ["ingest", str(tmp_path), "--dry-run"],
        ["ingest", str(tmp_path), "--db", str(tmp_path / "a\x1b.db"), "--problems", str(problems)],
        ["ingest", str(tmp_path / "none\x1b\u202e.txt"), "--db", str(tmp_path / "a\x1b.db")],
        ["backup", str(tmp_path / "b\x1b.db"), "--db", str(tmp_path / "a\x1b.db")],
        ["backup", str(tmp_path / "none\x1b" / "b.db"), "--db", str(tmp_path / "a\x1b.db")],
        ["export", "--format", "csv", "--output", str(tmp_path / "c\x1b.csv"), "--db", str(tmp_path / "a\x1b.db")],
        ["datasette", "--db", str(tmp_path / "a\x1b.db"), str(tmp_path / "site\x1b")],
        ["search", "--db", str(tmp_path / "not\x1bhere.db")],
    ):
        invoke(arguments)
        printed = capsys.readouterr()
        assert printed.out + printed.err
        harmless(printed.out)
        harmless(printed.err)
    assert not COMMANDS.search(problems.read_text(encoding="utf-8"))
