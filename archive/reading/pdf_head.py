"""The head of a PDF, as the text layouts have it: title, labels, and the line that says what kind of decision it is.

The Ombudsman's own PDF has the day alone, and the labels `Complaint reference:` and `Complaint against:`, their values
below, beside, or all values below all labels; no category, no outcome. A browser's print has the head of the web page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from archive.decision import Problem
from archive.reading.document import Row
from archive.reading.pdf_words import decision_line, is_catalogued, is_summary, letters, plain
from archive.references import PATTERN, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.reading.pdf_joins import Joiner
    from archive.reading.pdf_lines import Line, Setting

_LABEL: Final = re.compile(r"C(?i:omplaint (?:(?P<reference>references?)(?: no\.?| numbers?)?|against))\s*(?::\s*|$)")
_PAGE_LABEL: Final = re.compile(r"(?:category|decision date|decision)\s*:\s*", re.IGNORECASE)
_DAY: Final = re.compile(
    r"(?:(?:decision )?date\s*:\s*)?(?P<day>\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9},?\s+\d{4})", re.IGNORECASE
)
_REFERENCE: Final = re.compile(rf"{PATTERN}(?![\da-z])(?:\s*(?:,|;|&|and\b))?\s*", re.IGNORECASE)
_TITLE: Final = re.compile(rf".*[(\[]\s*{PATTERN}\s*[)\]]")
_BRACKET: Final = re.compile(rf"[(\[]\s*{PATTERN}\s*[)\]]")
_MARKED_DRAFT: Final = re.compile(r"\W*(?:confidential\W+)?draft\b", re.IGNORECASE)
_FINAL: Final = "The Ombudsman's final decision:"
_DRAFT: Final = "The Ombudsman's draft decision"
_LONGEST_LINE: Final = 200
_LONGEST_NAME: Final = 160
_MOST_LINES: Final = 4
_LONGEST_HEAD: Final = 8
_NEAR_LABEL: Final = 3
_NEAR: Final = 3.0
_SOME_ROOM: Final = 0.05


def split(lines: Sequence[Line]) -> tuple[list[Line], Row | None, list[Line]]:
    """The lines of the head, the row for the decision line (None where there is none), and the lines of the body.

    The row is in the parser's own wording, whatever became of the apostrophe.
    """
    for index, line in enumerate(lines):
        for taken in (1, 2):
            kind = decision_line(" ".join(part.text for part in lines[index : index + taken]))
            if kind is not None:
                row = Row(_FINAL if kind == "final" else _DRAFT, line.number, heading=False)
                return list(lines[:index]), row, list(lines[index + taken :])
        if is_summary(line.text) or (is_catalogued(line.text) and not _PAGE_LABEL.match(line.text)):
            return list(lines[:index]), None, list(lines[index:])
    labels = [index for index, line in enumerate(lines) if _PAGE_LABEL.match(line.text)]
    end = labels[-1] + 1 if labels else len(lines)
    return list(lines[:end]), None, list(lines[end:])


def find_official(
    head: list[Line], body: list[Line], setting: Setting, joiner: Joiner
) -> tuple[OfficialHead | None, list[Line], list[Line]]:
    """The head of the Ombudsman's own PDF, None where there is none, and what is left of the lines of head and body.

    Some files have its labels in a box whose text comes after the heading: there it is looked for in the first page.
    """
    first = _first_label(head)
    if first is not None:
        official = OfficialHead(head[first:], setting, joiner)
        return official, [*head[:first], *official.rest], body
    first = _first_label([line for line in body if not line.page])
    if first is None:
        return None, head, body
    official = OfficialHead(body[first : first + _LONGEST_HEAD], setting, joiner)
    return official, head, [*body[:first], *official.rest, *body[first + _LONGEST_HEAD :]]


def _first_label(lines: Sequence[Line]) -> int | None:
    """Where the head starts: at its first label, or at the day that stands before it. None where no label stands."""
    first = next((index for index, line in enumerate(lines) if _LABEL.match(line.text)), None)
    if first is None:
        return None
    above = range(first - 1, max(-1, first - _NEAR_LABEL - 1), -1)
    return next((index for index in above if _DAY.fullmatch(lines[index].text)), first)


class OfficialHead:
    """The head of the Ombudsman's own PDF: what its lines state, and `rest`, the lines that are no part of it."""

    def __init__(self, lines: Iterable[Line], setting: Setting, joiner: Joiner) -> None:
        self.setting = setting
        self.joiner = joiner
        self.day: tuple[str, int] | None = None
        self.references: list[tuple[str, int]] = []
        self.names: list[tuple[str, Line]] = []
        self.rest: list[Line] = []
        self.asked: set[str] = set()
        for line in lines:
            if not self._take(line):
                self.rest.append(line)

    def _take(self, line: Line) -> bool:
        """Take what a line states; False where that is nothing."""
        text = plain(line.text)
        if len(text) > _LONGEST_LINE:
            return False
        begin = 0
        for label in _LABEL.finditer(text):
            self._take_value(text[begin : label.start()].strip(), line)
            self.asked.add("reference" if label["reference"] else "name")
            begin = label.end()
        return self._take_value(text[begin:].strip(), line) or begin > 0

    def _take_value(self, text: str, line: Line) -> bool:
        """Take `text` for what it is by its form; False where it is nothing that the head states."""
        day = _DAY.fullmatch(text)
        if day:
            self.day = self.day or (day["day"], line.number)
            return True
        while "reference" in self.asked and (reference := _REFERENCE.match(text)):
            self.references.append((normal(reference), line.number))
            text = text[reference.end() :]
            if not text:
                return True
        if not text or "name" not in self.asked or "ombudsm" in letters(text) or not self._is_name(text, line):
            return False
        self.names.append((text, line))
        return True

    def _is_name(self, text: str, line: Line) -> bool:
        """Whether this is the name, or more of it on the next line."""
        if not self.names:
            return True
        last = self.names[-1][1]
        below = last.x is None or line.x is None or abs(last.x - line.x) <= _NEAR
        length = sum(len(name) + 1 for name, _ in self.names) + len(text)
        return below and length <= _LONGEST_NAME and not self.setting.gap(last, line)

    def rows(self) -> Iterator[Row]:
        """The title and the date, as the text layouts have them."""
        name = self.joiner.join(name for name, _ in self.names)
        if self.references:
            reference, number = self.references[0]
            yield Row(f"{name} ({reference})" if name else reference, number, heading=False)
        elif name:
            yield Row(name, self.names[0][1].number, heading=False)
        if self.day:
            yield Row(f"Decision date : {self.day[0]}", self.day[1], heading=False)

    def drafts(self, running: Iterable[Line]) -> Iterator[Row]:
        """The parser's wording for a draft, where a running line or a line of the head calls the file one."""
        for line in (*running, *self.rest):
            if _MARKED_DRAFT.match(line.text):
                yield Row(_DRAFT, line.number, heading=False)

    def problems(self) -> Iterator[Problem]:
        """What a person should know: the head names more references than a decision has."""
        kept = self.references[0][0] if self.references else ""
        others = [(reference, number) for reference, number in self.references if reference != kept]
        if others:
            told = ", ".join(reference for reference, _ in others)
            yield Problem(others[0][1], "several_references", f"the head also names {told}: it is kept as {kept}")


def page_rows(lines: Sequence[Line], setting: Setting, joiner: Joiner) -> list[Row]:
    """The rows of the head of a printed web page: title and labels, each whole where it was wrapped."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _is_more(found[-1], line, setting):
            found[-1].append(line)
        else:
            found.append([line])
    return [Row(joiner.join(plain(line.text) for line in block), block[0].number, heading=False) for block in found]


def _is_more(block: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Whether `line` is more of the title or label that `block` is."""
    above = block[-1]
    label = _PAGE_LABEL.match(block[0].text)
    if _PAGE_LABEL.match(line.text) or len(block) > _MOST_LINES:
        return False
    if label and len(block) == 1 and not above.text[label.end() :]:
        return True
    if _BRACKET.fullmatch(line.text):
        return not _TITLE.fullmatch(above.text)
    gap = setting.gap(above, line)
    alike = above.types.keys() == line.types.keys()
    if gap is False and alike and setting.stands_out(line):
        return True
    if gap or setting.room(above, line) > _SOME_ROOM:
        return False
    return label is not None or (alike and _TITLE.fullmatch(" ".join(part.text for part in (*block, line))) is not None)
