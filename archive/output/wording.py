"""What was derived from a decision, in words: where it stands, how a reason stands, what a remedy is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from archive.decision import RELIED_ON
from archive.output.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archive.decision import Decision, Reason, Remedy

Places: TypeAlias = "Mapping[int, str]"


def places_of(decision: Decision) -> Places:
    """How each item is cited, by its position.

    `para 7`; `under para 7` for what follows a numbered paragraph in its section without a number of its own, as the
    points of a list do; `item 12`, by the count of items, where the copy has lost the numbers.
    """
    places = {}
    for section in decision.sections:
        last = None
        for each in section.paragraphs:
            if each.para is not None:
                last = each.para
                places[each.position] = f"para {each.para}"
            else:
                places[each.position] = f"item {each.position}" if last is None else f"under para {last}"
    return places


def place(section: str, position: int | None, places: Places) -> str:
    """`assessment, para 7`; the section alone for what is not in a paragraph of the decision."""
    return section if position is None or position not in places else f"{section}, {places[position]}"


def standing(reason: Reason, places: Places) -> str:
    """`primary, decision, para 7`."""
    return f"{reason.role.replace('_', ' ')}, {place(reason.section, reason.paragraph, places)}"


def by_strength(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons relied on, the strongest role first, then those rejected; none that is only cited."""
    order = {role: rank for rank, role in enumerate(RELIED_ON)}
    weighed = (reason for reason in reasons if reason.role != "cited")
    return sorted(weighed, key=lambda reason: order.get(reason.role, len(order)))


def pounds(pence: int) -> str:
    """`£1,250.50`."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def remedy_words(remedy: Remedy, places: Places) -> str:
    """`payment of £250.00 to Mr X for distress: agreed, within one month (action, under para 31)`."""
    words = [remedy.kind.replace("_", " ")]
    if remedy.amount_pence is not None:
        words.append(f"of {pounds(remedy.amount_pence)}")
    if remedy.basis and remedy.basis != "fixed":
        words.append(_BASES.get(remedy.basis, remedy.basis.replace("_", " ")))
    if remedy.payee:
        words.append(f"to {remedy.payee}")
    if remedy.purpose:
        words.append(f"for {remedy.purpose}")
    after = [remedy.status.replace("_", " "), *([remedy.due[:1].lower() + remedy.due[1:]] if remedy.due else [])]
    return one_line(f"{' '.join(words)}: {', '.join(after)} ({place(remedy.section, remedy.paragraph, places)})")


_BASES: Final = {"per_month": "a month", "per_term": "a term", "total": "in all"}
"""How an amount is meant; a fixed one needs no word."""
