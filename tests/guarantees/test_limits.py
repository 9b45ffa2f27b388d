"""Promise 4: inputs that are too large or nested too deep get one clear sentence."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from digestlint._runtime.tracing import observing
from digestlint.cli import main

DEPTH = 100_000
ONE_MB = b"Text.\n" * 170_000
SURVEY = "# Paper List\n- [25/09] **A**\n\n# TLDR/Notes\n## a\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text("# A\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a run that fails has to say: one line."""
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    return err.removeprefix("digestlint: ").removesuffix("\n")


def large(path: Path, size: int) -> None:
    """A file of that many bytes that takes no place on the disk."""
    with path.open("wb") as file:
        file.truncate(size)


CHECK = ("check", "--no-cache")


def test_large_files(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large(repository / "a.md", 33_000_000)
    message = "a.md: has 33 MB, and files over 32 MB are not checked; set max-file-size to check it"
    assert said(capsys, *CHECK, "a.md") == message
    assert said(capsys, "toc", "a.md") == "a.md: has 33 MB, and files over 32 MB are not read"
    large(repository / "a.md", 257_000_000)
    assert said(capsys, "restore", "a.md") == "a.md: has 257 MB, and files over 256 MB are not read"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("check", "--config", "max-file-size=1", "-"),
            "standard input is larger than 1 MB, so it was not read; set max-file-size to check "
            "more",
        ),
        (
            ("toc", "--config", "max-file-size=1", "-"),
            "standard input is larger than 1 MB, so it was not read",
        ),
    ],
    ids=["check", "toc"],
)
def test_large_standard_input(
    arguments: tuple[str, ...],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ONE_MB)))
    assert said(capsys, *arguments) == message


def test_large_bibliographies(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large(repository / "a.bib", 33_000_000)
    problem = "has 33 MB, and files over 32 MB are not read"
    place = repository / "a.bib"
    assert said(capsys, *CHECK, "a.md") == (
        f"a.md: its bibliography can't be read: {place}: {problem}"
    )
    assert said(capsys, *CHECK, "--bib", "a.bib", "a.md").endswith(problem)
    # Nor is it read to see whether a result of an earlier run still holds.
    (repository / "a.bib").write_text("@article{k, title = {A}}\n")
    assert main(["check", "a.md"]) == 0
    capsys.readouterr()
    observing.forget()  # as in another process
    large(repository / "a.bib", 33_000_000)
    assert said(capsys, "check", "a.md").endswith(problem)


@pytest.mark.parametrize("name", ["digestlint.toml", "pyproject.toml"])
def test_large_configurations(
    name: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / name).write_text("# comment\n" * 110_000)
    assert said(capsys, *CHECK, "a.md").endswith(
        f"{repository / name}: has 1,100,000 bytes; a configuration may have at most 1,000,000"
    )


def test_large_ignore_files(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / ".gitignore").write_text("# comment\n" * 110_000)
    assert said(capsys, *CHECK, ".") == f"{repository / '.gitignore'}: file too large"


TOO_DEEP = "has tables or lists nested too deep"
CONFIGURATIONS = {
    "lists": ("select = " + "[" * DEPTH + "]" * DEPTH, TOO_DEEP),
    "open lists": ("select = " + "[" * DEPTH, TOO_DEEP),
    "tables": ("rules = " + "{a=" * DEPTH + "1" + "}" * DEPTH, TOO_DEEP),
    "keys": (".".join("a" * DEPTH) + " = 1", "takes too long to read"),
    "headers": ("[rules.x." + ".".join("a" * 3000) + "]\nb = 1", "takes too long to read"),
    "schemas": ("[schemas.x." + ".".join("a" * 3000) + "]\nb = 1", "takes too long to read"),
    "extensions": (
        "".join(f'[schemas.s{i}]\nextends = "s{i + 1}"\n' for i in range(2000)),
        "schemas that extend too many others in a row",
    ),
}


@pytest.mark.parametrize(("text", "message"), CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_configurations_nested_too_deep(
    text: str,
    message: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (repository / "digestlint.toml").write_text(text)
    err = said(capsys, *CHECK, "a.md")
    assert re.search(rf"{re.escape(str(repository / 'digestlint.toml'))}(?::1:\d+)?: ", err)
    assert message in err
    assert len(err) < 1000


def test_settings_nested_too_deep(capsys: pytest.CaptureFixture[str]) -> None:
    deep = "[" * DEPTH
    # What is not a value is taken for a bare word.
    err = said(capsys, *CHECK, "--config", f"select={deep}", "a.md")
    assert err == "--config: select: must be a list, not a string"
    err = said(capsys, *CHECK, "--config", f"{deep}=1", "a.md")
    assert err.startswith("--config [[[")
    assert len(err) < 200


MARKDOWN = {
    "quotes": ">" * DEPTH + " a\n",
    "lists": "- " * DEPTH + "a\n",
    "numbers": "1. " * DEPTH + "a\n",
    "quotes and lists": "> - " * DEPTH + "a\n",
    "brackets": "[" * DEPTH + "]" * DEPTH + "\n",
    "links": "[" * DEPTH + "a" + "](b)" * DEPTH + "\n",
    "images": "![" * DEPTH + "a" + "](b)" * DEPTH + "\n",
    "parentheses": "[a](" + "(" * DEPTH + ")" * DEPTH + ")\n",
    "stars": "*a **b " * DEPTH + "\n",
    "tags": "<b>" * DEPTH + "</b>" * DEPTH + "\n",
    "comments": "<!--" * DEPTH + "-->" * DEPTH + "\n",
    # More than that might take too much memory.
    "commands": "\\textbf{" * (DEPTH // 5) + "}" * (DEPTH // 5) + "\n",
    "fractions": "$" + "\\frac{" * (DEPTH // 5) + "}" * (DEPTH // 5) + "$\n",
    "footnotes": "[^a" * DEPTH + "]" * DEPTH + "\n",
    "headings": "# " * DEPTH + "\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_nested_deep(text: str, repository: Path) -> None:
    """However deep, it is checked and fixed like any other."""
    (repository / "a.md").write_text(text)
    assert main([*CHECK, "--select", "ALL", "--fix", "--unsafe-fixes", "--quiet", "a.md"]) in (0, 1)


BIBLIOGRAPHIES = {
    "braces": "@article{k, title = {" + "{" * DEPTH + "}" * DEPTH + "}}\n",
    "open braces": "@article{k, title = " + "{" * DEPTH + "\n",
    "entries": "@article{" * DEPTH + "\n",
    "quoted": '@article{k, title = "' + "{" * DEPTH + "}" * DEPTH + '"}\n',
    "sums": "@article{k, title = " + " # ".join(["a"] * DEPTH) + "}\n",
    "macros": '@string{a = "x"}\n' + "@string{a = a # a}\n" * 2000 + "@article{k, title = a}\n",
    "commands": "@article{k, title = {" + "\\textbf{" * DEPTH + "}" * DEPTH + "}}\n",
    "comments": "@comment{" * DEPTH + "\n",
}


@pytest.mark.parametrize("text", BIBLIOGRAPHIES.values(), ids=BIBLIOGRAPHIES)
def test_bibliographies_nested_deep(text: str, repository: Path) -> None:
    (repository / "a.bib").write_text(text)
    (repository / "a.md").write_text(SURVEY)
    assert main([*CHECK, "--select", "ALL", "--quiet", "a.md"]) == 1


def test_ignore_files_of_many_stars(repository: Path) -> None:
    lines = ["/".join(["*a*b"] * 1000), "**/" * 5000 + "x", "*a" * 1000 + "b", "[" * 10_000]
    (repository / ".gitignore").write_text("\n".join(lines))
    (repository / ("a" * 200 + ".md")).write_text("# A\n")
    assert main([*CHECK, "--quiet", "."]) == 0
