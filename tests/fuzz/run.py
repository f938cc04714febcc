"""Run the fuzzers one after the other and print what they did: `make fuzz`, or `python tests/fuzz/run.py query`.

`--seconds` bounds all of it, in equal shares; `--runs` is executions in all, in shares by the weights below. What was
found interesting stays in build/fuzz, so that the next run goes on from there. A crash ends its harness; the input that
did it is named at the end, and goes to tests/fuzz/regressions when it is mended.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

from fuzz.seeds import dictionary, keep, kept, seeds  # noqa: E402 - the project's modules are found by the path above
from fuzz.targets import TARGETS  # noqa: E402 - the same

WORK: Final = HERE.parent.parent / "build" / "fuzz"
WEIGHTS: Final = {"text": 9, "html": 5, "json": 8, "show": 4, "query": 72, "search": 2}
"""Of a hundred executions, how many go to each; quick ones get more."""
LONGEST: Final = {"text": 600, "html": 800, "json": 600, "show": 500, "query": 32, "search": 64}
"""Bytes of an input, which decide how many executions a second there are."""
LONGEST_KEPT: Final = 400
"""Bytes of an input that is kept in the repository."""
SLOWEST: Final = 10
"""Seconds after which one execution counts as a crash."""
MOST_MEGABYTES: Final = 1024
STOPPED: Final = 72
"""libFuzzer's exit code after Ctrl-C."""


class Done(NamedTuple):
    """What one harness did. `crash`: the file with the input that ended it. `stopped`: by Ctrl-C."""

    name: str
    executions: int
    seconds: float
    slowest: int
    megabytes: int
    crash: str | None
    stopped: bool = False


def main() -> int:
    """Do what the command line says. 1 where there was a crash."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="all, where none is named")
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=WORK, help="where to keep what is found (build/fuzz)")
    parser.add_argument("--reduce", action="store_true", help="keep the smallest corpus that reaches what is reached")
    options = parser.parse_args()
    names = options.targets or list(TARGETS)
    if options.reduce:
        for name in names:
            _reduce(name, options.work)
        return 0
    every = sum(WEIGHTS[name] for name in names)
    done = []
    for name in names:
        runs = (options.runs or (0 if options.seconds else 2_000_000)) * WEIGHTS[name] // every
        done.append(_fuzz(name, options.work, runs, options.seconds // len(names), options.seed))
        _say(_line(done[-1]))
        if done[-1].stopped:
            break
    _say(f"\nseed {options.seed}\n{_table(done)}")
    for each in done:
        if each.crash:
            _say(f"CRASH: {each.crash}")
    return 1 if any(each.crash for each in done) else 0


def _prepared(name: str, base: Path) -> tuple[Path, Path]:
    """The folder in which the fuzzer keeps what it finds, and that of the seeds, written anew with the dictionary."""
    work, made = base / "corpus" / name, base / "seeds" / name
    for folder in (work, made):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate([*kept(name), *seeds(name)]):
        (made / f"{number:04}").write_bytes(seed)
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in entry) + '"\n' for entry in dictionary(name)]
    (base / f"{name}.dict").write_text("".join(lines), encoding="ascii")
    return work, made


def _fuzz(name: str, base: Path, runs: int, seconds: int, seed: int) -> Done:
    work, made = _prepared(name, base)
    limits = [*([f"-runs={runs}"] if runs else []), *([f"-max_total_time={seconds}"] if seconds else [])]
    options = [
        *limits,
        f"-seed={seed}",
        f"-max_len={LONGEST[name]}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-dict={base / name}.dict",
        f"-artifact_prefix={base}/{name}-",
        "-print_final_stats=1",
    ]
    started = time.monotonic()
    log = base / f"{name}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "harness.py"), name, *options, str(work), str(made)],
            stdout=file,
            stderr=file,
        )
        try:
            code = process.wait()
        except KeyboardInterrupt:
            code = process.wait()
    said = log.read_text(encoding="utf-8", errors="replace")
    written = re.findall(r"Test unit written to (\S+)", said)
    crash = written[-1] if written else f"{name}: ended with {code}, see {log}"
    return Done(
        name,
        _figure(said, "number_of_executed_units"),
        time.monotonic() - started,
        _figure(said, "slowest_unit_time_sec"),
        _figure(said, "peak_rss_mb"),
        None if code in {0, STOPPED} else crash,
        stopped=code == STOPPED,
    )


def _figure(said: str, name: str) -> int:
    found = re.findall(rf"stat::{name}: *(\d+)", said)
    return int(found[-1]) if found else 0


def _reduce(name: str, base: Path) -> None:
    """Put into the repository the smallest of the inputs that together reach all that is reached."""
    work, made = _prepared(name, base)
    with tempfile.TemporaryDirectory(dir=base) as reduced:
        command = [sys.executable, str(HERE / "harness.py"), name, "-merge=1", f"-max_len={LONGEST_KEPT}", reduced]
        subprocess.run([*command, str(work), str(made)], check=True)
        keep(name, [path.read_bytes() for path in Path(reduced).iterdir()])


def _table(done: list[Done]) -> str:
    rows = [[each.name, *map(str, _cells(each))] for each in done]
    total = sum(each.executions for each in done)
    crashes = sum(each.crash is not None for each in done)
    seconds = sum(each.seconds for each in done)
    rows.append(["all", f"{total:,}", f"{seconds:,.0f}", f"{total / max(seconds, 1):,.0f}", "", "", str(crashes)])
    head = ["harness", "executions", "seconds", "a second", "slowest, s", "MB at most", "crashes"]
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(done: Done) -> tuple[str, ...]:
    speed = done.executions / max(done.seconds, 1)
    slowest = "under 1" if done.slowest == 0 else str(done.slowest)
    crashes = "1" if done.crash else "0"
    return f"{done.executions:,}", f"{done.seconds:,.0f}", f"{speed:,.0f}", slowest, str(done.megabytes), crashes


def _line(done: Done) -> str:
    return f"{done.name}: {done.executions:,} executions in {done.seconds:,.0f} s; {done.crash or 'no crash'}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
