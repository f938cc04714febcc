"""The head of a document: whose decision it is, its labels, and whether it is a decision at all.

Accepted is a document with one reference of the Ombudsman's form in its title line, address or carrier's fields, and
the final-decision line or at least two of Category, Decision, Decision date, as labels or as fields; refused are
drafts, listings, files of several decisions, and everything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from archive.errors import Refused
from archive.parsing import catalogue
from archive.references import PATTERN, normal

if TYPE_CHECKING:
    from archive.decision import Reference
    from archive.parsing.lines import Line
    from archive.reading.document import Document

_OMBUDSMAN: Final = "the ombuds"
"""What the final-decision line and that of a draft begin with."""
_TITLE: Final = re.compile(rf"(?P<name>.*?)\s*[(\[]\s*{PATTERN}\s*[)\]]")
_BARE: Final = re.compile(PATTERN)
_OTHER_NUMBER: Final = re.compile(r".*\((\d{8,10}|\d{5,})\)")
_LABEL: Final = re.compile(r"(?P<label>category|decision date|decision)\s*:\s*", re.IGNORECASE)
_LABELS: Final = frozenset({"category", "decision", "decision date"})
_FINAL: Final = re.compile(r"the ombuds(?:man|men)'?s?'? final decision")
_DRAFT: Final = re.compile(r"the ombuds(?:man|men)'?s?'? draft decision")
_SUMMARY: Final = re.compile(r"summary\s*:", re.IGNORECASE)
_LONGEST_NAME: Final = 160
_LONGEST_OF_HEAD: Final = 300
_ENOUGH_LABELS: Final = 2


@dataclass(slots=True)
class Header:
    """What the head states. `labels` maps a label to its value and line; `body` is the index of the first line after.

    `unread` are unmarked lines that are neither title nor label nor furniture.
    """

    reference: Reference | None = None
    council: str | None = None
    labels: dict[str, tuple[str, int]] = field(default_factory=dict)
    decision_line: bool = False
    body: int = 0
    unread: list[Line] = field(default_factory=list)


def read_header(lines: list[Line], document: Document) -> Header:
    """The head of the document whose `lines` these are. Raises Refused, with the line, for what is not a decision."""
    _refuse_draft(lines)
    header = Header()
    final = _final_line(lines)
    title_line: Line | None = None
    index = 0
    header.body = len(lines)
    while index < len(lines):
        line = lines[index]
        if index == final:
            line.role = "decision line"
            header.decision_line = True
            header.body = index + 1
            break
        if label := _label_at(lines, index):
            index = _read_label(lines, index, label, header)
            continue
        if (title := _title(line)) is not None:
            if title_line is not None and header.reference != title[1]:
                raise Refused(
                    "listing",
                    f"a list of decisions, not one: a second title (the first is on line {title_line.number_in_file})",
                    line=line.number_in_file,
                )
            if title_line is None:
                title_line = line
                header.council, header.reference = title
            line.role = "header"
        elif final is None and (header.labels or _opens_text(line)):
            header.body = index
            break
        else:
            # Before the final-decision line stand the site's furniture and, in some copies, a list of contents.
            line.role = "furniture"
            if line.marker is None:
                header.unread.append(line)
        index += 1
    _refuse_unless_decision(header, lines, document)
    _refuse_several(lines, header)
    return header


def _final_line(lines: list[Line]) -> int | None:
    """The index of the final-decision line, unless real text stands before it."""
    for index, line in enumerate(lines):
        if _is_final(line):
            return index
        if len(line.text) > _LONGEST_OF_HEAD:
            return None
    return None


def _is_final(line: Line) -> bool:
    return line.folded.startswith(_OMBUDSMAN) and _FINAL.fullmatch(line.folded) is not None


def _opens_text(line: Line) -> bool:
    return line.marker is None and (_SUMMARY.match(line.text) is not None or catalogue.kind_of(line.folded) is not None)


def _title(line: Line) -> tuple[str | None, Reference] | None:
    """Name and reference of a title line, or None. The reference stands in the last bracket, or alone."""
    if not line.text or len(line.text) > _LONGEST_NAME + 20:
        return None
    if line.marker is not None and line.number is not None:
        return None
    bare = _BARE.fullmatch(line.text)
    if bare:
        return None, normal(bare)
    match = _TITLE.fullmatch(line.text) if line.text.endswith((")", "]")) else None
    if match and len(match["name"]) <= _LONGEST_NAME:
        return match["name"].strip() or None, normal(match)
    return None


def _label_at(lines: list[Line], index: int) -> str | None:
    """The label that starts at this line, folded: `Category : ...`, or alone with its colon here or a line below."""
    line = lines[index]
    if line.marker is not None:
        return None
    match = _LABEL.match(line.text)
    if match:
        return " ".join(match["label"].lower().split())
    if line.folded in _LABELS and index + 1 < len(lines):
        following = lines[index + 1]
        if following.text.startswith(":") or line.folded != "decision" or following.folded in catalogue.outcomes():
            return line.folded
    return None


def _read_label(lines: list[Line], index: int, label: str, header: Header) -> int:
    """Take the value of `label`, over as many lines as it stands on. Gives the index of the line after it."""
    line = lines[index]
    line.role = "header"
    match = _LABEL.match(line.text)
    pieces = [line.text[match.end() :]] if match else []
    index += 1
    while index < len(lines):
        following = lines[index]
        if following.marker is not None and following.marker != "-":
            break
        joins = (
            not "".join(pieces).strip(" :")
            or following.text.startswith((">", ":"))
            or (label == "category" and "".join(pieces).rstrip().endswith(">"))
        )
        if not joins or _label_at(lines, index) or _FINAL.fullmatch(following.folded):
            break
        following.role = "header"
        pieces.append(following.text)
        index += 1
    value = " ".join(" ".join(pieces).split()).lstrip(": ")
    if value and label not in header.labels:
        header.labels[label] = (value, line.number_in_file)
    return index


def _refuse_draft(lines: list[Line]) -> None:
    for line in lines:
        if line.folded.startswith(_OMBUDSMAN) and _DRAFT.fullmatch(line.folded):
            raise Refused("draft", "a draft decision: only final decisions are taken in", line=line.number_in_file)


def _refuse_unless_decision(header: Header, lines: list[Line], document: Document) -> None:
    first = lines[0].number_in_file if lines else 1
    if not lines:
        raise Refused("empty", "nothing to read: the file is empty or blank", line=1)
    reference = header.reference or document.hints.reference
    if reference is None:
        for line in lines[:20]:
            other = _OTHER_NUMBER.fullmatch(line.text)
            if other:
                raise Refused(
                    "not_a_decision",
                    f"'{other[1]}' is no reference of this Ombudsman (YY NNN NNN): another ombudsman's decision?",
                    line=line.number_in_file,
                )
        raise Refused(
            "not_a_decision",
            "no reference (YY NNN NNN) in a title line or the file's address: not this Ombudsman's decision",
            line=first,
        )
    hints = document.hints
    fields = [hints.category, hints.outcome, hints.decision_date]
    stated = max(len(header.labels), sum(value is not None for value in fields))
    if not header.decision_line and stated < _ENOUGH_LABELS:
        titles = {title[1]: line for line in lines if (title := _title(line)) is not None}
        if len(titles) > 1:
            raise Refused(
                "listing",
                f"a list of {len(titles)} decisions, not one: save the page of each decision",
                line=list(titles.values())[1].number_in_file,
            )
        raise Refused(
            "not_a_decision",
            'neither "The Ombudsman\'s final decision" nor the lines Category, Decision, Decision date: not a decision',
            line=first,
        )


def _refuse_several(lines: list[Line], header: Header) -> None:
    """Two decisions in one file would become one: a second final-decision line, or a second title with its labels."""
    for index in range(header.body, len(lines)):
        line = lines[index]
        if not line.folded:
            continue
        second = header.decision_line and _is_final(line)
        if not second and line.text.endswith((")", "]")) and index + 1 < len(lines):
            second = _title(line) is not None and _label_at(lines, index + 1) is not None
        if second:
            raise Refused(
                "several_decisions",
                "a second decision starts here: save each decision as a file of its own",
                line=line.number_in_file,
            )
