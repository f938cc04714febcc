"""The floor of an ingest: rows already parsed go into plain tables and a full-text index, as fast as SQLite takes them.

    python tests/bench/floor.py rows FOLDER ROWS     parse the files of FOLDER into ROWS, as cheaply as can be
    python tests/bench/floor.py jsonl ROWS LINES     the same rows as JSON Lines
    python tests/bench/floor.py load ROWS DB         what is timed: ROWS into a new file

One process, one transaction; the settings are those that load fastest: a hash of 64 MB, a cache of 128 MB, WAL.
"""

from __future__ import annotations

import json
import marshal
import os
import re
import sqlite3
import sys
from datetime import date
from pathlib import Path
from typing import Final

FIELDS: Final = (
    "reference", "council", "category", "outcome", "decision_date", "summary", "complaint", "rest",
)  # fmt: skip
SCHEMA: Final = """
CREATE TABLE councils (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE outcomes (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, council_id INTEGER REFERENCES councils(id),
  category_id INTEGER REFERENCES categories(id), outcome_id INTEGER REFERENCES outcomes(id), decision_date TEXT,
  summary TEXT, complaint TEXT, rest TEXT
);
CREATE INDEX decisions_council_id ON decisions(council_id, decision_date);
CREATE INDEX decisions_category_id ON decisions(category_id, decision_date);
CREATE INDEX decisions_decision_date ON decisions(decision_date);
CREATE VIRTUAL TABLE decisions_fts USING fts5(
  summary, complaint, rest, content='decisions', content_rowid='id', tokenize='porter unicode61'
);
"""
HASH: Final = 64 << 20
_HEAD: Final = re.compile(
    r"(?P<council>.+) \((?P<reference>[0-9 ]{10}[a-z]?)\)\s*\nCategory : (?P<category>.+)\s*\n"
    r"Decision : (?P<outcome>.+)\s*\nDecision date : (?P<day>[0-9]{2}) (?P<month>[A-Z][a-z]{2}) (?P<year>[0-9]{4})\s*\n"
)
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MARKER: Final = re.compile(r"^ *(?:[0-9]+\. |[-•] )", re.MULTILINE)
_BLANK: Final = re.compile(r"\n{2,}")


def parsed(text: str) -> tuple[str, ...]:
    """The FIELDS of a generated file. It must have them all."""
    text = _BLANK.sub("\n", text)
    head = _HEAD.match(text)
    if head is None:
        raise SystemExit(f"not a file of this measurement: {text[:200]}")
    day = date(int(head["year"]), 1 + _MONTHS.index(head["month"]), int(head["day"])).isoformat()
    before, _, after = text[head.end() :].partition("\nThe complaint\n")
    complaint, _, rest = _MARKER.sub("", after).partition("\nThe Ombudsman’s role and powers\n")
    summary = before.partition("Summary: ")[2].strip()
    return (head["reference"], head["council"], head["category"], head["outcome"], day, summary, complaint, rest)


def write_rows(folder: Path, path: Path) -> None:
    """Parse every file of `folder`, the oldest first."""
    names = sorted(entry.path for entry in os.scandir(folder))
    rows = [parsed(Path(name).read_text(encoding="utf-8")) for name in names]
    rows.sort(key=lambda row: (row[4], row[0]))
    path.write_bytes(marshal.dumps(rows))


def write_lines(rows: Path, path: Path) -> None:
    """The rows as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for row in marshal.loads(rows.read_bytes()):  # noqa: S302 - written by `write_rows`
            file.write(json.dumps(dict(zip(FIELDS, row, strict=True)), ensure_ascii=False) + "\n")


def load(rows: Path, path: Path) -> None:
    """Put the rows into a new file."""
    found = marshal.loads(rows.read_bytes())  # noqa: S302 - written by `write_rows`
    connection = sqlite3.connect(path, isolation_level=None)
    run = connection.execute
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -131072", "secure_delete = OFF"):
        run(f"PRAGMA {setting}").fetchall()
    connection.executescript(SCHEMA)
    run("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('hashsize', ?)", (HASH,))
    run("BEGIN")
    ids = []
    for column, table in ((1, "councils"), (2, "categories"), (3, "outcomes")):
        names = {name: number for number, name in enumerate(dict.fromkeys(row[column] for row in found), 1)}
        connection.executemany(f"INSERT INTO {table}(name, id) VALUES (?, ?)", names.items())
        ids.append(names)
    councils, categories, outcomes = ids
    connection.executemany(
        "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, reference, councils[council], categories[category], outcomes[outcome], *rest)
            for number, (reference, council, category, outcome, *rest) in enumerate(found, 1)
        ),
    )
    connection.executemany(
        "INSERT INTO decisions_fts(rowid, summary, complaint, rest) VALUES (?, ?, ?, ?)",
        ((number, *row[5:]) for number, row in enumerate(found, 1)),
    )
    run("COMMIT")
    run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


if __name__ == "__main__":
    what, source, target = sys.argv[1:]
    {"rows": write_rows, "jsonl": write_lines, "load": load}[what](Path(source), Path(target))
