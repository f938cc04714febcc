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

SELDOM = (50_000, 20, 20)
"""For `gc.set_threshold` in this program's own processes. What they make stays, or goes by itself: to look for rubbish
is a tenth of a search's time, and of a long document more than its share."""

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
