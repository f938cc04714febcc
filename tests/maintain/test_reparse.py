"""`lgsco reparse`: decisions brought up to the current parser, with nothing lost."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from contents import content, dump, run

from archive.cli import DONE, INTERRUPTED, NO_DATABASE, REFUSED, invoke
from archive.maintain.rebuild import rebuild
from archive.maintain.reparse import reparse
from archive.parsing_version import PARSER_CHANGES, PARSER_VERSION
from archive.storage.connection import open_checker, open_reader
from archive.storage.integrity import findings
from archive.storage.reader import read_decision

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

REFERENCE = "23 902 391"


def age(db: str) -> None:
    """Make an archive of an older parser, which read no outcome, a wrong date and fewer remedies."""
    run(db, "UPDATE documents SET parser = 0")
    run(db, "UPDATE decisions SET outcome_id = NULL, disposition = NULL WHERE reference = ?", [REFERENCE])
    run(db, "UPDATE decisions SET decision_date = '2001-02-03', decision_year = 2001 WHERE reference = '23 905 118'")
    run(db, "DELETE FROM remedies")
    run(db, "INSERT INTO decisions_fts(decisions_fts) VALUES ('rebuild')")


def whole(db: str) -> bool:
    """Whether the archive is whole."""
    with closing(open_checker(db)) as connection:
        return list(findings(connection)) == []


def test_up_to_the_current_parser(db: str, sample_archive: Path) -> None:
    """What an older parser read otherwise is read anew: every decision is then as a new ingest would have it."""
    age(db)
    report = reparse(db)
    assert (report.read, report.kept) == (30, [])
    assert report.fields["outcome"] == [REFERENCE]
    assert report.counts["decision_date"] == 1
    assert report.counts["remedies"] > 5
    assert report.changed < 30
    assert run(db, "SELECT DISTINCT parser FROM documents") == [(PARSER_VERSION,)]
    assert whole(db)
    with closing(open_reader(db)) as connection, closing(open_reader(sample_archive)) as truth:
        for (reference,) in truth.execute("SELECT reference FROM decisions").fetchall():
            assert read_decision(connection, reference) == read_decision(truth, reference)
    ((before, after),) = run(
        db, "SELECT (SELECT group_concat(text || ingested_at) FROM documents), count(*) FROM documents"
    )
    assert ((before, after),) == tuple(
        run(sample_archive, "SELECT (SELECT group_concat(text || ingested_at) FROM documents), count(*) FROM documents")
    )


def test_what_is_recorded(db: str) -> None:
    """The file says from which parser to which it was brought, and when."""
    age(db)
    reparse(db)
    ((told,),) = run(db, "SELECT value FROM archive_info WHERE key = 'reparsed'")
    assert f"parser 0 to {PARSER_VERSION}; " in told
    assert told.endswith("of 30 decisions changed, 0 kept as they were")


def test_nothing_to_do(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the current parser has read all, nothing is written and one line says so."""
    before = dump(db)
    assert invoke(["reparse", "--db", db]) == DONE
    assert "nothing to do" in capsys.readouterr().err
    assert dump(db) == before


def test_all_changes_nothing_that_is_right(db: str) -> None:
    """Read again with the same parser every row stays as it is."""
    before = dump(db)
    report = reparse(db, everything=True, batch=7)
    assert (report.read, report.changed) == (30, 0)
    run(db, "DELETE FROM archive_info WHERE key = 'reparsed'")
    assert dump(db) == before


def test_dry_run(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run tells what would change and writes nothing."""
    age(db)
    before = dump(db)
    assert invoke(["reparse", "--dry-run", "--format", "json", "--db", db]) == DONE
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    assert dump(db) == before
    assert (told["format_version"], told["parser"], told["parsers_before"]) == (1, PARSER_VERSION, [0])
    assert told["why"] == [f"parser {version}: {why}" for version, why in PARSER_CHANGES.items()]
    assert told["fields"]["outcome"] == {"decisions": 1, "such_as": [REFERENCE]}
    assert "would have" in captured.err
    assert reparse(db, dry_run=True, batch=3).to_dict()["fields"] == told["fields"]


def test_a_document_that_no_longer_parses(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its decision stays as it is, row by row, and is told with its path; the rest goes on."""
    age(db)
    run(db, "UPDATE documents SET text = 'Dear Sir \ufffd' WHERE path LIKE '%23-902-391.txt'")
    held = run(db, "SELECT * FROM decisions WHERE reference = ?", [REFERENCE])
    assert invoke(["reparse", "--db", db]) == REFUSED
    captured = capsys.readouterr()
    assert "kept as it is: 23 902 391: " in captured.err
    assert "23-902-391.txt: no reference" in captured.err
    assert ", 1 kept; " in captured.err
    assert "23 905 118" in captured.out
    assert run(db, "SELECT * FROM decisions WHERE reference = ?", [REFERENCE]) == held
    assert run(db, "SELECT count(*) FROM documents WHERE parser = 0") == [(1,)]
    report = reparse(db)
    assert (report.read, [kept.reference for kept in report.kept]) == (1, [REFERENCE])


def test_broken_off(
    db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken off, what was committed stays and one line says so; the same command goes on and ends as one run does."""
    age(db)
    other = str(tmp_path / "other.db")
    shutil.copy(db, other)
    reparse(other)
    real = rebuild
    calls = 0

    def stopped(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 12:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr("archive.maintain.reparse.rebuild", stopped)
        patched.setitem(reparse.__kwdefaults__ or {}, "batch", 5)
        assert invoke(["reparse", "--db", db]) == INTERRUPTED
    assert capsys.readouterr().err == "interrupted: what was committed stays; the same command goes on from there\n"
    assert run(db, "SELECT count(*) FROM documents WHERE parser = 0") == [(20,)]
    assert whole(db)
    assert reparse(db, batch=5).read == 20
    for path in (db, other):
        run(path, "DELETE FROM archive_info WHERE key = 'reparsed'")
    assert content(db) == content(other)


def test_another_current_document(tmp_path: Path, db: str) -> None:
    """A document whose date is read only now becomes the current one."""
    text = (tmp_path / "23-902-391.txt").name
    ((path, held),) = run(db, "SELECT path, text FROM documents WHERE path LIKE ?", [f"%{text}"])
    run(
        db,
        "INSERT INTO documents SELECT 999, decision_id, 0, chapter, '1999-01-01', path || '2', format, 'x', bytes,"
        " retrieved_at, ingested_at, url, 0, text_hash, replace(text, '6 Oct 2023', '9 Oct 2023') || '\ufffd', name"
        " FROM documents WHERE path = ?",
        [path],
    )
    assert " 2023" in held
    report = reparse(db)
    assert report.fields["documents"] == [REFERENCE]
    assert run(db, "SELECT decision_date FROM decisions WHERE reference = ?", [REFERENCE]) != [("2023-10-06",)]
    assert run(db, "SELECT is_current FROM documents WHERE id = 999") == [(1,)]
    assert whole(db)


def test_a_table_at_eighty_columns(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What changed is a table: field, how many decisions, a few references to look at."""
    age(db)
    assert invoke(["reparse", "--db", db]) == DONE
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert lines[0].split() == ["changed", "decisions", "such", "as"]
    assert lines[1].startswith("remedies ")
    assert max(map(len, lines)) <= 80
    assert f"parser {PARSER_VERSION}: {PARSER_CHANGES[PARSER_VERSION]}" in captured.err


def test_a_bar_on_a_terminal(db: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal a bar shows how far it is."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert invoke(["reparse", "--all", "--db", db]) == DONE
    assert "Reading again" in capsys.readouterr().err


def test_no_archive(tmp_path: Path) -> None:
    """Without an archive there is nothing to read again."""
    assert invoke(["reparse", "--db", str(tmp_path / "none.db")]) == NO_DATABASE


def test_every_parser_says_what_it_changed() -> None:
    """Each version of the parser has its line."""
    assert list(PARSER_CHANGES) == list(range(1, PARSER_VERSION + 1))
