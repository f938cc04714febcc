"""Values as people read them."""

from __future__ import annotations

from typing import Final

from archive.output.text import written_date

ROLES: Final = {
    "primary": "given in the final decision",
    "stated": "given in the summary",
    "reasoned": "given in the assessment",
    "cited": "named among the Ombudsman’s powers",
    "considered_and_rejected": "weighed and not applied",
}
"""How a reason stands, by role."""

STATUSES: Final = {
    "agreed": "agreed",
    "recommended": "recommended",
    "already_paid": "already paid",
    "offered_before": "offered before",
}

BASES: Final = {"per_month": "a month", "per_term": "a term", "per_week": "a week", "per_year": "a year"}
"""What a sum is counted by; a fixed sum and a total need no words."""

DISPOSITIONS: Final = {
    "declined": "Not investigated",
    "early_remedy": "Settled early, without a full investigation",
    "fault": "Investigated: fault found",
    "no_fault": "Investigated: no fault found",
    "discontinued": "Investigation ended early",
    "mixed": "Fault in part",
}
"""What really happened inside the three outcomes. Derived."""


def pounds(pence: int) -> str:
    """`£1,250`, or `£99.50` where there are pence."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"


def spaced(name: str) -> str:
    """`service_improvement` as words."""
    return name.replace("_", " ")


def day(iso: str | None) -> str:
    """`18 December 2023`; empty where there is no date."""
    return written_date(iso) if iso else ""


def plural(number: int, noun: str) -> str:
    """`1 decision`, `1,234 decisions`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def share(part: int, whole: int) -> str:
    """`38%`; `<1%` for what is there and rounds to none; empty of nothing."""
    if not whole:
        return ""
    percent = 100 * part / whole
    return "<1%" if 0 < percent < 1 else f"{percent:.0f}%"
