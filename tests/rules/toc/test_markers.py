from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.rules.toc.markers import find_markers

START = "<!-- digestlint-toc -->"
END = "<!-- /digestlint-toc -->"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (f"{START}\n{END}\n", "\n"),
        (f"# A\n\n{START}\n\n- x\n\n{END}\n\n## B\n", "\n\n- x\n\n"),
        (f"{START}\r\n{END}\r\n", "\r\n"),
        ("<!--digestlint-toc-->\n<!--/digestlint-toc-->", "\n"),
        (f"```\n{START}\n```\n\n{START}\n{END}\n", "\n"),
    ],
)
def test_regions(text: str, region: str) -> None:
    found = find_markers(parse(text))
    assert found.problems == []
    assert found.region is not None
    assert text[slice(*found.region)] == region


@pytest.mark.parametrize(
    "text",
    [
        "# A\n",
        f"`{START}` and\n\n    {START}\n\n```\n{END}\n```\n",
        "<!-- toc -->\n<!-- tocstop -->\n",
        "<!-- START doctoc generated TOC please keep comment here to allow auto update -->\n",
        "<!-- digestlint-disable TOC -->\n<!-- digestlint-enable TOC -->\n",
        "<!-- digestlint -->\n<!-- ask digestlint-toc to make a table of contents later on -->\n",
    ],
)
def test_no_markers(text: str) -> None:
    found = find_markers(parse(text))
    assert (found.region, found.problems) == (None, [])


WRONG = [
    (START, START, "missing below"),
    (END, END, "missing above"),
    (f"{END}\n{START}", END, "is above"),
    (f"{START}\n{END}\n{START}", START, "repeated"),
    (f"{START}\n{START}\n{END}", START, "repeated"),
    (f"{START}\n{END}\n\n{END}", END, "repeated"),
    (f"text {START}\n{END}", START, "must be alone"),
    (f"{START} text\n{END}", START, "must be alone"),
    (f"{START}{END}", START, "must be alone"),
    (f"- {START}\n", START, "must be alone"),
    *(
        (f"<!-- {text} -->", f"<!-- {text} -->", "does not mark a table of contents")
        for text in (
            "digestlint-tocs",
            "digest-lint-toc",
            "digestlint toc",
            "digestlint:toc",
            "Digestlint-TOC",
            "digestlint-toc max-level=2",
            "digestlint-toc-end",
            "end digestlint-toc",
            "/ digestlint-toc",
            "digestlint-tok",
            "digest-toc",
        )
    ),
    (
        "<!-- digestlint-toc ->\n\n# A",
        "<!-- digestlint-toc ->",
        "does not mark a table of contents",
    ),
    ("<!- digestlint-toc -->", "<!- digestlint-toc -->", "is not a comment"),
    ("<-- /digestlint-toc -->", "<-- /digestlint-toc -->", "is not a comment"),
    ("<!— digestlint-toc —>", "<!— digestlint-toc —>", "is not a comment"),
]


@pytest.mark.parametrize(("text", "where", "message"), WRONG)
def test_wrong_markers_are_never_passed_over(text: str, where: str, message: str) -> None:
    found = find_markers(parse(text + "\n"))
    assert found.region is None
    span, problem = found.problems[0]
    assert message in str(problem)
    assert text[slice(*span)] == where


def test_both_misspelt_markers_are_named() -> None:
    text = "<!-- digestlint-tocs -->\n\n<!-- /digestlint-tocs -->\n"
    assert len(find_markers(parse(text)).problems) == 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (f"{START}\n<!-- digestlint-toc-end -->", END),
        (f"{START}\n<!-- end digestlint-toc -->", END),
        (f"{START}\n<!-- /digestlint-tok -->", END),
        (f"{START}\n<!-- digestlint toc -->", END),
        (f"<!-- digestlint-toc-start -->\n{END}", START),
    ],
)
def test_says_which_marker_was_meant(text: str, meant: str) -> None:
    ((_, message),) = find_markers(parse(text)).problems
    assert str(message).endswith(f"; did you mean '{meant}'?")
