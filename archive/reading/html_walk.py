"""One walk through an HTML tree, from the first node to the last, without recursion."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.reading.html_lists import OpenList, integer, open_ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Set as AbstractSet

    from selectolax.lexbor import LexborNode

    from archive.reading.html_rows import Rows


class Plan(NamedTuple):
    """What a walk must know of single elements, by `mem_id`: those to skip, and the tables whose rows are rows."""

    skipped: AbstractSet[int]
    tables: AbstractSet[int]


def walk(root: LexborNode, rows: Rows, plan: Plan) -> None:
    """Tell `rows` what stands below `root`, in order."""
    text, dropped, begins, ends = _elements()
    skipped = plan.skipped
    begun: list[tuple[LexborNode, int]] = []
    node = root.first_child
    while node is not None:
        tag = node.tag_id
        if tag == text:
            rows.text(node.text_content or "")
        elif tag not in dropped and not (skipped and node.mem_id in skipped):
            begin = begins.get(tag)
            if begin is not None:
                begin(rows, node, plan)
            child = node.first_child
            if child is not None:
                begun.append((node, tag))
                node = child
                continue
            if tag in ends:
                ends[tag](rows)
        following = node.next
        while following is None and begun:
            node, tag = begun.pop()
            if tag in ends:
                ends[tag](rows)
            following = node.next
        node = following


def _begin_block(rows: Rows, node: LexborNode, plan: Plan) -> None:  # noqa: ARG001 - all begin alike
    rows.end_row()
    rows.blocks += 1


def _end_block(rows: Rows) -> None:
    rows.end_row()
    rows.blocks -= 1


def _begin_heading(rows: Rows, node: LexborNode, plan: Plan) -> None:
    _begin_block(rows, node, plan)
    rows.heading = True


def _end_heading(rows: Rows) -> None:
    _end_block(rows)
    rows.heading = False


def _begin_ordered(rows: Rows, node: LexborNode, plan: Plan) -> None:
    _begin_block(rows, node, plan)
    rows.lists.append(open_ordered(node.attributes))


def _begin_unordered(rows: Rows, node: LexborNode, plan: Plan) -> None:
    _begin_block(rows, node, plan)
    rows.lists.append(OpenList())


def _end_list(rows: Rows) -> None:
    _end_block(rows)
    rows.lists.pop()


def _begin_item(rows: Rows, node: LexborNode, plan: Plan) -> None:
    _begin_block(rows, node, plan)
    if not rows.lists:
        rows.lists.append(OpenList(stray=True))
    rows.lists[-1].begin_item(integer(node.attributes.get("value")))


def _end_item(rows: Rows) -> None:
    _end_block(rows)
    if rows.lists[-1].end_item():
        rows.lists.pop()


def _break(rows: Rows, node: LexborNode, plan: Plan) -> None:  # noqa: ARG001 - all begin alike
    rows.line_break()


def _begin_anchor(rows: Rows, node: LexborNode, plan: Plan) -> None:  # noqa: ARG001 - all begin alike
    rows.begin_anchor()


def _end_anchor(rows: Rows) -> None:
    rows.end_anchor()


def _end_term(rows: Rows) -> None:
    rows.end_term()
    rows.blocks -= 1


def _begin_table(rows: Rows, node: LexborNode, plan: Plan) -> None:
    _begin_block(rows, node, plan)
    rows.tables.append(node.mem_id in plan.tables)


def _end_table(rows: Rows) -> None:
    _end_block(rows)
    rows.tables.pop()


def _begin_table_row(rows: Rows, node: LexborNode, plan: Plan) -> None:
    _begin_block(rows, node, plan)
    if rows.tables[-1:] == [True]:
        rows.begin_cells()


def _end_table_row(rows: Rows) -> None:
    if rows.tables[-1:] == [True]:
        rows.end_cells()
    _end_block(rows)


def _end_cell(rows: Rows) -> None:
    if rows.tables[-1:] == [True]:
        rows.end_cell()
    _end_block(rows)


def _begin_preformatted(rows: Rows, node: LexborNode, plan: Plan) -> None:
    _begin_block(rows, node, plan)
    rows.preformatted = True


def _end_preformatted(rows: Rows) -> None:
    _end_block(rows)
    rows.preformatted = False


def _begin_header(rows: Rows, node: LexborNode, plan: Plan) -> None:
    _begin_block(rows, node, plan)
    rows.begin_header()


def _end_header(rows: Rows) -> None:
    _end_block(rows)
    rows.end_header()


if TYPE_CHECKING:
    _Begin = Callable[[Rows, LexborNode, Plan], None]
    _End = Callable[[Rows], None]

_DROPPED: Final = (
    "audio button canvas dialog embed footer head iframe input link map meta nav noembed noframes noscript object script "
    "select style svg template textarea title video"
)
_ELEMENTS: Final[tuple[tuple[str, _Begin, _End | None], ...]] = (
    (
        "address article aside blockquote body caption center dd details dir div dl fieldset figcaption figure form hgroup "
        "hr html legend main p section summary tbody tfoot thead",
        _begin_block,
        _end_block,
    ),
    ("h1 h2 h3 h4 h5 h6", _begin_heading, _end_heading),
    ("ol", _begin_ordered, _end_list),
    ("ul menu", _begin_unordered, _end_list),
    ("li", _begin_item, _end_item),
    ("br", _break, None),
    ("a", _begin_anchor, _end_anchor),
    ("dt", _begin_block, _end_term),
    ("table", _begin_table, _end_table),
    ("tr", _begin_table_row, _end_table_row),
    ("td th", _begin_block, _end_cell),
    ("pre listing xmp", _begin_preformatted, _end_preformatted),
    ("header", _begin_header, _end_header),
)


@cache
def _elements() -> tuple[int, frozenset[int], dict[int, _Begin], dict[int, _End]]:
    """The number that text has in a tree, those of the elements dropped, and what each element begins and ends with."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser("x")
    number = {name: tree.create_node(name).tag_id for names, *_ in (*_ELEMENTS, (_DROPPED,)) for name in names.split()}
    return (
        tree.body.first_child.tag_id,
        frozenset(number[name] for name in _DROPPED.split()),
        {number[name]: begin for names, begin, _ in _ELEMENTS for name in names.split()},
        {number[name]: end for names, _, end in _ELEMENTS for name in names.split() if end is not None},
    )
