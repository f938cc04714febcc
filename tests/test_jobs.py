"""Several processes reading for one that stores: the same archive, in the same order, whatever happens to a process."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from generated import write
from making import HEAD

from archive import file_reads, reading, worker, workers
from archive.cli import DONE, REFUSED, invoke
from archive.errors import Refused
from archive.file_reads import Asked, FileRead, read_files
from archive.ingester import Listener, ingest
from archive.storage.files import SeenFiles
from archive.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.reading import Document

BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n"
TABLES = (
    *("decisions", "sections", "paragraph_spans", "decision_reasons", "citations", "remedies", "related_decisions"),
    *("problems", "words", "councils", "categories", "carriers"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixty generated decisions, a letter, and two versions of one decision; all changed long ago."""
    monkeypatch.setattr(file_reads, "FEW", 10)
    made = tmp_path / "in"
    write(made, 60)
    (made / "letter.txt").write_text("Dear Mr X\n")
    for version in (1, 2):
        (made / f"again-{version}.txt").write_text(HEAD + BODY.replace("rained", f"rained {version} times"))
    long_ago = time.time() - 1_000
    for path in made.iterdir():
        os.utime(path, (long_ago, long_ago))
    return made


def content(db: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row that does not tell when it was written."""
    with closing(sqlite3.connect(db)) as connection:
        found = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
        found["documents"] = connection.execute(
            "SELECT id, decision_id, is_current, path, sha256, url, text_hash, text FROM documents ORDER BY id"
        ).fetchall()
        return found


def test_the_same_archive(folder: Path, tmp_path: Path) -> None:
    """Three processes give what one gives, row by row and refusal by refusal."""
    told: dict[int, list[Refused]] = {1: [], 3: []}
    dbs = {jobs: str(tmp_path / f"{jobs}.db") for jobs in told}
    for jobs, db in dbs.items():
        report = ingest([str(folder)], db, jobs=jobs, listener=Listener(refused=told[jobs].append))
        assert report.added >= 50
        assert report.refused == {"not_a_decision": 1}
    assert list(map(str, told[1])) == list(map(str, told[3]))
    assert content(dbs[1]) == content(dbs[3])


def test_unchanged_files_are_not_opened(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run opens none but the file that was refused; one that was touched is read but not parsed."""
    db = str(tmp_path / "a.db")
    first = ingest([str(folder)], db)
    opened: list[str] = []
    real = reading.read

    def noted(path: str) -> Iterator[Document | Refused]:
        opened.append(Path(path).name)
        return real(path)

    monkeypatch.setattr(reading, "read", noted)
    second = ingest([str(folder)], db)
    assert opened == ["letter.txt"]
    assert (second.added, second.changed) == (0, 0)
    assert second.unchanged == first.added + first.changed + first.unchanged
    (folder / "again-2.txt").touch()
    (folder / "letter.txt").unlink()
    parsed: list[object] = []

    def noted_too(documents: Sequence[Document]) -> list[object]:
        parsed.extend(documents)
        return []

    monkeypatch.setattr(file_reads, "entries_of", noted_too)
    third = ingest([str(folder)], db)
    assert opened[1:] == ["again-2.txt"]
    assert third.unchanged == second.unchanged
    assert len(parsed) == 0


def test_touched_files_are_hashed_elsewhere(folder: Path, tmp_path: Path) -> None:
    """Where all were touched, the other processes compare hashes: nothing is parsed or stored."""
    db = str(tmp_path / "a.db")
    first = ingest([str(folder)], db, jobs=2)
    before = content(db)
    for path in folder.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    again = ingest([str(folder)], db, jobs=2)
    assert (again.added, again.changed) == (0, 0)
    assert again.unchanged == first.added + first.changed + first.unchanged
    assert content(db) == before


def test_a_file_changed_just_now_is_not_trusted(tmp_path: Path) -> None:
    """A file may be written again within the tick of its clock: one read so soon is read again."""
    path = tmp_path / "a.txt"
    path.write_text(HEAD + BODY)
    db = str(tmp_path / "a.db")
    ingest([str(path)], db)
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("SELECT count(*) FROM files").fetchone() == (0,)
    stamp = path.stat()
    path.write_text(HEAD + BODY.replace("rained", "snowed"))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert ingest([str(path)], db).changed == 1


def test_a_refused_file_is_told_again(tmp_path: Path) -> None:
    """What was refused is not passed over: each run says so."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Mr X\n")
    os.utime(path, (0, 0))
    db = str(tmp_path / "a.db")
    for _ in range(2):
        assert ingest([str(path)], db).refused == {"not_a_decision": 1}


def test_order(folder: Path) -> None:
    """Files come in the order asked for, and what is not asked for in its place among them."""
    files = sorted(str(path) for path in folder.iterdir())
    mixed: list[Asked | str] = []
    for number, path in enumerate(files):
        mixed += [Asked(path, None), f"after {number}"] if number % 7 == 0 else [Asked(path, None)]
    with Workers(2) as pool:
        got = [one if isinstance(one, str) else one[0] for one in pool.read(mixed)]
    assert got == mixed


POISON = """
import os
from archive import worker
real = worker.pack_files
def pack_files(files):
    if any(path.endswith("again-1.txt") for path, _ in files):
        os._exit(9)
    return real(files)
worker.pack_files = pack_files
worker.main()
"""


def test_a_process_that_dies_loses_no_other_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file over which a process died is told; every other file is read, those asked for later too."""
    files = sorted(str(path) for path in folder.glob("*.txt"))
    start = subprocess.Popen

    def poisoned(command: list[str], **pipes: Any) -> Any:  # noqa: ANN401 - as of Popen
        *same, code = command
        return start([*same, code.replace("from archive.worker import main; main()", f"exec({POISON!r})")], **pipes)

    monkeypatch.setattr(subprocess, "Popen", poisoned)
    with Workers(2) as pool:
        got = list(pool.read(Asked(path, None) for path in files))
    assert [asked.path for asked, _ in got] == files
    assert [Path(asked.path).name for asked, answer in got if answer is None] == ["again-1.txt"]


def test_a_dead_process_is_told_as_a_refusal() -> None:
    """What no process could read is refused, with what to do."""
    (refused,) = file_reads.told(Asked("a.txt", None), None).found
    assert isinstance(refused, Refused)
    assert "lgsco parse" in refused.reason


def test_messages() -> None:
    """A message is received as it was sent; where the other side has gone there is none."""
    pipe = io.BytesIO()
    worker.send(pipe, [("a", None, 1, ("b", True))])
    pipe.seek(0)
    assert worker.receive(pipe) == [("a", None, 1, ("b", True))]
    assert worker.receive(pipe) is None
    whole = pipe.getvalue()
    for end in range(len(whole)):
        assert worker.receive(io.BytesIO(whole[:end])) is None


def test_answers(folder: Path) -> None:
    """A file is answered with its stamp and what it holds; the same content is not parsed again."""
    path = str(folder / "again-1.txt")
    ((stamp, ((kind, document, decision),)),) = worker.answer([(path, None)])
    assert stamp == worker.stamp_of(path)
    assert kind == worker.PACKED
    assert decision[0] == "21 900 001"
    sha256 = next(value for value in document if isinstance(value, str) and len(value) == 64)
    assert worker.answer([(path, sha256)]) == [(stamp, ((worker.SAME,),))]
    ((_, ((kind, code, *_),)),) = worker.answer([(str(folder / "letter.txt"), None)])
    assert (kind, code) == (worker.REFUSED, "not_a_decision")
    ((stamp, ((kind, code, *_),)),) = worker.answer([(str(folder / "gone.txt"), None)])
    assert (stamp, kind, code) == (None, worker.REFUSED, "unreadable")


def test_main_answers_until_nobody_asks(folder: Path) -> None:
    """The process ends by itself when its input ends, and an interrupt typed does not reach it."""
    one = workers.Worker()
    assert os.getsid(one.process.pid) != os.getsid(0)
    one.ask([Asked(str(folder / "again-1.txt"), None)])
    answers = one.next_answers()
    assert answers is not None
    assert one.process.stdin is not None
    one.process.stdin.close()
    assert one.process.wait(timeout=60) == 0
    one.stop()


def test_few_files_start_no_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful is read here, and so is what holds many documents."""
    monkeypatch.setattr(workers, "Workers", None)
    few: list[str | Refused] = [str(folder / "again-1.txt"), Refused("missing", "no such file", path="gone")]
    got = list(read_files(few, SeenFiles(None), jobs=4))
    assert [type(one) for one in got] == [FileRead, Refused]
    assert list(read_files([], SeenFiles(None), jobs=4)) == []


def test_jobs_in_the_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`lgsco ingest --jobs 2` takes all in, and says the second time that nothing changed."""
    command = ["ingest", "--db", str(tmp_path / "a.db"), "--jobs", "2", str(folder)]
    assert invoke(command) == REFUSED
    (folder / "letter.txt").unlink()
    capsys.readouterr()
    assert invoke(command) == DONE
    assert "0 added, 0 changed" in capsys.readouterr().err


def test_a_chapter_among_many_files(folder: Path, tmp_path: Path) -> None:
    """Chapters read by other processes are joined as ever."""
    pages = folder / "www.lgo.org.uk" / "decisions" / "education" / "other"
    pages.mkdir(parents=True)
    head = HEAD.replace("21 900 001", "21 900 777")
    (pages / "21-900-777").write_text(head + BODY)
    (pages / "21-900-777?chapter=2").write_text(head + "The investigation\n\n  2. It went on.\n")
    found = {}
    for jobs in (1, 2):
        db = str(tmp_path / f"{jobs}.db")
        ingest([str(folder)], db, jobs=jobs)
        with closing(sqlite3.connect(db)) as connection:
            found[jobs] = connection.execute(
                "SELECT s.position, s.heading FROM sections s JOIN decisions d ON d.id = s.decision_id"
                " WHERE d.reference = '21 900 777' ORDER BY 1"
            ).fetchall()
    assert found[1] == found[2]
    assert len(found[1]) == 2
