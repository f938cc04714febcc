"""Writing the folder: what stands in it, when it is refused, that it opens where nothing may be written."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import ArchiveError, DatabaseProblem
from archive.site.folder import MARK, write_folder

ROOT = Path(__file__).resolve().parents[2]


def files(folder: Path) -> set[str]:
    """The files of a folder, by their paths in it."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_what_stands_in_it(folder: Path) -> None:
    """The archive, configuration for both Datasettes, templates, style, the plugin's loader, and the mark."""
    held = files(folder)
    assert {
        "archive.db",
        "metadata.yaml",
        "datasette.yaml",
        "settings.json",
        "inspect-data.json",
        MARK,
        "plugins/lgsco_pages.py",
        "static/lgsco.css",
        "templates/lgsco/decision.html",
    } <= held
    assert not [name for name in held if name.endswith(("-wal", "-shm", "-journal", ".pyc"))]
    assert json.loads((folder / MARK).read_text())["decisions"] == 30


def test_copy_is_for_reading(folder: Path) -> None:
    """The copy has no journal to lose, and Datasette is told that it does not change."""
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    inspected = json.loads((folder / "inspect-data.json").read_text())["archive"]
    assert inspected["file"] == "archive.db"
    assert inspected["size"] == (folder / "archive.db").stat().st_size
    assert inspected["tables"]["decisions"] == {"count": 30}


def test_refreshed(sample_archive: Path, tmp_path: Path) -> None:
    """A second run renews its own files and leaves those that others put there."""
    folder = tmp_path / "public"
    assert write_folder(str(sample_archive), folder) == 30
    (folder / "static" / "logo.svg").write_text("<svg/>")
    (folder / "metadata.yaml").write_text("title: old")
    (folder / "archive.db").unlink()
    said: list[str] = []
    assert write_folder(str(sample_archive), folder, said.append) == 30
    assert said == ["copying the archive, putting the copy in order, testing it"]
    assert (folder / "static" / "logo.svg").read_text() == "<svg/>"
    assert (folder / "metadata.yaml").read_text().startswith('title: "Decisions of')
    assert (folder / "archive.db").stat().st_size > 100_000
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_an_empty_folder_is_taken(sample_archive: Path, tmp_path: Path) -> None:
    """A folder that is there and empty is filled."""
    write_folder(str(sample_archive), tmp_path)
    assert MARK in files(tmp_path)


def test_foreign_folder(sample_archive: Path, tmp_path: Path) -> None:
    """A folder with other files is refused and left as it is; so is a file."""
    (tmp_path / "letter.txt").write_text("Dear Sir")
    with pytest.raises(ArchiveError, match="was not written by this command: give a new folder"):
        write_folder(str(sample_archive), tmp_path)
    assert files(tmp_path) == {"letter.txt"}
    with pytest.raises(ArchiveError, match="is a file, not a folder"):
        write_folder(str(sample_archive), tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "Dear Sir"


def test_its_own_copy(sample_archive: Path, tmp_path: Path) -> None:
    """A folder cannot be written from its own copy."""
    folder = tmp_path / "public"
    write_folder(str(sample_archive), folder)
    with pytest.raises(ArchiveError, match="the folder's own copy"):
        write_folder(str(folder / "archive.db"), folder)


def test_no_archive(tmp_path: Path) -> None:
    """Without an archive nothing is written."""
    with pytest.raises(DatabaseProblem, match="no archive there"):
        write_folder(str(tmp_path / "none.db"), tmp_path / "public")
    assert list(tmp_path.iterdir()) == []


def test_damaged_archive(sample_archive: Path, tmp_path: Path) -> None:
    """An archive with findings is not shipped, and the folder written before stays as it was."""
    folder = tmp_path / "public"
    write_folder(str(sample_archive), folder)
    before = (folder / "archive.db").read_bytes()
    damaged = tmp_path / "damaged.db"
    with closing(sqlite3.connect(sample_archive)) as source, closing(sqlite3.connect(damaged)) as target:
        source.backup(target)
        target.execute("DELETE FROM sections")
        target.commit()
    with pytest.raises(DatabaseProblem, match="damaged"):
        write_folder(str(damaged), folder)
    assert (folder / "archive.db").read_bytes() == before


def test_a_place_that_cannot_be_written(sample_archive: Path, tmp_path: Path) -> None:
    """Where a folder cannot be made, one line says so."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be written: Not a directory"):
        write_folder(str(sample_archive), tmp_path / "file" / "public")


def test_read_only(folder: Path, tmp_path: Path) -> None:
    """A copy of the folder that may only be read serves every kind of page."""
    pytest.importorskip("datasette.app", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")
    from serving import ask

    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    for path in [*copy.rglob("*"), copy]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        answers = ask(copy, "/", "/search?q=fault", "/decision/23-902-391", "/archive/decisions", "/councils")
    finally:
        for path in [copy, *copy.rglob("*")]:
            path.chmod(0o755)
    assert [answer.status for answer in answers] == [200] * 5


def test_without_the_program(folder: Path) -> None:
    """Where the program is not installed beside Datasette, the loader says so and the tables still open."""
    pytest.importorskip("datasette.app", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")
    code = f"""
import asyncio, sys
sys.modules["archive.site.plugin"] = None
from pathlib import Path
from datasette.app import Datasette
async def ask():
    server = Datasette(config_dir=Path({str(folder)!r}))
    await server.invoke_startup()
    for address in ("/archive/decisions", "/archive/ranked_search?words=mould", "/search"):
        print("status", (await server.client.get(address)).status_code)
asyncio.run(ask())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    # Datasette prints the trace of an error to standard output where the package rich is installed.
    said = [line for line in done.stdout.splitlines() if line.startswith("status ")]
    assert said == ["status 200", "status 200", "status 404"], done.stderr
    assert "lgsco-archive is not installed beside Datasette" in done.stderr
