"""How well a search answers questions in users' words, beside plain bm25 over whole documents.

    python tests/relevance/measure.py [--questions]

`questions.jsonl` holds a question a line: who asks, the words as typed, filters, and the decisions that answer it, by
the name of their story or, of data/sample, by reference. What answers was judged from the stories, not from a search.
Odd lines (the first, the third, ...) are for tuning, even lines are held back: weights are chosen by the tuned half,
and of the other half only the figures are looked at. `--questions` prints what each tuned question gave.

The archive is data/sample with the 270 decisions of `corpus.py`. Plain bm25 is one FTS5 column with the whole text of
each document, furniture and powers included, the same tokenizer, filters and questions; once with every word of the
question, once with any. Where nothing is found every measure is nought.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from archive.ingester import ingest
from archive.query import Query, search
from archive.query.lists import ids_json
from archive.query.tokens import split_words
from archive.query.understanding import understand
from archive.storage.connection import open_reader
from relevance.corpus import write

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent.parent
DEEPEST: Final = 20
"""How far down a list anyone looks."""
RANKED: Final = 10
_DATES: Final = ("since", "until")


class Question(NamedTuple):
    """One question: the query, and the references that answer it."""

    query: Query
    answers: frozenset[str]


class Figures(NamedTuple):
    """Means over questions, each from 0 to 1."""

    questions: int
    success_at_1: float
    mrr_at_10: float
    recall_at_20: float


class Measured(NamedTuple):
    """The figures of the search, and of plain bm25 with every and with any word."""

    search: Figures
    every_word: Figures
    any_word: Figures

    def ahead(self, measure: str) -> float:
        """How much better the search is than the stronger plain bm25 in one measure."""
        return float(getattr(self.search, measure)) - max(
            float(getattr(plain, measure)) for plain in (self.every_word, self.any_word)
        )


def build(folder: Path) -> tuple[Path, list[Question]]:
    """Make the archive of 300 decisions in `folder`, which is there and empty, and read the questions."""
    made, db = folder / "made", folder / "archive.db"
    made.mkdir()
    names = write(made)
    ingest([str(ROOT / "data" / "sample"), *sorted(str(path) for path in made.glob("*.txt"))], str(db))
    lines = (Path(__file__).parent / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return db, [_question(line, names) for line in lines]


def _question(line: str, names: dict[str, str]) -> Question:
    row = json.loads(line)
    filters: dict[str, Any] = {
        name: date.fromisoformat(value) if name in _DATES else (value,) for name, value in row["filters"].items()
    }
    query = Query(words=row["words"], limit=DEEPEST, **filters)
    return Question(query, frozenset(names.get(answer, answer) for answer in row["answers"]))


def halves(questions: Sequence[Question]) -> tuple[Sequence[Question], Sequence[Question]]:
    """The tuned half, and the half held back."""
    return questions[::2], questions[1::2]


def measured(connection: sqlite3.Connection, questions: Sequence[Question]) -> Measured:
    """The figures over `questions`. `connection` reads the archive and has the table of `plain_index`."""
    return Measured(
        figures((found(connection, question.query), question.answers) for question in questions),
        figures((plain(connection, question.query, " AND "), question.answers) for question in questions),
        figures((plain(connection, question.query, " OR "), question.answers) for question in questions),
    )


def found(connection: sqlite3.Connection, query: Query) -> list[str]:
    """The references that a search puts before a person: its hits or, where there is none, the nearest, best first."""
    page = search(connection, query)
    return [hit.reference for hit in page.hits or page.nearest]


def plain_index(connection: sqlite3.Connection) -> None:
    """Make `temp.plain`: the whole text of each decision's current document, in one column."""
    connection.execute(
        'CREATE VIRTUAL TABLE temp.plain USING fts5(text, tokenize="porter unicode61 remove_diacritics 2")'
    )
    connection.execute(
        "INSERT INTO temp.plain(rowid, text) SELECT decision_id, text FROM documents WHERE is_current ORDER BY id"
    )


def plain(connection: sqlite3.Connection, query: Query, sign: str) -> list[str]:
    """The references that plain bm25 gives for the words of `query` joined by `sign`, within the same filters."""
    words = [query.words[start:end] for start, end in split_words(query.words)]
    match = sign.join(f'"{word}"' for word in words)
    matching, values = understand(connection, query._replace(words="")).matching()
    allowed = [number for (number,) in connection.execute(f"SELECT id AS rowid {matching}", values)]
    rows = connection.execute(
        "SELECT d.reference FROM temp.plain p JOIN decisions d ON d.id = p.rowid WHERE plain MATCH ?"
        " AND p.rowid IN (SELECT value FROM json_each(?)) ORDER BY bm25(plain), p.rowid DESC LIMIT ?",
        (match, ids_json(allowed), DEEPEST),
    )
    return [reference for (reference,) in rows]


def figures(answered: Iterable[tuple[Sequence[str], frozenset[str]]]) -> Figures:
    """The means over lists of references, each with the references that were wanted. There is at least one."""
    rows = [_scores(references, answers) for references, answers in answered]
    first, reciprocal, recall = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return Figures(len(rows), first, reciprocal, recall)


def _scores(references: Sequence[str], answers: frozenset[str]) -> tuple[float, float, float]:
    """Success at 1, reciprocal rank within 10, and recall within 20 of one list."""
    place = next((number for number, reference in enumerate(references, 1) if reference in answers), RANKED + 1)
    return (
        float(place == 1),
        1 / place if place <= RANKED else 0.0,
        len(answers.intersection(references[:DEEPEST])) / len(answers),
    )


def report(tuned: Measured, held_back: Measured) -> str:
    """Both halves as a table."""
    lines = [f"{'':52} success at 1  MRR at 10  recall at 20"]
    for half, result in (("tuned", tuned), ("held back", held_back)):
        for name, row in (
            ("search", result.search),
            ("plain bm25, every word", result.every_word),
            ("plain bm25, any word", result.any_word),
        ):
            said = f"{half} half, {row.questions} questions: {name}"
            lines.append(f"{said:52} {row.success_at_1:12.3f} {row.mrr_at_10:10.3f} {row.recall_at_20:13.3f}")
    return "\n".join(lines) + "\n"


def each(connection: sqlite3.Connection, questions: Iterable[Question]) -> str:
    """What each question gave that did not have an answer first: the words, and the titles with answers starred."""
    lines = []
    for query, answers in questions:
        page = search(connection, query)
        hits = page.hits or page.nearest
        if hits and hits[0].reference in answers:
            continue
        lines.append(f"{query.words} (wanted: {', '.join(sorted(answers))})")
        lines += [
            f"  {'*' if hit.reference in answers else ' '} {hit.score or 0:9.4f} {hit.reference} {hit.summary or ''}"
            for hit in hits[:5]
        ]
    return "".join(f"{line[:160]}\n" for line in lines)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        db, questions = build(Path(name))
        connection = open_reader(db)
        plain_index(connection)
        tuned, held_back = halves(questions)
        sys.stdout.write(report(measured(connection, tuned), measured(connection, held_back)))
        if "--questions" in arguments:
            sys.stdout.write(each(connection, tuned))
        connection.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
