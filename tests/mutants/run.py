"""Put small faults into the program and see whether the tests notice: `make mutants`, `python tests/mutants/run.py`.

What is mutated and what is left out is said in `drawing.py`. First a check of the check: of every file drawn, one
version that raises at import must be killed, and one with nothing changed must survive its first tests. Then the
mutants; a survivor is a fault that no test sees, or dead code, or a change that changes nothing.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent)]

from mutants import covering, drawing, killing  # noqa: E402

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

    from mutants.drawing import Mutant

_WATCHING = 1800
"""Seconds for the run of all tests."""


def main() -> int:
    """Do what the command line says. 1 where the check of the check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=500, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="only those that survived this seed's last run")
    options = parser.parse_args()
    report = ROOT / "build" / f"mutants-{options.seed}.json"
    mutants = drawing.draw(ROOT, options.n, options.seed)
    if options.again:
        last = json.loads(report.read_text(encoding="utf-8"))["survivors"]
        mutants = [mutant for mutant in mutants if mutant.row() in last]
    with tempfile.TemporaryDirectory(prefix="lgsco-mutants-") as name:
        return _kill(Path(name).resolve(), mutants, options, report)


def _kill(folder: Path, mutants: list[Mutant], options: argparse.Namespace, report: Path) -> int:
    started = time.monotonic()
    killing.warm()
    copies = [killing.copied(ROOT, folder / str(job)) for job in range(options.jobs)]
    data = ROOT / "build" / f"mutants-cover-{killing.fingerprint(copies[0])}.json"
    if not data.exists():
        for old in data.parent.glob("mutants-cover-*.json"):
            old.unlink()
        told = killing.arguments([*covering.TESTS])
        told.remove("-x")
        status = killing.in_child(copies[0], lambda: covering.watch(data, told), _WATCHING)
        if not data.exists():
            _say(f"the tests could not be run: status {status}")
            return 1
    _Worker.cover = covering.Cover.read(data)
    _say(f"{len(_Worker.cover.seconds)} tests watched in {time.monotonic() - started:.0f} s")
    context = multiprocessing.get_context("fork")
    free = context.SimpleQueue()
    for copy in copies:
        free.put(copy)
    with context.Pool(options.jobs, _Worker.start, (free,)) as pool:
        one_of_each = {mutant.change.file: mutant for mutant in mutants}.values()
        blind = [file for fault in pool.imap_unordered(_Worker.prove, one_of_each) for file in fault]
        if blind:
            _say("\n".join(f"WRONG: {each}" for each in sorted(blind)))
            return 1
        fates = []
        for mutant, verdict in pool.imap_unordered(_Worker.judge, mutants):
            fates.append((mutant, verdict))
            if verdict.fate == "survived":
                _say(f"{mutant}\n    ({verdict.tests} tests run it)")
            if sys.stderr.isatty() or not len(fates) % 50:
                sys.stderr.write(f"  {len(fates)} of {len(mutants)}, {time.monotonic() - started:.0f} s\n")
    _tell(fates, options, report, time.monotonic() - started)
    return 0


class _Worker:
    """A process that judges mutants in a copy of its own."""

    cover: covering.Cover
    copy: Path

    @classmethod
    def start(cls, free: SimpleQueue[Path]) -> None:
        """Take a copy."""
        cls.copy = free.get()

    @classmethod
    def prove(cls, mutant: Mutant) -> list[str]:
        """What is wrong with the check of a file: a version that cannot be imported lives, or the file itself dies."""
        file = mutant.change.file
        source = (cls.copy / file).read_text(encoding="utf-8")
        head = "from __future__ import annotations\n"
        broken = (
            source.replace(head, f"{head}raise RuntimeError\n", 1)
            if head in source
            else f"raise RuntimeError\n{source}"
        )
        found = []
        if killing.verdict(cls.copy, cls.cover, mutant.change, broken).fate != "killed":
            found.append(f"{file}: no test notices that it cannot be imported")
        if killing.verdict(cls.copy, cls.cover, mutant.change, source, first_only=True).fate != "survived":
            found.append(f"{file}: its tests fail with nothing changed")
        return found

    @classmethod
    def judge(cls, mutant: Mutant) -> tuple[Mutant, killing.Verdict]:
        """What becomes of a mutant."""
        return mutant, killing.verdict(cls.copy, cls.cover, mutant.change, mutant.source)


def _tell(
    fates: list[tuple[Mutant, killing.Verdict]], options: argparse.Namespace, report: Path, seconds: float
) -> None:
    """Print the figures; write them and the survivors down."""
    count = Counter(verdict.fate for _, verdict in fates)
    survivors = sorted(((mutant, verdict) for mutant, verdict in fates if verdict.fate == "survived"))
    dead = count["killed"] + count["timed out"]
    rate = dead / len(fates) if fates else 1.0
    taken = "tried again" if options.again else "drawn"
    _say(
        f"seed {options.seed}: {len(fates)} {taken}, {dead} killed ({count['timed out']} of them timed out), "
        f"{count['survived']} survived: {rate:.1%} killed, {seconds:.0f} s"
    )
    rows = [mutant.row() for mutant, _ in survivors]
    figures = {"seed": options.seed, taken: len(fates), **count, "rate": round(rate, 4), "survivors": rows}
    report.parent.mkdir(exist_ok=True)
    report.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
