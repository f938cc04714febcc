"""What is hostile, too much or not allowed: texts of documents, permissions, time, prefixes."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
import time
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

pytest.importorskip("datasette.app", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")

from archives import Builder, Ground
from datasette.app import Datasette
from serving import ask, one

from archive import __version__
from archive.site import views
from archive.site.folder import write_folder
from archive.storage.connection import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

EVIL = '"><script>alert(1)</script><b onclick=x>&amp; {{ 7*7 }} {% raw %}'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose only decisions have markup wherever a document can put text."""
    path = tmp_path_factory.mktemp("hostile") / "a.db"
    builder = Builder(path)
    for number in (1, 2):
        builder.add(
            f"21 000 00{number}",
            council=f"{EVIL} Council",
            category=f"{EVIL} > {EVIL}",
            outcome="Upheld",
            decision_date=date(2021, 1, number),
            document_type=EVIL,
            summary=EVIL,
            sections={"complaint": [EVIL, "Plain."], "decision": [EVIL]},
            reasons=[
                Ground("insufficient_fault", "primary", EVIL, "decision", 3),
                Ground("late_complaint", "considered_and_rejected", EVIL, "complaint", 1),
                Ground("no_different_outcome", "stated", EVIL, "summary", None),
                Ground("fault_causing_injustice", "cited", EVIL, "powers", 99),
            ],
            url="javascript:alert(1)",
        )
    connection = builder.connection
    (decision,) = connection.execute("SELECT min(id) FROM decisions").fetchone()
    connection.execute("UPDATE sections SET heading = ?", (EVIL,))
    connection.execute("UPDATE documents SET path = ?1, url = ?1, format = ?1", (EVIL,))
    connection.executemany(
        "INSERT INTO remedies"
        "(decision_id, kind, amount_pence, basis, purpose, payee, status, due, section, paragraph, quote)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'action', ?, ?)",
        [
            (decision, kind, 100, "fixed", *[EVIL] * 4, place, EVIL)
            for kind, place in (("payment", 2), ("service_improvement", None))
        ],
    )
    connection.execute("INSERT INTO related_decisions VALUES (?, '21 000 002', 'named')", (decision,))
    connection.execute("INSERT INTO related_decisions VALUES (?, ?, 'named')", (decision, EVIL))
    connection.execute("INSERT INTO problems(document_id, line, code, message) VALUES (1, 3, 'x', ?)", (EVIL,))
    connection.execute(
        "INSERT INTO citations(decision_id, act, provision, section, paragraph, raw) VALUES (?, ?, ?, 'law', 1, ?)",
        (decision, EVIL, EVIL, EVIL),
    )
    connection.execute("UPDATE councils SET key = ?", (EVIL,))
    builder.finish()
    folder = path.with_name("folder")
    write_folder(str(path), folder)
    return folder


def test_texts_are_escaped(hostile: Path) -> None:
    """Markup in a document is text on every page, and takes no part in it."""
    key = quote(EVIL, safe="")
    addresses = (
        "/",
        "/search",
        "/search?q=alert",
        "/decision/21-000-001",
        "/decision/21-000-002",
        "/councils",
        f"/council/{key}",
        "/reason/insufficient_fault",
        "/reason/late_complaint",
        f"/search?q={key}&council={key}",
        f"/reason/{key}",
        f"/decision/{key}",
        "/archive/decisions",
        "/archive/payments_by_purpose",
    )
    for address, page in zip(addresses, ask(hostile, *addresses), strict=True):
        assert "<script>alert" not in page.text, address
        assert not page.tree.css("b[onclick], a[href^='javascript:']"), address
        if not address.startswith("/archive/"):
            assert "<script" not in page.text, address
    (council,) = ask(hostile, f"/council/{key}")
    assert council.status == 200
    assert "{{ 7*7 }}" in council.words("h1")
    assert council.words("h1") == " ".join(f"{EVIL} Council".split())


def changed(folder: Path, copy: Path, old: str, new: str) -> Path:
    """A copy of a folder whose configuration has `new` for `old`."""
    shutil.copytree(folder, copy)
    for name in ("metadata.yaml", "datasette.yaml", "settings.json"):
        text = (copy / name).read_text(encoding="utf-8")
        (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_prefix(folder: Path) -> None:
    """Behind a prefix every link, form and style keeps it."""
    page = one(folder, "/search?q=fault", settings={"base_url": "/lgsco/"})
    assert page.status == 200
    assert all(link.startswith(("/lgsco/", "#", "https://")) for link in page.links("a, link"))
    assert {form.attributes["action"] for form in page.tree.css("form")} == {"/lgsco/search"}


def test_no_permission(folder: Path) -> None:
    """Where the server lets nobody see the database, it lets nobody see the pages."""
    nobody: dict[str, Any] = {
        "databases": {"archive": {"allow": False}},
        "plugins": {"lgsco": {"program": __version__}},
    }
    option = "config" if hasattr(Datasette, "allowed") else "metadata"
    for answer in ask(folder, "/", "/decision/23-902-391", "/search", **{option: nobody}):
        assert answer.status == 403
        assert "Eastmere" not in answer.text


def test_too_slow(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that takes longer than the server allows says so, and the next one is answered."""
    import archive.site.home

    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    monkeypatch.setattr(archive.site.home, "_HELD", endless)
    hasty = changed(folder, tmp_path / "copy", "3000", "300")
    slow, next_ = ask(hasty, "/", "/search?q=mould")
    assert slow.status == 503
    assert "This took longer than the 0.3 seconds that this server allows a page." in slow.words()
    assert next_.words("#found") == "1 decision"


def test_time_is_up_inside_a_savepoint() -> None:
    """A statement cut off in a transaction leaves none behind; a real error stays one."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def endless(connection: sqlite3.Connection) -> views.Sheet:
        connection.execute("SAVEPOINT facets")
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        ).fetchone()
        raise AssertionError

    def wrong(connection: sqlite3.Connection) -> views.Sheet:
        connection.execute("SELECT * FROM nowhere")
        raise AssertionError

    started = time.perf_counter()
    assert views.within(endless, 100, connection).status == 503
    assert time.perf_counter() - started < 5
    assert not connection.in_transaction
    with pytest.raises(sqlite3.OperationalError, match="no such table: nowhere"):
        views.within(wrong, 10_000, connection)
    connection.close()


def test_another_version(folder: Path, tmp_path: Path) -> None:
    """A folder that another version wrote, by its program or its schema, says so on every page, plainly."""
    schema = tmp_path / "schema"
    shutil.copytree(folder, schema)
    with contextlib.closing(sqlite3.connect(schema / "archive.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
    program = changed(folder, tmp_path / "program", f'program: "{__version__}"', 'program: "0.0.1"')
    for answer in (*ask(schema, "/", "/decision/23-902-391"), one(program, "/")):
        assert answer.status == 503
        assert "This folder was written by another version of the program." in answer.words()
        assert "lgsco datasette" in answer.words()


def test_empty_archive(tmp_path: Path) -> None:
    """An archive without decisions has its pages, which say that it is empty."""
    path = tmp_path / "a.db"
    builder = Builder(path)
    builder.finish()
    write_folder(str(path), tmp_path / "folder")
    home, search, councils, reasons, reason = ask(
        tmp_path / "folder", "/", "/search?q=damp", "/councils", "/reasons", "/reason/late_complaint"
    )
    assert "This archive is empty" in home.words(".note")
    assert "The archive is empty" in search.words(".note")
    assert (councils.status, reasons.status) == (200, 200)
    assert "No decision here rests on it" in reason.words()


def test_predecessors(tmp_path: Path) -> None:
    """A council's page counts the decisions of those it took over from and names them; theirs leads to it."""
    path = tmp_path / "a.db"
    builder = Builder(path)
    new = builder.council("Wide Council", key="wide", valid_from="2023-04-01")
    old = builder.council("Narrow District Council", key="narrow", kind="district", valid_to="2023-03-31")
    older = builder.council("Tiny Rural District", key="tiny")
    builder.connection.executemany(
        "INSERT INTO council_successions VALUES (?, ?, '2023-04-01')", [(old, new), (older, old)]
    )
    for number in range(40):
        council = ("Wide Council", "Narrow District Council", "Tiny Rural District")[number % 3]
        builder.add(f"21 000 {number:03}", council=council, decision_date=date(2020 + number % 4, 1, 1))
    builder.finish()
    write_folder(str(path), tmp_path / "folder")
    page, narrow, found = ask(
        tmp_path / "folder", "/council/wide", "/council/narrow", "/search?council=Wide+Council&predecessors=1"
    )
    assert page.words(".lead") == "40 decisions, 0 of them upheld."
    assert page.links(".prose li a") == ["/council/narrow", "/council/tiny"]
    assert "Narrow District Council (to 31 March 2023): 13 decisions" in page.words(".prose")
    assert not page.tree.css(".note")
    assert "Its work went to Wide Council on 1 April 2023" in narrow.words(".note")
    assert "26 decisions" in narrow.words(".lead")
    assert found.words("#found") == "40 decisions"


def test_views_answer_in_threads(folder: Path) -> None:
    """Many questions at once are each answered rightly."""

    async def asked() -> list[int]:
        server = Datasette(config_dir=folder)
        try:
            await server.invoke_startup()
            addresses = ["/search?q=fault", "/decision/23-902-391", "/", "/reason/insufficient_fault"] * 6
            answers = await asyncio.gather(*(server.client.get(address) for address in addresses))
            return [answer.status_code for answer in answers]
        finally:
            server.executor.shutdown()
            for database in server.databases.values():
                database.close()

    assert asyncio.run(asked()) == [200] * 24
