"""Searches as whole processes: this program beside a bare import, and beside other programs, pair by pair."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Final

from archive.storage.connection import open_reader
from bench import queries
from bench.ground import LGSCO, say
from bench.peers import SCRIPT, SQLITE_UTILS, ripgrep, tantivy_folder, utils_file
from bench.process import run
from bench.rows import Row, missing, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.ground import Ground
    from bench.queries import Asked

GROUP: Final = "search, as a process"
FLOOR: Final = [sys.executable, "-c", "import click, sqlite3"]
SEARCHES: Final = {
    "a word": ["damp"],
    "a phrase": ['"special educational needs"'],
    "a word and filters": ["damp", "--outcome", "upheld", "--since", "2022"],
    "the same as fields": ["damp outcome:upheld since:2022"],
}
"""As a person types them, answered as a page to read. At most 1.3 times the import is asked for on 10,000 decisions."""
_LOW: Final = (queries.RARE, queries.FILTER)
_PEERS: Final = {"sqlite-utils search": 0.4, "ripgrep": 0.2, "a script on tantivy": 0.4}
"""What this program may take of the time of each."""
_ASKED_OF_PEERS: Final = (queries.RARE, queries.MIDDLING, queries.COMMON, queries.AND, queries.PHRASE)
_FOUND_OR_NOT: Final = (0, 1)
_REFUSED_TOO: Final = (0, 1, 2)


def measure(ground: Ground) -> Iterator[Row]:
    """The rows."""
    with closing(open_reader(ground.archive)) as connection:
        asked = queries.questions(connection)
    yield from _as_typed(ground)
    yield from _beside_the_import(ground, asked)
    yield from _beside_peers(ground, asked)


def _as_typed(ground: Ground) -> Iterator[Row]:
    """A few searches beside the import, three times the pairs of the others: they vary most."""
    for name, words in SEARCHES.items():
        command = [LGSCO, "search", *words, "--db", str(ground.archive)]
        for once in (FLOOR, command):
            run(once, codes=_FOUND_OR_NOT)
        pairs = [(run(FLOOR), run(command, codes=_FOUND_OR_NOT)) for _ in range(3 * ground.pairs)]
        ratios = [taken.wall / least.wall for least, taken in pairs]
        yield ratio(GROUP, f"{name}, as typed / the import", ratios, bound=1.3)


def _beside_the_import(ground: Ground, asked: Sequence[Asked]) -> Iterator[Row]:
    """Every question beside the import: of each kind all pairs, and the questions that are worst by their medians."""
    say(f"{len(asked)} questions as processes")
    commands = [ours(ground, one) for one in asked]
    for command in (FLOOR, commands[0]):
        run(command)
    ratios: list[list[float]] = [[] for _ in asked]
    of_cpu: list[list[float]] = [[] for _ in asked]
    for _ in range(ground.pairs):
        for found, of, command in zip(ratios, of_cpu, commands, strict=True):
            least, taken = run(FLOOR), run(command, codes=_REFUSED_TOO)
            found.append(taken.wall / least.wall)
            of.append(taken.cpu / least.cpu)
    low = [place for place, one in enumerate(asked) if one.kind in _LOW]
    rest = [place for place, one in enumerate(asked) if one.kind not in (queries.SHORT, *queries.BESIDES)]
    import_ = f'`python -c "{FLOOR[-1]}"`'
    yield _worst(f"slowest rare or filtered / {import_}", asked, ratios, low, 1.3)
    yield _worst(f"slowest rare or filtered / {import_}, CPU", asked, of_cpu, low)
    yield _worst(f"slowest of all but prefixes of two letters / {import_}", asked, ratios, rest, 2)
    yield _worst(f"slowest of all but prefixes of two letters / {import_}, CPU", asked, of_cpu, rest)
    for kind in queries.KINDS:
        mine = [found for one, found in zip(asked, ratios, strict=True) if one.kind == kind]
        yield ratio(GROUP, f"{kind} / the import", [value for found in mine for value in found])


def _worst(
    name: str, asked: Sequence[Asked], ratios: Sequence[list[float]], places: Sequence[int], bound: float | None = None
) -> Row:
    worst = max(places, key=lambda place: sorted(ratios[place])[len(ratios[place]) // 2])
    return ratio(GROUP, name, ratios[worst], bound=bound, show=4 if bound else None, note=str(asked[worst]))


def _beside_peers(ground: Ground, asked: Sequence[Asked]) -> Iterator[Row]:
    index, rg = tantivy_folder(ground), ripgrep()
    if index is None:
        yield missing(GROUP, "ours / a script on tantivy", "`pip install lgsco-archive[peers]` first")
    if rg is None:
        yield missing(GROUP, "ours / ripgrep", "`rg` is not installed")
    file = utils_file(ground)
    for kind in _ASKED_OF_PEERS:
        one = next(each for each in asked if each.kind == kind)
        peers = {"sqlite-utils search": [SQLITE_UTILS, "search", str(file), "decisions", one.match, "--limit", "20"]}
        if rg is not None and kind != queries.AND:
            peers["ripgrep"] = [rg, "-l", "-i", "-w", "-F", one.phrase or one.must[0], str(ground.folder)]
        if index is not None:
            words = f'"{one.phrase}"' if one.phrase else " AND ".join(one.must)
            peers["a script on tantivy"] = [sys.executable, SCRIPT, str(index), words]
        for name, command in peers.items():
            say(f"{kind}: {name}")
            yield ratio(GROUP, f"{kind} / {name}", _pairs(ground, one, command), bound=_PEERS[name], show=4)


def _pairs(ground: Ground, one: Asked, command: Sequence[str]) -> list[float]:
    own = ours(ground, one)
    for each in (own, command):
        run(each, codes=_FOUND_OR_NOT)
    found = []
    for _ in range(ground.pairs):
        other = run(command, codes=_FOUND_OR_NOT)
        found.append(run(own, codes=_FOUND_OR_NOT).wall / other.wall)
    return found


def ours(ground: Ground, one: Asked) -> list[str]:
    """The command of a question."""
    return [LGSCO, "search", *one.options, "--format", "json", "--db", str(ground.archive)]
