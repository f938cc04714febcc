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


@pytest.fixture
def db(sample_archive: Path, tmp_path: Path) -> str:
    """An archive of the sample, to be damaged."""
    path = tmp_path / "archive.db"
    shutil.copy(sample_archive, path)
    return str(path)
