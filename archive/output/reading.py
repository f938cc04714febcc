"""One decision to be read: as text for a terminal, or as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.decision import RELIED_ON
from archive.output.rows import markdown
from archive.output.text import one_line, styled, wrapped, written_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archive.decision import Decision, Paragraph, Reason, Remedy, Section

    Paras = Mapping[int, int | None]

FOLDED: Final = ("powers",)
"""Kinds of section that are the same stock text in every decision: one line, unless asked for."""

_LABEL_WIDTH: Final = 12
_NUMBER_WIDTH: Final = 6
_LEVEL: Final = "    "
_COUNTED: Final = (
    "[1], [2], ...: paragraph numbers counted through the decision, as the Ombudsman publishes them;"
    " the numbers printed in this copy begin again in each section."
)


def text_of(
    decision: Decision,
    names: Mapping[str, str],
    width: int,
    *,
    color: bool,
    everything: bool,
    address: tuple[str, bool] | None = None,
) -> str:
    """`decision` for a terminal of `width` columns. `names` gives reasons their names by code.

    Powers are folded to a line unless `everything`. `address`: where it is on the site, and whether that is derived.
    """
    lines = [styled(line, color=color, bold=True) for line in wrapped(one_line(decision.title), width)]
    facts = _facts(decision, address, width)
    lines += ["", *facts] if facts else []
    if decision.summary:
        lines += [
            "",
            styled("Summary", color=color, bold=True),
            *wrapped(one_line(decision.summary), width, first="  "),
        ]
    lines += _why(decision, names, _paras(decision), width, color=color)
    lines += _remedies(decision, _paras(decision), width, color=color)
    for section in decision.sections:
        lines.append("")
        if section.kind in FOLDED and not everything:
            lines += wrapped(f"{_heading(section)}: {_items(section)} of stock text (--all unfolds)", width)
            continue
        lines += [styled(line, color=color, bold=True) for line in wrapped(_heading(section), width)]
        lines += [line for paragraph in section.paragraphs for line in _paragraph(paragraph, width)]
    if any(paragraph.para_counted for section in decision.sections for paragraph in section.paragraphs):
        lines += ["", *wrapped(_COUNTED, width)]
    return "".join(f"{line}\n" for line in lines)


def why_of(decision: Decision, names: Mapping[str, str], width: int, *, color: bool) -> str:
    """Each reason of `decision` with its role, its place and the words it was read from; cited ones too."""
    paras = _paras(decision)
    lines = [styled(line, color=color, bold=True) for line in wrapped(one_line(decision.title), width)]
    for reason in decision.reasons:
        name = names.get(reason.code, reason.code)
        lines += ["", *wrapped(f"{reason.code}: {name}", width)]
        lines += wrapped(_standing(reason, paras), width, first="  ")
        lines += wrapped(f"“{one_line(reason.quote)}”", width, first="  ")
    if not decision.reasons:
        lines += ["", "No reason could be read from this decision."]
    return "".join(f"{line}\n" for line in lines)


def markdown_of(decision: Decision, names: Mapping[str, str], *, address: tuple[str, bool] | None = None) -> str:
    """`decision` as Markdown, nothing folded."""
    paras = _paras(decision)
    facts = [f"- **{label}:** {markdown(value)}" for label, value in _labelled(decision, address)]
    lines = [f"# {markdown(one_line(decision.title))}", *([""] if facts else []), *facts]
    if decision.summary:
        lines += ["", "## Summary", "", markdown(one_line(decision.summary))]
    if decision.reasons:
        lines += ["", "## Why", ""]
        for reason in decision.reasons:
            quote = markdown(one_line(reason.quote))
            lines.append(f"- {markdown(names.get(reason.code, reason.code))} ({_standing(reason, paras)}): “{quote}”")
    if decision.remedies:
        lines += ["", "## Remedies", ""]
        lines += [
            f"- {markdown(_remedy(remedy, paras))}: “{markdown(one_line(remedy.quote))}”"
            for remedy in decision.remedies
        ]
    for section in decision.sections:
        lines += ["", f"## {markdown(_heading(section))}"]
        for paragraph in section.paragraphs:
            lines += ["", f"{markdown(_number(paragraph) + ' ').lstrip()}{markdown(one_line(paragraph.text))}"]
    return "".join(f"{line}\n" for line in lines)


def _labelled(decision: Decision, address: tuple[str, bool] | None) -> list[tuple[str, str]]:
    """The facts of the title block that are known, with their labels."""
    url, derived = address or (None, False)
    subject = " > ".join(part for part in (decision.category, decision.subcategory) if part)
    facts = [
        ("Category", subject),
        ("Decision", decision.outcome),
        ("Date", written_date(decision.decision_date.isoformat()) if decision.decision_date else None),
        ("Type", decision.document_type),
        ("Complied", written_date(decision.compliance_date.isoformat()) if decision.compliance_date else None),
        ("Related", ", ".join(decision.related_references)),
        ("Address", f"{url} (put together, not read)" if derived else url),
    ]
    return [(label, one_line(value)) for label, value in facts if value]


def _facts(decision: Decision, address: tuple[str, bool] | None, width: int) -> list[str]:
    return [
        line
        for label, value in _labelled(decision, address)
        for line in wrapped(value, width, first=label.ljust(_LABEL_WIDTH))
    ]


def _why(decision: Decision, names: Mapping[str, str], paras: Paras, width: int, *, color: bool) -> Iterable[str]:
    """The reasons relied on, then those rejected, each with its words; those only cited in one line."""
    ordered = sorted(
        (reason for reason in decision.reasons if reason.role != "cited"),
        key=lambda reason: RELIED_ON.index(reason.role) if reason.role in RELIED_ON else len(RELIED_ON),
    )
    cited = dict.fromkeys(names.get(reason.code, reason.code) for reason in decision.reasons if reason.role == "cited")
    if not ordered and not cited:
        return
    yield ""
    yield styled("Why", color=color, bold=True)
    for reason in ordered:
        yield from wrapped(f"{names.get(reason.code, reason.code)} ({_standing(reason, paras)})", width, first="  ")
        yield from wrapped(f"“{one_line(reason.quote)}”", width, first="    ")
    if cited:
        yield from wrapped(f"Cited: {'; '.join(cited)}", width, first="  ", rest="    ")


def _standing(reason: Reason, paras: Paras) -> str:
    return f"{reason.role.replace('_', ' ')}, {_place(reason.section, reason.paragraph, paras)}"


def _place(section: str, position: int | None, paras: Paras) -> str:
    """`assessment, para 7`; by the count of items where the paragraph has no number to cite."""
    if position is None:
        return section
    para = paras.get(position)
    return f"{section}, item {position}" if para is None else f"{section}, para {para}"


def _paras(decision: Decision) -> Paras:
    """The running paragraph number of each item by its position."""
    return {each.position: each.para for section in decision.sections for each in section.paragraphs}


def _remedies(decision: Decision, paras: Paras, width: int, *, color: bool) -> Iterable[str]:
    if not decision.remedies:
        return
    yield ""
    yield styled("Remedies", color=color, bold=True)
    for remedy in decision.remedies:
        yield from wrapped(_remedy(remedy, paras), width, first="  ")
        yield from wrapped(f"“{one_line(remedy.quote)}”", width, first="    ")


def _remedy(remedy: Remedy, paras: Paras) -> str:
    """`payment £250.00 fixed for distress to Mr X, agreed, within one month (action, item 31)`."""
    words = [remedy.kind.replace("_", " ")]
    if remedy.amount_pence is not None:
        words.append(f"£{remedy.amount_pence // 100:,}.{remedy.amount_pence % 100:02}")
    if remedy.basis:
        words.append(remedy.basis.replace("_", " "))
    if remedy.purpose:
        words.append(f"for {remedy.purpose}")
    if remedy.payee:
        words.append(f"to {remedy.payee}")
    after = [remedy.status.replace("_", " "), *([remedy.due] if remedy.due else [])]
    return one_line(f"{' '.join(words)}, {', '.join(after)} ({_place(remedy.section, remedy.paragraph, paras)})")


def _heading(section: Section) -> str:
    return one_line(section.heading) if section.heading else f"({section.kind}; the heading is lost)"


def _items(section: Section) -> str:
    number = len(section.paragraphs)
    return f"{number} item" if number == 1 else f"{number} items"


def _paragraph(paragraph: Paragraph, width: int) -> list[str]:
    """A paragraph with its number in the margin, further in by its level."""
    margin = _LEVEL * min(paragraph.level, 4)
    label = _number(paragraph).rjust(_NUMBER_WIDTH - 1) + " "
    return wrapped(one_line(paragraph.text), width, first=margin + label)


def _number(paragraph: Paragraph) -> str:
    """`7.` as printed, `[7]` as counted; where a paragraph has no running number, its own marker."""
    if paragraph.para is None:
        return one_line(paragraph.marker or "")
    return f"[{paragraph.para}]" if paragraph.para_counted else f"{paragraph.para}."
