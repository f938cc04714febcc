"""How long a search takes as a whole process, each beside `python -c "import click, sqlite3"`, on many decisions.

    python tests/bench/search_startup.py ARCHIVE [--write]

Prints a table; with --write puts it into docs/figures.md. Exits 1 where a median is over its target.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.figures import circumstances, paired, spread, table, write_section

PAIRS = 15
TARGET = 1.3
FLOOR = "import click, sqlite3"
SEARCHES = {
    "an ordinary word": ["damp"],
    "a phrase": ['"special educational needs"'],
    "words and filters": ["damp", "--outcome", "upheld", "--since", "2022"],
    "fields": ["damp outcome:upheld since:2022"],
}


def main() -> int:
    """Measure, print, and say by the exit code whether the target is met."""
    archives = [name for name in sys.argv[1:] if not name.startswith("--")]
    if len(archives) != 1:
        sys.exit(__doc__)
    (db,) = archives
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        (held,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    lgsco = str(Path(sys.executable).parent / "lgsco")
    floor = [sys.executable, "-c", FLOOR]
    commands = {name: [lgsco, "search", *words, "--db", db] for name, words in SEARCHES.items()}
    floors, times, ratios = paired(floor, commands, PAIRS)
    rows = [[f'`python -c "{FLOOR}"`', f"{1_000 * spread(floors).median:.0f}", "1", ""]]
    rows += [
        [
            f"{name}: `{' '.join(SEARCHES[name])}`",
            f"{1_000 * spread(times[name]).median:.0f}",
            str(spread(ratios[name])),
            f"at most {TARGET}",
        ]
        for name in commands
    ]
    found = table(["whole process", "ms, median", "times the floor", "target"], rows)
    sys.stdout.write(found)
    if "--write" in sys.argv[1:]:
        words = (
            f"{PAIRS} pairs each, alternating, on {held:,} generated decisions; median (least to greatest). "
            + circumstances("python tests/bench/search_startup.py ARCHIVE --write")
        )
        write_section("search-startup", "A search as a process", f"{words}\n{found}")
    return int(any(spread(ratios[name]).median > TARGET for name in commands))


if __name__ == "__main__":
    sys.exit(main())
