"""Documents a second of an ingest, and where the time goes: reading, parsing, analysing, storing.

LGSCO_BENCH_FILES says how many generated files (2,000). Prints a table; with --write puts it into docs/figures.md.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generated import write

from bench.figures import Spread, circumstances, spread, table, write_section

FILES = int(os.environ.get("LGSCO_BENCH_FILES", "2000"))
RUNS = 3
LONGEST = 16
"""Paragraphs of the longest assessment: as long as common decisions are."""
STAGES = ("read", "parse", "analyse", "store")


def whole(files: Path, db: Path) -> float:
    """Seconds of an ingest into a new archive."""
    from archive.ingester import ingest

    started = time.perf_counter()
    report = ingest([str(files)], str(db))
    taken = time.perf_counter() - started
    if report.added + report.changed != FILES:
        sys.exit(f"not all was stored: {report}")
    return taken


def stages(files: Path, db: Path) -> list[float]:
    """Seconds of each stage, one after the other over all files, in batches as the ingest makes them."""
    from archive.analysis import analyse
    from archive.errors import Refused
    from archive.ingester import BATCH
    from archive.parsing import parse
    from archive.reading import read
    from archive.storage.connection import open_writer, transaction
    from archive.storage.writer import Entry, Writer

    connection = open_writer(db, create=True)
    writer = Writer(connection)
    marks = [time.perf_counter()]
    documents = [document for path in sorted(files.iterdir()) for document in read(str(path))]
    marks.append(time.perf_counter())
    parsed = [(document, parse(document)) for document in documents if not isinstance(document, Refused)]
    marks.append(time.perf_counter())
    entries = [Entry(document, analyse(decision)) for document, decision in parsed]
    marks.append(time.perf_counter())
    for first in range(0, len(entries), BATCH):
        with transaction(connection):
            writer.store(entries[first : first + BATCH])
    connection.close()
    marks.append(time.perf_counter())
    return [after - before for before, after in itertools.pairwise(marks)]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "files", FILES, longest=LONGEST)
        size = sum(path.stat().st_size for path in (folder / "files").iterdir())
        write(folder / "warm", 20)
        stages(folder / "warm", folder / "warm.db")
        runs = [whole(folder / "files", folder / f"whole-{run}.db") for run in range(RUNS)]
        parts = [stages(folder / "files", folder / f"stages-{run}.db") for run in range(RUNS)]
        archive = (folder / "whole-0.db").stat().st_size
    speed = spread(FILES / taken for taken in runs)
    rows = [["whole ingest", _whole(speed), f"{spread(runs).median * 1e6 / FILES:,.0f}", "100"]]
    for number, stage in enumerate(STAGES):
        each = spread(part[number] for part in parts).median
        share = spread(100 * part[number] / sum(part) for part in parts).median
        rows.append([stage, f"{FILES / each:,.0f}", f"{each * 1e6 / FILES:,.0f}", f"{share:.0f}"])
    found = table(["", "documents a second", "µs a document", "share, %"], rows)
    sys.stdout.write(found)
    if "--write" in sys.argv[1:]:
        words = (
            f"{FILES:,} generated files of {size / FILES / 1_000:.1f} kB on average, {size / 1e6:.1f} MB in all, "
            f"into a new archive of {archive / 1e6:.1f} MB ({archive / size:.2f} times the text); "
            f"medians of {RUNS} runs in one process, of the whole with least and greatest. "
            + circumstances("python tests/bench/ingest.py --write")
        )
        write_section("ingest", "Ingest", f"{words}\n{found}")


def _whole(speed: Spread) -> str:
    return f"{speed.median:,.0f} ({speed.least:,.0f} to {speed.most:,.0f})"


if __name__ == "__main__":
    main()
