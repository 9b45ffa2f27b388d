"""``digestlint review``: who gets the page, who may send decisions, and what becomes of them."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.conftest import Run
from tests.places import SOURCE
from tests.review.pages import SENTENCES, damaged, project

DECISIONS = {
    "version": 1,
    "decisions": [
        {"damaged": "ä¸", "before": "b", "after": "a", "chosen": "中", "restored": "b中a"}
    ],
}


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """The address of a page that is served."""
    with serving(folder, *options) as (_, address):
        yield address


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process that serves a page, and the address of the page."""
    process = subprocess.Popen(
        [sys.executable, "-m", "digestlint", "review", *options, "a.md"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None and process.stderr is not None
    try:
        address = process.stdout.readline().strip()
        assert address, process.stderr.read()
        yield process, address
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def ask(
    address: str, method: str = "GET", rest: str = "", body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port or 0, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, parts.path + rest, body, named)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path, a=damaged(SENTENCES))


def test_only_who_knows_the_address_gets_the_page(folder: Path) -> None:
    with served(folder) as address:
        parts = urlsplit(address)
        assert parts.hostname == "127.0.0.1" and len(parts.path) > 30
        status, page = ask(address)
        assert status == 200 and b"decisions" in page
        root = f"http://{parts.netloc}/"
        assert ask(root) == (403, b"")
        assert ask(address.replace(parts.path, parts.path[:-2] + "/"))[0] == 403
        assert ask(address, rest="../a.md")[0] == 403
        assert ask(address, Host="evil.example")[0] == 403
        assert ask(address, Host=f"evil.example:{parts.port}")[0] == 403
        assert ask(address, Origin="http://evil.example")[0] == 403


def test_decisions_are_written_and_shown_again(folder: Path) -> None:
    content = json.dumps(DECISIONS).encode()
    with served(folder, "--decisions", "mine.json") as address:
        json_type = {"Content_Type": "application/json"}
        saved = ask(address, "POST", "decisions", content, **json_type)
        assert saved == (204, b"")
        assert json.loads((folder / "mine.json").read_bytes()) == DECISIONS
        assert "b中a" in ask(address)[1].decode()
        before = (folder / "mine.json").read_bytes()
        for body, headers in (
            (b"[]", json_type),
            (content, {"Content_Type": "text/plain"}),
            (content, {**json_type, "Origin": "http://evil.example"}),
        ):
            assert ask(address, "POST", "decisions", body, **headers)[0] in (400, 403)
        assert ask(address, "POST", "other", content, **json_type)[0] == 403
        assert ask(address, "PUT", "decisions", content, **json_type)[0] == 501
        assert (folder / "mine.json").read_bytes() == before
    with served(folder, "--decisions", "mine.json") as address:
        assert "b中a" in ask(address)[1].decode(), "they are there the next time"


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT for one process")
def test_ctrl_c_ends_it_with_a_sentence(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "digestlint", "review", "a.md"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("http://127.0.0.1:")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "the page is closed; decisions are in decisions.json" in errors
    assert process.returncode == 130
    assert not (folder / "decisions.json").exists()


def test_a_port_that_cannot_be_had_is_wrong_use(cli: Run, folder: Path) -> None:
    done = cli("review", "--port", "70000", "a.md")
    assert done.returncode == 2 and done.stderr.startswith("digestlint: --port 70000: ")
    done = cli("review", "--decisions", "a.md", "a.md")
    assert done.returncode == 2 and "is no file of decisions" in done.stderr


def test_a_link_is_refused_before_anything_is_decided(cli: Run, folder: Path) -> None:
    try:
        (folder / "decisions.json").symlink_to(folder / "elsewhere.json")
    except OSError:
        pytest.skip("links cannot be made here")
    done = cli("review", "a.md")
    assert done.returncode == 2
    assert "decisions.json: is a symbolic link; name the file that is meant" in done.stderr


def test_a_client_that_breaks_off_or_counts_wrongly_leaves_no_traceback(folder: Path) -> None:
    with serving(folder) as (process, address):
        parts = urlsplit(address)
        request = (
            f"POST {parts.path}decisions HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )
        with socket.create_connection((str(parts.hostname), parts.port), timeout=60) as wrong:
            wrong.sendall(f"{request}{'9' * 5000}\r\n\r\n".encode())
            assert b" 413 " in wrong.makefile("rb").readline()
        with socket.create_connection((str(parts.hostname), parts.port), timeout=60) as broken:
            broken.sendall(f"{request}1000\r\n\r\n".encode())
            # Closed with a reset, as by a browser that is ended.
            broken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        assert ask(address)[0] == 200, "it goes on"
        process.kill()
        assert "Traceback" not in process.communicate()[1]
