"""A small archive built straight by SQL: what the tests of query, output and cli search in.

Nothing of the writer, the parser or the shipped reference rows is used, so these tests stand on the schema alone.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlite_utils import Database

from archive.query import Query, search
from archive.register.names import fold
from archive.storage.ids import first_id
from archive.storage.schema import migrations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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


HOSTILE = '=1+1 damp \x1b]0;x\x07\x9b31m\u202e{{ 7*7 }} OR NOT "a" “b” <script>alert(1)</script> *`_[x](y)| # é'
"""Words that a terminal, a browser, a spreadsheet, a template, Markdown or the language of searches might obey."""


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
        self.connection.executemany(
            "INSERT OR IGNORE INTO council_aliases VALUES (?, ?)", [(fold(alias), found) for alias in (name, *aliases)]
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
        number: int | None = None,
    ) -> int:
        """Store one decision; gives its id, which is `number` where that is given.

        `sections` gives the paragraphs of each kind; each gets a running `para`.
        """
        if number is None:
            number = self._days.get(decision_date, first_id(decision_date))
            self._days[decision_date] = number + 1
        self.connection.execute(
            "INSERT INTO decisions(id, reference, title, council_id, category_id, outcome_id, decision_date,"
            " decision_year, document_type, url, summary)"
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
            f"INSERT INTO decisions_fts(rowid, {listed}, facets)"
            f" SELECT id, {listed}, facets FROM decision_fts_source ORDER BY id"
        )
        self.connection.execute("COMMIT")
        self.connection.execute(
            "CREATE VIRTUAL TABLE temp.plain"
            f" USING fts5({listed}, content='', tokenize='unicode61 remove_diacritics 2')"
        )
        self.connection.execute(f"INSERT INTO temp.plain({listed}) SELECT {listed} FROM decision_fts_source")
        self.connection.execute("CREATE VIRTUAL TABLE temp.plain_words USING fts5vocab(plain, row)")
        self.connection.execute("INSERT OR IGNORE INTO words SELECT term FROM temp.plain_words")
        self.connection.close()


def small_archive(path: Path, *, hostile: bool = False) -> Path:
    """Eight decisions that differ in every filter, with stories that share words; `hostile` adds one of HOSTILE."""
    builder = Builder(path)
    if hostile:
        builder.add(
            "20 000 008",
            council=HOSTILE,
            category=f"{HOSTILE} > {HOSTILE}",
            decision_date=date(2020, 1, 1),
            summary=HOSTILE,
            sections={"complaint": [HOSTILE], "assessment": [f"=1+1 {HOSTILE}"]},
            url="https://example.org/decisions/housing/allocations/20-000-008",
        )
    builder.add(
        "21 000 001",
        council="Northwick Council",
        category="Housing > Allocations",
        outcome="Upheld",
        decision_date=date(2021, 5, 3),
        summary="The Council was at fault for leaving damp in a flat.",
        sections={
            "complaint": ["Mr X complained about damp and mould in his flat."],
            "powers": ["We may investigate fault, aardvarks and injustice."],
            "assessment": ["An officer planned a visit.", "The visit took two hours."],
            "action": ["The Council agreed to pay Mr X £250."],
        },
        reasons=[Ground("fault_causing_injustice")],
        payments=[Payment(25000)],
        url="https://example.org/decisions/housing/allocations/21-000-001",
    )
    builder.add(
        "21 000 002",
        council="Northwick Council",
        category="Education > School transport",
        decision_date=date(2021, 12, 31),
        summary="We will not investigate this complaint about a bus pass.",
        sections={
            "complaint": ["Ms Y complained about school transport."],
            "assessment": ["The bus was late.", "The damp weather was no fault of the Council."],
        },
        reasons=[
            Ground("insufficient_fault"),
            Ground("late_complaint", "cited"),
            Ground("insufficient_fault", "stated"),
        ],
    )
    builder.add(
        "22 000 003",
        council="Southwick & Marsh Council",
        category="Planning > Planning applications",
        outcome="Not upheld",
        decision_date=date(2022, 1, 1),
        summary="There was no fault in how a loft conversion was permitted.",
        sections={
            "complaint": ["Mrs Z complained about planning permission for a house next door."],
            "assessment": ["The loft of the house was damp.", "A child protection plan is another matter."],
        },
    )
    for suffix, council in (("a", "Southwick & Marsh Council"), ("b", "Marsh Care Homes (North) Limited")):
        builder.add(
            f"22 000 004{suffix}",
            council=council,
            category="Adult care services > Residential care",
            outcome="Upheld",
            decision_date=date(2022, 6, 15),
            document_type="report",
            summary="Two bodies failed a resident.",
            sections={"complaint": ["Mr W complained about his mother's care."]},
            reasons=[Ground("fault_causing_injustice")],
            payments=[Payment(100000), Payment(5000, "recommended")] if suffix == "a" else [],
        )
    builder.add(
        "23 000 005",
        council="Northwick Council",
        category="Planning > Enforcement",
        decision_date=date(2023, 2, 28),
        summary="An investigation would not lead to a different outcome.",
        sections={"complaint": ["Ms V complained about a plan."], "decision": ["We will not investigate."]},
        reasons=[Ground("late_complaint", "considered_and_rejected"), Ground("no_different_outcome", "stated")],
    )
    builder.add(
        "15 000 006",
        council=None,
        outcome=None,
        document_type=None,
        sections={"other": ["An old report about damp."]},
    )
    builder.add(
        "24 000 007",
        council="Northwick Council",
        category="Education > Other",
        decision_date=date(2024, 2, 29),
        sections={
            "complaint": ["The café beside the crèche closed."],
            "law": ["Section 24A(6) and s.117 were cited in O’Neill."],
        },
    )
    builder.finish()
    return path


def given_to_sqlite(connection: sqlite3.Connection, query: Query) -> list[str]:
    """The statements that a search runs, with their values."""
    ran: list[str] = []
    connection.set_trace_callback(ran.append)
    try:
        search(connection, query)
    finally:
        connection.set_trace_callback(None)
    return ran
