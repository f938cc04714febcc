"""The kind of a body that is not in the register, from words of its name.

The rules are the rows of `data/reference/council_kinds.csv`: words that stand in the folded name (anywhere, at its
start, at its end), as whole words. The first row that fits decides. No row, no kind: `unknown`, never a guess.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from archive.register.names import fold
from archive.resources import read_rows

UNKNOWN = "unknown"


class Rule(NamedTuple):
    """A row of the table. `examples` are names that this row decides."""

    words: str
    place: str
    kind: str
    examples: tuple[str, ...]

    def fits(self, folded: str) -> bool:
        """Whether the words stand at their place in a folded name."""
        words = f" {self.words} "
        name = f" {folded} "
        if self.place == "start":
            return name.startswith(words)
        if self.place == "end":
            return name.endswith(words)
        return words in name


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules in order."""
    return tuple(
        Rule(row["words"], row["place"], row["kind"], tuple(row["examples"].split(" | ")))
        for row in read_rows("council_kinds.csv")
    )


def kind_of(name: str) -> str:
    """The kind that the first fitting rule gives, or `unknown`."""
    folded = fold(name)
    return next((rule.kind for rule in rules() if rule.fits(folded)), UNKNOWN)
