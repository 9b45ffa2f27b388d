"""Consoles that are not UTF-8, and files as Windows' editors write them: CR LF, a byte order mark.

Data is the same bytes everywhere; what is for people is in the console's encoding, with escapes for
what that lacks.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.output import FORMATS
from tests.places import ROOT, SOURCE

MOJIBAKE = "Un résumé naïf du café.".encode().decode("cp1252")
TEXT = f"# 论文 😀\n\n[不在](没有.md) [a](http://arxiv.org/abs/2510.00001.) [b]()\n\n{MOJIBAKE}\n"
MACHINES = ("json", "json-lines", "sarif", "gitlab", "junit", "rdjson")
PEOPLE = tuple(name for name in FORMATS if name not in MACHINES)
ENCODINGS = ("cp936", "cp1252", "ascii")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "论文.md").write_bytes(TEXT.encode())
    return tmp_path


def check(folder: Path, encoding: str, *options: str) -> bytes:
    """What a check of the digest prints where that is the console's encoding."""
    done = subprocess.run(
        [sys.executable, "-m", "digestlint", "check", "--no-cache", *options, "论文.md"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    done.stderr.decode(encoding)
    return done.stdout


def test_all_formats_are_either_data_or_text() -> None:
    assert set(MACHINES) < set(FORMATS)


@pytest.mark.parametrize("name", MACHINES)
def test_data_is_the_same_bytes_in_every_console(name: str, folder: Path) -> None:
    expected = check(folder, "utf-8", "--output-format", name)
    assert len(expected.decode()) > 200
    for encoding in ("cp1252", "ascii"):
        assert check(folder, encoding, "--output-format", name) == expected


@pytest.mark.parametrize("name", PEOPLE)
def test_what_people_read_is_in_the_encoding_of_the_console(name: str, folder: Path) -> None:
    for encoding in ("cp936", "ascii"):
        text = check(folder, encoding, "--output-format", name).decode(encoding)
        if "md" in text:  # some show no names
            assert ("论文" if encoding == "cp936" else r"\u8bba\u6587") in text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_reports_in_files_are_utf_8(encoding: str, folder: Path) -> None:
    for console in ("utf-8", encoding):
        names = [f"--output-format={name}={console}-{name}" for name in FORMATS]
        check(folder, console, *names)
    for name in FORMATS:
        assert (folder / f"{encoding}-{name}").read_bytes() == (
            folder / f"utf-8-{name}"
        ).read_bytes()
        (folder / f"utf-8-{name}").read_bytes().decode()


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    return folder


def windows(text: str) -> bytes:
    """A text as an editor of Windows writes it."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def codes(capsys: pytest.CaptureFixture[str], *options: str) -> set[str]:
    assert main(["check", "--no-cache", "--output-format", "pylint", *options, "."]) in (0, 1)
    out = capsys.readouterr().out
    return {line.partition(": [")[2][:6] for line in out.splitlines() if ": [" in line}


def test_a_configuration_with_cr_lf_and_a_byte_order_mark(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "digestlint.toml").write_bytes(windows('# 论文\nselect = [\n  "ANC",\n]\n'))
    assert codes(capsys) == {"ANC003"}


def test_a_baseline_with_cr_lf_and_a_byte_order_mark(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["baseline"]) == 0
    baseline = here / "digestlint-baseline.json"
    baseline.write_bytes(windows(baseline.read_text(encoding="utf-8")))
    assert codes(capsys, "--baseline", baseline.name) == set()


def test_a_bibliography_with_cr_lf_and_a_byte_order_mark(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (ROOT / "fixtures" / "rules" / "missing-from-digest").glob("digest.*"):
        (here / path.name).write_bytes(windows(path.read_text(encoding="utf-8")))
    assert codes(capsys, "--select", "BIB") == {"BIB001"}


def test_ignore_files_with_cr_lf(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / ".gitignore").write_bytes(b"# a\r\n*.md\r\n!b.md\r\n")
    (here / "b.md").write_bytes(b"[a](nothing.md)\r\n")
    assert codes(capsys) == {"ANC003"}


def test_digests_keep_cr_lf_and_their_byte_order_mark(here: Path) -> None:
    digest = here / "论文.md"
    digest.write_bytes(windows(TEXT))
    main(["check", "--no-cache", "--fix", "--unsafe-fixes", "--ignore", "ENC005", "."])
    fixed = digest.read_bytes()
    assert b"https://arxiv.org/abs/2510.00001)" in fixed
    assert fixed.startswith(b"\xef\xbb\xbf") and fixed.count(b"\r\n") == fixed.count(b"\n")
