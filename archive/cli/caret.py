"""Where in a query a problem is: the query, a caret under the place, and a query that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.output.text import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.errors import QueryProblem

_WIDTH: Final = 76
_BEFORE: Final = 40
_CUT: Final = "…"


def pointed(problem: QueryProblem) -> Iterator[str]:
    """Two lines, the query and the caret, and a third with what to type instead; nothing where no place is known.

    Of a long query the part around the place is shown.
    """
    if problem.query is None or problem.offset is None:
        return
    text, place = problem.query, min(problem.offset, len(problem.query))
    if len(text) > _WIDTH:
        start = max(0, place - _BEFORE)
        end = start + _WIDTH
        head = _CUT if start else ""
        text, place = head + text[start:end] + (_CUT if end < len(text) else ""), place - start + len(head)
    yield f"  {text}"
    yield f"  {' ' * columns(text[:place])}^"
    if problem.instead:
        yield f"try: {problem.instead}"
