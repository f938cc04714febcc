"""Datasette's own pages of the folder: the ready questions, notes, facets, and what the plugin adds to cells."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

pytest.importorskip("datasette.app", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")

from serving import ask, one

from archive.site.queries import QUESTIONS

if TYPE_CHECKING:
    from pathlib import Path

ODD = ("", " ", '"', "O'Neill", '"><script>', "NEAR(", "*", "a" * 3000, "\x00", "%", "-", "AND", "😀", "-1", "1e9", "{")
PARAMETERS = ("words", "council", "since", "until", "about", "at_least_pounds", "phrase")


@pytest.mark.parametrize("question", [question.name for question in QUESTIONS])
def test_questions_never_fail(folder: Path, question: str) -> None:
    """A ready question answers on its first visit and whatever is typed, in every field at once."""
    addresses = [f"/archive/{question}"] + [
        f"/archive/{question}?" + "&".join(f"{name}={quote(typed)}" for name in PARAMETERS) for typed in ODD
    ]
    assert [answer.status for answer in ask(folder, *addresses)] == [200] * len(addresses)


def rows(folder: Path, address: str) -> list[dict[str, object]]:
    """The rows of a question, as objects."""
    import json

    found: list[dict[str, object]] = json.loads(one(folder, address).text)
    return found


def test_ranked_search(folder: Path) -> None:
    """The words are marked in their context, the best first."""
    found = rows(folder, "/archive/ranked_search.json?words=damp+mould&_shape=array")
    assert [row["reference"] for row in found] == ["23 902 391"]
    assert "«mould»" in str(found[0]["words_in_context"])


def test_why_turned_away(folder: Path) -> None:
    """Grounds are counted by how they stand, for all or for a council and a time."""
    found = rows(folder, "/archive/why_turned_away.json?_shape=array")
    assert found[0]["code"] == "insufficient_fault"
    assert found[0]["relied_on"] == 5
    fewer = rows(folder, "/archive/why_turned_away.json?council=ravensholt&since=2026&until=2026-01&_shape=array")
    assert {row["code"] for row in fewer if row["relied_on"]} == {"court_proceedings", "insufficient_fault"}


def test_paid_for_what(folder: Path) -> None:
    """Sums stand with their words, the largest first, and can be narrowed by purpose and size."""
    found = rows(folder, "/archive/paid_for_what.json?about=missed&at_least_pounds=1000&_shape=array")
    sums = [int(str(row["amount_pence"])) for row in found]
    assert sums == sorted(sums, reverse=True)
    assert min(sums) >= 100_000
    assert all("missed" in f"{row['purpose']} {row['quote']}" for row in found)


def test_council_and_predecessors(folder: Path) -> None:
    """A blank council gives nothing; a name gives its decisions, with reasons and sums."""
    assert rows(folder, "/archive/council_and_predecessors.json?council=&_shape=array") == []
    found = rows(folder, "/archive/council_and_predecessors.json?council=hartlow&_shape=array")
    assert [row["reference"] for row in found] == ["23 905 118", "21 900 114", "25 905 387"]
    assert found[0]["paid_pence"] == 417_584


def test_phrase_by_year(folder: Path) -> None:
    """A phrase is counted by year and outcome, in any form of its words."""
    found = rows(folder, "/archive/phrase_by_year.json?phrase=found+faults&_shape=array")
    assert sum(int(str(row["decisions"])) for row in found) > 2


def test_cells(folder: Path) -> None:
    """On table pages a reference leads to the decision's page, and pence are pounds."""
    decisions, remedies = ask(folder, "/archive/decisions?reference=23+902+391", "/archive/payments_by_purpose")
    assert "/decision/23-902-391" in decisions.links("td a")
    assert "£2,700" in remedies.words("table.rows-and-columns")


def test_notes_licence_and_facets(folder: Path) -> None:
    """The page of a table has its note, its columns' notes, licence, source, and facets ready."""
    page = one(folder, "/archive/decisions")
    text = page.words("body")
    assert "One row a decision" in text
    assert "As in the header; null where the copy has no header" in text
    assert "https://www.lgo.org.uk/copyright" in page.links()
    assert "Closed after initial enquiries" in page.words(".facet-results")
    assert "/static/lgsco-tables.css" in page.links("link[rel=stylesheet]")


def test_search_box(folder: Path) -> None:
    """Tables and views with an index have Datasette's search box, and it finds."""
    for name in ("decisions", "decision_search"):
        page = one(folder, f"/archive/{name}?_search=mould")
        assert page.tree.css_first("input[name=_search]") is not None
        assert "23 902 391" in page.words("table.rows-and-columns")


def test_hidden(folder: Path) -> None:
    """What a reader has no use for is not listed among the tables."""
    listed = {link.rsplit("/", 1)[-1] for link in one(folder, "/archive").links(".db-table h3 a, h3 a, h2 a")}
    assert "decisions" in listed
    assert listed.isdisjoint({"words", "paragraph_spans", "decisions_fts"})


def test_settings(folder: Path) -> None:
    """Either Datasette takes the time limits of the folder, and offers no facets of its own choice."""
    import json

    settings = json.loads(one(folder, "/-/settings.json").text)
    assert (settings["sql_time_limit_ms"], settings["suggest_facets"]) == (3000, False)
    assert "Suggested facets" not in one(folder, "/archive/remedies").text


def test_foreign_server(sample_archive: Path) -> None:
    """A Datasette that opens the bare file keeps its own home page, though the plugin has been loaded before."""
    import asyncio

    from datasette.app import Datasette

    async def asked() -> tuple[str, int]:
        server = Datasette([str(sample_archive)])
        try:
            await server.invoke_startup()
            home = await server.client.get("/")
            cell = await server.client.get("/sample/decisions")
            assert "/decision/" not in cell.text
            return home.text, (await server.client.get("/councils")).status_code
        finally:
            server.executor.shutdown()
            for database in server.databases.values():
                database.close()

    text, status = asyncio.run(asked())
    assert "Why complaints to the Ombudsman were turned away" not in text
    assert status == 404
