"""A page of results in each form that `lgsco search` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from archive.output.rows import delimited, json_line, json_text, markdown
from archive.output.text import OFF, ON, bold_marks, one_line, styled, with_marks, wrapped, written_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.query.model import Hit, Page, Passage

FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "markdown", "refs")
FORMAT_VERSION: Final = 1
"""Of the JSON page. It rises when a key goes or changes its meaning; a new key does not raise it."""

_COLUMNS: Final = (
    "reference",
    "title",
    "council",
    "category",
    "subcategory",
    "outcome",
    "decision_date",
    "reasons",
    "summary",
    "snippet",
    "section",
    "score",
    "url",
)
_FACETS_SHOWN: Final = 10
_INDENT: Final = "  "


def page_as(form: str, page: Page, words: str, *, width: int, color: bool) -> str:
    """`page` in one of FORMATS, each line ended. `width` and `color` are for the table only."""
    if form == "json":
        return json_text(_page(page, words))
    if form == "jsonl":
        return "".join(json_line(_result(hit)) for hit in page.hits)
    if form in ("csv", "tsv"):
        results = [_result(hit) for hit in page.hits]
        rows = [[";".join(row[name]) if name == "reasons" else row[name] for name in _COLUMNS] for row in results]
        return delimited(_COLUMNS, rows, "," if form == "csv" else "\t")
    if form == "markdown":
        return "".join(_markdown(hit) for hit in page.hits)
    if form == "refs":
        return "".join(f"{hit.reference}\n" for hit in page.hits)
    blocks = ["\n".join(_block(hit, width, color=color)) + "\n" for hit in page.hits]
    return "\n".join([*blocks, *_facets(page, color=color)])


def nearest_lines(page: Page, width: int) -> list[str]:
    """Where nothing answers, the decisions that come nearest, two lines each at most: talk, no part of the result."""
    lines = ["nearest, with most of the words:"] if page.nearest else []
    for hit in page.nearest:
        about = (hit.summary or _facts(hit)).partition(". ")[0]
        first, *rest = wrapped(one_line(f"{hit.title}: {about}"), width, first=_INDENT, rest=2 * _INDENT)
        cut = [f"{rest[0].rpartition(' ')[0]} …"] if rest[1:] else rest
        lines += [first, *cut]
    return lines


def _page(page: Page, words: str) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "query": {"words": words, "filters": {name: list(said) for name, said in page.filters.items()}},
        "total": page.total,
        "total_is_exact": page.exact,
        "results": [_result(hit) for hit in page.hits],
        "next": page.next,
        "facets": {
            name: [{"value": value, "count": count, "query": query} for value, count, query in counts]
            for name, counts in page.facets.items()
        },
        **({"nearest": [_result(hit) for hit in page.nearest]} if page.nearest else {}),
    }


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "reference": hit.reference,
        "title": hit.title,
        "council": hit.council,
        "category": hit.category,
        "subcategory": hit.subcategory,
        "outcome": hit.outcome,
        "decision_date": hit.decision_date,
        "reasons": [ground.code for ground in hit.grounds],
        "summary": hit.summary,
        "snippet": None if hit.passage is None else hit.passage.marked(),
        "section": None if hit.passage is None else hit.passage.section,
        "score": None if hit.score is None else round(hit.score, 2),
        "url": hit.url,
    }


def _block(hit: Hit, width: int, *, color: bool) -> Iterable[str]:
    """A hit as a few lines: its title, its facts, why it ended so, and where the words stand."""
    for line in wrapped(one_line(hit.title), width, rest=_INDENT):
        yield styled(line, color=color, bold=True)
    facts = _facts(hit)
    if facts:
        yield from wrapped(facts, width, first=_INDENT)
    if hit.grounds:
        yield from wrapped("; ".join(one_line(ground.name) for ground in hit.grounds), width, first=_INDENT)
    if hit.passage is not None and hit.passage.section != "title":
        for passage in hit.passages or (hit.passage,):
            text = with_marks(f"{_place(passage)}: {passage.marked(ON, OFF)}", color=color)
            yield from bold_marks(wrapped(text, width, first=_INDENT))
    elif hit.summary:
        yield from wrapped(one_line(hit.summary), width, first=_INDENT)


def _facts(hit: Hit) -> str:
    subject = " > ".join(part for part in (hit.category, hit.subcategory) if part)
    day = written_date(hit.decision_date, short=True) if hit.decision_date else None
    return one_line(" · ".join(part for part in (day, hit.outcome, subject) if part))


def _place(passage: Passage) -> str:
    return passage.section if passage.para is None else f"{passage.section}, para {passage.para}"


def _markdown(hit: Hit) -> str:
    """A list item: the title, linked where there is an address, the facts, and the passage as a quotation."""
    title = markdown(one_line(hit.title))
    if hit.url:
        title = f"[{title}](<{one_line(hit.url).translate(_NO_ANGLES)}>)"
    lines = [f"- **{title}**", *([f"  {markdown(_facts(hit))}"] if _facts(hit) else [])]
    if hit.grounds:
        lines.append(f"  {markdown('; '.join(one_line(ground.name) for ground in hit.grounds))}")
    if hit.passage is not None and hit.passage.section != "title":
        quoted = "**".join(markdown(part) for part in hit.passage.marked(ON, ON).split(ON))
        lines.append(f"  > {' '.join(quoted.split())} ({_place(hit.passage)})")
    elif hit.summary:
        lines.append(f"  > {markdown(one_line(hit.summary))}")
    return "  \n".join(lines[:-1]) + ("  \n" if len(lines) > 1 else "") + lines[-1] + "\n"


_NO_ANGLES: Final = {ord("<"): "%3C", ord(">"): "%3E", ord(" "): "%20"}


def _facets(page: Page, *, color: bool) -> Iterable[str]:
    for name, counts in page.facets.items():
        if counts:
            lines = [styled(name, color=color, bold=True)]
            lines += [f"{count:>9,}  {one_line(value)}" for value, count, _ in counts[:_FACETS_SHOWN]]
            if len(counts) > _FACETS_SHOWN:
                lines.append(f"{'':9}  and {len(counts) - _FACETS_SHOWN:,} more (all with --json)")
            yield "\n".join(lines) + "\n"
