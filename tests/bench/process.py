"""Whole processes: their time by the clock, their CPU, and the memory that they and their children hold."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_OFTEN: Final = 0.05
_PEAK: Final = re.compile(r"^VmHWM:\s+([0-9]+) kB", re.MULTILINE)


class Run(NamedTuple):
    """Seconds by the clock; seconds of CPU, of its children too; MiB of the largest process, and of all together.

    `together` adds the peaks of all, which need not have been at one time: it is never too low but for processes of
    less than a twentieth of a second. It is `largest` where the memory was not watched.
    """

    wall: float
    cpu: float
    largest: float
    together: float


def run(command: Sequence[str], *, watched: bool = False, codes: Sequence[int] = (0,)) -> Run:
    """Run `command`, whose output goes nowhere and whose exit code must be one of `codes`."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks: dict[int, int] = {}
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, ended), daemon=True)
    if watched:
        watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    if process.returncode not in codes:
        raise SystemExit(f"{' '.join(command)[:500]}: exit code {process.returncode}")
    largest = usage.ru_maxrss / 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, largest, max(largest, sum(peaks.values()) / 1024))


def _watch(pid: int, peaks: dict[int, int], ended: threading.Event) -> None:
    while not ended.wait(_OFTEN):
        for each in _family(pid):
            try:
                found = _PEAK.search(Path(f"/proc/{each}/status").read_text(encoding="ascii", errors="replace"))
            except OSError:
                continue
            if found:
                peaks[each] = int(found[1])


def _family(pid: int) -> list[int]:
    """A process and all below it; those that have ended meanwhile may be missing."""
    found = [pid]
    for each in found:
        for thread in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, thread.read_text(encoding="ascii").split())
            except OSError:
                continue
    return found
