"""Finding and loading files."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest

import archive.reading.files as module
from archive.errors import Refused
from archive.reading import read
from archive.reading.files import find, load

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path, *paths: str) -> list[str]:
    """What `find` gives, relative to `folder`; refusals by their code."""
    return [
        found.code if isinstance(found, Refused) else os.path.relpath(found, folder)
        for found in find([str(folder / path) for path in paths])
    ]


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    """A folder gives its files in the order of their names, folders among them, hidden ones left out."""
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".hidden", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path, ".") == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_each_file_once(tmp_path: Path) -> None:
    """A file named twice, or by its folder and itself, comes once, at its first place."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text("x")
    assert names(tmp_path, "b.txt", ".", "a.txt") == ["b.txt", "a.txt"]


def test_missing_paths_are_told(tmp_path: Path) -> None:
    """A path that is not there is a refusal in its place; the rest goes on."""
    (tmp_path / "a.txt").write_text("x")
    assert names(tmp_path, "none", "a.txt") == ["missing", "a.txt"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link to a folder is passed over, so that a loop ends; one to a file is read."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "z.txt").symlink_to(tmp_path / "a.txt")
    assert names(tmp_path, ".") == ["a.txt"]
    assert names(tmp_path, "z.txt") == ["z.txt"]


def test_folder_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be opened is told with the reason."""

    def no(_folder: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", no)
    (found,) = find([str(tmp_path)])
    assert isinstance(found, Refused)
    assert "permission denied" in str(found)


def test_load_refuses_what_is_no_file(tmp_path: Path) -> None:
    """A named pipe is not waited for, a vanished file is told, both in one plain line."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="not a regular file"):
        load(str(tmp_path / "pipe"))
    with pytest.raises(Refused, match="no such file"):
        load(str(tmp_path / "gone"))


def test_load_refuses_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or input beyond the bound is refused unread."""
    monkeypatch.setattr(module, "LARGEST", 3)
    (tmp_path / "a.txt").write_text("four")
    (found,) = read(str(tmp_path / "a.txt"))
    assert isinstance(found, Refused)
    assert (found.code, found.path) == ("too_large", str(tmp_path / "a.txt"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"four")))
    with pytest.raises(Refused, match="standard input"):
        load("-")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash is standard input, named once."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abc")))
    assert list(find(["-", "-"])) == ["-"]
    assert load("-") == b"abc"
