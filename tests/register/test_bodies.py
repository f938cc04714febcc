"""The shipped register: its rows agree with each other, with the rules, and with the list they come from."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from archive.register import bodies
from archive.register.names import fold
from archive.resources import read_rows

SOURCE = Path(__file__).parents[3] / "shared/reference/english_local_authorities.csv"

KINDS = {
    "CC": "city_of_london",
    "COMB": "combined_authority",
    "CTY": "county",
    "LBO": "london_borough",
    "MD": "metropolitan_district",
    "NMD": "district",
    "SRA": "gla_group",
    "UA": "unitary",
}
OTHER_NAMES = {
    "E06000024": "North Somerset Council",
    "E06000033": "Southend-on-Sea City Council",
    "E06000042": "Milton Keynes City Council",
    "E07000071": "Colchester City Council",
    "E07000146": "Borough Council of King's Lynn and West Norfolk",
    "E47000004": "Liverpool City Region Combined Authority",
    "E47000010": "North East Combined Authority (2014 to 2024)",
}
"""Names that differ from the source: brought up to date, put right, or told apart."""
OTHER_REGIONS = {
    "E10000007": "East Midlands",
    "E10000019": "East Midlands",
    "E47000017": None,
}
"""Regions that differ from the source where it gives one."""
ENDED_SINCE = {"E47000010", "E47000011"}
"""Bodies that the source still calls current."""
NO_START = {"E08000025", "E47000001", "E47000006", "E47000008", "E47000009", "E47000013", "E47000016", "E47000017"}
"""Bodies whose start date in the source is not theirs, beside those of May and June 2005."""


@pytest.fixture(scope="module")
def register() -> dict[str, bodies.Body]:
    """The register by key."""
    return {body.key: body for body in bodies.register()}


@pytest.fixture(scope="module")
def source() -> list[dict[str, str]]:
    """The list of local authorities that the register was made from."""
    if not SOURCE.exists():
        pytest.skip("the list of local authorities is not at hand")
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(key: str, name: str, short: str, valid_from: str = "", valid_to: str = "") -> dict[str, str]:
    """A district of a made-up register."""
    facts = {
        "key": key,
        "name": name,
        "short": short,
        "kind": "district",
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    return {"region": "", "county": "", "code": "", **facts}


@pytest.mark.parametrize(
    ("rows", "hand", "expected"),
    [
        pytest.param(
            [row("a", "Any District Council", "Any"), row("b", "Any Borough Council", "Any")],
            [],
            {"a": {"any district"}, "b": {"any borough"}},
            id="a form of two bodies of one time is no name of either",
        ),
        pytest.param(
            [
                row("a", "Any District Council", "Any", valid_to="2019-03-31"),
                row("b", "Any Borough Council", "Any", valid_from="2019-04-01"),
            ],
            [],
            {"a": {"any district", "any"}, "b": {"any borough", "any"}},
            id="a form of two bodies that never met is a name of both",
        ),
        pytest.param(
            [
                row("a", "Any District Council", "Any", valid_to="2019-03-31"),
                row("b", "Any Borough Council", "Any", valid_from="2019-03-31"),
            ],
            [],
            {"a": {"any district"}, "b": {"any borough"}},
            id="bodies that shared a day have met",
        ),
        pytest.param(
            [row("a", "Any District Council", "Any", valid_to="2019-03-31"), row("b", "Any Council", "")],
            [],
            {"a": {"any district"}, "b": {"any"}},
            id="an official name goes before a form",
        ),
        pytest.param(
            [row("a", "Any District Council", "Any"), row("b", "Other Council", "")],
            [{"alias": "Any", "key": "b"}],
            {"a": {"any district"}, "b": {"other", "any"}},
            id="a hand-kept name goes before a form",
        ),
    ],
)
def test_which_names_a_body_has(
    monkeypatch: pytest.MonkeyPatch,
    rows: list[dict[str, str]],
    hand: list[dict[str, str]],
    expected: dict[str, set[str]],
) -> None:
    """Official and hand-kept names go before made forms, and no alias means two bodies of one time."""
    files = {
        "councils.csv": rows,
        "council_aliases.csv": hand,
        "council_forms.csv": [{"kind": "district", "name_has": "", "form": "{} Council"}],
    }
    monkeypatch.setattr(bodies, "read_rows", files.__getitem__)
    assert {body.key: body.aliases for body in bodies.register()} == expected


def test_keys_and_names_are_single() -> None:
    """No key and no official name stands twice."""
    rows = read_rows("councils.csv")
    assert max(Counter(row["key"] for row in rows).values()) == 1
    assert max(Counter(row["name"] for row in rows).values()) == 1


def test_an_official_name_means_its_body_alone(register: dict[str, bodies.Body]) -> None:
    """The folded official name of a body is an alias of that body and of no other."""
    owners = defaultdict(set)
    for body in register.values():
        for alias in body.aliases:
            owners[alias].add(body.key)
    assert [body.name for body in register.values() if owners[fold(body.name)] != {body.key}] == []


def test_bodies_that_share_a_name_never_met(register: dict[str, bodies.Body]) -> None:
    """An alias of several bodies is one that the date of a decision can settle."""
    owners = defaultdict(list)
    for body in register.values():
        for alias in body.aliases:
            owners[alias].append(body)
    shared = {alias: sorted(body.key for body in found) for alias, found in owners.items() if len(found) > 1}
    assert shared == {
        "london fire brigade": ["london-fire-and-emergency-planning-authority", "london-fire-commissioner"],
        "north east combined authority": [
            "north-east-combined-authority-2014",
            "north-east-mayoral-combined-authority",
        ],
    }
    for found in owners.values():
        for one, other in combinations(sorted(found, key=lambda body: body.valid_from or ""), 2):
            assert (one.valid_to or "9999") < (other.valid_from or "0000")


def test_hand_kept_names_are_needed() -> None:
    """Every row of the alias file names a listed body and adds a name that neither forms nor official name give."""
    rows = {row["key"]: row for row in read_rows("councils.csv")}
    forms = read_rows("council_forms.csv")
    for hand in read_rows("council_aliases.csv"):
        row = rows[hand["key"]]
        made = {
            fold(form["form"].format(row["short"]))
            for form in forms
            if row["short"] and form["kind"] == row["kind"] and form["name_has"] in row["name"]
        }
        assert fold(hand["alias"]) not in made | {fold(row["name"])}, hand


def test_every_form_is_used() -> None:
    """Each row of the forms fits at least one body: none is left over from a kind or a word that is not there."""
    rows = read_rows("councils.csv")
    for form in read_rows("council_forms.csv"):
        assert any(row["short"] and row["kind"] == form["kind"] and form["name_has"] in row["name"] for row in rows), (
            form
        )
        assert form["form"].count("{}") == 1


def test_dates_are_days_in_order(register: dict[str, bodies.Body]) -> None:
    """First and last days are ISO dates, the first before the last."""
    for body in register.values():
        first = date.fromisoformat(body.valid_from) if body.valid_from else date.min
        last = date.fromisoformat(body.valid_to) if body.valid_to else date.max
        assert first < last, body


def test_counties_are_listed(register: dict[str, bodies.Body]) -> None:
    """The county of a district is a listed county council, or was one before its county became one council."""
    for body in register.values():
        if body.county:
            assert body.kind == "district"
            assert register[body.county].kind == "county" or body.county in {"durham", "northumberland"}


def test_every_district_of_now_has_a_county(register: dict[str, bodies.Body]) -> None:
    """A non-metropolitan district stands in a county; every council has a region."""
    for body in register.values():
        if body.kind == "district":
            assert body.county, body
        if body.kind in {"county", "district", "unitary", "metropolitan_district", "london_borough"}:
            assert body.region, body


def test_successions_join_listed_bodies_on_the_right_day(register: dict[str, bodies.Body]) -> None:
    """A predecessor's last day is the day before the change; no body that ended by reorganisation lacks a successor."""
    changes = bodies.successions()
    for change in changes:
        predecessor, successor = register[change.predecessor], register[change.successor]
        day = date.fromisoformat(change.date)
        assert predecessor.valid_to == (day - timedelta(days=1)).isoformat()
        assert (successor.valid_from or "") <= change.date < (successor.valid_to or "9999")
    ended = {body.key for body in register.values() if body.valid_to}
    assert ended == {change.predecessor for change in changes}


def test_the_reorganisations(register: dict[str, bodies.Body]) -> None:
    """The changes since 2009 are there, each with the number of bodies that made way."""
    counted = Counter(change.successor for change in bodies.successions() if register[change.predecessor].code)
    assert counted["somerset"] == 5
    assert counted["north-yorkshire"] == 8
    assert counted["buckinghamshire"] == 5
    assert counted["dorset"] == 6
    assert counted["bournemouth-christchurch-and-poole"] == 3
    assert counted["cumberland"] == 4
    assert counted["westmorland-and-furness"] == 4
    assert counted["north-northamptonshire"] == 5
    assert counted["west-northamptonshire"] == 4
    in_2009 = Counter(change.successor for change in bodies.successions() if change.date == "2009-04-01")
    assert in_2009 == {
        "bedford": 1,
        "central-bedfordshire": 3,
        "cheshire-east": 4,
        "cheshire-west-and-chester": 4,
        "cornwall": 7,
        "durham": 7,
        "northumberland": 6,
        "shropshire": 6,
        "wiltshire": 5,
    }


def test_every_row_of_the_source_is_there(register: dict[str, bodies.Body], source: list[dict[str, str]]) -> None:
    """Names, kinds, regions and codes are those of the source, but for the differences that stand above."""
    by_code = {body.code: body for body in register.values() if body.code}
    assert set(by_code) == {row["gss-code"] for row in source}
    for row in source:
        body = by_code[row["gss-code"]]
        assert body.name == OTHER_NAMES.get(row["gss-code"], row["official-name"])
        assert body.kind == KINDS[row["local-authority-type"]]
        if row["region"]:
            assert body.region == OTHER_REGIONS.get(row["gss-code"], row["region"])


def test_dates_of_the_source(register: dict[str, bodies.Body], source: list[dict[str, str]]) -> None:
    """A body ends the day before its successor starts, whether the source gives that day or the next."""
    by_code: dict[Any, bodies.Body] = {body.code: body for body in register.values()}
    starts = {row["local-authority-code"]: row["start-date"] for row in source}
    for row in source:
        body = by_code[row["gss-code"]]
        start = None if row["start-date"].startswith("2005-0") or row["gss-code"] in NO_START else row["start-date"]
        assert (body.valid_from or "") == (start or "")
        if row["end-date"]:
            (first,) = {date.fromisoformat(starts[code]) for code in row["replaced-by"].split(",")}
            assert date.fromisoformat(row["end-date"]) in {first, first - timedelta(days=1)}
            assert body.valid_to == (first - timedelta(days=1)).isoformat()
        else:
            assert (body.valid_to is not None) == (row["gss-code"] in ENDED_SINCE)


def test_counties_and_successors_of_the_source(register: dict[str, bodies.Body], source: list[dict[str, str]]) -> None:
    """County and successors are those of the source; Forest Heath was in Suffolk, not Surrey as the source has it."""
    by_code: dict[Any, bodies.Body] = {body.code: body for body in register.values()}
    keys = {row["local-authority-code"]: by_code[row["gss-code"]].key for row in source}
    expected = {
        (keys[row["local-authority-code"]], keys[new]) for row in source for new in row["replaced-by"].split(",") if new
    }
    added = {("north-east-combined-authority-2014", "north-east-mayoral-combined-authority")}
    codes = {body.key for body in register.values() if body.code}
    stated = {(c.predecessor, c.successor) for c in bodies.successions() if {c.predecessor, c.successor} <= codes}
    assert stated - added == expected
    for row in source:
        body = by_code[row["gss-code"]]
        county = "SFK" if body.key == "forest-heath" else row["county-la"]
        assert (body.county or "") == (keys[county] if county else "")
