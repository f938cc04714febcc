"""PDFs made to harm: each is read or refused, in bounded time and memory, and nothing is raised."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import calls

from archive.errors import Refused
from archive.parsing import parse
from archive.reading import Document, pdf, pdf_pages
from archive.reading.pdf_pages import Page, Piece
from reading.pdf_writer import BOLD, Text, assemble, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PAGE: Final = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F0 3 0 R >> >> /Contents 5 0 R >>"
)
FONT: Final = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT: Final = b"BT /F0 12 Tf 1 0 0 1 60 700 Tm (Hello there) Tj ET\n"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< " + entries + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def flate(data: bytes) -> bytes:
    """A compressed stream object."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode")


def file(contents: bytes, *more: bytes, kids: bytes = b"[4 0 R]", page: bytes = PAGE, font: bytes = FONT) -> bytes:
    """A file of one page; object 3 is its font, 4 the page, 5 its contents, 6 and so on are `more`."""
    pages = b"<< /Type /Pages /Count 1 /Kids " + kids + b" >>"
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", pages, font, page, contents, *more])


def form(number: int, data: bytes) -> bytes:
    """A form whose /X is the object `number`."""
    resources = b"/Resources << /Font << /F0 3 0 R >> /XObject << /X %d 0 R >> >>" % number
    return stream(data, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources)


WITH_FORM: Final = PAGE.replace(b"/Resources << ", b"/Resources << /XObject << /X 6 0 R >> ")
CMAP: Final = b"begincmap\n" + b"1 beginbfrange\n<0000> <ffff> <0041>\nendbfrange\n" * 2000 + b"endcmap"

ATTACKS: dict[str, Callable[[], bytes]] = {
    "a page that is its own parent": lambda: file(stream(TEXT), kids=b"[2 0 R]"),
    "two pages that hold each other": lambda: file(
        stream(TEXT), b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>", kids=b"[6 0 R]"
    ),
    "a page tree without bottom": lambda: file(
        stream(TEXT),
        *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (7 + depth) for depth in range(5000)),
        kids=b"[6 0 R]",
    ),
    "one page 100,000 times": lambda: file(stream(TEXT), kids=b"[" + b"4 0 R " * 100_000 + b"]"),
    "a stream that unpacks to 300 MB": lambda: file(flate(b"\0" * 300_000_000)),
    "a stream packed three times": lambda: file(
        stream(
            zlib.compress(zlib.compress(zlib.compress(b"\0" * 100_000_000, 9), 9), 9),
            b"/Filter [/FlateDecode /FlateDecode /FlateDecode]",
        )
    ),
    "one stream 9,000 times on a page": lambda: file(
        flate(TEXT * 1000), page=PAGE.replace(b"/Contents 5 0 R", b"/Contents [" + b"5 0 R " * 9000 + b"]")
    ),
    "a run of lengths": lambda: file(stream(b"\x81 " * 5_000_000 + b"\x80", b"/Filter /RunLengthDecode")),
    "five million words": lambda: file(flate(b"(a) Tj " * 500_000)),
    "arrays without end": lambda: file(stream(b"[" * 1_000_000)),
    "arrays without end in an object": lambda: file(
        stream(TEXT), page=PAGE.replace(b"/Type /Page", b"/Type /Page /Q " + b"[" * 500_000)
    ),
    "a form within itself": lambda: file(stream(b"/X Do " + TEXT), form(6, b"/X Do /X Do " + TEXT), page=WITH_FORM),
    "forms that multiply": lambda: file(
        stream(b"/X Do " * 10 + TEXT),
        *(form(7 + depth, b"/X Do " * 10 + TEXT) for depth in range(30)),
        stream(TEXT),
        page=WITH_FORM,
    ),
    "a font of 130 million letters": lambda: file(
        stream(TEXT), stream(CMAP), font=FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    ),
    "a table of 900 million widths": lambda: file(
        stream(TEXT),
        font=b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /W [0 900000000 500] >>] >>",
    ),
    "type of endless size": lambda: file(stream(b"BT /F0 1e400 Tf 1e308 0 0 1e308 1e308 1e308 Tm (a) Tj ET")),
    "half a surrogate and a nothing": lambda: file(
        stream(TEXT),
        stream(b"begincmap\n2 beginbfchar\n<48> <D800>\n<65> <0000>\nendbfchar\nendcmap"),
        font=FONT.replace(b">>", b"/ToUnicode 6 0 R >>"),
    ),
    "tables that follow each other in a ring": lambda: file(stream(TEXT)).replace(b"/Root", b"/Prev 9 /Root"),
    "100,000 objects": lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * 100_001,
    "blank lines": lambda: b"%PDF-1.4\n" + b"\n" * 2_000_000,
    "nothing but its mark": lambda: b"%PDF-",
}


def outcome(data: bytes) -> str:
    """`read`, or the code of the refusal; the text is such as any file and database takes."""
    (found,) = pdf.read(data, "test.pdf")
    if isinstance(found, Refused):
        assert found.reason
        return found.code
    assert isinstance(found, Document)
    assert "\x00" not in found.text
    found.text.encode()
    with suppress(Refused):
        parse(found)
    return "read"


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks(name: str) -> None:
    """Each is read or refused; `make bench` measures how soon."""
    assert outcome(ATTACKS[name]()) in {"read", "malformed", "too_large", "scanned"}


MEASURE: Final = """
import json, sys
from archive.errors import Refused
from archive.reading import pdf
data = open(sys.argv[1], "rb").read()
codes = [found.code if isinstance(found, Refused) else "read" for found in pdf.read(data, "test.pdf")]
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([codes, int(peak.split()[1])]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak of memory is read as Linux tells it")
@pytest.mark.parametrize(
    "name", ["a stream that unpacks to 300 MB", "one stream 9,000 times on a page", "a font of 130 million letters"]
)
def test_memory(name: str, tmp_path: Path) -> None:
    """The bombs are refused within 300 MB."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(ATTACKS[name]())
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    codes, peak = json.loads(done.stdout)
    assert codes == ["too_large"]
    assert peak < 300 * 1024


@pytest.mark.parametrize(
    "data",
    [
        file(flate(TEXT * 2000), kids=b"[" + b"4 0 R " * 200 + b"]"),
        file(
            stream(TEXT),
            stream(b"\0" * 5_000_000),
            page=PAGE.replace(b"/F0 3 0 R", b" ".join(b"/F%d %d 0 R" % (n, 1000 + n) for n in range(2000))),
        ),
        file(stream(b"/X Do " * 400), form(7, TEXT * 500), page=WITH_FORM),
        b"%PDF-1.4\n" + b"a\n" * 2_000_000,
    ],
    ids=["many pages", "a search for each of 2,000 fonts", "many forms", "many lines to look for the end"],
)
def test_out_of_time(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes too long is broken off wherever pypdf is: between pages, in a page, in a form, in the file."""
    monkeypatch.setattr(pdf_pages, "SECONDS", 0.2)
    assert outcome(data) == "too_large"


@pytest.mark.parametrize(
    "lines",
    [
        ["word word word and so on for a line of text that goes"],
        ["1."],
        ["1. Text"],
        ["accom-"],
        ["(((((((("],
        ["The complaint"],
        ["a charge of " * 5],
        ["2.", "text"],
    ],
)
def test_cost_is_linear(lines: Sequence[str]) -> None:
    """Ten times the lines take about ten times the calls, whatever the lines are."""

    def read(count: int) -> int:
        texts = ["The Ombudsman’s final decision", *(lines[index % len(lines)] for index in range(count))]
        pieces, start = [], 0
        for index, text in enumerate(texts):
            pieces.append(Piece(start, start + len(text), 60.0, 800 - 0.5 * index, 12.0, "Helvetica"))
            start += len(text) + 1
        page = Page("\n".join(texts), tuple(pieces))
        return calls(lambda: pdf.document([page], b"", "test.pdf"))

    read(50)
    assert read(2000) < 15 * read(200)


SMALL: Final = write(
    [
        [
            Text(60, 800, "4 May 2022"),
            Text(60, 786, "Complaint reference: 21 900 001"),
            Text(60, 772, "Complaint against: Anytown Council"),
            Text(60, 740, "The Ombudsman’s final decision", BOLD, 14),
            Text(60, 710, "Summary: Short."),
            Text(60, 680, "The complaint", BOLD, 14),
            Text(60, 660, "1. Mr X complains."),
        ],
        [Text(60, 700, "2. Mrs Y agrees."), Text(60, 30, "Final decision 2")],
    ]
)
TOKENS: Final = (
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b")",
    b"obj",
    b"endobj",
    b"stream",
    b"0 R",
    b"/",
    b"-1",
    b"1e99",
    b"\x00",
)


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SMALL) - 1),
            st.one_of(st.binary(max_size=3), st.sampled_from(TOKENS)),
            st.integers(0, 20),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_broken_files(changes: list[tuple[int, bytes, int]]) -> None:
    """A file with bytes changed, put in or cut out is read or refused; nothing is raised."""
    data = bytearray(SMALL)
    for place, put, cut in changes:
        data[place : place + cut] = put
    assert outcome(bytes(data)) in {"read", "malformed", "too_large", "scanned", "encrypted"}


@given(st.integers(0, len(SMALL)))
def test_cut_files(length: int) -> None:
    """A file that was cut off anywhere is read or refused."""
    assert outcome(SMALL[:length]) in {"read", "malformed", "scanned"}


@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    """Anything behind the mark of a PDF is refused."""
    assert outcome(b"%PDF-1.7\n" + data) in {"malformed", "scanned"}
