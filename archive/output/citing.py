"""A decision cited as lawyers and advisers cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.output.text import one_line, written_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.decision import Decision


def citation(decision: Decision, paras: Sequence[int] = ()) -> str:
    """`LGSCO, Thurrock Council (23 012 807), 18 December 2023, para 7`; what the decision does not state is left out.

    `paras` are running numbers, in order; those next to each other are joined: `paras 7-9 and 12`.
    """
    day = written_date(decision.decision_date.isoformat()) if decision.decision_date else None
    parts = ["LGSCO", one_line(decision.title), day, _numbers(paras)]
    return ", ".join(part for part in parts if part)


def _numbers(paras: Sequence[int]) -> str | None:
    if not paras:
        return None
    runs: list[list[int]] = []
    for para in paras:
        if runs and para == runs[-1][-1] + 1:
            runs[-1].append(para)
        else:
            runs.append([para])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{'para' if len(paras) == 1 else 'paras'} {listed}"
