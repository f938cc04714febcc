"""Kills at random moments, over everything that writes."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from torture.world import child

if TYPE_CHECKING:
    from torture.world import World


def kills(world: World, count: int, seed: int) -> tuple[str, list[str]]:
    """Kill `count` processes, taking the operations in turn. Gives a line of figures, and what went wrong."""
    draw = random.Random(seed)  # noqa: S311 - the same moments for the same seed, no secret
    operations = [*world.operations, world.ingest_anew]
    seconds = {operation.name: child(operation.line(world.arena(operation))).seconds for operation in operations}
    done: Counter[str] = Counter()
    late = 0
    wrong = []
    for number in range(count):
        operation = operations[number % len(operations)]
        db = world.arena(operation)
        outcome = child(operation.line(db), kill_after=draw.random() * seconds[operation.name])
        done[operation.name] += 1
        late += outcome.code is not None
        wrong += [f"kill {number}, {operation.name}: {what}" for what in world.damage(operation, db)]
    spread = ", ".join(f"{name} {number}" for name, number in done.items())
    line = (
        f"kills: {count} ({spread}); {late} came after the end; {len(wrong)} files damaged or decisions lost or doubled"
    )
    return line, wrong
