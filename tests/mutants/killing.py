"""Mutants shown to the tests, each in a process of its own, in a copy of the tree.

A process that has imported pytest and all that is slow, but nothing of the program, forks for each mutant; so a mutant
costs the import of the program and the tests chosen for it. The copies carry bytecode that is checked against the
source, and none is written to them: what runs is what stands in the file.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import py_compile
import resource
import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from mutants.covering import Cover
    from mutants.drawing import Change

COPIED = ("archive", "data", "docs", "migrations", "tests", "README.md", "pyproject.toml")
FIRST: Final = 40
"""The tests that are run first; the others only where the mutant outlives these."""
_SECONDS, _TIMES = 10, 6
"""A mutant has so many seconds and so many times its tests' own of the processor; of the clock four times that."""
_MEMORY = 2 << 30
_NOTHING_RUN = 5
"""pytest's exit status where no test was chosen."""
_ARGUMENTS = ("-q", "-x", "--assert=plain", "--hypothesis-profile=mutants", "--import-mode=importlib")
_PLUGINS_OFF = ("cacheprovider", "randomly", "xdist", "pytest_cov")


class Verdict(NamedTuple):
    """What became of a mutant: `killed`, `timed out` or `survived`, and of how many tests that run its line."""

    fate: str
    tests: int


class Chosen:
    """A plugin of pytest that keeps the tests of a list, in its order."""

    def __init__(self, tests: list[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the chosen."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self.place), key=lambda item: self.place[item.nodeid]
        )


def warm() -> None:
    """Import what all children need and none of them changes, and settle how hypothesis draws."""
    import click  # noqa: F401
    import dateutil.parser  # noqa: F401
    import pytest  # noqa: F401
    import selectolax.lexbor  # noqa: F401
    import sqlite_utils  # noqa: F401
    from hypothesis import HealthCheck, settings, strategies  # noqa: F401

    settings.register_profile(
        "mutants", derandomize=True, database=None, max_examples=60, deadline=None, suppress_health_check=[*HealthCheck]
    )


def copied(root: Path, copy: Path) -> Path:
    """A copy of the tree, compiled."""
    copy.mkdir(parents=True)
    for name in COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(root / name, copy / name)
    compileall.compile_dir(copy, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    return copy


def fingerprint(copy: Path) -> str:
    """What changes with any file of a copy, and with nothing else."""
    found = hashlib.sha256()
    for path in sorted(
        path for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc" and path.parent.name != "mutants"
    ):
        found.update(f"{path.relative_to(copy)}|{path.stat().st_size}|".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def arguments(tests: list[str]) -> list[str]:
    """What pytest is told, to run the tests of these files or of the files of these tests."""
    off = [argument for name in _PLUGINS_OFF for argument in ("-p", f"no:{name}")]
    return [*_ARGUMENTS, *off, *dict.fromkeys(test.partition("::")[0] for test in tests)]


def in_child(copy: Path, work: Callable[[], int], seconds: float) -> int | None:
    """The exit status of `work`, done in `copy` by a child that sees no other program; None where it took too long."""
    assert not any(name.split(".")[0] == "archive" for name in sys.modules)
    child = os.fork()
    if not child:
        status = 3
        try:
            _settle(copy, seconds)
            status = work()
        finally:
            os._exit(status)
    deadline = time.monotonic() + 4 * seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.005)
    else:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None
    status = os.waitstatus_to_exitcode(status)
    return None if status in (-signal.SIGXCPU, -signal.SIGKILL) else status


def _settle(copy: Path, seconds: float) -> None:
    """Make this process one that works in `copy`, in silence and within bounds."""
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 3))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    os.chdir(copy)
    own = {str(copy.__class__(__file__).resolve().parents[depth]) for depth in (1, 2)}
    sys.path[:] = [str(copy), *(path for path in sys.path if path not in own)]
    os.environ.update(PYTHONPATH=str(copy), PYTHONDONTWRITEBYTECODE="1")
    sys.dont_write_bytecode = True
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)


def _grouped(tests: list[str], cover: Cover) -> list[str]:
    """The tests of each module together, whose fixtures are then made once; the quickest module first."""
    modules: dict[str, list[str]] = {}
    for test in tests:
        modules.setdefault(test.partition("::")[0], []).append(test)
    return [test for module in sorted(modules.values(), key=cover.cost) for test in module]


def verdict(copy: Path, cover: Cover, change: Change, source: str, *, first_only: bool = False) -> Verdict:
    """What becomes of `source` in the place of the changed file."""
    import pytest

    path = copy / change.file
    original = path.read_text(encoding="utf-8")
    tests = cover.tests(change, original)
    path.write_text(source, encoding="utf-8")
    try:
        for part in (tests[:FIRST], [] if first_only else tests[FIRST:]):
            if not part:
                continue
            some = _grouped(part, cover)
            seconds = _SECONDS + _TIMES * cover.cost(some)
            chosen = Chosen(some)
            status = in_child(copy, lambda: int(pytest.main(arguments(some), plugins=[chosen])), seconds)  # noqa: B023
            if status is None:
                return Verdict("timed out", len(tests))
            if status not in (0, _NOTHING_RUN):
                return Verdict("killed", len(tests))
    finally:
        path.write_text(original, encoding="utf-8")
    return Verdict("survived", len(tests))
