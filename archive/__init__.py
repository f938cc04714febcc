"""The LGSCO archive: decisions of the Local Government and Social Care Ombudsman as one SQLite file.

The public names load their modules on first use, so that `import archive` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.decision import Decision
    from archive.errors import ArchiveError
    from archive.ingester import ingest
    from archive.parsing import parse
    from archive.query import Query, search
    from archive.reading import read
    from archive.storage import open_archive

__version__ = "0.1.0"

__all__ = ["ArchiveError", "Decision", "Query", "ingest", "open_archive", "parse", "read", "search"]

_HOMES = {
    "ArchiveError": "archive.errors",
    "Decision": "archive.decision",
    "Query": "archive.query",
    "ingest": "archive.ingester",
    "open_archive": "archive.storage",
    "parse": "archive.parsing",
    "read": "archive.reading",
    "search": "archive.query",
}


def __getattr__(name: str) -> object:
    """The public name `name`, imported from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module 'archive' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
