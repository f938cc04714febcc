"""A document held is read again as the one that came in, whatever carried it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from making import HEAD, document
from pages import minimal, printed, sample_page, saved, site
from reading.pdf_writer import statement, web_print

from archive.errors import Refused
from archive.ingester import ingest
from archive.parsing import parse
from archive.rereading import reread
from archive.storage.connection import open_reader
from archive.storage.documents import HeldDocument, documents_by_reference

if TYPE_CHECKING:
    from pathlib import Path

    from archive.reading import Document

NAME = "23-905-118.txt"
BODY = "Summary: Rain.\n\nThe complaint\n\n  1. It rained on the café.\n"
RECORD = {
    "case_id": "21 900 001",
    "authority": "Anytown Council",
    "outcome": "upheld",
    "decision_date": "not a day",
    "date": "2022-05-03",
    "scraped_at": "2026-07-17T20:34:13Z",
    "text": "The Ombudsman's final decision:\nSummary: Rain.\nThe complaint\nIt rained.\n",
}


def carriers(sample: Path) -> dict[str, tuple[str, bytes]]:
    """A name and bytes of every kind of carrier, those with something to note among them."""
    found = parse(document((sample / NAME).read_bytes(), NAME))
    page = sample_page(NAME)
    text = HEAD + BODY
    return {
        "text": ("a.txt", text.encode()),
        "text in a mirror": ("www.lgo.org.uk/decisions/housing/other/21-900-001.txt", text.encode()),
        "windows-1252": ("b.txt", text.encode("cp1252")),
        "utf-16": ("c.txt", text.encode("utf-16")),
        "cut off": ("d.txt", text.encode()[: text.encode().index("é".encode()) + 1]),
        "controls": ("e.txt", text.replace("rained", "rai\x00ned\x07").encode()),
        "site": ("f.html", site(page)),
        "saved": ("g.html", saved(page)),
        "printed": ("h.html", printed(page)),
        "minimal": ("i.html", minimal(page)),
        "page in windows-1252": ("j.html", site(page).decode().encode("cp1252", "xmlcharrefreplace")),
        "record": ("k.json", json.dumps(RECORD).encode()),
        "own output": ("l.json", json.dumps(found.to_dict()).encode()),
        "pdf": ("m.pdf", statement(found)),
        "web print": ("n.pdf", web_print(found)),
    }


KINDS = (
    "text",
    "text in a mirror",
    "windows-1252",
    "utf-16",
    "cut off",
    "controls",
    "site",
    "saved",
    "printed",
    "minimal",
    "page in windows-1252",
    "record",
    "own output",
    "pdf",
    "web print",
)


def came_in(path: Path, data: bytes, folder: Path) -> tuple[Document, HeldDocument]:
    """A document as its file gave it, and as an archive holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    found = document(data, str(path))
    db = str(folder / "archive.db")
    report = ingest([str(path)], db)
    assert report.added == 1, report.refused
    with closing(open_reader(db)) as connection:
        (held,) = documents_by_reference(connection, parse(found).reference)
    return found, held


@pytest.mark.parametrize("kind", KINDS)
def test_read_again(kind: str, sample: Path, tmp_path: Path) -> None:
    """What is read from the archive equals what was read from the file: text, rows, hints, problems, everything."""
    name, data = carriers(sample)[kind]
    found, held = came_in(tmp_path / name, data, tmp_path)
    again = reread(held)
    assert again == found
    assert parse(again) == parse(found)


def test_every_kind_is_tried(sample: Path) -> None:
    """The list of kinds is that of the carriers."""
    assert tuple(carriers(sample)) == KINDS


def test_plain_text_needs_nothing_beside_it(sample: Path, tmp_path: Path) -> None:
    """Of UTF-8 text, and of this program's own JSON, the archive keeps the text alone."""
    for kind in ("text", "own output", "site"):
        name, data = carriers(sample)[kind]
        folder = tmp_path / kind
        folder.mkdir()
        _, held = came_in(folder / name, data, folder)
        assert held.facts is None


def test_words_of_a_pdf_are_kept_once(sample: Path, tmp_path: Path) -> None:
    """Words that stand together in a PDF's text are not stored a second time beside it."""
    name, data = carriers(sample)["pdf"]
    found, held = came_in(tmp_path / name, data, tmp_path)
    assert held.facts is not None
    for row in found.rows or ():
        if row.start is not None and len(row.text) > 40:
            assert row.text not in held.facts


@pytest.mark.parametrize("kind", ["record", "pdf"])
def test_what_an_older_archive_did_not_keep(kind: str, sample: Path, tmp_path: Path) -> None:
    """A record or PDF from before the archive kept what stood beside the text is refused, with what to do."""
    name, data = carriers(sample)[kind]
    _, held = came_in(tmp_path / name, data, tmp_path)
    again = reread(held._replace(facts=None))
    assert isinstance(again, Refused)
    assert (again.code, again.path) == ("not_kept", held.path)
    assert "ingest its file again" in again.reason


def test_what_is_text_no_more(tmp_path: Path) -> None:
    """A stored text that its reader refuses today is refused, not guessed at."""
    _, held = came_in(tmp_path / "a.txt", (HEAD + BODY).encode(), tmp_path)
    again = reread(held._replace(text="%PDF-1.4 \ufffd"))
    assert isinstance(again, Refused)
    assert again.code == "malformed"
    again = reread(held._replace(text=held.text + " "))
    assert isinstance(again, Refused)
    assert again.code == "document_changed"


def test_documents_go_with_what_stood_beside_them(sample: Path, tmp_path: Path) -> None:
    """A document that is taken out takes its row of `carriers` with it."""
    name, data = carriers(sample)["record"]
    path = tmp_path / name
    came_in(path, data, tmp_path)
    db = str(tmp_path / "archive.db")
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE documents SET parser = 0")
        connection.commit()
        ingest([str(path)], db)
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM carriers").fetchone() == (1,)
