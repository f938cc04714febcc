"""Reports in chapters, versions, carriers and siblings, through the ingester."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import HEAD, decision, outline, paragraphs

from archive.ingester import ingest
from archive.parsing.chapters import join
from archive.storage.connection import open_reader, open_writer
from archive.storage.integrity import findings
from archive.storage.reader import read_decision

if TYPE_CHECKING:
    from pathlib import Path

    from archive.decision import Decision

LABELS = "Category : Housing > Homelessness\n\nDecision : Upheld\n\nDecision date : 17 Nov 2023\n\n"
PAGES = {
    1: "Anytown Council (22 900 785)\n\n" + LABELS + "Summary\n\nIt rained.\n\nFinding\n\nFault found.\n",
    2: "Anytown Council (22 900 785)\n\n"
    + LABELS
    + "The Investigation\n\nThe complaint\n\n1. Rain.\n\nThe Law\n\n2. An Act.\n",
    3: "Anytown Council (22 900 785)\n\n" + LABELS + "Conclusions\n\n3. Wet.\n\n4. Cold.\n",
}


@pytest.fixture
def db(tmp_path: Path) -> str:
    """Where the archive is made."""
    return str(tmp_path / "a.db")


def page(folder: Path, chapter: int, *, numbered: bool = True) -> str:
    """A file with one chapter, as a mirror writes it."""
    made = folder / "www.lgo.org.uk" / "decisions" / "housing" / "homelessness"
    made.mkdir(parents=True, exist_ok=True)
    path = made / (f"22-900-785?chapter={chapter}.txt" if numbered else "22-900-785.txt")
    path.write_text(PAGES[chapter])
    return str(path)


def held(db: str, reference: str = "22 900 785") -> Decision:
    """The decision an archive holds; the archive must be whole."""
    writable = open_writer(db)
    assert list(findings(writable)) == []
    writable.close()
    connection = open_reader(db)
    found = read_decision(connection, reference)
    connection.close()
    assert found is not None
    return found


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
@pytest.mark.parametrize("together", [True, False])
def test_chapters_join_in_any_order(tmp_path: Path, db: str, order: tuple[int, ...], *, together: bool) -> None:
    """Chapters make one decision in order, together or one by one, whatever order they arrive in."""
    paths = [page(tmp_path, chapter) for chapter in order]
    for batch in [paths] if together else [[path] for path in paths]:
        ingest(batch, db)
    found = held(db)
    assert [heading for heading, _, _ in outline(found)] == [
        "Finding",
        "The Investigation",
        "The complaint",
        "The Law",
        "Conclusions",
    ]
    assert [(p.position, p.para) for p in paragraphs(found)] == [(1, None), (2, 1), (3, 2), (4, 3), (5, 4)]
    assert [p.text for p in paragraphs(found)] == ["Fault found.", "Rain.", "An Act.", "Wet.", "Cold."]
    assert (found.summary, found.document_type) == ("It rained.", "report")
    assert "chapter_missing" not in [problem.code for problem in found.problems]
    assert ingest(paths, db).unchanged == 3


def test_a_missing_chapter_is_a_problem_until_it_comes(tmp_path: Path, db: str) -> None:
    """A chapter that is not there is told; when it comes the problem goes."""
    ingest([page(tmp_path, 1), page(tmp_path, 3)], db)
    assert [p.message for p in held(db).problems] == ["expected chapters 1 to 3; not here: 2"]
    ingest([page(tmp_path, 2)], db)
    assert held(db).problems == ()


def test_the_page_without_a_number_is_the_first_chapter(tmp_path: Path, db: str) -> None:
    """The address without a chapter is the report's first page, before or after the others."""
    ingest([page(tmp_path, 2)], db)
    ingest([page(tmp_path, 1, numbered=False)], db)
    ingest([page(tmp_path, 3)], db)
    assert [heading for heading, _, _ in outline(held(db))][::4] == ["Finding", "Conclusions"]


def test_counted_numbers_run_through_chapters() -> None:
    """Where numbers restart in each chapter they are counted through."""
    one = decision(HEAD + "The complaint\n\n  1. A.\n  2. B.\n\nWhat I found\n\n  1. C.\n")
    joined = join([(1, one), (2, one)])
    assert [p.para for p in paragraphs(joined)] == [1, 2, 3, 4, 5, 6]


def write(folder: Path, name: str, text: str) -> str:
    """A file with `text`."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


BARE = "Anytown Council (21 900 001)\nThe Ombudsman's final decision:\nSummary: It rained.\nThe complaint\n- Rain.\n"
FULL = HEAD + "The complaint\n\n  1. Rain.\n"


@pytest.mark.parametrize("order", [("bare", "full"), ("full", "bare")])
def test_carriers_fill_each_other(tmp_path: Path, db: str, order: tuple[str, str]) -> None:
    """A copy without labels fills the summary the other lacks, and never blanks what is known."""
    texts = {"bare": BARE, "full": FULL}
    for name in order:
        ingest([write(tmp_path, f"{name}.txt", texts[name])], db)
    found = held(db, "21 900 001")
    assert (found.category, found.outcome, str(found.decision_date)) == ("Housing", "Upheld", "2022-05-03")
    assert found.summary == "It rained."
    connection = open_reader(db)
    assert connection.execute("SELECT path LIKE '%full.txt' FROM documents WHERE is_current").fetchall() == [(1,)]
    assert connection.execute(
        "SELECT count(*) FROM decisions_fts WHERE decisions_fts MATCH 'summary : rained'"
    ).fetchone() == (1,)
    connection.close()


def test_siblings_are_linked(tmp_path: Path, db: str) -> None:
    """Decisions with the same words under different references stay separate and name each other, until one changes."""
    body = "The complaint\n\n  1. " + "It rained for days and the drain was blocked. " * 8 + "\n"
    for serial in (1, 2):
        ingest([write(tmp_path, f"{serial}.txt", HEAD.replace("900 001", f"900 00{serial}") + body)], db)
    assert held(db, "21 900 001").related_references == ("21 900 002",)
    assert held(db, "21 900 002").related_references == ("21 900 001",)
    other = HEAD.replace("900 001", "900 002") + body.replace("drain", "gully")
    ingest([write(tmp_path, "2b.txt", other)], db)
    assert held(db, "21 900 001").related_references == ()
    assert held(db, "21 900 002").related_references == ()
