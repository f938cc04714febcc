"""Writing the folder that `datasette FOLDER` opens: a checked copy of the archive, configuration, templates, styles.

Everything is made in a folder beside, then put in its place file by file, the archive first; a server that has the
older files open goes on with them.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archive import __version__
from archive.errors import ArchiveError
from archive.site import DATABASE, loader
from archive.site.metadata import configuration, metadata, settings
from archive.site.yaml_text import yaml_text
from archive.storage.connection import open_reader
from archive.storage.shipping import ship

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

MARK: Final = "lgsco.json"
"""The file that tells a folder written here from any other."""
COPY: Final = f"{DATABASE}.db"
_PACKAGE: Final = Path(__file__).parent
_PARTS: Final = ("templates", "static")
_SUFFIXES: Final = (".html", ".css")


def write_folder(source: str, folder: str | os.PathLike[str], say: Callable[[str], None] = lambda _: None) -> int:
    """Write or refresh `folder` from the archive at `source`; gives the number of decisions.

    Files that were put there by others are left. Raises ArchiveError for a folder that is not one written here, and
    DatabaseProblem where the archive cannot be read or its copy is not whole. `say` is told what takes long.
    """
    folder = Path(folder)
    _must_be_ours(folder, source)
    beside = folder.with_name(f"{folder.resolve().name}.new-{os.getpid()}")
    try:
        try:
            beside.mkdir(parents=True)
            decisions = _fill(beside, source, say)
            _put(beside, folder)
        except OSError as error:
            raise ArchiveError(f"cannot be written: {error.strerror or error}", path=str(folder)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return decisions


def _must_be_ours(folder: Path, source: str) -> None:
    if folder.is_dir():
        if (folder / MARK).is_file():
            if Path(source).exists() and (folder / COPY).exists() and (folder / COPY).samefile(source):
                raise ArchiveError("is the folder's own copy: give the archive it was made from with --db", path=source)
        elif any(folder.iterdir()):
            raise ArchiveError(
                "holds other files, and was not written by this command: give a new folder", path=str(folder)
            )
    elif folder.exists():
        raise ArchiveError("is a file, not a folder: give another name", path=str(folder))


def _fill(folder: Path, source: str, say: Callable[[str], None]) -> int:
    copy = folder / COPY
    say("copying the archive, putting the copy in order, testing it")
    ship(source, copy)
    with contextlib.closing(open_reader(copy)) as reader:
        described, counts = metadata(reader), _counts(reader)
    for part in _PARTS:
        for file in sorted((_PACKAGE / part).rglob("*")):
            if file.suffix in _SUFFIXES:
                target = folder / part / file.relative_to(_PACKAGE / part)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
    files = {
        "metadata.yaml": yaml_text(described),
        "datasette.yaml": yaml_text(configuration()),
        "settings.json": _json(settings()),
        "inspect-data.json": _json(_inspected(copy, counts)),
        loader.FILE: loader.TEXT,
        MARK: _json({"written_by": f"lgsco {__version__}", "decisions": counts["decisions"]}),
    }
    (folder / loader.FILE).parent.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return counts["decisions"]


def _counts(copy: sqlite3.Connection) -> dict[str, int]:
    names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: int(copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - names of the schema
        for name in names
    }


def _inspected(copy: Path, counts: dict[str, int]) -> dict[str, object]:
    """What `datasette inspect` would say: with it Datasette holds the file for unchanging, and counts nothing anew."""
    import hashlib

    digest = hashlib.sha256()
    with copy.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    tables = {name: {"count": count} for name, count in counts.items()}
    size = copy.stat().st_size
    return {DATABASE: {"hash": digest.hexdigest(), "size": size, "file": COPY, "tables": tables}}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _put(made: Path, folder: Path) -> None:
    """Every file of `made` at its place in `folder`: the archive first, the mark last."""
    files = sorted(
        (file for file in made.rglob("*") if file.is_file()), key=lambda file: (file.name == MARK, file.name != COPY)
    )
    folder.mkdir(parents=True, exist_ok=True)
    first = not (folder / MARK).exists()
    if first:
        # A folder left half-made by a stop must be one that the next run may finish.
        shutil.copyfile(made / MARK, folder / MARK)
    for file in files:
        target = folder / file.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
