"""Power cuts: the disk made again as one may find it, from a log of every write and sync.

What was synced is there. Of what was not, any part may be: whole writes, some sectors of one, or nothing.
"""

from __future__ import annotations

import contextlib
import ctypes
import random
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from contents import run

from archive.storage import connection as module
from torture.world import LOG, Fault, child, library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from torture.world import World

_SECTOR: Final = 512


class _Step(NamedTuple):
    """One operation of the log: w(rite), s(ync), t(runcate), u(nlink) of a file; m(ark): `offset` are committed."""

    kind: str
    name: str
    offset: int
    data: bytes


def power(world: World, cuts: int, seed: int) -> tuple[str, list[str]]:
    """Cut the power `cuts` times during one ingest. Gives a line of figures, and what went wrong."""
    draw = random.Random(seed)  # noqa: S311 - the same cuts for the same seed, no secret
    operation = world.operations[0]
    db = world.arena(operation)
    before = db.read_bytes()
    log = world.folder / "log"
    log.unlink(missing_ok=True)
    with _marks():
        outcome = child(operation.line(db), fault=Fault(LOG, log=str(log)))
    if outcome.code != 0:
        return "power cuts: none", [f"the run to be cut failed: {outcome.told}"]
    steps = list(_steps(log.read_bytes()))
    wrong = []
    for number in range(cuts):
        at = draw.randrange(len(steps) + 1)
        db = world.arena(operation)
        committed = _cut(steps[:at], db, before, draw)
        held = run(db, "SELECT count(*) FROM documents")[0][0]
        if held < committed:
            wrong.append(f"cut {number} at step {at}: {committed} documents were committed, {held} are there")
        wrong += [f"cut {number} at step {at}: {what}" for what in world.damage(operation, db)]
    line = f"power cuts: {cuts} in {len(steps)} writes and syncs; {len(wrong)} files damaged or commits lost"
    return line, wrong


@contextlib.contextmanager
def _marks() -> Iterator[None]:
    """While this lasts, a child notes in the log how many documents are committed, after each commit."""
    real = module.transaction

    @contextlib.contextmanager
    def told(connection: Any) -> Iterator[None]:  # noqa: ANN401 - as the real one
        with real(connection):
            yield
        (count,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        library().faults_mark(ctypes.c_long(count))

    module.transaction = told
    try:
        yield
    finally:
        module.transaction = real


def _steps(log: bytes) -> Iterator[_Step]:
    at = 0
    while at < len(log):
        end = log.index(b"\n", at)
        kind, offset, size, name = log[at:end].decode().split(" ", 3)
        at = end + 1 + int(size)
        if not name.endswith("-shm"):
            yield _Step(kind, name, int(offset), log[end + 1 : at])


def _cut(steps: list[_Step], db: Path, before: bytes, draw: random.Random) -> int:
    """Make the files as the cut after `steps` may leave them. Gives how many documents had been committed."""
    disks = {db.name: bytearray(before)}
    gone: set[str] = set()
    synced = {step.name: number for number, step in enumerate(steps) if step.kind == "s"}
    committed = 0
    for number, step in enumerate(steps):
        sure = number < synced.get(step.name, -1)
        if step.kind == "m":
            committed = step.offset
        elif step.kind == "w":
            disk = disks.setdefault(step.name, bytearray())
            gone.discard(step.name)
            for offset, data in _survives(step, draw, sure=sure):
                disk.extend(bytes(max(0, offset + len(data) - len(disk))))
                disk[offset : offset + len(data)] = data
        elif step.kind == "t" and (sure or draw.random() < 0.5):
            del disks.setdefault(step.name, bytearray())[step.offset :]
        elif step.kind == "u" and draw.random() < 0.5:
            disks[step.name] = bytearray()
            gone.add(step.name)
    for name, disk in disks.items():
        if name not in gone:
            db.with_name(name).write_bytes(disk)
    return committed


def _survives(step: _Step, draw: random.Random, *, sure: bool) -> Iterator[tuple[int, bytes]]:
    """The parts of a write that reached the disk, each with its offset."""
    chance = 1.0 if sure else draw.choice((0.0, 1.0, 0.5))
    for start in range(0, len(step.data), _SECTOR):
        if draw.random() < chance:
            yield step.offset + start, step.data[start : start + _SECTOR]
