"""The examples of the README and of `docs`: each is run by the real program, so that what it shows is what it prints.

`make examples` rewrites them; `make readme`, part of the gate, fails where they differ.
"""

from __future__ import annotations

import functools
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@functools.cache
def folder() -> Path:
    """A folder as a reader has it: the sample as `decisions`, no archive yet."""
    made = Path(tempfile.mkdtemp(prefix="lgsco-readme-"))
    shutil.copytree(ROOT / "data" / "sample", made / "decisions")
    return made


def show(command: str, *, lines: int | None = None, code: int = 0) -> None:
    """Print a console block of `command` and what it prints, at most `lines` of it; it must exit with `code`."""
    programs = Path(sys.executable).parent
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "LANG": "C.UTF-8",
        "HOME": str(folder()),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["sh", "-c", command],  # noqa: S607 - the shell a reader types into
        cwd=folder(),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != code:
        sys.exit(f"README: {shlex.quote(command)} gave {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    text = re.sub(r"\b\d+\.\d s\b", "0.3 s", done.stdout + done.stderr).rstrip()
    printed = text.splitlines()
    if lines is not None and len(printed) > lines:
        printed = [*printed[:lines], "..."]
    body = "".join(f"{line.rstrip()}\n" for line in printed)
    sys.stdout.write(f"```console\n$ {command}\n{body}```\n")
