"""Measuring the reasons against labelled texts: precision, recall and F1 by code and by role.

    python -m archive.analysis.evaluate FILE...

A labelled file is JSON Lines: `ref`, `year`, `outcome`, `section` (summary, powers or document), `text`, `reasons` (the
codes relied on) and, where they apply, `cited`, `primary` and `considered_and_rejected`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.analysis import analyse
from archive.decision import RELIED_ON, Decision, Paragraph, Reference, Section
from archive.parsing import parse
from archive.reading.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROLES: Final = ("relied on", "primary", "cited", "considered_and_rejected")
_LABEL: Final = {"relied on": "reasons"}
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

    def add(self, item: dict[str, Any]) -> None:
        """Analyse one labelled text and count. A role without a label is not counted."""
        self.texts += 1
        found = found_in(analyse(decision_of(item)))
        for role in ROLES:
            if (label := _LABEL.get(role, role)) not in item:
                continue
            expected, got = set(item[label]), found[role]
            counts = self._counts[role]
            for kind, codes in (("right", expected & got), ("wrong", got - expected), ("missed", expected - got)):
                counts.update((code, kind) for code in codes)
            if expected != got:
                self.misses.append(Miss(item["ref"], role, frozenset(expected - got), frozenset(got - expected)))

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


def decision_of(item: dict[str, Any]) -> Decision:
    """The labelled text as a decision: a summary alone, a section of powers alone, or a document read by the parser."""
    outcome, text = item.get("outcome"), item["text"]
    if item["section"] == "summary":
        return Decision(_REFERENCE, outcome=outcome, summary=text)
    if item["section"] == "powers":
        paragraph = Paragraph(1, None, None, 0, None, para_counted=False, text=text)
        return Decision(_REFERENCE, outcome=outcome, sections=(Section(None, "powers", (paragraph,)),))
    head = f"Test Council ({_REFERENCE})\nDecision : {outcome}\nThe Ombudsman's final decision:\n"
    return parse(Document(path=item["ref"], format="text", text=head + text, sha256="", size=0))


def measure(paths: Iterable[Path]) -> Measurement:
    """The measurement over all texts of the labelled files. Raises OSError and ValueError for files that are none."""
    measurement = Measurement()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            measurement.add(json.loads(line))
    return measurement


def report(measurement: Measurement) -> str:
    """The measurement as a table: all codes together by role, then each code, then the texts that differ."""
    lines = [f"{measurement.texts} labelled texts", "", f"{'':45}  right wrong missed  precision recall    F1"]
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
    """Print the report on the files named; 2 where none is."""
    if not arguments:
        sys.stderr.write("usage: python -m archive.analysis.evaluate FILE...\n")
        return 2
    sys.stdout.write(report(measure(Path(argument) for argument in arguments)) + "\n")
    return 0


if __name__ == "__main__":  # pragma: no cover - the tests call main
    raise SystemExit(main(sys.argv[1:]))
