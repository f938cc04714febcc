"""JSON and JSON Lines: collected records."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import codes, outline, paragraphs

from archive import reading
from archive.errors import Refused
from archive.parsing import parse
from archive.reading import json_, json_scan, read, read_bytes
from archive.reading.document import Document
from archive.reading.record import folded
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).parent / "json"
RECORD: dict[str, Any] = json.loads((FIXTURES / "record.json").read_text(encoding="utf-8"))

REAL = {
    "record_0000": ("15 020 792", "Environment and regulation", "Drainage", "2016-12-20", "2017-09-12", (1, 1, 9)),
    "record_0001": (
        "15 018 561",
        "Children's care services",
        "Friends and family carers",
        "2016-12-08",
        "2017-07-28",
        (1, 1, 10),
    ),
    "record_0004": ("15 017 863", "Adult care services", "Assessment and care plan", "2017-02-08", None, (1, 1, 1)),
    "record_0005": ("15 018 169", "Education", "School transport", "2017-02-02", "2017-07-19", (1, 1, 7)),
    "record_0006": ("15 019 136", "Education", "School transport", "2017-02-02", "2017-07-19", (1, 1, 7)),
    "record_0011": ("16 002 186", "Adult care services", "Charging", "2017-03-22", "2021-02-26", (1, 1, 5, 1, 1)),
}
"""Facts of the real records: reference, category, subcategory, date, compliance date, paragraphs of each section."""

SECTIONS = [("The complaint", "complaint"), ("Finding", "assessment"), ("Recommendations", "action")]


def documents(data: object, path: str = "x.json") -> list[Document | Refused]:
    """What is read of `data`: bytes, a text, or values to be written as JSON."""
    if isinstance(data, str):
        data = data.encode()
    return list(read_bytes(data if isinstance(data, bytes) else json.dumps(data).encode(), path))


def one(data: object, path: str = "x.json") -> Document:
    """The one document of `data`; fails where it is refused."""
    (found,) = documents(data, path)
    assert isinstance(found, Document), found
    return found


def refused(data: object, path: str = "x.json") -> Refused:
    """The one refusal that `data` gives."""
    (found,) = documents(data, path)
    assert isinstance(found, Refused), found
    return found


def changed(**fields: object) -> dict[str, Any]:
    """The record of the fixture with other fields."""
    return {**RECORD, **fields}


def short(found: list[Document | Refused]) -> list[str]:
    """Paths of documents, code and line of refusals."""
    return [f"{item.code} {item.line}" if isinstance(item, Refused) else item.path for item in found]


def test_record() -> None:
    """A collected record gives its text as it came, and what its fields say as hints."""
    path = FIXTURES / "record.json"
    (found,) = read(str(path))
    assert isinstance(found, Document)
    assert (found.format, found.text, found.rows) == ("json", RECORD["text"], None)
    assert (found.size, found.sha256) == (path.stat().st_size, reading.digest(path.read_bytes()))
    assert found.url == RECORD["url"]
    assert found.problems == ()
    hints = found.hints
    assert (hints.reference, hints.council, hints.outcome) == ("15 900 276", None, "Upheld")
    assert (hints.category, hints.subcategory) == ("Adult care services", "Transport")
    assert (hints.category_slug, hints.subcategory_slug) == ("adult-care-services", "transport")
    assert (hints.decision_date, hints.retrieved_at) == (date(2016, 10, 11), "2026-07-17T20:34:13+00:00")


def test_record_is_the_decision_of_its_text(sample: Path) -> None:
    """A record and the text it was collected from are one decision, but for the bullets that the record has lost."""
    (document,) = read(str(sample / "15-900-276.txt"))
    assert isinstance(document, Document)
    as_text, as_record = parse(document), parse(one(RECORD))
    for name in ("reference", "council", "category", "subcategory", "outcome", "decision_date", "summary"):
        assert getattr(as_record, name) == getattr(as_text, name)
    assert as_record.compliance_date == as_text.compliance_date == date(2017, 3, 14)
    assert outline(as_record) == outline(as_text)
    assert [item.text for item in paragraphs(as_record)] == [item.text for item in paragraphs(as_text)]
    assert codes(as_record) == []


@pytest.mark.parametrize("name", REAL)
def test_real_records(shared: Path, name: str) -> None:
    """The real records: fields, headings, kinds, paragraphs, and the day on which the Ombudsman was satisfied."""
    reference, category, subcategory, day, satisfied, counts = REAL[name]
    path = shared / "decisions" / "json" / f"{name}.json"
    (document,) = read(str(path))
    assert isinstance(document, Document)
    decision = parse(document)
    assert (decision.reference, decision.council) == (reference, None)
    assert (decision.category, decision.subcategory, decision.outcome) == (category, subcategory, "Upheld")
    assert decision.decision_date == date.fromisoformat(day)
    assert decision.compliance_date == (date.fromisoformat(satisfied) if satisfied else None)
    expected = SECTIONS if len(counts) == 3 else [*SECTIONS, ("Further report", "other"), SECTIONS[-1]]
    assert [(heading, kind) for heading, kind, _count in outline(decision)] == expected
    assert tuple(count for _heading, _kind, count in outline(decision)) == counts
    assert decision.summary
    assert codes(decision) == []


def test_lines() -> None:
    """In JSON Lines a bad line is refused with its number, blank ones are passed over, the rest goes on."""
    path = str(FIXTURES / "lines.jsonl")
    found = list(read(path))
    assert short(found) == [f"{path}#1", "not_json 2", f"{path}#3"]
    assert str(found[1]).startswith(f"{path}: line 2: ")
    first, last = (item for item in found if isinstance(item, Document))
    assert first.sha256 == reading.digest(json.dumps(RECORD, ensure_ascii=False).encode())
    assert last.hints.reference == "15 901 488"


def test_list_under_a_name_and_other_field_names() -> None:
    """A list of records may stand under a known name, and its fields may have other names."""
    path = str(FIXTURES / "results.json")
    first, second = read(path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.path, second.path) == (f"{path}#1", f"{path}#2")
    assert (first.text, first.url) == (RECORD["text"], RECORD["url"])
    assert (first.hints.category, first.hints.subcategory) == ("Adult care services", "Transport")
    assert (first.hints.decision_date, first.hints.retrieved_at) == (date(2016, 10, 11), "2026-07-17T00:00:00+00:00")
    assert (second.hints.council, second.hints.outcome, second.url) == ("Brackley Vale Council", "Upheld", None)
    assert second.hints.reference == "15 901 488"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([RECORD], ["x.json"]),
        ([RECORD, RECORD], ["x.json#1", "x.json#2"]),
        ([RECORD, 5, "a", RECORD], ["x.json#1", "not_a_record 1", "x.json#3"]),
        ([RECORD, [RECORD]], ["x.json#1", "not_a_record 1"]),
        ({"records": [RECORD, {}], "page": {"n": 1}}, ["x.json#1", "no_text 1"]),
        ({"items": [RECORD]}, ["x.json"]),
        (f"[{json.dumps(RECORD)}\n{json.dumps(RECORD)}]", ["x.json#1", "not_a_record 2", "x.json#3"]),
        (json.dumps(RECORD, indent=1) + "\n" + json.dumps(RECORD, indent=1), ["x.json#1", "x.json#2"]),
        (json.dumps([RECORD, RECORD])[:-30], ["x.json#1", "not_json 1"]),
        ('{"results": [' + json.dumps(RECORD) + ",\n" + json.dumps(RECORD)[:99], ["x.json#1", "not_json 2"]),
        ('{"results": [\n' + json.dumps(RECORD) + "\n]}", ["x.json"]),
        ('{"results": [' + json.dumps(RECORD) + "]}\n" * 2 + "[]", ["x.json#1", "not_json 2"]),
        ('{"text": "cut\n' + json.dumps(RECORD) + "\n" + json.dumps(RECORD), ["not_json 1", "x.json#2", "x.json#3"]),
        ('{"text": ["cut",\n' + json.dumps(RECORD) + "\n", ["not_json 1", "x.json#2"]),
        (json.dumps(RECORD) + "\n" + json.dumps([RECORD, RECORD]), ["x.json#1", "x.json#2", "x.json#3"]),
        (json.dumps(RECORD) + ", " + json.dumps(RECORD), ["x.json#1", "not_json 1"]),
        (json.dumps(RECORD) + "\nEnd of file\n" + json.dumps(RECORD), ["x.json#1", "not_json 2", "x.json#3"]),
        ("[]", ["empty None"]),
        ("[" + " " * 5000, ["not_json 1"]),
        ("{}", ["no_text 1"]),
        ('{"results": []}', ["no_text 1"]),
        ('{"results": 5', ["not_json 1"]),
        ('{"a" [1]}', ["not_json 1"]),
        ('{"text": "a"]', ["not_json 1"]),
        ('{"text": "a",\n "text": "b"}', ["not_json 1"]),
        ('{"text": NaN}', ["not_json 1"]),
        ('{"text": ' + "9" * 5000 + "}", ["not_json 1"]),
        ('{"text": "a",\n"b": tru}', ["not_json 2"]),
    ],
)  # fmt: skip
def test_shapes(data: object, expected: list[str]) -> None:
    """Each shape of file gives its records in order, and in its place, with its line, what is none."""
    assert short(documents(data)) == expected


def test_lines_cut_off_in_the_first_by_name() -> None:
    """Where the first two lines are both cut off, the file's name says that they are lines."""
    data = '{"text": "cut\n{"text": "cut\n' + json.dumps(RECORD)
    assert short(documents(data, "x.jsonl")) == ["not_json 1", "not_json 2", "x.jsonl#3"]
    assert short(documents(data, "x.txt")) == ["not_json 1"]


def test_pretty_record_named_as_lines() -> None:
    """One record over many lines is one record, whatever the file is called."""
    assert one(json.dumps(RECORD, indent=2), "x.jsonl").text == RECORD["text"]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b'{"a": 1}', "x", True),
        (b'\xef\xbb\xbf \r\n [ {"a": 1}]', "x.txt", True),
        ('{"a": 1}'.encode("utf-16"), "x", True),
        (b"[]", "x", True),
        (b"{", "x", True),
        (b"[1, 2]", "x", False),
        (b"[1, 2]", "x.json", True),
        (b"[Skip to main content]\n\nAnytown Council (21 900 001)", "x.txt", False),
        (rb"{\rtf1\ansi", "x.rtf", False),
        (b"Anytown Council (21 900 001)\n{", "x.json", False),
        (b"", "x.json", False),
    ],
)  # fmt: skip
def test_matches(data: bytes, name: str, *, expected: bool) -> None:
    """JSON is told by how it begins; the name decides only where a text might begin so."""
    assert json_.matches(data, name) is expected


@pytest.mark.parametrize(
    ("encode", "problems"),
    [
        (lambda text: text.encode("utf-8-sig"), []),
        (lambda text: text.encode("utf-16"), []),
        (lambda text: text.encode("cp1252"), [(None, "encoding_windows_1252")]),
    ],
)
def test_encodings(encode: Callable[[str], bytes], problems: list[tuple[int | None, str]]) -> None:
    """A record is UTF-8, UTF-16 with a byte-order mark, or Windows-1252, which is told."""
    data = encode(json.dumps(RECORD, ensure_ascii=False))
    found = one(data)
    assert "council’s fault" in found.text
    assert "£250" in found.text
    assert [(problem.line, problem.code) for problem in found.problems] == problems
    assert (found.size, found.sha256) == (len(data), reading.digest(data))


def test_utf_16_cut_off() -> None:
    """UTF-16 that breaks off inside a character is refused with that reason."""
    found = refused(json.dumps(RECORD).encode("utf-16")[:-1])
    assert (found.code, found.path) == ("not_text", "x.json")
    assert "UTF-16" in found.reason


def test_text_that_cannot_be_kept() -> None:
    """A NUL and half a character become U+FFFD, told with their line in the text; binary data is refused."""
    found = one(changed(text="Anytown\nThe \x00com\ud83dplaint\x07\nEnd"))
    assert found.text == "Anytown\nThe \ufffdcom\ufffdplaint\x07\nEnd"
    assert [(problem.line, problem.code) for problem in found.problems] == [
        (2, "half_characters"),
        (2, "control_characters"),
    ]
    assert "1 half character(s)" in found.problems[0].message
    assert refused(changed(text="\x00\x01")).code == "not_text"


def test_pairs_of_halves_are_characters() -> None:
    """A character written as two escapes is one character, and no problem."""
    assert one(changed(text="\U0001f600")).text == "\U0001f600"


@pytest.mark.parametrize(
    ("field", "value", "fact", "expected", "found"),
    [
        ("case_id", 15900276, "reference", "a reference such as 23 012 807", "the number 15900276"),
        ("case_id", "UK/LGO/15", "reference", "a reference such as 23 012 807", "'UK/LGO/15'"),
        ("date", "2016-13-20", "decision_date", "the date of a decision such as 2016-12-20", "'2016-13-20'"),
        ("date", "20/12/2016", "decision_date", "the date of a decision such as 2016-12-20", "'20/12/2016'"),
        ("date", "0001-01-01", "decision_date", "the date of a decision such as 2016-12-20", "'0001-01-01'"),
        ("date", 1482192000, "decision_date", "the date of a decision such as 2016-12-20", "the number 1482192000"),
        ("_fetched_at", "then", "retrieved_at", "a time such as 2026-07-17T20:34:13+00:00", "'then'"),
        ("_fetched_at", False, "retrieved_at", "a time such as 2026-07-17T20:34:13+00:00", "false"),
        ("_fetched_at", "0001-01-01T00:00:00+09:00", "retrieved_at", "a time such as ", "'0001"),
        ("category", ["Housing"], "category", "text", "a list"),
        ("outcome", {"x": 1}, "outcome", "text", "an object"),
        ("authority", "x" * 201, "council", "a name", "'xxxx"),
        ("authority", "Any\ud800town", "council", "a name", "'Any\ufffdtown'"),
        ("url", "https://example.org/15-900-276", "category_slug", "a decision's address on ", "'https://example"),
        ("url", 5.5, "category_slug", "a decision's address on www.lgo.org.uk", "the number 5.5"),
    ],
)
def test_unreadable_fields(field: str, value: object, fact: str, expected: str, found: str) -> None:
    """A field of the wrong type or form is null and a problem with its name, what was expected and what was found."""
    document = one(changed(**{field: value}))
    (problem,) = document.problems
    assert (problem.code, problem.line) == ("field_unreadable", None)
    assert problem.message.startswith(f"the field {field}: expected {expected}")
    assert f", found {found}" in problem.message
    assert getattr(document.hints, fact) == ("15 900 276" if fact == "reference" else None)


@pytest.mark.parametrize("nothing", [None, "", " \n"])
def test_fields_that_state_nothing(nothing: str | None) -> None:
    """Null and blank fields are null, without a word."""
    names = ("date", "authority", "category", "subcategory", "outcome", "_fetched_at")
    found = one(changed(**dict.fromkeys(names, nothing)))
    assert found.problems == ()
    assert (found.hints.decision_date, found.hints.category, found.hints.retrieved_at) == (None, None, None)


@pytest.mark.parametrize(
    ("record", "code", "words"),
    [
        (changed(text=5), "field_unreadable", "the field text: expected text, found the number 5"),
        (changed(text=None), "no_text", "a record without text: expected a field named text, "),
        (changed(text=" \n"), "no_text", "a record without text"),
        ({"reference": "15 900 276", "date": "2016-12-20"}, "no_text", "a record without text"),
    ],
)
def test_records_without_text(record: dict[str, Any], code: str, words: str) -> None:
    """A record without a text is refused with its line and what was looked for."""
    found = refused("\n" + json.dumps(record))
    assert (found.code, found.line, found.path) == (code, 2, "x.json")
    assert words in found.reason


def test_text_under_a_second_name() -> None:
    """Where the first of two texts is none, the second is taken, and the first told."""
    found = one(changed(text=5, content="words"))
    assert found.text == "words"
    assert [problem.code for problem in found.problems] == ["field_unreadable"]


def test_fields_that_differ() -> None:
    """Of two fields that say different things of one fact the more believed is kept, and both are told."""
    found = one(
        changed(decision_date="2017-01-01", Authority="A Council", council="B Council", category_name="Transport")
    )
    assert (found.hints.decision_date, found.hints.council) == (date(2017, 1, 1), "A Council")
    assert {problem.code for problem in found.problems} == {"field_differs"}
    assert sorted(problem.message for problem in found.problems) == [
        "the field Authority says A Council, the field council B Council: the first is kept",
        "the field category says Adult care services, the field category_name Transport: the first is kept",
        "the field decision_date says 2017-01-01, the field date 2016-10-11: the first is kept",
    ]
    assert one(changed(decision_date="2016-10-11")).problems == ()
    (problem,) = one(changed(**{"decision\ud800date": "2017-01-01"})).problems
    assert "the field decision\ufffddate says 2017-01-01" in problem.message


def test_letter_of_a_joint_case() -> None:
    """A letter that the field has dropped and the address kept belongs to the reference."""
    found = one(changed(case_id="15 900 276", url=RECORD["url"] + "b"))
    assert found.hints.reference == "15 900 276b"
    assert found.url == RECORD["url"] + "b"
    assert [problem.code for problem in found.problems] == ["field_differs"]


def test_address_of_another_decision() -> None:
    """An address that names another decision is not this one's: the field's reference stays, address and slugs go."""
    found = one(changed(case_id="15 900 277"))
    assert (found.hints.reference, found.url, found.hints.category_slug) == ("15 900 277", None, None)
    assert [problem.message for problem in found.problems] == [
        "the field says 15 900 277, the address 15 900 276: the field is kept, and the address is not"
    ]


@pytest.mark.parametrize("case_id", [None, "none"])
def test_reference_from_the_address(case_id: str | None) -> None:
    """Without a reference in its fields a record has that of its address."""
    assert one(changed(case_id=case_id)).hints.reference == "15 900 276"


def test_path_laid_out_as_an_address() -> None:
    """A lone record has the address of its folders where it has none; of several no one knows which it would be."""
    path = "www.lgo.org.uk/decisions/housing/allocations/21-900-001_chapter-2.json"
    record = changed(case_id=None, url=None)
    found = one(record, path)
    assert found.url == "https://www.lgo.org.uk/decisions/housing/allocations/21-900-001?chapter=2"
    assert (found.hints.reference, found.hints.category_slug, found.hints.chapter) == ("21 900 001", "housing", 2)
    for item in documents([record, record], path):
        assert isinstance(item, Document)
        assert (item.url, item.hints.reference, item.hints.chapter) == (None, None, None)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 1_000_000, "too_deep"),
        (b'{"a":' * 1_000_000, "too_deep"),
        (b'{"text": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}", "too_deep"),
        (b'{"text": "a", "x": [' + b"[]," * 130_000 + b"[]]}", "too_large"),
        (b"{" + b'"":1,' * 3_000 + b'"":1}', "not_json"),
        (b'{"text": "' + b"word " * 1_700_000 + b'"}', "too_large"),
        (b'{"text": "' + b'\\"' * 1_000_000, "not_json"),
    ],
)
def test_hostile_records(data: bytes, code: str) -> None:
    """Too deep, too many, too large: refused with the line, before anything is built."""
    found = refused(data)
    assert (found.code, found.line) == (code, 1)


def test_too_many_brackets_in_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is an end to what is looked at between the first bracket of a value and its last."""
    monkeypatch.setattr(json_scan, "_MOST_TOKENS", 100)
    assert refused(b'{"results": [{' + b'"a": "b",' * 200).code == "too_large"


def test_too_many_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """After many bad records the rest of the file is refused as a whole, and so is what comes after very many."""
    monkeypatch.setattr(json_, "MOST_REFUSED", 2)
    found = documents(b"[" + b"{}," * 10 + b"{}]")
    assert [item.code for item in found if isinstance(item, Refused)] == ["no_text"] * 3 + ["too_many"]
    assert "3 records read, 3 of them refused" in str(found[-1])
    monkeypatch.setattr(json_, "MOST_RECORDS", 2)
    assert short(documents([RECORD] * 4)) == ["x.json#1", "x.json#2", "too_many None"]


def test_long_line_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than a record may be is refused with its number and not kept; the next is read."""
    monkeypatch.setattr(json_, "LARGEST_RECORD", 3000)
    monkeypatch.setattr(json_scan, "LARGEST_RECORD", 3000)
    line = json.dumps(RECORD)
    found = documents(f"{line}\n{line[:-2]}{'x' * 9000}\n{line}", "x.jsonl")
    assert short(found) == ["x.jsonl#1", "too_large 2", "x.jsonl#3"]


def test_large_files_of_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON Lines may be larger than a file of one document; other JSON may not."""
    monkeypatch.setattr("archive.reading.files.LARGEST", 3000)
    path = tmp_path / "all.jsonl"
    path.write_text("\ufeff\n" + (json.dumps(RECORD) + "\n") * 3, encoding="utf-8")
    assert short(list(read(str(path)))) == [f"{path}#1", f"{path}#2", f"{path}#3"]
    path = tmp_path / "all.json"
    path.write_text(json.dumps([RECORD] * 3), encoding="utf-8")
    assert short(list(read(str(path)))) == ["too_large None"]
    path.write_text("Anytown Council\n" * 300, encoding="utf-8")
    assert short(list(read(str(path)))) == ["too_large None"]
    monkeypatch.setattr(reading, "LARGEST_OF_MANY", 2000)
    path.write_text((json.dumps(RECORD) + "\n") * 3, encoding="utf-8")
    assert short(list(read(str(path)))) == ["too_large None"]


def test_empty_large_file() -> None:
    """A file of lines without any is refused."""
    for path, code in (("x.jsonl", "empty"), ("x", "too_large")):
        (found,) = json_.read_file(io.BytesIO(b"\n \n"), path)
        assert isinstance(found, Refused)
        assert found.code == code


def test_bad_first_line_of_a_large_file() -> None:
    """Where the first line is cut off, the name says that a large file is lines."""
    data = b'{"text": "cut\n' + json.dumps(RECORD).encode()
    assert short(list(json_.read_file(io.BytesIO(data), "x.ndjson"))) == ["not_json 1", "x.ndjson#2"]


def test_lone_line_of_a_large_file() -> None:
    """The only record of a large file has the file's path."""
    (found,) = json_.read_file(io.BytesIO(json.dumps(RECORD).encode()), "x.jsonl")
    assert isinstance(found, Document)
    assert (found.path, found.text) == ("x.jsonl", RECORD["text"])


@given(st.sampled_from([b"{", b"[", b'{"text": "', b'[{"text":', b"\xff\xfe{\x00"]), st.binary(max_size=200))
def test_any_bytes(start: bytes, rest: bytes) -> None:
    """Whatever begins as JSON gives documents or refusals, each with its path, and never an error."""
    for found in json_.read(start + rest, "x.json"):
        assert found.path


PIECES = ['{"text":', '"a"', '"results":', "[", "]", "{", "}", ",", ":", "\n", "1", '"', "\\", json.dumps(RECORD)]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_pieces_of_json(pieces: list[str]) -> None:
    """Pieces of JSON in any order give documents or refusals; what is valid JSON is never refused as none."""
    text = "{" + "".join(pieces)
    found = list(json_.read(text.encode(), "x.json"))
    assert found
    try:
        json.loads(text)
    except ValueError:
        return
    assert not [
        item for item in found if isinstance(item, Refused) and item.code == "not_json" and "twice" not in item.reason
    ]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(RECORD)), JSON_VALUES))
def test_any_values_of_fields(fields: dict[str, Any]) -> None:
    """Whatever stands in the fields, a record is a document that can be stored, or is refused."""
    for found in json_.read(json.dumps(changed(**fields)).encode(), "x.json"):
        if isinstance(found, Document):
            found.text.encode()
            repr(found.hints).encode()
            for problem in found.problems:
                problem.message.encode()


def test_rows_of_field_names() -> None:
    """Each row is a folded name that stands for one fact only, and each fact has a name."""
    rows = read_rows("record_fields.csv")
    fields = [row["field"] for row in rows]
    assert [folded(field) for field in fields] == fields
    assert len(set(fields)) == len(fields)
    hints = {"reference", "council", "category", "subcategory", "outcome", "decision_date", "retrieved_at"}
    assert {row["fact"] for row in rows} == hints | {"text", "url", "list"}
