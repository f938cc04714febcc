"""Decisions as Parquet, one folder a year: for DuckDB, Spark, Polars and pandas, when one SQLite file is not enough.

Needs pyarrow (the extra `parquet`); nothing of it is imported before `write_parquet` is called.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from archive.errors import ArchiveError
from archive.output.parquet_columns import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from archive.decision import Decision

_GROUP: Final = 1_000
"""Decisions held in memory at a time, and in a row group: some 10 MB of text."""

_UNDATED: Final = "__HIVE_DEFAULT_PARTITION__"
"""How Hive, and all who follow it, write a null in the name of a folder."""


def write_parquet(
    decisions: Iterable[tuple[Decision, tuple[str, bool] | None]],
    folder: str | os.PathLike[str],
    *,
    acknowledgement: str,
    names: Mapping[str, str],
) -> int:
    """Write `decisions` to `folder/year=2024/part-0.parquet` and so on; gives how many there were.

    Each comes with its address and whether that is derived. `names` gives the reasons their names by code. In order of
    date, either way, each year is one part; a year met again gets another part. Memory does not grow with their number.
    The folder appears when all is written, and must not be there before, or be empty.
    Every part says in its metadata whom the decisions come from, what is derived, and what was written.
    Raises ArchiveError: no pyarrow, a folder with something in it, a disk that is full.
    """
    folder = os.fspath(folder)
    _must_be_free(folder)
    beside = f"{folder.rstrip(os.sep)}.part-{os.getpid()}"
    try:
        with _errors(folder):
            os.mkdir(beside)  # noqa: PTH102 - as all of the program, no pathlib for a name
            parts = _Parts(beside, schema(acknowledgement))
            with contextlib.closing(parts):
                for decision, address in decisions:
                    parts.add(decision.decision_date, _row(decision, address, names))
            if os.path.isdir(folder):  # noqa: PTH112
                os.rmdir(folder)  # noqa: PTH106
            os.replace(beside, folder)  # noqa: PTH105
        return parts.count
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _must_be_free(folder: str) -> None:
    if os.path.isdir(folder):  # noqa: PTH112
        if os.listdir(folder):  # noqa: PTH208
            raise ArchiveError("has something in it: name a new folder for the Parquet files", path=folder)
    elif os.path.exists(folder):  # noqa: PTH110
        raise ArchiveError("is a file: name a folder for the Parquet files", path=folder)


@contextlib.contextmanager
def _errors(folder: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise ArchiveError("Parquet needs pyarrow: install lgsco-archive[parquet]", path=folder) from error
    except OSError as error:
        raise ArchiveError(f"cannot be written: {error.strerror or error}", path=folder) from error


class _Parts:
    """The file of the year that is being written, and the rows that wait for it."""

    def __init__(self, folder: str, schema: Any) -> None:  # noqa: ANN401 - pyarrow is imported late
        self.count = 0
        self._folder = folder
        self._schema = schema
        self._year: str | None = None
        self._rows: list[dict[str, Any]] = []
        self._writer: Any = None
        self._parts: Counter[str] = Counter()

    def add(self, day: date | None, row: dict[str, Any]) -> None:
        """Take a row; write what waits when there is enough of it, or when the year is another."""
        year = str(day.year) if day else _UNDATED
        if year != self._year:
            self.close()
            self._open(year)
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == _GROUP:
            self._write()

    def close(self) -> None:
        """Finish the file that is being written, if one is."""
        if self._writer is not None:
            self._write()
            self._writer.close()
            self._writer = None

    def _open(self, year: str) -> None:
        from pyarrow.parquet import ParquetWriter

        place = os.path.join(self._folder, f"year={year}")  # noqa: PTH118
        os.makedirs(place, exist_ok=True)  # noqa: PTH103
        path = os.path.join(place, f"part-{self._parts[year]}.parquet")  # noqa: PTH118
        self._parts[year] += 1
        self._year = year
        self._writer = ParquetWriter(path, self._schema, compression="zstd")

    def _write(self) -> None:
        from pyarrow import Table

        if self._rows:
            self._writer.write_table(Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def _row(decision: Decision, address: tuple[str, bool] | None, names: Mapping[str, str]) -> dict[str, Any]:
    """The row of one decision: what its JSON form holds, with dates as dates, paragraphs with their sections."""
    row = decision.to_dict()
    source = decision.source
    return row | {
        "title": decision.title,
        "decision_date": decision.decision_date,
        "compliance_date": decision.compliance_date,
        "url": address[0] if address else None,
        "url_derived": address[1] if address else None,
        "paragraphs": [
            paragraph | {"section": section["kind"], "heading": section["heading"]}
            for section in row["sections"]
            for paragraph in section["paragraphs"]
        ],
        "reasons": [reason | {"name": names.get(reason["code"])} for reason in row["reasons"]],
        "remedies": [
            values | {"due_on": remedy.due_on}
            for values, remedy in zip(row["remedies"], decision.remedies, strict=True)
        ],
        "path": source.path if source else None,
        "sha256": source.sha256 if source else None,
    }
