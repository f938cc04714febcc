"""What a person sees in a terminal: screens of the real program, beside their files in `tests/screens`.

`python -m pytest tests/test_screens.py --update-golden` makes the files anew; look at them before you commit.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path
from typing import Final

import pytest
from terminal import ESCAPE, ROWS, screen

from archive.ingester import ingest
from archive.output.text import columns

SCREENS: Final = Path(__file__).parent / "screens"
COMMANDS: Final = {
    "search": ["search", "transport", "panel", "--council", "hartlow"],
    "search-facets": ["search", "damp", "OR", "school", "--facets", "--limit", "2"],
    "search-plain": ["search", "transport", "panel", "--plain"],
    "search-fields": ["search", "--outcome", "upheld", "--fields", "reference,council,category,decision_date"],
    "show": ["show", "23 902 391", "--match", "damp mould"],
    "show-remedies": ["show", "24 901 573"],
    "show-grep": ["show", "23 905 118", "--grep", "pay*"],
    "show-cite": ["show", "23 905 118", "para", "24", "--cite"],
    "explain": ["search", '"special educational"', "plan*", "--outcome", "upheld", "--explain"],
    "nothing-word": ["search", "mouldd"],
    "nothing-filter": ["search", "mould", "--council", "hartlow", "--outcome", "upheld"],
    "nothing-reference": ["show", "99 999 999"],
    "wrong-query": ["search", "p*"],
    "wrong-council": ["search", "bins", "--council", "eastmore"],
    "wrong-option": ["search", "bins", "--counsil", "eastmere"],
    "reasons": ["reasons", "--council", "eastmere"],
}
_WHOLE: Final = re.compile("^  https://|; the next: --after ")
"""Lines with what is copied whole, which is never broken."""
_SEQUENCE: Final = re.compile(f"{ESCAPE}\\[[0-9;?]*[a-zA-Z]")


@pytest.fixture(scope="session")
def folder(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive of the sample."""
    made = tmp_path_factory.mktemp("screens")
    ingest([str(sample)], str(made / "archive.db"))
    return made


@pytest.mark.parametrize("color", [False, True], ids=["plain", "colour"])
@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("name", COMMANDS)
def test_screens_are_as_in_their_files(
    name: str, width: int, *, color: bool, folder: Path, update_golden: bool
) -> None:
    """Letter for letter, escapes too; without colour there is none, and text fits the terminal."""
    if name == "explain" and sqlite3.sqlite_version_info < (3, 36):
        pytest.skip("an older SQLite words its plans otherwise")
    made = screen(COMMANDS[name], folder, width, color=color)
    golden = SCREENS / f"{name}-{width}{'-colour' if color else ''}.txt"
    if update_golden:
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")
    assert color or ESCAPE not in made
    lines = [line for line in _SEQUENCE.sub("", made).splitlines() if not _WHOLE.search(line)]
    if not name.startswith(("explain", "search-plain", "nothing", "wrong")):
        assert max(columns(line) for line in lines) <= width


@pytest.mark.parametrize("color", [False, True], ids=["plain", "colour"])
def test_the_pager_shows_colour_and_no_escapes(folder: Path, *, color: bool) -> None:
    """What is longer than the terminal goes through less, which is asked to pass colours on."""
    if shutil.which("less") is None:
        pytest.skip("less is not installed")
    made = screen(["show", "23 905 118"], folder, 80, color=color, rows=ROWS, pager="less", keys="q")
    assert "Hartlow County Council (23 905 118)" in made
    assert "Final decision" not in made
    assert (f"{ESCAPE}[1mHartlow" in made) == color
    assert "ESC" not in made
    assert made.endswith("[exit code 0]\n")


@pytest.mark.parametrize("option", ["--no-pager", "--plain"])
def test_without_a_pager_all_is_written(folder: Path, option: str) -> None:
    """The whole decision, on a terminal too short for it."""
    made = screen(["show", "23 905 118", option], folder, 80, color=True, rows=ROWS, pager="false")
    assert "The Council has agreed to the action" in made


def test_every_screen_is_still_made() -> None:
    """No file is left of a screen that is not made any more."""
    made = {f"{name}-{width}{color}.txt" for name in COMMANDS for width in (80, 160) for color in ("", "-colour")}
    assert {path.name for path in SCREENS.iterdir()} == made
