"""`lgsco datasette`."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from archives import small_archive

from archive.cli import invoke

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small archive in a folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LGSCO_DB", str(small_archive(tmp_path / "a.db")))
    return tmp_path


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield int(busy.getsockname()[1])


def test_writes(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder is written, lgsco-site where none is named, and what opens it is said on standard error."""
    assert invoke(["datasette"]) == 0
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.splitlines()[-1].startswith("lgsco-site: ")
    assert written.err.splitlines()[-1].endswith("`datasette lgsco-site` opens it")
    assert (db / "lgsco-site" / "metadata.yaml").is_file()


def test_quiet(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With -q nothing is said."""
    assert invoke(["datasette", str(db / "public"), "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_refused(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with other files is wrong usage; a missing archive is told as by every command."""
    assert invoke(["datasette", str(db)]) == 2
    assert "give a new folder" in capsys.readouterr().err
    assert invoke(["datasette", "public", "--db", "none.db"]) == 4


@pytest.mark.usefixtures("db")
def test_without_datasette(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without Datasette the folder is written all the same, and --serve says in one line what to install."""
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "datasette" else find(name))
    assert invoke(["datasette", "public", "--serve"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1].startswith("lgsco: Datasette is not installed: pip install")
    assert Path("public/archive.db").is_file()


@pytest.mark.usefixtures("db")
def test_port_taken(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    """A port in use is told in one line."""
    pytest.importorskip("datasette", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")
    assert invoke(["datasette", "public", "--serve", "--port", str(taken)]) == 2
    assert f"port {taken} of 127.0.0.1 cannot be used" in capsys.readouterr().err


def test_writing_imports_no_datasette(db: Path) -> None:
    """The folder is written without Datasette, its template engine or YAML."""
    code = (
        "import sys\nfrom archive.cli import invoke\ncode = invoke(['datasette', 'public', '-q'])\n"
        "print(code, *{'datasette', 'jinja2', 'markupsafe', 'yaml', 'httpx'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=db, env=environment, capture_output=True, check=True)
    assert done.stdout.split() == [b"0"]


def test_serve(db: Path) -> None:
    """--serve answers on this machine until it is stopped."""
    pytest.importorskip("datasette", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "archive", "datasette", "public", "--serve", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=db, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            text = answer(f"http://127.0.0.1:{port}/search?q=damp", server)
        finally:
            server.send_signal(signal.SIGINT)
            _, said = server.communicate(timeout=30)
    assert "<mark>damp</mark>" in text
    assert f"http://127.0.0.1:{port}/ (Ctrl-C stops)" in said
    assert "Traceback" not in said
    assert server.returncode in (0, 130)


def answer(address: str, server: subprocess.Popen[str]) -> str:
    """What the address answers, once it does; fails where the server has ended."""
    while server.poll() is None:
        try:
            with urlopen(address, timeout=30) as page:  # noqa: S310 - our own server
                return str(page.read().decode())
        except URLError:
            time.sleep(0.1)
    raise AssertionError(server.communicate())
