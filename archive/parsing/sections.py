"""The text below the head: summary, sections with their headings, paragraphs, sign-off.

A heading of the catalogue is one wherever it stands alone. A free sub-heading has no mark in any text layout: it is a
short line without a full stop that items follow. It keeps the kind of its section, or has one by its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from archive.decision import Problem, Section
from archive.parsing import catalogue
from archive.parsing.dates import parse_date
from archive.parsing.numbering import Numbering

if TYPE_CHECKING:
    from datetime import date

    from archive.parsing.lines import Line

_SUMMARY: Final = re.compile(r"summary\s*:\s*", re.IGNORECASE)
_SIGN_OFF: Final = re.compile(
    r"(?:investigator|ombuds(?:man|men))'?s?'? (?:final )?decision on behalf of the ombuds(?:man|men)\.?"
)
_SIGN_OFF_BEGINNING: Final = "investigator's decision on behalf of the ombudsman"
_SATISFIED: Final = re.compile(r"ombuds(?:man|men) satisfied with .{0,40}?response\s*:?\s*(?P<date>.*)", re.IGNORECASE)
_CITED: Final = re.compile(r"\b(?:Act|Regulations) \d{4}, |\bas amended\b")

_LONGEST_HEADING: Final = 100
_MOST_WORDS: Final = 14
_MOST_STACKED: Final = 6
_SHORTEST_SIGN_OFF: Final = 12
# Sections whose text is stock or short: a free heading after them opens something else.
_CLOSED_KINDS: Final = frozenset({"powers", "considered", "summary", "decision"})


@dataclass(slots=True)
class _Open:
    """A section being read."""

    heading: str | None
    kind: str
    line: int
    items: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """What stands below the head."""

    summary: str | None = None
    sections: tuple[Section, ...] = ()
    compliance_date: date | None = None
    satisfied: bool = False
    problems: list[Problem] = field(default_factory=list)


def read_body(lines: list[Line], start: int) -> Body:
    """The Body that `lines[start:]` are. Never raises; linear in the number of lines."""
    body = Body()
    reader = _Reader(lines, body)
    for index in range(start, len(lines)):
        line = lines[index]
        if line.marker is not None or not reader.takes_unmarked(index, line):
            reader.add_item(line)
    reader.finish()
    return body


class _Reader:
    """Takes the lines one by one and opens, fills and closes sections."""

    def __init__(self, lines: list[Line], body: Body) -> None:
        self.lines = lines
        self.body = body
        self.layout = Layout(lines)
        self.sections: list[_Open] = []
        self.summary: list[str] = []
        self.in_summary = False
        self.signed_off = False
        self.top_kind = "other"

    def takes_unmarked(self, index: int, line: Line) -> bool:
        """Take an unmarked line as what it is, unless it is an item."""
        if self._fixed_wording(index, line):
            return True
        if self._is_free_heading(index, line):
            self._open_free(line)
            return True
        if self.in_summary:
            line.role = "summary"
            self.summary.append(line.text)
            return True
        return False

    def _fixed_wording(self, index: int, line: Line) -> bool:
        """Take a line that is a fixed wording: Summary, a heading of the catalogue, the sign-off, the status line."""
        if self._takes_summary(line):
            return True
        return bool(line.folded) and (self._takes_heading(index, line) or self._takes_end(index, line))

    def _takes_summary(self, line: Line) -> bool:
        """`Summary: text`, or the heading `Summary`, once, before any section."""
        if self.sections or self.summary or self.in_summary:
            return False
        match = _SUMMARY.match(line.text)
        if match:
            line.role = "summary"
            self.summary.append(line.text[match.end() :])
        elif catalogue.kind_of(line.folded) == "summary":
            line.role = "heading"
        else:
            return False
        self.in_summary = True
        return True

    def _takes_heading(self, index: int, line: Line) -> bool:
        kind = catalogue.kind_of(line.folded)
        if kind is None and self._is_last(index):
            kind = self._cut_off_heading(line)
        if kind is None:
            return False
        line.role = "heading"
        # The one summary stands before all sections; a later heading of that name opens a section like any other.
        self._open(line, "other" if kind == "summary" else kind)
        return True

    def _takes_end(self, index: int, line: Line) -> bool:
        """The sign-off, perhaps cut off, or the status line of an old report."""
        cut_off = len(line.folded) >= _SHORTEST_SIGN_OFF and _SIGN_OFF_BEGINNING.startswith(line.folded)
        satisfied = _SATISFIED.match(line.text)
        if satisfied:
            self._read_compliance(line, satisfied["date"])
        elif _SIGN_OFF.fullmatch(line.folded) or (cut_off and self._is_last(index)):
            self.signed_off = True
        else:
            return False
        line.role = "sign-off"
        self.in_summary = False
        return True

    def _is_last(self, index: int) -> bool:
        return index + 1 == len(self.lines)

    def _cut_off_heading(self, line: Line) -> str | None:
        kind = catalogue.beginning_of_heading(line.folded)
        if kind is not None:
            self._problem(line, "cut_off", f"the file ends inside the heading '{line.text}'")
        return kind

    def _read_compliance(self, line: Line, text: str) -> None:
        self.body.satisfied = True
        day = parse_date(text)
        if day is None:
            self._problem(line, "unreadable_date", f"expected a date of satisfaction, found '{text}'")
        else:
            self.body.compliance_date = day

    def _is_free_heading(self, index: int, line: Line) -> bool:
        """Whether this line, no wording of the catalogue, is a heading: see the module."""
        if line.heading is not None:
            return line.heading
        set_off = line.gap or self.layout.dense or self._follows_heading(index)
        if not set_off or not _looks_like_heading(line):
            return False
        if self._is_last(index):
            return line.gap and not self.signed_off
        return self._items_follow(index)

    def _items_follow(self, index: int) -> bool:
        """Whether items stand below this line, at most other free headings between (stacked headings)."""
        for ahead in self.lines[index + 1 : index + 1 + _MOST_STACKED]:
            if not _looks_like_heading(ahead):
                return ahead.marker is not None
            if catalogue.kind_of(ahead.folded) and not self._follows_heading(index):
                return False
        return False

    def _follows_heading(self, index: int) -> bool:
        return index > 0 and self.lines[index - 1].role == "heading"

    def _open(self, line: Line, kind: str) -> None:
        self.in_summary = False
        inside_assessment = kind == "law" and self.top_kind == "assessment"
        if not inside_assessment:
            self.top_kind = kind
        self.sections.append(_Open(line.text, kind, line.number_in_file))

    def _open_free(self, line: Line) -> None:
        line.role = "heading"
        self.in_summary = False
        kind = catalogue.kind_by_words(line.folded)
        if kind is None:
            kind = self.top_kind
            if not self.sections or kind in _CLOSED_KINDS:
                kind = self.top_kind = "other"
                self._problem(line, "unknown_heading", f"'{line.text}' is no known heading: its section has kind other")
        self.sections.append(_Open(line.text, kind, line.number_in_file))

    def add_item(self, line: Line) -> None:
        """Take a line as a paragraph, or as more of the one before it."""
        line.role = "paragraph"
        self.in_summary = False
        if self.signed_off:
            self.signed_off = False
            self._problem(line, "text_after_sign_off", "text stands below the sign-off; it is kept")
            self.sections.append(_Open(None, "other", line.number_in_file))
        if not self.sections:
            self._problem(line, "heading_lost", "text stands here without a heading")
            self.sections.append(_Open(None, "other", line.number_in_file))
        items = self.sections[-1].items
        if line.marker is None and items and not line.gap and self.layout.continues(items[-1], line):
            item = items[-1]
            if item.more is None:
                item.more = []
            item.more.append(line)
        else:
            items.append(line)

    def _problem(self, line: Line, code: str, message: str) -> None:
        self.body.problems.append(Problem(line.number_in_file, code, message))

    def finish(self) -> None:
        words = " ".join(filter(None, self.summary))
        self.body.summary = words or None
        numbers = Numbering([section.items for section in self.sections], self.body.problems)
        self.body.sections = tuple(
            Section(section.heading, section.kind, tuple(numbers.paragraphs(section.items)), section.line)
            for section in self.sections
        )


def _looks_like_heading(line: Line) -> bool:
    return line.marker is None and 1 < len(line.text) <= _LONGEST_HEADING and _is_worded_as_heading(line.text)


@lru_cache(maxsize=4_000)
def _is_worded_as_heading(text: str) -> bool:
    return (
        not text.endswith((".", ";", ":", ",", "!"))
        and (text[0].isupper() or text[0].isdigit() or text[0] in "‘“'\"£")
        and text.count(" ") < _MOST_WORDS
        and not _CITED.search(text)
    )


class Layout:
    """What the lines of one document tell about how it was written out."""

    def __init__(self, lines: list[Line]) -> None:
        self.dense = not any(line.gap for line in lines[1:])
        """No blank lines at all (layout B, records): a heading cannot be told by the space before it."""
        self.marked = any(line.marker is not None for line in lines)

    def continues(self, item: Line, line: Line) -> bool:
        """Whether an unmarked line straight below an item goes on with it: a hard line break inside a paragraph.

        Where no item has a marker each line is an item of its own. A citation in brackets never continues.
        """
        before = (item.more[-1] if item.more else item).text
        if line.text.startswith(("(", "[")) or line.heading is False:
            return False
        if item.marker is None and not (self.marked and line.text[0].islower()):
            return False
        if before.endswith((".", ":", ";", "?", "!", ",", "”", '"', " or", " and")):
            return line.text[0].islower() and not before.endswith((";", ":", " or", " and"))
        return True
