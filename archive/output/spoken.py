"""One decision for a screen reader: every fact and paragraph with its label in words, lines never broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.output.reading import FOLDED, heading, labelled
from archive.output.text import one_line
from archive.output.wording import by_strength, places_of, remedy_words, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.decision import Decision, Paragraph
    from archive.output.reading import View


def spoken_of(decision: Decision, view: View) -> str:
    """`decision` as lines to be heard one after the other. Powers are named, not read out, unless `view.everything`."""
    return "".join(f"{line}\n" for line in _lines(decision, view))


def _lines(decision: Decision, view: View) -> Iterator[str]:
    places = places_of(view.whole or decision)
    yield f"Decision: {one_line(decision.title)}"
    if view.whole is None:
        yield from (f"{label}: {value.replace(' > ', ', ')}" for label, value in labelled(decision))
        if view.address is not None:
            yield f"{'Address, put together' if view.address[1] else 'Address'}: {one_line(view.address[0])}"
    if decision.summary:
        yield f"Summary: {one_line(decision.summary)}"
    for reason in by_strength(decision.reasons):
        name = view.names.get(reason.code, reason.code)
        yield f"Reason: {name}, {_in_words(standing(reason, places))}. Words: {one_line(reason.quote)}"
    for remedy in decision.remedies:
        yield f"Remedy: {_in_words(remedy_words(remedy, places))}. Words: {one_line(remedy.quote)}"
    for section in decision.sections:
        yield ""
        if section.kind in FOLDED and not view.everything and view.whole is None:
            yield f"Section left out: {heading(section)}. It is stock text; --all reads it."
            continue
        yield f"Section: {heading(section)}"
        yield from (f"{_label(each)}: {one_line(each.text)}" for each in section.paragraphs)


def _label(paragraph: Paragraph) -> str:
    if paragraph.para is not None:
        return f"Paragraph {paragraph.para}, counted" if paragraph.para_counted else f"Paragraph {paragraph.para}"
    return f"Point {one_line(paragraph.number)}" if paragraph.number else "Point"


def _in_words(text: str) -> str:
    """Places as they are said."""
    return text.replace(", para ", ", paragraph ").replace("under para ", "under paragraph ")
