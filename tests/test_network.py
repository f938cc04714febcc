"""No network: whatever is asked, no socket is made, no name is looked up, nothing is connected to.

`lgsco datasette --serve` is the one command that listens, and it listens to this machine alone.
"""

from __future__ import annotations

import ast
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING, Final

import pytest
from conftest import ROOT
from making import decision
from pages import SAMPLE, sample_page, site
from reading.pdf_writer import statement

if TYPE_CHECKING:
    from pathlib import Path

# Of each process that Python starts, the first thing that is run: Python itself tells every use of a socket.
GUARD: Final = """
import os, sys

ALLOWED = os.environ.get("LGSCO_TEST_SOCKETS") == "loopback"

def refuse(event, arguments):
    if event.startswith(("socket.", "ssl.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        if not ALLOWED:
            sys.stderr.write(f"NETWORK {event}\\n")
            os._exit(99)
        if event in ("socket.bind", "socket.connect", "socket.sendto", "socket.getaddrinfo"):
            address = arguments[0] if event == "socket.getaddrinfo" else arguments[1][0]
            sys.stderr.write(f"NETWORK {event} {address}\\n")

sys.addaudithook(refuse)
"""
NETWORKS: Final = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "socketserver", "xmlrpc"}
COMMANDS: Final = [
    ["ingest", "in", "--jobs", "1"],
    ["ingest", "in", "--jobs", "2", "--db", "second.db"],
    ["ingest", "in", "--dry-run", "--db", "third.db"],
    ["parse", "in"],
    ["search", "mould", "--facets"],
    ["search", "mould", "--explain"],
    ["search", "23 902 391"],
    ["show", "23 902 391", "--match", "mould"],
    ["show", "23 902 391", "--versions"],
    ["show", "23 902 391", "--format", "source"],
    *(["export", "--format", form] for form in ("csv", "jsonl", "markdown")),
    ["councils"],
    ["categories"],
    ["reasons"],
    ["check", "--full"],
    ["check", "--repair"],
    ["backup", "copy.db"],
    ["reparse"],
    ["migrate"],
    ["datasette", "folder"],
    ["completion", "bash"],
    ["man"],
    ["--version"],
]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive, and with files of every format: text, page, record, lines, PDF, ZIP."""
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    files = folder / "in"
    files.mkdir()
    text = (SAMPLE / "23-902-391.txt").read_text(encoding="utf-8")
    (files / "a.txt").write_text(text, encoding="utf-8")
    (files / "b.html").write_bytes(site(sample_page("22-903-771.txt")))
    (files / "c.json").write_text(json.dumps({"text": (SAMPLE / "24-907-330.txt").read_text(encoding="utf-8")}))
    (files / "d.pdf").write_bytes(statement(decision((SAMPLE / "21-904-512.txt").read_bytes())))
    with zipfile.ZipFile(files / "e.zip", "w") as packed:
        packed.write(SAMPLE / "25-904-909.txt", "f/25-904-909.txt")
    done = run(folder, ["ingest", "in"])
    assert done.stderr.startswith("5 added"), done.stderr
    return folder


def run(folder: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """A command as a process in `folder`, which a use of the network ends with 99."""
    return subprocess.run(
        [sys.executable, "-m", "archive", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "LGSCO_DB": "archive.db"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_guard_sees_a_socket(guarded: Path) -> None:
    """What forbids sockets here does forbid them."""
    environment = {**os.environ, "PYTHONPATH": str(guarded)}
    code = "import socket; socket.getaddrinfo('localhost', 80)"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (99, "NETWORK socket.getaddrinfo\n")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_command_uses_the_network(guarded: Path, arguments: list[str]) -> None:
    """Every command does its work with sockets forbidden, to it and to the processes it starts."""
    done = run(guarded, arguments)
    assert (done.returncode, "NETWORK" in done.stderr) == (0, False), done.stderr


def test_no_module_imports_a_network() -> None:
    """No module of the program imports what opens connections, but the one that serves pages to this machine."""
    found = set()
    for path in sorted((ROOT / "archive").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {(path.name, name) for name in names if NETWORKS & {name, name.partition(".")[0]}}
    assert found == {("serve.py", "socket")}


def test_pages_are_served_to_this_machine_alone(guarded: Path) -> None:
    """`--serve` binds the loopback address and connects to nothing."""
    pytest.importorskip("datasette", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": f"{guarded}{os.pathsep}{ROOT}", "LGSCO_TEST_SOCKETS": "loopback"}
    command = [sys.executable, "-m", "archive", "datasette", "served", "--serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=guarded, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            while server.poll() is None and not _answers(port):
                time.sleep(0.1)
        finally:
            server.send_signal(signal.SIGINT)
            _, said = server.communicate(timeout=30)
    addresses = {line.split()[2] for line in said.splitlines() if line.startswith("NETWORK")}
    assert addresses == {"127.0.0.1"}, said


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
