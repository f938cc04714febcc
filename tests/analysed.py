"""Decisions put together by hand for the tests of archive/analysis, their codes by role, and what always holds."""

from __future__ import annotations

from archive.decision import ROLES, Decision, Paragraph, Reference, Section
from archive.resources import read_rows

CLOSED, UPHELD, NOT_UPHELD = "Closed after initial enquiries", "Upheld", "Not upheld"
CODES = {row["code"] for row in read_rows("reasons.csv")}


def decision(outcome: str | None, summary: str | None = None, *sections: tuple[str, list[str]]) -> Decision:
    """A decision with sections of some kinds ("heading/kind" or "kind"), each paragraph numbered as it runs."""
    position = 0
    made = []
    for named, texts in sections:
        heading, _, kind = named.rpartition("/")
        items = []
        for text in texts:
            position += 1
            items.append(Paragraph(position, str(position), f"{position}.", 0, position, para_counted=False, text=text))
        made.append(Section(heading or None, kind, tuple(items)))
    return Decision(Reference("21 900 001"), outcome=outcome, summary=summary, sections=tuple(made))


def roles(found: Decision) -> dict[str, list[str]]:
    """The codes by role, in alphabetical order."""
    by_role: dict[str, list[str]] = {}
    for reason in found.reasons:
        by_role.setdefault(reason.role, []).append(reason.code)
    return {role: sorted(codes) for role, codes in by_role.items()}


def holds_its_words(found: Decision) -> None:
    """Every quote and every citation stands letter for letter where its row says."""
    held = {p.position: (section.kind, p.text) for section in found.sections for p in section.paragraphs}
    rows = [(r.section, r.paragraph, r.quote) for r in found.reasons]
    rows += [(r.section, r.paragraph, r.quote) for r in found.remedies]
    rows += [(c.section, c.paragraph, c.raw) for c in found.citations]
    for kind, position, words in rows:
        at, text = ("summary", found.summary or "") if position is None else held[position]
        assert kind == at
        assert words
        assert words in text
    assert {reason.code for reason in found.reasons} <= CODES
    assert {reason.role for reason in found.reasons} <= set(ROLES)
