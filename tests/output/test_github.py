from __future__ import annotations

import pytest

from digestlint.core.finding import Finding
from digestlint.lint.results import FileResult
from digestlint.output import Paint, RunResults, reporter
from tests.output.samples import finding, run


def report(*found: Finding) -> list[str]:
    return list(reporter("github").lines(run(found, Paint(color=True))))


def test_one_command_a_file_and_rule() -> None:
    text = "论文 one\ntwo\n"
    assert report(finding(text, "one"), finding(text, "e\ntw", code="URL003")) == [
        "::error title=digestlint (URL002),file=a.md,line=1,endLine=1,col=4,endColumn=7::"
        "a.md:1:4: URL002 it is wrong",
        # No columns where it spans lines.
        "::error title=digestlint (URL003),file=a.md,line=1,endLine=2::"
        "a.md:1:6: URL003 it is wrong",
    ]


@pytest.mark.parametrize(
    ("rows", "others"),
    [
        ([1], ""),
        ([1, 1], " (and 1 more of trailing-punctuation in this file, in the same line)"),
        ([1, 3], " (and 1 more of trailing-punctuation in this file: line 3)"),
        ([1, 3, 3, 4], " (and 3 more of trailing-punctuation in this file: lines 3, 4, …)"),
        (
            [1, 2, 3, 4, 5, 6, 7],
            " (and 6 more of trailing-punctuation in this file: lines 2, 3, 4, 5, 6, …)",
        ),
    ],
)
def test_an_annotation_names_the_others(rows: list[int], others: str) -> None:
    (line,) = report(*(finding("\n" * (row - 1) + "x", "x") for row in rows))
    assert line.endswith(f"::a.md:1:1: URL002 it is wrong{others}")


def test_the_most_severe_come_first_and_no_more_than_github_shows() -> None:
    kinds = {"TXT001": "notice", "SEC001": "warning", "URL002": "error"}
    files = [
        FileResult(f"{n}.md", [finding("x", filename=f"{n}.md", code=code) for code in kinds])
        for n in range(12)
    ]
    lines = list(reporter("github").lines(RunResults(files, Paint())))
    assert [line.split()[0] for line in lines[:-1]] == [
        *(["::error"] * 10),
        *(["::warning"] * 10),
        *(["::notice"] * 10),
    ]
    left = "… and 6 more annotations (6 findings), of which GitHub would show none"
    assert lines[-1] == left


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("100% sure", "100%25 sure"),
        ("%0A", "%250A"),
        ("a\nb\rc\r\nd", "a%0Ab%0Dc%0D%0Ad"),
        ("a, b: c", "a, b: c"),
        ("::error::b", "::error::b"),  # a command only at the beginning of a line
        ("\x1b\u202e", r"\x1b\u202e"),
    ],
)
def test_messages_are_escaped(message: str, written: str) -> None:
    (line,) = report(finding("x", message=message))
    assert line.partition("::error ")[2].partition("::")[2] == f"a.md:1:1: URL002 {written}"


@pytest.mark.parametrize(
    ("filename", "written"),
    [
        ("a,b.md", "a%2Cb.md"),
        ("C:/a.md", "C%3A/a.md"),
        ("50%.md", "50%25.md"),
        ("a\nb.md", "a%0Ab.md"),
        ("a\x1b.md", r"a\x1b.md"),
        ("论文.md", "论文.md"),
    ],
)
def test_file_names_are_escaped(filename: str, written: str) -> None:
    (line,) = report(finding("x", filename=filename))
    assert line.startswith(f"::error title=digestlint (URL002),file={written},line=1,")
