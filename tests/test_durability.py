"""What an archive goes through in use: a full disk, a folder that cannot be written, files that change, Ctrl-C, clocks.

Each is told in one plain line with the contract's exit code, loses nothing that was committed, and a second run
finishes the work.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contents import content, run
from generated import write
from making import HEAD

from archive.cli import DONE, INTERRUPTED, NO_DATABASE, REFUSED, invoke
from archive.errors import Refused
from archive.file_reads import TOGETHER
from archive.ingester import Listener, ingest
from archive.reading.files import load
from archive.storage.connection import open_reader, open_writer, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
FILES = 120
BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained.\n"

CHILD = """
import signal
import sys
import archive.ingester
# A shell that runs the tests in the background has its children ignore the interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
archive.ingester.ingest.__kwdefaults__["batch"] = 20
from archive.cli import invoke
sys.exit(invoke(sys.argv[1:]))
"""
"""The command, with small batches."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of generated files."""
    folder = tmp_path_factory.mktemp("durable") / "files"
    write(folder, FILES, longest=2)
    return folder


@pytest.fixture(scope="module")
def truth(files: Path) -> dict[str, list[object]]:
    """What an archive of them holds."""
    db = files.parent / "truth.db"
    ingest([str(files)], str(db))
    return content(db)


def command(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with small batches."""
    line = [sys.executable, "-c", CHILD, *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=ROOT, **options)  # type: ignore[call-overload, no-any-return]


def finished(db: Path, files: Path, truth: dict[str, list[object]]) -> bool:
    """Whether the archive is whole, and a second run makes of it what one run would have."""
    if db.exists():
        assert invoke(["check", "--db", str(db)]) == DONE
    assert invoke(["ingest", "-q", str(files), "--db", str(db)]) == DONE
    return content(db) == truth


def limit(size: int) -> Callable[[], None]:
    """What a process does before it starts, so that no file of its can grow beyond `size` bytes."""

    def apply() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return apply


@pytest.mark.parametrize("size", [200_000, 700_000, 1_000_000])
def test_files_that_cannot_grow(files: Path, truth: dict[str, list[object]], tmp_path: Path, size: int) -> None:
    """Where the disk takes no more, one line says so, exit 4; what was committed stays; a second run completes."""
    db = tmp_path / "archive.db"
    done = command("ingest", files, "--db", db, preexec_fn=limit(size))
    assert (done.returncode, done.stdout) == (NO_DATABASE, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"lgsco: {db}: the disk ")
    assert finished(db, files, truth)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 1 MB."""
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", name]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("no file system can be mounted here: only root may")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", name], check=True)  # noqa: S607 - the system's own


def remount(disk: Path, option: str) -> None:
    """Change how a disk is mounted."""
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)  # noqa: S607 - the system's own


def test_full_disk(files: Path, truth: dict[str, list[object]], small_disk: Path) -> None:
    """On a full disk the line says so and what to do; the archive is whole; with more room a second run completes."""
    db = small_disk / "archive.db"
    done = command("ingest", files, "--db", db)
    assert done.returncode == NO_DATABASE
    assert done.stderr == f"lgsco: {db}: the disk is full: free some space and run this again\n"
    copy = command("backup", small_disk / "copy.db", "--db", db)
    assert copy.returncode == NO_DATABASE
    assert "the disk is full" in copy.stderr
    assert [found.name for found in small_disk.iterdir() if "copy" in found.name] == []
    remount(small_disk, "size=8m")
    assert finished(db, files, truth)


def test_read_only_folder(files: Path, small_disk: Path) -> None:
    """Where nothing can be written a search still answers; what would write says so, exit 4, and leaves no file."""
    remount(small_disk, "size=8m")
    db = small_disk / "archive.db"
    ingest([str(files)], str(db))
    remount(small_disk, "ro")
    found = command("search", "fault", "--count", "--db", db)
    assert (found.returncode, found.stderr) == (DONE, "")
    assert int(found.stdout) > 0
    for line in (["ingest", files], ["migrate"], ["reparse", "--all"], ["check", "--repair"]):
        done = command(*line, "--db", db)
        assert done.returncode == NO_DATABASE, line
        assert "cannot be" in done.stderr
        assert "Traceback" not in done.stderr
    new = command("ingest", files, "--db", small_disk / "new.db")
    assert new.returncode == NO_DATABASE
    assert new.stderr == f"lgsco: {small_disk / 'new.db'}: cannot be opened: check the path and its permissions\n"
    assert [path.name for path in small_disk.iterdir()] == ["archive.db"]
    copy = command("backup", files.parent / "copy.db", "--db", db)
    assert copy.returncode == DONE


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    """A file that is gone when its turn comes is refused, with its path; the rest is taken in."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1, TOGETHER + 4):
        (folder / f"{number:03}.txt").write_text(HEAD.replace("001", f"{number:03}") + BODY)
    later = folder / f"{TOGETHER + 2:03}.txt"
    told: list[Refused] = []
    listener = Listener(refused=told.append, done=lambda _files: later.unlink(missing_ok=True))
    report = ingest([str(folder)], str(tmp_path / "a.db"), listener=listener)
    assert (report.added, report.refused) == (TOGETHER + 2, {"unreadable": 1})
    assert str(told[0]) == f"{later}: cannot be read: no such file or directory"


@pytest.mark.parametrize("change", ["grows", "shrinks", "is rewritten"])
def test_a_file_that_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """A file that another program writes while it is read is refused; complete, it is taken in."""
    path = tmp_path / "a.txt"
    path.write_text(HEAD + BODY)
    real = os.fstat
    calls = 0

    def changed(file: int) -> os.stat_result:
        nonlocal calls
        found = real(file)
        calls += 1
        if calls == 2:
            text = {"grows": HEAD + BODY + "  2. And\n", "shrinks": HEAD, "is rewritten": (HEAD + BODY).upper()}[change]
            path.write_text(text)
            os.utime(path, ns=(1, 1))
        return found

    monkeypatch.setattr("os.fstat", changed)
    db = str(tmp_path / "a.db")
    assert invoke(["ingest", str(path), "--db", db]) == REFUSED
    monkeypatch.undo()
    path.write_text(HEAD + BODY)
    assert ingest([str(path)], db).added == 1


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk under a file is told with its path."""
    path = tmp_path / "a.txt"
    path.write_text(HEAD + BODY)

    def broken(_path: str, _flags: int) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("archive.reading.files._without_waiting", broken)
    with pytest.raises(Refused, match="cannot be read: input/output error"):
        load(str(path))


def test_ctrl_c(files: Path, truth: dict[str, list[object]], tmp_path: Path) -> None:
    """Ctrl-C ends an ingest with one line and exit 130; what was committed stays; the same command completes it."""
    db = tmp_path / "archive.db"
    write(tmp_path / "more", 2_000, seed=5, longest=2)
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, "ingest", str(files), str(tmp_path / "more"), "--db", str(db)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (db.exists() and run(db, "SELECT count(*) FROM documents")[0][0] >= FILES):
        time.sleep(0.01)
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert told == "interrupted: what was committed stays; the same command goes on from there\n"
    assert process.returncode == INTERRUPTED
    held = run(db, "SELECT count(*) FROM documents")[0][0]
    assert held % 20 == 0
    assert invoke(["check", "--db", str(db)]) == DONE
    assert ingest([str(files)], str(db)).unchanged == FILES
    assert len(content(db)["documents"]) == held
    assert set(map(repr, truth["words"])) <= set(map(repr, content(db)["words"]))


def test_two_ingests_wait_for_each_other(files: Path, truth: dict[str, list[object]], tmp_path: Path) -> None:
    """An ingest that another writer holds up says so once, in one line, waits, and then does its work."""
    db = tmp_path / "archive.db"
    with closing(open_writer(db, create=True)) as other:
        with transaction(other):
            line = [sys.executable, "-c", CHILD, "ingest", str(files), "--db", str(db)]
            process = subprocess.Popen(line, cwd=ROOT, stderr=subprocess.PIPE, text=True)
            assert process.stderr is not None
            assert process.stderr.readline() == "busy: another program is writing to the archive; waiting for it\n"
        _, told = process.communicate()
    assert process.returncode == DONE
    assert "busy" not in told
    assert content(db) == truth


def test_a_clock_that_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which document is current depends on what documents say and the order they came in, never on the clock."""
    db = str(tmp_path / "a.db")
    year = 2037

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Jumping:
            return cls(year, 1, 1, tzinfo=tz)

    monkeypatch.setattr("archive.storage.rows.datetime", Jumping)
    for year, word in ((2037, "Rain"), (1970, "Snow"), (2001, "Hail")):  # noqa: B007 - the clock reads it
        path = tmp_path / f"{word}.txt"
        path.write_text(HEAD + BODY.replace("Rain", word))
        ingest([str(path)], db)
    with closing(open_reader(db)) as connection:
        assert connection.execute("SELECT summary FROM decisions").fetchall() == [("Hail.",)]
        rows = connection.execute("SELECT is_current, substr(ingested_at, 1, 4) FROM documents ORDER BY id").fetchall()
    assert rows == [(0, "2037"), (0, "1970"), (1, "2001")]
    assert invoke(["check", "--db", db]) == DONE
