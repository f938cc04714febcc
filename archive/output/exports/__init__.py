"""Many decisions written to one file: a format is a module here, `as_NAME`, with a function `write`.

Whatever the format, the file says whom the decisions come from and what is derived, so that it can be passed on alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archive.decision import Decision

SUFFIXES: Final = {"csv": ".csv", "jsonl": ".jsonl", "markdown": ".md"}
"""Each format with the ending of its files. The one place to add a format to, beside its module."""


class Exported(NamedTuple):
    """A decision, and where it is on the Ombudsman's site: the address, and whether that is derived."""

    decision: Decision
    address: tuple[str, bool] | None


class Export(NamedTuple):
    """What to write. `decisions` is read once, one by one: any number of them may come.

    `names` gives the reasons their names by code. `fields` chooses and orders columns or keys; None: the usual ones.
    `safe`: no cell may be run as a formula by a spreadsheet.
    """

    decisions: Iterable[Exported]
    acknowledgement: str
    names: Mapping[str, str]
    fields: tuple[str, ...] | None = None
    safe: bool = True


class Writer(Protocol):
    """What each module here has as `write`."""

    def __call__(self, export: Export, file: BinaryIO) -> None:
        """Write all of `export` to `file`. Raises QueryProblem for a field that is not there, before anything else."""


def writer_of(form: str) -> Writer:
    """The function that writes a format of SUFFIXES."""
    import importlib

    found: Writer = importlib.import_module(f"archive.output.exports.as_{form}").write
    return found
