from __future__ import annotations

import pytest

from digestlint.core.finding import Finding
from digestlint.output import Paint, reporter
from tests.output.samples import finding, run


def report(*found: Finding) -> list[str]:
    return list(reporter("github").lines(run(found, Paint(color=True))))


def test_one_command_a_finding() -> None:
    text = "论文 one\ntwo\n"
    assert report(finding(text, "one"), finding(text, "e\ntw")) == [
        "::error title=digestlint (URL002),file=a.md,line=1,endLine=1,col=4,endColumn=7::"
        "a.md:1:4: URL002 it is wrong",
        # No columns where it spans lines.
        "::error title=digestlint (URL002),file=a.md,line=1,endLine=2::"
        "a.md:1:6: URL002 it is wrong",
    ]


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
