"""Markup made harmless before it is parsed.

The work of an HTML parser is not linear on pages made to hurt. Three things multiply: the depth (a tag may look through
all open elements), the attributes of one tag (each is compared with all before it), and unclosed `<b>`, `<a>` and the
like, which the HTML Standard copies with all their attributes into every following paragraph.

A page that is small, has few tags, and writes `<b>` and `<a>` in the ordinary way cannot hurt and is parsed as it
came: the Ombudsman's are like that. Any other is washed: written anew with its tags, a few attributes each, `<span>`
for `<b>` and the like, and without comments and scripts. The parser then sees no tag but those written here, so it does
not matter whether this module and the parser would cut the page into tags alike.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from archive.errors import Refused

MOST_TAGS: Final = 20_000
"""Tags of one page: the longest reports have some 5,000, and as many nested lists still parse within two seconds."""

LARGEST_WASHED: Final = 4 * 1024 * 1024
"""Bytes of a page without its scripts, styles and attributes: the longest decisions have some 200 kB of text."""

_LARGEST_PLAIN: Final = 128 * 1024
_COPIED: Final = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_COPIES: Final = 3 * len(_COPIED)  # the parser keeps three open elements of one name and the same attributes
_MOST_COPIES: Final = 300_000  # some 150 MB, if a page were to make the parser copy so many
# A start tag of these with attributes, in any case. The group is empty where it is not written in the ordinary way:
# then its end cannot be told without knowing whether it stands in a comment, a script or another tag.
_STYLED: Final = re.compile(
    rb"<(?:%s)[\s/](?:\s*+[^\s<>\"'=/]++(?:=\"[^\"<>]*+\"|=[^\s\"'<>=`]++)?+){0,12}+\s*+/?+(>?)"
    % b"|".join(re.sub(b"[a-z]", lambda letter: b"[%s%s]" % (letter[0], letter[0].upper()), name) for name in _COPIED)
)

_MOST_LOOKED_AT: Final = 200_000  # "<" in all, those in comments and scripts aside
_NAME: Final = rb"[^\s/>][^\s/>=]*+"
_VALUE: Final = rb"\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+"
_TAG: Final = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]*+%s(?:\s*+=\s*+(?:%s))?+)*+)[\s/]*+>?" % (_NAME, _VALUE))
_ATTRIBUTE: Final = re.compile(rb"(%s)(?:\s*+=\s*+(%s))?+" % (_NAME, _VALUE))
_MOST_ATTRIBUTES: Final = 40
_LONGEST_VALUE: Final = 500
_KEPT: Final = frozenset(b"class content hidden href id name property rel role start style type value".split())
_KEPT_WHERE_COPIED: Final = frozenset({b"hidden", b"style"})
# Elements whose text is not markup: what stands in them up to their end tag is left out.
_RAW: Final = {
    name: re.compile(rb"</" + name + rb"[\s/>]", re.IGNORECASE)
    for name in b"script style noscript iframe noembed noframes".split()
}


def guarded(markup: bytes) -> bytes:
    """`markup` as it is where it cannot hurt, else washed. Raises Refused("too_complex") for what no decision is."""
    if len(markup) <= _LARGEST_PLAIN:
        tags = markup.count(b"<")
        styled = _STYLED.findall(markup)
        if tags <= MOST_TAGS and tags * (_COPIES + len(styled)) <= _MOST_COPIES and b"" not in styled:
            return markup
    return washed(markup)


def washed(markup: bytes) -> bytes:
    """`markup` written anew: see the module. Raises Refused("too_complex"). Linear in its length."""
    pieces: list[bytes] = []
    position = tags = looked_at = 0
    while (start := markup.find(b"<", position)) >= 0:
        pieces.append(markup[position:start])
        looked_at += 1
        tag = _TAG.match(markup, start)
        if tag is not None:
            tags += 1
            piece, position = _tag(markup, tag)
            pieces.append(piece)
        elif markup.startswith((b"<!", b"<?", b"</"), start):
            position = _after_comment(markup, start)
        else:
            pieces.append(b"&lt;")
            position = start + 1
        if tags > MOST_TAGS or looked_at > _MOST_LOOKED_AT:
            raise Refused("too_complex", f"more than {MOST_TAGS:,} tags: no decision has so many")
    pieces.append(markup[position:])
    found = b"".join(pieces)
    if len(found) > LARGEST_WASHED:
        raise Refused(
            "too_complex", f"more than {LARGEST_WASHED // 1024**2} MB of text and tags: no decision has so much"
        )
    return found


def _tag(markup: bytes, tag: re.Match[bytes]) -> tuple[bytes, int]:
    """A tag as it is written anew, and where reading goes on."""
    closes, written, attributes = tag.groups()
    name = written.lower()
    if name in _RAW:
        end = None if closes else _RAW[name].search(markup, tag.end())
        return b"", tag.end() if closes else end.start() if end else len(markup)
    kept, position = _KEPT, tag.end()
    if name in _COPIED:
        kept, name = _KEPT_WHERE_COPIED, name if name == b"a" else b"span"
    if closes:
        return b"</" + name + b">", position
    pieces = [b"<" + name]
    for attribute in islice(_ATTRIBUTE.finditer(attributes), _MOST_ATTRIBUTES):
        label = attribute[1].lower()
        if label in kept:
            value = (attribute[2] or b"").strip(b"\"'")[:_LONGEST_VALUE].replace(b'"', b"&quot;")
            pieces.append(b' %s="%s"' % (label, value))
    return b"".join([*pieces, b">"]), position


def _after_comment(markup: bytes, start: int) -> int:
    """Where reading goes on after a comment, a declaration or what counts as one."""
    end = b"-->" if markup.startswith(b"<!--", start) else b">"
    found = markup.find(end, start + 2)
    return len(markup) if found < 0 else found + len(end)
