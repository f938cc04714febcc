"""One decision to be read: as text for a terminal, or as Markdown."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.output.rows import markdown
from archive.output.text import bold_marks, bolded, one_line, with_marks, wrapped, written_date
from archive.output.wording import by_strength, places_of, remedy_words, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archive.decision import Decision, Paragraph, Reason, Section


FOLDED: Final = ("powers",)
"""Kinds of section that are the same stock text in every decision: one line, unless asked for."""
WIDEST: Final = 100
"""Columns of text to be read, however wide the terminal is: longer lines lose the eye."""

_LABEL_WIDTH: Final = 13
_NUMBER_WIDTH: Final = 6
_LEVEL: Final = "    "
_COUNTED: Final = (
    "[1], [2], ...: paragraph numbers counted through the decision, as the Ombudsman publishes them;"
    " the numbers printed in this copy begin again in each section."
)
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class View(NamedTuple):
    """How a decision is to be shown.

    `width` is the terminal's. `everything`: powers are not folded. `names` gives reasons their names by code.
    `address`: where the decision is on the site, and whether that is derived. `marked` gives texts with what was looked
    for between ON and OFF. `whole` is the decision that what is shown is an excerpt of; None where all of it is shown.
    """

    width: int = 80
    color: bool = False
    everything: bool = False
    names: Mapping[str, str] = _NOTHING
    address: tuple[str, bool] | None = None
    marked: Mapping[str, str] = _NOTHING
    whole: Decision | None = None


def text_of(decision: Decision, view: View) -> str:
    """`decision` for a terminal. Powers are folded to a line unless `view.everything`."""
    page = _Page(view)
    page.heading(decision.title)
    facts = labelled(decision) if view.whole is None else []
    if facts or (view.whole is None and view.address):
        page.lines.append("")
        page.facts(facts, view.address if view.whole is None else None)
    if decision.summary:
        page.section("Summary")
        page.text(decision.summary, first="  ")
    _why(page, decision)
    _remedies(page, decision)
    for section in decision.sections:
        page.lines.append("")
        if section.kind in FOLDED and not view.everything and view.whole is None:
            page.text(f"{heading(section)}: stock text folded, {_folded(section)} (--all opens)")
            continue
        page.heading(heading(section))
        for paragraph in section.paragraphs:
            page.paragraph(paragraph)
    counted = any(paragraph.para_counted for section in decision.sections for paragraph in section.paragraphs)
    if counted and view.whole is None:
        page.lines.append("")
        page.text(_COUNTED)
    return "".join(f"{line}\n" for line in page.lines)


def why_of(decision: Decision, view: View) -> str:
    """Each reason of `decision` with its role, its place and the words it was read from; cited ones too."""
    places = places_of(decision)
    page = _Page(view)
    page.heading(decision.title)
    for reason in decision.reasons:
        page.lines.append("")
        page.text(f"{reason.code}: {view.names.get(reason.code, reason.code)}")
        page.text(standing(reason, places), first="  ")
        page.text(f"“{one_line(reason.quote)}”", first="  ")
    if not decision.reasons:
        page.lines += ["", "No reason could be read from this decision."]
    return "".join(f"{line}\n" for line in page.lines)


class _Page:
    """Lines for a terminal, added from above."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.width = min(view.width, WIDEST)
        self.lines: list[str] = []
        self._above = {} if view.whole is None else _numbered_above(view.whole)
        self._last: Paragraph | None = None

    def heading(self, text: str) -> None:
        self.lines += [bolded(line, color=self.view.color) for line in wrapped(one_line(text), self.width)]

    def section(self, title: str) -> None:
        self.lines.append("")
        self.heading(title)

    def text(self, text: str, *, first: str = "", rest: str | None = None) -> None:
        """A paragraph of text, what was looked for in it marked."""
        marked = with_marks(self.view.marked.get(text, text), color=self.view.color)
        self.lines += bold_marks(wrapped(marked, self.width, first=first, rest=rest))

    def facts(self, facts: Iterable[tuple[str, str]], address: tuple[str, bool] | None) -> None:
        for label, value in facts:
            self.text(value, first=label.ljust(_LABEL_WIDTH))
        if address is not None:
            self._address(one_line(address[0]), derived=address[1])

    def _address(self, url: str, *, derived: bool) -> None:
        """The address unbroken, so that it can be clicked or copied, on a line of its own where that is needed."""
        label = "Address".ljust(_LABEL_WIDTH)
        if derived:
            self.lines += [f"{label}(put together from category and reference, not read)", f"  {url}"]
        elif len(label) + len(url) <= self.width:
            self.lines.append(label + url)
        else:
            self.lines += ["Address", f"  {url}"]

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph with its number in the margin, further in by its level.

        Where an excerpt has left out the numbered paragraph above, its number is there all the same, to be cited.
        """
        above = self._above.get(paragraph.position)
        if above is not None and above != self._last:
            self.lines.append(f"{number(above):>{_NUMBER_WIDTH - 1}} …")
        self._last = above if paragraph.para is None else paragraph
        margin = _LEVEL * min(paragraph.level, 4)
        self.text(paragraph.text, first=margin + number(paragraph).rjust(_NUMBER_WIDTH - 1) + " ")


def _numbered_above(decision: Decision) -> dict[int, Paragraph]:
    """By position, for what has no number of its own, the numbered paragraph it follows in its section."""
    found = {}
    for section in decision.sections:
        above = None
        for each in section.paragraphs:
            if each.para is not None:
                above = each
            elif above is not None:
                found[each.position] = above
    return found


def _why(page: _Page, decision: Decision) -> None:
    """The reasons relied on, the strongest first, then those rejected, each with its words; the rest in a line."""
    names, places = page.view.names, places_of(decision)
    reasons: dict[str, list[Reason]] = {}
    for reason in by_strength(decision.reasons):
        reasons.setdefault(reason.code, []).append(reason)
    cited = dict.fromkeys(reason.code for reason in decision.reasons if reason.code not in reasons)
    if not reasons and not cited:
        return
    page.section("Why")
    for code, found in reasons.items():
        page.text(names.get(code, code), first="  ")
        for reason in found:
            page.text(f"{standing(reason, places)}: “{one_line(reason.quote)}”", first="    ", rest="      ")
    if cited:
        page.text(f"Only cited: {'; '.join(names.get(code, code) for code in cited)}", first="  ", rest="    ")


def _remedies(page: _Page, decision: Decision) -> None:
    if not decision.remedies:
        return
    places = places_of(decision)
    page.section("Remedies")
    for remedy in decision.remedies:
        page.text(remedy_words(remedy, places), first="  ")
        page.text(f"“{one_line(remedy.quote)}”", first="    ")


def markdown_of(decision: Decision, names: Mapping[str, str], *, address: tuple[str, bool] | None = None) -> str:
    """`decision` as Markdown, nothing folded."""
    return "".join(f"{line}\n" for line in _markdown(decision, names, address))


def _markdown(decision: Decision, names: Mapping[str, str], address: tuple[str, bool] | None) -> Iterator[str]:
    places = places_of(decision)
    yield f"# {markdown(one_line(decision.title))}"
    facts = labelled(decision)
    if address is not None:
        facts.append(("Address", f"{one_line(address[0])}{' (put together, not read)' if address[1] else ''}"))
    if facts:
        yield ""
        yield from (f"- **{label}:** {markdown(value)}" for label, value in facts)
    if decision.summary:
        yield from ("", "## Summary", "", markdown(one_line(decision.summary)))
    if decision.reasons:
        yield from ("", "## Why", "")
        for reason in decision.reasons:
            quote = markdown(one_line(reason.quote))
            yield f"- {markdown(names.get(reason.code, reason.code))} ({standing(reason, places)}): “{quote}”"
    if decision.remedies:
        yield from ("", "## Remedies", "")
        for remedy in decision.remedies:
            yield f"- {markdown(remedy_words(remedy, places))}: “{markdown(one_line(remedy.quote))}”"
    for section in decision.sections:
        yield from ("", f"## {markdown(heading(section))}")
        for each in section.paragraphs:
            yield from ("", f"{markdown(number(each) + ' ').lstrip()}{markdown(one_line(each.text))}")


def labelled(decision: Decision) -> list[tuple[str, str]]:
    """The facts of the title block that are known, with their labels; the address is not among them."""
    subject = " > ".join(part for part in (decision.category, decision.subcategory) if part)
    disposition = decision.disposition and f"{decision.disposition.replace('_', ' ')} (derived)"
    facts = [
        ("Category", subject),
        ("Outcome", decision.outcome),
        ("Disposition", disposition),
        ("Date", written_date(decision.decision_date.isoformat()) if decision.decision_date else None),
        ("Type", decision.document_type),
        ("Complied", written_date(decision.compliance_date.isoformat()) if decision.compliance_date else None),
        ("Related", ", ".join(decision.related_references)),
    ]
    return [(label, one_line(value)) for label, value in facts if value]


def heading(section: Section) -> str:
    """A heading as printed, or what is known of one that is lost."""
    return one_line(section.heading) if section.heading else f"({section.kind}; the heading is lost)"


def number(paragraph: Paragraph) -> str:
    """`7.` as printed, `[7]` as counted; where a paragraph has no running number, its own marker."""
    if paragraph.para is None:
        return one_line(paragraph.marker or "")
    return f"[{paragraph.para}]" if paragraph.para_counted else f"{paragraph.para}."


def _folded(section: Section) -> str:
    """`paragraphs 5 to 8`; by count where they have no running numbers."""
    paras = [each.para for each in section.paragraphs if each.para is not None]
    if not paras:
        items = len(section.paragraphs)
        return f"{items} item" if items == 1 else f"{items} items"
    return f"paragraph {paras[0]}" if len(paras) == 1 else f"paragraphs {paras[0]} to {paras[-1]}"
