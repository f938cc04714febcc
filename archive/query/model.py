"""What is asked and what is answered: plain frozen values.

Named tuples, not dataclasses: each dataclass would add a millisecond to the start of every search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

RELIED_ON: Final = ("primary", "stated", "reasoned")
"""As `archive.decision.RELIED_ON`, which is too slow to import for a search; a test holds the two equal."""
ROLES: Final = (*RELIED_ON, "cited", "considered_and_rejected")
DOCUMENT_TYPES: Final = ("statement", "report")
DISPOSITIONS: Final = ("declined", "early_remedy", "fault", "no_fault", "discontinued", "mixed")

RELEVANCE: Final = "relevance"
NEWEST: Final = "newest"
OLDEST: Final = "oldest"
COUNCIL: Final = "council"
PAYMENT: Final = "payment"
SORTS: Final = (RELEVANCE, NEWEST, OLDEST, COUNCIL, PAYMENT)


class Query(NamedTuple):
    """What a person asks for. Several values of one filter are alternatives; different filters all hold.

    `words` is in the language of `archive.query.language`, whose fields mean what the filters here do; names are as
    typed, partly or mistyped. `dates` are ranges of days, `payments` of pence, each end included or open (None).
    `with_predecessors` asks the councils that those named took over from, too. `roles` says how the
    reasons asked for must stand (default: relied on). `sections` limits where the words must stand. `sort` None means
    relevance where there are words to rank by, else newest. `after` is the `next` of an earlier Page. `snippets` is
    how many passages a hit shows at most. `exact` puts no bound to what is ranked and looked at, however long it takes.
    """

    words: str = ""
    councils: tuple[str, ...] = ()
    with_predecessors: bool = False
    categories: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    document_types: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    min_payment_pence: int | None = None
    remedies: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    dispositions: tuple[str, ...] = ()
    dates: tuple[tuple[date | None, date | None], ...] = ()
    payments: tuple[tuple[int | None, int | None], ...] = ()
    references: tuple[str, ...] = ()
    sort: str | None = None
    limit: int = 20
    after: str | None = None
    snippets: int = 1
    exact: bool = False


class Passage(NamedTuple):
    """The best place of a hit.

    `section` is a kind, or `title`; `position` and `para` are as in the decision, None outside its paragraphs. `marks`
    are the places (start, end) in `text` of what was looked for.
    """

    section: str
    position: int | None
    para: int | None
    text: str
    marks: tuple[tuple[int, int], ...]

    def marked(self, before: str = "[", after: str = "]") -> str:
        """`text` with every find between `before` and `after`."""
        pieces, done = [], 0
        for start, end in self.marks:
            pieces += [self.text[done:start], before, self.text[start:end], after]
            done = end
        return "".join(pieces) + self.text[done:]


class Ground(NamedTuple):
    """A reason that a decision relied on."""

    code: str
    name: str


class Hit(NamedTuple):
    """One decision found. `decision_date` is ISO text; `score` is higher for better, None where nothing was ranked.

    `passages` are as many as were asked for, where there are so many, the best first, which is `passage`.
    """

    reference: str
    title: str
    council: str | None
    category: str | None
    subcategory: str | None
    outcome: str | None
    decision_date: str | None
    grounds: tuple[Ground, ...]
    summary: str | None
    url: str | None
    passage: Passage | None
    score: float | None
    passages: tuple[Passage, ...] = ()


class Facet(NamedTuple):
    """A value that a result can be narrowed to, how many decisions have it, and the whole query that asks for those."""

    value: str
    number: int
    query: str


class Page(NamedTuple):
    """Some hits of a result. `total` counts them all where `exact`; else there may be more, and `notes` say why.

    `next` asks for the hits after these (`Query.after`), None at the end. `facets`: values and counts of each
    kind over the whole result. `filters`: how the filters were understood, in the names of the command's options.
    `notes`: what a person should know of how all this was found. `ranked`: where so many match that only the newest
    were ranked, how many those were; 0 where so many decisions have the words that nothing is ranked by them, and the
    newest come first. `nearest`: where nothing has all of the words, a few decisions that have most of them, best
    first; they are no part of the result.
    """

    total: int
    exact: bool
    hits: tuple[Hit, ...]
    next: str | None
    facets: Mapping[str, tuple[Facet, ...]]
    filters: Mapping[str, tuple[str, ...]]
    ranked: int | None = None
    notes: tuple[str, ...] = ()
    nearest: tuple[Hit, ...] = ()
