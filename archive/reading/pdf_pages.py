"""PDF bytes to the text of its pages, each stretch with its place and its type: all that is asked of pypdf.

The bytes may be hostile. What pypdf may spend on them is bounded here: bytes unpacked, tokens, pages, lines and
characters, and the time for the whole file. Whatever it raises becomes a Refused; whatever it logs or warns of stays
inside.
"""

from __future__ import annotations

import logging
import math
import struct
import time
import warnings
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 5.0
"""The processor time pypdf may take over one file: a statement takes some 0.02 s a page."""
MOST_PAGES: Final = 300
"""Pages of one file: a statement has some ten at most, a report some dozens."""
MOST_CHARACTERS: Final = 1_000_000
"""Characters of one file: a page has some 3,500."""
MOST_LINES: Final = 15_000
"""Lines of one file: a page has some 50."""
_MOST_OBJECTS: Final = 100_000
_UNPACKED: Final = 4_000_000
_LIMITS: Final[dict[str, Any]] = {
    "maximum_declared_stream_length": 32_000_000,
    "array_based_stream_maximum_output_length": _UNPACKED,
    "array_maximum_element_count": 20_000,
    "dictionary_maximum_element_count": 20_000,
    "lzw_maximum_output_length": _UNPACKED,
    "run_length_maximum_output_length": _UNPACKED,
    "zlib_maximum_output_length": _UNPACKED,
    "zlib_maximum_recovery_input_length": 200_000,
    "flate_maximum_row_length": 100_000,
    "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 4 * _UNPACKED,
    "stream_parsing_work_maximum_count": 120_000,
    "page_tree_maximum_entries": 4 * MOST_PAGES,
    "page_tree_maximum_depth": 50,
    "page_tree_maximum_page_entries": 20_000,
    "xform_maximum_invocations_per_extraction": 500,
    "jbig2dec_binary": None,
}
"""The settings of pypdf (`pypdf.Configuration`): a page of a statement unpacks to 20 kB and has 5,000 tokens."""


class Piece(NamedTuple):
    """A stretch of a page's text, `text[start:end]`, set in one type; no blank at its start.

    `x` and `y` are where it starts, in points from the page's lower left corner, None where it does not stand upright;
    `size` is the height of the type in points, `font` its name as the file has it.
    """

    start: int
    end: int
    x: float | None
    y: float | None
    size: float
    font: str


class Page(NamedTuple):
    """The text of one page as pypdf gives it, and its pieces in the order of the text; none where they are not sure."""

    text: str
    pieces: tuple[Piece, ...] = ()


class _OutOfTimeError(BaseException):
    """The time is up. No Exception: pypdf passes over those in many places and would go on."""


class _Clocked(BytesIO):
    """The bytes of a file that may only be looked at until `end` of the thread's own time (time.thread_time)."""

    def __init__(self, data: bytes, end: float) -> None:
        super().__init__(data)
        self.end = end

    def check(self, *_: object) -> None:
        """Raise when the time is up."""
        if time.thread_time() > self.end:
            raise _OutOfTimeError

    def read(self, size: int | None = -1, /) -> bytes:
        self.check()
        return super().read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self.check()
        return super().seek(offset, whence)

    def getbuffer(self) -> memoryview:
        self.check()
        return super().getbuffer()


def read_pages(data: bytes) -> tuple[Page, ...]:
    """The pages of the PDF that `data` is, at least one of them with text.

    Raises Refused: `needs_pdf`, `encrypted`, `scanned` (no page has text), `too_large` (in time or size), `malformed`.
    """
    try:
        from pypdf import Configuration, apply_configuration
        from pypdf.errors import DependencyError, DeprecationError, LimitReachedError, PyPdfError

        limits = Configuration(**_LIMITS)
    except (ImportError, TypeError):
        # There is none, or an old one, which cannot be bounded.
        raise Refused("needs_pdf", "a PDF: install lgsco-archive[pdf] to read PDFs") from None

    if max(data.count(b" obj"), data.count(b"trailer")) > _MOST_OBJECTS:
        raise Refused("too_large", f"a PDF of more than {_MOST_OBJECTS} objects: no decision is")
    try:
        with _silence(), apply_configuration(limits):
            pages = _extract(_Clocked(data, time.thread_time() + SECONDS))
    except _OutOfTimeError:
        raise Refused("too_large", f"a PDF that takes more than {SECONDS:.0f} seconds to read: print it anew") from None
    except (LimitReachedError, MemoryError):
        raise Refused("too_large", "a PDF that unpacks to far more than any decision") from None
    except DependencyError:
        raise Refused("encrypted", "an encrypted PDF: save it without protection") from None
    # What pypdf 7 raises, beside its own errors, on files broken in ways it does not expect: its manual says that
    # broken files may cause any, and these are what its own tests, its issues and our broken files have shown.
    except (
        PyPdfError,
        DeprecationError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        OSError,
        RuntimeError,
        TypeError,
        ValueError,
        struct.error,
        zlib.error,
    ):
        raise Refused("malformed", "a damaged PDF that cannot be read: download or print it again") from None
    if not any(page.text.strip() for page in pages):
        raise Refused(
            "scanned",
            "a PDF of pictures without text, perhaps scanned: find the page on the web, or have its text recognised",
        )
    return pages


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what pypdf logs, and the warnings it gives, to itself."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _extract(stream: _Clocked) -> tuple[Page, ...]:
    """The pages of the file, each with its text. Raises Refused, _OutOfTimeError and whatever pypdf raises."""
    import pypdf

    reader = pypdf.PdfReader(stream, root_object_recovery_limit=1000, xref_stream_maximum_entries=_MOST_OBJECTS)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted", "an encrypted PDF that asks for a password: save it without one")
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise Refused("too_large", f"a PDF of {count} pages: no decision has more than {MOST_PAGES}")
    if not count:
        raise Refused("malformed", "a PDF without pages: download or print it again")
    pages = []
    characters = lines = 0
    for page in reader.pages:
        stream.check()
        pages.append(_page(page, stream))
        characters += len(pages[-1].text)
        lines += sum(map(pages[-1].text.count, "\n\r"))
        if characters > MOST_CHARACTERS or lines > MOST_LINES:
            raise Refused(
                "too_large", f"a PDF of more than {MOST_CHARACTERS} characters or {MOST_LINES} lines: no decision is"
            )
    return tuple(pages)


def _page(page: Any, stream: _Clocked) -> Page:  # noqa: ANN401 - pypdf is not there to be named where it is not installed
    """The text of one page with its pieces."""
    texts: list[str] = []
    pieces: list[Piece] = []
    position = 0

    def visit(text: str, outer: list[float], inner: list[float], font: Any, size: float) -> None:  # noqa: ANN401
        nonlocal position
        if text and not text.isspace():
            x, y, scale = _place(inner, outer)
            start = position + len(text) - len(text.lstrip())
            name = str(font and font.get("/BaseFont"))
            pieces.append(Piece(start, position + len(text), x, y, size * scale, name))
        position += len(text)
        texts.append(text)

    raw = page.extract_text(visitor_text=visit, visitor_operand_before=stream.check)
    # Halves of surrogate pairs and NULs, which no database or file takes.
    text = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")
    # Where the pieces do not add up to the text, nothing is known of where it stands.
    certain = raw == "".join(texts) and len(raw) == len(text)
    return Page(text, tuple(pieces) if certain else ())


_FURTHEST: Final = 20_000.0
_UPRIGHT: Final = 0.01


def _place(inner: list[float], outer: list[float]) -> tuple[float | None, float | None, float]:
    """Where text starts that is set by the matrix `inner` within `outer`, and how much larger it stands there."""
    a, b, c, d, e, f = inner
    o, p, q, r, s, t = outer
    across, aslant, lean, up = a * o + b * q, a * p + b * r, c * o + d * q, c * p + d * r
    x, y = e * o + f * q + s, e * p + f * r + t
    scale = math.hypot(lean, up)
    if not all(map(math.isfinite, (x, y, scale))) or max(abs(x), abs(y)) > _FURTHEST:
        return None, None, 1.0
    if across <= 0 or abs(aslant) > _UPRIGHT * across or abs(lean) > abs(up):
        return None, None, scale
    return x, y, scale
