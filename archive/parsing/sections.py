"""The text below the head: summary, sections with their headings, paragraphs, sign-off.

A heading of the catalogue is one wherever it stands alone. A free sub-heading has no mark in any text layout: it is a
short line without a full stop that items follow. It keeps the kind of its section, or has one by its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from archive.decision import Paragraph, Problem, Section
from archive.parsing import catalogue
from archive.parsing.dates import parse_date

if TYPE_CHECKING:
    from datetime import date

    from archive.parsing.lines import Line

_SUMMARY: Final = re.compile(r"summary\s*:\s*", re.IGNORECASE)
_SIGN_OFF: Final = re.compile(r"(?:investigator|ombuds(?:man|men))'?s?'? (?:final )?decision on behalf of the ombuds(?:man|men)\.?")
_SIGN_OFF_BEGINNING: Final = "investigator's decision on behalf of the ombudsman"
_SATISFIED: Final = re.compile(r"ombuds(?:man|men) satisfied with .{0,40}?response\s*:?\s*(?P<date>.*)", re.IGNORECASE)
_CITED: Final = re.compile(r"\b(?:sections?|schedule|paragraphs?|regulations?)\s+\d", re.IGNORECASE)

_LONGEST_HEADING: Final = 100
_MOST_WORDS: Final = 14
_SHORTEST_SIGN_OFF: Final = 12
# Sections whose text is stock or short: a free heading after them opens something else.
_CLOSED_KINDS: Final = frozenset({"powers", "considered", "summary", "decision"})


@dataclass(slots=True)
class _Open:
    """A section being read."""

    heading: str | None
    kind: str
    line: int
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A paragraph being read: its line and the lines that continue it."""

    line: Line
    more: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, put together."""
        return " ".join([self.line.text, *(line.text for line in self.more)])


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
        reader.take(index)
    reader.finish()
    return body


class _Reader:
    """Takes the lines one by one and opens, fills and closes sections."""

    def __init__(self, lines: list[Line], body: Body) -> None:
        self.lines = lines
        self.body = body
        self.layout = Layout(lines)
        self.sections: list[_Open] = []
        self.summary: list[Line] = []
        self.in_summary = False
        self.signed_off = False
        self.top_kind = "other"

    def take(self, index: int) -> None:
        line = self.lines[index]
        if line.marker is None and self._fixed_wording(index, line):
            return
        if self.in_summary and line.marker is None and not self._is_free_heading(index):
            line.role = "summary"
            self.summary.append(line)
            return
        self.in_summary = False
        if line.marker is None and self._is_free_heading(index):
            self._open_free(line)
            return
        self._add_item(line)

    def _fixed_wording(self, index: int, line: Line) -> bool:
        """Take a line that is a fixed wording: Summary, a heading of the catalogue, the sign-off, the status line."""
        match = _SUMMARY.match(line.text)
        if match and not self.sections and not self.summary:
            line.role = "summary"
            self.summary.append(_after(line, match.end()))
            self.in_summary = True
            return True
        if not line.folded:
            return False
        kind = catalogue.kind_of(line.folded)
        last = index + 1 == len(self.lines)
        if kind is None and last:
            kind = self._cut_off_heading(line)
        if kind == "summary" and not self.sections and not self.summary:
            line.role = "heading"
            self.in_summary = True
            return True
        if kind is not None:
            line.role = "heading"
            self._open(line, kind)
            return True
        if _SIGN_OFF.fullmatch(line.folded) or (
            last and len(line.folded) >= _SHORTEST_SIGN_OFF and _SIGN_OFF_BEGINNING.startswith(line.folded)
        ):
            line.role = "sign-off"
            self.signed_off = True
            self.in_summary = False
            return True
        satisfied = _SATISFIED.match(line.text)
        if satisfied:
            line.role = "sign-off"
            self.in_summary = False
            self._read_compliance(line, satisfied["date"])
            return True
        return False

    def _cut_off_heading(self, line: Line) -> str | None:
        kind = catalogue.beginning_of_heading(line.folded)
        if kind is not None:
            self.body.problems.append(Problem(line.number_in_file, "cut_off", f"the file ends inside the heading '{line.text}'"))
        return kind

    def _read_compliance(self, line: Line, text: str) -> None:
        self.body.satisfied = True
        day = parse_date(text)
        if day is None:
            self.body.problems.append(
                Problem(line.number_in_file, "unreadable_date", f"expected a date of satisfaction, found '{text}'")
            )
        else:
            self.body.compliance_date = day

    def _is_free_heading(self, index: int) -> bool:
        """Whether this line, no wording of the catalogue, is a heading: see the module."""
        line = self.lines[index]
        if line.heading is not None:
            return line.heading
        if not _looks_like_heading(line):
            return False
        if not line.gap and not self.layout.dense and not self._follows_heading(index):
            return False
        ahead = index + 1
        while ahead < len(self.lines) and _looks_like_heading(self.lines[ahead]):
            if catalogue.kind_of(self.lines[ahead].folded) and not self._follows_heading(index):
                return False
            ahead += 1
        if ahead == len(self.lines):
            return ahead == index + 1 and line.gap and not self.signed_off
        return self.lines[ahead].marker is not None

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
        kind = catalogue.kind_by_words(line.folded)
        if kind is None:
            kind = self.top_kind
            if not self.sections or kind in _CLOSED_KINDS:
                kind = self.top_kind = "other"
                self.body.problems.append(
                    Problem(line.number_in_file, "unknown_heading", f"'{line.text}' is not a known heading: its section has the kind other")
                )
        self.sections.append(_Open(line.text, kind, line.number_in_file))

    def _add_item(self, line: Line) -> None:
        line.role = "paragraph"
        if self.signed_off:
            self.signed_off = False
            self.body.problems.append(Problem(line.number_in_file, "text_after_sign_off", "text stands below the sign-off; it is kept"))
            self.sections.append(_Open(None, "other", line.number_in_file))
        if not self.sections:
            self.body.problems.append(Problem(line.number_in_file, "heading_lost", "text stands here without a heading"))
            self.sections.append(_Open(None, "other", line.number_in_file))
        items = self.sections[-1].items
        if items and line.marker is None and not line.gap and self.layout.continues(items[-1], line):
            items[-1].more.append(line)
        else:
            items.append(Item(line))

    def finish(self) -> None:
        words = " ".join(line.text for line in self.summary if line.text)
        self.body.summary = words or None
        numbers = Numbering([section.items for section in self.sections], self.body.problems)
        self.body.sections = tuple(
            Section(section.heading, section.kind, tuple(numbers.paragraphs(section.items)), section.line)
            for section in self.sections
        )


def _looks_like_heading(line: Line) -> bool:
    text = line.text
    return (
        line.marker is None
        and 1 < len(text) <= _LONGEST_HEADING
        and not text.endswith((".", ";", ":", ",", "!"))
        and (text[0].isupper() or text[0].isdigit() or text[0] in "‘“'\"£")
        and text.count(" ") < _MOST_WORDS
        and not _CITED.search(text)
    )


def _after(line: Line, offset: int) -> Line:
    """The part of a line that follows its label."""
    from archive.parsing.lines import Line as NewLine

    rest = NewLine(line.number_in_file, line.text[offset:], line.start + offset, line.end, exact=line.exact)
    rest.role = line.role
    return rest


class Layout:
    """What the lines of one document tell about how it was written out."""

    def __init__(self, lines: list[Line]) -> None:
        self.dense = not any(line.gap for line in lines[1:])
        """No blank lines at all (layout B, records): a heading cannot be told by the space before it."""
        self.marked = any(line.marker is not None for line in lines)

    def continues(self, item: Item, line: Line) -> bool:
        """Whether an unmarked line straight below an item goes on with it: a hard line break inside a paragraph.

        Only where items have markers; else each line is an item of its own. A citation in brackets never continues.
        """
        before = (item.more[-1] if item.more else item.line).text
        if item.line.marker is None or line.text.startswith(("(", "[")) or line.heading is False:
            return False
        if before.endswith((".", ":", ";", "?", "!", ",", "”", '"')) or before.endswith((" or", " and")):
            return line.text[0].islower() and not before.endswith((";", ":", " or", " and"))
        return True


class Numbering:
    """Levels and running paragraph numbers, over the whole decision.

    Printed numbers that run on through the sections (reports, PDFs) are the published ones. Numbers that restart in
    each section are a copy's own: then the outermost numbered paragraphs are counted. Where a restart cannot be told
    from a nested list at the same indent the count is uncertain, and `para` stays None from there on.
    """

    def __init__(self, sections: list[list[Item]], problems: list[Problem]) -> None:
        self.position = 0
        self.para = 0
        self.problems = problems
        self.sections = sections
        self.levels = {id(item): level for items in sections for item, level in _levels(items)}
        self.printed = self._runs_on()
        self.certain = True
        self.expected = 1

    def _outer_numbers(self) -> list[list[Item]]:
        return [
            [item for item in items if self.levels[id(item)] == 0 and (item.line.number or "").isdigit()] for items in self.sections
        ]

    def _runs_on(self) -> bool:
        """Whether the printed numbers never go back, through at least two numbered sections or from above 1, or unindented."""
        outer = [items for items in self._outer_numbers() if items]
        numbers = [int(item.line.number or 0) for items in outer for item in items]
        if not numbers or any(after <= before for before, after in zip(numbers, numbers[1:], strict=False)):
            return False
        return len(outer) > 1 or numbers[0] > 1 or outer[0][0].line.indent == 0

    def paragraphs(self, items: list[Item]) -> list[Paragraph]:
        """The paragraphs of the next section."""
        broken = True  # whether a number may start at 1 again here
        found = []
        for item in items:
            self.position += 1
            line = item.line
            level = self.levels[id(item)]
            para = None
            if level == 0 and line.number is not None and line.number.isdigit():
                para = self._para(int(line.number), line, may_restart=broken)
                self.expected = int(line.number) + 1
                broken = False
            else:
                broken = True
            found.append(self._paragraph(item, level, para))
        return found

    def _para(self, number: int, line: Line, *, may_restart: bool) -> int | None:
        if self.printed:
            return number
        if self.certain and number != self.expected and not (number == 1 and may_restart):
            self.certain = False
            self.problems.append(
                Problem(
                    line.number_in_file,
                    "numbers_uncertain",
                    f"expected paragraph {self.expected}, found {number}: from here on the running numbers cannot be told",
                )
            )
        if not self.certain:
            return None
        self.para += 1
        return self.para

    def _paragraph(self, item: Item, level: int, para: int | None) -> Paragraph:
        line = item.line
        exact = line.exact and not item.more
        return Paragraph(
            position=self.position,
            number=line.number,
            marker=line.marker,
            level=level,
            para=para,
            para_counted=para is not None and not self.printed,
            text=item.text,
            line=line.number_in_file,
            start=line.start if exact else None,
            end=line.end if exact else None,
        )


def _levels(items: list[Item]) -> list[tuple[Item, int]]:
    """Each item with its depth, from the indents of the marked items before it in the section."""
    stack: list[int] = []
    found = []
    for item in items:
        if item.line.marker is None:
            found.append((item, 0))
            continue
        indent = item.line.indent
        while stack and stack[-1] > indent:
            stack.pop()
        if not stack or stack[-1] < indent:
            stack.append(indent)
        found.append((item, len(stack) - 1))
    return found
