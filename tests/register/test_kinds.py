"""The kind of a body by words of its name."""

from __future__ import annotations

import pytest

from archive.register.kinds import Rule, kind_of, rules

EXAMPLES = [(rule, name) for rule in rules() for name in rule.examples]


@pytest.mark.parametrize(("rule", "name"), EXAMPLES, ids=[name for _, name in EXAMPLES])
def test_each_rule_decides_its_examples(rule: Rule, name: str) -> None:
    """A row of the table gives its kind to its own examples, whatever rows stand before it."""
    assert rule.words
    assert kind_of(name) == rule.kind


def test_places_and_kinds_are_known() -> None:
    """Every row names a place and a kind that the schema knows."""
    assert {rule.place for rule in rules()} <= {"anywhere", "start", "end"}
    assert {rule.kind for rule in rules()} == {
        "care_provider",
        "combined_authority",
        "drainage_board",
        "fire_authority",
        "gla_group",
        "national_park",
        "nhs_body",
        "other_public_body",
        "police_crime_commissioner",
        "school_or_appeal_panel",
    }


@pytest.mark.parametrize(
    "name",
    [
        "Anytown Parish Council",
        "Anyshire Council",
        "Anytown District Council",
        "The Old School House",
        "School Lane Surgery",
        "Schoolfield Trust",
        "Academy House",
        "Unlimited Futures",
        "Firefly Trust",
        "Offices of Transport for London's Friends",
        "–",
        "",
    ],
)
def test_no_rule_no_kind(name: str) -> None:
    """A name that no row fits is unknown: part of a word, or a word at another place, is no match."""
    assert kind_of(name) == "unknown"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Old School House Care Home", "care_provider"),
        ("Anytown NHS Hospitals Limited", "nhs_body"),
        ("Police, Fire & Crime Commissioner for Anyshire Fire and Rescue Authority", "police_crime_commissioner"),
    ],
)
def test_the_first_rule_decides(name: str, kind: str) -> None:
    """Where several rows fit, the first in the file gives the kind."""
    assert kind_of(name) == kind
