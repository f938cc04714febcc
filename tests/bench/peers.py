"""Other programs that the benchmark measures beside this one, where they are installed, and the files they make."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.floor import FIELDS
from bench.ground import remove, say
from bench.process import Run, run

if TYPE_CHECKING:
    from bench.ground import Ground
    from bench.tantivy_peer import Searcher

SCRIPT: Final = str(Path(__file__).with_name("tantivy_peer.py"))
SQLITE_UTILS: Final = str(Path(sys.executable).parent / "sqlite-utils")


def utils_load(ground: Ground) -> Run:
    """What sqlite-utils takes to make its file of ready-made JSON Lines, and an index of their texts."""
    path = _utils_path(ground)
    remove(path)
    insert = run([SQLITE_UTILS, "insert", str(path), "decisions", str(ground.lines), "--nl", "--pk", "reference"])
    enable = run([SQLITE_UTILS, "enable-fts", str(path), "decisions", *FIELDS[5:], "--fts5", "--tokenize", "porter"])
    return Run(insert.wall + enable.wall, insert.cpu + enable.cpu, insert.largest, insert.together)


def utils_file(ground: Ground) -> Path:
    """The file that sqlite-utils makes of the texts, made where it is not there."""
    path = _utils_path(ground)
    if not path.exists() or path.stat().st_mtime < ground.rows.stat().st_mtime:
        say("making the file of sqlite-utils")
        utils_load(ground)
    return path


def _utils_path(ground: Ground) -> Path:
    return ground.work / f"sqlite-utils-{ground.number}.db"


def ripgrep() -> str | None:
    """The program rg."""
    return shutil.which("rg")


def tantivy_folder(ground: Ground) -> Path | None:
    """The index that tantivy makes of the archive's texts, made where it is not there; None without tantivy."""
    if find_spec("tantivy") is None:
        return None
    from bench.tantivy_peer import build

    archive = ground.archive
    stamp = f"{archive.resolve()} {archive.stat().st_mtime_ns}"
    folder = ground.work / "tantivy"
    mark = ground.work / "tantivy.made"
    if not (mark.exists() and mark.read_text(encoding="utf-8") == stamp):
        say("making tantivy's index")
        with closing(sqlite3.connect(archive)) as connection:
            build(connection, folder)
        mark.write_text(stamp, encoding="utf-8")
    return folder


def tantivy_index(ground: Ground) -> Searcher | None:
    """The index, open."""
    folder = tantivy_folder(ground)
    if folder is None:
        return None
    from bench.tantivy_peer import Searcher

    return Searcher(folder)
