"""A tiny PDF writer for the tests: lines of text at places, and decisions laid out as the Ombudsman and browsers do.

`write` makes the file. `statement` lays a Decision out as the Ombudsman's own PDF, `web_print` as a browser prints the
page; both take the turns that real files take, as keyword arguments.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.decision import Decision, Paragraph

PLAIN, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"
_FONTS = (PLAIN, BOLD, ITALIC)
# The widths of Helvetica for the characters 32 to 126, in thousandths of the size.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTH = {chr(code): int(width) for code, width in enumerate(_WIDTHS.split(), start=32)} | {
    "’": 222,
    "‘": 222,
    "•": 350,
}
_TOP, _BOTTOM, _FOOT = 780.0, 70.0, 32.0


class Text(NamedTuple):
    """One line at a place: `x` and `y` in points from the lower left corner of an A4 page."""

    x: float
    y: float
    text: str
    font: str = PLAIN
    size: float = 12.0


def write(pages: Sequence[Sequence[Text]], *, compress: bool = False, turned: bool = False) -> bytes:
    """A PDF of `pages`, its text in the order given; `turned` by a quarter, as some landscape pages have it."""
    fonts = " ".join(f"/F{index} {3 + index} 0 R" for index in range(len(_FONTS)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects += [f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>" for font in _FONTS]
    bodies = [one.encode("latin-1") for one in objects]
    kids = []
    for lines in pages:
        stream = b"\n".join(_show(line, turned=turned) for line in lines)
        filtered = b"/Filter /FlateDecode " if compress else b""
        stream = zlib.compress(stream) if compress else stream
        kids.append(len(bodies) + 1)
        bodies.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << {fonts} >> >> "
                f"/Contents {len(bodies) + 2} 0 R >>"
            ).encode("latin-1")
        )
        bodies.append(b"<< " + filtered + f"/Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    bodies[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    return assemble(bodies)


def assemble(bodies: Sequence[bytes]) -> bytes:
    """A file of the objects `bodies`, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _show(line: Text, *, turned: bool) -> bytes:
    encoded = line.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    matrix = f"0 1 -1 0 {842 - line.y:g} {line.x:g}" if turned else f"1 0 0 1 {line.x:g} {line.y:g}"
    return f"BT /F{_FONTS.index(line.font)} {line.size:g} Tf {matrix} Tm (".encode() + encoded + b") Tj ET"


def width(text: str, size: float) -> float:
    """How wide `text` stands."""
    return sum(_WIDTH.get(letter, 556) for letter in text) * size / 1000


def wrap(text: str, room: float, size: float) -> Iterator[str]:
    """`text` in lines of at most `room` points."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            yield line
            longer = word
        line = longer
    yield line


class Sheet:
    """Pages being filled from top to bottom."""

    def __init__(self, *, left: float, right: float, pitch: float = 1.17) -> None:
        self.pages: list[list[Text]] = [[]]
        self.left, self.right, self.pitch = left, right, pitch
        self.y = _TOP

    def put(
        self,
        text: str,
        *,
        font: str = PLAIN,
        size: float = 12.0,
        gap: float = 6.0,
        indent: float = 0.0,
        marker: str = "",
    ) -> None:
        """A paragraph, `gap` points below the one before; its marker stands to the left of it."""
        self.y -= gap
        for index, line in enumerate(wrap(text, self.right - self.left - indent, size)):
            self.y -= self.pitch * size
            if self.y < _BOTTOM:
                self.pages.append([])
                self.y = _TOP - self.pitch * size
            if marker and not index:
                self.pages[-1].append(Text(self.left + indent - width(marker + "m", size), self.y, marker, PLAIN, size))
            self.pages[-1].append(Text(self.left + indent, self.y, line, font, size))


def statement(
    decision: Decision,
    *,
    kind: str = "final",
    labels: str = "above",
    feet: str = "first",
    numbers: str = "beside",
    bold: bool = True,
    gap: float = 6.0,
    lost: str = "",
) -> bytes:
    """The Ombudsman's own PDF of `decision`.

    `kind` is what the heading calls it. `labels`: `above` their values, `beside` them, `first` (both, then both
    values), or `last` (the box after the text). `feet`: `first` or `last` in each page's text, `apart` (title and
    number each for itself). `numbers`: `beside` the text, or `together` before all of the page's text. `bold`: whether
    headings are. `gap`: the space between paragraphs. `lost`: characters that go missing.
    """
    sheet = Sheet(left=127.0, right=563.0)
    head = _head(decision, labels)
    sheet.y = 680.0
    strong = BOLD if bold else PLAIN
    sheet.put(f"The Ombudsman’s {kind} decision", font=strong, size=14 if bold else 12)
    sheet.put(f"Summary: {decision.summary}", size=14 if bold else 12)
    for section in decision.sections:
        if section.heading:
            sheet.put(section.heading, font=strong, size=14 if bold else 12, gap=14)
        for paragraph in section.paragraphs:
            marker, indent = _official_marker(paragraph)
            sheet.put(paragraph.text, marker=marker, indent=indent, gap=gap)
    sheet.put("Investigator’s decision on behalf of the Ombudsman", font=strong, gap=20)
    pages = sheet.pages
    if numbers == "together":
        pages = [sorted(page, key=lambda line: not line.text.rstrip(".").isdigit()) for page in pages]
    pages[0] = [*pages[0], *head] if labels == "last" else [*head, *pages[0]]
    title = f"{kind.capitalize()} decision"
    for number, page in enumerate(pages, start=1):
        foot = [Text(127, _FOOT, title, BOLD, 10)] if number > 1 else []
        foot = [*foot, Text(523, _FOOT, str(number), PLAIN, 10)]
        if feet == "apart":
            foot = [line._replace(y=_FOOT - 14 * index) for index, line in enumerate(foot)]
        page[:] = [*page, *foot] if feet == "last" else [*foot, *page]
    return write(
        [[line._replace(text=line.text.translate({ord(one): None for one in lost})) for line in page] for page in pages]
    )


def _head(decision: Decision, labels: str) -> list[Text]:
    day = f"{decision.decision_date:%d %B %Y}".lstrip("0")
    values = [decision.reference, decision.council or ""]
    names = ["Complaint reference:", "Complaint against:"]
    if labels == "beside":
        lines = [day, *(f"{name} {value}" for name, value in zip(names, values, strict=True))]
    elif labels == "first":
        lines = [day, *names, *values]
    else:
        lines = [day, *(line for pair in zip(names, values, strict=True) for line in pair)]
    wrapped = [part for line in lines for part in wrap(line, 260, 9)]
    return [Text(41, 797 - 11 * index, line, BOLD if line in names else PLAIN, 9) for index, line in enumerate(wrapped)]


def _official_marker(paragraph: Paragraph) -> tuple[str, float]:
    """The marker in the Ombudsman's PDF, and how far the words stand in: numbers run on, nested ones are letters."""
    if paragraph.para is not None:
        return f"{paragraph.para}.", 0.0
    if paragraph.marker is None:
        return "", 0.0
    figure = int(paragraph.number) if paragraph.number and paragraph.number.isdigit() else 0
    marker = f"{chr(96 + figure)})" if figure else paragraph.marker
    return "•" if paragraph.number is None else marker, 12.0 + 12 * paragraph.level


def web_print(
    decision: Decision, *, bullets: bool = True, bold: bool = True, pitch: float = 1.45, address: str = ""
) -> bytes:
    """A browser's print of the decision's page.

    `bullets`: whether they are letters (else they are drawn, and leave no text). `bold`: whether headings are.
    `address`: what the browser prints below each page, with date, title and number; nothing of these without it.
    """
    sheet = Sheet(left=60.0, right=540.0, pitch=pitch)
    strong, size = (BOLD, 14.0) if bold else (PLAIN, 11.0)
    sheet.put(decision.title, font=strong, size=18 if bold else 11)
    for line in _labels(decision):
        sheet.put(line, size=11, gap=8)
    if decision.document_type == "statement":
        sheet.put("The Ombudsman's final decision:", font=strong, size=size, gap=14)
    if decision.summary:
        sheet.put(f"Summary: {decision.summary}", size=11, gap=8)
    for section in decision.sections:
        if section.heading:
            sheet.put(section.heading, font=strong, size=size, gap=14)
        for paragraph in section.paragraphs:
            marker = paragraph.marker if bullets or paragraph.number is not None else None
            inner = 30.0 * (paragraph.level + (paragraph.marker is not None))
            sheet.put(paragraph.text, size=11, gap=8, marker=marker or "", indent=inner)
    for line in _ending(decision):
        sheet.put(line, size=11, gap=8)
    for number, page in enumerate(sheet.pages, start=1):
        if address:
            page[:0] = [
                Text(24, 818, "03/02/2025, 14:07", PLAIN, 8),
                Text(200, 818, f"{decision.title} - Local Government and Social Care Ombudsman", PLAIN, 8),
                Text(24, 16, address, PLAIN, 8),
                Text(550, 16, f"{number}/{len(sheet.pages)}", PLAIN, 8),
            ]
    return write(sheet.pages, compress=True)


def _labels(decision: Decision) -> Iterator[str]:
    if decision.category:
        yield f"Category : {' > '.join(filter(None, (decision.category, decision.subcategory)))}"
    if decision.outcome:
        yield f"Decision : {decision.outcome}"
    if decision.decision_date:
        yield f"Decision date : {decision.decision_date:%d %b %Y}"


def _ending(decision: Decision) -> Iterator[str]:
    if decision.document_type == "statement":
        yield "Investigator's decision on behalf of the Ombudsman"
    if decision.compliance_date:
        yield f"Ombudsman satisfied with council's response: {decision.compliance_date:%d %B %Y}"
