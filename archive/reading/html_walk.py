"""One walk through an HTML tree, from the first node to the last, without recursion."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.reading.html_lists import OpenList, open_ordered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from selectolax.lexbor import LexborNode

    from archive.reading.html_rows import Rows

_INLINE: Final = 0
_TEXT: Final = 1
_DROPPED: Final = 2
_BREAK: Final = 3
_ANCHOR: Final = 4
_BLOCK: Final = 5
"""This and all after it end a row; those after it do more."""
_HEADING: Final = 6
_ORDERED: Final = 7
_UNORDERED: Final = 8
_ITEM: Final = 9
_TERM: Final = 10
_TABLE: Final = 11
_TABLE_ROW: Final = 12
_CELL: Final = 13
_PREFORMATTED: Final = 14
_HEADER: Final = 15

_ELEMENTS: Final = {
    _DROPPED: (
        "audio canvas dialog embed footer head iframe input link map meta nav noembed noframes noscript object"
        " script select style svg template textarea title video"
    ),
    _BREAK: "br",
    _ANCHOR: "a",
    _BLOCK: (
        "address article aside blockquote body caption center dd details dir div dl fieldset figcaption figure form"
        " hgroup hr html legend main p section summary tbody tfoot thead"
    ),
    _HEADING: "h1 h2 h3 h4 h5 h6",
    _ORDERED: "ol",
    _UNORDERED: "ul menu",
    _ITEM: "li",
    _TERM: "dt",
    _TABLE: "table",
    _TABLE_ROW: "tr",
    _CELL: "td th",
    _PREFORMATTED: "pre listing xmp",
    _HEADER: "header",
}


class Plan(NamedTuple):
    """What a walk must know of single elements, by `mem_id`.

    Those to skip; the tables whose rows are rows; the items that say their number.
    """

    skipped: AbstractSet[int]
    tables: AbstractSet[int]
    values: Mapping[int, int]


def walk(root: LexborNode, rows: Rows, plan: Plan) -> None:  # noqa: C901, PLR0912 - flat, for it meets every node
    """Tell `rows` what stands below `root`, in order."""
    kinds = _kinds()
    skipped, values = plan.skipped, plan.values
    pieces = rows.pieces
    begun: list[tuple[LexborNode, int]] = []
    node = root.first_child
    while node is not None:
        kind = kinds.get(node.tag_id, _INLINE)
        if kind == _TEXT:
            words = node.text_content
            if words and (pieces or not words.isspace()):
                pieces.append(words)
        elif kind != _DROPPED and not (skipped and node.mem_id in skipped):
            if kind >= _BLOCK:
                if pieces:
                    rows.end_row()
                if kind == _ITEM:
                    rows.begin_item(values.get(node.mem_id) if values else None)
                elif kind > _BLOCK:
                    _begin(kind, node, rows, plan)
            elif kind == _ANCHOR:
                rows.begin_anchor()
            elif kind == _BREAK:
                rows.line_break(loose=not begun)
            child = node.first_child
            if child is not None:
                begun.append((node, kind))
                node = child
                continue
            if kind > _BLOCK or kind == _ANCHOR:
                _end(kind, rows)
        following = node.next
        while following is None and begun:
            node, kind = begun.pop()
            if kind > _BLOCK or kind == _ANCHOR:
                _end(kind, rows)
            elif kind == _BLOCK and pieces:
                rows.end_row()
            following = node.next
        node = following


def _begin(kind: int, node: LexborNode, rows: Rows, plan: Plan) -> None:
    """A block begins that is more than a block."""
    if kind == _HEADING:
        rows.heading = True
    elif kind == _ORDERED:
        rows.lists.append(open_ordered(node.attributes))
    elif kind == _UNORDERED:
        rows.lists.append(OpenList())
    elif kind == _TABLE:
        rows.tables.append(node.mem_id in plan.tables)
    elif kind == _TABLE_ROW:
        rows.begin_table_row()
    elif kind == _PREFORMATTED:
        rows.preformatted = True
    elif kind == _HEADER:
        rows.begin_header()


def _end(kind: int, rows: Rows) -> None:  # noqa: C901 - one case a kind
    """An element ends that is a block or an `<a>`."""
    if kind == _ANCHOR:
        rows.end_anchor()
        return
    if kind == _TERM:
        rows.end_term()
        return
    if rows.pieces:
        rows.end_row()
    if kind == _ITEM:
        rows.end_item()
    elif kind == _HEADING:
        rows.heading = False
    elif kind in {_ORDERED, _UNORDERED}:
        rows.lists.pop()
    elif kind == _TABLE:
        rows.tables.pop()
    elif kind == _TABLE_ROW:
        rows.end_table_row()
    elif kind == _CELL:
        rows.end_cell()
    elif kind == _PREFORMATTED:
        rows.preformatted = False
    else:
        rows.end_header()


@cache
def _kinds() -> dict[int, int]:
    """The kind of each node by the number that the parser gives its name; those not here are inline."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser("x")
    found = {tree.create_node(name).tag_id: kind for kind, names in _ELEMENTS.items() for name in names.split()}
    found.update((node.tag_id, _TEXT) for node in tree.css("body")[0].iter(include_text=True))
    return found
