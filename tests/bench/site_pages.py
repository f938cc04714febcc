"""What the pages cost: each against its own SQL in plain sqlite3 and an empty page of Datasette, in one run.

`python tests/bench/site_pages.py [ARCHIVE]`: of an archive that is there, else of as many generated decisions as have
been published, made as in `views.py`. Prints a table; with --write puts it into docs/figures.md.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generated import write

from archive.ingester import ingest
from archive.site import addresses
from archive.site.council import body
from archive.site.folder import write_folder
from archive.site.home import front
from archive.site.reading import reading
from archive.site.results import results
from archive.storage.connection import open_reader
from bench.figures import circumstances, table, write_section
from bench.views import FILES, lay_in_findings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

RUNS = 20
COMMON, RARE = "council", "zebra OR boiler NOT garden"
BOUND = 2.0


class Words:
    """A query string of words alone."""

    def __init__(self, words: str) -> None:
        self.words = words

    def getlist(self, name: str) -> list[str]:
        """The values of a parameter."""
        return [self.words] if name == "q" else []


def p95(values: list[float]) -> float:
    """The value that one in twenty exceeds."""
    return statistics.quantiles(values, n=20)[-1]


def questions(connection: sqlite3.Connection) -> dict[str, tuple[str, Callable[[], object]]]:
    """Of each page its address, and the work of its SQL."""
    (reference,) = connection.execute("SELECT reference FROM decisions ORDER BY id LIMIT 1 OFFSET 20").fetchone()
    (key,) = connection.execute(
        "SELECT c.key FROM councils c JOIN decisions d ON d.council_id = c.id"
        " GROUP BY c.id ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()
    return {
        "home": (addresses.HOME, lambda: front(connection)),
        "search, a common word": (addresses.search(q=COMMON), lambda: results(connection, Words(COMMON))),
        "search, rare words": (addresses.search(q=RARE), lambda: results(connection, Words(RARE))),
        "a decision": (addresses.decision(reference), lambda: reading(connection, reference)),
        "the body with most decisions": (addresses.council(key), lambda: body(connection, key)),
    }


async def measure(folder: Path, asked: dict[str, tuple[str, Callable[[], object]]]) -> dict[str, list[list[float]]]:
    """Seconds of the page, its SQL and an empty page, RUNS times, one after the other."""
    from datasette.app import Datasette

    server: Any = Datasette(config_dir=folder)
    await server.invoke_startup()
    spent: dict[str, list[list[float]]] = {}
    try:
        for name, (address, work) in asked.items():
            spent[name] = [[], [], []]
            for _ in range(RUNS + 2):
                marks = [time.perf_counter()]
                answer = await server.client.get(address)
                marks.append(time.perf_counter())
                work()
                marks.append(time.perf_counter())
                await server.client.get("/decision/none")
                marks.append(time.perf_counter())
                if answer.status_code != 200:
                    sys.exit(f"{address} gave {answer.status_code}")
                for step in range(3):
                    spent[name][step].append(marks[step + 1] - marks[step])
    finally:
        server.executor.shutdown()
    return {name: [series[2:] for series in three] for name, three in spent.items()}


def main() -> None:
    """Make what is missing, measure and print."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    with tempfile.TemporaryDirectory() as made:
        source = given[0] if given else f"{made}/archive.db"
        if not given:
            write(Path(made) / "files", FILES, longest=20)
            ingest([f"{made}/files"], source)
            lay_in_findings(Path(source))
        folder = Path(made) / "folder"
        decisions = write_folder(source, folder)
        with closing(open_reader(folder / "archive.db")) as connection:
            spent = asyncio.run(measure(folder, questions(connection)))
    rows = []
    for name, three in spent.items():
        page, sql, empty = (p95(series) * 1000 for series in three)
        rows.append([name, f"{page:,.0f}", f"{sql:,.0f}", f"{empty:,.0f}", f"{page / (sql + empty):.2f}"])
    report = (
        f"{decisions:,} decisions, {RUNS} runs of each, page, SQL and empty page in turn; 95th percentiles. The bound"
        f" of the ratio is {BOUND:.2f}; the folder's limit for a page is three seconds.\n\n"
        + circumstances("python tests/bench/site_pages.py --write")
        + "\n"
        + table(["page", "ms", "its SQL alone, ms", "an empty page, ms", "page / (SQL + empty)"], rows)
    )
    sys.stdout.write(report)
    if "--write" in sys.argv:
        write_section("site", "Pages in the browser", report)


if __name__ == "__main__":
    main()
