"""A page of results in each form that `lgsco search` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from archive.errors import QueryProblem
from archive.output.form import chosen
from archive.output.text import OFF, ON, bold_marks, bolded, one_line, with_marks, wrapped, written_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archive.output.form import Form
    from archive.output.rows import Cell
    from archive.query.model import Hit, Page, Passage

FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "markdown", "refs")
FORMAT_VERSION: Final = 1
"""Of the JSON page. It rises when a key goes or changes its meaning; a new key does not raise it."""

FIELDS: Final = (
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
"""Of one result, in JSON and as columns."""
WIDEST: Final = 100
"""Columns of text to be read, however wide the terminal is: longer lines lose the eye."""

_FACETS_SHOWN: Final = 10
_INDENT: Final = "  "


def page_as(page: Page, words: str, form: Form) -> str:
    """`page` in one of FORMATS, each line ended. Raises QueryProblem for fields that are not among FIELDS."""
    name = form.name
    if name == "refs":
        if form.fields is not None:
            raise QueryProblem("--fields chooses columns, and --format refs has none: leave one of them out")
        return "".join(hit.reference + ("\0" if form.null else "\n") for hit in page.hits)
    fields = chosen(form.fields, FIELDS)
    if name == "table" and form.fields is None:
        return _reading(page, form)
    from archive.output.rows import json_line, json_text, rows_as

    if name == "json":
        return json_text(_page(page, words, fields))
    if name == "jsonl":
        return "".join(json_line(_result(hit, fields)) for hit in page.hits)
    if name in ("csv", "tsv") or form.fields is not None:
        joint = ";" if name in ("csv", "tsv") else "; "
        rows = [_cells(_result(hit, fields), joint) for hit in page.hits]
        return rows_as(fields, rows, form._replace(fields=None), needed=len(fields))
    return "".join(_markdown(hit) for hit in page.hits)


def nearest_lines(page: Page, width: int) -> list[str]:
    """Where nothing answers, the decisions that come nearest, two lines each at most: talk, no part of the result."""
    lines = ["nearest, with most of the words:"] if page.nearest else []
    for hit in page.nearest:
        about = (hit.summary or _facts(hit)).partition(". ")[0]
        first, *rest = wrapped(one_line(f"{hit.title}: {about}"), width, first=_INDENT, rest=2 * _INDENT)
        cut = [f"{rest[0].rpartition(' ')[0]} …"] if rest[1:] else rest
        lines += [first, *cut]
    return lines


def _reading(page: Page, form: Form) -> str:
    """The page for people: a block of lines a hit, then the facets."""
    if form.plain:
        return "\n".join([*map(_said, page.hits), *_facets(page, color=False)])
    width = min(form.width, WIDEST)
    blocks = ["\n".join(_block(hit, width, color=form.color)) + "\n" for hit in page.hits]
    return "\n".join([*blocks, *_facets(page, color=form.color)])


def _cells(result: Mapping[str, Any], joint: str) -> list[Cell]:
    return [joint.join(value) if isinstance(value, list) else value for value in result.values()]


def _page(page: Page, words: str, fields: Sequence[str]) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "query": {"words": words, "filters": {name: list(said) for name, said in page.filters.items()}},
        "total": page.total,
        "total_is_exact": page.exact,
        **({} if page.ranked is None else {"ranked_newest": page.ranked}),
        "results": [_result(hit, fields) for hit in page.hits],
        "next": page.next,
        "facets": {
            name: [{"value": value, "count": count, "query": query} for value, count, query in counts]
            for name, counts in page.facets.items()
        },
        **({"nearest": [_result(hit, fields) for hit in page.nearest]} if page.nearest else {}),
    }


def _result(hit: Hit, fields: Sequence[str]) -> dict[str, Any]:
    result = {
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
    return {field: result[field] for field in fields}


def _block(hit: Hit, width: int, *, color: bool) -> Iterable[str]:
    """A hit as a few lines: its title, its facts, why it ended so, and where the words stand."""
    for line in wrapped(one_line(hit.title), width, rest=_INDENT):
        yield bolded(line, color=color)
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


def _said(hit: Hit) -> str:
    """A hit for a screen reader: a fact a line, with its label."""
    subject = ", ".join(part for part in (hit.category, hit.subcategory) if part)
    facts = {
        "Decision": hit.title,
        "Date": written_date(hit.decision_date) if hit.decision_date else None,
        "Outcome": hit.outcome,
        "Subject": subject,
        "Reasons": "; ".join(ground.name for ground in hit.grounds),
    }
    if hit.passage is not None and hit.passage.section != "title":
        facts["Found in " + _place(hit.passage).replace("para ", "paragraph ")] = hit.passage.text
    else:
        facts["Summary"] = hit.summary
    return "".join(f"{label}: {one_line(value)}\n" for label, value in facts.items() if value)


def _facts(hit: Hit) -> str:
    subject = " > ".join(part for part in (hit.category, hit.subcategory) if part)
    day = written_date(hit.decision_date, short=True) if hit.decision_date else None
    return one_line(" · ".join(part for part in (day, hit.outcome, subject) if part))


def _place(passage: Passage) -> str:
    return passage.section if passage.para is None else f"{passage.section}, para {passage.para}"


def _markdown(hit: Hit) -> str:
    """A list item: the title, linked where there is an address, the facts, and the passage as a quotation."""
    from archive.output.rows import markdown

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
            lines = [bolded(name, color=color)]
            lines += [f"{count:>9,}  {one_line(value)}" for value, count, _ in counts[:_FACETS_SHOWN]]
            if len(counts) > _FACETS_SHOWN:
                lines.append(f"{'':9}  and {len(counts) - _FACETS_SHOWN:,} more (all with --json)")
            yield "\n".join(lines) + "\n"
