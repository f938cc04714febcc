"""The columns of decisions as Parquet, with what each means: said once, for the files and for the docs."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

FORMAT_VERSION: Final = "1"
"""It rises when a column goes or changes its meaning; new columns may come without."""

_SOURCE: Final = "Local Government and Social Care Ombudsman, https://www.lgo.org.uk/decisions"


class Column(NamedTuple):
    """A column: `kind` is text, date, integer, boolean, texts (a list), or rows (a list of `parts`)."""

    name: str
    kind: str
    note: str
    parts: tuple[Column, ...] = ()


_PLACE: Final = (
    Column("section", "text", "Kind of section"),
    Column("paragraph", "integer", "`position` of the paragraph; null for the summary"),
)
_QUOTE: Final = Column("quote", "text", "The words it was read from, letter for letter")

COLUMNS: Final = (
    Column("reference", "text", "YY NNN NNN, with a letter in joint cases; unique, never null"),
    Column("title", "text", "Body as printed and reference; never null"),
    Column("council", "text", "The body complained about, as printed"),
    Column("category", "text", "Subject, first level"),
    Column("subcategory", "text", "Subject, second level"),
    Column("outcome", "text", "Upheld, Not upheld, Closed after initial enquiries"),
    Column("decision_date", "date", "The folder's `year` is its year"),
    Column("document_type", "text", "statement or report"),
    Column("disposition", "text", "Derived: declined, early_remedy, fault, no_fault, discontinued, mixed"),
    Column("compliance_date", "date", "When the Ombudsman was satisfied with the response (old reports)"),
    Column("summary", "text", "As printed"),
    Column("url", "text", "The address on the Ombudsman's site"),
    Column("url_derived", "boolean", "The address was put together from category and reference, not read"),
    Column(
        "paragraphs",
        "rows",
        "The text, in order",
        (
            Column("position", "integer", "Through the whole decision, from 1"),
            Column("section", "text", "Kind of section: complaint, assessment, decision, ..."),
            Column("heading", "text", "Heading of the section as printed"),
            Column("number", "text", "As printed: 1, a, iv"),
            Column("marker", "text", "As printed: 1., -, (a)"),
            Column("level", "integer", "0: outermost"),
            Column("para", "integer", "Running number, the one to cite"),
            Column("para_counted", "boolean", "That number is counted, not printed"),
            Column("text", "text", "The words"),
        ),
    ),
    Column(
        "reasons",
        "rows",
        "Derived: grounds and findings",
        (
            Column("code", "text", "Short stable name: insufficient_fault"),
            Column("name", "text", "In a few words"),
            Column("role", "text", "primary, stated, reasoned: relied on; cited; considered_and_rejected"),
            *_PLACE,
            _QUOTE,
        ),
    ),
    Column(
        "remedies",
        "rows",
        "Derived: what was agreed, recommended, offered or paid",
        (
            Column("kind", "text", "payment, apology, action, service_improvement, ..."),
            Column("amount_pence", "integer", "Of payments, where a sum is stated"),
            Column("basis", "text", "fixed, per_month, per_term, total"),
            Column("purpose", "text", "What a payment is for, as worded"),
            Column("payee", "text", "Who is paid, as worded"),
            Column("status", "text", "agreed, recommended, already_paid, offered_before"),
            Column("due", "text", "As worded"),
            Column("due_on", "date", "Where the decision date fixes it"),
            *_PLACE,
            _QUOTE,
        ),
    ),
    Column(
        "citations",
        "rows",
        "Derived: provisions and cases named",
        (
            Column("act", "text", "Act, regulations or case"),
            Column("provision", "text", "s24A(6), Sch 5 para 1"),
            *_PLACE,
            Column("raw", "text", "As printed"),
            Column("repaired", "boolean", "`provision` mends a slip in the text"),
        ),
    ),
    Column("related_references", "texts", "Other decisions that this one refers to, or shares its text with"),
    Column(
        "problems",
        "rows",
        "What reading the document met",
        (
            Column("line", "integer", "From 1"),
            Column("code", "text", "Kind of problem"),
            Column("message", "text", "In a sentence"),
        ),
    ),
    Column("path", "text", "The file it was read from"),
    Column("sha256", "text", "Of that file's bytes"),
)
"""Names, money and dates as everywhere: names of the JSON form, pence, null where the document does not say."""


def schema(acknowledgement: str) -> Any:  # noqa: ANN401
    """The schema of every part, with the notes on its columns and what the file says of itself. Raises ImportError."""
    import pyarrow as pa

    from archive import __version__

    derived = [column.name for column in COLUMNS if column.note.startswith("Derived")]
    return pa.schema(
        [_field(column) for column in COLUMNS],
        metadata={
            "acknowledgement": acknowledgement,
            "source": _SOURCE,
            "derived": ", ".join(derived),
            "program": f"lgsco-archive {__version__}",
            "format_version": FORMAT_VERSION,
        },
    )


def _field(column: Column) -> Any:  # noqa: ANN401
    import pyarrow as pa

    if column.kind == "rows":
        kind = pa.list_(pa.struct([_field(part) for part in column.parts]))
    else:
        kind = {
            "text": pa.string(),
            "date": pa.date32(),
            "integer": pa.int64(),
            "boolean": pa.bool_(),
            "texts": pa.list_(pa.string()),
        }[column.kind]
    never_null = column.note.endswith("never null")
    return pa.field(column.name, kind, nullable=not never_null, metadata={"description": column.note})
