"""What reading web pages costs: 2,000 pages of 48 kB, against the HTML library alone and the same decisions as text.

Prints a table; with --write puts it into docs/figures.md. Every page is measured in turn: library, text, page.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pages import padded, sample_page, site

from bench.figures import ROOT, circumstances, spread, table, write_section

PAGES = 2_000
BATCHES = 10


def main() -> None:
    """Measure and print."""
    from selectolax.lexbor import LexborHTMLParser

    from archive.errors import Refused
    from archive.parsing import parse
    from archive.reading import read_bytes

    names = sorted(path.name for path in (ROOT / "data" / "sample").glob("*.txt") if "chapter" not in path.name)
    names = [name for name in names if name[:2] > "17"]
    texts = [(ROOT / "data" / "sample" / name).read_bytes() for name in names]
    pages = [padded(site(sample_page(name))) for name in names]

    def decide(data: bytes) -> None:
        for document in read_bytes(data, "x"):
            if isinstance(document, Refused):
                sys.exit(f"refused: {document}")
            parse(document)

    decide(pages[0])
    ratios = []
    totals = [0.0, 0.0, 0.0]
    each = PAGES // BATCHES
    for batch in range(BATCHES):
        spent = [0.0, 0.0, 0.0]
        for number in range(batch * each, (batch + 1) * each):
            page, text = pages[number % len(pages)], texts[number % len(texts)]
            marks = [time.process_time()]
            LexborHTMLParser(page.decode())
            marks.append(time.process_time())
            decide(text)
            marks.append(time.process_time())
            decide(page)
            marks.append(time.process_time())
            for step in range(3):
                spent[step] += marks[step + 1] - marks[step]
        ratios.append(spent[2] / (spent[0] + spent[1]))
        totals = [total + part for total, part in zip(totals, spent, strict=True)]
    rows = [
        ["the HTML library alone", f"{totals[0] / PAGES * 1e6:,.0f}", ""],
        ["the decision as text", f"{totals[1] / PAGES * 1e6:,.0f}", ""],
        ["the page", f"{totals[2] / PAGES * 1e6:,.0f}", f"{spread(ratios)}"],
    ]
    report = (
        f"{PAGES:,} pages of 48 kB made of the sample, read and parsed; the ratio is to the sum of the two above, over"
        f" {BATCHES} batches: median (least to greatest). The bound is 1.50.\n\n"
        + circumstances("python tests/bench/web_pages.py --write")
        + "\n"
        + table(["", "µs of CPU a page", "ratio"], rows)
    )
    sys.stdout.write(report)
    if "--write" in sys.argv:
        write_section("html", "Web pages", report)


if __name__ == "__main__":
    main()
