"""The examples of docs/clients.md: each is run by its own program, and what the page shows is what it prints.

`pytest tests/test_clients_page.py --update-golden` writes what is printed here into the page.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from schema_notes import notes

from archive.ingester import ingest
from archive.output.parquet import write_parquet
from archive.storage.connection import open_reader
from archive.storage.reader import read_address, read_decision
from archive.storage.shipping import ship

PAGE = Path(__file__).resolve().parent.parent / "docs" / "clients.md"
_EXAMPLE = re.compile(
    r"<!-- needs (?P<program>\w+) -->\n```(?P<language>\w+)\n(?P<code>.*?)```\n(?:\n```text\n(?P<printed>.*?)```\n)?",
    re.DOTALL,
)


class Example(NamedTuple):
    """An example: the program or module it needs, what runs it, its code, and what the page says that it prints."""

    program: str
    command: list[str]
    code: str
    printed: str
    block: str


def examples() -> list[Example]:
    """The examples of the page, in order."""
    found = []
    for match in _EXAMPLE.finditer(PAGE.read_text(encoding="utf-8")):
        program, language, code = match["program"], match["language"], match["code"]
        if language == "console":
            # The command goes on to the next line as long as a double quote is open, or after a stroke.
            lines = code.removeprefix("$ ").splitlines()
            length = 1
            while "".join(lines[:length]).count('"') % 2 or lines[length - 1].endswith("|"):
                length += 1
            command = "\n".join(lines[:length])
            found.append(Example(program, ["sh", "-c", command], command, "\n".join(lines[length:]), match[0]))
        else:
            run = [sys.executable, "-c", code] if language == "python" else ["Rscript", "-e", code]
            found.append(Example(program, run, code, (match["printed"] or "").rstrip("\n"), match[0]))
    return found


@pytest.fixture(scope="module")
def folder(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped archive of the sample, and the same as Parquet."""
    made = tmp_path_factory.mktemp("clients")
    ingest([str(sample)], str(made / "working.db"))
    ship(made / "working.db", made / "archive.db")
    if importlib.util.find_spec("pyarrow"):
        connection = open_reader(made / "archive.db")
        references = [name for (name,) in connection.execute("SELECT reference FROM decisions ORDER BY id DESC")]
        decisions = [(read_decision(connection, each), read_address(connection, each)) for each in references]
        written = [(decision, address) for decision, address in decisions if decision is not None]
        write_parquet(written, made / "parquet", acknowledgement="", names={})
        connection.close()
    _give_duckdb_its_extension(made)
    return made


def _give_duckdb_its_extension(home: Path) -> None:
    """Lay DuckDB's reader of SQLite where it looks before it asks its own site, which no test may."""
    spec = importlib.util.find_spec("duckdb_extension_sqlite_scanner")
    if spec is None or spec.origin is None:
        return
    import duckdb

    ((platform,),) = duckdb.sql("PRAGMA platform").fetchall()
    place = home / ".duckdb" / "extensions" / f"v{duckdb.__version__}" / platform
    place.mkdir(parents=True)
    for extension in Path(spec.origin).parent.rglob("*.duckdb_extension"):
        shutil.copy(extension, place)


PROBES = {"Rscript": ["Rscript", "-e", "library(RSQLite)"], "isql": ["odbcinst", "-q", "-d", "-n", "SQLite3"]}
"""How to ask a program whether it can open SQLite files, where it may be installed without that."""


def missing(program: str) -> str:
    """What is missing to run an example: nothing where the program, or the module of Python, can open the archive."""
    if shutil.which(program) is None and importlib.util.find_spec(program) is None:
        return f"{program} is not installed"
    probe = PROBES.get(program)
    if probe is not None and subprocess.run(probe, capture_output=True, check=False).returncode:
        return f"{program} has no driver for SQLite"
    return ""


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.program)
def test_example(example: Example, folder: Path, update_golden: bool) -> None:  # noqa: FBT001 - pytest's fixture
    """The example prints what the page says, and nothing on standard error."""
    if reason := missing(example.program):
        pytest.skip(reason)
    if example.program == "duckdb" and not (folder / ".duckdb").is_dir() and "ATTACH" in example.code:
        pytest.skip("DuckDB's reader of SQLite is not installed: pip install duckdb-extension-sqlite-scanner")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(example.command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    printed = "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
    if update_golden:
        opening, language = example.block.split("\n")[:2]
        shown = (
            f"{opening}\n{language}\n$ {example.code}\n{printed}\n```\n"
            if language == "```console"
            else f"{opening}\n{language}\n{example.code}```\n\n```text\n{printed}\n```\n"
        )
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(text.replace(example.block, shown), encoding="utf-8")
    else:
        assert printed == example.printed


def test_every_program_has_an_example() -> None:
    """Each heading of a program is followed by an example of its own, or says why there is nothing to type."""
    assert [example.program for example in examples()] == [
        "sqlite3",
        "sqlite3",
        "sqlite3",
        "duckdb",
        "pandas",
        "Rscript",
        "isql",
        "duckdb",
    ]


def test_every_view_is_named() -> None:
    """The page has every view with the note that the schema has."""
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name, note in notes().items() if f"| `{name}` | {note} |" not in text] == []
    assert len(notes()) == 8
