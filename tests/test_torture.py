"""A small slice of the torture, the same moments and places every time: `make torture` does it all."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parent / "torture" / "run.py"


@pytest.mark.parametrize(
    ("part", "figures"),
    [
        ("kills", r"kills: 6 \(ingest 1, migrate 1, .*; 0 files damaged or decisions lost or doubled"),
        ("disk", r"disk full: 3 points; [23] told with exit 4, [01] overcome"),
        ("power", r"power cuts: 4 in \d+ writes and syncs; 0 files damaged or commits lost"),
        ("crowd", r"crowd: 2 writers and 4 readers .*; 0 errors or wrong answers"),
    ],
)
def test_slice(part: str, figures: str) -> None:
    """Nothing is damaged, lost or doubled, all is told, and no answer is wrong."""
    if part in {"disk", "power"} and shutil.which("cc") is None:
        pytest.skip("faults of the disk need a C compiler")
    options = ["--kills", "6", "--points", "3", "--cuts", "4", "--seconds", "2"]
    done = subprocess.run([sys.executable, str(RUN), part, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(figures, done.stdout), done.stdout
    assert done.stdout.endswith("0 things went wrong\n")
