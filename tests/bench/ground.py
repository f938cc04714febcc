"""What the measurements of one run share: the files, the archive made of them, and where both lie.

The generated files and the archive stay in build/bench and serve the next run too, as long as what makes them is the
same.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import corpus
from bench.figures import ROOT
from bench.process import Run, run

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOOR: Final = "tests/bench/floor.py"
MAKERS: Final = ("tests/bench/corpus.py", "tests/bench/corpus_texts.toml", "data/reference/categories.csv")
READERS: Final = ("archive/analysis", "archive/parsing", "archive/reading", "archive/storage", "migrations")
LGSCO: Final = str(Path(sys.executable).parent / "lgsco")


class Ground:
    """`number` files, generated or of a folder that is given; `pairs` is how often each pair is measured.

    `archive` is that of the files where there is one already. `grow` asks for the growth to so many decisions.
    """

    def __init__(
        self,
        number: int,
        *,
        pairs: int,
        work: Path,
        given: Path | None = None,
        archive: Path | None = None,
        grow: int = 0,
    ) -> None:
        self.number = number
        self.pairs = pairs
        self.work = work
        self.given = given
        self.grow = grow
        self._archive = archive
        work.mkdir(parents=True, exist_ok=True)

    @cached_property
    def folder(self) -> Path:
        """The folder of the files."""
        files = sorted(self.given.iterdir()) if self.given else []
        if len(files) > self.number:
            return self._linked(self.work / "given", files[: self.number])
        if self.given:
            return self.given
        folder = self.work / f"corpus-{self.number}"
        if not _marked(folder, made := _digest(MAKERS)):
            say(f"making {self.number:,} files")
            corpus.write(folder, range(self.number))
            _mark(folder, made)
        return folder

    @cached_property
    def files(self) -> list[Path]:
        """The files, in the order of their names."""
        return sorted(self.folder.iterdir())

    @cached_property
    def raw(self) -> int:
        """Bytes of the files together."""
        return sum(path.stat().st_size for path in self.files)

    def part(self, count: int) -> Path:
        """A folder of the first `count` files."""
        return self._linked(self.work / "part", self.files[:count])

    def more(self, count: int, suffix: str) -> Path:
        """A folder of `count` other files."""
        folder = self.work / "more"
        shutil.rmtree(folder, ignore_errors=True)
        corpus.write(folder, range(count), suffix=suffix)
        return folder

    @cached_property
    def rows(self) -> Path:
        """The rows of the files for the floor, parsed once."""
        path = self.work / f"rows-{self.number}.marshal"
        made = f"{self.folder} {_digest((*MAKERS, FLOOR))}"
        if not _marked(path, made):
            say("parsing for the floor")
            run([sys.executable, str(ROOT / FLOOR), "rows", str(self.folder), str(path)])
            _mark(path, made)
        return path

    def floor(self, path: Path) -> Run:
        """The floor's load of the rows into the new file `path`."""
        remove(path)
        return run([sys.executable, str(ROOT / FLOOR), "load", str(self.rows), str(path)])

    @cached_property
    def lines(self) -> Path:
        """The rows as JSON Lines."""
        path = self.rows.with_suffix(".jsonl")
        if not path.exists() or path.stat().st_mtime < self.rows.stat().st_mtime:
            run([sys.executable, str(ROOT / FLOOR), "jsonl", str(self.rows), str(path)])
        return path

    @cached_property
    def archive(self) -> Path:
        """The archive of the files."""
        if self._archive:
            return self._archive
        path = self.work / f"archive-{self.number}.db"
        if not _marked(path, self._made()):
            say("making the archive")
            self.ingest(self.folder, path)
            self.has_made(path)
        return path

    def _made(self) -> str:
        """What says whether an archive is that of these files."""
        return f"{self.folder} {_digest(MAKERS)} {_digest(READERS)}"

    def has_made(self, path: Path) -> None:
        """Say that `path` is the archive of these files, which serves the next run."""
        _mark(path, self._made())

    def ingest(self, files: Path, path: Path) -> Run:
        """Make the archive `path` of the folder `files`, as a whole process."""
        remove(path)
        return take_in(files, path)

    def _linked(self, folder: Path, files: Sequence[Path]) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for path in files:
            _link(path.resolve(), folder / path.name)
        return folder


def take_in(files: Path, path: Path) -> Run:
    """An ingest of the folder `files` into the archive `path`, as a whole process."""
    return run([LGSCO, "ingest", str(files), "--db", str(path), "-q"], watched=True)


def remove(path: Path) -> None:
    """Take an SQLite file away, with what stands beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def say(text: str) -> None:
    """Tell who waits."""
    sys.stderr.write(f"  {text}\n")
    sys.stderr.flush()


def _link(source: Path, path: Path) -> None:
    try:
        os.link(source, path)
    except OSError:
        shutil.copy(source, path)


def _digest(names: Sequence[str]) -> str:
    """What changes when one of these files, or files of these folders, does."""
    found = hashlib.sha256()
    for name in names:
        path = ROOT / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _marked(path: Path, made: str) -> bool:
    mark = Path(f"{path}.made")
    return path.exists() and mark.exists() and mark.read_text(encoding="utf-8") == made


def _mark(path: Path, made: str) -> None:
    Path(f"{path}.made").write_text(made, encoding="utf-8")
