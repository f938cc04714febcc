"""What can go wrong, each with the place and a plain reason.

Every error a person can cause is one of these; `str(error)` is the one line to show them.
"""

from __future__ import annotations


class ArchiveError(Exception):
    """The root of all errors of this program.

    `path` and `line` (1-based) say where, `reason` says what and what to do.
    """

    def __init__(self, reason: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}: "
        if self.line is not None:
            place += f"line {self.line}: "
        return place + self.reason


class Refused(ArchiveError):
    """An input that is not taken in: unreadable, not text, not a decision. `code` names the kind of refusal."""

    def __init__(self, code: str, reason: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(reason, path=path, line=line)
        self.code = code


class DatabaseProblem(ArchiveError):
    """The database is missing, cannot be written, is not an archive, is damaged, or is newer than the program."""


class QueryProblem(ArchiveError):
    """A query or filter that cannot be read.

    `offset` is the 0-based place in `query`, where one is known. `instead` is what could have been typed: a query, or
    of a filter given as an option its value; None where nothing is near.
    """

    def __init__(
        self, reason: str, *, query: str | None = None, offset: int | None = None, instead: str | None = None
    ) -> None:
        super().__init__(reason)
        self.query = query
        self.offset = offset
        self.instead = instead
