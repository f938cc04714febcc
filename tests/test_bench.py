"""The benchmark itself: on a handful of files every part of it runs and gives its rows. No time is asserted."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from bench import corpus, queries, run
from bench.figures import Spread
from bench.floor import FIELDS, parsed
from bench.ground import Ground
from bench.rows import Kept, Row, keep, kept_in, missing, printed, verdict, with_rest_of

from archive.query import search
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    from pathlib import Path

FILES = 60


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """So few files that everything takes seconds."""
    return Ground(FILES, pairs=1, work=tmp_path_factory.mktemp("bench"), grow=2 * FILES)


def test_every_part_gives_its_rows(ground: Ground) -> None:
    """Each part measures or says why not, and every point of what is asked for has a row with its bound."""
    rows = list(run.measured(ground, []))
    assert {row.group.partition(",")[0] for row in rows} == {
        "ingest",
        "size",
        "search",
        "start-up",
        "growth of searches",
    }
    assert {row.show for row in rows if row.bound is not None} - {None} == set(range(1, 9))
    assert len({(row.group, row.name) for row in rows}) == len(rows)
    for row in rows:
        assert row.found is not None or row.note.startswith("not measured: ")
        assert row.found is None or 0 <= row.found.least <= row.found.median <= row.found.most


def test_a_part_can_run_alone(ground: Ground) -> None:
    """Only the parts that were named are measured."""
    assert {row.group for row in run.measured(ground, ["size"])} == {"size"}


def test_questions_are_fifty_and_find_as_the_plain_form_does(ground: Ground) -> None:
    """Of every kind there is a question, the same each time; those of plain words find what FTS5 finds."""
    connection = open_reader(ground.archive)
    asked = queries.questions(connection)
    assert sum(one.kind not in queries.BESIDES for one in asked) == 50
    assert Counter(one.kind for one in asked).keys() == set(queries.KINDS)
    assert asked == queries.questions(connection)
    for one in asked:
        if one.kind not in (queries.PREFIX, queries.SHORT) and not one.filtered:
            assert search(connection, one.query).total == queries.matching(connection, one.match)
    connection.close()


def test_corpus_is_the_same_for_the_same_number() -> None:
    """A file depends on its number alone, and a suffix makes another decision of it."""
    assert corpus.make(7) == corpus.make(7)
    other = corpus.make(7, suffix="q")
    assert parsed(other.text)[0][-1] == "q"
    assert other.text != corpus.make(7).text


def test_corpus_is_as_long_and_as_rich_as_decisions_are() -> None:
    """Lengths, layouts, outcomes and distinct words of the published decisions, within a tenth."""
    texts = [corpus.make(number).text for number in range(600)]
    sizes = [len(text.encode()) for text in texts]
    assert 7_700 < statistics.mean(sizes) < 9_500
    assert 0.6 < sum(size <= 6_500 for size in sizes) / len(sizes) < 0.8
    distinct = [len(set(re.findall(r"\w+", text.lower()))) for text in texts]
    assert 400 < statistics.mean(distinct) < 600
    assert 0.4 < sum("\n\nBack to top" in text for text in texts) / len(texts) < 0.6
    rows = [dict(zip(FIELDS, parsed(text), strict=True)) for text in texts]
    assert all(all(row.values()) for row in rows)
    assert len({row["reference"] for row in rows}) == len(rows)
    assert len({row["council"] for row in rows}) > 100
    assert len({row["category"] for row in rows}) > 30
    assert len({row["decision_date"][:4] for row in rows}) > 8


def row(median: float, *, spread: float = 0.0, bound: float | None = None) -> Row:
    """A row of this median."""
    return Row("group", "name", "ms", Spread(median, median - spread, median + spread), bound, 5 if bound else None)


def test_a_row_says_what_is_short_worse_and_better() -> None:
    """Beyond its bound a row is short; against the one before, it is worse or better by more than both spreads."""
    assert verdict(row(9, bound=8), None) == "SHORT"
    assert verdict(row(7, bound=8), None) == ""
    assert verdict(row(12, spread=1), row(10, spread=1)) == "worse"
    assert verdict(row(12, spread=3), row(10, spread=1)) == ""
    assert verdict(row(8, spread=1), row(10, spread=1)) == "better"
    assert verdict(row(12, bound=8), row(10)) == "SHORT, worse"


def test_what_is_kept_is_what_later_results_are_compared_with(tmp_path: Path) -> None:
    """A result of as many decisions is replaced, others stay; the table shows the median of the kept one."""
    path = tmp_path / "kept.json"
    for number, median in ((60, 1.0), (100, 5.0), (60, 3.0)):
        keep(path, Kept(number, {"commit": "abc"}, [row(median), missing("group", "other", "no such program")]))
    before = kept_in(path, 60)
    assert before is not None
    assert before.about == {"commit": "abc"}
    assert before.rows[0] == row(3.0)
    assert kept_in(path, 61) is None
    found = printed([row(4.0, spread=0.5, bound=3.5), *before.rows[1:]], before)
    assert "| name | 4.00 ms (3.50 to 4.50) | at most 3.50 ms [5] | 3.00 ms | SHORT, worse |" in found
    assert "other (not measured: no such program)" in found


def test_a_part_kept_leaves_the_others_kept() -> None:
    """Of a run of some parts, the groups that it measured take the place of theirs; the rest stays."""
    before = Kept(60, {}, [row(1.0), row(2.0)._replace(group="other")])
    kept = with_rest_of(Kept(60, {}, [row(3.0)]), before, ("other", "group"))
    assert [(each.group, each.found and each.found.median) for each in kept.rows] == [("other", 2.0), ("group", 3.0)]
    assert with_rest_of(kept, None, ("other", "group")) == kept


def test_an_archive_grows_by_rows_of_its_own(ground: Ground) -> None:
    """Grown to twice its decisions, every word has twice its matches, and each copy is read as a decision."""
    ground.archive  # noqa: B018 - made before it is grown
    list(run.measured(ground, ["growth"]))
    small, large = open_reader(ground.archive), open_reader(ground.work / f"grown-{2 * FILES}.db")
    for word in ("council", "fault", '"evidence of fault"'):
        assert queries.matching(large, word) == 2 * queries.matching(small, word)
    assert large.execute("PRAGMA foreign_key_check").fetchall() == []
    assert large.execute("SELECT count(*) FROM paragraphs").fetchone()[0] == (
        2 * small.execute("SELECT count(*) FROM paragraphs").fetchone()[0]
    )
    small.close()
    large.close()


def test_what_cannot_be_grown_is_said(ground: Ground) -> None:
    """So many copies that a day has no room for them are refused."""
    from bench.growth import grow

    with pytest.raises(SystemExit, match="too many"):
        grow(ground.archive, ground.work / "never.db", 10_000_000)
