"""A page of results: the house's own search, its facets as links that narrow, its filters as links that widen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.errors import QueryProblem
from archive.query.blame import why_nothing
from archive.query.model import NEWEST, OLDEST, PAYMENT, RELEVANCE
from archive.query.search import page_of
from archive.query.understanding import understand
from archive.query.vocabularies import reason_names
from archive.site import addresses, asking
from archive.site.words import DISPOSITIONS, ROLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from archive.query.model import Hit, Page
    from archive.query.understanding import Asked
    from archive.site.asking import Parameters

FACETS: Final = {
    "outcome": "Outcome",
    "disposition": "What happened",
    "reason": "Ground or finding",
    "year": "Year",
    "category": "Subject",
    "council": "Body",
}
SHOWN: Final = 8
"""Values of a facet that stand open; the rest unfold."""
SORTS: Final = {RELEVANCE: "Best match", NEWEST: "Newest", OLDEST: "Oldest", PAYMENT: "Largest payment"}
_FORM: Final = {
    "categories": "SELECT DISTINCT k.title FROM categories k JOIN categories s ON s.id = k.id OR s.parent_id = k.id"
    " WHERE EXISTS (SELECT 1 FROM decisions d WHERE d.category_id = s.id) ORDER BY k.title",
    "outcomes": "SELECT name FROM outcomes ORDER BY id",
    "reasons": "SELECT code, name FROM reasons ORDER BY id",
}
_SAID: Final = 4
"""Values of one filter that are named; of more, `…`."""


class Choice(NamedTuple):
    """A value that narrows the result: what it is called, how many there are, where it leads."""

    name: str
    decisions: int
    path: str


class Applied(NamedTuple):
    """A filter in force: what it is, how it was understood, where the result without it is."""

    label: str
    value: str
    path: str


class Piece(NamedTuple):
    """A part of a snippet, marked or not."""

    text: str
    marked: bool


class Row(NamedTuple):
    """A hit as it is shown. `pieces` is the best passage, `place` says where it stands, `path` leads there."""

    hit: Hit
    pieces: tuple[Piece, ...]
    place: str
    path: str


def results(connection: sqlite3.Connection, arguments: asking.Arguments) -> dict[str, Any]:
    """What stands on the page of results for this query string. Never raises for anything typed."""
    form = {name: connection.execute(sql).fetchall() for name, sql in _FORM.items()}
    try:
        asked = asking.read(arguments)
        understood = understand(connection, asked.query)
        page = page_of(connection, understood, facets=True)
    except QueryProblem as problem:
        typed = [value[: asking.LONGEST] for value in list(arguments.getlist("q"))[:1]]
        return {
            "form": form,
            "problem": asking.plain(problem),
            "words_typed": "".join(typed),
            "value": lambda _name: "",
        }
    sort = understood.query.sort
    return {
        "form": form,
        "words_typed": asked.value("q"),
        "value": asked.value,
        "kept": [(name, value) for name, value in asked.parameters if name in ("sort", "predecessors")],
        "total": page.total,
        "exact": page.exact,
        "notes": [asking.plain(QueryProblem(note)) for note in page.notes],
        "nearest": [_row(hit) for hit in page.nearest],
        "ranked": page.ranked,
        "rows": [_row(hit) for hit in page.hits],
        "facets": _facets(connection, page, asked.parameters),
        "shown": SHOWN,
        "applied": _applied(connection, understood, asked.parameters),
        "sorts": _sorts(understood, asked.parameters, sort),
        "first": _without(asked.parameters, "after") if asked.value("after") else None,
        "next": addresses.search(_rest(asked.parameters, "after"), after=page.next) if page.next else None,
        "nothing": [asking.plain(QueryProblem(line)) for line in why_nothing(connection, understood)]
        if not page.total
        else [],
    }


def _row(hit: Hit) -> Row:
    passage = hit.passage
    if passage is None or passage.section == "title":
        summary = (Piece(hit.summary, marked=False),) if hit.summary else ()
        return Row(hit, summary, "", addresses.decision(hit.reference))
    pieces, done = [], 0
    for start, end in passage.marks:
        pieces += [Piece(passage.text[done:start], marked=False), Piece(passage.text[start:end], marked=True)]
        done = end
    pieces.append(Piece(passage.text[done:], marked=False))
    place, anchor = passage.section, passage.section if passage.section == "summary" else None
    if passage.para is not None:
        place, anchor = f"{place}, para {passage.para}", f"p{passage.para}"
    elif passage.position is not None:
        anchor = f"i{passage.position}"
    return Row(hit, tuple(piece for piece in pieces if piece.text), place, addresses.decision(hit.reference, anchor))


def _facets(connection: sqlite3.Connection, page: Page, parameters: Parameters) -> list[tuple[str, list[Choice]]]:
    names = _names(connection)
    given = {name for name, _ in parameters}
    shown = []
    for facet, label in FACETS.items():
        counts = page.facets.get(facet, ())
        if facet in given or len(counts) < 2:  # noqa: PLR2004 - one value narrows nothing
            continue
        rest = _rest(parameters, "after")
        choices = [
            Choice(names.get(each.value, each.value), each.number, addresses.search((*rest, (facet, each.value))))
            for each in counts
        ]
        shown.append((label, choices))
    return shown


def _applied(connection: sqlite3.Connection, understood: Asked, parameters: Parameters) -> list[Applied]:
    """The filters in force, each with the way to be rid of it; those that stand among the words stand there."""
    names = _names(connection)
    given = dict(parameters)
    filters: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        option: (said, (option,))
        for option, said in understood.filters.items()
        if option in given or (option in _ENDS and "year" in given)
    }
    if "council" in filters:
        filters["council"] = (filters["council"][0], ("council", "predecessors"))
    if "category" in filters:
        # A category brings its subcategories; what was asked for says it shorter.
        filters["category"] = (tuple(value for name, value in parameters if name == "category"), ("category",))
    if "year" in given:
        ends = [end for end in ("since", "until") if end not in given]
        for end in ends:
            filters[end] = (filters[end][0], (end, "year"))
        if len(ends) == len(_ENDS):
            filters = {option: filter_ for option, filter_ in filters.items() if option not in _ENDS}
            filters["year"] = ((given["year"],), ("year",))
    return [
        Applied(
            _LABELS[option],
            "; ".join([*(names.get(each, each) for each in said[:_SAID]), *["…"][: len(said) > _SAID]]),
            addresses.search(_rest(parameters, "after", *taken)),
        )
        for option, (said, taken) in filters.items()
    ]


def _names(connection: sqlite3.Connection) -> dict[str, str]:
    """What codes of reasons, roles and dispositions are called."""
    return {**ROLES, **DISPOSITIONS, **reason_names(connection)}


_ENDS: Final = ("since", "until")
_LABELS: Final = {
    "council": "Body",
    "category": "Subject",
    "kind": "Kind of body",
    "region": "Region",
    "outcome": "Outcome",
    "disposition": "What happened",
    "reason": "Ground",
    "role": "That ground was",
    "type": "Type",
    "remedy": "Remedy",
    "year": "Year",
    "min-payment": "Payment of at least £",
    "cites": "Citing",
    "in": "Words in",
    "since": "From",
    "until": "To",
}


def _sorts(understood: Asked, parameters: Parameters, now: str | None) -> list[tuple[str, str, bool]]:
    rest = _rest(parameters, "after", "sort")
    return [
        (label, addresses.search(rest, sort=sort), sort == now)
        for sort, label in SORTS.items()
        if sort != RELEVANCE or understood.node is not None
    ]


def _rest(parameters: Iterable[tuple[str, str]], *dropped: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in parameters if name not in dropped)


def _without(parameters: Parameters, *dropped: str) -> str:
    return addresses.search(_rest(parameters, *dropped))
