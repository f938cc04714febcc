"""One decision in eight carriers: text A and B, four shapes of page, a record, a PDF. One Decision comes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from making import decision, document, plain
from pages import minimal, printed, sample_page, saved, site
from reading.pdf_writer import statement, web_print

from archive.analysis import analyse
from archive.ingester import ingest
from archive.storage.connection import open_reader
from archive.storage.reader import read_decision

if TYPE_CHECKING:
    from pathlib import Path

    from archive.decision import Decision

NAMES = ["23-905-118.txt", "21-904-512.txt", "25-902-266.txt", "16-901-920.txt"]
SHAPES = {"site": site, "saved": saved, "printed": printed, "minimal": minimal}


def layout_b(found: Decision) -> bytes:
    """The decision as layout B has it: dashes, no numbers, no blank lines."""
    lines = [
        found.title,
        f"Category : {found.category} > {found.subcategory}",
        f"Decision : {found.outcome}",
        f"Decision date : {found.decision_date:%d %b %Y}",
        "The Ombudsman's final decision:",
        f"Summary: {found.summary}",
    ]
    for section in found.sections:
        lines.append(section.heading or "")
        lines += [f"- {p.text}" if p.marker else p.text for p in section.paragraphs]
    return "\n".join([*lines, "Investigator's decision on behalf of the Ombudsman"]).encode()


def record(found: Decision) -> bytes:
    """The decision as the public scraper has it: labels and `>` on lines of their own, no title, no markers."""
    lines = ["Category :", found.category or "", ">", found.subcategory or "", "Decision :", found.outcome or ""]
    lines += ["Decision date :", f"{found.decision_date:%d %b %Y}", "The Ombudsman's final decision:"]
    lines += [f"Summary: {found.summary}"]
    for section in found.sections:
        lines.append(section.heading or "")
        lines += [p.text for p in section.paragraphs]
    row = {"case_id": found.reference, "authority": found.council, "text": "\n".join(lines), "url": None}
    return json.dumps(row).encode()


def carriers(name: str) -> dict[str, bytes]:
    """The same decision as bytes of every carrier but the text it is made from."""
    whole = decision((document_of(name)).encode())
    page = sample_page(name)
    made = {shape: write(page) for shape, write in SHAPES.items()}
    return made | {
        "b": layout_b(whole),
        "record": record(whole),
        "pdf": statement(whole),
        "web print": web_print(whole),
    }


def document_of(name: str) -> str:
    """The text of a decision of the sample."""
    from conftest import ROOT

    return (ROOT / "data" / "sample" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("carrier", ["site", "saved", "printed", "minimal", "b", "pdf", "web print"])
def test_one_decision(name: str, carrier: str) -> None:
    """Every carrier gives the Decision of the text, but for what it does not state."""
    truth = plain(decision(document_of(name).encode()))
    found = plain(decision(carriers(name)[carrier], name))
    if carrier == "pdf":
        assert (found.category, found.outcome) == (None, None)
        found = found.filled_from(truth)
    assert found == truth


@pytest.mark.parametrize("name", ["24-907-330.txt", "16-901-920.txt"])
def test_one_decision_as_a_record(name: str) -> None:
    """A record of a decision without free sub-headings, which nothing marks in that carrier, gives the same."""
    assert plain(decision(carriers(name)["record"], "record.json")) == plain(decision(document_of(name).encode()))


@pytest.mark.parametrize("name", NAMES)
def test_reasons_do_not_depend_on_the_carrier(name: str) -> None:
    """What is derived is the same in each carrier that states the outcome."""
    made = carriers(name)
    truth = [(r.code, r.role, r.quote) for r in analyse(decision(document_of(name).encode())).reasons]
    for carrier in ("site", "b", "web print"):
        found = analyse(decision(made[carrier], name))
        assert [(r.code, r.role, r.quote) for r in found.reasons] == truth, carrier


def test_all_in_one_archive(tmp_path: Path) -> None:
    """All carriers of one decision in one folder are one decision with all its documents, fields filled."""
    folder = tmp_path / "in"
    folder.mkdir()
    made = carriers(NAMES[0])
    extensions = {"pdf": "pdf", "web print": "pdf", "record": "json", "b": "txt"}
    for number, (carrier, data) in enumerate(made.items()):
        (folder / f"{number}.{extensions.get(carrier, 'html')}").write_bytes(data)
    (folder / "a.txt").write_text(document_of(NAMES[0]), encoding="utf-8")
    db = str(tmp_path / "a.db")
    report = ingest([str(folder)], db)
    assert (report.added, report.changed, sum(report.refused.values())) == (1, 8, 0)
    connection = open_reader(db)
    found = read_decision(connection, "23 905 118")
    truth = decision(document_of(NAMES[0]).encode())
    assert found is not None
    assert (found.council, found.category, found.outcome) == (truth.council, truth.category, truth.outcome)
    assert connection.execute("SELECT count(*), sum(is_current) FROM documents").fetchone() == (9, 1)
    connection.close()


def test_document_formats() -> None:
    """Each carrier is known by its content."""
    made = carriers(NAMES[0])
    formats = {carrier: document(data, "x").format for carrier, data in made.items()}
    assert formats == {
        **dict.fromkeys(SHAPES, "html"),
        "b": "text",
        "record": "json",
        "pdf": "pdf",
        "web print": "pdf",
    }
