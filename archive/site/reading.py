"""A decision set for reading: its title block, why it ended so, what was agreed, and its text with anchors to cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.decision import RELIED_ON
from archive.output.text import one_line
from archive.query.vocabularies import reason_names
from archive.site.words import BASES, DISPOSITIONS, ROLES, STATUSES, pounds, spaced
from archive.storage.documents import documents_by_reference
from archive.storage.reader import read_address, read_decision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from archive.decision import Decision, Paragraph, Reason, Remedy

_BODY: Final = "SELECT c.key, c.name FROM decisions d JOIN councils c ON c.id = d.council_id WHERE d.reference = ?"
_HELD: Final = "SELECT reference, title FROM decisions WHERE reference IN (SELECT value FROM json_each(?)) ORDER BY 1"
_SIBLINGS: Final = (
    "SELECT reference, title FROM decisions WHERE reference = ?1 OR reference GLOB ?1 || '[a-z]' ORDER BY 1"
)
_PARA: Final = """
SELECT p.para, (SELECT min(q.position) FROM paragraph_spans q WHERE q.decision_id = p.decision_id AND q.para = p.para)
FROM paragraph_spans p JOIN decisions d ON d.id = p.decision_id WHERE d.reference = ? AND p.position = ?
"""
_BASE_LENGTH: Final = 10
_STOCK: Final = ("powers",)
_DEEPEST: Final = 4


class Piece(NamedTuple):
    """A part of a text: `quoted` where a reason or a remedy was read from it."""

    text: str
    quoted: bool


class Item(NamedTuple):
    """A paragraph: `anchor` is `p7` by the number to cite, `i13` by position; `label` stands in the margin."""

    anchor: str
    para: int | None
    marker: str
    level: int
    pieces: tuple[Piece, ...]


class Part(NamedTuple):
    """A section. `stock`: paragraphs that are much the same in every decision."""

    anchor: str
    heading: str
    lost: bool
    stock: bool
    items: tuple[Item, ...]


class Found(NamedTuple):
    """Words that a reason or remedy was read from, and where they stand (None where no paragraph is named)."""

    quote: str
    place: str
    anchor: str | None
    how: str


class Cited(NamedTuple):
    """A quotation away from its decision: whose it is, of what day (ISO), and its place there."""

    reference: str
    day: str | None
    place: str
    anchor: str
    quote: str


class Why(NamedTuple):
    """A reason, once, with every place it was read from, the strongest first."""

    code: str
    name: str
    found: tuple[Found, ...]


class Agreed(NamedTuple):
    """A remedy: what, for what and to whom, as what and by when, and its words."""

    what: str
    details: str
    standing: str
    found: Found


def reading(connection: sqlite3.Connection, reference: str) -> dict[str, Any] | None:
    """What stands on the page of a decision (reference in normal form), or None where it is not held."""
    decision = read_decision(connection, reference)
    if decision is None:
        return None
    names = reason_names(connection)
    anchors = _anchors(decision)
    relied, rejected, cited = _reasons(decision, names, anchors)
    quotes = _quotes(decision)
    address, derived = read_address(connection, reference) or (None, False)
    import json

    held = dict(connection.execute(_HELD, (json.dumps(list(decision.related_references)),)).fetchall())
    return {
        "decision": decision,
        "body": connection.execute(_BODY, (reference,)).fetchone(),
        "summary": _pieces(decision.summary, quotes.get(None, ())) if decision.summary else (),
        "disposition": DISPOSITIONS.get(decision.disposition or ""),
        "relied": relied,
        "rejected": rejected,
        "cited": cited,
        "remedies": [_agreed(remedy, decision, anchors) for remedy in decision.remedies],
        "sections": _parts(decision, anchors, quotes),
        "counted": any(item.para_counted for item in _all(decision)),
        "citations": _citations(decision, anchors),
        "address": address if address and address.startswith(("https://", "http://")) else None,
        "derived": derived,
        "related": [(related, held.get(related)) for related in decision.related_references],
        "versions": documents_by_reference(connection, reference),
        "problems": decision.problems,
    }


def siblings(connection: sqlite3.Connection, reference: str) -> list[tuple[str, str]]:
    """Reference and title of the decisions under the same number with another letter, or none."""
    found: list[tuple[str, str]] = connection.execute(_SIBLINGS, (reference[:_BASE_LENGTH],)).fetchall()
    return found


def cited_rows(connection: sqlite3.Connection, rows: Iterable[tuple[str, str | None, int | None, str]]) -> list[Cited]:
    """Of (reference, date, position or None, quote) the quotations with the anchors their decisions' pages have."""
    cited = []
    for reference, day, position, quote in rows:
        place, anchor = "summary", "summary"
        if position is not None:
            para, first = connection.execute(_PARA, (reference, position)).fetchone() or (None, None)
            place, anchor = f"item {position}", f"i{position}"
            if para is not None and first == position:
                place, anchor = f"para {para}", f"p{para}"
        cited.append(Cited(reference, day, place, anchor, one_line(quote)))
    return cited


def _all(decision: Decision) -> Iterable[Paragraph]:
    return (paragraph for section in decision.sections for paragraph in section.paragraphs)


def _anchors(decision: Decision) -> dict[int, str]:
    """The anchor of each position: by the number people cite, else by position. A number met twice is the first's."""
    found: dict[int, str] = {}
    taken: set[int] = set()
    for paragraph in _all(decision):
        if paragraph.para is None or paragraph.para in taken:
            found[paragraph.position] = f"i{paragraph.position}"
        else:
            taken.add(paragraph.para)
            found[paragraph.position] = f"p{paragraph.para}"
    return found


def _reasons(
    decision: Decision, names: Mapping[str, str], anchors: Mapping[int, str]
) -> tuple[list[Why], list[Why], list[Why]]:
    """Relied on, considered and rejected, cited alone: each reason once in each."""
    groups: tuple[dict[str, list[Reason]], ...] = ({}, {}, {})
    for reason in decision.reasons:
        group = 0 if reason.role in RELIED_ON else 1 if reason.role == "considered_and_rejected" else 2
        groups[group].setdefault(reason.code, []).append(reason)

    def strength(reasons: Sequence[Reason]) -> int:
        return min(RELIED_ON.index(each.role) if each.role in RELIED_ON else len(RELIED_ON) for each in reasons)

    def shown(group: Mapping[str, list[Reason]]) -> list[Why]:
        ordered = sorted(group.items(), key=lambda item: strength(item[1]))
        return [
            Why(
                code,
                names.get(code, code),
                tuple(
                    _found(each.quote, each.section, each.paragraph, ROLES[each.role], anchors, decision)
                    for each in sorted(reasons, key=lambda each: strength([each]))
                ),
            )
            for code, reasons in ordered
        ]

    relied, rejected, cited = (shown(group) for group in groups)
    relied_codes = {why.code for why in relied}
    return relied, rejected, [why for why in cited if why.code not in relied_codes]


def _found(
    quote: str, section: str, position: int | None, how: str, anchors: Mapping[int, str], decision: Decision
) -> Found:
    if position is None:
        return Found(one_line(quote), "" if how else "summary", "summary" if decision.summary else None, how)
    anchor = anchors.get(position)
    place = f"para {anchor[1:]}" if anchor and anchor.startswith("p") else f"{section}, item {position}"
    return Found(one_line(quote), place, anchor, how)


def _agreed(remedy: Remedy, decision: Decision, anchors: Mapping[int, str]) -> Agreed:
    what = spaced(remedy.kind).capitalize()
    if remedy.amount_pence is not None:
        what = pounds(remedy.amount_pence)
        basis = BASES.get(remedy.basis or "")
        what = f"{what} {basis}" if basis else what
    details = [
        *([f"for {remedy.purpose}"] if remedy.purpose else []),
        *([f"to {remedy.payee}"] if remedy.payee else []),
    ]
    due = remedy.due or ""
    standing = STATUSES.get(remedy.status, spaced(remedy.status))
    return Agreed(
        what,
        one_line(" ".join(details)),
        one_line(f"{standing}, {due[:1].lower()}{due[1:]}" if due else standing),
        _found(remedy.quote, remedy.section, remedy.paragraph, "", anchors, decision),
    )


def _quotes(decision: Decision) -> dict[int | None, list[str]]:
    """By position (None: the summary) the words that reasons relied on or rejected and remedies were read from."""
    found: dict[int | None, list[str]] = {}
    for reason in decision.reasons:
        if reason.role != "cited":
            found.setdefault(reason.paragraph, []).append(reason.quote)
    for remedy in decision.remedies:
        found.setdefault(remedy.paragraph, []).append(remedy.quote)
    return found


def _pieces(text: str, quotes: Iterable[str]) -> tuple[Piece, ...]:
    """`text` cut where quotes begin and end. Quotes may overlap; one that is not there letter for letter is left."""
    spans = sorted((start, start + len(quote)) for quote in quotes if quote and (start := text.find(quote)) >= 0)
    pieces: list[Piece] = []
    done = 0
    for start, end in spans:
        if end <= done:
            continue
        if start > done:
            pieces.append(Piece(text[done:start], quoted=False))
        pieces.append(Piece(text[max(start, done) : end], quoted=True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:], quoted=False))
    return tuple(pieces)


def _parts(decision: Decision, anchors: Mapping[int, str], quotes: Mapping[int | None, Sequence[str]]) -> list[Part]:
    return [
        Part(
            f"s{number}",
            one_line(section.heading) if section.heading else spaced(section.kind).capitalize(),
            not section.heading,
            section.kind in _STOCK,
            tuple(_item(each, anchors[each.position], quotes.get(each.position, ())) for each in section.paragraphs),
        )
        for number, section in enumerate(decision.sections, 1)
    ]


def _item(paragraph: Paragraph, anchor: str, quotes: Sequence[str]) -> Item:
    cited = anchor.startswith("p")
    marker = "" if cited else one_line(paragraph.marker or "")
    return Item(
        anchor,
        paragraph.para if cited else None,
        "•" if marker in ("-", "*", "·") else marker,
        min(paragraph.level, _DEEPEST),
        _pieces(paragraph.text, quotes),
    )


def _citations(decision: Decision, anchors: Mapping[int, str]) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """Each Act named, with its provisions and where the first mention of each stands."""
    acts: dict[str, dict[str, str | None]] = {}
    for each in decision.citations:
        anchor = "summary" if each.paragraph is None else anchors.get(each.paragraph)
        acts.setdefault(each.act, {}).setdefault(each.provision or "", anchor)
    return [(act, list(provisions.items())) for act, provisions in acts.items()]
