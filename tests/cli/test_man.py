"""The manual page."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from archive.cli import COMMANDS, invoke
from archive.cli.man import manual

if TYPE_CHECKING:
    Captured = pytest.CaptureFixture[str]


def test_every_command_and_its_options_are_there(capsys: Captured) -> None:
    """A part a command, with usage, examples in lines of their own, and its own options; the common ones once."""
    assert invoke(["man"]) == 0
    page = capsys.readouterr().out
    parts = [line.split()[2] for line in page.splitlines() if line.startswith(".SS lgsco ")]
    assert parts == list(COMMANDS)
    assert page.count(".B \\-\\-db PATH\n") == 1
    assert page.count("Show this message and exit.") == 1
    assert ".B \\-\\-grep WORDS\n" in page
    assert "\nlgsco show 23 012 807 para 7 \\-\\-cite\n" in page
    assert "\b" not in page


def test_no_text_is_taken_for_a_request() -> None:
    """Only the requests that the page makes itself stand at the beginning of a line."""
    requests = {line.split()[0] for line in manual().splitlines() if line[:1] in (".", "'")}
    assert requests == {".TH", ".ad", ".SH", ".SS", ".B", ".I", ".IP", ".TP", ".PP", ".nf", ".fi", ".RS", ".RE"}


@pytest.mark.parametrize(
    "checker", [("groff", "-man", "-ww", "-z"), ("mandoc", "-Tlint", "-Werror")], ids=lambda c: c[0]
)
def test_the_page_is_read_without_a_warning(checker: tuple[str, ...]) -> None:
    """Groff and mandoc, where they are installed, have nothing to say against it."""
    if shutil.which(checker[0]) is None:
        pytest.skip(f"{checker[0]} is not installed")
    done = subprocess.run(checker, input=manual(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
