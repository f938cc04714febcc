"""Faults of the disk at many points: full, errors of reading, writing and syncing, half reads and writes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from torture.world import EIO_READ, EIO_SYNC, EIO_WRITE, FULL, SHORT_READ, SHORT_WRITE, Fault, child

if TYPE_CHECKING:
    from torture.world import Operation, Outcome, World

_MODES: Final = {
    "disk full": (FULL, "writes"),
    "EIO on write": (EIO_WRITE, "writes"),
    "EIO on sync": (EIO_SYNC, "syncs"),
    "EIO on read": (EIO_READ, "reads"),
    "short read": (SHORT_READ, "reads"),
    "short write": (SHORT_WRITE, "writes"),
}
_NO_DATABASE: Final = 4
_COUNT_ALL: Final = 1 << 60


def disk(world: World, points: int) -> tuple[list[str], list[str]]:
    """Each fault at `points` places, the operations in turn. Gives a line of figures a fault, and what went wrong."""
    lines, wrong = [], []
    operations = [world.ingest_anew, *world.operations]
    totals = {
        operation.name: child(operation.line(world.arena(operation)), fault=Fault(EIO_SYNC, _COUNT_ALL))
        for operation in operations
    }
    for what, (mode, kind) in _MODES.items():
        ends: Counter[str] = Counter()
        for number in range(points):
            operation = operations[number % len(operations)]
            total = getattr(totals[operation.name], kind)
            at = 1 + (total - 1) * number // max(1, points - 1)
            db = world.arena(operation)
            outcome = child(operation.line(db), fault=Fault(mode, at))
            ends["told" if outcome.code == _NO_DATABASE else "overcome"] += 1
            place = f"{what} at {kind} {at} of {total}, {operation.name}"
            wrong += [f"{place}: {each}" for each in (*_untold(operation, outcome), *world.damage(operation, db))]
        lines.append(f"{what}: {points} points; {ends['told']} told with exit 4, {ends['overcome']} overcome")
    return lines, wrong


def _untold(operation: Operation, outcome: Outcome) -> list[str]:
    """What is wrong with how a command ended: with a fault that it could not get over, it says so in one line."""
    if outcome.code == 0:
        return []
    if outcome.code != _NO_DATABASE:
        return [f"{operation.name} ended with {outcome.code}: {outcome.told}"]
    told = [line for line in outcome.told.splitlines() if line.startswith("lgsco: ")]
    if len(told) != 1 or "Traceback" in outcome.told:
        return [f"not told in one line: {outcome.told!r}"]
    return []
