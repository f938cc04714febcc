"""Which tests run which lines, and how long each takes: found once, in one run of all of them."""

from __future__ import annotations

import ast
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest
    from coverage import Coverage

    from mutants.drawing import Change

TESTS = ("tests/parsing", "tests/analysis", "tests/query")
"""The tests that mutants are shown to: those of its own room each."""


class Watch:
    """A plugin of pytest that notes the lines each test runs, and its seconds.

    What the room under test remembers is forgotten before each test function: else a line would count for one test.
    """

    def __init__(self, coverage: Coverage) -> None:
        self.coverage = coverage
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()
        self.function = ""

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin the test's own context, with nothing remembered."""
        function = item.nodeid.partition("[")[0]
        if function != self.function:
            self.function = function
            _forget("archive." + function.split("/")[1])
        self.coverage.switch_context(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up the seconds; note what fails."""
        self.seconds[report.nodeid] += report.duration
        if report.failed or report.skipped:
            self.failed.add(report.nodeid)


def _forget(room: str) -> None:
    """Empty what the functions of a room have been told to remember."""
    for name, module in list(sys.modules.items()):
        if name.startswith(room):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def watch(data: Path, arguments: list[str]) -> int:
    """Run the tests and write what was noted to `data`; pytest's exit status."""
    import pytest
    from coverage import Coverage

    coverage = Coverage(data_file=None, config_file=False, source=["archive"])
    coverage.start()
    noted = Watch(coverage)
    status = pytest.main(arguments, plugins=[noted])
    coverage.stop()
    found = coverage.get_data()
    here = f"{Path.cwd()}/"
    lines = {name.removeprefix(here): found.contexts_by_lineno(name) for name in found.measured_files()}
    data.parent.mkdir(exist_ok=True)
    data.write_text(json.dumps({"seconds": noted.seconds, "failed": sorted(noted.failed), "lines": lines}))
    return int(status)


class Cover(NamedTuple):
    """What was noted: per file (its path in the project) and line the tests, and the seconds of each test."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, set[str]]]

    @classmethod
    def read(cls, data: Path) -> Cover:
        """What `watch` wrote. Tests that failed or were skipped are no use here."""
        noted = json.loads(data.read_text())
        passed = noted["seconds"].keys() - set(noted["failed"])
        lines = {
            name: {int(line): passed.intersection(tests) for line, tests in of.items()}
            for name, of in noted["lines"].items()
        }
        return cls(noted["seconds"], lines)

    def tests(self, change: Change, source: str) -> list[str]:
        """The tests of its own room that run the statement of a change, the most promising first.

        Quick tests come first, and many of one function count as slower. A statement outside functions runs on import:
        all tests that run a line of the file see it.
        """
        of_file = self.lines.get(change.file, {})
        found = set().union(*(of_file.get(line, ()) for line in _statement(source, change.line) or of_file))
        room = "tests/" + change.file.split("/")[1] + "/"
        found = {test for test in found if test.startswith(room)}
        turns: dict[str, int] = defaultdict(int)
        ranked = []
        for test in sorted(found, key=self.seconds.__getitem__):
            function = test.partition("[")[0]
            turns[function] += 1
            ranked.append((turns[function] * self.seconds[test], test))
        return [test for *_, test in sorted(ranked)]

    def cost(self, tests: Iterable[str]) -> float:
        """The seconds that these tests took."""
        return sum(map(self.seconds.__getitem__, tests))


def _statement(source: str, line: int) -> range:
    """The lines of the smallest statement at `line`, of a compound one its head; none outside functions' bodies."""
    found, inside = range(0), False
    for node in ast.walk(ast.parse(source)):  # what holds others comes before these
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno):
            body: list[ast.stmt] = getattr(node, "body", [])
            inside = inside or (isinstance(node, ast.FunctionDef) and line >= body[0].lineno)
            last = body[0].lineno - 1 if body and line < body[0].lineno else node.end_lineno or line
            found = range(node.lineno, max(last, line) + 1)
    return found if inside else range(0)
