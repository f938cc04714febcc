"""Decisions put together by hand for the tests of archive/analysis, and their codes by role."""

from __future__ import annotations

from archive.decision import Decision, Paragraph, Reference, Section

CLOSED, UPHELD, NOT_UPHELD = "Closed after initial enquiries", "Upheld", "Not upheld"


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
