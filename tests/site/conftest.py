"""The folders that the tests open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.ingester import ingest
from archive.site.folder import write_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def sample_archive(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample."""
    path = tmp_path_factory.mktemp("site") / "sample.db"
    ingest([str(sample)], str(path))
    return path


@pytest.fixture(scope="session")
def folder(sample_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder written from the sample. Nobody writes into it."""
    path = tmp_path_factory.mktemp("site") / "folder"
    write_folder(str(sample_archive), path)
    return path
