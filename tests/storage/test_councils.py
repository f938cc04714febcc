"""Bodies and categories in the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.register.bodies import Body, Succession
from archive.storage.councils import Bodies, Categories, load
from archive.storage.tokens import INDEXED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

LAYOUTS = Path(__file__).parents[3] / "shared/layouts/index.jsonl"

REACHES = [
    ("London Borough of Ealing", None, "ealing"),
    ("Ealing Council", None, "ealing"),
    ("London Borough of Richmond upon Thames", None, "richmond-upon-thames"),
    ("London Borough of Barking & Dagenham", None, "barking-and-dagenham"),
    ("Barking & Dagenham", None, "barking-and-dagenham"),
    ("London Borough of Hammersmith & Fulham", None, "hammersmith-and-fulham"),
    ("Hammersmith and Fulham London Borough Council", None, "hammersmith-and-fulham"),
    ("Royal Borough of Greenwich", None, "greenwich"),
    ("London Borough of Greenwich", None, "greenwich"),
    ("Royal Borough of Kingston upon Thames", None, "kingston-upon-thames"),
    ("Royal Borough of Kingston-upon-Thames Council", None, "kingston-upon-thames"),
    ("Royal Borough of Kensington & Chelsea", None, "kensington-and-chelsea"),
    ("The Royal Borough of Kensington and Chelsea", None, "kensington-and-chelsea"),
    ("Royal Borough of Windsor and Maidenhead Council", None, "windsor-and-maidenhead"),
    ("Windsor & Maidenhead Council", None, "windsor-and-maidenhead"),
    ("Westminster City Council", None, "westminster"),
    ("City of Westminster", None, "westminster"),
    ("City of London", None, "city-of-london"),
    ("The City of London Corporation", None, "city-of-london"),
    ("Wolverhampton City Council", "2021-05-01", "wolverhampton"),
    ("City of Wolverhampton Council", "2025-02-01", "wolverhampton"),
    ("Doncaster Metropolitan Borough Council", "2021-06-01", "doncaster"),
    ("City of Doncaster Council", "2024-09-01", "doncaster"),
    ("Doncaster Council", None, "doncaster"),
    ("Wakefield City Council", None, "wakefield"),
    ("Wakefield Metropolitan District Council", None, "wakefield"),
    ("City of Bradford Metropolitan District Council", None, "bradford"),
    ("City Of Bradford", None, "bradford"),
    ("Bradford Metropolitan District Council", None, "bradford"),
    ("City of York Council", None, "york"),
    ("York City Council", None, "york"),
    ("Kingston upon Hull City Council", None, "kingston-upon-hull"),
    ("Hull City Council", None, "kingston-upon-hull"),
    ("Newcastle upon Tyne City Council", None, "newcastle-upon-tyne"),
    ("Newcastle City Council", None, "newcastle-upon-tyne"),
    ("Newcastle-under-Lyme Borough Council", None, "newcastle-under-lyme"),
    ("City of Lincoln Council", None, "lincoln"),
    ("Lincoln City Council", None, "lincoln"),
    ("Salford City Council", None, "salford"),
    ("St Albans City Council", None, "st-albans"),
    ("St. Albans District Council", None, "st-albans"),
    ("St Helens Metropolitan Borough Council", None, "st-helens"),
    ("South Tyneside Metropolitan Borough Council", None, "south-tyneside"),
    ("Kirklees Metropolitan Borough Council", None, "kirklees"),
    ("Wirral Metropolitan Borough Council", None, "wirral"),
    ("Trafford Council", None, "trafford"),
    ("Warrington Council", None, "warrington"),
    ("Thurrock Council", None, "thurrock"),
    ("Medway Council", None, "medway"),
    ("Torbay Council", None, "torbay"),
    ("Redcar & Cleveland Council", None, "redcar-and-cleveland"),
    ("Brighton & Hove City Council", None, "brighton-and-hove"),
    ("Bath & North East Somerset Council", None, "bath-and-north-east-somerset"),
    ("Cheshire West & Chester Council", None, "cheshire-west-and-chester"),
    ("Newark & Sherwood District Council", None, "newark-and-sherwood"),
    ("Nuneaton & Bedworth Borough Council", None, "nuneaton-and-bedworth"),
    ("Epsom & Ewell Borough Council", None, "epsom-and-ewell"),
    ("King's Lynn & West Norfolk Council", None, "kings-lynn-and-west-norfolk"),
    ("Borough Council of King’s Lynn & West Norfolk", None, "kings-lynn-and-west-norfolk"),
    ("Telford & Wrekin Council", None, "telford-and-wrekin"),
    ("Bournemouth Christchurch and Poole Council", None, "bournemouth-christchurch-and-poole"),
    ("BCP Council", None, "bournemouth-christchurch-and-poole"),
    ("Westmorland & Furness Council", None, "westmorland-and-furness"),
    ("Borough of Poole", "2018-01-01", "poole"),
    ("Poole Borough Council", "2018-01-01", "poole"),
    ("Blackburn with Darwen Council", None, "blackburn-with-darwen"),
    ("Shepway District Council", "2017-01-01", "folkestone-and-hythe"),
    ("Folkestone & Hythe District Council", None, "folkestone-and-hythe"),
    ("Southend-on-Sea Borough Council", "2020-01-01", "southend-on-sea"),
    ("Southend-on-Sea City Council", "2023-01-01", "southend-on-sea"),
    ("Milton Keynes Council", "2020-01-01", "milton-keynes"),
    ("Colchester Borough Council", "2020-01-01", "colchester"),
    ("Isles of Scilly Council", None, "isles-of-scilly"),
    ("Durham County Council", None, "durham"),
    ("Herefordshire Council", None, "herefordshire"),
    ("Cumbria County Council", "2021-01-01", "cumbria"),
    ("Eden District Council", "2020-01-01", "eden"),
    ("South Lakeland District Council", "2018-01-01", "south-lakeland"),
    ("Somerset County Council", "2018-01-01", "somerset-county"),
    ("Somerset Council", "2025-08-13", "somerset"),
    ("Somerset Council", None, "somerset"),
    ("North Yorkshire Council", "2023-05-01", "north-yorkshire"),
    ("North Yorkshire County Council", "2023-05-01", "north-yorkshire-county"),
    ("North East Combined Authority", "2023-01-01", "north-east-combined-authority-2014"),
    ("North East Combined Authority", "2024-05-06", "north-east-combined-authority-2014"),
    ("North East Combined Authority", "2024-05-07", "north-east-mayoral-combined-authority"),
    ("Sheffield City Region Combined Authority", None, "south-yorkshire-mayoral-combined-authority"),
    ("Surrey Police & Crime Commissioner", None, "surrey-police-and-crime-commissioner"),
    ("Staffordshire Police and Crime Commissioner", None, "staffordshire-police-and-crime-commissioner"),
    ("Police & Crime Commissioner for the Metropolitan Police", None, "mayors-office-for-policing-and-crime"),
    ("Mayor’s Office for Policing and Crime", None, "mayors-office-for-policing-and-crime"),
    ("Transport For London", None, "transport-for-london"),
    ("Transport For Greater Manchester", None, "transport-for-greater-manchester"),
    ("The Broads Authority", None, "broads-authority"),
    ("Peak District National Park", None, "peak-district-national-park-authority"),
    ("Humberside Fire & Rescue Service", None, "humberside-fire"),
    ("London Fire Brigade", "2018-03-31", "london-fire-and-emergency-planning-authority"),
    ("London Fire Brigade", "2018-04-01", "london-fire-commissioner"),
]
"""Names as decisions print them, the decision date where it matters, and the key of the body each must reach."""

APART = [
    ("Somerset County Council", "Somerset Council"),
    ("North Yorkshire County Council", "North Yorkshire Council"),
    ("Buckinghamshire County Council", "Buckinghamshire Council"),
    ("Dorset County Council", "Dorset Council"),
    ("Cornwall County Council", "Cornwall Council"),
    ("Nottingham City Council", "Nottinghamshire County Council"),
    ("Leicester City Council", "Leicestershire County Council"),
    ("Derby City Council", "Derbyshire County Council"),
    ("Worcester City Council", "Worcestershire County Council"),
    ("Gloucester City Council", "Gloucestershire County Council"),
    ("Warwick District Council", "Warwickshire County Council"),
    ("Durham City Council", "Durham County Council"),
    ("Bedford Borough Council", "Bedfordshire County Council"),
    ("Northampton Borough Council", "Northamptonshire County Council"),
    ("Newcastle upon Tyne City Council", "Newcastle-under-Lyme Borough Council"),
    ("Kingston upon Hull City Council", "Royal Borough of Kingston upon Thames"),
    ("Wyre Borough Council", "Wyre Forest District Council"),
    ("Stafford Borough Council", "Staffordshire County Council"),
    ("South Gloucestershire Council", "Gloucestershire County Council"),
    ("North East Lincolnshire Council", "North Lincolnshire Council"),
    ("West Suffolk Council", "Suffolk County Council"),
    ("Bournemouth Borough Council", "Bournemouth, Christchurch and Poole Council"),
    ("City of London", "City of Westminster"),
    ("West Midlands Combined Authority", "West Midlands Fire and Rescue Authority"),
    ("Lake District National Park Authority", "Peak District National Park Authority"),
    ("New Forest District Council", "New Forest National Park Authority"),
    ("Hampshire Fire and Rescue Authority", "Hampshire and Isle of Wight Fire and Rescue Authority"),
    ("Bupa Care Homes (BNH) Limited", "Bupa Care Homes (CFHCare) Limited"),
    ("The Grange Care Limited", "Grange Care Limited"),
    ("Anytown Primary School", "Anytown Primary School 2"),
    ("Brighton & Hove City Council", "Brighton & Hove Clinical Commissioning Group"),
]
"""Pairs of names of two bodies."""

IN_LAYOUTS = {
    "Aegis Residential Care Homes Limited": ("care_provider", 0),
    "Barchester Healthcare Homes Limited": ("care_provider", 0),
    "Basingstoke & Deane Borough Council": ("district", 1),
    "Birmingham City Council": ("metropolitan_district", 1),
    "Bluebird Care AKA BenJeMax Limited": ("care_provider", 0),
    "Brighton & Hove Clinical Commissioning Group": ("nhs_body", 0),
    "Bupa Care Homes (BNH) Limited": ("care_provider", 0),
    "Bupa Care Homes (CFHCare) Limited": ("care_provider", 0),
    "Central & North West London NHS Foundation Trust": ("nhs_body", 0),
    "Cheshire East Council": ("unitary", 1),
    "City of Doncaster Council": ("metropolitan_district", 1),
    "East Lindsey District Council": ("district", 1),
    "East Riding of Yorkshire Council": ("unitary", 1),
    "Eastleigh Borough Council": ("district", 1),
    "Environment Agency": ("other_public_body", 1),
    "Gloucestershire County Council": ("county", 1),
    "Hampshire County Council": ("county", 1),
    "High Peak Borough Council": ("district", 1),
    "Lake District National Park Authority": ("national_park", 1),
    "Lancashire County Council": ("county", 1),
    "Leeds City Council": ("metropolitan_district", 1),
    "Leicestershire County Council": ("county", 1),
    "London Borough of Croydon": ("london_borough", 1),
    "London Borough of Lambeth": ("london_borough", 1),
    "London Borough of Southwark": ("london_borough", 1),
    "London Borough of Waltham Forest": ("london_borough", 1),
    "Norfolk County Council": ("county", 1),
    "Norwich City Council": ("district", 1),
    "Our Lady & St. Swithins Primary School": ("school_or_appeal_panel", 0),
    "Royal Borough of Greenwich": ("london_borough", 1),
    "Royal Borough of Windsor and Maidenhead Council": ("unitary", 1),
    "Sandwell Metropolitan Borough Council": ("metropolitan_district", 1),
    "Somerset Council": ("unitary", 1),
    "South Gloucestershire Council": ("unitary", 1),
    "South Holland District Council": ("district", 1),
    "South Tyneside Metropolitan Borough Council": ("metropolitan_district", 1),
    "St Albans City Council": ("district", 1),
    "Three Rivers District Council": ("district", 1),
    "Transport for London": ("gla_group", 1),
    "Walsall Healthcare NHS Trust": ("nhs_body", 0),
    "Warrington Council": ("unitary", 1),
    "Watford Borough Council": ("district", 1),
    "Wealden District Council": ("district", 1),
    "West Lindsey District Council": ("district", 1),
    "West Northamptonshire Council": ("unitary", 1),
    "Westminster City Council": ("london_borough", 1),
}
"""The names in the index of layouts, each checked by eye: the kind of the body, and whether the register lists it."""


def add_decision(connection: sqlite3.Connection, reference: str, council_id: int) -> None:
    """A decision of which only the body matters."""
    connection.execute(
        "INSERT INTO decisions(reference, title, council_id) VALUES (?, ?, ?)", (reference, reference, council_id)
    )


def key_of(connection: sqlite3.Connection, council_id: int) -> str:
    """The key of a body."""
    (key,) = connection.execute("SELECT key FROM councils WHERE id = ?", (council_id,)).fetchone()
    return str(key)


def listing(key: str, name: str, *aliases: str, valid_from: str | None = None, valid_to: str | None = None) -> Body:
    """A body of a made-up register; `aliases` are folded."""
    return Body(key, name, "district", None, None, None, valid_from, valid_to, frozenset(aliases))


def dump(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Every row that `load` writes."""
    return [
        row
        for statement in (
            "SELECT * FROM councils ORDER BY id",
            "SELECT * FROM council_aliases ORDER BY alias, council_id",
            "SELECT * FROM council_successions ORDER BY predecessor_id, successor_id",
        )
        for row in connection.execute(statement)
    ]


class Register:
    """Stands in for the shipped register."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def says(self, bodies: Sequence[Body], successions: Sequence[Succession] = ()) -> None:
        """Set what the register lists."""
        self._monkeypatch.setattr("archive.register.bodies.register", lambda: list(bodies))
        self._monkeypatch.setattr("archive.register.bodies.successions", lambda: list(successions))


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """A register whose rows the test sets."""
    return Register(monkeypatch)


@pytest.mark.parametrize(("name", "day", "key"), REACHES)
def test_a_printed_name_reaches_its_body(loaded: sqlite3.Connection, name: str, day: str | None, key: str) -> None:
    """Each form of name that decisions print finds the body it means."""
    assert key_of(loaded, Bodies(loaded).council_id(name, day)) == key


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_bodies_are_not_merged(loaded: sqlite3.Connection, one: str, other: str) -> None:
    """Names that look alike but mean two bodies lead to two rows, whatever the date."""
    bodies = Bodies(loaded)
    for day in (None, "2018-01-01", "2025-01-01"):
        assert bodies.council_id(one, day) != bodies.council_id(other, day)


@pytest.mark.parametrize(("name", "expected"), IN_LAYOUTS.items())
def test_names_of_the_layouts(loaded: sqlite3.Connection, name: str, expected: tuple[str, int]) -> None:
    """Names met in real decisions get the kind they should, from the register or by rule."""
    council_id = Bodies(loaded).council_id(name, None)
    row = loaded.execute("SELECT kind, known FROM councils WHERE id = ?", (council_id,)).fetchone()
    assert row == expected


def test_the_layouts_hold_no_other_name() -> None:
    """Every name in the index of layouts was checked by eye and stands in the table above."""
    if not LAYOUTS.exists():
        pytest.skip("the index of layouts is not at hand")
    with LAYOUTS.open(encoding="utf-8") as file:
        names = {json.loads(line)["organisation"] for line in file}
    assert names - {None} == set(IN_LAYOUTS)


def test_a_name_nobody_listed_makes_one_row(loaded: sqlite3.Connection) -> None:
    """A new name is inserted as printed, with key, kind by rule and alias; the same name folded is the same body."""
    bodies = Bodies(loaded)
    first = bodies.council_id("Anyhouse Care & Support Ltd.", "2024-01-01")
    assert bodies.council_id("Anyhouse Care & Support Ltd.", None) == first
    assert bodies.council_id("ANYHOUSE CARE AND SUPPORT LTD", None) == first
    assert Bodies(loaded).council_id("Anyhouse Care and Support Ltd", None) == first
    row = loaded.execute("SELECT name, key, kind, known, valid_from FROM councils WHERE id = ?", (first,)).fetchone()
    assert row == ("Anyhouse Care & Support Ltd.", "anyhouse-care-support-ltd", "care_provider", 0, None)
    assert loaded.execute("SELECT alias FROM council_aliases WHERE council_id = ?", (first,)).fetchall() == [
        ("anyhouse care and support ltd",)
    ]


def test_an_unknown_kind_stays_unknown(loaded: sqlite3.Connection) -> None:
    """A new name that no rule fits gets the kind unknown."""
    council_id = Bodies(loaded).council_id("Anytown Parish Council", None)
    assert loaded.execute("SELECT kind FROM councils WHERE id = ?", (council_id,)).fetchone() == ("unknown",)


def test_keys_of_new_names_do_not_clash(loaded: sqlite3.Connection) -> None:
    """Two names with one slug, or a slug the register uses, get keys of their own."""
    bodies = Bodies(loaded)
    names = ["Avon Fire", "Café Care", "Cafè Care", "Caf# Care", "–"]
    keys = [key_of(loaded, bodies.council_id(name, None)) for name in names]
    assert keys == ["avon-fire-2", "caf-care", "caf-care-2", "caf-care-3", ""]


@pytest.mark.parametrize("day", [None, "1970-01-01"])
def test_a_name_that_the_date_does_not_settle(empty: sqlite3.Connection, register: Register, day: str | None) -> None:
    """A name that two listed bodies have had, on a day of neither, gets a row of its own; later dates still tell."""
    register.says(
        [
            listing("old", "Old Any Authority", "any", "old", valid_from="2000-01-01", valid_to="2009-03-31"),
            listing("new", "New Any Authority", "any", "new", valid_from="2009-04-01"),
        ]
    )
    load(empty)
    bodies = Bodies(empty)
    unsettled = bodies.council_id("Any Council", day)
    assert empty.execute("SELECT name, known FROM councils WHERE id = ?", (unsettled,)).fetchone() == ("Any Council", 0)
    assert bodies.council_id("any", day) == unsettled
    assert key_of(empty, bodies.council_id("Any Council", "2009-03-31")) == "old"
    assert key_of(empty, bodies.council_id("Any Council", "2009-04-01")) == "new"
    load(empty)
    assert Bodies(empty).council_id("Any Council", day) == unsettled


def test_load_again_changes_nothing(loaded: sqlite3.Connection) -> None:
    """Loading the same register twice leaves every row as it was, those met in decisions too."""
    bodies = Bodies(loaded)
    for name in ("Anyhouse Care Limited", "Anytown Parish Council", "The Anytown School"):
        bodies.council_id(name, None)
    before = dump(loaded)
    load(loaded)
    assert dump(loaded) == before


def test_load_stores_what_the_register_knows(loaded: sqlite3.Connection) -> None:
    """Facts of a body are in its row, unknown ones null; successions join rows by id."""
    row = loaded.execute(
        "SELECT name, kind, region, county, code, valid_from, valid_to, known FROM councils WHERE key = 'eden'"
    ).fetchone()
    assert row == ("Eden District Council", "district", "North West", "cumbria", "E07000030", None, "2023-03-31", 1)
    found = loaded.execute(
        "SELECT o.key, n.key, s.date FROM council_successions s JOIN councils o ON o.id = s.predecessor_id"
        " JOIN councils n ON n.id = s.successor_id WHERE n.key = 'somerset' ORDER BY 1"
    ).fetchall()
    assert found == [
        ("mendip", "somerset", "2023-04-01"),
        ("sedgemoor", "somerset", "2023-04-01"),
        ("somerset-county", "somerset", "2023-04-01"),
        ("somerset-west-and-taunton", "somerset", "2023-04-01"),
        ("south-somerset", "somerset", "2023-04-01"),
    ]


def test_a_body_met_first_is_taken_over(empty: sqlite3.Connection, register: Register) -> None:
    """A row that a decision made keeps its id when the register lists the body, and becomes known."""
    met = Bodies(empty).council_id("Anytown Borough Council", None)
    add_decision(empty, "24 000 001", met)
    register.says([listing("anytown", "Anytown Council", "anytown", "anytown borough")])
    load(empty)
    assert empty.execute("SELECT id, name, key, kind, known FROM councils").fetchall() == [
        (met, "Anytown Council", "anytown", "district", 1)
    ]
    assert Bodies(empty).council_id("Anytown Council", None) == met


def test_an_article_does_not_hide_a_listed_body(empty: sqlite3.Connection, register: Register) -> None:
    """A row met with a leading "the" is taken over too, as its name would now be found."""
    met = Bodies(empty).council_id("The Anyriver Authority", None)
    register.says([listing("anyriver", "Anyriver Authority", "anyriver authority")])
    load(empty)
    assert key_of(empty, met) == "anyriver"


def test_rows_that_are_one_body_are_merged(empty: sqlite3.Connection, register: Register) -> None:
    """Decisions of several rows that the register says are one body come together under one id."""
    bodies = Bodies(empty)
    first, second = bodies.council_id("Anytown Borough Council", None), bodies.council_id("Anytown Council", None)
    assert first != second
    add_decision(empty, "24 000 001", first)
    add_decision(empty, "24 000 002", second)
    register.says([listing("anytown", "Anytown Council", "anytown", "anytown borough")])
    load(empty)
    assert empty.execute("SELECT id, known FROM councils").fetchall() == [(first, 1)]
    assert empty.execute("SELECT DISTINCT council_id FROM decisions").fetchall() == [(first,)]


def test_a_new_alias_merges_into_the_listed_body(empty: sqlite3.Connection, register: Register) -> None:
    """A row met in a decision goes into a body that is listed already, once the register gains its alias."""
    register.says([listing("anytown", "Anytown Council", "anytown")])
    load(empty)
    listed = Bodies(empty).council_id("Anytown Council", None)
    add_decision(empty, "24 000 001", Bodies(empty).council_id("AnyT", None))
    register.says([listing("anytown", "Anytown Council", "anytown", "anyt")])
    load(empty)
    assert empty.execute("SELECT council_id FROM decisions").fetchall() == [(listed,)]
    assert empty.execute("SELECT count(*) FROM councils").fetchone() == (1,)


def test_the_index_follows_a_merger(empty: sqlite3.Connection, register: Register) -> None:
    """What was indexed under a row is found under the one it went into; what was not indexed stays so."""
    bodies = Bodies(empty)
    first, second = bodies.council_id("Anytown Borough Council", None), bodies.council_id("Anytown Council", None)
    columns = ", ".join(INDEXED)
    for serial, council in (("1", first), ("2", second), ("3", second)):
        add_decision(empty, f"24 000 00{serial}", council)
    indexed = "SELECT rowid FROM decisions_fts WHERE decisions_fts MATCH ?"
    empty.execute(
        f"INSERT INTO decisions_fts(rowid, {columns}) SELECT id, {columns} FROM decision_fts_source"
        " WHERE title NOT LIKE '%003'"
    )
    both = empty.execute("SELECT id FROM decisions WHERE reference < '24 000 003' ORDER BY id").fetchall()
    assert len(empty.execute(indexed, (f"facetcouncil{second}",)).fetchall()) == 1
    register.says([listing("anytown", "Anytown Council", "anytown", "anytown borough")])
    load(empty)
    assert empty.execute(indexed, (f"facetcouncil{first}",)).fetchall() == both
    assert empty.execute(indexed, (f"facetcouncil{second}",)).fetchall() == []
    assert empty.execute("SELECT count(*) FROM decisions_fts_docsize").fetchone() == (2,)


def test_a_body_that_leaves_the_register_stays(empty: sqlite3.Connection, register: Register) -> None:
    """Its row keeps id and name, is no longer known, has only its own name for alias, and a kind by rule."""
    register.says([listing("anytown", "Anytown Limited", "anytown limited", "anyt")])
    load(empty)
    register.says([])
    load(empty)
    assert empty.execute("SELECT name, key, kind, known FROM councils").fetchall() == [
        ("Anytown Limited", "anytown", "care_provider", 0)
    ]
    assert empty.execute("SELECT alias FROM council_aliases").fetchall() == [("anytown limited",)]


def test_a_key_may_change_and_names_may_swap(empty: sqlite3.Connection, register: Register) -> None:
    """A listed body keeps its id under a new key; two bodies may exchange their names."""
    register.says([listing("a", "Alpha", "alpha"), listing("b", "Beta", "beta"), listing("c", "Gamma", "gamma")])
    load(empty)
    ids = dict(empty.execute("SELECT key, id FROM councils"))
    register.says([listing("a", "Beta", "beta"), listing("b", "Alpha", "alpha"), listing("d", "Gamma", "gamma")])
    load(empty)
    assert empty.execute("SELECT id, key, name FROM councils ORDER BY id").fetchall() == [
        (ids["a"], "a", "Beta"),
        (ids["b"], "b", "Alpha"),
        (ids["c"], "d", "Gamma"),
    ]


def test_a_listed_key_goes_before_a_met_one(empty: sqlite3.Connection, register: Register) -> None:
    """Where the register gives a body the key of a row met in a decision, that row gets another key."""
    met = Bodies(empty).council_id("Anytown Care", None)
    register.says([listing("anytown-care", "Anytown Council", "anytown")])
    load(empty)
    rows = empty.execute("SELECT id = ?, name, key FROM councils ORDER BY id", (met,)).fetchall()
    assert rows == [(1, "Anytown Care", f"anytown-care-{met}"), (0, "Anytown Council", "anytown-care")]


def test_successions_are_replaced(empty: sqlite3.Connection, register: Register) -> None:
    """After a load the successions are those of the register and no others."""
    listed = [listing("a", "Alpha", "alpha"), listing("b", "Beta", "beta")]
    register.says(listed, [Succession("a", "b", "2020-04-01")])
    load(empty)
    assert empty.execute("SELECT count(*) FROM council_successions").fetchone() == (1,)
    register.says(listed)
    load(empty)
    assert empty.execute("SELECT count(*) FROM council_successions").fetchone() == (0,)


@pytest.mark.parametrize(
    ("category", "subcategory", "title"),
    [
        ("Education", "School transport", "Education > School transport"),
        ("education", "SCHOOL TRANSPORT", "Education > School transport"),
        ("Children’s care services", "Other", "Children's care services > Other"),
        ("Other categories", "Covid-19", "Other Categories > COVID-19"),
        ("Planning", None, "Planning"),
        ("Education", "Juggling", "Education > Juggling"),
        ("Juggling", "Clubs", "Juggling > Clubs"),
    ],
)
def test_category_id(loaded: sqlite3.Connection, category: str, subcategory: str | None, title: str) -> None:
    """A subject is found by its slugs, and made where it is new; asking again gives the same id."""
    categories = Categories(loaded)
    found = categories.category_id(category, subcategory)
    assert loaded.execute("SELECT title FROM categories WHERE id = ?", (found,)).fetchone() == (title,)
    assert categories.category_id(category, subcategory) == found
    assert Categories(loaded).category_id(category.upper(), subcategory) == found


def test_a_path_as_category(loaded: sqlite3.Connection) -> None:
    """A whole path that came as the category finds the subject of that title."""
    categories = Categories(loaded)
    assert categories.category_id("Education > Other", None) == categories.category_id("Education", "Other")


def test_no_category_no_id(loaded: sqlite3.Connection) -> None:
    """Without a category there is no subject, even where a subcategory is stated."""
    assert Categories(loaded).category_id(None, "Other") is None
    assert Categories(loaded).category_id(None, None) is None


def test_a_new_subject_is_not_known(loaded: sqlite3.Connection) -> None:
    """A subject met in a decision has its parent, its slug and known 0; its category is made first."""
    categories = Categories(loaded)
    leaf, top = categories.category_id("Juggling", "Clubs & balls"), categories.category_id("Juggling", None)
    row = loaded.execute("SELECT name, slug, parent_id, known FROM categories WHERE id = ?", (leaf,)).fetchone()
    assert row == ("Clubs & balls", "juggling/clubs-balls", top, 0)
    row = loaded.execute("SELECT name, slug, parent_id, known FROM categories WHERE id = ?", (top,)).fetchone()
    assert row == ("Juggling", "juggling", None, 0)
