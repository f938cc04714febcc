"""HTML: pages of decisions, saved from a browser or mirrored.

The text of the document is the page as it came; its rows are what the structure of the page says. No one template of
the site is expected: see `html_page` for what is looked for.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from archive.errors import Refused
from archive.reading import digest
from archive.reading.document import Document
from archive.reading.html_head import choose_address
from archive.reading.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.decision import Problem

_HEAD: Final = 4096
# A page begins with a comment, or with an element that a page or a part of one begins with.
_BEGINS: Final = re.compile(
    r"\s*+<(?:!--|!doctype\s+html|(?:html|head|body|title|meta|link|base|article|main|header|section|div|h[1-6]|p|ol|ul|dl|"
    r"table|center|span|strong|form|script|style)[\s/>])",
    re.IGNORECASE,
)
# Or its first tag comes after words: an XML declaration, the headers of an answer, the line of a tool.
_BEGINS_LATER: Final = re.compile(
    r"(?!\s*+(?:[{\[]|%PDF))(?:<\?xml[^>]*+>|[^\x00-\x08\x0e-\x1f<]{0,2048}+)"
    r"(?:\s*+<!--(?>.*?-->))*+\s*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_NAME: Final = re.compile(r"\.x?html?(?![a-z])[^/\\]*$", re.IGNORECASE)
_TAG: Final = re.compile(r"(?!\s*+(?:[{\[]|%PDF))[^\x00-\x08\x0e-\x1f]*?</?[a-z][a-z0-9]{0,9}[\s/>]", re.IGNORECASE)
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WINDOWS_1252: Final = frozenset(b"windows-1252 cp1252 x-cp1252 iso-8859-1 latin1 us-ascii ascii".split())
"""The names under which a page declares Windows-1252: the Encoding Standard of the web takes them all as that."""
_DECLARED: Final = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def matches(data: bytes, name: str) -> bool:
    """Whether `data` begins as a page does; with a name such as `.html`, whether it has a tag near its beginning."""
    if b"<" not in data[:_HEAD]:
        return False
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    head = data[:_HEAD].decode(encoding, errors="replace")
    if _BEGINS.match(head) or _BEGINS_LATER.match(head):
        return True
    return _NAME.search(name) is not None and _TAG.match(head) is not None


def read(data: bytes, path: str) -> Iterator[Document | Refused]:
    """The one document of a page."""
    from archive.reading.html_page import read_page

    try:
        text, problems = decode(data)
        page = read_page(text, text.encode() if problems or data.startswith(_MARKS) else data)
    except Refused as refused:
        yield Refused(refused.code, refused.reason, path=path, line=refused.line)
        return
    url, hints = choose_address(page.addresses, path)
    yield Document(
        path=path,
        format="html",
        text=text,
        sha256=digest(data),
        size=len(data),
        url=url,
        hints=hints,
        problems=tuple(problem for problem in problems if not _is_declared(problem, data)) + page.problems,
        rows=page.rows,
    )


def _is_declared(problem: Problem, data: bytes) -> bool:
    """Whether a problem is only that the page is not UTF-8, and the page says so itself."""
    if problem.code != "encoding_windows_1252":
        return False
    declared = _DECLARED.search(data, 0, _HEAD)
    return declared is not None and declared[1].lower() in _WINDOWS_1252
