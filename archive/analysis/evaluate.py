"""Measuring the reasons against labelled texts: precision, recall and F1 by code and by role.

    python -m archive.analysis.evaluate [--documents FOLDER] FILE...

A labelled file is JSON Lines. A line holds its text: `ref`, `year`, `outcome`, `section` (summary, powers or document),
`text`, `reasons` (the codes relied on) and, where they apply, `cited`, `primary` and `considered_and_rejected`. Or it
names a document: `file` (in FOLDER, else beside the labelled file), `reference`, `relied_on` and the same roles, where
`cited` means named among the powers and neither relied on nor considered and rejected.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.analysis import analyse
from archive.decision import RELIED_ON, Decision, Paragraph, Reference, Section
from archive.errors import ArchiveError, Refused
from archive.parsing import parse
from archive.reading import read
from archive.reading.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES: Final = ("relied on", "primary", "cited", "considered_and_rejected")
_LABELS: Final = {"relied on": ("reasons", "relied_on")}
_REFERENCE: Final = Reference("99 999 999")


class Miss(NamedTuple):
    """A text on which the result differs from its label, in one role."""

    ref: str
    role: str
    missing: frozenset[str]
    extra: frozenset[str]


class Score(NamedTuple):
    """How often a code was found rightly, wrongly, or not though labelled."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that is labelled; 1.0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what is labelled, the share that was found; 1.0 where nothing is labelled."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0.0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Measurement:
    """Counts over any number of labelled texts."""

    def __init__(self) -> None:
        self.texts = 0
        self.misses: list[Miss] = []
        self._counts: dict[str, Counter[tuple[str, str]]] = {role: Counter() for role in ROLES}

    def add(self, item: dict[str, Any], folder: Path) -> None:
        """Analyse one labelled text, of a document in `folder` where it names one, and count.

        A role without a label is not counted. Raises OSError, Refused, ValueError and KeyError where it cannot be read.
        """
        self.texts += 1
        found = found_in(analyse(decision_of(item, folder)))
        if "file" in item:
            found["cited"] -= found["relied on"] | found["considered_and_rejected"]
        name = str(item["reference"] if "file" in item else item["ref"])
        for role in ROLES:
            label = next((label for label in _LABELS.get(role, (role,)) if label in item), None)
            if label is None:
                continue
            expected, got = set(item[label]), found[role]
            counts = self._counts[role]
            for kind, codes in (("right", expected & got), ("wrong", got - expected), ("missed", expected - got)):
                counts.update((code, kind) for code in codes)
            if expected != got:
                self.misses.append(Miss(name, role, frozenset(expected - got), frozenset(got - expected)))

    def score(self, role: str, code: str | None = None) -> Score:
        """The score of one code in a role, or of all codes together."""
        counts = self._counts[role]

        def total(kind: str) -> int:
            return sum(number for (at, what), number in counts.items() if what == kind and code in (None, at))

        return Score(total("right"), total("wrong"), total("missed"))

    def codes(self, role: str) -> list[str]:
        """The codes labelled or found in a role, in order of the alphabet."""
        return sorted({code for code, _ in self._counts[role]})


def found_in(decision: Decision) -> dict[str, set[str]]:
    """The codes of an analysed decision by role."""
    found = {role: {reason.code for reason in decision.reasons if reason.role == role} for role in ROLES}
    found["relied on"] = {reason.code for reason in decision.reasons if reason.role in RELIED_ON}
    return {role: set(codes) for role, codes in found.items()}


def decision_of(item: dict[str, Any], folder: Path) -> Decision:
    """The labelled text as a decision: a summary alone, a section of powers alone, or a document read by the parser."""
    if "file" in item:
        (found,) = read(str(folder / item["file"]))
        if isinstance(found, Refused):
            raise found
        return parse(found)
    outcome, text = item.get("outcome"), item["text"]
    if item["section"] == "summary":
        return Decision(_REFERENCE, outcome=outcome, summary=text)
    if item["section"] == "powers":
        paragraph = Paragraph(1, None, None, 0, None, para_counted=False, text=text)
        return Decision(_REFERENCE, outcome=outcome, sections=(Section(None, "powers", (paragraph,)),))
    head = f"Test Council ({_REFERENCE})\nDecision : {outcome}\nThe Ombudsman's final decision:\n"
    return parse(Document(path=item["ref"], format="text", text=head + text, sha256="", size=0))


def measure(path: Path, documents: Path | None = None) -> Measurement:
    """The measurement over all texts of one labelled file; `documents` is the folder of those it names.

    Raises ArchiveError, with the line, for what is no labelled text, and OSError.
    """
    measurement = Measurement()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            item = json.loads(line)
            measurement.add(item if isinstance(item, dict) else {}, documents or path.parent)
        except (KeyError, TypeError, ValueError) as problem:
            reason = f"no labelled text: {type(problem).__name__} {problem}"
            raise ArchiveError(reason, path=str(path), line=number) from None
    return measurement


def report(measurement: Measurement, name: str) -> str:
    """The measurement of the file `name` as a table: all codes by role, then each code, then the texts that differ."""
    lines = [f"{name}: {measurement.texts} labelled texts", "", f"{'':45}  right wrong missed  precision recall    F1"]
    lines += [_row(role, measurement.score(role)) for role in ROLES if measurement.codes(role)]
    for role in ROLES:
        if measurement.codes(role):
            lines += ["", role]
            lines += [_row(f"  {code}", measurement.score(role, code)) for code in measurement.codes(role)]
    if measurement.misses:
        lines += ["", "texts that differ from their label"]
        lines += [
            f"  {miss.ref} ({miss.role}):"
            + (f" missing {', '.join(sorted(miss.missing))};" if miss.missing else "")
            + (f" extra {', '.join(sorted(miss.extra))};" if miss.extra else "")
            for miss in measurement.misses
        ]
    return "\n".join(lines)


def _row(name: str, score: Score) -> str:
    return (
        f"{name:45}  {score.right:5} {score.wrong:5} {score.missed:6}  "
        f"{score.precision:9.3f} {score.recall:6.3f} {score.f1:5.3f}"
    )


def main(arguments: Sequence[str]) -> int:
    """Print the report of each file named; 2, with one line on stderr, where one cannot be read."""
    parser = argparse.ArgumentParser("python -m archive.analysis.evaluate", description="Reasons against labels.")
    parser.add_argument("--documents", type=Path, metavar="FOLDER", help="where the documents are that a FILE names")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="labelled texts, JSON Lines")
    given = parser.parse_args(arguments)
    for path in given.files:
        try:
            sys.stdout.write(report(measure(path, given.documents), str(path)) + "\n\n")
        except (ArchiveError, OSError) as problem:
            sys.stderr.write(f"{problem}\n")
            return 2
    return 0


if __name__ == "__main__":  # pragma: no cover - the tests call main
    raise SystemExit(main(sys.argv[1:]))
