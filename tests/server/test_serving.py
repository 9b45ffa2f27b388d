from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.places import SOURCE


def run(
    folder: Path, *arguments: str, stdin: bytes = b"", path: str = ""
) -> subprocess.CompletedProcess[bytes]:
    paths = os.pathsep.join(filter(None, (path, str(SOURCE))))
    return subprocess.run(
        [sys.executable, "-m", "digestlint", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": paths, "LC_ALL": "C"},
        check=False,
    )


def message(method: str, number: int | None = None, **params: object) -> bytes:
    what: dict[str, object] = {"jsonrpc": "2.0", "method": method, "params": params or None}
    if number is not None:
        what["id"] = number
    body = json.dumps(what).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def test_without_pygls_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "pygls.py").write_text("raise ImportError(name='pygls')")
    (tmp_path / "hidden" / "lsprotocol.py").write_text("raise ImportError(name='lsprotocol')")
    done = run(tmp_path, "server", path=str(tmp_path / "hidden"))
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "digestlint: the language server needs the package pygls: pip install 'digestlint[server]'"
    ]


def test_it_ends_when_it_is_told_to(tmp_path: Path) -> None:
    told = message("initialize", 1, capabilities={}) + message("shutdown", 2) + message("exit")
    done = run(tmp_path, "server", "--stdio", stdin=told)
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.count(b"Content-Length") == 2


def test_it_ends_when_the_editor_is_gone(tmp_path: Path) -> None:
    done = run(tmp_path, "server", stdin=message("initialize", 1, capabilities={}))
    assert done.returncode == 1


def test_other_commands_need_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    program = """
import sys
from digestlint.cli import main
main(["check", "--no-cache", "-q", "a.md"])
ours = "pygls", "lsprotocol", "digestlint.server"
print([name for name in sys.modules if name.startswith(ours)])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    assert done.stdout.strip() == "[]"
