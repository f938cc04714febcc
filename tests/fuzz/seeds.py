"""Where the fuzzer begins, made when it runs: the sample in each format, and the words that the readers look for."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Final

from conftest import ROOT
from making import decision
from pages import SAMPLE, SHAPES, TRUTHS, outline
from strategies import FIXED, FURNITURE, HEADINGS, MARKERS, QUERY_PIECES, TAGS, WORDS

from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CORPUS: Final = ROOT / "tests" / "fuzz" / "corpus"
LONGEST_TOKEN: Final = 64
"""Bytes of one entry of a dictionary; libFuzzer takes no longer ones."""


def seeds(name: str) -> Iterator[bytes]:
    """Inputs for the target `name` that it reads to the end."""
    texts = [(SAMPLE / truth["file"]).read_bytes() for truth in TRUTHS]
    if name == "text":
        yield from texts
    elif name == "show":
        yield from (text.partition(b"\n\n")[2] for text in texts)
        yield from (f"{row['example']}\n".encode() for row in read_rows("phrasings.csv"))
    elif name == "html":
        for truth in TRUTHS[::3]:
            page = outline((SAMPLE / truth["file"]).read_text(encoding="utf-8-sig"), truth["headings"])
            yield from (shape(page) for shape in SHAPES.values())
    elif name == "json":
        yield from _records()
    else:
        yield from (query.encode() for query in _queries())


def kept(name: str) -> list[bytes]:
    """The inputs in the repository that together reach all that the fuzzer has reached of the target `name`."""
    with (CORPUS / f"{name}.jsonl").open(encoding="ascii") as file:
        return [json.loads(line).encode("latin-1") for line in file]


def keep(name: str, inputs: Iterable[bytes]) -> None:
    """Write what `kept` reads: a line an input, the shortest first, each byte as the character of its number."""
    lines = [json.dumps(each.decode("latin-1")) for each in sorted(inputs, key=lambda each: (len(each), each))]
    (CORPUS / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def dictionary(name: str) -> list[bytes]:
    """What the target `name` looks for, in pieces to be put anywhere."""
    words: Iterable[str]
    if name in {"query", "search"}:
        words = QUERY_PIECES
    else:
        words = [*HEADINGS, *MARKERS, *FURNITURE, *FIXED, *WORDS]
        words = [*words, *(row["heading"] for row in read_rows("headings.csv"))]
        if name == "html":
            words = [*words, *TAGS]
        elif name == "json":
            words = [*words, *(f'"{row["field"]}":' for row in read_rows("record_fields.csv"))]
        elif name == "show":
            words = [*words, *(row["provision"] for row in read_rows("provisions.csv"))]
            words = [*words, *(row["words"] for row in read_rows("remedy_words.csv"))]
    entries = dict.fromkeys(word.encode() for word in words)
    return [entry for entry in entries if 0 < len(entry) <= LONGEST_TOKEN]


def _records() -> Iterator[bytes]:
    """A record of the scraper, this program's own output, lists and lines of them."""
    folder = ROOT / "tests" / "reading" / "json"
    yield from (path.read_bytes() for path in sorted(folder.iterdir()))
    names = [truth["file"] for truth in TRUTHS if truth["file"].startswith("22")]
    own = [json.dumps(decision((SAMPLE / name).read_bytes()).to_dict()) for name in names]
    yield from (line.encode() for line in own)
    records = [{"reference": name[:10], "text": (SAMPLE / name).read_text(encoding="utf-8-sig")} for name in names]
    yield json.dumps(records).encode()
    yield "\n".join(map(json.dumps, records)).encode()


def _queries() -> Iterator[str]:
    """What the tests type, and what the pages of the documentation do."""
    with (ROOT / "tests" / "query" / "typed.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["query"] for row in csv.DictReader(file))
    for page in ("README.md", "docs/searching.md", "docs/questions.md"):
        for line in (ROOT / page).read_text(encoding="utf-8").splitlines():
            if line.startswith("$ lgsco search "):
                yield line.removeprefix("$ lgsco search ").replace("'", "")
