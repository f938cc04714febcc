"""The options of a search, and those that other commands share, as plain rows.

Click makes its options of them (`archive.cli.declaring`). A search whose line is plain is read by them alone
(`archive.cli.plain_line`), since to import click takes longer than most searches.
"""

from __future__ import annotations

from typing import Any, Final

from archive.tuples import NamedTuple


class Option(NamedTuple):
    """An option: how it is typed, the name of its value, its line of help.

    It takes a text, one of `choices`, or a `whole` number; with `many` it may be given again, for a tuple. A `flag`
    takes nothing; neither does one with a `value`, which it stands for; `off` is how a flag that is set is taken back.
    `env`: the variable that stands in for it. `told`: its help says the default. `completed` names what completes it in
    a shell, a function of `archive.cli.completing`.
    """

    typed: tuple[str, ...]
    name: str
    help: str
    metavar: str | None = None
    default: Any = None
    told: bool = False
    many: bool = False
    whole: bool = False
    choices: tuple[str, ...] = ()
    flag: bool = False
    value: str | None = None
    off: str | None = None
    env: str | None = None
    completed: str | None = None


def _filter(typed: str, name: str, metavar: str, about: str, *, completed: bool = True) -> Option:
    return Option((typed,), name, about, metavar, many=True, completed=name if completed else None)


PREDECESSORS: Final = Option(
    ("--with-predecessors",), "with_predecessors", "Also the councils that those named took over from.", flag=True
)
FILTERS: Final = (
    _filter("--council", "councils", "NAME", "Body complained about: its name or part of it."),
    PREDECESSORS,
    _filter("--kind", "kinds", "KIND", "Kind of body: london_borough, county, ..."),
    _filter("--region", "regions", "NAME", "Region of the council: london, ..."),
    _filter("--category", "categories", "NAME", "Subject: category or subcategory."),
    _filter("--outcome", "outcomes", "NAME", "Upheld, not upheld, or closed."),
    _filter("--disposition", "dispositions", "NAME", "How it really ended: declined, early_remedy, ..."),
    _filter("--reason", "reasons", "CODE", "Ground relied on; `lgsco reasons` lists them."),
    _filter("--role", "roles", "ROLE", "How the reason stands, instead of relied on: cited, ..."),
    _filter("--date", "typed_dates", "RANGE", "Decided in it: 2024, 2024/25, 2023..2024-05.", completed=False),
    Option(("--since",), "since", "From it on: 2024, 2024-05, 2024-05-03, 2024/25, 6months.", "DATE"),
    Option(("--until",), "until", "To the end of it.", "DATE"),
    _filter("--type", "document_types", "TYPE", "statement or report."),
    _filter("--in", "sections", "SECTION", "Where the words must stand: complaint, ..."),
    _filter("--payment", "typed_payments", "RANGE", "With a payment in it: 500.., ..300, 250.", completed=False),
    Option(("--min-payment",), "min_payment", "With a payment of at least this much.", "POUNDS"),
    _filter("--remedy", "remedies", "KIND", "With this kind of remedy: apology, ...", completed=False),
    _filter("--cites", "cites", "LAW", "Citing it: s26B, Sch 5 para 1, Care Act 2014.", completed=False),
)
"""The filters of every command that finds decisions, beside its words."""

PAGE: Final = (
    Option(("--sort",), "sort", "relevance, newest, oldest, council or payment.", "ORDER", completed="sorts"),
    Option(("--limit",), "limit", "Decisions on a page.", "N", default=20, told=True, whole=True),
    Option(("--after",), "after", "The page after the one that gave this as `next`.", "CURSOR"),
    Option(("--snippets",), "snippets", "Passages of each decision.", "N", default=1, told=True, whole=True),
    Option(("--exact",), "exact", "Rank and look at all that match, however long it takes.", flag=True),
    Option(("--count",), "count_only", "Print only how many there are.", flag=True),
    Option(("--facets",), "facets", "Count the result by council, year, category, outcome, ...", flag=True),
    Option(("--explain",), "explain", "Print how the query was understood and run, not the result.", flag=True),
)
"""What a search has of its own."""

FIELDS: Final = Option(("--fields",), "fields", "Only these columns, in this order: reference,council.", "NAMES")
SAFE_CSV: Final = Option(
    ("--safe-csv",),
    "safe_csv",
    "Put ' before a CSV or TSV text that a spreadsheet would run as a formula (= + - @).",
    default=True,
    told=True,
    flag=True,
    off="--no-safe-csv",
)

COMMON: Final = (
    Option(
        ("--db",),
        "db",
        "The archive file. [env: LGSCO_DB]",
        "PATH",
        default="archive.db",
        told=True,
        env="LGSCO_DB",
    ),
    Option(("-q", "--quiet"), "quiet", "Say nothing but data and errors.", flag=True),
    Option(
        ("--plain",),
        "plain",
        "For a screen reader: labels in words, no columns, no colour. [env: LGSCO_PLAIN]",
        flag=True,
        env="LGSCO_PLAIN",
    ),
    Option(("--no-color",), "no_color", "No colour.", flag=True),
    Option(("--no-pager",), "no_pager", "No pager.", flag=True),
)
"""What every command takes."""


def formats(*names: str) -> tuple[Option, ...]:
    """--format, of `names` the first where it is not given, and what goes with each of them."""
    options = [
        Option(("--format",), "form_name", "How to print it.", default=names[0], told=True, choices=names),
        Option(("--json",), "form_name", "The same as --format json.", choices=names, value="json"),
        FIELDS,
        SAFE_CSV,
    ]
    if "refs" in names:
        options.append(Option(("-0", "--null"), "null", "References alone, a NUL after each, for xargs -0.", flag=True))
    return tuple(options)


SEARCH: Final = (
    *FILTERS,
    *PAGE,
    *formats("table", "json", "jsonl", "csv", "tsv", "markdown", "refs"),
    *COMMON,
)
"""All options of `lgsco search`."""
