"""Files that are named and are not Markdown: a bibliography means its digests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOTICE, Run
from tests.places import SOURCE

BIB = """\
@misc{kelp, title = {Kelp}, eprint = {2510.99101}, url = {http://arxiv.org/abs/2510.99101}}
@misc{korp, title = {Korp}, eprint = {2510.99102}}
"""
DIGEST = "# Papers for 2025-10-03\n\n## 0.[Kelp](https://arxiv.org/pdf/2510.99101)\n"
TITLED = DIGEST.replace("# Papers", "# Paper List from BIB File: papers.bib\n\n# Papers")
ALONE = (
    "no digest belongs to this bibliography: none beside it has its name, or names it in its "
    "title, and no configuration assigns it to one"
)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def checked(cli: Run, *arguments: str) -> list[str]:
    """The files in which a paper of the bibliography is missing."""
    done = cli("check", "--select", "BIB001", "--format", "json", *arguments)
    assert done.stderr == ""
    return [found["filename"] for found in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("files", "given", "expected"),
    [
        ({"p.bib": BIB, "p.md": DIGEST, "q.md": DIGEST}, ["p.bib"], ["p.md"]),
        (
            {"p.BIB": BIB, "digestlint.toml": 'bibliography = "p.BIB"', "p.md": DIGEST},
            ["p.BIB"],
            ["p.md"],
        ),
        ({"p.bib": BIB, "p.markdown": DIGEST}, ["p.bib"], ["p.markdown"]),
        ({"papers.bib": BIB, "a.md": TITLED, "b.md": DIGEST}, ["papers.bib"], ["a.md"]),
        ({"s/p.bib": BIB, "s/p.md": DIGEST, "p.md": DIGEST}, ["s/p.bib"], ["s/p.md"]),
        # Each once, in the order in which they are named.
        ({"p.bib": BIB, "p.md": DIGEST}, ["p.md", "p.bib"], ["p.md"]),
        (
            {"p.bib": BIB, "p.md": DIGEST, "q.bib": BIB, "q.md": DIGEST},
            ["q.bib", "p.bib"],
            ["q.md", "p.md"],
        ),
        (
            {"p.bib": BIB, "digestlint.toml": 'bibliography = "p.bib"', "d/a.md": DIGEST},
            ["p.bib"],
            ["d/a.md"],
        ),
        (
            {
                "refs/p.bib": BIB,
                "digestlint.toml": 'bibliography = { "d/*.md" = "refs/p.bib" }',
                "d/a.md": DIGEST,
                "e.md": DIGEST,
            },
            ["refs/p.bib"],
            ["d/a.md"],
        ),
        (
            {
                "p.bib": BIB,
                ".digestlint.toml": '[[per-file]]\nfiles = ["a.md"]\nbibliography = "p.bib"',
                "a.md": DIGEST,
                "p.md": DIGEST,
            },
            ["p.bib"],
            ["a.md", "p.md"],
        ),
        ({"p.bib": BIB, "a.md": DIGEST}, ["--bib", "p.bib", "p.bib"], ["a.md"]),
        ({"p.bib": BIB, "p.md": DIGEST}, ["--config", "force-exclude=true", "p.bib"], ["p.md"]),
    ],
)
def test_a_bibliography_means_its_digests(
    cli: Run, tmp_path: Path, files: dict[str, str], given: list[str], expected: list[str]
) -> None:
    write(tmp_path, files)
    assert checked(cli, *given) == expected


def test_a_configuration_above(cli: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "digestlint.toml": 'bibliography = "refs/p.bib"',
            "refs/p.bib": BIB,
            "d/a.md": DIGEST,
        },
    )
    done = subprocess.run(
        [sys.executable, "-m", "digestlint", "check", "--select", "BIB001", "-q", "p.bib"],
        cwd=tmp_path / "refs",
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"..{os.sep}d{os.sep}a.md:1:")


@pytest.mark.parametrize("options", [[], ["--fix"], ["--fix", "--unsafe-fixes"]])
def test_a_bibliography_is_never_written(cli: Run, tmp_path: Path, options: list[str]) -> None:
    write(tmp_path, {"p.bib": BIB, "p.md": DIGEST, "q.bib": BIB})
    cli("check", *options, "p.bib", "q.bib")
    cli("format", "p.bib", "q.bib")
    assert [(tmp_path / name).read_text() for name in ("p.bib", "q.bib")] == [BIB, BIB]


def test_a_bibliography_of_no_digest(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, {"p.bib": BIB, "a.md": "# A\n"})
    done = cli("check", "p.bib", "a.md")
    assert (done.returncode, done.stdout) == (2, "1 file checked, all clean\n")
    assert done.stderr == f"digestlint: p.bib: {ALONE}\n"
    # A hook gets whatever ends in .bib: a thesis has one as well.
    done = cli("check", "--config", "force-exclude=true", "p.bib")
    assert (done.returncode, done.stdout) == (0, "no files were checked\n")
    assert done.stderr == f"digestlint: p.bib: was skipped: {ALONE}\n"


def test_what_is_excluded_does_not_count(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, {"old/p.bib": BIB, "old/p.md": DIGEST, "digestlint.toml": 'exclude = ["old"]'})
    done = cli("check", "--config", "force-exclude=true", "old/p.bib")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no files were checked\n", "")


def test_a_folder_with_such_a_name_is_a_folder(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, {"p.bib/a.md": "[x](#gone)\n"})
    assert cli("check", "p.bib").stdout.startswith("p.bib/a.md:1:")
    assert cli("check", "gone.bib").stderr == "digestlint: gone.bib: no such file or folder\n"


@pytest.mark.parametrize("text", ["", "See <http://arxiv.org/abs/2509.21826>.\n"])
@pytest.mark.parametrize("name", ["notes.txt", "page.html", "a.md.bak", "README", "x.tex"])
def test_other_files_are_refused(cli: Run, tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path, {name: text, "a.md": "# A\n"})
    for _ in range(2):
        done = cli("check", "--fix", name, "a.md")
        assert (done.returncode, done.stdout) == (2, "1 file checked, all clean\n")
        assert done.stderr == (
            f"digestlint: {name}: is not a Markdown file: its name ends in none of .md, .markdown, "
            "which `extensions` sets\n"
        )
        assert cli("check", name).returncode == 2
    assert (tmp_path / name).read_text() == text


def test_extensions_that_are_set(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "[x](#gone)\n", "digestlint.toml": 'extensions = [".txt"]\n'})
    assert cli("check", "a.txt").returncode == 1
    # Whatever is set, these are Markdown.
    write(tmp_path, {"b.md": "[x](#gone)\n", "c.mkd": "[x](#gone)\n"})
    assert cli("check", "b.md", "c.mkd").returncode == 1
    done = cli("check", "--config", 'extensions=[".md", ".bib"]')
    assert done.returncode == 2
    assert "a .bib file is a bibliography, never Markdown" in done.stderr


@pytest.mark.parametrize("command", [["check"], ["format"]])
def test_the_name_of_what_stdin_holds(cli: Run, command: list[str]) -> None:
    done = cli(*command, "--stdin-filename", "p.bib", "-", stdin=BIB)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "digestlint: --stdin-filename p.bib: is not the name of a Markdown file\n"
    assert cli(*command, "--stdin-filename", "untitled", "-", stdin="x\n").returncode == 0


def test_no_table_of_contents_of_them(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, {"p.bib": BIB})
    assert cli("toc", "p.bib").stderr == "digestlint: p.bib: is not a Markdown file\n"


@pytest.mark.parametrize("name", [".#a.md", "._a.md", "~$a.md", ".~lock.a.md"])
def test_what_editors_leave_beside_a_file(cli: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    (tmp_path / name).symlink_to("me@host.1234:567")  # as Emacs does
    done = cli("check")
    assert (done.returncode, done.stdout, done.stderr) == (
        *(0, "1 file checked, all clean\n"),
        NOTICE,
    )
    done = cli("check", name)
    assert (done.returncode, "broken symbolic link" in done.stderr) == (2, True)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(b"\x00\x05\x16\x07")  # as macOS does
    assert cli("check").returncode == 0
