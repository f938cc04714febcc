"""Several processes that read files at once, for one that stores them in the order in which they were asked for."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from collections import deque
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from archive.file_reads import TOGETHER, Asked
from archive.worker import receive, send

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import Self

AHEAD: Final = 64
"""Messages to a worker that may be under way: some thousand files, so that none waits while a batch is stored."""

Answer = tuple[Any, ...] | None
"""A file's stamp and contents as `archive.worker.answer` gives them; None where the process that read it died."""

Other = TypeVar("Other")


class Worker:
    """One process, and a thread that takes its answers in as they come."""

    def __init__(self) -> None:
        # The folder of this package goes first on the path, wherever the program was started.
        here = str(Path(__file__).resolve().parent.parent)
        code = f"import sys; sys.path.insert(0, {here!r}); from archive.worker import main; main()"
        command = [sys.executable, "-P", "-c", code]
        # In a session of its own: an interrupt typed is for the process that stores, which says what was kept.
        self.process = subprocess.Popen(  # noqa: S603 - our own
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self.under_way: deque[list[Asked]] = deque()
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._taking = threading.Thread(target=self._take_in, daemon=True)
        self._taking.start()

    def _take_in(self) -> None:
        assert self.process.stdout is not None  # noqa: S101 - a pipe was asked for
        while (message := receive(self.process.stdout)) is not None:
            self._answers.put(message)
        self._answers.put(None)

    def ask(self, files: list[Asked]) -> None:
        """Ask for some files. What a dead process is asked is noticed when the answer is due."""
        assert self.process.stdin is not None  # noqa: S101 - a pipe was asked for
        self.under_way.append(files)
        with contextlib.suppress(BrokenPipeError):
            send(self.process.stdin, [tuple(asked) for asked in files])

    def next_answers(self) -> list[Answer] | None:
        """The answers to what was asked first; None where the process died."""
        answers: list[Answer] | None = self._answers.get()
        if answers is not None:
            self.under_way.popleft()
        return answers

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        # It ends with the pipe, which must not be closed under it.
        self._taking.join()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None  # noqa: S101 - both were asked for
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


class Workers:
    """At most `count` processes, from `with` to its end; each starts when it is needed.

    A file that kills its process is answered with None; no other is lost.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._workers: list[Worker] = []

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.stop()

    def read(self, items: Iterable[Asked | Other]) -> Iterator[tuple[Asked, Answer] | Other]:
        """Each file asked for with its answer, in the order of `items`; what else is among them comes in its place.

        `items` is taken some way ahead of what is given.
        """
        waiting = iter(items)
        order: deque[int | list[Other]] = deque()
        turn = 0
        while True:
            while len(order) < AHEAD * self._count and (some := list(islice(waiting, TOGETHER))):
                # What is not asked for comes after the files asked for before it and before those asked for next.
                for is_asked, group in groupby(some, lambda item: isinstance(item, Asked)):
                    if is_asked:
                        self._ask(turn, cast("list[Asked]", list(group)))
                        order.append(turn)
                        turn = (turn + 1) % self._count
                    else:
                        order.append(cast("list[Other]", list(group)))
            if not order:
                return
            first = order.popleft()
            if isinstance(first, int):
                yield from self._next(first)
            else:
                yield from first

    def _ask(self, number: int, files: list[Asked]) -> None:
        if number == len(self._workers):
            self._workers.append(Worker())
        self._workers[number].ask(files)

    def _next(self, number: int) -> Iterator[tuple[Asked, Answer]]:
        worker = self._workers[number]
        asked = worker.under_way[0]
        answers = worker.next_answers()
        if answers is None:
            answers = self._one_by_one(number)
        yield from zip(asked, answers, strict=True)

    def _one_by_one(self, number: int) -> list[Answer]:
        """The answers that a process died over, each file asked for alone; then what else it had been asked."""
        lost, *rest = self._workers[number].under_way
        self._replace(number)
        answers: list[Answer] = []
        for asked in lost:
            self._workers[number].ask([asked])
            found = self._workers[number].next_answers()
            answers.append(None if found is None else found[0])
            if found is None:
                self._replace(number)
        for files in rest:
            self._workers[number].ask(files)
        return answers

    def _replace(self, number: int) -> None:
        self._workers[number].stop()
        self._workers[number] = Worker()
