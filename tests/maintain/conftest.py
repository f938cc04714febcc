"""An archive of the sample, which tests copy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from archive.ingester import ingest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def sample_archive(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample: not to be written."""
    path = tmp_path_factory.mktemp("sample") / "archive.db"
    ingest([str(sample)], str(path))
    return path


@pytest.fixture(scope="session")
def few_archive(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of five decisions, siblings among them: not to be written."""
    path = tmp_path_factory.mktemp("few") / "archive.db"
    names = ("22-903-771a.txt", "22-903-771b.txt", "23-900-550_chapter-2.txt", "23-902-391.txt", "23-905-118.txt")
    ingest([str(sample / name) for name in names], str(path))
    return path


@pytest.fixture
def few(few_archive: Path, tmp_path: Path) -> str:
    """An archive of five decisions, to be damaged."""
    path = tmp_path / "archive.db"
    shutil.copy(few_archive, path)
    return str(path)


@pytest.fixture
def db(sample_archive: Path, tmp_path: Path) -> str:
    """An archive of the sample, to be damaged."""
    path = tmp_path / "archive.db"
    shutil.copy(sample_archive, path)
    return str(path)
