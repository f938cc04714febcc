"""This program's own JSON, read again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from making import HEAD, decision

from archive.analysis import analyse
from archive.decision import Citation, Decision, Reason, ReasonCode, Reference, Remedy
from archive.errors import Refused
from archive.parsing import parse
from archive.reading import digest, read, read_bytes
from archive.reading.document import Document
from archive.reading.files import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = HEAD + "Summary: Not enough evidence of fault.\n\nThe complaint\n\n  1. Mr X complains.\n\n  2. He wants £100.\n"


def printed(found: Decision) -> bytes:
    """A decision as `parse` prints it."""
    return json.dumps(found.to_dict(), ensure_ascii=False).encode() + b"\n"


def decisions(path: Path) -> list[Decision]:
    """All decisions of a file or folder, with what is derived; fails where anything is refused."""
    found = []
    for file in find([str(path)]):
        assert isinstance(file, str)
        for document in read(file):
            assert isinstance(document, Document), document
            one = parse(document)
            found.append(analyse(one) if document.decision is None else one)
    return found


def full() -> Decision:
    """A decision with something in every field."""
    return replace(
        analyse(decision(TEXT)),
        document_type="statement",
        disposition="declined",
        reasons=(Reason(ReasonCode("insufficient_fault"), "stated", "summary", None, "Not enough evidence of fault"),),
        citations=(Citation("Local Government Act 1974", "s24A(6)", "complaint", 1, "complains"),),
        remedies=(Remedy("payment", 10000, "fixed", None, "Mr X", "agreed", None, "complaint", 2, "£100"),),
        related_references=(Reference("21 900 002a"),),
        compliance_date=None,
    )


def read_back(data: bytes) -> Document | Refused:
    """The one thing that is read of `data`."""
    (found,) = read_bytes(data, "x.json")
    return found


def test_every_sample_comes_back(sample: Path) -> None:
    """Each sample decision, parsed, printed and read again, is the identical decision with the identical source."""
    samples = decisions(sample)
    assert len(samples) >= 30
    for one in samples:
        found = read_back(printed(one))
        assert isinstance(found, Document), found
        assert parse(found) == one
        assert parse(found).to_dict() == one.to_dict()


def test_lines_of_all_samples(sample: Path, tmp_path: Path) -> None:
    """All samples in one file of JSON Lines, as `parse` prints a folder, come back in order."""
    samples = decisions(sample)
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"".join(printed(one) for one in samples))
    assert decisions(path) == samples


def test_document_of_own_output() -> None:
    """The text of such a document is its JSON; digest and size are of its bytes; the source's address is kept."""
    data = printed(full())
    found = read_back(data)
    assert isinstance(found, Document)
    assert (found.text, found.sha256, found.size) == (data.decode(), digest(data), len(data))
    assert (found.format, found.path, found.url) == ("json", "x.json", None)
    assert found.decision == full()
    values = full().to_dict()
    values["source"]["url"] = "http://lgo.org.uk/decisions/housing/allocations/21-900-001?displaypref=1"
    again = read_back(json.dumps(values).encode())
    assert isinstance(again, Document)
    assert again.url == "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001"


def put(*path: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    """An edit: `value` in place of what is at `path`."""

    def edit(values: dict[str, Any]) -> None:
        *way, last = path
        here: Any = values
        for step in way:
            here = here[step]
        here[last] = value

    return edit


def without(*path: str | int) -> Callable[[dict[str, Any]], None]:
    """An edit: the field at `path` is gone."""

    def edit(values: dict[str, Any]) -> None:
        *way, last = path
        here: Any = values
        for step in way:
            here = here[step]
        del here[last]

    return edit


REFERENCE = "expected a reference such as 23 012 807"
DAY = "expected a date such as 2023-12-18 or null"


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (put("reference", value="21-900-001"), f"field reference: {REFERENCE}, found '21-900-001'"),
        (put("reference", value=5), f"field reference: {REFERENCE}, found the number 5"),
        (put("council", value=False), "field council: expected text or null, found false"),
        (put("council", value="Any\x00town"), "field council: expected text or null, found 'Any\ufffdtown'"),
        (put("council", value="Any\ud800town"), "field council: expected text or null, found 'Any\ufffdtown'"),
        (without("category"), "field category: expected text or null, found nothing"),
        (put("outcome", value="upheld"), "field outcome: expected one of Upheld, Not upheld, Closed after"),
        (put("decision_date", value="2022-02-30"), f"field decision_date: {DAY}, found '2022-02-30'"),
        (put("decision_date", value="20220503"), f"field decision_date: {DAY}, found '20220503'"),
        (put("decision_date", value="0022-05-03"), f"field decision_date: {DAY}, found '0022-05-03'"),
        (put("compliance_date", value=20220503), f"field compliance_date: {DAY}, found the number 20220503"),
        (put("document_type", value="letter"), "field document_type: expected one of statement, report or null"),
        (put("disposition", value="won"), "field disposition: expected one of declined, early_remedy, fault"),
        (put("title", value="x"), "field title: expected no such field, found 'x'"),
        (put("sections", value={}), "field sections: expected a list, found an object"),
        (put("sections", 0, value=[]), "field sections[0]: expected an object, found a list"),
        (put("sections", 0, "kind", value="plea"), "field sections[0].kind: expected one of summary, complaint, scope"),
        (
            put("sections", 0, "paragraphs", 1, "text", value=None),
            "field sections[0].paragraphs[1].text: expected text",
        ),
        (without("sections", 0, "paragraphs", 1, "marker"), "field sections[0].paragraphs[1].marker: expected text or"),
        (put("sections", 0, "paragraphs", 1, "position", value=3), "paragraphs[1].position: expected 2, found 3"),
        (put("sections", 0, "paragraphs", 0, "position", value=True), "expected a whole number from 1 on, found true"),
        (
            put("sections", 0, "paragraphs", 0, "level", value=-1),
            "expected a whole number from 0 on, found the number -1",
        ),
        (
            put("sections", 0, "paragraphs", 0, "para", value=1.5),
            "para: expected a whole number from 1 on or null, found",
        ),
        (put("sections", 0, "paragraphs", 0, "para", value=10**30), "para: expected a whole number from 1 on or null"),
        (put("sections", 0, "paragraphs", 0, "para_counted", value=1), "para_counted: expected true or false, found"),
        (
            put("reasons", 0, "code", value="bad_luck"),
            "field reasons[0].code: expected a code of reasons.csv, found 'bad",
        ),
        (put("reasons", 0, "role", value="main"), "field reasons[0].role: expected one of primary, stated, reasoned"),
        (put("reasons", 0, "paragraph", value=3), "field reasons[0].paragraph: expected a position up to 2, found 3"),
        (put("reasons", 0, "paragraph", value=1), "field reasons[0]: expected words of paragraph 1, found 'Not enough"),
        (put("reasons", 0, "quote", value="fault!"), "field reasons[0]: expected words of the summary, found 'fault!'"),
        (put("citations", 0, "raw", value="s24"), "field citations[0]: expected words of paragraph 1, found 's24'"),
        (
            put("remedies", 0, "amount_pence", value="£100"),
            "remedies[0].amount_pence: expected a whole number from 0 on",
        ),
        (put("remedies", 0, "quote", value="£101"), "field remedies[0]: expected words of paragraph 2, found '£101'"),
        (put("related_references", value=["x"]), f"field related_references[0]: {REFERENCE}, found 'x'"),
        (put("problems", value=[{"line": 0, "code": "a", "message": "b"}]), "field problems[0].line: expected a whole"),
        (put("source", value=None), "field source: expected an object, found null"),
        (put("source", "sha256", value="abc"), "field source.sha256: expected 64 hexadecimal digits, found 'abc'"),
    ],
)
def test_what_does_not_fit_is_refused(edit: Callable[[dict[str, Any]], None], reason: str) -> None:
    """An edited field is refused with its name, what was expected and what was found."""
    values = full().to_dict()
    edit(values)
    found = read_back(json.dumps(values).encode())
    assert isinstance(found, Refused)
    assert (found.code, found.path, found.line) == ("not_this_program", "x.json", 1)
    assert reason in found.reason


def test_other_encoding_is_refused() -> None:
    """This program writes UTF-8: its output in another encoding has been through other hands, and is not trusted."""
    found = read_back(printed(full()).decode().encode("cp1252"))
    assert isinstance(found, Refused)
    assert found.code == "not_this_program"
    assert "Windows-1252" in found.reason
