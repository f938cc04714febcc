"""Decisions to measure with, as many as are asked for: bodies, people, cases and most words are invented.

The lengths, layouts, headings and stock paragraphs are those of the published ones: seven in ten are short refusals of
2.5 to 6 kB, the rest statements of 10 to 30 kB; words follow Zipf's law, some five hundred of them to a decision. File
number n of a seed is the same whatever else is made.

    python tests/bench/corpus.py N FOLDER
"""

from __future__ import annotations

import csv
import itertools
import random
import sys
import tomllib
from bisect import bisect
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.figures import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXTS: Final = tomllib.loads(Path(__file__).with_name("corpus_texts.toml").read_text(encoding="utf-8"))
SEED: Final = 1
FIRST: Final = date(2016, 4, 1)
DAYS: Final = 3_650
BODIES: Final = 350
WORDS: Final = 30_000
AT_ONCE: Final = 500
_FIELD: Final = list(dict.fromkeys(TEXTS["field"].split()))
MONTHS: Final = TEXTS["months"].split()
_ONSETS: Final = TEXTS["onsets"].split()
_VOWELS: Final = TEXTS["vowels"].split()
_CODAS: Final = ["", *TEXTS["codas"].split()]
_SUFFIXES: Final = ("", "s", "ed", "ing", "er", "ly", "ment", "tion", "ness", "able", "al", "ive", "ity")
_PLACES: Final = ("bury", "by", "combe", "dale", "field", "ford", "ham", "holt", "leigh", "mere", "stead", "wick")
_FORMS: Final = ("{} Council", "{} Borough Council", "{} District Council", "{} County Council", "{} City Council")


class Made(NamedTuple):
    """One file: its name, which sorts in the order of making, and its text."""

    name: str
    text: str


class _World(NamedTuple):
    """What all decisions draw on. `words` from the commonest to the rarest; the sums make draws by weight quick."""

    words: list[str]
    sums: list[float]
    bodies: list[str]
    body_sums: list[float]
    categories: list[str]
    category_sums: list[float]


def make(number: int, *, seed: int = SEED, suffix: str = "") -> Made:
    """File `number`. `suffix`, a letter, makes another decision of it, with other words and a reference of its own."""
    draw = random.Random(f"{seed}/{number}{suffix}")  # noqa: S311 - the same files every time, no secret
    world = _world()
    day = FIRST + timedelta(days=int(DAYS * draw.random() ** 0.5))
    serial = (number * 387_420_489 + 17) % 1_000_000
    reference = f"{(day - timedelta(days=200)).year % 100:02} {serial // 1000:03} {serial % 1000:03}{suffix}"
    outcome = draw.choices(("Closed after initial enquiries", "Upheld", "Not upheld"), (70, 20, 10))[0]
    short = outcome.startswith("Closed")
    writer = _Writer(draw, world, category := _one(draw, world.categories, world.category_sums), short=short)
    length = 2_200 + 3_400 * draw.random() if short else 10_000 + 20_000 * draw.random() ** 1.6
    head = [
        f"{_one(draw, world.bodies, world.body_sums)} ({reference})",
        f"Category : {category}",
        f"Decision : {outcome}",
        f"Decision date : {day.day:02} {MONTHS[day.month - 1]} {day.year}",
        "The Ombudsman's final decision:",
        f"Summary: {writer.summary(outcome)}",
    ]
    numbered = draw.random() < 0.5
    sections = writer.sections(outcome, int(length) - (len(TEXTS["furniture"]) if numbered else 0))
    text = _numbered(head, sections) if numbered else _dashed(head, sections)
    return Made(f"{number:07}{suffix}-{reference.replace(' ', '-')}.txt", text)


def write(folder: Path, numbers: Sequence[int], *, seed: int = SEED, suffix: str = "") -> None:
    """Write the files of `numbers` into `folder`, made where it is not there; by several processes if they are many."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)]
    if len(parts) == 1:
        _write(folder, parts[0], seed, suffix)
        return
    with ProcessPoolExecutor() as pool:
        list(pool.map(_write, *zip(*((folder, part, seed, suffix) for part in parts), strict=True)))


def _write(folder: Path, numbers: Sequence[int], seed: int, suffix: str) -> None:
    for number in numbers:
        name, text = make(number, seed=seed, suffix=suffix)
        (folder / name).write_text(text, encoding="utf-8")


class _Writer:
    """Writes the words of one decision: half its sentences from frames, half words drawn as often as words come."""

    def __init__(self, draw: random.Random, world: _World, category: str, *, short: bool) -> None:
        self.draw = draw
        self.world = world
        self.who = f"{draw.choice(('Mr', 'Mrs', 'Ms'))} {draw.choice('BCDFXXXY')}"
        kind = random.Random(category)  # noqa: S311 - each category has words of its own, always the same
        self.topic = kind.sample(world.words[150:900], 60) + kind.sample(world.words[900:12_000], 140)
        self.own = draw.choices(world.words[300:], k=8 if short else 20)

    def summary(self, outcome: str) -> str:
        """A summary as its outcome has it."""
        about = self.draw.choice(TEXTS["about"]).format(who=self.who, a=self.topical(), b=self.topical())
        return f"{about} {self._ending(outcome)}"

    def _ending(self, outcome: str) -> str:
        ending: str = self.draw.choice(TEXTS["endings"][outcome])
        return ending.format(a=self.topical(), pounds=50 * self.draw.randrange(1, 41))

    def sections(self, outcome: str, length: int) -> list[tuple[str, list[str]]]:
        """Headings with their paragraphs; a bullet begins with `• `. Together some `length` characters."""
        short = outcome.startswith("Closed")
        draw = self.draw
        complaint = [f"{self.who} complains about the Council’s {self.topical()} {self.topical()}. {self.prose(1)}"]
        complaint += [self.prose(draw.randint(1, 2)) for _ in range(1 if short else 3)]
        bars = [f"• {bar}" for bar in draw.sample(TEXTS["bars_list"], 3)]
        powers = [TEXTS["powers"][0], *bars, TEXTS["little"], *draw.sample(TEXTS["powers"][1:], 1 if short else 5)]
        considered = [each.format(who=self.who) for each in (TEXTS["considered"][:2] if short else TEXTS["considered"])]
        final = [draw.choice(TEXTS["bars"]) if short else TEXTS["found"][outcome]]
        action: list[str] = []
        if outcome == "Upheld":
            pounds = 50 * draw.randrange(1, 41)
            action = [each.format(who=self.who, pounds=pounds, a=self.topical()) for each in TEXTS["actions"]]
        spent = sum(len(each) + 6 for part in (complaint, powers, considered, final, action) for each in part) + 300
        sections = [("The complaint", complaint), ("The Ombudsman’s role and powers", powers)]
        sections.append(("How I considered this complaint", considered))
        if short:
            sections.append(("My assessment", self.filled(length - spent)))
        else:
            law = draw.sample(TEXTS["law"], 4)
            left = length - spent - sum(map(len, law))
            sections += [("Law and guidance", law), ("What happened", self.filled(left * 65 // 100))]
            sections.append(("My findings", self.filled(left * 35 // 100)))
        if action:
            sections.append(("Agreed action", action))
        return [*sections, ("Final decision", final)]

    def filled(self, length: int) -> list[str]:
        """Paragraphs of some `length` characters in all, one at least."""
        found = [self.prose(2)]
        left = length - len(found[0])
        while left > 0:
            found.append(self.prose(self.draw.randint(1, 4)))
            left -= len(found[-1]) + 6
        return found

    def prose(self, sentences: int) -> str:
        """So many sentences."""
        return " ".join([self._sentence() for _ in range(sentences)])

    def _sentence(self) -> str:
        draw = self.draw
        if draw.random() < 0.5:
            words = draw.choices(self.world.words, cum_weights=self.world.sums, k=draw.randint(8, 25))
            words[len(words) // 2] = self.topical()
            text = " ".join(words)
            return f"{text[0].upper()}{text[1:]}."
        frame: str = draw.choice(TEXTS["frames"])
        return frame.format(
            who=self.who, a=self.topical(), b=self.topical(), c=self.topical(), n=draw.randrange(2, 28),
            pounds=50 * draw.randrange(1, 41), month=draw.choice(MONTHS),
        )  # fmt: skip

    def topical(self) -> str:
        """A word of the category, of this one case, or a common word of the field."""
        draw = self.draw
        chance = draw.random()
        if chance < 0.55:
            return self.topic[int(200 * draw.random() ** 2.5)]
        if chance < 0.85:
            return self.own[int(len(self.own) * draw.random())]
        return self.world.words[100 + int(800 * draw.random())]


def _numbered(head: Sequence[str], sections: Sequence[tuple[str, list[str]]]) -> str:
    """Layout A: numbered paragraphs that restart in each section, blank lines, and what stands on a web page."""
    blocks = list(head)
    for heading, paragraphs in sections:
        count = itertools.count(1)
        lines = [f"  {text}" if text.startswith("•") else f"  {next(count)}. {text}" for text in paragraphs]
        blocks += [heading, "\n".join(lines), "Back to top"]
    return "\n\n".join([*blocks, TEXTS["furniture"]])


def _dashed(head: Sequence[str], sections: Sequence[tuple[str, list[str]]]) -> str:
    """Layout B: every paragraph behind a dash, no blank lines."""
    lines = list(head)
    for heading, paragraphs in sections:
        lines += [heading, *(f"- {text.removeprefix('• ')}" for text in paragraphs)]
    return "\n".join([*lines, "Investigator's decision on behalf of the Ombudsman", ""])


@cache
def _world() -> _World:
    draw = random.Random(1974)  # noqa: S311 - the same words every time
    words = _vocabulary(draw)
    bodies = _bodies(draw)
    with (ROOT / "data" / "reference" / "categories.csv").open(encoding="utf-8", newline="") as file:
        categories = [row["title"] for row in csv.DictReader(file) if " > " in row["title"]]
    draw.shuffle(categories)
    return _World(words, _zipf(words, 2.7), bodies, _zipf(bodies, 12), categories, _zipf(categories, 3))


def _zipf(values: Sequence[str], offset: float) -> list[float]:
    """The sums of 1 / (rank + offset)."""
    return list(itertools.accumulate(1 / (rank + offset) for rank in range(len(values))))


def _one(draw: random.Random, values: Sequence[str], sums: Sequence[float]) -> str:
    return values[bisect(sums, draw.random() * sums[-1])]


def _vocabulary(draw: random.Random) -> list[str]:
    """English words of the field first, then invented ones: WORDS in all."""
    words = dict.fromkeys(_FIELD)
    for word in _invented(draw):
        words.setdefault(word)
        if len(words) == WORDS:
            break
    listed = list(words)
    rest = listed[len(_FIELD) :]
    draw.shuffle(rest)
    return listed[: len(_FIELD)] + rest


def _invented(draw: random.Random) -> Iterator[str]:
    while True:
        syllables = draw.choice((1, 1, 2, 2, 3))
        stem = "".join(draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(syllables)) + draw.choice(_CODAS)
        for suffix in draw.sample(_SUFFIXES, draw.choice((1, 1, 2, 3, 4))):
            if len(stem + suffix) > 3:
                yield stem + suffix


def _bodies(draw: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < BODIES:
        stem = "".join(draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(2)) + draw.choice(("l", "n", "r"))
        found[draw.choice(_FORMS).format(stem.capitalize() + draw.choice(_PLACES))] = None
    return list(found)


if __name__ == "__main__":
    write(Path(sys.argv[2]), range(int(sys.argv[1])))
