"""Inputs of any size that try to make their reader slow: each repeats one thing rules pair, nest or look back on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from making import HEAD
from pages import HEAD as PAGE_HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

_BLANKS: Final = " " * 24
"""So many that a megabyte has no more lines than are read of any text."""
_START: Final = f"{HEAD}Summary: The Council was at fault.\n\n"


def _repeated(
    piece: str, *, first: str = "  1. ", last: str = "\n", under: str = "My assessment"
) -> Callable[[int], str]:
    """A maker of texts of so many characters: a head, the heading `under`, then `piece` again and again."""
    start = f"{_START}{under}\n\n{first}"

    def made(size: int) -> str:
        return f"{start}{piece * (max(size - len(start) - len(last), 0) // len(piece))}{last}"

    return made


TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "one long line of words": _repeated("rain "),
    "one long word": _repeated("a"),
    "blanks": _repeated(" ", last="x\n"),
    "blank lines": _repeated(f"{_BLANKS}\n", last="x\n"),
    "short lines": _repeated("It rained for the whole of the day\n", first=""),
    "numbered paragraphs": _repeated("  7. It rained again and then it was dry.\n\n", first=""),
    "headings": _repeated(f"The complaint{_BLANKS}\n", first=""),
    "headings nobody knows": _repeated(f"Another heading{_BLANKS}\n", first=""),
    "markers alone": _repeated(f"  1.{_BLANKS}\n", first=""),
    "markers in each other": _repeated("1. (a) - "),
    "nested lists": _repeated("  1. the Council:\n    • did not say;\n      • or did not do what it said\n", first=""),
    "opening brackets": _repeated("("),
    "brackets": _repeated("(a (b) c) "),
    "quotes": _repeated('“no” ‘yes’ "so" '),
    "opening quotes": _repeated("“"),
    "full stops": _repeated("a. "),
    "no full stop": _repeated("the Council and the Council, "),
    "faults": _repeated("We found fault. "),
    "faults in one sentence": _repeated("fault causing injustice "),
    "reasons": _repeated("We will not investigate because there is not enough evidence of fault. "),
    "reasons in one sentence": _repeated("not enough evidence of fault and no injustice because it was late, "),
    "negations": _repeated("not no never without "),
    "references": _repeated("21 900 001, "),
    "references in their addresses": _repeated("https://www.lgo.org.uk/decisions/housing/21-900-001 "),
    "amounts": _repeated("£250 ", under="Agreed action"),
    "payments": _repeated("The Council will pay Mr X £250. ", under="Agreed action"),
    "payments in one sentence": _repeated("pay £100 and £200 to Mr X, ", under="Agreed action"),
    "promises": _repeated(
        "The Council has agreed to apologise, review its policy and train staff. ", under="Agreed action"
    ),
    "reasons in the decision": _repeated("I found fault. ", under="Final decision"),
    "digits": _repeated("1"),
    "digits with commas": _repeated("1,", first="£", under="Agreed action"),
    "dates": _repeated("12 April 2022, "),
    "deadlines": _repeated("within one month of 3 May, ", under="Agreed action"),
    "acts": _repeated("the Housing Act 1996, section 193(2), "),
    "sections": _repeated("s.24A(6) "),
    "capital letters": _repeated("Mr X Ms Y Dr Z "),
    "furniture": _repeated(f"Back to top{_BLANKS}\n", first=""),
    "labels": _repeated("Category : Housing > Allocations\n", first=""),
    "carriage returns": _repeated(f"a{_BLANKS}\r"),
    "characters that are left out": _repeated("\u200b"),
    "tags never closed": _repeated("<div "),
    "tags": _repeated("<b>x</b>"),
}
"""By name, what makes a text of so many characters."""


def _page(piece: str, last: str = "") -> Callable[[int], str]:
    """A maker of pages of so many characters: the head of a decision, then `piece` again and again."""
    start = f"<!doctype html>{PAGE_HEAD}<h3>The complaint</h3>"
    return lambda size: f"{start}{piece * (max(size - len(start) - len(last), 0) // len(piece))}{last}"


PAGES: Final[dict[str, Callable[[int], str]]] = {
    "paragraphs": _page("<p>It rained for the whole of the day.</p>"),
    "paragraphs never closed": _page("<p>It rained for the whole of the day."),
    "inline elements": _page("<b>a</b> <i>b</i> "),
    "inline elements never closed": _page("<b>it rained"),
    "lists": _page("<ol><li>it rained<li>it was dry</ol>"),
    "lists never closed": _page("<ol><li>it rained for the whole of the day and the night"),
    "tables": _page("<table><tr><td>a<td>b</table>"),
    "cells": _page("<td>it rained", last="</table>"),
    "definitions": _page("<dt>it rained<dd>it was dry"),
    "comments": _page("<!-- it rained -->it was dry"),
    "comments never closed": _page("<!-- it rained "),
    "entities": _page("&amp;&#163;&lt;b "),
    "line breaks": _page("it rained<br>"),
    "tags never closed": _page("<div it-rained "),
    "attributes": _page('<p class="a" id="b" style="c">it rained</p>'),
    "addresses": _page('<a href="https://www.lgo.org.uk/decisions/housing/21-900-001">it rained</a> '),
    "scripts": _page("<script>if (a < b) { c() }</script>it rained"),
}


def _value(start: str, piece: str, last: str) -> Callable[[int], str]:
    return lambda size: f"{start}{piece * (max(size - len(start) - len(last), 0) // len(piece))}{last}"


_RECORD: Final = '{"reference": "21 900 001", "text": "It rained."}'
RECORDS: Final[dict[str, Callable[[int], str]]] = {
    "records in a list": _value(f"[{_RECORD}", f", {_RECORD}", "]"),
    "records on lines": _value("", f"{_RECORD}\n", ""),
    "lists never closed": _value("[", "[", ""),
    "objects never closed": _value("", '{"a":', ""),
    "a long text": _value('{"text": "', "It rained. ", '"}'),
    "a text of escapes": _value('{"text": "', "\\n\\u00a3", '"}'),
    "a text never closed": _value('{"text": "', "It rained. ", ""),
    "quotes": _value("[", '"",', '""]'),
    "fields": _value('{"text": "a"', ', "b": [1, {"c": "d"}]', "}"),
    "numbers": _value('{"text": ', "1", "}"),
}

QUERIES: Final[dict[str, str]] = {
    "words": "damp ",
    "phrases": '"damp mould" ',
    "opening quotes": ' "damp',
    "opening brackets": "(",
    "brackets": "(damp) ",
    "closing brackets": ") ",
    "alternatives": "damp OR ",
    "negations": "NOT ",
    "minus signs": "-",
    "stars": "damp* ",
    "sections": "in:complaint damp ",
    "sections before nothing": "in:complaint ) ",
    "sections in brackets": "(in:summary) ",
    "sections that are none": "in:x damp ",
    "fields": "council:northwick ",
    "fields that are none": "counil:x ",
    "values": "council:(a OR b ",
    "distances": "near(damp mould, 5) ",
    "distances never closed": "near(damp ",
    "forms": "exact:damp ",
    "forms in brackets": "exact:(damp ",
    "references": "ref:21 000 001 ",
    "parts of words": "a-b'c.d ",
}
"""By name, a piece of a query that is typed again and again."""
