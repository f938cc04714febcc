"""One target under atheris: `python tests/fuzz/harness.py query -runs=100000 FOLDER...`, with any options of libFuzzer.

Only what reads, parses, derives and answers is instrumented: all else would cost executions and tell nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
import shlex
import sys
from pathlib import Path
from typing import Final

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

import atheris  # noqa: E402 - found by its name, the project's modules by the path above

INSTRUMENTED: Final = {
    "text": ("archive.reading.text", "archive.parsing"),
    "html": ("archive.reading", "archive.parsing"),
    "json": ("archive.reading", "archive.parsing"),
    "show": ("archive.parsing", "archive.analysis", "archive.output"),
    "query": ("archive.query.language", "archive.query.tokens", "archive.query.match", "archive.query.fields"),
    "search": ("archive.query", "archive.output"),
}
"""By target, the modules and packages whose branches tell the fuzzer that it has found something new."""


def load(name: str) -> None:
    """Import what the target `name` needs, with the modules that are imported late, instrumented."""
    with atheris.instrument_imports(include=list(INSTRUMENTED[name])):
        for each in INSTRUMENTED[name]:
            module = importlib.import_module(each)
            for found in pkgutil.iter_modules(getattr(module, "__path__", []), f"{each}."):
                if not found.name.endswith((".pdf", ".evaluate", ".parquet", ".parquet_columns")):
                    importlib.import_module(found.name)


def main() -> None:
    """Fuzz the target that the command line names; libFuzzer ends the process."""
    name = sys.argv[1]
    load(name)
    from fuzz.targets import TARGETS

    # To merge, libFuzzer starts the harness again by the first word, through a shell.
    again = shlex.join([sys.executable, sys.argv[0], name])
    atheris.Setup([again, *sys.argv[2:]], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
