"""Where the program's own files are: the migrations and the reference rows.

In a checkout they stand at the top of the repository; in an installed wheel inside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of `data/reference/...` or `migrations/...`, wherever the program is installed."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/reference/NAME` (CSV, UTF-8, first line the column names)."""
    import csv

    with resource(f"data/reference/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
