"""The real documents beside the project: skipped, saying so, where that folder is absent.

The goldens in decisions/real were written by reading the documents. They hold facts and hashes, and no sentence.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from archive.cli import DONE, REFUSED, invoke
from archive.errors import Refused
from archive.ingester import read_entries

if TYPE_CHECKING:
    from archive.decision import Decision

GOLDENS = sorted((Path(__file__).parent / "decisions" / "real").glob("*.json"))
PARTS = ("sha256", "fields", "summary_sha256", "sections", "reasons", "citations", "remedies")
"""What a golden says of its file, part by part."""
FIELDS = (
    *("reference", "council", "decision_date", "category", "subcategory", "outcome", "document_type", "disposition"),
    *("compliance_date", "related_references", "problems"),
)
WITHOUT_HEADER = {
    "21-000-568.txt": ("Housing", "Allocations"),
    "23-000-880.txt": ("Planning", "Other"),
    "23-010-023.txt": ("Housing", "Homelessness"),
    "24-000-117.txt": ("Education", "Special educational needs"),
    "24-016-384.txt": ("Environment and regulation", "Other"),
}
"""The layouts that state no category, outcome or date, with what their address says of the category."""

LOOKALIKES = {
    "housing_ombudsman.txt": ("not_a_decision", 1),
    "lgo_category_listing_A.txt": ("listing", 12),
    "pdf_text_draft.txt": ("draft", 9),
    "psow_english.txt": ("not_a_decision", 1),
    "republished_no_markers.txt": ("not_a_decision", 1),
}
"""Each document that is no decision of this Ombudsman, with the code of its refusal and the line that shows it."""

FURNITURE = re.compile(r"cookie|privacy|google|logogram|print this page|back to top", re.IGNORECASE)


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def one_decision(path: Path) -> Decision:
    """The decision of one file; fails where it is refused."""
    (entry,) = read_entries([str(path)])
    assert not isinstance(entry, Refused), entry
    return entry.decision


def golden(path: Path) -> dict[str, Any]:
    """What a golden says."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def layouts(shared: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Each layout with what its index says of it."""
    lines = (shared / "layouts" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert len(found) == 57
    return [(shared / "layouts" / row["file"], row) for row in found]


def in_a_mirror(path: Path, url: str, root: Path) -> Path:
    """A copy of `path` in a tree of folders laid out as `url`."""
    host, _, rest = url.partition("://")[2].partition("/")
    copy = root / host / (rest.replace("?chapter=", "_chapter-") + path.suffix)
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, copy)
    return copy


def fields(decision: Decision) -> tuple[str | None, ...]:
    """The six fields of the header."""
    day = None if decision.decision_date is None else decision.decision_date.isoformat()
    return (
        decision.reference,
        decision.council,
        decision.category,
        decision.subcategory,
        decision.outcome,
        day,
    )


def expected_fields(row: dict[str, Any]) -> tuple[str | None, ...]:
    """The six fields as the index has them."""
    return tuple(row[key] for key in ("ref", "organisation", "category", "subcategory", "decision", "date"))


def test_layouts(layouts: list[tuple[Path, dict[str, Any]]]) -> None:
    """Every layout is right in reference, council, category, subcategory, outcome and date; absent is null."""
    wrong = {
        path.name: (found, expected)
        for path, row in layouts
        if (found := fields(one_decision(path))) != (expected := expected_fields(row))
    }
    assert wrong == {}
    without = {row["file"] for _, row in layouts if row["category"] is row["decision"] is row["date"] is None}
    assert without == WITHOUT_HEADER.keys()


def test_layouts_in_a_mirror(layouts: list[tuple[Path, dict[str, Any]]], tmp_path: Path) -> None:
    """In a tree laid out as the site, category and subcategory come from the address where the text has none."""
    for path, row in layouts:
        decision = one_decision(in_a_mirror(path, row["url"], tmp_path))
        reference, council, category, subcategory, outcome, day = expected_fields(row)
        category, subcategory = WITHOUT_HEADER.get(path.name, (category, subcategory))
        assert fields(decision) == (reference, council, category, subcategory, outcome, day), path.name
        codes = {problem.code for problem in decision.problems}
        assert ("category_from_address" in codes) == (path.name in WITHOUT_HEADER), path.name
        assert decision.source is not None
        address = re.sub(r"^https?://(?:www\.)?", "https://www.", row["url"]).split("?displaypref=")[0]
        assert decision.source.url == address


def test_headings_of_layouts(layouts: list[tuple[Path, dict[str, Any]]]) -> None:
    """Every heading that a reader saw is the heading of a section, as printed."""
    missing = {}
    for path, row in layouts:
        headings = [section.heading for section in one_decision(path).sections]
        if lost := [heading for heading in row["headings_seen"] if heading not in headings]:
            missing[path.name] = lost
    assert missing == {}


def test_no_furniture(layouts: list[tuple[Path, dict[str, Any]]], shared: Path) -> None:
    """Nothing of cookies, printing and jumping about is left in any decision, before, between or after its sections."""
    paths = [path for path, _ in layouts] + [shared / "decisions" / golden(path)["file"] for path in GOLDENS]
    found = {}
    for path in paths:
        data = one_decision(path).to_dict()
        del data["source"]
        if words := FURNITURE.findall(json.dumps(data, ensure_ascii=False)):
            found[path.name] = words
    assert found == {}


def test_lookalikes(shared: Path) -> None:
    """Every document that only looks like a decision is refused, with the code and the line that show why."""
    paths = sorted((shared / "lookalikes").glob("*.txt"))
    found = {}
    for path in paths:
        (entry,) = read_entries([str(path)])
        assert isinstance(entry, Refused), path.name
        assert entry.reason
        found[path.name] = (entry.code, entry.line)
    assert found == LOOKALIKES


def as_read(decision: Decision, file: str) -> dict[str, Any]:
    """A decision in the form of the goldens: facts, and of each text its digest."""
    data = decision.to_dict()
    for section in data["sections"]:
        for paragraph in section["paragraphs"]:
            paragraph["sha256"] = digest(paragraph.pop("text"))
    for row, remedy in zip(data["remedies"], decision.remedies, strict=True):
        row["due_on"] = remedy.due_on and remedy.due_on.isoformat()
    for row in (*data["reasons"], *data["citations"], *data["remedies"]):
        for key in ("quote", "raw", "purpose"):
            if key in row:
                text = row.pop(key)
                row[f"{key}_sha256"] = text and digest(text)
    return {
        "file": file,
        "sha256": data["source"]["sha256"],
        "fields": {key: data[key] for key in FIELDS},
        "summary_sha256": digest(data["summary"]),
        "sections": data["sections"],
        "reasons": sorted(data["reasons"], key=str),
        "citations": data["citations"],
        "remedies": data["remedies"],
    }


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_real_decision(path: Path, part: str, shared: Path) -> None:
    """Each part of each decision is as a person read it: nothing missing, nothing doubled, nothing invented."""
    expected = golden(path)
    assert list(expected) == ["file", *PARTS]
    expected["reasons"].sort(key=str)
    found = as_read(one_decision(shared / "decisions" / expected["file"]), expected["file"])
    assert found[part] == expected[part]


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_words_of_a_real_decision(path: Path, shared: Path) -> None:
    """What is quoted for each reason, citation and remedy stands letter for letter in the paragraph it names."""
    decision = one_decision(shared / "decisions" / golden(path)["file"])
    texts: dict[int | None, str | None] = {None: decision.summary}
    texts |= {paragraph.position: paragraph.text for section in decision.sections for paragraph in section.paragraphs}
    quotes = [(reason.paragraph, reason.quote) for reason in decision.reasons]
    quotes += [(citation.paragraph, citation.raw) for citation in decision.citations]
    quotes += [(remedy.paragraph, remedy.quote) for remedy in decision.remedies]
    assert quotes
    assert [quote for at, quote in quotes if quote not in (texts[at] or "")] == []


def test_paragraph_without_a_marker(shared: Path) -> None:
    """In 25 000 290 the paragraph with no dash, in the midst of dashes, is kept, and in the right section."""
    (expected,) = (golden(path) for path in GOLDENS if path.stem == "25-000-290")
    assessment = one_decision(shared / "decisions" / expected["file"]).sections[3]
    assert assessment.heading == "My assessment"
    assert [paragraph.marker for paragraph in assessment.paragraphs] == ["-"] * 5 + [None]


def test_parse_command(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`lgsco parse` prints one decision a line, in the order of the files."""
    files = [str(path) for path in sorted((shared / "decisions").glob("*.txt"))]
    assert invoke(["parse", *files]) == DONE
    told = capsys.readouterr()
    assert [json.loads(line)["reference"] for line in told.out.splitlines()] == ["23 012 807", "25 000 290"]
    assert told.err == ""


def test_parse_command_on_lookalikes(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`lgsco parse` tells each refusal on one line and says by its exit code that there were some."""
    assert invoke(["parse", *(str(shared / "lookalikes" / name) for name in LOOKALIKES)]) == REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("refused: ") == told.err.count("\n") == len(LOOKALIKES)


def test_main_job(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ingest, search, and search with filters find the two real decisions as a person asks for them."""
    db = ["--db", str(tmp_path / "archive.db")]
    files = [str(path) for path in sorted((shared / "decisions").glob("*.txt"))]

    def run(*words: str) -> tuple[int, str, str]:
        code = invoke([*words, *db])
        told = capsys.readouterr()
        return code, told.out, told.err

    code, _, err = run("ingest", *files)
    assert (code, err.split(";")[0]) == (DONE, "2 added, 0 changed, 0 unchanged")
    code, out, _ = run("search", "harassing", "--json")
    page = json.loads(out)
    assert (code, page["total"], [hit["reference"] for hit in page["results"]]) == (DONE, 1, ["23 012 807"])
    filters = ["--council", "redcar", "--outcome", "closed", "--since", "2025", "--format", "refs"]
    code, out, _ = run("search", "apologised", *filters)
    assert (code, out) == (DONE, "25 000 290\n")
    code, _, err = run("ingest", *files)
    assert (code, err.split(";")[0]) == (DONE, "0 added, 0 changed, 2 unchanged")
    assert run("check")[0] == DONE
