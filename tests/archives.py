"""A small archive built straight by SQL: what the tests of query, output and cli search in.

Nothing of the writer, the parser or the shipped reference rows is used, so these tests stand on the schema alone.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlite_utils import Database

from archive.storage.ids import first_id
from archive.storage.schema import migrations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

INDEXED = ("complaint", "scope", "law", "assessment", "action", "decision", "other")
"""The kinds of section that the index holds, each in a column of its name."""

_OUTCOMES = ("Upheld", "Not upheld", "Closed after initial enquiries")
_REASONS = (
    ("insufficient_fault", "Not enough evidence of fault", "D", "Fault", "s24A(6)"),
    ("no_different_outcome", "Would not lead to a different outcome", "D", "Remedy", "s24A(6)"),
    ("late_complaint", "Complaint made late", "JD", None, "s26B(2)"),
    ("fault_causing_injustice", "Fault causing injustice", "F", None, None),
)


class Ground(NamedTuple):
    """A row of decision_reasons, by code."""

    code: str
    role: str = "primary"
    quote: str = "words it was read from"
    section: str = "decision"
    paragraph: int | None = None


class Payment(NamedTuple):
    """A row of remedies of the kind `payment`."""

    amount_pence: int
    status: str = "agreed"


class Builder:
    """Fills a new archive file. `finish` builds the index and closes it."""

    def __init__(self, path: Path | str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        database = Database(self.connection, execute_plugins=False)
        migrations().apply(database)
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("BEGIN")
        self.connection.executemany(
            "INSERT INTO outcomes(name, slug) VALUES (?, ?)",
            [(name, name.lower().replace(" ", "-")) for name in _OUTCOMES],
        )
        self.connection.executemany(
            "INSERT INTO reasons(code, name, gate, test, provision) VALUES (?, ?, ?, ?, ?)", _REASONS
        )
        self._days: dict[date | None, int] = {}

    def council(self, name: str, *, key: str | None = None, aliases: Iterable[str] = (), **columns: Any) -> int:  # noqa: ANN401
        """The id of the council `name`, made where it is new."""
        row = self.connection.execute("SELECT id FROM councils WHERE name = ?", (name,)).fetchone()
        if row:
            return int(row[0])
        columns = {"name": name, "key": key or name.lower().replace(" ", "-"), "kind": "unknown", "known": 1} | columns
        self.connection.execute(
            f"INSERT INTO councils({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            tuple(columns.values()),
        )
        (found,) = self.connection.execute("SELECT last_insert_rowid()").fetchone()
        folded = name.lower().replace("&", "and").removesuffix(" council")
        self.connection.executemany(
            "INSERT OR IGNORE INTO council_aliases VALUES (?, ?)", [(alias, found) for alias in (folded, *aliases)]
        )
        return int(found)

    def category(self, title: str) -> int:
        """The id of the category of this full path, made where it is new, its parent too."""
        row = self.connection.execute("SELECT id FROM categories WHERE title = ?", (title,)).fetchone()
        if row:
            return int(row[0])
        parent, _, name = title.rpartition(" > ")
        parent_id = self.category(parent) if parent else None
        slug = title.lower().replace(" > ", "/").replace("'", "-").replace(" ", "-")
        self.connection.execute(
            "INSERT INTO categories(title, name, slug, parent_id, known) VALUES (?, ?, ?, ?, 1)",
            (title, name, slug, parent_id),
        )
        (found,) = self.connection.execute("SELECT last_insert_rowid()").fetchone()
        return int(found)

    def add(  # noqa: PLR0913 - one keyword a field of the decision
        self,
        reference: str,
        *,
        council: str | None = "Thurrock Council",
        category: str | None = None,
        outcome: str | None = "Closed after initial enquiries",
        decision_date: date | None = None,
        document_type: str | None = "statement",
        summary: str | None = None,
        sections: Mapping[str, Iterable[str]] | None = None,
        reasons: Iterable[Ground] = (),
        payments: Iterable[Payment] = (),
        url: str | None = None,
    ) -> int:
        """Store one decision. `sections` gives the paragraphs of each kind; each gets a running `para`."""
        number = self._days.get(decision_date, first_id(decision_date))
        self._days[decision_date] = number + 1
        self.connection.execute(
            "INSERT INTO decisions(id, reference, title, council_id, category_id, outcome_id, decision_date, decision_year,"
            " document_type, url, summary)"
            " VALUES (?, ?, ?, ?, ?, (SELECT id FROM outcomes WHERE name = ?), ?, ?, ?, ?, ?)",
            (
                number,
                reference,
                f"{council} ({reference})" if council else reference,
                self.council(council) if council else None,
                self.category(category) if category else None,
                outcome,
                decision_date.isoformat() if decision_date else None,
                decision_date.year if decision_date else None,
                document_type,
                url,
                summary,
            ),
        )
        self._text(number, reference, sections or {})
        self.connection.executemany(
            "INSERT INTO decision_reasons(decision_id, reason_id, role, section, paragraph, quote)"
            " SELECT ?, id, ?, ?, ?, ? FROM reasons WHERE code = ?",
            [(number, each.role, each.section, each.paragraph, each.quote, each.code) for each in reasons],
        )
        self.connection.executemany(
            "INSERT INTO remedies(decision_id, kind, amount_pence, status, section, quote)"
            " VALUES (?, 'payment', ?, ?, 'action', 'pay')",
            [(number, each.amount_pence, each.status) for each in payments],
        )
        return number

    def _text(self, number: int, reference: str, sections: Mapping[str, Iterable[str]]) -> None:
        self.connection.execute(
            "INSERT INTO documents(decision_id, is_current, path, format, sha256, bytes, ingested_at, parser, text)"
            " VALUES (?, 1, ?, 'text', ?, 0, '2026-01-01T00:00:00Z', 1, '')",
            (number, f"{reference}.txt", reference),
        )
        (document,) = self.connection.execute("SELECT last_insert_rowid()").fetchone()
        text, position = "", 0
        for place, (kind, paragraphs) in enumerate(sections.items(), 1):
            self.connection.execute(
                "INSERT INTO sections VALUES (?, ?, ?, ?, ?)", (number, place, kind, f"The {kind}", document)
            )
            for paragraph in paragraphs:
                position += 1
                self.connection.execute(
                    "INSERT INTO paragraph_spans VALUES (?, ?, ?, '1', '1.', 0, ?, 1, ?, ?, ?, NULL)",
                    (number, position, place, position, position, len(text), len(paragraph)),
                )
                text += paragraph + "\n"
        self.connection.execute("UPDATE documents SET text = ? WHERE id = ?", (text, document))

    def finish(self) -> None:
        """Build the index and the words, and close the file."""
        columns = ("title", "summary", *INDEXED)
        listed = ", ".join(columns)
        self.connection.execute(
            f"INSERT INTO decisions_fts(rowid, {listed}) SELECT id, {listed} FROM decision_fts_source ORDER BY id"
        )
        self.connection.execute("COMMIT")
        self.connection.execute(
            f"CREATE VIRTUAL TABLE temp.plain USING fts5({listed}, content='', tokenize='unicode61 remove_diacritics 2')"
        )
        self.connection.execute(f"INSERT INTO temp.plain({listed}) SELECT {listed} FROM decision_fts_source")
        self.connection.execute("CREATE VIRTUAL TABLE temp.plain_words USING fts5vocab(plain, row)")
        self.connection.execute("INSERT OR IGNORE INTO words SELECT term FROM temp.plain_words")
        self.connection.close()
