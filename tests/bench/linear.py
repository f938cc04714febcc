"""That cost grows with the size of a text, and hardly with the size of the archive: in seconds of the processor.

A megabyte as one text against the same as a hundred texts of 10 kB, for texts as they are and for hostile shapes; and
ingests of more and more decisions into new archives. `--decisions 100000` says how many at most (10,000); `--corpora
SMALL LARGE` takes folders there are instead of generated ones. What was made stays in build/linear, and is made once.
Prints tables; with --write puts them into docs/figures.md. Fails where a bound is passed.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generated import generated
from making import HEAD, document
from shapes import TEXTS

from archive import SELDOM
from archive.analysis import analyse
from archive.parsing import parse
from bench.figures import ROOT, circumstances, spread, table, write_section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


SMALL, LARGE = 10_000, 1_000_000
PAIRS: Final = 5
AS_THEY_ARE: Final = "decisions as they are"
MOST_OF_A_TEXT: Final = 1.15
MOST_OF_A_SHAPE: Final = 1.5
"""Of a hostile shape, which would show a hundred if it cost by the square."""
MOST_OF_AN_ARCHIVE: Final = 1.5
SIZES: Final = (1_000, 10_000, 100_000)
FOLDER: Final = 1_000
"""Files in one folder."""
LONGEST: Final = 16
"""Paragraphs of the longest assessment: as long as common decisions are."""
MADE: Final = ROOT / "build" / "linear"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=10_000)
    parser.add_argument("--corpora", type=Path, nargs=2)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    # As the program's own processes do.
    gc.set_threshold(*SELDOM)
    shapes = {AS_THEY_ARE: _decisions, **TEXTS}
    ratios = {name: spread(_ratios(made)) for name, made in shapes.items()}
    texts = table(["shape", "1 MB to 100 x 10 kB"], [[name, str(found)] for name, found in ratios.items()])
    _show(texts)
    folders = options.corpora or [_corpus(size) for size in SIZES if size <= options.decisions]
    archives, growth = _archives(folders)
    _show(archives)
    if options.write:
        words = (
            "Processor time to read, parse and analyse one text of 1 MB as a ratio to a hundred of 10 kB of the same"
            f" shape: medians of {PAIRS} pairs, with least and greatest. Then ingests into new archives, one process"
            " that reads for itself, less what an ingest of one decision takes. "
        )
        written = circumstances("python tests/bench/linear.py --decisions 100000 --write")
        write_section("linear", "Growth", f"{words}{written}\n{texts}\n{archives}")
    most = {name: MOST_OF_A_TEXT if name == AS_THEY_ARE else MOST_OF_A_SHAPE for name in ratios}
    slow = [name for name, found in ratios.items() if found.median > most[name]]
    if slow or growth > MOST_OF_AN_ARCHIVE:
        sys.exit(f"beyond the bound: {', '.join([*slow, *(['the archive'] if growth > MOST_OF_AN_ARCHIVE else [])])}")


def _decisions(size: int) -> str:
    """One decision of so many characters, whose paragraphs are those of many."""
    lines = [f"{HEAD}Summary: The Council was at fault.\n\nMy assessment\n"]
    length = len(lines[0])
    for made in generated(size, seed=3, longest=LONGEST):
        for line in made.text.splitlines():
            if line.startswith(("- ", "  ")):
                lines.append(line)
                length += len(line) + 1
                if length >= size:
                    return "\n".join(lines)[:size] + "\n"
    return "\n".join(lines) + "\n"


def _ratios(made: Callable[[int], str]) -> list[float]:
    """Processor time of one large text by that of as much in small ones, pair by pair."""
    small, large = made(SMALL), made(LARGE)
    _taken([small] * 3)
    return [_taken([large]) / _taken([small] * (LARGE // SMALL)) for _ in range(PAIRS)]


def _taken(texts: Iterable[str]) -> float:
    started = time.process_time()
    for text in texts:
        analyse(parse(document(text)))
    return time.process_time() - started


def _corpus(size: int) -> Path:
    """A folder of so many generated decisions, in folders of a thousand."""
    folder = MADE / str(size)
    done = MADE / f"{size}.done"
    if not done.exists():
        for number, each in enumerate(generated(size, longest=LONGEST)):
            inner = folder / f"{number // FOLDER:03}"
            inner.mkdir(parents=True, exist_ok=True)
            (inner / each.name).write_text(each.text, encoding="utf-8")
        done.touch()
    return folder


def _archives(folders: Sequence[Path]) -> tuple[str, float]:
    """The table of ingests of `folders`, small to large, and how many times as much a decision takes in the last."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        one = base / "one"
        one.mkdir()
        (first,) = generated(1)
        (one / first.name).write_text(first.text, encoding="utf-8")
        floor = spread(_ingest(one, base)[0] for _ in range(PAIRS)).median
        each: list[float] = []
        for folder in folders:
            files = sum(path.is_file() for path in folder.rglob("*"))
            found = [_ingest(folder, base) for _ in range(1 if files > SIZES[1] else 3)]
            seconds = spread(taken for taken, _ in found).median - floor
            each.append(seconds / files)
            memory = max(most for _, most in found)
            rows.append([f"{files:,}", f"{each[-1] * 1e6:,.0f}", f"{each[-1] / each[0]:.2f}", f"{memory:,.0f}"])
    return table(["decisions", "µs a decision", "ratio", "MB at most"], rows), each[-1] / each[0]


def _ingest(folder: Path, base: Path) -> tuple[float, float]:
    """Seconds of the processor and megabytes at most of an ingest into a new archive."""
    db = base / "a.db"
    for path in base.glob("a.db*"):
        path.unlink()
    command = [sys.executable, "-m", "archive", "ingest", str(folder), "--db", str(db), "--jobs", "1", "-q"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the ingest of {folder} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _show(found: str) -> None:
    sys.stdout.write(f"{found}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
