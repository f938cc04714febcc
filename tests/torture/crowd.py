"""A crowd: two that write and four that read one archive, each answer compared with a model."""

from __future__ import annotations

import contextlib
import json
import os
import random
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generated import generated

from archive.ingester import ingest
from archive.maintain.check import check
from archive.maintain.reparse import reparse
from archive.query.model import Query
from archive.query.search import search
from archive.reading import read_bytes
from archive.storage.connection import open_reader
from archive.storage.reader import read_decision

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torture.world import World

WRITERS: Final = 2
READERS: Final = 4
FILES: Final = 3_000
_TAKEN: Final = 12
"""Files that a writer takes in at a time."""


class _Made(NamedTuple):
    """A file of the model: its path, the word that it alone has, and the decision that it is."""

    path: str
    word: str
    decision: Any


def crowd(world: World, seconds: float, seed: int) -> tuple[str, list[str]]:
    """Let them loose for some seconds. Gives a line of figures, and what went wrong."""
    folder = world.folder / "crowd"
    model = _model(folder / "files", seed)
    db = str(folder / "archive.db")
    ingest([], db)
    end = time.monotonic() + seconds
    jobs: list[Callable[[], dict[str, Any]]] = [
        *(lambda number=number: _write(db, model, end, seed + number) for number in range(WRITERS)),
        *(lambda number=number: _read(db, model, end, seed + 10 + number) for number in range(READERS)),
    ]
    results = _together(jobs, folder)
    wrong = [line for result in results for line in result["wrong"]]
    wrong += [str(finding) for finding in check(db, full=True).findings]
    with contextlib.closing(open_reader(db)) as connection:
        (held,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        (distinct,) = connection.execute("SELECT count(DISTINCT sha256) FROM documents").fetchone()
    if held != distinct:
        wrong.append(f"{held} documents, {distinct} of them distinct")
    busy = sum(result["busy"] for result in results)
    rounds = sum(result["rounds"] for result in results[:WRITERS])
    answers = sum(result["rounds"] for result in results[WRITERS:])
    line = (
        f"crowd: {WRITERS} writers and {READERS} readers for {seconds:.0f} s: {rounds:,} rounds written,"
        f" {held:,} documents, {answers:,} answers compared; {busy} times busy and waiting;"
        f" {len(wrong)} errors or wrong answers"
    )
    return line, wrong


def _model(folder: Path, seed: int) -> dict[str, _Made]:
    """The files by digest; each has one word that no other has."""
    from archive.analysis import analyse
    from archive.parsing import parse
    from archive.reading import Document

    folder.mkdir(parents=True)
    model = {}
    for number, (name, text) in enumerate(generated(FILES, seed=seed, longest=1)):
        word = f"zq{number:05}x"
        path = folder / name
        path.write_text(
            text.replace("My assessment\n", f"My assessment\n- The {word} was counted.\n", 1), encoding="utf-8"
        )
        (document,) = read_bytes(path.read_bytes(), str(path))
        assert isinstance(document, Document)
        model[document.sha256] = _Made(str(path), word, analyse(parse(document)))
    return model


def _together(jobs: list[Callable[[], dict[str, Any]]], folder: Path) -> list[dict[str, Any]]:
    """Run each job in a process of its own, all at once; gives what each found."""
    processes = []
    for number, job in enumerate(jobs):
        process = os.fork()
        if process == 0:
            result = {"rounds": 0, "busy": 0, "wrong": [f"job {number} died"]}
            try:
                result = job()
            except BaseException as error:  # noqa: BLE001 - any error is what is being looked for
                result["wrong"] = [f"job {number}: {type(error).__name__}: {error}"]
            finally:
                (folder / f"{number}.json").write_text(json.dumps(result))
                os._exit(0)
        processes.append(process)
    for process in processes:
        os.waitpid(process, 0)
    return [json.loads((folder / f"{number}.json").read_text()) for number in range(len(jobs))]


def _write(db: str, model: dict[str, _Made], end: float, seed: int) -> dict[str, Any]:
    """Take files in, a few at a time, some of them again; now and then read all documents again."""
    import logging

    draw = random.Random(seed)  # noqa: S311 - no secret
    paths = [made.path for made in model.values()]
    busy = 0

    def told(_record: logging.LogRecord) -> bool:
        nonlocal busy
        busy += 1
        return False

    logging.getLogger("archive").addFilter(told)
    rounds = 0
    while time.monotonic() < end:
        taken = draw.sample(paths, _TAKEN)
        report = ingest(taken, db, batch=_TAKEN // 2)
        if report.refused or report.added + report.changed + report.unchanged != _TAKEN:
            return {"rounds": rounds, "busy": busy, "wrong": [f"a writer: {report}"]}
        rounds += 1
        if rounds % 25 == 0:
            again = reparse(db, everything=True, batch=50)
            if again.changed or again.kept:
                return {"rounds": rounds, "busy": busy, "wrong": [f"read again: {again}"]}
    return {"rounds": rounds, "busy": busy, "wrong": []}


def _read(db: str, model: dict[str, _Made], end: float, seed: int) -> dict[str, Any]:
    """Ask, and compare each answer with what the model says of the documents that are there in the same moment."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    rounds, before = 0, 0
    wrong: list[str] = []
    with contextlib.closing(open_reader(db)) as connection:
        while time.monotonic() < end and len(wrong) < 5:
            connection.execute("BEGIN")
            there = connection.execute("SELECT id, sha256, is_current FROM documents ORDER BY id").fetchall()
            if len(there) < before:
                wrong.append(f"{before} documents, then {len(there)}")
            before = len(there)
            current = _current(there, model)
            marked = {sha256 for _, sha256, is_current in there if is_current}
            if marked != set(current.values()):
                wrong.append(f"current documents differ: {len(marked ^ set(current.values()))}")
            wrong += [
                f"{reference} reads otherwise than its document"
                for reference in draw.sample(sorted(current), min(3, len(current)))
                if read_decision(connection, reference) != model[current[reference]].decision
            ]
            for digest in draw.sample(sorted(model), 3):
                made = model[digest]
                found = [hit.reference for hit in search(connection, Query(words=made.word)).hits]
                expected = [made.decision.reference] if digest in marked else []
                if found != expected:
                    wrong.append(f"search {made.word}: {found}, not {expected}")
            connection.execute("ROLLBACK")
            rounds += 1
    return {"rounds": rounds, "busy": 0, "wrong": wrong}


def _current(there: list[Any], model: dict[str, _Made]) -> dict[str, str]:
    """The digest of the current document by reference: of the latest date, of equals the one that came last."""
    newest: dict[str, tuple[str, int, str]] = {}
    for document_id, digest, _ in there:
        decision = model[digest].decision
        order = (str(decision.decision_date), document_id, digest)
        newest[decision.reference] = max(order, newest.get(decision.reference, order))
    return {reference: digest for reference, (_, _, digest) in newest.items()}
