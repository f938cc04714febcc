"""What is said about the program: every command in the README and in help, every part of the code, every sample."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import click
import pytest

from archive.cli import COMMANDS
from archive.cli.group import main

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "archive").rglob("*.py"))


def lines_of_help(name: str | None) -> list[str]:
    """The page of help of a command, or of the program, without the indent of its text."""
    context = click.Context(main, info_name="lgsco", max_content_width=100)
    command: click.Command | None = main
    if name is not None:
        command = main.get_command(context, name)
        context = click.Context(command or main, info_name=name, parent=context)
    assert command is not None
    return [line.removeprefix("  ") for line in command.get_help(context).splitlines()]


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_command(name: str) -> None:
    """The README names each command, as code."""
    assert re.search(rf"lgsco {name}\b|`{name}`", (ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_help_begins_with_examples(name: str | None) -> None:
    """Help has examples before the options, each a command line of its own that begins with a command there is."""
    lines = lines_of_help(name)
    start = lines.index("Examples:")
    examples = lines[start + 1 : lines.index("", start)]
    assert start < lines.index("Options:")
    assert len(examples) >= 2
    for example in examples:
        assert example.startswith("  ")
        words = example.split("lgsco ")[1].split()
        assert words[0] in COMMANDS
    assert name is None or any(f"lgsco {name}" in example for example in examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_lists_every_command(name: str) -> None:
    """The program's page of help lists each command with its line."""
    assert any(line.split() == [name, *COMMANDS[name].split()] for line in lines_of_help(None))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    """Each option of each command has a line of help."""
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_say_what_they_are(path: Path) -> None:
    """Every module begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_every_sample_is_described(sample: Path) -> None:
    """Each file of the sample has its line in the index of what is right about it, and no line is without its file."""
    index = (ROOT / "tests" / "sample" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    described = sorted(json.loads(line)["file"] for line in index)
    files = sorted(path.relative_to(sample).as_posix() for path in sample.rglob("*.txt"))
    assert described == files
    assert len(files) == 30
