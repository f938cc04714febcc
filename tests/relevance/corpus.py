"""270 fictional decisions, made from the stories in `stories/` and the shared wording in `boilerplate.toml`.

    python tests/relevance/corpus.py FOLDER

writes them into FOLDER, which is made, with `index.jsonl`: the reasons each is meant to tell.

Each story is a person's own: what was complained of, what happened, what was found. Around it stands what decisions
share: the powers, the law of the subject, how a complaint was considered. And each story is a near miss elsewhere: its
own words stand in passing in three other decisions, one on the same subject, that do not answer who asks for it.
The same files every time. Bodies and people are invented.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = Path(__file__).resolve().parent
SHARED: Final[dict[str, Any]] = tomllib.loads((HERE / "boilerplate.toml").read_text(encoding="utf-8"))

_COUNTIES: Final = (
    "Aldbourne County Council",
    "Brackenshire County Council",
    "Carrowdale County Council",
    "Dunmoor Council",
    "Esklow County Council",
    "Fennimere Council",
    "Gorsley Metropolitan Borough Council",
    "London Borough of Highmarsh",
    "Kelderby City Council",
    "Lowmoor Metropolitan Borough Council",
    "London Borough of Northolme",
    "Ottermouth Council",
)
"""Bodies that run schools, social care and roads: for every category."""
_DISTRICTS: Final = (
    "Ashwick District Council",
    "Brindlecombe Borough Council",
    "Coldharbour District Council",
    "Dovery Borough Council",
    "Edgewater District Council",
    "Fallowfield & Vale Council",
    "Greenhythe Borough Council",
    "Hollinsea Borough Council",
)
"""Bodies for housing, planning, environment and benefits as well."""
_OF_DISTRICTS: Final = ("Housing", "Planning", "Environment and regulation", "Benefits and tax", "Other Categories")
_LETTERS: Final = "BCDFGHJKLMNPRSTVW"
_MONTHS: Final = ("January", "March", "April", "June", "July", "September", "October", "November")
_FIRST: Final = date(2017, 2, 1)
_DAYS: Final = 3_150
_FAR: Final = (97, 151)
"""How many stories on, round the list, those stand that a decision mentions besides one of its own subject."""
_PEOPLE: Final = re.compile(r"\b(Mr|Mrs|Ms|Miss) ([XY])\b")


class Story(NamedTuple):
    """One complaint as data. People are X and Y; `year` and `council` are None where any will do."""

    id: str
    category: str
    law: str
    turn: str
    council: str | None
    year: int | None
    about: str
    complaint: str
    facts: str
    finding: str
    remedies: tuple[str, ...]


class Made(NamedTuple):
    """One file: the story it tells, its reference, its name and its text."""

    story: Story
    reference: str
    name: str
    text: str


def stories() -> list[Story]:
    """All stories, in the order of the files."""
    found: list[Story] = []
    for path in sorted((HERE / "stories").glob("*.md")):
        for subject in path.read_text(encoding="utf-8").split("\n# "):
            head, *cases = subject.removeprefix("# ").split("\n## ")
            category, law = head.strip().split("\n")
            found += [_story(category, law, case) for case in cases]
    return found


def _story(category: str, law: str, case: str) -> Story:
    head, about, complaint, facts, finding, *rest = case.strip().split("\n")
    name, turn, *fixed = (part.strip() for part in head.split("|"))
    years = [int(part) for part in fixed if part.isdigit()]
    councils = [part for part in fixed if not part.isdigit()]
    return Story(
        id=name,
        category=category,
        law=law,
        turn=turn,
        council=councils[0] if councils else None,
        year=years[0] if years else None,
        about=about,
        complaint=complaint,
        facts=facts,
        finding=finding,
        remedies=tuple(line.removeprefix("- ") for line in rest),
    )


def made(*, seed: int = 1) -> Iterator[Made]:
    """The decision of each story, in layouts A and B by turns."""
    draw = random.Random(seed)  # noqa: S311 - the same texts every time, no secret
    told = stories()
    for number, story in enumerate(told):
        year = story.year
        day = _FIRST + timedelta(days=draw.randrange(_DAYS)) if year is None else date(year, 6, 1 + number % 28)
        reference = f"{(day - timedelta(days=200)).year % 100:02} 95{number // 100} {number % 100:03}"
        same = [other for other in told if other.category == story.category]
        near = same[same.index(story) - 1]
        far, outside = (told[(number + step) % len(told)] for step in _FAR)
        text = _Telling(story, reference, day, draw, _Others(near, far, outside)).text(number % 2)
        yield Made(story, reference, f"{reference.replace(' ', '-')}.txt", text)


def write(folder: Path) -> dict[str, str]:
    """Write the files into `folder`, which is there; gives the reference of each story.

    `index.jsonl` beside them holds the reasons that each is meant to tell, for `archive.analysis.evaluate`.
    """
    references = {}
    labels = []
    for story, reference, name, text in made():
        (folder / name).write_text(text, encoding="utf-8")
        references[story.id] = reference
        turn = SHARED["turns"][story.turn]
        reasons = {role: turn[role] for role in ("relied_on", "considered_and_rejected") if role in turn}
        if reasons:
            labels.append(json.dumps({"file": name, "reference": reference, **reasons}))
    (folder / "index.jsonl").write_text("".join(f"{line}\n" for line in labels), encoding="utf-8")
    return references


class _Others(NamedTuple):
    """Stories that a decision mentions: of its own subject, of another, and one that was not looked into."""

    near: Story
    far: Story
    outside: Story


class _Telling:
    """One story told as a decision. What is drawn is drawn in the order of the text."""

    def __init__(self, story: Story, reference: str, day: date, draw: random.Random, others: _Others) -> None:
        self.story, self.reference, self.day, self.draw, self.others = story, reference, day, draw, others
        self.turn = SHARED["turns"][story.turn]
        title = _PEOPLE.search(story.complaint)
        assert title is not None, story.id
        letter, other = draw.sample(_LETTERS, 2)
        self.person = f"{title[1]} {letter}"
        self.letters = {"X": letter, "Y": other}
        upper = story.category.partition(" > ")[0]
        self.council = story.council or draw.choice(_COUNTIES + _DISTRICTS * (upper in _OF_DISTRICTS))

    def text(self, layout: int) -> str:
        """The file, in layout A (0: numbers and blank lines) or B (1: dashes, none)."""
        outcome, category = self.turn["outcome"], self.story.category
        head = [
            f"{self.council} ({self.reference})",
            f"Category : {category}",
            f"Decision : {outcome}",
            f"Decision date : {self.day:%d %b %Y}",
            "The Ombudsman's final decision:",
            f"Summary: {self._fill(self.turn['summary'])}",
        ]
        lines = list(head)
        for heading, paragraphs in self._sections(closed=outcome.startswith("Closed")):
            lines.append(heading)
            if layout:
                lines += [f"- {text}" for text in paragraphs]
            else:
                lines += ["\n".join(f"  {number}. {text}" for number, text in enumerate(paragraphs, 1)), "Back to top"]
        lines.append("Investigator's decision on behalf of the Ombudsman")
        return ("\n" if layout else "\n\n").join(lines) + "\n"

    def _sections(self, *, closed: bool) -> Iterator[tuple[str, list[str]]]:
        story = self.story
        yield "The complaint", [self._fill(story.complaint)]
        scope = [self._fill(self.turn["scope"])] if "scope" in self.turn else []
        yield "What I have and have not investigated", [*scope, self._passing("scope", self.others.outside)]
        yield "The Ombudsman’s role and powers", self._powers()
        considered = [self._one_of("considered", "closed" if closed else "open")]
        yield "How I considered this complaint", considered if closed else [*considered, self._fill(_draft())]
        yield from self._found(closed=closed)
        yield "Final decision", [self._fill(self.turn["decision"])]

    def _found(self, *, closed: bool) -> Iterator[tuple[str, list[str]]]:
        story = self.story
        law, facts, finding = story.law, self._fill(story.facts), self._fill(story.finding)
        passing = [self._passing("near", self.others.near), self._passing("far", self.others.far)]
        process = self._one_of("process", "first")
        if closed:
            yield "My assessment", [law, facts, *passing, finding]
            return
        yield "What I found", [law, f"{facts} {process}", *passing, finding]
        if story.remedies:
            yield "Injustice", [self._one_of("process", "injustice")]
            remedies = [self._fill(f"The Council will {remedy}.") for remedy in story.remedies]
            yield "Agreed action", [*remedies, SHARED["process"]["evidence"]]

    def _powers(self) -> list[str]:
        shared = SHARED["powers"]
        paragraphs: list[str] = []
        for name in self.turn["powers"]:
            paragraphs.append(shared[name])
            if name == "money":
                paragraphs += shared["bullets"]
        return paragraphs

    def _passing(self, name: str, other: Story) -> str:
        """A sentence or two about another story, whose people stay unnamed."""
        said = other.complaint.partition(" complains ")[2].rstrip(".")
        text: str = self.draw.choice(SHARED["passing"][name])
        return text.format(X=self.person, about=other.about, said=_PEOPLE.sub("the family", said))

    def _one_of(self, table: str, name: str) -> str:
        return self._fill(self.draw.choice(SHARED[table][name]))

    def _fill(self, text: str) -> str:
        """`text` with its braces filled and its people named."""
        if "{" in text:
            text = text.format(
                X=self.person,
                about=self.story.about,
                first=self.story.remedies[0] if self.story.remedies else "",
                month=f"{self.draw.choice(_MONTHS)} {self.day.year - 1}",
                weeks=self.draw.randrange(3, 14),
                more=self.draw.randrange(4, 12),
            )
        return _PEOPLE.sub(lambda found: f"{found[1]} {self.letters[found[2]]}", text)


def _draft() -> str:
    draft: str = SHARED["considered"]["draft"]
    return draft


if __name__ == "__main__":
    made_in = Path(sys.argv[1])
    made_in.mkdir(parents=True, exist_ok=True)
    write(made_in)
