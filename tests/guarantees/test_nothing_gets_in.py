"""Promise 5: what files, names and settings hold reaches no output raw, and leads nowhere else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.output import FORMATS
from tests.places import SOURCE

posix = pytest.mark.skipif(os.name != "posix", reason="file names that Windows refuses")

# Sets a window's title, colours, an 8-bit control sequence, Trojan Source, a forged command.
ATTACKS = {
    "title": "\x1b]0;owned\x07",
    "colour": "\x1b[31m",
    "c1": "\x9b31m",
    "bidi": "\u202efdp\u2066",
    "return": "\r::error file=x::forged",
    "line": "\n::error file=x::forged\n",
    "separator": "\u2028::error file=x::forged",
    "bell": "\x07\x08\x7f",
}
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
COMMAND = re.compile(
    r"^::(?!(?:error|warning|notice) title=digestlint \([A-Z]{3}[0-9]{3}\),file=)", re.MULTILINE
)

attacked = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
formatted = pytest.mark.parametrize("output", FORMATS)


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def harmless(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the command; returns its output, which must not contain anything raw."""
    main(arguments)
    out, err = capsys.readouterr()
    assert not RAW.search(out), out
    assert not RAW.search(err), err
    assert not COMMAND.search(out), out
    assert not COMMAND.search(err), err
    if "json" in arguments and out:
        json.loads(out)
    return out + err


def survey(attack: str) -> str:
    line = attack.replace("\n", " ")
    return (
        f"# Paper List from BIB File: {line}papers.bib\n\n"
        f"- [25/10] **A{line}**  \n[[Paper](http://arxiv.org/abs/2510.00001.{line})] "
        f"[[TLDR/Notes](#a{line})]\n\n"
        f"# TLDR/Notes\n\n## B{line}\n### Abstract {line}\nText {line} [x](gone{line}.md#{line}) "
        f"[y](#{line}z) <{line}> \\textbf{{{line}}} ** {line} **\n\n"
        f"<!-- digestlint-disable {line} URL999 -->\n```{line}\nopen\n"
    )


@attacked
@formatted
def test_content(
    attack: str, output: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "a.md").write_text(survey(attack), encoding="utf-8", newline="")
    check = ("check", "--select", "ALL", "--no-cache", "--output-format", output)
    assert "URL005" in harmless(capsys, *check, "a.md")
    harmless(capsys, *check, "--statistics", "a.md")
    harmless(capsys, *check, "--fix", "--unsafe-fixes", "--show-fixes", "--verbose", "a.md")


@posix
@attacked
@formatted
def test_file_names(
    attack: str, output: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"a{attack.replace('/', '')}.md"
    (repository / name).write_text("[x](http://arxiv.org/abs/2510.00001)\n")
    (repository / f"link{attack}.md").symlink_to(f"gone{attack}.md")
    check = ("check", "--select", "ALL", "--no-cache", "--output-format", output, "--verbose")
    assert "URL005" in harmless(capsys, *check, ".")
    harmless(capsys, *check, name, f"missing{attack}", f"link{attack}.md")
    harmless(capsys, *check, "--fix", "--show-fixes", ".")


@attacked
@pytest.mark.parametrize(
    "table",
    [
        "select = [{}]",
        "{} = 1",
        "schema = {}",
        "exclude = [{}]",
        "bibliography = {}",
        "anchor-style = {}",
        "[rules.{}]\nx = 1",
        "[rules.stale-toc]\n{} = 1",
        "[schemas.{}]\nx = 1",
        '[schemas.x]\nmatch = [{}]\n[schemas.x.notes]\nunder = {}\npattern = "("',
        "[[per-file]]\nfiles = [{}]\nselect = [{}]",
        "{}",
    ],
)
def test_settings(
    table: str, attack: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = json.dumps(attack + "x").replace("\x7f", "\\u007f")
    (repository / "digestlint.toml").write_text(table.format(*[written] * 3), encoding="utf-8")
    (repository / "a.md").write_text("# A\n")
    for command in (["check", "--no-cache", "a.md"], ["config", "a.md"], ["schema", "a.md"]):
        harmless(capsys, *command)


@attacked
@formatted
def test_bibliographies(
    attack: str, output: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = attack.replace("\n", " ")
    (repository / "papers.bib").write_text(
        f"@article{{k{line}, title = {{B {line} title}}, author = {{{line}}}, year = {{20{line}}}, "
        f"url = {{http://arxiv.org/abs/2510.00002{line}}}}}\n@article{{broken{line}, title = {{\n",
        encoding="utf-8",
        newline="",
    )
    (repository / "a.md").write_text(survey(attack), encoding="utf-8", newline="")
    harmless(
        capsys,
        *("check", "--select", "ALL", "--no-cache", "--output-format", output),
        *("--bib", "papers.bib", "a.md"),
    )


@attacked
def test_arguments(attack: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["check", "--select", attack],
        ["check", f"--{attack}"],
        ["check", "--output-format", attack],
        ["check", "--config", attack],
        ["rule", attack],
        ["schema", attack],
        ["toc", attack],
        ["restore", attack],
        [attack],
    ):
        try:
            harmless(capsys, *arguments)
        except SystemExit:
            out, err = capsys.readouterr()
            assert not RAW.search(out + err)
            assert not COMMAND.search(out + err)


WATCHED = """
import os, sys
reaching = ("open", "os.scandir", "os.listdir", "subprocess.Popen", "os.system", "socket.connect")
def note(event, arguments):
    if event in reaching:
        print("USED", event, repr(arguments[0]), file=sys.__stderr__)
sys.addaudithook(note)
from digestlint.cli import main
sys.exit(main(sys.argv[1:]))
"""


@posix
@pytest.mark.parametrize(
    ("title", "links"),
    [
        ("A", "[x](../elsewhere/secret.md#a) [y](link.md#a) [z](folder/secret.md#a)"),
        ("A", "[x](%2e%2e/elsewhere/secret.md#a) [y](..\\\\elsewhere\\\\secret.md#a)"),
        ("A", "[x]({outside}/secret.md#a) [y](file://{outside}/secret.md#a) [z](~/secret.md#a)"),
        ("A", "[x](a/../../elsewhere/secret.md#a) ![y](../elsewhere/secret.md)"),
        ("Paper List from BIB File: ../elsewhere/secret.bib", ""),
        ("Paper List from BIB File: {outside}/secret.bib", ""),
        ("Paper List from BIB File: linked.bib", ""),
    ],
)
def test_nothing_outside_the_repository_is_read(title: str, links: str, repository: Path) -> None:
    outside = repository.parent / "elsewhere"
    outside.mkdir()
    (outside / "secret.md").write_text("# Secret\n")
    (outside / "secret.bib").write_text("@article{k, title = {Secret}}\n")
    (repository / "link.md").symlink_to(outside / "secret.md")
    (repository / "folder").symlink_to(outside)
    (repository / "linked.bib").symlink_to(outside / "secret.bib")
    text = f"# {title}\n\n- [25/10] **A**  \n[[TLDR/Notes](#a)]\n\n# TLDR/Notes\n## a\n{links}\n"
    (repository / "a.md").write_text(text.replace("{outside}", str(outside)))
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "check", "--select", "ALL", "--no-cache", "a.md"],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "HOME": str(repository)},
        capture_output=True,
        text=True,
        check=False,
    )
    used = [line for line in done.stderr.splitlines() if line.startswith("USED")]
    assert any("a.md" in line for line in used)
    assert [line for line in used if re.search(r"secret|elsewhere|linked\.bib", line)] == []
    assert not [line for line in used if "subprocess" in line or "socket" in line]
    assert "Secret" not in done.stdout
