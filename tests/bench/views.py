"""How long the saved views take in a shipped archive as large as the whole published set, in plain SQLite.

LGSCO_BENCH_FILES says how many generated files (64,000, which are some 57,500 decisions). Generated decisions have one
reason each and no remedy, so both are laid in afterwards, as many as real decisions have. Prints a table; with --write
puts it into docs/figures.md.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generated import write

from archive.ingester import ingest
from archive.storage.shipping import ship
from bench.figures import circumstances, spread, table, write_section

FILES = int(os.environ.get("LGSCO_BENCH_FILES", "64000"))
RUNS = 5
BODIES = 400
VIEWS = (
    "decision_search",
    "decision_reading",
    "reasons_by_council_and_year",
    "payments_by_purpose",
    "bars_considered_and_rejected",
    "promises_by_council",
)
PURPOSES = ("distress", "time and trouble", "the provision he missed for two terms and the worry this caused")


def lay_in_findings(archive: Path) -> tuple[int, int]:
    """Give each decision a body of the register, some five reasons and now and then remedies; how many there are."""
    draw = random.Random(4)  # noqa: S311 - the same rows every time, no secret
    with closing(sqlite3.connect(archive)) as connection, connection:
        decisions = [number for (number,) in connection.execute("SELECT id FROM decisions ORDER BY id")]
        bodies = [number for (number,) in connection.execute("SELECT id FROM councils WHERE known ORDER BY id")]
        codes = [number for (number,) in connection.execute("SELECT id FROM reasons ORDER BY id")]
        often = [1 / place for place in range(1, len(codes) + 1)]
        reasons, remedies = [], []
        for number in decisions:
            for reason in {*draw.choices(codes, often, k=draw.choice((1, 1, 2)))}:
                reasons += [_reason(draw, number, reason, role) for role in ("primary", "stated", "reasoned")]
            reasons += [_reason(draw, number, reason, "cited") for reason in draw.choices(codes, often, k=2)]
            if draw.random() < 0.06:
                reasons.append(_reason(draw, number, draw.choice(codes), "considered_and_rejected"))
            for _ in range(draw.choice((0, 0, 0, 1, 3))):
                money = draw.randrange(50_00, 2_000_00) if draw.random() < 0.5 else None
                what = ("payment", money, "fixed", draw.choice(PURPOSES)) if money else ("action", None, None, None)
                when = (None, draw.choice(("agreed", "recommended")), "within one month", "2023-05-01")
                remedies.append((number, *what, *when, "action", 3, "w" * draw.randrange(80, 200)))
        connection.execute("DELETE FROM decision_reasons")
        connection.executemany(
            "UPDATE decisions SET council_id = ? WHERE id = ?",
            [(draw.choice(bodies[:BODIES]), number) for number in decisions],
        )
        connection.executemany("INSERT INTO decision_reasons VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", reasons)
        connection.executemany(
            "INSERT INTO remedies(decision_id, kind, amount_pence, basis, purpose, payee, status, due, due_on, section,"
            " paragraph, quote) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            remedies,
        )
    return len(reasons), len(remedies)


def _reason(draw: random.Random, decision: int, reason: int, role: str) -> tuple[int | str, ...]:
    return decision, reason, role, 0, "assessment", 3, "w" * draw.randrange(60, 140)


def milliseconds(connection: sqlite3.Connection, sql: str, *values: str) -> float:
    """The median time of a statement, its rows fetched, after one run to warm up."""
    connection.execute(sql, values).fetchall()
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        connection.execute(sql, values).fetchall()
        times.append(1_000 * (time.perf_counter() - started))
    return spread(times).median


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "files", FILES, longest=2)
        ingest([str(folder / "files")], str(folder / "working.db"))
        reasons, remedies = lay_in_findings(folder / "working.db")
        started = time.perf_counter()
        ship(folder / "working.db", folder / "shipped.db")
        shipping = time.perf_counter() - started
        size = (folder / "shipped.db").stat().st_size
        with closing(sqlite3.connect(folder / "shipped.db")) as connection:
            (decisions,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
            (body,) = connection.execute("SELECT council FROM promises_by_council LIMIT 1 OFFSET 500").fetchone()
            rows = []
            for view in VIEWS:
                (length,) = connection.execute(f"SELECT count(*) FROM {view}").fetchone()
                rows.append(
                    [
                        f"`{view}`",
                        f"{length:,}",
                        f"{milliseconds(connection, f'SELECT * FROM {view} LIMIT 101'):.1f}",
                        f"{milliseconds(connection, f'SELECT * FROM {view} WHERE council = ?', body):.1f}",
                        f"{milliseconds(connection, f'SELECT count(*) FROM {view}'):.0f}",
                    ]
                )
    found = table(["view", "rows", "first page, ms", "one body, ms", "counting all, ms"], rows)
    sys.stdout.write(found)
    if "--write" in sys.argv[1:]:
        words = (
            f"{decisions:,} decisions with {reasons:,} reasons and {remedies:,} remedies in a shipped archive of "
            f"{size / 1e6:.0f} MB, which took {shipping:.0f} s to copy, pack and check; medians of {RUNS} runs, warm. "
            + circumstances("python tests/bench/views.py --write")
        )
        write_section("views", "Saved views", f"{words}\n{found}")


if __name__ == "__main__":
    main()
