"""`lgsco check` and `--repair`: every kind of damage is told, and mended where the documents allow it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from contents import content, dump, run
from making import HEAD

from archive.cli import DONE, NO_DATABASE, invoke
from archive.errors import DatabaseProblem
from archive.ingester import ingest
from archive.maintain import check as module
from archive.maintain import repair as repair_module
from archive.maintain.check import check
from archive.maintain.repair import repair
from archive.maintain.reparse import reparse
from archive.storage import integrity
from archive.storage.connection import SCHEMA_VERSION
from archive.storage.integrity import REPAIR, RESTORE, Finding
from archive.storage.rows import OWN_TABLES

BODY = "Summary: Rain on the café.\n\nThe complaint\n\n  1. It rained.\n"
REFERENCE = "23 902 391"
ONE = f"(SELECT id FROM decisions WHERE reference = '{REFERENCE}')"

MENDABLE = {
    "index missing": ("DROP INDEX problems_code", "schema_index"),
    "view missing": ("DROP VIEW decision_search", "schema_missing"),
    "table missing": ("DROP TABLE remedies", "schema_missing"),
    "words missing": ("DROP TABLE words", "schema_missing"),
    "trigger": ("CREATE TRIGGER t AFTER INSERT ON words BEGIN SELECT 1; END", "schema_foreign"),
    "decision lost": (f"DELETE FROM decisions WHERE id = {ONE}", "key"),
    "council lost": (
        "DELETE FROM councils WHERE id = (SELECT council_id FROM decisions WHERE reference = '23 902 391')",
        "key",
    ),
    "orphans": ("INSERT INTO related_decisions VALUES (77, '20 900 001', 'named')", "key"),
    "problem of no document": ("INSERT INTO problems VALUES (NULL, 999, 1, 'x', 'x')", "key"),
    "no current document": (f"UPDATE documents SET is_current = 0 WHERE decision_id = {ONE}", "rows"),
    "wrong year": (f"UPDATE decisions SET decision_year = 1999 WHERE id = {ONE}", "rows"),
    "sections": (f"DELETE FROM sections WHERE decision_id = {ONE}", "rows"),
    "summary": (f"UPDATE decisions SET summary = 'x' WHERE id = {ONE}", "index"),
    "index row lost": (f"DELETE FROM decisions_fts WHERE rowid = {ONE}", "rows"),
    "index rows lost": ("DELETE FROM decisions_fts_data WHERE id > 10", "index"),
    "outcome": (f"UPDATE decisions SET outcome_id = 1 WHERE id = {ONE}", "differs"),
    "reasons": (f"DELETE FROM decision_reasons WHERE decision_id = {ONE}", "differs"),
    "word": ("DELETE FROM words WHERE word = 'damp'", "differs"),
}
"""Damage by its name: the statement that does it, and the kind of finding that tells it."""


def codes(db: str) -> set[str]:
    """The kinds of findings."""
    return {finding.code for finding in check(db, full=True).findings}


def view_replaced(db: str) -> None:
    """Put another view in the place of one of ours."""
    run(db, "DROP VIEW decision_search")
    run(db, "CREATE VIEW decision_search AS SELECT 1 AS rowid")


@pytest.mark.parametrize("damage", MENDABLE)
def test_damage_is_told_and_mended(few: str, few_archive: Path, damage: str) -> None:
    """Each kind is told with what to do; a repair brings back every row and leaves a copy of what was there."""
    sql, code = MENDABLE[damage]
    run(few, sql)
    before = dump(few) if "index rows" not in damage else None
    told = [finding for finding in check(few, full=True).findings if finding.code == code]
    assert told
    assert {finding.advice for finding in told} == {REPAIR}
    report = repair(few)
    assert report.left.whole
    assert report.mended
    assert check(few, full=True).whole
    assert content(few) == content(few_archive)
    assert report.backup is not None
    if before is not None:
        assert dump(report.backup) == before
    assert repair(few).backup is None


def test_a_view_that_is_not_ours(few: str, few_archive: Path) -> None:
    """A view in the place of one of ours is told and replaced; one beside them is the person's own and stays."""
    run(few, "CREATE VIEW mine AS SELECT 1")
    assert codes(few) == set()
    view_replaced(few)
    assert codes(few) == {"schema_other"}
    assert repair(few).mended == ["the view decision_search made anew"]
    assert content(few) == content(few_archive)
    assert run(few, "SELECT * FROM mine") == [(1,)]


def test_a_table_that_is_not_ours(few: str) -> None:
    """A table that has another form is told, with the advice to restore, and is left alone."""
    run(few, "ALTER TABLE problems ADD COLUMN mine")
    (finding,) = check(few).findings
    assert (finding.code, finding.advice) == ("schema_other", RESTORE)
    before = dump(few)
    assert not repair(few).left.whole
    assert dump(few) == before


def test_a_document_that_was_changed(few: str, few_archive: Path) -> None:
    """A stored text that is not the one that came in is told, nothing is written from it, and its file mends it."""
    run(few, f"UPDATE documents SET text = replace(text, 'damp', 'dry') WHERE decision_id = {ONE}")
    (finding,) = (finding for finding in check(few).findings if finding.code == "document_changed")
    assert finding.reference == REFERENCE
    held = run(few, f"SELECT * FROM decision_reasons WHERE decision_id = {ONE}")
    assert [kept.code for kept in reparse(few, everything=True).kept] == ["document_changed"]
    report = repair(few)
    assert "1 decision(s) made ready to be read from their files again: ingest those" in report.mended
    assert {finding.code for finding in report.left.findings} >= {"document_changed"}
    assert run(few, f"SELECT * FROM decision_reasons WHERE decision_id = {ONE}") == held
    assert repair(few).backup is None or check(few).findings[0].advice != REPAIR
    ((path,),) = run(few, f"SELECT path FROM documents WHERE decision_id = {ONE}")
    assert ingest([path], few).changed == 1
    repair(few)
    assert check(few, full=True).whole
    run(few, "DELETE FROM archive_info WHERE key = 'reparsed'")
    assert content(few) == content(few_archive)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_documents_of_every_encoding_are_as_they_came(encoding: str, tmp_path: Path) -> None:
    """The digest of the file is found again from the text, whatever encoding the file had."""
    text = ("\ufeff" if encoding == "utf-16-be" else "") + HEAD + BODY
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    db = str(tmp_path / "archive.db")
    ingest([str(tmp_path / "a.txt")], db)
    run(db, "DELETE FROM carriers")  # as in an archive that kept none
    run(db, "DELETE FROM problems")
    assert "document_changed" not in codes(db)
    run(db, "UPDATE documents SET text = text || ' '")
    assert "document_changed" in codes(db)


def test_a_document_that_reads_as_nothing(few: str) -> None:
    """A document that is no decision any more is told with its path; where it cannot be proved, as it reads."""
    run(few, f"UPDATE documents SET text = 'Dear Sir \ufffd' WHERE decision_id = {ONE}")
    told = {finding.code: finding for finding in check(few).findings}
    assert told["not_a_decision"].advice.endswith("then ingest its file again, or restore a backup")
    assert "23-902-391.txt" in told["not_a_decision"].message


def test_documents_of_a_lost_decision_that_came_back(few: str, few_archive: Path) -> None:
    """Documents whose decision was lost and taken in again elsewhere go to the decision of their reference."""
    ((text, path),) = run(few, f"SELECT text, path FROM documents WHERE decision_id = {ONE}")
    assert Path(path).read_text(encoding="utf-8") == text
    for table in (*OWN_TABLES, "decisions_fts"):
        run(few, f"DELETE FROM {table} WHERE {'rowid' if table == 'decisions_fts' else 'decision_id'} = {ONE}")
    run(few, f"UPDATE documents SET decision_id = 5, sha256 = 'x' WHERE decision_id = {ONE}")
    run(few, "DELETE FROM decisions WHERE reference = ?", [REFERENCE])
    run(few, "DELETE FROM files")
    ingest([path], few)
    run(
        few,
        "UPDATE documents SET sha256 = (SELECT sha256 FROM documents WHERE path = ? AND sha256 <> 'x')"
        " WHERE sha256 = 'x'",
        [path],
    )
    report = repair(few)
    assert report.left.whole
    assert run(few, f"SELECT is_current FROM documents WHERE decision_id = {ONE} ORDER BY id") == [(0,), (1,)]
    assert content(few)["sections"] == content(few_archive)["sections"]


def test_documents_that_cannot_be_read_find_no_home(few: str) -> None:
    """Documents without a decision that read as nothing stay, and are told."""
    run(few, f"UPDATE documents SET decision_id = 5, text = 'Dear Sir' WHERE decision_id = {ONE}")
    report = repair(few)
    assert "key" in {finding.code for finding in report.left.findings}
    assert run(few, "SELECT count(*) FROM documents WHERE decision_id = 5") == [(1,)]


def test_older_and_newer_parsers(few: str) -> None:
    """What another parser read is not compared; the check says so and what to run, and the archive is whole."""
    run(few, f"UPDATE documents SET parser = 0 WHERE decision_id = {ONE}")
    run(few, f"UPDATE decisions SET disposition = 'mixed' WHERE id = {ONE}")
    run(few, "UPDATE documents SET parser = 99 WHERE path LIKE '%23-905-118.txt'")
    report = check(few)
    assert report.whole
    assert report.advice == [
        "1 document(s) were read by an older parser: run `lgsco reparse`",
        "1 document(s) were read by a newer parser: update this program before you change anything",
    ]


def test_what_was_not_kept(tmp_path: Path) -> None:
    """Records from before their fields were kept are not compared, and the check says how many."""
    (tmp_path / "r.json").write_text(
        json.dumps({"case_id": "21 900 001", "text": HEAD + BODY, "authority": "Anytown Council"})
    )
    db = str(tmp_path / "archive.db")
    ingest([str(tmp_path / "r.json")], db)
    assert codes(db) == set()
    run(db, "DELETE FROM carriers")
    report = check(db)
    assert report.whole
    assert report.advice[0].startswith("1 decision(s) were not compared")


def test_an_older_schema(few: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive of an older schema is tested as far as it goes, and the advice is to migrate; it is not repaired."""
    run(few, f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    assert invoke(["check", "--db", few]) == DONE
    told = capsys.readouterr().err
    assert f"this program has {SCHEMA_VERSION}: run `lgsco migrate`" in told
    assert told.endswith("archive.db: whole\n")
    run(few, "UPDATE decisions SET summary = 'x'")
    report = repair(few)
    assert (report.backup, report.left.whole) == (None, False)


def test_a_sample_is_drawn_by_its_seed(
    few: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of more decisions than the sample some are drawn: the same for the same seed, which is said; --full takes all."""
    monkeypatch.setattr(module, "SAMPLE", 3)
    run(few, "UPDATE decisions SET disposition = 'x'")

    def drawn(*options: str) -> list[str]:
        assert invoke(["check", "--db", few, "--format", "json", *options]) == NO_DATABASE
        told = json.loads(capsys.readouterr().out)
        assert told["compared"] == len(told["findings"]) == (5 if "--full" in options else 3)
        return [finding["reference"] for finding in told["findings"]]

    assert drawn("--seed", "1") == drawn("--seed", "1") != drawn("--seed", "2")
    assert len(set(drawn("--full"))) == 5


def test_what_is_said_of_a_whole_archive(
    few: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counts per table, how many decisions were compared, and how the sample was drawn; nothing on stdout."""
    monkeypatch.setattr(module, "SAMPLE", 3)
    assert invoke(["check", "--db", few, "--seed", "7"]) == DONE
    captured = capsys.readouterr()
    assert captured.out == ""
    first, second, third, *_ = captured.err.splitlines()
    assert first == f"{few}: whole"
    assert second == "  3 decisions compared with the stored documents (drawn by --seed 7; --full compares all)"
    assert third.startswith("  5 decisions, 5 documents, ")
    assert max(map(len, captured.err.splitlines()[2:])) <= 80


def test_many_findings_are_told_shortly(
    few: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of many findings of one kind the first are told, and how many more there are; JSON has them all."""
    run(few, "UPDATE decisions SET disposition = 'x'")
    monkeypatch.setattr("archive.cli.check._MOST", 2)
    assert invoke(["check", "--db", few]) == NO_DATABASE
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert len(lines) == 3
    assert lines[-1] == "... and 3 more of this kind (differs); --format json lists them all"
    assert captured.err.endswith("archive.db: 5 findings\n")
    assert invoke(["check", "--db", few, "--format", "json"]) == NO_DATABASE
    told = json.loads(capsys.readouterr().out)
    assert (told["whole"], len(told["findings"]), told["findings"][0]["mendable"]) == (False, 5, True)


def test_repair_as_it_is_run(few: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A repair tells what it mended, line by line, and where the copy is; a second one has nothing to do."""
    run(few, "DELETE FROM remedies")
    assert invoke(["check", "--repair", "--db", few]) == DONE
    captured = capsys.readouterr()
    assert captured.out.startswith("mended: ")
    assert captured.out.endswith("written anew from their documents\n")
    assert f"a copy of the file as it was: {few}.before-repair-" in captured.err
    assert invoke(["check", "--repair", "--db", few, "--format", "json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["backup"], told["mended"], told["whole"]) == (None, [], True)


def test_copies_get_names_of_their_own(few: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two repairs within one second, or a clock that was set back, never overwrite a copy."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Stopped:
            return cls(2001, 2, 3, tzinfo=tz)

    monkeypatch.setattr("archive.maintain.repair.datetime", Stopped)
    names = []
    for _ in range(2):
        run(few, "DELETE FROM remedies")
        names.append(repair(few).backup)
    stem = f"{few}.before-repair-20010203-000000"
    assert names == [stem, f"{stem}-2"]


def spoil(db: str, table: str) -> None:
    """Overwrite the first page of a table or index."""
    ((root,),) = run(db, "SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
    run(db, "PRAGMA wal_checkpoint(TRUNCATE)")
    with open(db, "r+b") as file:  # noqa: PTH123 - the path is text here
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize(
    "table", ["paragraph_spans", "decisions", "documents_sha256", "councils", "decisions_fts_data"]
)
def test_damaged_pages(few: str, few_archive: Path, table: str) -> None:
    """Where pages of the file are damaged the documents are saved, and all the rest is made anew from them."""
    before = content(few_archive)
    spoil(few, table)
    found = check(few).findings
    assert any(finding.code == "file" for finding in found)
    report = repair(few)
    assert report.left.whole
    assert report.mended[0] == "5 document(s) saved, and all the rest made anew from them"
    assert content(few) == before
    assert [path.name for path in Path(few).parent.iterdir() if "mended" in path.name] == []


def test_damage_that_is_met_while_mending(few: str, few_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage that shows only while rows are mended leaves them as they were, and the documents are saved instead."""
    run(few, "DELETE FROM remedies")
    real = repair_module._mend  # noqa: SLF001 - the one that fails once
    calls = 0

    def broken(connection: sqlite3.Connection) -> list[str]:
        nonlocal calls
        calls += 1
        if calls == 1:
            connection.execute("DELETE FROM citations")
            error = sqlite3.DatabaseError("database disk image is malformed")
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT_INDEX
            raise error
        return real(connection)

    monkeypatch.setattr(repair_module, "_mend", broken)
    report = repair(few)
    assert report.left.whole
    assert "5 document(s) saved" in report.mended[0]
    assert content(few) == content(few_archive)


def test_errors_of_the_disk_are_not_mended(few: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk under a repair is told as what it is, and nothing is changed."""
    run(few, "DELETE FROM remedies")
    before = dump(few)

    def broken(_connection: sqlite3.Connection) -> list[str]:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    monkeypatch.setattr(repair_module, "_mend", broken)
    with pytest.raises(DatabaseProblem, match="the disk cannot be read or written"):
        repair(few)
    assert dump(few) == before


def test_documents_that_cannot_be_saved(few: str) -> None:
    """A document on a damaged page is counted as lost, with what to do; the others are saved."""
    ((page,),) = run(
        few, "SELECT pageno FROM dbstat WHERE name = 'documents' AND pagetype = 'leaf' ORDER BY pageno DESC LIMIT 1"
    )
    with open(few, "r+b") as file:  # noqa: PTH123 - the path is text here
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    report = repair(few)
    saved, lost = (int(line.split()[0]) for line in report.mended)
    assert saved + lost == 5
    assert lost > 0
    assert "ingest their files again" in report.mended[1]
    assert report.left.whole


def test_nothing_to_save(few: str) -> None:
    """Where no document can be read nothing is changed, and one line says what is left to do."""
    spoil(few, "documents")
    for index in ("documents_decision_id", "documents_sha256", "documents_text_hash"):
        spoil(few, index)
    before = Path(few).read_bytes()
    with pytest.raises(DatabaseProblem, match="damaged beyond what can be saved: restore a backup"):
        repair(few)
    assert Path(few).read_bytes() == before
    assert len(list(Path(few).parent.glob("*.before-repair-*"))) == 1


@pytest.mark.parametrize(("code", "told"), [(sqlite3.SQLITE_IOERR_READ, False), (sqlite3.SQLITE_CORRUPT, True)])
def test_a_file_that_cannot_be_read_through(code: int, told: bool) -> None:  # noqa: FBT001 - one of two cases
    """Damage is a finding; an error of the disk is raised, for the file may be whole."""

    class Connection(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            error = sqlite3.OperationalError("x")
            error.sqlite_errorcode = code
            raise error

    with closing(sqlite3.connect(":memory:", factory=Connection)) as connection:
        if told:
            assert [finding.code for finding in integrity.findings(connection)] == ["file"]
        else:
            with pytest.raises(sqlite3.OperationalError):
                list(integrity.findings(connection))


def test_an_index_of_sqlite(few: str, few_archive: Path) -> None:
    """An index that lost rows is told by SQLite's own check, and made anew."""
    with closing(sqlite3.connect(few)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET type = 'gone' WHERE name = 'remedies_amount_pence'")
        connection.execute("UPDATE sqlite_master SET type = 'index' WHERE type = 'gone'")
        connection.commit()
    assert codes(few) == set()
    with closing(sqlite3.connect(few)) as connection:
        ((sql, root),) = connection.execute(
            "SELECT sql, rootpage FROM sqlite_master WHERE name = 'remedies_amount_pence'"
        ).fetchall()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'remedies_amount_pence'")
        connection.commit()
    with closing(sqlite3.connect(few)) as connection:
        connection.execute("DELETE FROM remedies WHERE id < 10")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "INSERT INTO sqlite_master VALUES ('index', 'remedies_amount_pence', 'remedies', ?, ?)", (root, sql)
        )
        connection.commit()
    told = [finding for finding in check(few).findings if finding.code == "file"]
    assert {finding.advice for finding in told} == {REPAIR}
    assert repair(few).left.whole
    assert content(few) == content(few_archive)


@pytest.mark.parametrize(
    ("code", "told"),
    [(sqlite3.SQLITE_READONLY, "index_not_tested"), (sqlite3.SQLITE_BUSY, None), (sqlite3.SQLITE_CORRUPT, "index")],
)
def test_why_the_index_was_not_tested(code: int, told: str | None) -> None:
    """A file that cannot be written, and one that is locked, is not taken for a damaged index."""

    class Connection(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            error = sqlite3.OperationalError("x")
            error.sqlite_errorcode = code
            raise error

    with closing(sqlite3.connect(":memory:", factory=Connection)) as connection:
        if told is None:
            with pytest.raises(sqlite3.OperationalError):
                list(integrity._index(connection))  # noqa: SLF001 - SQLite gives these by chance only
        else:
            assert [finding.code for finding in integrity._index(connection)] == [told]  # noqa: SLF001


def test_a_finding_is_its_message() -> None:
    """Where a finding is put into a sentence it reads as what is wrong."""
    assert f"{Finding('a', 'it is wet', 'dry it')}" == "it is wet"
